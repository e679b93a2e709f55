"""Arguments and options that several commands have."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, feeds or http(s) addresses; - for standard input.",
        show_default=False,
    ),
]
DeskName = Annotated[
    str, typer.Option("--desk", help="A desk that ships with Tocsin, or a desk file (.toml).")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        help="Use nothing published later than this day.",
        show_default="today",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first item that fails.")]
Processes = Annotated[
    int,
    typer.Option("--processes", min=0, help="Cores to read on; 0: as many as the work is worth."),
]
