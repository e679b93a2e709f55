"""Tense, and with status PLOVER's auxiliary status: past, present, future, or not actual."""

from __future__ import annotations

import pytest

from tocsin.domain import Auxiliary, EventType, Status, Tense

TENSES = [
    # finite verbs and their auxiliaries
    ("Chad attacked Sudan.", "ASSAULT", "past"),
    ("Chad has attacked Sudan.", "ASSAULT", "past"),
    ("Chad had attacked Sudan.", "ASSAULT", "past"),
    ("Chad did attack Sudan.", "ASSAULT", "past"),
    ("Chad was shelling Sudan.", "ASSAULT", "past"),
    ("Sudan has been attacked by Chad.", "ASSAULT", "past"),
    ("Sudan was attacked by Chad.", "ASSAULT", "past"),
    ("Chad is shelling Sudan.", "ASSAULT", "present"),
    ("Chad condemns Sudan.", "ACCUSE", "present"),
    ("Sudan is being attacked by Chad.", "ASSAULT", "present"),
    ("Chad will attack Sudan.", "ASSAULT", "future"),
    ("Chad is going to attack Sudan.", "ASSAULT", "future"),
    ("Chad plans to attack Sudan.", "ASSAULT", "future"),
    # a present that means what will be
    ("Chad visits Sudan tomorrow.", "CONSULT", "future"),
    ("Chad is sending troops to Sudan next week.", "MOBILIZE", "future"),
    # what has no tense of its own takes that of its verb
    ("Chad managed to attack Sudan.", "ASSAULT", "past"),
    ("Chad refused to meet Sudan.", "CONSULT", "past"),
    ("Chad keeps attacking Sudan.", "ASSAULT", "present"),
    # nouns, by the verb that carries them
    ("Chad launched an attack on Sudan.", "ASSAULT", "past"),
    ("Chad is launching an attack on Sudan.", "ASSAULT", "present"),
    ("Kenya condemns Chad's attack on Sudan.", "ASSAULT", "past"),  # judged, and so behind it
    ("Chad's attack on Sudan.", "ASSAULT", None),  # no verb at all
]


@pytest.mark.parametrize(("sentence", "type_", "tense"), TENSES, ids=[row[0] for row in TENSES])
def test_the_verb_places_the_act(read_text, sentence, type_, tense) -> None:
    events = read_text(sentence).events
    assert [event.tense for event in events if event.type == type_] == [tense]


AUXILIARIES = [
    ("Chad attacked Sudan.", "past"),
    ("Chad is shelling Sudan.", "present"),
    ("Chad will attack Sudan.", "future"),
    ("Chad is sending troops to Sudan next week.", "future"),
    ("If Chad attacks Sudan, the market closes.", "conditional"),
    ("Chad may attack Sudan.", "hypothetical"),
    ("Chad did not attack Sudan.", "negated"),
    ("Chad's attack on Sudan.", "past"),  # a noun names what is done
]


@pytest.mark.parametrize(("sentence", "auxiliary"), AUXILIARIES)
def test_status_and_tense_are_the_auxiliary_status(read_text, sentence, auxiliary) -> None:
    events = read_text(sentence).events
    material = [e for e in events if e.type in (EventType.ASSAULT, EventType.MOBILIZE)]
    assert [event.auxiliary for event in material] == [auxiliary]


def test_every_auxiliary_status_is_told() -> None:
    assert {row[1] for row in AUXILIARIES} == set(Auxiliary)


@pytest.mark.parametrize(
    ("sentence", "tense"),
    [
        ("Chad may attack Sudan.", Tense.FUTURE),
        ("Chad may be attacking Sudan.", Tense.PRESENT),
        ("Chad may have attacked Sudan.", Tense.PAST),
    ],
)
def test_what_is_only_possible_has_a_time_too(read_text, sentence, tense) -> None:
    (event,) = (e for e in read_text(sentence).events if e.type is EventType.ASSAULT)
    assert (event.status, event.tense) == (Status.HYPOTHETICAL, tense)


def test_a_threat_is_made_with_the_saying(read_text) -> None:
    """What is held out lies ahead; the act of threatening does not."""
    text = "Iran said it would bomb Bahrain if the convoy left the harbour."
    (threat,) = (e for e in read_text(text).events if e.type is EventType.THREATEN)
    assert (threat.status, threat.tense) == (Status.ACTUAL, Tense.PAST)
