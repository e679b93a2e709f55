"""What a title in front of a name tells of its bearer: which office, and of which state.

"Defence Minister Pedro Vega" is not the prime minister of that name; and with
no state in front he is the minister of the state that the text is about.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from tocsin.domain import Actor, ActorKind
from tocsin.knowledge.words import word_list
from tocsin.reading.memory import Memory
from tocsin.reading.passage import Passage, Reference

PORTFOLIOS = word_list("titles_portfolios")
HEADS = word_list("titles_heads")
LEADING = frozenset({"prime", "president", "chancellor", "premier"})
SPELT = {"defense": "defence"}
MAX_TITLE = 4


def bears_another_title(actor: Actor, doc: Doc, start: int) -> bool:
    """Whether the title before a name is one that this actor never held.

    Only where the title names a portfolio, and the actor has held some office
    without it: "Interior Minister" before the name of a prime minister.
    """
    title = _title_before(doc, start)
    if not title & {"minister", "secretary"}:
        return False
    asked = {SPELT.get(word, word) for word in title & PORTFOLIOS}
    held = {
        SPELT.get(word, word)
        for role in actor.roles
        for word in role.office.lower().replace(",", " ").split()
    }
    return bool(asked) and bool(held & (LEADING | {"minister", "secretary"})) and not asked & held


def _title_before(doc: Doc, start: int) -> frozenset[str]:
    words: list[str] = []
    position = start - 1
    while position >= 0 and len(words) < MAX_TITLE:
        token = doc[position]
        if token.pos_ not in ("PROPN", "NOUN", "ADJ") and token.lower_ not in ("for", "of", "and"):
            break
        words.append(token.lower_)
        position -= 1
    return frozenset(words)


def state_of_bare_title(passage: Passage, memory: Memory, titles: list[Token]) -> Reference | None:
    """The state that the text is about, of which somebody is minister whom no table knows."""
    words = {title.lower_ for title in titles}
    if not words & HEADS:
        return None
    for known in (memory.home, memory.speaker):
        one = known is not None and len(known.codes) == 1
        if known is not None and one and passage.kinds.get(known.codes[0]) is ActorKind.STATE:
            return known
    return None
