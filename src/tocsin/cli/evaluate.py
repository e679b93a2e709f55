"""How well Tocsin does on a file of gold: `eval coding`, `actors`, `entities`, `reading`, `ask`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.options import DeskName
from tocsin.cli.stages import SOME_FAILED, load_desk
from tocsin.domain import AnswerSet, InputError

if TYPE_CHECKING:
    from tocsin.evaluation import Evaluation

eval_app = typer.Typer(
    no_args_is_help=True, help="Measure Tocsin on a file of your own gold.", name="eval"
)


class ScoresForm(StrEnum):
    """What an evaluation can be printed as."""

    TABLE = "table"
    JSON = "json"


class PartsName(StrEnum):
    """Which parts of the coder decide; the names of `reading.coder.Parts`."""

    BOTH = "both"
    FRAMES = "frames"
    MODEL = "model"


Form = Annotated[
    ScoresForm, typer.Option("--format", help="Tables for the eye, or one JSON object.")
]
Errors = Annotated[
    int, typer.Option("--errors", min=0, help="Write this many of the worst errors too.")
]
PartsOption = Annotated[
    PartsName, typer.Option("--parts", help="Let one part of the coder decide alone.")
]


@eval_app.command("coding")
def coding(
    file: Annotated[
        Path,
        typer.Argument(
            help="Tab separated, with a header: marked_sentence (<s>…</s> round the source, "
            "<t>…</t> round the target) or sentence, source and target; and gold_root.",
            show_default=False,
        ),
    ],
    parts: PartsOption = PartsName.BOTH,
    form: Form = ScoresForm.TABLE,
    errors: Errors = 0,
) -> None:
    """How well acts are named where the two sides are given."""
    from tocsin.evaluation.coding import evaluate_coding
    from tocsin.reading.coder import Parts

    _report(evaluate_coding(file, parts=Parts(parts.value)), form, errors)


@eval_app.command("actors")
def actors(
    file: Annotated[
        Path,
        typer.Argument(
            help="A token and its tag to a line, a blank line between sentences. Tags: B-S and "
            "I-S for the source, B-T and I-T for the target; any other counts as O.",
            show_default=False,
        ),
    ],
    parts: PartsOption = PartsName.BOTH,
    form: Form = ScoresForm.TABLE,
    errors: Errors = 0,
) -> None:
    """How well it is found who does something to whom."""
    from tocsin.evaluation.tagging import evaluate_actors
    from tocsin.reading.coder import Parts

    _report(evaluate_actors(file, parts=Parts(parts.value)), form, errors)


@eval_app.command("entities")
def entities(
    file: Annotated[
        Path,
        typer.Argument(
            help="A token and its tag to a line, a blank line between sentences. Tags: "
            "B-Person, I-Person, B-Organisation … and O.",
            show_default=False,
        ),
    ],
    form: Form = ScoresForm.TABLE,
    errors: Errors = 0,
) -> None:
    """How well the things that are named are found."""
    from tocsin.evaluation.tagging import evaluate_entities

    _report(evaluate_entities(file), form, errors)


@eval_app.command("reading")
def reading(
    file: Annotated[
        Path,
        typer.Argument(
            help="A gold file (.json): reports with what is to be read in them.",
            show_default=False,
        ),
    ],
    desk: DeskName = "general",
    gate: Annotated[
        bool,
        typer.Option("--gate/--no-gate", help="Pass over sentences that can hold nothing, or not."),
    ] = True,
    form: Form = ScoresForm.TABLE,
    errors: Errors = 0,
) -> None:
    """How well whole reports are read: events, signals, attribution, predictions, posture."""
    from tocsin.evaluation.reports import evaluate_reading
    from tocsin.reading import read

    chosen = load_desk(desk)
    found = evaluate_reading(
        file, desk=chosen, reader=lambda reports: list(read(reports, desk=chosen, gate=gate))
    )
    _report(found, form, errors)


@eval_app.command("ask")
def asking(
    file: Annotated[
        Path,
        typer.Argument(
            help="Questions (.json) with the words that answer each, and the reports they are "
            "asked of.",
            show_default=False,
        ),
    ],
    form: Form = ScoresForm.TABLE,
    errors: Errors = 0,
) -> None:
    """How often `ask` quotes the right words, and refuses where there are none."""
    from tocsin.assess import read_all, sort_out
    from tocsin.cli.stages import collect_items
    from tocsin.evaluation.asking import Asked, evaluate_asking, read_questions
    from tocsin.knowledge import gazetteer
    from tocsin.ledger import sentence_vectors
    from tocsin.ledger.ask import ask
    from tocsin.ledger.ask.likeness import remembering

    given = read_questions(file)
    chosen = load_desk(given.desk)
    reports, _ = sort_out(
        collect_items(list(given.reports), strict=True), desk=chosen, as_of=date.max
    )
    if not reports:
        raise InputError(str(file), 'names no "reports" to ask.', "See docs/ask.md for the form.")
    readings = list(read_all(reports, desk=chosen))
    kept = remembering(sentence_vectors)
    names = gazetteer(chosen.actors)
    last = max((each.published for each in reports if each.published), default=date.today())

    def answer(item: Asked) -> AnswerSet:
        return ask(
            item.question,
            readings,
            names=names,
            as_of=item.as_of or last,
            similar=kept,
            claims=lambda _: (),  # who else says so is not what is measured
        )

    _report(evaluate_asking(file, given.questions, ask=answer), form, errors)


def _report(evaluation: Evaluation, form: ScoresForm, errors: int) -> None:
    for row in evaluation.bad_rows:
        typer.echo(f"left out: {evaluation.file}, {row}", err=True)
    if form is ScoresForm.JSON:
        import json

        from tocsin.evaluation import as_json

        found = as_json(evaluation, errors=errors)
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        from tocsin.cli.score_tables import print_evaluation
        from tocsin.terminal import plain_console

        print_evaluation(plain_console(), evaluation, errors=errors)
    if evaluation.bad_rows:
        raise typer.Exit(SOME_FAILED)
