"""No evidence, no output: every item cites words that stand where it says they stand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.desk import load
from tocsin.domain import Attribution, Block, BlockKind, Horizon, Reading, Report, Unread
from tocsin.intake import collect
from tocsin.reading import read

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

ACTORS = st.sampled_from(
    ["Kenya", "Uganda’s army", "the Kremlin", "Côte d’Ivoire", "NATO", "the alliance", "he",
     "Emmanuel Macron", "South Korea", "some analysts", "internal sources", "Xi Jinping", "they"]
)  # fmt: skip
VERBS = st.sampled_from(
    ["attacked", "may invade", "will not meet", "accused", "was shelled by", "is preparing to help",
     "condemned", "refused to recognise", "imposed sanctions on", "rejected the invitation of",
     "sent 3,000 troops to", "withdrew two battalions from", "pledged $40 million to"]
)  # fmt: skip
TAILS = st.sampled_from(
    ["", " on 3 March 2031", " last Tuesday", " unless the talks resume", " within the next decade",
     ", according to critics", ", officials said", " — again", " (see note 4)", " “at once”"]
)  # fmt: skip
ENDS = st.sampled_from([".", "!", "?", "…", "", ".\n", "?!"])
NOISE = st.one_of(
    st.sampled_from(
        ["🚀", "👩🏽‍✈️", "🇺🇦🇷🇺", "\u200b", "\u00ad", "e\u0301", "\ufeff", "﷽", "Ꮳ", "\u2028"]
    ),
    st.sampled_from(
        ["|", "“", "\u202eabc\u202c", "*", "http://example.org/a?b=c", "1.2.3", "\x0b"]
    ),
    st.sampled_from(["ﬁ", "𝔘𝔎", "<br>", "&amp;", "--", "'", "‘‘", "\u0000", "\x85"]),
    st.text(max_size=6),
)
SPACES = st.sampled_from([" ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u2009", " \n ", "\r\n"])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = f"{draw(ACTORS)} {draw(VERBS)} {draw(ACTORS)}{draw(TAILS)}{draw(ENDS)}"
    if draw(st.booleans()):
        words = f"{draw(st.sampled_from(['If', 'Unless', 'After', 'Reportedly']))} {words}"
    spot = draw(st.integers(0, len(words)))
    return words[:spot] + draw(st.one_of(st.just(""), NOISE)) + words[spot:]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Sentences of the trade with white space and signs of every kind between them."""
    pieces: list[str] = []
    for _ in range(draw(st.integers(0, 5))):
        pieces += [draw(st.one_of(sentences(), NOISE)), draw(SPACES)]
    return "".join(pieces)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, tuple[Block, ...]]:
    """Texts as blocks of every kind that bears prose, with line breaks between them."""
    text, blocks = "", []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from([k for k in BlockKind if not k.startswith("table")]))
        words = draw(texts())
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(words)))
        text += words + "\n\n"
    return text, tuple(blocks)


def evidence_in(item: Any) -> Iterator[dict[str, Any]]:
    """Every evidence anywhere within a dumped reading."""
    if isinstance(item, dict):
        if {"report", "start", "end", "quote"} <= item.keys():
            yield item
        for value in item.values():
            yield from evidence_in(value)
    elif isinstance(item, list | tuple):
        for value in item:
            yield from evidence_in(value)


def assert_cited(reading: Reading) -> None:
    text = reading.report.text
    for evidence in evidence_in(reading.model_dump()):
        assert evidence["report"] == reading.report.id
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert evidence["quote"].strip()
    for name in ("statements", "events", "signals", "commitments", "posture", "predictions"):
        for item in getattr(reading, name):
            assert item.evidence


@settings(max_examples=150)
@given(text=texts())
def test_a_quote_stands_where_the_evidence_says(read_text, text):
    assert_cited(read_text(text))


@settings(max_examples=100)
@given(page=pages())
def test_a_quote_stands_where_the_evidence_says_on_a_page_with_blocks(read_text, page):
    text, blocks = page
    reading = read_text(text, None, blocks)
    assert_cited(reading)
    prose = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE}
    read_as_prose = [(b.start, b.end) for b in blocks if b.kind in prose]
    for evidence in evidence_in(reading.model_dump()):
        assert any(a <= evidence["start"] and evidence["end"] <= b for a, b in read_as_prose)


@settings(max_examples=50)
@given(text=texts())
def test_reading_twice_gives_the_same_bytes(read_text, text):
    assert read_text(text).model_dump_json() == read_text(text).model_dump_json()


@settings(max_examples=50)
@given(first=texts(), second=texts())
def test_what_was_read_before_changes_nothing(reader, read_text, first, second):
    reports = [Report.make(origin=f"{n}.txt", text=t) for n, t in enumerate((first, second))]
    together = list(reader.read(reports))
    alone = [next(reader.read([report])) for report in reports]
    assert together == alone


