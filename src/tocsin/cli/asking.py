"""What the reports say to a question: `ask`."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import AsOf, KnownAt
from tocsin.cli.stages import day_of
from tocsin.domain import InputError, UsageError

if TYPE_CHECKING:
    from tocsin.desk import Desk
    from tocsin.domain import AnswerSet, Reading
    from tocsin.ledger.ask.answering import Gather


class AnswerForm(StrEnum):
    """What an answer can be written as."""

    TEXT = "text"
    JSON = "json"


def ask(
    question: Annotated[str, typer.Argument(help='Such as "Who denied the shelling of Oster?"')],
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, feeds or http(s) addresses. None: what the desk's ledger holds.",
            show_default=False,
        ),
    ] = None,
    inputs: Annotated[
        list[str] | None,
        typer.Option("--input", "-i", help="The same, by name; may be repeated."),
    ] = None,
    desk: Annotated[
        str | None,
        typer.Option(
            "--desk",
            help="A desk that ships with Tocsin, a desk file, or a desk folder.",
            show_default="general; without inputs, this folder",
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="At most so many.")] = 3,
    form: Annotated[
        AnswerForm, typer.Option("--format", help="Text for the eye, or one JSON object.")
    ] = AnswerForm.TEXT,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            envvar="TOCSIN_MODEL",
            help="Let this language model write prose on the quotations, which are sent to it.",
        ),
    ] = None,
    model_url: Annotated[
        str | None,
        typer.Option(
            "--model-url",
            envvar="TOCSIN_MODEL_URL",
            help="Where it is: an OpenAI-compatible address, such as http://127.0.0.1:8080/v1.",
        ),
    ] = None,
    model_key: Annotated[
        str | None,
        typer.Option("--model-key", envvar="TOCSIN_MODEL_KEY", help="Its key.", hidden=True),
    ] = None,
) -> None:
    """Answer a question with quotations from the reports, or say that they do not say."""
    if (model is None) is not (model_url is None):
        raise UsageError("a language model needs both --model NAME and --model-url URL.")
    day = day_of(as_of)
    found = _answered(question, [*(paths or ()), *(inputs or ())], desk, day, known_at, limit)
    if model and model_url:
        from tocsin.ledger.ask import write_prose
        from tocsin.ledger.ask.model import complete_at

        found = write_prose(
            found, complete=partial(complete_at, model_url, model, model_key), model=model
        )
    if form is AnswerForm.JSON:
        typer.echo(found.model_dump_json(indent=2))
        return
    _print(found)


def _answered(
    question: str,
    inputs: list[str],
    desk: str | None,
    day: date,
    known_at: datetime | None,
    limit: int,
) -> AnswerSet:
    """What the inputs say, or where there are none the ledger of the desk folder."""
    from tocsin.knowledge import gazetteer
    from tocsin.ledger import gather_claims
    from tocsin.ledger.ask import ask as answer

    claims: Gather = gather_claims
    if inputs:
        if known_at is not None:
            raise UsageError("--known-at asks how the ledger stood; leave it out with files.")
        chosen, readings = _read(question, inputs, desk, day)
    else:
        chosen, readings, claims = _recalled(question, desk, day, known_at)
    names = gazetteer(chosen.actors)
    return answer(question, readings, names=names, as_of=day, limit=limit, claims=claims)


def _prepare(question: str, desk: Desk, day: date) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words and actors to look for; the model is loaded meanwhile.

    First of all, since a question that cannot be asked is refused before reports are read for it.
    """
    from threading import Thread

    from tocsin.knowledge import gazetteer
    from tocsin.ledger import warm_up
    from tocsin.ledger.ask import search_terms

    terms = search_terms(question, names=gazetteer(desk.actors), as_of=day)

    def quietly() -> None:
        with suppress(Exception):  # fails again, and is explained, where it is needed
            warm_up()

    Thread(target=quietly).start()
    return terms


def _read(
    question: str, inputs: list[str], desk: str | None, day: date
) -> tuple[Desk, list[Reading]]:
    from tocsin.assess import read_all, sort_out
    from tocsin.cli.stages import (
        ALL_FAILED,
        collect_items,
        load_desk,
        report_unread,
        stderr_console,
    )

    chosen = load_desk(desk or "general")
    _prepare(question, chosen, day)
    reports, unread = sort_out(collect_items(inputs, strict=False), desk=chosen, as_of=day)
    for item in unread:
        report_unread(stderr_console(), item)
    if not reports:
        raise typer.Exit(ALL_FAILED)
    return chosen, list(read_all(reports, desk=chosen))


def _recalled(
    question: str, desk: str | None, day: date, known_at: datetime | None
) -> tuple[Desk, list[Reading], Gather]:
    from tocsin.assess import recall_readings
    from tocsin.cli.desk_folder import find_folder, open_here
    from tocsin.ledger import gather_claims
    from tocsin.ledger.store.grading import kept_claims
    from tocsin.ledger.store.passages import find_reports

    folder = find_folder(desk)
    words, codes = _prepare(question, folder.desk, day)
    if known_at is not None and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=UTC)
    with open_here(folder) as ledger:
        reports = find_reports(ledger, words, codes, until=day)
        readings = recall_readings(
            ledger, desk=folder.desk, as_of=day, known_at=known_at, reports=reports
        )
        if not readings and not any(ledger.count().values()):
            raise InputError(ledger.address, "holds no report.", "Add some: `tocsin add PATH`.")
        # What is kept is grouped as of now; as of an earlier moment it is grouped anew.
        claims: Gather = gather_claims if known_at else kept_claims(ledger)
    return folder.desk, readings, claims


def _print(found: AnswerSet) -> None:
    from tocsin.terminal import plain_console

    console = plain_console()

    def line(text: str) -> None:
        console.print(text, markup=False, highlight=False, soft_wrap=True)

    for sentence in found.prose:
        if sentence.struck is None:
            line(sentence.text)
    if found.prose:
        line("")
    for number, each in enumerate(found.answers, start=1):
        quote = " ".join(each.quote.split())
        line(f"[{number}] {quote}")
        told = (
            each.source or each.origin,
            each.published.isoformat() if each.published else "undated",
            f"on the word of {each.speaker}" if each.speaker else "",
            each.side.value if each.side else "",
            each.standing.value,
            each.grade,
            f"score {each.score:.2f}",
        )
        line("    " + " · ".join(part for part in told if part))
    if found.note:
        line(found.note)
    for sentence in found.prose:
        if sentence.struck is not None:
            line(f"struck out: {' '.join(sentence.text.split())} ({sentence.struck})")
