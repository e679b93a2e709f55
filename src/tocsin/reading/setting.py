"""Acts of a state's organs that the text need not call by its name.

"Special units later detained three men", "inspectors boarded a freighter", "a
court in Bamako sentenced her": nobody says whose units, inspectors and courts
they are, because the text is about that state.
"""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.domain import ActorKind, EventType
from tocsin.knowledge.words import word_list
from tocsin.reading.passage import Passage
from tocsin.reading.sides import Codes, by_preposition, owners_of
from tocsin.reading.syntax import VERBAL, roles

ORGANS = word_list("setting_organs")
HERE = ("in", "at", "of", "from", "near")
OF_OTHERS = frozenset({"foreign", "unidentified", "unknown", "enemy", "rebel", "masked", "rival"})
DONE_BY_ORGANS = frozenset(
    {EventType.COERCE, EventType.SANCTION, EventType.MOBILIZE, EventType.RETREAT}
    | {EventType.ACCUSE, EventType.REJECT, EventType.ASSAULT}
)


def state_behind(passage: Passage, type_: EventType, trigger: Token) -> Codes:
    """The state whose organ acts where nobody is named; () where none can be told."""
    if type_ not in DONE_BY_ORGANS or trigger.pos_ not in VERBAL:
        return ()
    agents = [agent for agent in roles(trigger).agents if _is_organ(passage, agent)]
    if not agents:
        return ()
    there = by_preposition(passage, agents[0], HERE)
    home = passage.homes.get(trigger.sent.start)
    found = there or (home.codes if home is not None else ())
    return found if len(found) == 1 and passage.kinds.get(found[0]) is ActorKind.STATE else ()


def _is_organ(passage: Passage, agent: Token) -> bool:
    if agent.pos_ not in ("NOUN", "PROPN") or agent.lemma_.lower() not in ORGANS:
        return False
    if passage.references.get(agent.i) is not None or owners_of(passage, agent):
        return False
    return not any(child.lower_ in OF_OTHERS for child in agent.children)
