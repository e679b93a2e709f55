"""Why a sentence was coded as it was: `explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.options import DeskName
from tocsin.domain import UsageError


def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, in quotation marks; or several.")],
    desk: DeskName = "general",
) -> None:
    """Show how a sentence is coded: parse, frames, scores and decision."""
    if not sentence.strip():
        raise UsageError("there is nothing to explain. Give a sentence in quotation marks.")
    from tocsin.cli.explanations import print_explanation
    from tocsin.cli.stages import load_desk
    from tocsin.reading.explaining import explain as explain_text
    from tocsin.terminal import plain_console

    chosen = load_desk(desk)
    for explanation in explain_text(sentence, desk=chosen):
        print_explanation(plain_console(), explanation)
