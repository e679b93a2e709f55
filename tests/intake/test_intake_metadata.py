"""Title, byline, publisher and date are found where they are stated, and nowhere else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import BlockKind
from tocsin.intake.metadata import Found, find_metadata
from tocsin.intake.publication_dates import read_date
from tocsin.intake.registry import Draft, DraftBlock

TITLE = "Arvia closes its border"
PROSE = [
    "Arvia closed both border crossings on Monday after Borland expelled two of its diplomats.",
    "The foreign ministry in Arvia called the expulsion a hostile act and promised an answer.",
    "Traders on both sides reported queues of lorries that stretched for eleven kilometres.",
]
DAY = date(2031, 3, 13)


def find(*lines: str | DraftBlock, **metadata: str) -> Found:
    blocks = tuple(
        line if isinstance(line, DraftBlock) else DraftBlock(BlockKind.PARAGRAPH, line)
        for line in lines
    )
    return find_metadata(Draft("april.txt", None, blocks, metadata))


def words(found: Found) -> list[str]:
    return [block.text for block in found.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "2031-03-13",
        "2031/03/13",
        "2031-03-13T23:40:00-05:00",
        "2031-03-13T09:00:00.000Z",
        "20310313",
        "13 March 2031",
        "13th of March, 2031",
        "13-Mar-2031",
        "March 13, 2031",
        "Mar. 13, 2031 10:15 a.m.",
        "Thursday, March 13, 2031 at 9:05 pm EST",
        "Thu, 13 Mar 2031 09:00:00 +0000 (UTC)",
        "13 March 2031, 10:15 GMT+2",
        "13/03/2031",
        "03/13/2031",
        "13.03.2031",
    ],
)
def test_dates_are_read_as_they_are_written(text):
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2/4/2031",
        "2/4/31",
        "13/4/31",  # 13 April 2031 or 31 April 2013
        "March 2031",
        "2031",
        "March 13",
        "31 June 2031",
        "13 March 2031 the army moved",
        "Monday",
        "13 March 1531",
    ],
)
def test_what_names_no_certain_day_is_no_date(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("locale", "day"),
    [("en-GB", date(2031, 4, 2)), ("en_US", date(2031, 2, 4)), ("en", None), (None, None)],
)
def test_a_locale_decides_the_order_of_day_and_month(locale, day):
    assert read_date("2/4/31", locale) == day


@pytest.mark.parametrize(
    "line",
    [
        "Published: 13 March 2031",
        "Published on March 13, 2031",
        "First published 13 March 2031",
        "Posted: 2031-03-13",
        "Date: 13 March 2031",
        "March 13, 2031",
        "Thursday, 13 March 2031",
        "By Mara Quill | 13 March 2031",
        "By Mara Quill and Tom Reed, 13 March 2031",
        "Published: 13 March 2031 | Updated: 15 March 2031",
        "Updated: 15 March 2031, Published: 13 March 2031",
    ],
)
def test_a_date_line_near_the_top_dates_the_report_and_leaves_the_text(line):
    found = find(TITLE, line, *PROSE)
    assert found.published == DAY
    assert words(found) == [TITLE, *PROSE]


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, "Date:", *PROSE],
        [TITLE, *PROSE, "The treaty of 13 March 2031 forbids it."],
        ["In March 2031 the crossings were still open.", *PROSE],
        [TITLE, *PROSE, *PROSE, *PROSE, "13 March 2031", *PROSE],  # a heading of a chronicle
        [TITLE, "Published: 2/4/31", *PROSE],
        [TITLE, "ARVIA CITY, March 13 — Border guards turned lorries back.", *PROSE],
    ],
)
def test_where_no_day_is_stated_the_report_is_undated(lines):
    assert find(*lines).published is None


def test_an_update_dates_a_report_only_when_nothing_else_does():
    assert find(TITLE, "Last updated: 13 March 2031", *PROSE).published == DAY


def test_metadata_go_before_the_text():
    found = find(TITLE, "15 March 2031", *PROSE, published="2031-03-13T08:00:00Z")
    assert found.published == DAY
    assert words(found) == [TITLE, *PROSE]


@pytest.mark.parametrize(
    ("line", "byline", "source"),
    [
        ("By Mara Quill", "Mara Quill", None),
        ("BY MARA QUILL", "MARA QUILL", None),
        ("By Mara Quill and Tom Reed, Reuters", "Mara Quill and Tom Reed", "Reuters"),
        ("By Mara Quill, AFP", "Mara Quill", "AFP"),
        ("Written by Mara van der Quill", "Mara van der Quill", None),
        ("By Mara Quill in Arvia City", "Mara Quill", None),
        ("By Mara Quill, Diplomatic Correspondent", "Mara Quill", None),
        ("By Kestrel Staff", "Kestrel Staff", None),
    ],
)
def test_a_byline_names_people_and_leaves_the_text(line, byline, source):
    found = find(TITLE, line, *PROSE)
    assert (found.byline, found.source) == (byline, source)
    assert words(found) == [TITLE, *PROSE]


@pytest.mark.parametrize("name", ["Mara Quill", "Kestrel Post Staff"])
def test_a_name_alone_between_title_and_date_is_a_byline(name):
    found = find(TITLE, name, "13 March 2031", *PROSE)
    assert (found.byline, found.published) == (name, DAY)
    assert words(found) == [TITLE, *PROSE]
    assert find(TITLE, name, *PROSE).byline is None


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the queues had doubled.",
        "By Land and Sea",
        "By the River",
        "By evening, the crossing was empty",
    ],
)
def test_a_line_that_begins_with_by_is_not_always_a_byline(line):
    found = find(TITLE, line, *PROSE)
    assert found.byline is None
    assert line in words(found)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("ARVIA CITY, March 13 (Reuters) - Border guards turned lorries back.", "Reuters"),
        ("ARVIA CITY (AP) — Border guards turned lorries back.", "AP"),
        ("(Reuters) - Border guards turned lorries back.", "Reuters"),
        ("ARVIA CITY, 13 March — Border guards turned lorries back.", None),
        ("Arvia City, 13 March - Border guards turned lorries back.", None),
        ("ARVIA CITY — Border guards turned lorries back.", None),
        ("Arvia City, March 13 (Xinhua) -- Border guards turned lorries back.", "Xinhua"),
        # Agencies that no list has.
        ("ARVIA CITY, Mar. 13 (Kestrel Wire) — Border guards turned lorries back.", "Kestrel Wire"),
        ("Arvia City, 13 March (Kestrel) - Border guards turned lorries back.", "Kestrel"),
    ],
)
def test_a_dateline_credits_the_agency_and_becomes_a_caption(line, source):
    found = find(TITLE, line, *PROSE)
    assert found.source == source
    assert words(found)[2:] == ["Border guards turned lorries back.", *PROSE]
    assert found.blocks[1].kind is BlockKind.CAPTION


def test_a_dateline_with_a_year_dates_the_report():
    line = "ARVIA CITY, March 13, 2031 (Reuters) — Border guards turned lorries back."
    assert find(TITLE, line, *PROSE).published == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Arvia – Borland's neighbour – closed the crossings.",
        "NATO - the alliance - declined to comment.",
        "A NATO-led force may follow.",
        "Voss (AP) said the crossings were closed.",
        "Arvia City, March 13 (a Thursday) — the crossings were closed.",
        "ARVIA CITY (Old Town) — the crossings were closed.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(line):
    found = find(TITLE, line, *PROSE)
    assert line in words(found)
    assert found.source is None


@pytest.mark.parametrize("credit", ["(Reuters)", "— Reuters", "Source: Reuters", "Reuters"])
def test_a_credit_line_at_the_end_names_the_agency(credit):
    found = find(TITLE, *PROSE, credit)
    assert found.source == "Reuters"
    assert words(found) == [TITLE, *PROSE]


def test_a_publisher_goes_before_the_agency_it_reprints():
    found = find(TITLE, "By Mara Quill, Reuters", *PROSE, publisher="Kestrel Post")
    assert found.source == "Kestrel Post"


@pytest.mark.parametrize(
    "lines",
    [
        ["© 2031 Kestrel Post. All rights reserved."],
        ["Copyright 2031 Kestrel Post"],
        ["Kestrel Post Editorial Staff", "The editorial team at Kestrel Post has four members."],
    ],
)
def test_the_foot_of_the_page_names_the_publisher_and_goes(lines):
    found = find(TITLE, *PROSE, *PROSE, *lines)
    assert found.source == "Kestrel Post"
    assert words(found) == [TITLE, *PROSE, *PROSE]


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, *PROSE],
        ["By Mara Quill", TITLE, *PROSE],
        ["13 March 2031", TITLE, *PROSE],
        [DraftBlock(BlockKind.HEADING, TITLE, 1), *PROSE],
        [DraftBlock(BlockKind.TITLE, TITLE), *PROSE],
        ["Border", DraftBlock(BlockKind.HEADING, TITLE, 1), *PROSE],
        ["Harbour strike ends", "```html", TITLE, *PROSE],
        ["Home", "World", TITLE, *PROSE],
        ["BREAKING", TITLE, *PROSE],
        ["Published 2 hours ago", TITLE, *PROSE],
    ],
)
def test_the_title_is_found_and_marked(lines):
    found = find(*lines)
    assert found.title == TITLE
    assert [block.text for block in found.blocks if block.kind is BlockKind.TITLE] == [TITLE]


def test_a_question_may_be_a_title():
    assert find("Will the border reopen?", *PROSE).title == "Will the border reopen?"


@pytest.mark.parametrize("lines", [PROSE, [PROSE[0]], [TITLE], [], ["The minister said:", *PROSE]])
def test_a_text_that_begins_with_a_sentence_has_no_title(lines):
    found = find(*lines)
    assert found.title is None
    assert words(found) == lines


@pytest.mark.parametrize(
    "stated",
    [TITLE, f"{TITLE} | Kestrel Post", f"{TITLE} - Kestrel Post", f"  {TITLE}\n"],
)
def test_a_stated_title_loses_the_name_of_the_site(stated):
    found = find("ARVIA CLOSES ITS BORDER", *PROSE, title=stated, publisher="Kestrel Post")
    assert found.title == TITLE
    assert found.blocks[0].kind is BlockKind.TITLE


@pytest.mark.parametrize("stated", ["Microsoft Word - arvia_final.doc", "arvia.docx", "Untitled"])
def test_the_name_of_a_file_is_no_title(stated):
    assert find(TITLE, *PROSE, title=stated).title == TITLE


@pytest.mark.parametrize("author", ["Mara Quill, Reuters", "By Mara Quill, Reuters"])
def test_an_agency_beside_the_author_is_the_source(author):
    found = find(TITLE, *PROSE, author=author)
    assert (found.byline, found.source) == ("Mara Quill", "Reuters")


lines = st.lists(
    st.sampled_from(
        [TITLE, *PROSE, "By Mara Quill", "13 March 2031", "(Reuters)", "Date:", "Read also:", "```"]
    )
    | st.text(max_size=60),
    max_size=12,
)


@given(lines)
def test_no_word_is_added_and_none_changes_place(some_lines):
    before = " ".join(" ".join(some_lines).split())
    position = 0
    for text in words(find(*some_lines)):
        position = before.find(" ".join(text.split()), position)
        assert position >= 0


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 28))
def test_every_iso_day_is_read_back(year, month, day):
    assert read_date(date(year, month, day).isoformat()) == date(year, month, day)
