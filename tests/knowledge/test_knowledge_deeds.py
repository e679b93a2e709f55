"""The tables that say what a word announces and which act is the deed."""

from __future__ import annotations

import pytest

from tocsin.domain import EventType, Outcome, SignalKind
from tocsin.knowledge.deeds import Doer, Manner, deed_rule, vague_deeds, word_kinds


def test_every_kind_of_signal_and_every_type_of_act_has_its_rule():
    assert set(word_kinds()) == set(SignalKind)
    for type_ in EventType:
        assert type_ in deed_rule(type_).deeds  # an act done is what was announced
        assert type_ not in deed_rule(type_).contrary


@pytest.mark.parametrize(
    ("kind", "doer", "manner"),
    [
        (SignalKind.THREAT, Doer.SENDER, Manner.DOES),
        (SignalKind.DEMAND, Doer.RECEIVER, Manner.DOES),
        (SignalKind.REASSURANCE, Doer.SENDER, Manner.REFRAINS),
        (SignalKind.DENIAL, Doer.SENDER, Manner.DENIES),
        (SignalKind.WARNING, Doer.ANYONE, Manner.DOES),
        (SignalKind.ACCUSATION, None, Manner.DOES),
    ],
)
def test_whose_deed_a_word_speaks_of(kind, doer, manner):
    assert (word_kinds()[kind].doer, word_kinds()[kind].manner) == (doer, manner)


def test_a_mode_without_a_row_of_its_own_follows_its_type():
    assert deed_rule(EventType.RETREAT, "withdraw") == deed_rule(EventType.RETREAT)
    assert deed_rule(EventType.RETREAT, "ceasefire").contrary == (EventType.ASSAULT,)


def test_who_could_not_do_it_alone_is_not_called_a_breaker_of_their_word():
    assert word_kinds()[SignalKind.OFFER].lapse is Outcome.UNCLEAR
    assert word_kinds()[SignalKind.PROMISE].lapse is Outcome.BROKEN


def test_vague_words_name_no_act():
    assert {"consequences", "measures", "respond"} <= vague_deeds()
    assert not {"shell", "gas", "border", "tanks"} & vague_deeds()
