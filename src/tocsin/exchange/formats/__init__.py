"""One file per form; each registers how it is written and how it is read."""
