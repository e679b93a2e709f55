"""How Sphinx builds these pages: `make docs`."""

from tocsin import __version__

project = "Tocsin"
author = "The Tocsin authors"
project_copyright = "the Tocsin authors"
version = release = __version__

extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]
exclude_patterns = ["_build", "schema"]

html_theme = "furo"
html_title = f"Tocsin {version}"
html_copy_source = False
html_show_sphinx = False
html_last_updated_fmt = None
