"""When: dates of acts, against the report's date where the words need it."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.domain import DatePrecision
from tocsin.reading.dates import find_dates

DAY, MONTH, YEAR = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR
PUBLISHED = date(2031, 4, 9)  # a Wednesday


def one_date(words, published):
    found = find_dates(f"Rain fell {words}.", published)
    return [(when.day, when.precision) for when in found]


@pytest.mark.parametrize(
    ("words", "day", "precision"),
    [
        ("on 3 March 2031", date(2031, 3, 3), DAY),
        ("on March 3, 2031", date(2031, 3, 3), DAY),
        ("on the 3rd of March 2031", date(2031, 3, 3), DAY),
        ("on 2031-03-03", date(2031, 3, 3), DAY),
        ("on Sept. 3, 2030", date(2030, 9, 3), DAY),
        ("in February 2022", date(2022, 2, 1), MONTH),
        ("in early February 2022", date(2022, 2, 1), MONTH),
        ("in 2014", date(2014, 1, 1), YEAR),
    ],
)
@pytest.mark.parametrize("published", [None, PUBLISHED])
def test_a_full_date_needs_no_report_date(words, day, precision, published):
    assert one_date(words, published) == [(day, precision)]


@pytest.mark.parametrize(
    ("words", "day", "precision"),
    [
        ("yesterday", date(2031, 4, 8), DAY),
        ("today", date(2031, 4, 9), DAY),
        ("on Monday", date(2031, 4, 7), DAY),
        ("on Wednesday", date(2031, 4, 9), DAY),  # in Wednesday's paper
        ("on Thursday", date(2031, 4, 3), DAY),
        ("last Thursday", date(2031, 4, 3), DAY),
        ("late on Monday", date(2031, 4, 7), DAY),
        ("three days ago", date(2031, 4, 6), DAY),
        ("two weeks ago", date(2031, 3, 26), DAY),
        ("last month", date(2031, 3, 1), MONTH),
        ("last year", date(2030, 1, 1), YEAR),
        ("on 3 March", date(2031, 3, 3), DAY),
        ("on 3 December", date(2030, 12, 3), DAY),  # the last one, not the one to come
        ("on February 3rd", date(2031, 2, 3), DAY),
        ("in January", date(2031, 1, 1), MONTH),
        ("in November", date(2030, 11, 1), MONTH),
    ],
)
def test_relative_words_count_from_the_day_of_the_report(words, day, precision):
    assert one_date(words, PUBLISHED) == [(day, precision)]


@pytest.mark.parametrize(
    "words",
    [
        "yesterday",
        "on Monday",
        "last Thursday",
        "three days ago",
        "last month",
        "on 3 March",
        "in January",
        "next week",
        "by 15 May",
    ],
)
def test_an_undated_report_leaves_relative_dates_open(words):
    assert one_date(words, None) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by 15 May", date(2031, 5, 15)),
        ("by 15 March", date(2032, 3, 15)),
        ("before 10 April", date(2031, 4, 10)),
        ("by Friday", date(2031, 4, 11)),
        ("by Monday", date(2031, 4, 14)),
        ("tomorrow", date(2031, 4, 10)),
        ("next Tuesday", date(2031, 4, 15)),
        ("by 15 May 2029", date(2029, 5, 15)),  # its year is stated
    ],
)
def test_a_deadline_lies_ahead(words, day):
    (when,) = find_dates(f"The troops are to leave {words}.", PUBLISHED)
    assert (when.day, when.deadline) == (day, True)


@pytest.mark.parametrize(
    "text",
    [
        "Some 2014 troops crossed.",
        "The army has 2,014 tanks.",
        "About 2020 soldiers of the brigade left.",
        "The ship cost $1990.",
        "Clause 12.2019 was struck out.",
        "On 31 June 2031 nothing happened.",
        "The march went on, and May spoke.",
        "A second attack followed the first.",
    ],
)
def test_what_looks_like_a_date_and_is_none(text):
    assert find_dates(text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iraq invaded Kuwait on 2 August 1990.", {"ASSAULT": (date(1990, 8, 2), DAY)}),
        ("On Monday, Iraq invaded Kuwait.", {"ASSAULT": (date(2031, 4, 7), DAY)}),
        (
            "Iraq's invasion of Kuwait in 1990 drove up the price of oil.",
            {"ASSAULT": (date(1990, 1, 1), YEAR)},
        ),
        (
            "In March 2030 Canada imposed sanctions on Belarus.",
            {"COERCE": (date(2030, 3, 1), MONTH)},
        ),
        (
            "Kenya condemned Uganda on Monday and praised Rwanda on Tuesday.",
            {"ACCUSE": (date(2031, 4, 7), DAY), "SUPPORT": (date(2031, 4, 8), DAY)},
        ),
        ("Kenya condemned Uganda.", {"ACCUSE": (None, None)}),
        ("Kenya has condemned Uganda since 2014.", {"ACCUSE": (None, None)}),
        (
            "Iraq will release the Kuwaiti prisoners by 15 May.",
            {"RETREAT": (date(2031, 5, 15), DAY)},
        ),
        (
            "Iraq demanded that Kuwait withdraw its troops by 15 May.",
            {"REQUEST": (None, None), "RETREAT": (date(2031, 5, 15), DAY)},
        ),
    ],
)
def test_an_act_takes_the_date_of_its_own_clause(read_text, text, expected):
    events = read_text(text, PUBLISHED).events
    assert {e.type.value: (e.date, e.date_precision) for e in events} == expected


def test_an_undated_report_dates_only_what_states_its_date(read_text):
    reading = read_text("Kenya condemned Uganda on Monday. Iraq invaded Kuwait in 1990.")
    assert [event.date for event in reading.events] == [None, date(1990, 1, 1)]


@pytest.mark.parametrize(
    "sentence",
    [  # a Wednesday's report; the act has no day, the saying has
        "Norway has moved howitzers to the Finnish border, Finland's minister said on Tuesday.",
        "On Tuesday Finland's minister said that Norway had seized a tanker.",
        '"Norway has shelled our post," Finland\'s minister said in a statement on Tuesday.',
        "Finland's army told reporters on Tuesday that Norway had bombed a depot.",
    ],
)
def test_the_day_of_saying_is_not_the_day_of_the_act(read_text, sentence):
    events = read_text(sentence, PUBLISHED).events
    assert events
    assert [event.date for event in events] == [None] * len(events)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Norway seized the tanker on Monday, its spokesman said on Tuesday.", date(2031, 4, 7)),
        ("Norway shelled a post in Finland on Monday, its army said.", date(2031, 4, 7)),
        ("Finland accused Norway on Monday of spying.", date(2031, 4, 7)),
        ("Norway demanded on Monday that Sweden leave the valley.", date(2031, 4, 7)),
    ],
)
def test_the_day_in_the_clause_of_the_act_is_its_day(read_text, sentence, day):
    assert day in [event.date for event in read_text(sentence, PUBLISHED).events]


@pytest.mark.parametrize(
    ("sentence", "day", "precision"),
    [  # what is to come lies ahead of the report, what is past before it
        ("Norway will close the border with Sweden in October.", date(2031, 10, 1), MONTH),
        ("Norway will close the border with Sweden in March.", date(2032, 3, 1), MONTH),
        ("Norway closed the border with Sweden in October.", date(2030, 10, 1), MONTH),
        ("Norway closed the border with Sweden in March.", date(2031, 3, 1), MONTH),
        ("Norway will withdraw its troops from Sweden on Monday.", date(2031, 4, 14), DAY),
        ("Norway will withdraw its troops from Sweden on Wednesday.", date(2031, 4, 9), DAY),
        ("Norway withdrew its troops from Sweden on Monday.", date(2031, 4, 7), DAY),
        ("Norway will send Sweden medicine on 3 March.", date(2032, 3, 3), DAY),
    ],
)
def test_a_date_without_a_year_is_the_nearest_in_the_tense(read_text, sentence, day, precision):
    (event,) = read_text(sentence, PUBLISHED).events
    assert (event.date, event.date_precision) == (day, precision)


@pytest.mark.parametrize("words", ["last Thursday", "yesterday", "two weeks ago"])
def test_what_the_words_say_is_past_is_past_in_any_tense(words):
    ahead, told = (find_dates(f"Rain {words}.", PUBLISHED, ahead=way) for way in (True, False))
    assert ahead == told
