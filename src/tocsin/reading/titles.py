"""What a title in front of a name tells of its bearer: which office, and of which state.

"Defence Minister Pedro Vega" is not the prime minister of that name; and with
no state in front he is the minister of the state that the text is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from tocsin.domain import Actor, ActorCode, ActorKind
from tocsin.knowledge.names import AliasForm, Gazetteer, Hit
from tocsin.knowledge.words import word_list
from tocsin.reading.memory import Memory
from tocsin.reading.passage import Passage, Reference

PORTFOLIOS = word_list("titles_portfolios")
HEADS = word_list("titles_heads")
LEADING = frozenset({"prime", "president", "chancellor", "premier"})
SPELT = {"defense": "defence"}
MAX_TITLE = 4
QUOTED = re.compile(r'["\u201c][^"\u201d]*["\u201d]')
OUR_STATE = re.compile(
    r"\b[Oo]ur (?:own )?(?:[a-z-]+ ){0,2}(?:government|cabinet|ministry|army|navy|troops|soldiers|"
    r"police|parliament|president|prime minister|minister|service|border guards?)\b"
)
BARE_TITLE = re.compile(
    r"(?:^|[\s(])(?:[A-Z][a-z]+ ){0,2}(?:Minister|President|Premier|Chancellor) $"
)
TITLE_REACH = 40


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
    for known in (memory.author, memory.home, memory.speaker):
        one = known is not None and len(known.codes) == 1
        if known is not None and one and passage.kinds.get(known.codes[0]) is ActorKind.STATE:
            return known
    return None


def state_of_author(
    text: str, hits: Iterable[Hit], gazetteer: Gazetteer
) -> tuple[ActorCode, str] | None:
    """Whose government "our government" is, in an article that says so: code and name.

    At home nobody writes whose prime minister it is: of whom the titles without
    a state in front are. None where the author speaks of no government as ours.
    """
    if not OUR_STATE.search(QUOTED.sub(" ", text)):
        return None
    bare: Counter[ActorCode] = Counter()
    last = 0
    for hit in hits:
        before = text[max(last, hit.start - TITLE_REACH) : hit.start]
        sense = hit.senses[0]
        if sense.form in (AliasForm.PERSON, AliasForm.SURNAME) and BARE_TITLE.search(before):
            bare[gazetteer.home(sense.code)] += 1
        last = hit.end
    for code, _ in bare.most_common(1):
        return code, gazetteer.actor(code).name
    return None
