"""Whose article it is: the state whose own organs need no name in it."""

from __future__ import annotations

import pytest

from tocsin.domain import EventType

COMMUNIQUE = (
    "LOME - The Government informs the public of a theft. Last spring Ghana seized four "
    "buses of a Togolese firm. The Ministry has written twice. "
)
LOCAL = (
    "NARVA - The ferry lies idle. Russia withdrew its pilots in spring, and Estonia fined the "
    "owner. Russia says that the pilots are ill. "
)
AGENCY = "OSLO - Russia expelled two envoys of Norway on Monday. "


@pytest.mark.parametrize(
    ("opening", "act", "type_", "source"),
    [
        (COMMUNIQUE, "The Ministry deplored the seizure.", EventType.ACCUSE, "TGO"),
        (
            COMMUNIQUE,
            "The chancellor, Sena Aholu, accused Ghana of greed.",
            EventType.ACCUSE,
            "TGO",
        ),
        (
            COMMUNIQUE,
            "The Republic suspended its trade treaty with Ghana.",
            EventType.SANCTION,
            "TGO",
        ),
        (
            COMMUNIQUE,
            "Ghana is silent. Two tank companies were deployed on the coast.",
            None,
            "TGO",
        ),
        (LOCAL, "Governor Rein Taal urged Russia to pay for the pilots.", EventType.REQUEST, "EST"),
        (LOCAL, "Students marched through the centre with drums.", EventType.PROTEST, "EST"),
        (AGENCY, "The government condemned the answer of Norway.", EventType.ACCUSE, "RUS"),
    ],
)
def test_what_an_article_gives_to_nobody_is_its_own_states(
    read_text, opening, act, type_, source
) -> None:
    reading = read_text(opening + act)
    wanted = type_ or EventType.MOBILIZE
    found = [
        event
        for event in reading.events
        if event.type is wanted and event.evidence[0].start >= len(opening) - 1
    ]
    assert [event.source for event in found] == [(source,)]
