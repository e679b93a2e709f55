"""Acts of a state's organs that the text need not call by its name.

"Special units later detained three men", "inspectors boarded a freighter", "a
court in Bamako sentenced her": nobody says whose units, inspectors and courts
they are, because the text is about that state, or because its name stands
before the line ("Mali. Two battalions entered …").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tocsin.domain import ActorKind, EventType
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.parties import opponent_of
from tocsin.reading.passage import Passage
from tocsin.reading.sides import Codes, by_preposition, codes_of, owners_of
from tocsin.reading.syntax import VERBAL, prepositional, roles

ORGANS = word_list("setting_organs") | nouns().forces
HERE = ("in", "at", "of", "from", "near")
OF_OTHERS = frozenset({"foreign", "unidentified", "unknown", "enemy", "rebel", "masked", "rival"})
DONE_BY_ORGANS = frozenset(
    {EventType.COERCE, EventType.SANCTION, EventType.MOBILIZE, EventType.RETREAT}
    | {EventType.ACCUSE, EventType.REJECT, EventType.ASSAULT, EventType.AGREE}
)
TITLE = frozenset({"compound", "appos"})


def state_behind(passage: Passage, type_: EventType, trigger: Token, target: Codes) -> Codes:
    """The state whose organ acts where nobody is named; () where none can be told."""
    if type_ not in DONE_BY_ORGANS or trigger.pos_ not in VERBAL:
        return ()
    agents = list(_with_counted(roles(trigger).agents))
    owned = codes_of(passage, agents)
    for agent in agents:
        owned = owned or owners_of(passage, agent)
    if owned:
        return owned  # "two of its corvettes", which the count hid
    agents = [agent for agent in agents if _is_organ(passage, agent)]
    if not agents:
        return ()
    home = passage.homes.get(trigger.sent.start)
    found = by_preposition(passage, agents[0], HERE) or _heading_the_line(passage, trigger)
    found = found or passage.ours or (home.codes if home is not None else ())
    if found and found == target:
        found = opponent_of(passage, trigger.i, target)
    return found if len(found) == 1 and passage.kinds.get(found[0]) is ActorKind.STATE else ()


def _with_counted(heads: tuple[Token, ...]) -> Iterator[Token]:
    """The agents, and what "two of" or "a group of" counts."""
    for head in heads:
        yield head
        yield from (inner for name, inner in prepositional(head) if name == "of")


def _is_organ(passage: Passage, agent: Token) -> bool:
    if agent.pos_ not in ("NOUN", "PROPN") or passage.references.get(agent.i) is not None:
        return False
    words = {agent.lemma_.lower()}
    if agent.pos_ == "PROPN":  # "Mayor Ilse Maran": by the title
        words |= {child.lemma_.lower() for child in agent.children if child.dep_ in TITLE}
    return bool(words & ORGANS) and not any(c.lower_ in OF_OTHERS for c in agent.children)


def _heading_the_line(passage: Passage, trigger: Token) -> Codes:
    """ "- Mali. Two battalions entered the town.": the name that opens the line."""
    doc = passage.doc
    start = trigger.i
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    while start < trigger.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    for mention in passage.mentions.get(start, ()):
        if mention.end < trigger.i and doc[mention.end].text in (".", ":"):
            return mention.reference.codes
    return ()
