"""The work that a text takes grows with its length and not faster, whatever its lines are.

Counted in function calls, which are the same on every machine.
"""

import io
import sys
from collections.abc import Callable

import pytest

from tocsin.domain import BlockKind
from tocsin.domain.report import Report
from tocsin.intake import collect
from tocsin.intake.furniture import MOST_LAYERS, drop_furniture
from tocsin.intake.registry import DraftBlock

PROSE = "Arvia closed both border crossings on Monday after Borland expelled two diplomats."

LINES = [
    "Facebook | X | LinkedIn | Copy link",
    "| Arvia | 40 |",
    "Arvia\t40",
    "Arvia\t40\nBorland\t40\t41",
    "Contents\nThe closure",
    "Contents\nBridge {} and its guards were the last of the demands made in public.",
    "Read also:\nCarvia names a new envoy to the talks",
    "Related: Carvia names a new envoy",
    "Kestrel Editorial Staff",
    "Comments",
    "Telegram",
    "Share this article",
    "By Mara Quill",
    "World",
    "The demands:",
    "- Open the bridges.",
    "1. Open the bridges.",
    "short",
    PROSE,
]


def calls(work: Callable[[], object]) -> int:
    """How many functions run, ours and the interpreter's own."""
    count = 0

    def tally(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def take_in(line: str, times: int, gap: str) -> None:
    text = f"{PROSE}\n\n" + "".join(line.format(number) + gap for number in range(times))
    (report,) = collect(["-"], stdin=io.BytesIO(text.encode()))
    assert isinstance(report, Report)


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize("line", LINES)
def test_four_times_the_lines_take_four_times_the_work(line, gap):
    take_in(line, 20, gap)  # whatever is loaded or cached the first time
    few, many = (calls(lambda n=times: take_in(line, n, gap)) for times in (100, 400))
    assert many < 5.5 * few


@pytest.mark.parametrize(
    "line", ["Home › World › Arvia", "What do you think?", "Ana Berg is a reporter at K."]
)
def test_furniture_in_layers_is_taken_off_so_often_and_no_more(line):
    def blocks(times: int) -> tuple[DraftBlock, ...]:
        return (DraftBlock(BlockKind.PARAGRAPH, PROSE),) * 4 + (
            DraftBlock(BlockKind.PARAGRAPH, line),
        ) * times

    passes_of_one_size = calls(lambda: drop_furniture(blocks(1000))) / 1000
    passes_of_another = calls(lambda: drop_furniture(blocks(200))) / 200
    assert passes_of_one_size < 1.5 * passes_of_another
    assert MOST_LAYERS < 200
