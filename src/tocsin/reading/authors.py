"""Whose article it is: the state whose own army, ministers and towns need no name in it.

A communique is its government's ("The Ministry deplores the delay"), a paper
of a border town writes of "the police" and "the council" at home, and a columnist
of "our troops". What such an article gives to nobody is that state's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from tocsin.domain import ActorCode, ActorKind, Report
from tocsin.knowledge.names import AliasForm, Gazetteer, Hit
from tocsin.knowledge.words import nouns
from tocsin.reading.titles import QUOTED, state_of_author

DATELINE = re.compile(r"\s*([A-Z][A-Z.' -]*[A-Z])(?:,[^.\n]{1,30}?)?\s+(?:-|\u2013|\u2014)\s")
# What a state calls itself in its own statements, with a capital and no name behind it.
ISSUING = re.compile(r"\b[Tt]he (?:Government|Ministry|Republic|Kingdom)\b(?! (?:of|for|in)\b)")
# So often, and it is no sentence of somebody else's.
ISSUED = 2
# A paper of some town writes about its own state and whom it has to do with.
CHIEF = 2

# What a state calls itself in what it issues.
ITSELF = frozenset({"republic", "kingdom", "nation"})


def is_at_home(noun: Token, lemma: str) -> bool:
    """ "The Republic", "the chancellor, Sena Aho": of whose article it is."""
    if lemma in ITSELF:
        return noun.text[0].isupper()
    named = any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.children)
    return lemma in nouns().person_nouns and noun.tag_ == "NN" and named


def whose_article(
    report: Report, hits: Sequence[Hit], totals: Mapping[ActorCode, int], gazetteer: Gazetteer
) -> tuple[ActorCode, str] | None:
    """Code and name of the state whose article it is; None where it is nobody's.

    hits: the names in the report's text; totals: how often it names whom.
    """
    ours = state_of_author(report.text, hits, gazetteer)
    place = _dateline(report.text, hits)
    if ours is not None or place is None:
        return ours
    sense = place.senses[0]
    if sense.kind is not ActorKind.STATE:
        return None
    issued = len(ISSUING.findall(QUOTED.sub(" ", report.text))) >= ISSUED
    local = sense.form is not AliasForm.CAPITAL and _is_chief(sense.code, totals)
    return (sense.code, gazetteer.actor(sense.code).name) if issued or local else None


def _dateline(text: str, hits: Sequence[Hit]) -> Hit | None:
    """The place "OSLO - " names, where the text begins with one."""
    match = DATELINE.match(text)
    if match is None:
        return None
    return next((hit for hit in hits[:1] if hit.end <= match.end(1)), None)


def _is_chief(code: ActorCode, totals: Mapping[ActorCode, int]) -> bool:
    """Whether it is among the actors that the text names most."""
    return code in sorted(totals, key=lambda other: -totals[other])[:CHIEF]
