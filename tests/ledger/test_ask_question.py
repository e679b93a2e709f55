"""What a question asks: kind, subject, words, days."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.domain import SpeechAct, UsageError
from tocsin.knowledge import gazetteer
from tocsin.ledger.ask.question import Kind, parse, search_terms
from tocsin.ledger.ask.times import window_in

AS_OF = date(2025, 11, 4)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who denied the strike?", Kind.WHO),
        ("What did Russia say about the strike?", Kind.SAID),
        ("How does China view the alliance?", Kind.HOW),
        ("What was agreed on prisoners?", Kind.WHAT),
        ("When did the talks begin?", Kind.WHEN),
        ("On what day did the talks begin?", Kind.WHEN),
        ("Where were the talks held?", Kind.WHERE),
        ("In which city were the talks held?", Kind.WHERE),
        ("How many soldiers crossed the river?", Kind.COUNT),
        ("How much aid was pledged?", Kind.COUNT),
        ("Why did the talks fail?", Kind.WHY),
        ("What prompted the warning?", Kind.WHY),
        ("Did Russia deny the strike?", Kind.WHETHER),
        ("Is the bridge open?", Kind.WHETHER),
        ("Haven't the talks failed?", Kind.WHETHER),
        ("Which states joined the sanctions?", Kind.WHICH),
        ("How did the talks end?", Kind.HOW),
    ],
)
def test_the_kind_says_what_an_answer_must_have(text: str, kind: Kind) -> None:
    assert parse(text, names=gazetteer(), as_of=AS_OF).kind is kind


@pytest.mark.parametrize(
    ("text", "subject", "others"),
    [
        ("What did Moscow say about Ukraine?", "RUS", ["UKR"]),  # a capital speaks for its state
        ("What did the Kremlin say about Ukraine?", "RUS", ["UKR"]),
        ("Did Poland expel Russian diplomats?", "POL", ["RUS"]),
        ("Who expelled the Russian diplomats?", None, ["RUS"]),
        ("What is the bridge like according to Ukraine?", "UKR", []),
    ],
)
def test_the_subject_stands_behind_the_auxiliary(
    text: str, subject: str | None, others: list[str]
) -> None:
    question = parse(text, names=gazetteer(), as_of=AS_OF)
    assert (question.subject.code if question.subject else None) == subject
    assert [one.code for one in question.others] == others


def test_a_person_comes_with_whom_they_spoke_for_that_day() -> None:
    names = gazetteer()
    then = parse("What did Boris Johnson say?", names=names, as_of=date(2021, 5, 1))
    assert then.subject is not None
    assert then.subject.office == "GBR"


def test_words_are_neither_empty_nor_of_saying_nor_actors() -> None:
    question = parse(
        "What did Russia say about the Oreshnik missiles in September?",
        names=gazetteer(),
        as_of=AS_OF,
    )
    assert [(word.text, word.name) for word in question.words] == [
        ("Oreshnik", True),
        ("missiles", False),
    ]


def test_a_verb_of_speech_asks_for_its_act() -> None:
    question = parse("Did Russia deny the strike?", names=gazetteer(), as_of=AS_OF)
    assert SpeechAct.DENIED in question.acts


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in September", date(2025, 9, 1), date(2025, 9, 30)),
        ("in December", date(2024, 12, 1), date(2024, 12, 31)),  # not a month still to come
        ("on 2 May", date(2025, 5, 2), date(2025, 5, 2)),
        ("on May 2, 2023", date(2023, 5, 2), date(2023, 5, 2)),
        ("since 2 May", date(2025, 5, 2), None),
        ("before March 2022", None, date(2022, 2, 28)),
        ("in 2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("last week", date(2025, 10, 28), date(2025, 11, 4)),
        ("over the past 3 days", date(2025, 11, 1), date(2025, 11, 4)),
        ("yesterday", date(2025, 11, 3), date(2025, 11, 3)),
        ("on 2025-10-01", date(2025, 10, 1), date(2025, 10, 1)),
    ],
)
def test_days_are_counted_from_the_day_of_asking(
    text: str, first: date | None, last: date | None
) -> None:
    window = window_in(f"What did Russia say {text}?", AS_OF)
    assert window is not None
    assert (window.first, window.last) == (first, last)


@pytest.mark.parametrize(
    "text", ["What may Russia do?", "Who said it?", "What happened on 31 June?"]
)
def test_no_days_no_window(text: str) -> None:
    assert window_in(text, AS_OF) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "no question"), ("  ", "no question"), ("who?", "no word"), ("a" * 1001, "1001")],
)
def test_what_is_no_question_is_refused_in_one_sentence(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse(text, names=gazetteer(), as_of=AS_OF)


def test_search_terms_have_names_as_written_and_codes() -> None:
    words, codes = search_terms("What did Moscow say on drones?", names=gazetteer(), as_of=AS_OF)
    assert words == ("drones", "Moscow")
    assert codes == {"RUS"}
