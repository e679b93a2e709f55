"""Whose article it is: the state whose own organs need no name in it."""

from __future__ import annotations

import pytest

from tocsin.domain import EventType

COMMUNIQUE = (
    "LOME - The Government informs the public of an attack. On 3 May soldiers of Ghana shelled a "
    "market near Kpalime. The Government regrets the loss of life. "
)
LOCAL = (
    "NARVA - The bridge is closed again. Russia shut its side on Monday, and Estonia has answered "
    "in kind. Russia says that the works will take a year. "
)
AGENCY = "HELSINKI - Russia closed the crossing with Finland on Monday. "


@pytest.mark.parametrize(
    ("opening", "act", "type_", "source"),
    [
        (COMMUNIQUE, "The Government condemns the shelling.", EventType.ACCUSE, "TGO"),
        (
            COMMUNIQUE,
            "The minister of health, Sena Aholu, summoned the ambassador of Ghana.",
            EventType.ACCUSE,
            "TGO",
        ),
        (COMMUNIQUE, "The Republic has closed the border with Ghana.", EventType.COERCE, "TGO"),
        (COMMUNIQUE, "Ghana has denied it. 400 soldiers were sent to Kpalime.", None, "TGO"),
        (LOCAL, "Governor Rein Taal asked the government for money.", EventType.REQUEST, "EST"),
        (LOCAL, "Shopkeepers blocked the road to the station.", EventType.PROTEST, "EST"),
        (AGENCY, "The government condemned the decision of Finland.", EventType.ACCUSE, "RUS"),
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


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Latvia accused Belarus of theft. Belarus offered Vilnius talks.", "AGREE BLR -> LTU"),
        ("Chad accused Mali of theft. Kenya promised Niamey lorries.", "AGREE KEN -> NER"),
    ],
)
def test_what_is_offered_goes_to_who_is_named_before_it(read_text, text, act) -> None:
    """Though the parser takes the name for a part of what is offered."""
    found = [f"{e.type} {e.source[0]} -> {','.join(e.target)}" for e in read_text(text).events]
    assert act in found
