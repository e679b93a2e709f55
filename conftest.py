"""Doctests are run where what their modules need is installed."""

from importlib.util import find_spec

NEED_THE_EXTRA = ("coder", "export", "fitting", "measuring", "network")
"""Modules of `training` that PyTorch is imported by."""

collect_ignore = (
    [] if find_spec("torch") else [f"src/tocsin/training/{name}.py" for name in NEED_THE_EXTRA]
)
