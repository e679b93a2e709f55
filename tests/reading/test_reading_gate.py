"""The gate: what is passed over unparsed, and that nothing is lost by it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.desk import load
from tocsin.domain import Block, BlockKind, Reading, Report
from tocsin.intake import collect
from tocsin.knowledge.frames import frames
from tocsin.knowledge.names import gazetteer
from tocsin.reading.gate import Gate
from tocsin.reading.pipeline import Reader
from tocsin.reading.splitting import split_sentences

ROOT = Path(__file__).resolve().parents[2]
# Identifiers count tokens, which are fewer in a stretch than in its block.
COUNTED = re.compile(r'"id":"[^"]*"')


def stretches(text: str, *, whole: bool = False, paragraph: int = 0) -> list[str]:
    """The words of what the gate lets through, "…" before what follows a gap."""
    gate = Gate(text, gazetteer().scan(text), gazetteer(), paragraph=paragraph)
    block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    return [
        ("… " if found.gap else "") + text[found.block.start : found.block.end]
        for found in gate.stretches(block, whole=whole)
    ]


@pytest.fixture(scope="module")
def ungated() -> Reader:
    """A reader that parses every sentence."""
    return Reader(load("general"), gate=False)


def found_in(reader: Reader, report: Report) -> str:
    """Everything read in a report, but for the identifiers."""
    (reading,) = reader.read([report])
    return told(reading)


def told(reading: Reading) -> str:
    """What a reading tells, but for the identifiers."""
    return COUNTED.sub('"id":"-"', reading.model_dump_json(exclude={"report"}))


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran has closed the strait.",  # an actor
        "Talks will resume soon.",  # a word that looks ahead
        "The river may flood.",
        "It would burst, if it rained.",
        "Residents said that the bridge was gone.",  # somebody without a name says so
        "Maran Tesk said that the bridge was gone.",  # somebody whom no table has
        "The bridge is said to be gone.",  # nobody knows who says so
        "Reportedly the bridge is gone.",
        "According to the paper, the bridge is gone.",
        "Some 4,000 soldiers stood at the river.",  # a force with a number
        "Two brigades stood at the river.",
        "Many nations have pledged to rebuild the bridge.",  # a promise, somebody to make it
        "They are preparing for a flood within the next decade.",
        "officials said the bridge was gone.",  # and in small letters
        "maran tesk said the bridge was gone.",
    ],
)
def test_what_may_carry_something_is_parsed(sentence: str) -> None:
    assert stretches(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "The garden was full of roses.",
        "He said that the garden was full.",  # nobody has been named whom "he" could be
        "It rained for most of the day.",
        "The soldiers stood at the river.",  # a force, but not whose nor how many
        "The deal was a surprise.",
        "he said the garden was full.",
        "the report was long.",
        "",
    ],
)
def test_what_cannot_is_passed_over(sentence: str) -> None:
    assert stretches(sentence) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "Iran closed the strait. It holds the coast. The sea was calm. It was blue.",
            ["Iran closed the strait. It holds the coast."],  # the sea ends the thread of "it"
        ),
        (
            "The sea was calm. Iran closed the strait.",
            ["… Iran closed the strait."],
        ),
        (
            "NATO met. The sea was calm. Member states stayed away.",
            ["NATO met.", "… Member states stayed away."],
        ),
        (
            "NATO met. The sea was calm. The ministry stayed away.",
            ["NATO met.", "… The ministry stayed away."],
        ),
        (
            "Iran's minister Tarek Olm came. The sea was calm. Later Olm left.",
            ["Iran's minister Tarek Olm came.", "… Later Olm left."],
        ),
        (
            "Hamas left. The sea was calm. The militants slept. The sea rose.",
            ["Hamas left.", "… The militants slept."],
        ),
        (
            "The president of Iran came. The sea was calm. He slept.",
            ["The president of Iran came."],  # no person has been named
        ),
    ],
)
def test_what_refers_back_is_parsed_where_somebody_was_named(text: str, kept: list[str]) -> None:
    assert stretches(text) == kept


def test_a_paragraph_is_parsed_whole_or_not_at_all() -> None:
    """The parser reads a sentence by its neighbours too."""
    text = "The sea was calm. Iran closed the strait. The sea rose."
    assert stretches(text, paragraph=len(text)) == [text]
    assert stretches(text, paragraph=len(text) - 1) == ["… Iran closed the strait."]
    assert stretches("The sea was calm. The sea rose.", paragraph=100) == []


def test_under_a_heading_that_looks_ahead_everything_is_parsed() -> None:
    text = "The garden was full of roses. It rained."
    assert stretches(text, whole=True) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Gen. Maran met Dr. Olm at 4.30 p.m. on Jan. 5. ", "They spoke."],
        ["The U.S. team left. ", "It came back."],
        ['"We are ready." ', '"We are not," they said.'],
        ["Is it so? ", "It is! ", "(It was.) ", "It will be."],
        ["the team left. ", "it came back."],  # put into small letters
        ["He left.\n\n", "and came back"],
        ["A list:\n- one\n- two"],
    ],
)
def test_sentences_end_where_a_reader_sees_it(sentences: list[str]) -> None:
    text = "".join(sentences)
    assert [text[a:b] for a, b in split_sentences(text, 0, len(text))] == sentences


@given(st.text(alphabet="ab. \n\"'A?!-1İ", max_size=60), st.integers(0, 5), st.integers(0, 5))
def test_sentences_cover_the_text_without_a_gap(text: str, before: int, after: int) -> None:
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - after)
    found = list(split_sentences(text, start, end))
    assert [start, *(b for _, b in found)] == [*(a for a, _ in found), end]
    assert all(a < b for a, b in found)


WORDS = ("Iran", "closed", "It", "the sea", "said.", "will", "Olm", "four tanks.", "İ.", "calm.")


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_stretches_are_in_order_and_inside_their_block(words: list[str]) -> None:
    text = " ".join(words)
    block = Block(kind=BlockKind.QUOTE, start=0, end=len(text))
    last = 0
    gate = Gate(text, gazetteer().scan(text), gazetteer(), paragraph=0)
    for found in gate.stretches(block, whole=False):
        assert last <= found.block.start < found.block.end <= len(text)
        assert found.block.kind is block.kind
        assert found.opens == (found.block.start == 0)
        last = found.block.end


def _specified() -> Iterator[str]:
    """Every sentence that a table of the reading's tests holds."""
    for path in sorted((ROOT / "tests" / "reading").glob("test_reading_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.fullmatch(r"[A-Z\"].* .*[.!?]\"?", text):
                yield text


def _illustrated() -> Iterator[str]:
    """Every example of the frames."""
    for frame in frames():
        yield re.sub(r"</?[st]>", "", frame.example)


@pytest.mark.parametrize("texts", [_specified, _illustrated])
def test_of_sentences_alone_the_gate_loses_nothing(
    reader: Reader, ungated: Reader, texts: object
) -> None:
    reports = [Report.make(origin=f"{n}", text=t) for n, t in enumerate(texts())]  # type: ignore[operator]
    assert len(reports) > 200
    lost = [
        gated.report.text
        for gated, plain in zip(reader.read(reports), ungated.read(reports), strict=True)
        if told(gated) != told(plain)
    ]
    assert lost == []


@pytest.mark.parametrize("desk", ["general", ROOT / "examples" / "desk.toml"])
def test_of_the_example_reports_the_gate_loses_nothing(desk: str | Path) -> None:
    gated, plain = Reader(load(desk)), Reader(load(desk), gate=False)
    found = collect([str(ROOT / "examples" / "reports")])
    reports = [item for item in found if isinstance(item, Report)]
    assert reports
    for report in reports:
        assert found_in(gated, report) == found_in(plain, report), report.origin


def test_what_stands_far_apart_is_read_as_if_it_stood_together(
    reader: Reader, ungated: Reader
) -> None:
    """Sides, threads and dates that reach over what was passed over."""
    text = 10 * "The sea was calm and the garden was full of roses, as it is in spring. " + (
        "Iran closed the strait on 3 May 2031. The sea was calm. Its navy seized two tankers. "
        + 10 * "The garden was full of roses and the sea was calm, as it is in spring. "
        + "Iraq condemned the invasion. Two weeks passed. "
        "The ministry said it would answer if the strait stayed closed."
    )
    report = Report.make(origin="invented.txt", text=text)
    assert found_in(reader, report) == found_in(ungated, report)
