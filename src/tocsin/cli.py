"""The commands, one per thing a user does: parse, call, print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin import __version__
from tocsin.domain import Report, TocsinError, Unread, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from tocsin.desk import Desk
    from tocsin.domain import Assessment, Reading

app = typer.Typer(
    name="tocsin",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="An early-warning desk for international crises: every statement tied to the words "
    "it came from.",
    epilog="Exit codes: 0 all read, 3 some items could not be read, 1 none could, 2 wrong usage.",
)
desk_app = typer.Typer(
    no_args_is_help=True, help="Write, print and validate a desk file.", name="desk"
)
app.add_typer(desk_app)

ALL_FAILED, SOME_FAILED = 1, 3
# Fewer reports than this are read before a second process has loaded its parser.
WORTH_A_POOL = 60


class BriefForm(StrEnum):
    """What a brief can be written as."""

    HTML = "html"
    MD = "md"
    JSON = "json"


class ReadForm(StrEnum):
    """What `read` can print."""

    JSONL = "jsonl"
    TABLE = "table"


class ActorsForm(StrEnum):
    """What `actors` can print."""

    TABLE = "table"
    JSON = "json"


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


@app.callback(invoke_without_command=True)
def _start(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"tocsin {__version__}")
        raise typer.Exit


@app.command()
def brief(
    inputs: Inputs,
    desk: DeskName = "general",
    as_of: AsOf = None,
    form: Annotated[BriefForm, typer.Option("--format", help="What to write.")] = BriefForm.HTML,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Where to write it.",
            show_default="standard output; on a terminal, brief.html",
        ),
    ] = None,
    strict: Strict = False,
    processes: Processes = 0,
) -> None:
    """Read reports and write a cited brief."""
    _check_writable(out)
    chosen, day = _load_desk(desk), _day(as_of)
    charts = form is BriefForm.HTML
    assessment = _assess(inputs, chosen, day, strict=strict, processes=processes, charts=charts)
    from tocsin.brief import compose

    if assessment.reports:
        _write(compose(assessment, form=form), form, out)
    _exit_for(len(assessment.reports), sum(not item.excluded for item in assessment.unread))


@app.command()
def read(
    inputs: Inputs,
    desk: DeskName = "general",
    form: Annotated[
        ReadForm, typer.Option("--format", help="JSON lines, or tables for the eye.")
    ] = ReadForm.JSONL,
    strict: Strict = False,
    processes: Annotated[int, typer.Option("--processes", min=1, help="Cores to read on.")] = 1,
) -> None:
    """Print what was extracted from each report."""
    from tocsin.assess import read_all
    from tocsin.desk import grade

    chosen, console, counts = _load_desk(desk), _stderr(), {"failed": 0, "read": 0}

    def readable() -> Iterator[Report]:
        for item in _collect(inputs, strict=strict):
            if isinstance(item, Unread):
                counts["failed"] += 1
                _report_unread(console, item)
            else:
                yield item.model_copy(update={"grade": grade(chosen, item)})

    for reading in read_all(readable(), desk=chosen, processes=processes):
        counts["read"] += 1
        _print_reading(reading, form)
    _exit_for(counts["read"], counts["failed"])


@app.command()
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

    names = gazetteer(_load_desk(desk).actors)
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


@app.command()
def serve(
    inputs: Inputs,
    desk: DeskName = "general",
    as_of: AsOf = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="On 127.0.0.1.")] = 8760,
) -> None:
    """Read reports and show the brief in a browser, on this machine only."""
    from tocsin.server import serve as run

    chosen, day = _load_desk(desk), _day(as_of)
    assessment = _assess(inputs, chosen, day, strict=False, processes=0, charts=True)
    if not assessment.reports:
        raise typer.Exit(ALL_FAILED)
    run(lambda: assessment, port=port, announce=lambda line: typer.echo(line, err=True))


@desk_app.command("new")
def desk_new(
    name: Annotated[str, typer.Argument(help="Name of the desk, such as my-crisis.")],
    extends: Annotated[str, typer.Option("--extends", help="The desk to build on.")] = "general",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Where to write it.", show_default="NAME.toml"),
    ] = None,
) -> None:
    """Write a commented desk file to start from."""
    from tocsin.desk import shipped, template

    if extends not in shipped():
        raise UsageError(f"unknown desk '{extends}'; there are: {', '.join(shipped())}.")
    path = out or Path(f"{name}.toml")
    text = template(name, extends)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} exists already. Choose another name or --out.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    typer.echo(f"wrote {path}; `tocsin desk check {path}` validates it.")


@desk_app.command("show")
def desk_show(
    name: Annotated[str, typer.Argument(help="A shipped desk, or a desk file.")] = "general",
) -> None:
    """Print a desk with everything it inherits; without a name, the general one."""
    from tocsin.desk import render

    typer.echo(render(_load_desk(name)), nl=False)


@desk_app.command("list")
def desk_list() -> None:
    """List the desks that ship with Tocsin."""
    from tocsin.desk import load, shipped

    for name in shipped():
        typer.echo(f"{name:16} {load(name).title}")


@desk_app.command("check")
def desk_check(
    file: Annotated[str, typer.Argument(help="A desk file, or a shipped desk.")],
) -> None:
    """Validate a desk file: file, line, what is wrong, what is allowed."""
    from tocsin.desk import check

    problems = check(file, _known_codes())
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(ALL_FAILED)
    typer.echo(f"{file}: all is well.")


# -- what the commands share ---------------------------------------------------


def _assess(
    inputs: list[str],
    desk: Desk,
    day: date,
    *,
    strict: bool,
    processes: int,
    charts: bool = True,
) -> Assessment:
    from tocsin.assess import join, read_all, sort_out
    from tocsin.terminal import progress_over

    console = _stderr()
    items = _collect(inputs, strict=strict)
    reports, unread = sort_out(items, desk=desk, as_of=day)
    for item in unread:
        _report_unread(console, item)
    if reports:  # not before: an exit in the middle of loading would be an unclean one
        _warm(charts=charts)
    with progress_over(console, len(reports)) as progress:
        cores = processes or _cores_worth(len(reports))
        readings = list(progress.through(read_all(reports, desk=desk, processes=cores)))
    return join(readings, unread, desk, day)


def _collect(inputs: list[str], *, strict: bool) -> Iterator[Report | Unread]:
    from tocsin.intake import collect

    for item in collect(inputs):
        if strict and isinstance(item, Unread):
            raise TocsinError(f"{item.origin}: {item.reason} {item.remedy}".rstrip())
        yield item


def _load_desk(name: str) -> Desk:
    from tocsin.desk import load

    return load(name)


def _known_codes() -> frozenset[str]:
    from tocsin.knowledge import gazetteer

    return gazetteer().codes()


def _day(as_of: datetime | None) -> date:
    return as_of.date() if as_of else date.today()


def _cores_worth(reports: int) -> int:
    import os

    return min(os.cpu_count() or 1, 8) if reports >= WORTH_A_POOL else 1


def _warm(*, charts: bool) -> None:
    """Start the chart engine and the sentence model while the parser reads."""
    from threading import Thread

    from tocsin.brief import warm
    from tocsin.ledger import warm_up

    def quietly(start: Callable[[], object]) -> None:
        with suppress(Exception):  # fails again, and is explained, where it is needed
            start()

    # Not as daemons: cut off while foreign code starts, they would take the process with them.
    for start in (warm, warm_up) if charts else (warm_up,):
        Thread(target=quietly, args=(start,)).start()


def _stderr() -> Console:
    from tocsin.terminal import plain_console

    return plain_console(stderr=True)


def _report_unread(console: Console, item: Unread) -> None:
    from tocsin.terminal import print_unread

    print_unread(console, item)


def _print_reading(reading: Reading, form: ReadForm) -> None:
    if form is ReadForm.JSONL:
        typer.echo(reading.model_dump_json())
        return
    from tocsin.terminal import plain_console, print_reading

    print_reading(plain_console(), reading)


def _write(text: str, form: BriefForm, out: Path | None) -> None:
    if out is None and form is BriefForm.HTML and sys.stdout.isatty():
        out = Path("brief.html")
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()  # while a full disk or a closed pipe can still be answered
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.") from None
    typer.echo(f"wrote {out}", err=True)


def _check_writable(out: Path | None) -> None:
    """Said before an hour of reading, not after it."""
    import os

    if out is None:
        return
    if not out.parent.is_dir():
        raise UsageError(f"{out} cannot be written: there is no folder {out.parent}.")
    if out.is_dir():
        raise UsageError(f"{out} cannot be written: it is a folder. Add a file name.")
    if not os.access(out if out.exists() else out.parent, os.W_OK):
        raise UsageError(f"{out} cannot be written: you may not write there.")


def _exit_for(read: int, failed: int) -> None:
    if not read:
        raise typer.Exit(ALL_FAILED)
    if failed:
        raise typer.Exit(SOME_FAILED)
