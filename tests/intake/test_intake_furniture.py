"""What stands around a report on its page is dropped; the report stays."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import BlockKind
from tocsin.intake.furniture import drop_furniture, is_headline
from tocsin.intake.plain_text import read_plain_text
from tocsin.intake.registry import DraftBlock

PROSE = [
    "Arvia closed both border crossings on Monday after Borland expelled two of its diplomats.",
    "The foreign ministry in Arvia called the expulsion a hostile act and promised an answer.",
    "Borland's prime minister said the diplomats had paid an officer for maps of the harbour.",
    "Traders on both sides reported queues of lorries that stretched for eleven kilometres.",
    "Carvia offered to host talks, an offer that neither government has yet answered in public.",
    "The last such closure, over fishing quotas, was lifted after nineteen days of bargaining.",
]


def page(*lines: str | DraftBlock) -> tuple[DraftBlock, ...]:
    return tuple(
        line if isinstance(line, DraftBlock) else DraftBlock(BlockKind.PARAGRAPH, line)
        for line in lines
    )


def left(*lines: str | DraftBlock) -> list[str]:
    return [block.text for block in drop_furniture(page(*lines))]


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Share post:",
        "Share on Facebook (Opens in new window)",
        "Facebook Twitter WhatsApp",
        "Facebook | X | LinkedIn | Copy link",
        "1.2K shares",
        "Follow us on Telegram",
        "spot_img",
        "spot_imgspot_img",
        "Table of Contents",
        "Date:",
        "Tags: Arvia, Borland, borders",
        "Advertisement",
        "- Advertisement -",
        "Story continues below advertisement",
        "Subscribe",
        "Sign up for our weekly newsletter and never miss a story",
        "Get the latest from the region in your inbox every morning",
        "We use cookies to improve your experience on our site.",
        "By continuing to browse this site you agree to the use of cookies.",
        "Accept all cookies",
        "Click here to see the full list",
        "Read more",
        "Skip to main content",
        "4 min read",
        "Reading time: 6 minutes",
        "Updated 3 hours ago",
        "Mara Quill in Arvia City contributed to this report.",
        "© 2031 The Kestrel Post. All rights reserved.",
        "Copyright 2031 Kestrel Media",
        "Terms of Use | Privacy",
        "Read also: Carvia names a new envoy to the delta talks",
        "RELATED: Fishing fleets return to port",
        "```",
        "```html",
        "“`html",
        "Share your thoughts in the comments below!",
        "If you found this useful, consider sharing it with a colleague.",
    ],
)
def test_lines_of_furniture_go_wherever_they_stand(line):
    assert left(*PROSE[:3], line, *PROSE[3:]) == PROSE


@pytest.mark.parametrize(
    "line",
    [
        "Related sanctions",
        "Conclusion",
        "Popular support for the closure",
        "Comments by the minister",
        "Reactions",
        "Share of trade",
        "Telegram",
        "Advertising spending fell after the closure.",
        "More than 40 lorries are waiting.",
        "Meet the negotiators",
        "What do you think of the closure?",  # the interviewer, to the guest
        "What is your view?",
        "Subscribers to the state telephone network lost service for two days.",
        "Cookies and rice were handed out to drivers in the queue.",
        "Follow-on talks",
        "By closing the crossings Arvia hopes to force a settlement.",
        "This report was published by the ministry in 2029 and never withdrawn.",
        "(c) withdraw all patrol boats by 1 June 2031;",
        "Read the treaty again and you find no such clause.",
        "Click chemistry laboratories are on the sanctions list.",
        "Images from a commercial satellite show forty vehicles at the crossing.",
        "Ad-hoc talks",
        "Short-Term (6-12 months):",
        "Terms and conditions of the ceasefire",
        "She answered in the comments that her staff distributed to reporters.",
    ],
)
def test_lines_of_the_report_stay_though_they_look_alike(line):
    assert left(*PROSE[:5], line, PROSE[5]) == [*PROSE[:5], line, PROSE[5]]


TEASERS = [
    "Read more: Carvia names a new envoy to the delta talks",
    "READ MORE: CARVIA NAMES A NEW ENVOY",
    "Read more about the closure: How the drivers wait",
    "Read more – Carvia names a new envoy",
    "Related: Carvia names a new envoy to the delta talks.",
    "SEE ALSO: Who guards the river?",
    "see also | Who guards the river?",
    "Read also: Carvia names a new envoy",
    "Also read: Carvia names a new envoy",
    "More on this: The queues, kilometre by kilometre",
    "More on this story: The queues, kilometre by kilometre",
    "▶ Read more: Carvia names a new envoy",
    "You might also like: A harbour in winter",
]


@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING])
@pytest.mark.parametrize("line", TEASERS)
def test_a_teaser_with_its_label_goes_alone(line, kind):
    assert left(*PROSE[:3], DraftBlock(kind, line), *PROSE[3:]) == PROSE


@pytest.mark.parametrize("line", TEASERS)
def test_a_teaser_in_lines_of_a_fixed_width_goes_alone(line):
    width = 64
    above, below = (textwrap.fill(" ".join(part), width) for part in (PROSE[:3], PROSE[3:]))
    blocks = read_plain_text(f"{above}\n{line}\n{below}\n")
    prose = " ".join(block.text for block in drop_furniture(blocks))
    assert prose == " ".join(PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "Read more carefully, the treaty forbids the closure.",
        "Related sanctions: those of 2029 and of 2030.",
        "See also the annex, in which Borland lists its losses.",
        "More on this matter is expected on Friday, the minister said: a list of names.",
        "Recommended: withdraw the patrol boats before the river freezes.",
    ],
)
def test_prose_that_begins_as_a_teaser_does_stays(line):
    assert line in left(*PROSE[:3], line, *PROSE[3:])


def test_what_stands_before_a_stray_fence_is_another_pages_headline():
    assert left("Harbour strike ends", "“`html", "Arvia closes its border", *PROSE) == [
        "Arvia closes its border",
        *PROSE,
    ]


def test_a_fence_below_prose_takes_nothing_with_it():
    assert left(PROSE[0], "```html", *PROSE[1:]) == PROSE


def test_teasers_in_mid_text_go_with_their_headlines_and_no_further():
    assert left(
        *PROSE[:2],
        "Read also:",
        "Carvia names a new envoy to the delta talks",
        "Fishing fleets return to port after the longest strike",
        *PROSE[2:],
    ) == [*PROSE[:2], *PROSE[2:]]


def test_a_heading_after_teasers_stays():
    heading = DraftBlock(BlockKind.HEADING, "Queues at the crossings", level=2)
    assert left(
        *PROSE[:2], "Read also:", "Carvia names a new envoy to the delta talks", heading, *PROSE[2:]
    ) == [*PROSE[:2], heading.text, *PROSE[2:]]


def test_a_short_line_between_two_teasers_and_prose_is_taken_for_its_heading():
    lines = left(
        *PROSE[:2],
        "Related articles",
        "Carvia names a new envoy to the delta talks",
        "Queues grow",
        *PROSE[2:],
    )
    assert lines == [*PROSE[:2], "Queues grow", *PROSE[2:]]


@pytest.mark.parametrize(
    "tail",
    [
        ["Read also:", "Carvia names a new envoy to the delta talks"],
        ["Popular", "Ten years of the river treaty", "A harbour in winter", "Contact"],
        ["Comments", "Post a Comment"],
        ["Leave a reply", "Name *", "Email *", "Website"],
        ["3 Comments", "Log in to reply"],
        ["What’s Your Take?", "Is the closure wise? Share your thoughts in the comments."],
        [
            "Kestrel Post Editorial Staff",
            "Kestrel Post Editorial Staff",
            "The editorial team at Kestrel Post brings together writers from four countries.",
            "Share post:",
            "More like this",
        ],
        ["About the author", "Mara Quill is a reporter who covers the delta for Kestrel Post."],
        ["More like this", "Harbour strike ends", "The dockers' union agreed on Sunday to …"],
        ["Mara Quill is a senior correspondent covering the delta for Kestrel Post."],
    ],
)
def test_everything_after_the_last_prose_goes(tail):
    assert left("Arvia closes its border", *PROSE, *tail) == ["Arvia closes its border", *PROSE]


def test_a_marker_in_the_last_third_cuts_nothing_if_prose_follows():
    assert left(*PROSE[:5], "Popular", "A harbour in winter", PROSE[5]) == PROSE


def test_a_person_in_the_news_is_no_author():
    line = "Mara Quill is a reporter whom Borland has held since March."
    assert left(*PROSE[:3], line, *PROSE[3:])[3] == line


def test_the_section_of_the_paper_goes_above_a_title_only():
    title = "Arvia closes its border"
    assert left("World", "Defence & Security", title, *PROSE) == [title, *PROSE]
    assert left("Analysis", *PROSE) == ["Analysis", *PROSE]
    assert left(title, *PROSE[:3], "Opinion", *PROSE[3:])[4] == "Opinion"


def test_a_lone_button_goes_only_beside_others():
    assert left("Telegram", "Copy link", *PROSE) == PROSE
    assert left(*PROSE[:2], "Telegram", *PROSE[2:])[2] == "Telegram"


@pytest.mark.parametrize("line", ["Home > World > Arvia", "Home / News", "News » Delta » Borders"])
def test_bread_crumbs_go_at_the_top_only(line):
    assert left(line, "Arvia closes its border", *PROSE) == ["Arvia closes its border", *PROSE]
    assert line in left(*PROSE, line, PROSE[0])


def test_a_table_of_contents_goes_and_its_headings_stay():
    lines = left(
        "Table of Contents",
        "1. The closure",
        "2. The answer",
        "The closure",
        *PROSE[:3],
        "The answer",
        *PROSE[3:],
    )
    assert lines == ["The closure", *PROSE[:3], "The answer", *PROSE[3:]]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Mara Quill/Reuters",
        "Photograph: Mara Quill",
        "Image credit: Kestrel Media",
        "(Photo by Mara Quill)",
        "Mara Quill/Reuters",
        "AP Photo/Mara Quill",
        "[Image: Harbour of Arvia, 2030]",
    ],
)
def test_a_photo_credit_becomes_a_caption(line):
    (credit,) = (block for block in drop_furniture(page(*PROSE, line)) if block.text == line)
    assert credit.kind is BlockKind.CAPTION


def test_tables_are_never_touched():
    row = DraftBlock(BlockKind.TABLE_ROW, "", cells=("Related", "Comments", "Share"), table=0)
    assert row in drop_furniture(page(*PROSE, row))


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Arvia closes its border", True),
        ("Will the border reopen?", True),
        ("Arvia closed its border.", False),
        ("The minister said:", False),
        ("", False),
    ],
)
def test_a_headline_is_short_and_no_sentence(line, headline):
    assert is_headline(line) is headline


furniture_lines = st.sampled_from(
    [
        *PROSE,
        "Read also:",
        "Related",
        "Telegram",
        "Copy link",
        "Comments",
        "Share post:",
        "```html",
        "Contents",
        "Harbour strike ends",
        "Kestrel Editorial Staff",
        "The editorial team writes.",
        "What’s your take?",
        "Photo: Mara Quill",
        "Home > World",
        "",
    ]
)
blocks = st.lists(
    st.builds(
        DraftBlock,
        st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM]),
        furniture_lines | st.text(max_size=40),
    ),
    max_size=14,
)


@given(blocks)
def test_dropping_twice_is_dropping_once(blocks):
    once = drop_furniture(blocks)
    assert drop_furniture(once) == once


@given(blocks)
def test_what_is_left_was_there_before_in_the_same_order(blocks):
    before = iter(block.text for block in blocks)
    assert all(block.text in before for block in drop_furniture(blocks))


@given(st.lists(st.sampled_from(PROSE), min_size=1))
def test_prose_alone_is_left_alone(sentences):
    assert left(*sentences) == sentences
