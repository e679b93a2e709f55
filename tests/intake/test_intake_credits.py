"""Whose text it is: a credit line, a tag or a dateline names any publisher, known or not."""

import json

import pytest

from tocsin.domain import BlockKind
from tocsin.intake import collect
from tocsin.intake.metadata import Found, find_metadata
from tocsin.intake.registry import Draft, DraftBlock

TITLE = "Arvia closes its border"
PROSE = [
    "Arvia closed both border crossings on Monday after Borland expelled two of its diplomats.",
    "The foreign ministry in Arvia called the expulsion a hostile act and promised an answer.",
    "Traders on both sides reported queues of lorries that stretched for eleven kilometres.",
]


def find(*lines: str, publisher: str = "Kestrel Post", **metadata: str) -> Found:
    blocks = tuple(DraftBlock(BlockKind.PARAGRAPH, line) for line in lines)
    stated = {"publisher": publisher, **metadata} if publisher else metadata
    return find_metadata(Draft("april.txt", None, blocks, stated))


def words(found: Found) -> list[str]:
    return [block.text for block in found.blocks]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("(Reuters)", "Reuters"),
        ("— AFP", "AFP"),
        ("Source: Reuters", "Reuters"),
        ("(Northern Wire)", "Northern Wire"),
        ("[Northern Wire]", "Northern Wire"),
        ("— Northern Wire", "Northern Wire"),
        ("(ANV)", "ANV"),
        ("(Vestpress)", "Vestpress"),
        ("Originally published in Die Zeit.", "Die Zeit"),
        ("First published by Ista Tidings.", "Ista Tidings"),
        ("First published in March 2031 by The Osprey.", "The Osprey"),
        ("This article was first published in German by Die Zeit on 3 March 2031.", "Die Zeit"),
        ("This text was originally published in Vestrian in the Velmont Herald.", "Velmont Herald"),
        ("This story originally appeared on Osprey and is part of a series.", "Osprey"),
        ("Reprinted with permission from Foreign Affairs.", "Foreign Affairs"),
        ("Translated from Kommersant by Mara Quill", "Kommersant"),
        ("Translated by Mara Quill from an article in Ista Tidings.", "Ista Tidings"),
        ("Translated from the Vestrian by our desk. First published in the Osprey.", "Osprey"),
        (
            "This article is republished from The Conversation under a Creative Commons license. "
            "Read the original article.",
            "The Conversation",
        ),
    ],
)
def test_a_line_of_credit_at_the_end_says_whose_text_it_is_and_goes(line, credit):
    found = find(TITLE, *PROSE, line)
    assert (found.source, found.credit) == ("Kestrel Post", credit)
    assert words(found) == [TITLE, *PROSE]


@pytest.mark.parametrize(
    ("tag", "credit"),
    [
        ("(Reuters)", "Reuters"),
        ("(Northern Wire)", "Northern Wire"),
        ("— AFP", "AFP"),
        ("- Northern Wire", "Northern Wire"),
    ],
)
def test_a_tag_after_the_last_sentence_says_whose_text_it_is(tag, credit):
    found = find(TITLE, *PROSE[:2], f"{PROSE[2]} {tag}")
    assert found.credit == credit


@pytest.mark.parametrize(
    ("dateline", "credit"),
    [
        ("BERLIN, March 3 (Northern Wire) - ", "Northern Wire"),
        ("BERLIN, Sept. 2 (Ista Tidings) — ", "Ista Tidings"),
        ("BERLIN (Northern Wire) — ", "Northern Wire"),
        ("Berlin (dpa) - ", "dpa"),
        ("MOSCOW, March 3. /TASS/. ", "TASS"),
        ("New Delhi [India], March 3 (ANI): ", "ANI"),
        ("New Delhi, Mar 3 (PTI) ", "PTI"),
    ],
)
def test_a_dateline_says_whose_text_it_is(dateline, credit):
    found = find(TITLE, dateline + PROSE[0], *PROSE[1:])
    assert found.credit == credit
    assert words(found) == [TITLE, dateline.strip(), *PROSE]


@pytest.mark.parametrize(
    ("byline", "person", "credit"),
    [
        ("Mara Quill, Reuters", "Mara Quill", "Reuters"),
        ("Northern Wire Service", None, "Northern Wire Service"),
        ("Reuters", None, "Reuters"),
        ("Mara Quill", "Mara Quill", None),
    ],
)
def test_an_agency_in_the_byline_wrote_it(byline, person, credit):
    found = find(TITLE, *PROSE, author=byline)
    assert (found.byline, found.credit) == (person, credit)


@pytest.mark.parametrize(
    "line",
    [
        "Reuters contributed to this report.",
        "With inputs from PTI",
        "(with agencies)",
        "(AFP/Reuters)",  # put together from two
        "(Mara Quill)",
        "(Applause)",
        "[ends]",
        "(World)",
        "Translated from the Russian by Mara Quill.",
        "Originally published in 2019.",
        "First published 3 March 2031",
        "Originally published in The Gazette, the letter accused Arvia of lying.",
        "The grain was taken from Arvia.",
        "“We shall not yield.” — Mira Halden",
        "They left at 3 p.m. (Kyiv time)",
    ],
)
def test_what_names_helpers_people_or_nobody_is_no_credit(line):
    assert find(TITLE, *PROSE, line).credit is None


def test_a_house_does_not_credit_itself():
    found = find(TITLE, "BERLIN, March 3 (Northern Wire) - " + PROSE[0],
                 publisher="Northern Wire Service")  # fmt: skip
    assert (found.source, found.credit) == ("Northern Wire Service", None)
    assert find(TITLE, *PROSE, "(Reuters)", publisher="").credit is None


def test_a_source_line_names_the_publisher_and_a_dateline_the_author():
    found = find(TITLE, "Source: Velmont Herald", "BERLIN, March 3 (Northern Wire) - " + PROSE[0],
                 publisher="")  # fmt: skip
    assert (found.source, found.credit) == ("Velmont Herald", "Northern Wire")


def test_a_field_of_a_row_and_a_key_of_front_matter_state_the_credit(tmp_path):
    row = {"text": " ".join(PROSE), "source": "Kestrel Post", "agency": "Ista Tidings"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    front = "---\nsource: Kestrel Post\ncredit: Ista Tidings\n---\n\n"
    (tmp_path / "note.md").write_text(front + "\n\n".join(PROSE), encoding="utf-8")
    for report in collect([str(tmp_path)]):
        assert (report.source, report.credit) == ("Kestrel Post", "Ista Tidings")
