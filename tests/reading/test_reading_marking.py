"""Which words the coder is asked about as sides, and what an event tells of its coding."""

import pytest

from tocsin.desk import load
from tocsin.domain import Report
from tocsin.knowledge.codebook import codebook
from tocsin.reading.events import acts_of
from tocsin.reading.explaining import explain

NOBODY = ""


@pytest.fixture(scope="module")
def marks(reader):
    """For each act of a text its type by the frame, and the words marked as source and target."""

    def of(text: str) -> list[tuple[str, str, str]]:
        report = Report.make(origin="invented.txt", text=text)
        return [
            (act.vote.type, *(act.marked.text[slice(*side)] for side in act.marked[1:]))
            for passage in reader.trace(report)
            for act in acts_of(passage)
        ]

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # names, in full and with what stands before them
        ("Norway bombed Denmark.", ("ASSAULT", "Norway", "Denmark")),
        (
            "The United States bombed the United Arab Emirates.",
            ("ASSAULT", "The United States", "the United Arab Emirates"),
        ),
        ("Norwegian forces were shelled.", ("ASSAULT", NOBODY, "Norwegian forces")),
        # whoever acts in a passive stands behind the act
        ("Denmark was condemned by Norway.", ("ACCUSE", "Norway", "Denmark")),
        ("Denmark was bombed by Norwegian jets.", ("ASSAULT", "Norwegian", "Denmark")),
        # possessors
        ("Norway's invasion of Denmark lasted a day.", ("ASSAULT", "Norway", "Denmark")),
        # pronouns, where no name stands nearer to the act
        ("Norway said it had shelled Denmark.", ("ASSAULT", "it", "Denmark")),
        ("Norway is rich. It attacked Denmark.", ("ASSAULT", "It", "Denmark")),
        # a list: the one nearest to the act, since all do the same
        (
            "France, Germany and the United Kingdom sanctioned Iran and North Korea.",
            ("COERCE", "the United Kingdom", "Iran"),
        ),
        # what both do is done by the one to the other
        ("Norway and Denmark held talks.", ("CONSULT", "Norway", "Denmark")),
        ("Talks between Norway and Denmark began.", ("CONSULT", "Norway", "Denmark")),
        # a place at the head of a sentence is not taken for the side it also names
        (
            "In Denmark, Norway's ambassador met Danish officials.",
            ("CONSULT", "Norway's ambassador", "Danish"),
        ),
    ],
)
def test_sides_are_marked_where_the_act_names_them(marks, text, expected):
    assert expected in marks(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norwegian forces were shelled.", ("ASSAULT", NOBODY, "Norwegian forces")),
        ("Denmark left the talks.", ("SANCTION", "Denmark", NOBODY)),
    ],
)
def test_a_side_that_the_sentence_does_not_name_stays_unmarked(marks, text, expected):
    assert expected in marks(text)


def test_no_words_are_both_sides(reader):
    """Where an act stays within one state, its second side is its second name, or none."""
    told = "Norway bombed its towns."
    (passage,) = reader.trace(Report.make(origin="invented.txt", text=told))
    (act,) = acts_of(passage)
    assert act.found.sides == (("NOR",), ("NOR",))
    assert [act.marked.text[slice(*side)] for side in act.marked[1:]] == ["Norway", "its"]


def test_marks_count_in_the_characters_of_their_own_sentence(marks):
    assert marks("Rain fell on “Oslo”.  Norway bombed Denmark.") == [
        ("ASSAULT", "Norway", "Denmark")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway met and condemned Denmark.", ["ACCUSE", "CONSULT"]),
        ("Norway condemned Denmark and expelled its ambassador.", ["ACCUSE", "SANCTION"]),
        (
            "Norway accused Denmark of lying and recalled its ambassador from Copenhagen.",
            ["ACCUSE", "SANCTION"],
        ),
    ],
)
def test_a_pair_with_two_acts_in_a_sentence_keeps_both(read_text, text, expected):
    assert sorted(event.type for event in read_text(text).events) == expected


TOLD = (
    "Norway bombed Denmark. Norway said it would send Sweden two hundred tents. Iceland met "
    "and condemned Norway, and Finland refused to release three Danish pilots."
)


def test_every_event_says_how_sure_it_is_and_why(read_text):
    events = read_text(TOLD).events
    assert len(events) >= 4
    for event in events:
        assert 0 < event.confidence <= 1
        assert event.because.startswith("frame ")
        assert "; model: " in event.because
        assert event.mode is None or event.mode in codebook().types[event.type].modes


def test_because_names_the_words_that_the_frame_stands_on(read_text):
    (event,) = read_text("Norway bombed Denmark.").events
    assert event.because.startswith("frame bomb on “bombed”: ASSAULT/heavy-weapons; model: ASSAULT")
    assert event.confidence > 0.9


def test_what_is_read_of_a_sentence_does_not_depend_on_what_is_read_beside_it(reader):
    """The model is asked about many reports at once; each answer is that for the report alone."""
    texts = [*(part + "." for part in TOLD.split(". ")), TOLD, f"Rain fell. {TOLD}"]
    reports = [Report.make(origin=f"{at}.txt", text=text) for at, text in enumerate(texts)]
    together = [reading.model_dump_json() for reading in reader.read(reports)]
    alone = [next(reader.read([report])).model_dump_json() for report in reports]
    assert together == alone


def test_an_explanation_shows_the_events_that_are_read(reader, read_text):
    explained = [act.event for part in explain(TOLD, desk=load("general")) for act in part.acts]
    shown = [(event.type, event.mode, event.status, event.confidence) for event in explained]
    read = [(e.type, e.mode, e.status, e.confidence) for e in read_text(TOLD).events]
    assert shown == read