@settings(max_examples=50)
@given(text=texts())
def test_identifiers_are_unique_within_a_reading(read_text, text):
    reading = read_text(text)
    for name in ("statements", "events", "signals", "commitments", "posture", "predictions"):
        identifiers = [item.id for item in getattr(reading, name)]
        assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("text", ["", " \n\t ", "🚀", "…", "\u200b", "|---|", "A" * 5000])
def test_a_text_without_words_gives_an_empty_reading(read_text, text):
    reading = read_text(text)
    assert (reading.events, reading.statements, reading.signals) == ((), (), ())


def test_reports_read_on_several_cores_come_out_the_same_and_in_order():
    actors = ["Kenya", "Norway", "Peru", "Chad", "Japan"]
    reports = [
        Report.make(
            origin=f"{number}.txt",
            text=f"{actors[number % 5]} condemned Uganda. It may send {number} tanks to Sudan.",
        )
        for number in range(20)  # more than one chunk for each worker
    ]
    desk = load("general")
    alone = list(read(reports, desk=desk))
    assert [reading.report.id for reading in alone] == [report.id for report in reports]
    assert list(read(iter(reports), desk=desk, processes=2)) == alone


def test_reading_is_a_generator_that_draws_reports_as_it_goes():
    drawn = []

    def endless() -> Iterator[Report]:
        number = 0
        while True:
            drawn.append(number)
            yield Report.make(origin=f"{number}.txt", text="Kenya condemned Uganda. " * 40)
            number += 1

    stream = read(endless(), desk=load("general"))
    assert [next(stream).report.origin for _ in range(3)] == ["0.txt", "1.txt", "2.txt"]
    assert len(drawn) < 200


@pytest.fixture(scope="module")
def articles(reader) -> dict[str, Reading]:
    """The five articles kept beside the checkout, by the number their names begin with."""
    if not SEEDS.is_dir():
        absent = f"the articles are not at {SEEDS}"
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    reports = [item for item in collect([str(SEEDS)]) if not isinstance(item, Unread)]
    return {Path(r.report.origin).name[:3]: r for r in reader.read(reports)}


@pytest.mark.shared
class TestRealArticles:
    """What issue 2 asks for on real pages, by counts and codes."""

    def test_all_five_are_read_and_none_is_dated(self, articles):
        assert sorted(articles) == ["000", "001", "002", "003", "004"]
        assert {reading.report.published for reading in articles.values()} == {None}

    def test_every_quote_stands_where_the_evidence_says(self, articles):
        for reading in articles.values():
            assert_cited(reading)
            assert reading.statements

    def test_reading_them_again_gives_the_same_bytes(self, articles, reader):
        for reading in articles.values():
            again = next(reader.read([reading.report]))
            assert again.model_dump_json() == reading.model_dump_json()

    def test_the_deployment_table_is_posture(self, articles):
        rows = [p for p in articles["000"].posture if p.evidence[0].quote.startswith("|")]
        assert [(p.actor, p.change) for p in rows] == [("POL", 10000), ("ROU", 4000), ("EST", 500)]
        assert all(p.equipment for p in rows)

    def test_the_passive_headline_is_not_turned_round(self, articles):
        assert not [
            event
            for event in articles["000"].events
            if event.type == "ACCUSE" and event.source == ("RUS",) and "USA" in event.target
        ]

    def test_the_bullets_stand_under_their_horizons(self, articles):
        reading = articles["002"]
        bullets = {b.start for b in reading.report.blocks if b.kind is BlockKind.LIST_ITEM}
        found = [p for p in reading.predictions if p.evidence[0].start in bullets]
        under = [p.horizon for p in found if p.horizon is not Horizon.NONE]
        assert under == [Horizon.SHORT] * 3 + [Horizon.MID] * 3 + [Horizon.LONG] * 3

    def test_the_guarantees_of_26_countries_are_a_commitment(self, articles):
        found = [c for c in articles["003"].commitments if "26 countries" in (c.quantity or "")]
        assert [c.to for c in found] == [("UKR",)]

    def test_the_insiders_are_anonymous(self, articles):
        speakers = [
            s.speaker for s in articles["004"].statements if s.attribution is Attribution.ANONYMOUS
        ]
        assert "Internal sources" in speakers

    def test_page_furniture_gives_nothing(self, articles):
        for reading in articles.values():
            quotes = " ".join(e["quote"] for e in evidence_in(reading.model_dump())).lower()
            for words in ("share post", "post a comment", "editorial staff", "read also"):
                assert words not in quotes
