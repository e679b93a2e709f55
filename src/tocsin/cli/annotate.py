"""`tocsin annotate`: decide on what was read, and keep it as gold."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import DeskName
from tocsin.cli.stages import ALL_FAILED, SOME_FAILED, load_desk, report_unread, stderr_console
from tocsin.domain import Report, Unread, UsageError

if TYPE_CHECKING:
    from tocsin.annotation import Sheet, Walk, Work
    from tocsin.desk import Desk


class Kind(StrEnum):
    """The kinds of items, as gold files name them."""

    EVENTS = "events"
    SIGNALS = "signals"
    STATEMENTS = "statements"
    PREDICTIONS = "predictions"
    COMMITMENTS = "commitments"
    POSTURE = "posture"


Reports = Annotated[
    list[str] | None,
    typer.Argument(help="Files, folders, feeds or http(s) addresses.", show_default=False),
]
Out = Annotated[
    Path,
    typer.Option("--out", "-o", help="The gold file; a journal beside it keeps every decision."),
]
Name = Annotated[str, typer.Option("--as", help="Who annotates.", show_default="your user name")]
Only = Annotated[
    list[Kind] | None,
    typer.Option("--only", help="Ask about this kind of items alone; may be repeated."),
]
EverySentence = Annotated[
    bool,
    typer.Option(
        "--every-sentence",
        help="Stop also at sentences in which nothing was read, to add what is missing.",
    ),
]
ExportCoding = Annotated[
    tuple[Path, Path] | None,
    typer.Option(
        "--export-coding",
        metavar="GOLD.json OUT.tsv",
        help="Instead: write the acts of a gold file as marked sentences, for "
        "`tocsin eval coding` and `tocsin train coder`.",
        show_default=False,
    ),
]


def annotate(
    inputs: Reports = None,
    out: Out = Path("gold.json"),
    desk: DeskName = "general",
    name: Name = "",
    only: Only = None,
    every_sentence: EverySentence = False,
    export_coding: ExportCoding = None,
) -> None:
    """Accept, reject or correct what was read, item by item, and keep it as a gold file.

    Every decision is on the disk before the next item is shown. The same command takes up
    where it was left, however it ended.
    """
    chosen = load_desk(desk)
    if export_coding is not None:
        if inputs:
            raise UsageError("--export-coding takes its two files and no reports.")
        _export(*export_coding, chosen)
        return
    if not inputs:
        raise UsageError("annotate needs reports. Try: tocsin annotate --help")
    if "-" in inputs:
        raise UsageError(
            "annotate takes your answers from standard input, not reports. Name files."
        )
    _check_folder(out)
    kinds = tuple(kind.value for kind in Kind if not only or kind in only)
    _sit(inputs, out, chosen, name or _user_name(), kinds, every_sentence=every_sentence)


def _sit(
    inputs: Sequence[str],
    out: Path,
    desk: Desk,
    name: str,
    kinds: Sequence[str],
    *,
    every_sentence: bool,
) -> None:
    """One sitting: from the reports to the gold file."""
    from tocsin.annotation import Walk, Work
    from tocsin.cli.annotation_screen import TerminalScreen
    from tocsin.knowledge import gazetteer
    from tocsin.terminal import plain_console

    work = Work(out, name)
    try:
        reports, failed = _take_in(inputs, work)
        known, console = gazetteer(desk.actors), plain_console()
        screen = TerminalScreen(console, known)
        walk = Walk(work, screen, known, kinds=kinds, every_sentence=every_sentence)
        try:
            walk.through(_sheets(reports, work, desk), len(reports))
        finally:
            _save(work, reports, walk)
    finally:
        work.close()
    if failed:
        raise typer.Exit(SOME_FAILED if reports else ALL_FAILED)


def _take_in(inputs: Sequence[str], work: Work) -> tuple[list[Report], int]:
    """The reports that can be annotated, each once, and how many items cannot."""
    from tocsin.intake import collect

    found: dict[str, Report] = {}
    unread: list[Unread] = []
    for item in collect(inputs):
        if isinstance(item, Unread):
            unread.append(item)
        else:
            found.setdefault(item.id, item)
    unread += (
        Unread(origin=error.origin, reason=error.reason, remedy=error.remedy)
        for error in work.check(list(found.values()))
    )
    console = stderr_console()
    for item in unread:
        report_unread(console, item)
    changed = {item.origin for item in unread}
    return [report for report in found.values() if report.origin not in changed], len(unread)


def _sheets(reports: Sequence[Report], work: Work, desk: Desk) -> Iterator[Sheet]:
    """The reports on the table, one after another; each is read when its turn comes."""
    for report in reports:
        sheet = work.sheets.get(report.id)
        if sheet is None:
            from tocsin.annotation import open_reading
            from tocsin.reading import read

            (reading,) = read([report], desk=desk)
            sheet = work.open(open_reading(reading))
        yield sheet


def _save(work: Work, reports: Sequence[Report], walk: Walk) -> None:
    """Writes what is finished, and says what is not."""
    from tocsin.annotation import save_gold

    sys.stdout.flush()  # the last question, before what is said of it all
    gold = save_gold(work)
    sheets = [work.sheets[report.id] for report in reports if report.id in work.sheets]
    waiting = sum(stop.is_open for sheet in sheets for stop in walk.stops(sheet))
    waiting_reports = len(reports) - len(sheets)
    if gold.reports:
        items = sum(len(getattr(report, kind.value)) for report in gold.reports for kind in Kind)
        done = _count(len(gold.reports), "finished report")
        typer.echo(f"wrote {work.gold_path}: {done}, {_count(items, 'item')}", err=True)
    left = [(waiting, "item"), (waiting_reports, "unopened report")]
    parts = [_count(number, noun) for number, noun in left if number]
    if parts:
        typer.echo(
            f"{' and '.join(parts)} left; the same command goes on from here "
            f"({work.journal.path.name} has every decision).",
            err=True,
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _export(gold: Path, out: Path, desk: Desk) -> None:
    from tocsin.annotation.marked_rows import export_coding

    done = export_coding(gold, out, desk=desk)
    for reason in done.left_out:
        typer.echo(f"left out: {reason}", err=True)
    typer.echo(f"wrote {out}: {done.rows} sentences", err=True)


def _check_folder(out: Path) -> None:
    """Said before the first question, not after the last answer."""
    if out.is_dir():
        raise UsageError(f"{out} cannot be written: it is a folder. Add a file name.")
    if not out.parent.is_dir():
        raise UsageError(f"{out} cannot be written: there is no folder {out.parent}.")


def _user_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "anonymous"
