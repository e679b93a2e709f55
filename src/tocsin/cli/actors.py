"""Who is who: `actors`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from tocsin.cli.options import DeskName
from tocsin.cli.stages import load_desk
from tocsin.domain import UsageError


class ActorsForm(StrEnum):
    """What `actors` can print."""

    TABLE = "table"
    JSON = "json"


def actors(
    name: Annotated[str, typer.Argument(help="A name, or part of one; or a code.")],
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="On which day.", show_default="any day"),
    ] = None,
    desk: DeskName = "general",
    form: Annotated[ActorsForm, typer.Option("--format", help="What to print.")] = ActorsForm.TABLE,
) -> None:
    """Who goes by a name, in which office, and for whom they speak on a day."""
    from tocsin.knowledge import gazetteer

    names = gazetteer(load_desk(desk).actors)
    found = names.find(name, on.date() if on else None)
    if not found:
        near = names.suggest(name)
        hint = f"Did you mean: {', '.join(near)}?" if near else "Try a surname or a code."
        raise UsageError(f"no actor goes by '{name}'. {hint}")
    if form is ActorsForm.JSON:
        import json

        typer.echo(json.dumps([row.model_dump(mode="json") for row in found], indent=2))
        return
    from tocsin.terminal import plain_console, print_actors

    print_actors(plain_console(), found)
