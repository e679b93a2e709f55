"""Outlooks listed with their likelihood: "Least likely: Chile shuts the pass."

Told in the present or the past, and no deed: the words before the colon say so.
"""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.domain import Status

# Before a colon they say how likely what follows is: "Least likely: …".
UNLIKELY = frozenset(
    {"unlikely", "less", "least", "improbable", "possible", "conceivable", "remote", "scenario"}
    | {"scenarios", "worst", "best", "implausible", "risk"}
)
LIKELY = frozenset({"likely", "likeliest", "probable", "expected", "probably", "forecast"})
LABEL = 8
COLONS = frozenset({":", "):", "%:", "]:"})


def envisaged_under(trigger: Token) -> Status | None:
    """ "Unlikely (one in ten): Chile shuts the pass.": an outlook, in the words of a report."""
    words = trigger.doc[trigger.sent.start : trigger.i]
    colon = next((token.i for token in reversed(words) if token.text in COLONS), None)
    if colon is None:
        return None
    heading: list[str] = []
    for token in reversed(trigger.doc[trigger.sent.start : colon]):
        if token.is_space or len(heading) == LABEL:
            break
        heading.append(token.lower_)
    if set(heading) & UNLIKELY:
        return Status.HYPOTHETICAL
    return Status.FUTURE if set(heading) & LIKELY else None
