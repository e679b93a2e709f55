"""Where: the place that an act's own clause names, in the report's words."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.knowledge.words import word_list
from tocsin.reading.dates import MONTHS
from tocsin.reading.passage import Passage
from tocsin.reading.registry import extractor
from tocsin.reading.syntax import prepositional, subtree_span

LOCATING = frozenset({"in", "at", "near", "outside", "around", "across", "off", "over", "along"})
DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
MAX_WORDS = 8
# Where forces are or go, the surest first: "sailed from Tolm to the Gulf", "north of Tolm".
DESTINATIONS = ("to", "into", "toward", "towards", "onto", "for")
STATIONS = (
    "in",
    "at",
    "along",
    "near",
    "on",
    "around",
    "across",
    "off",
    "over",
    "inside",
    "outside",
)
BEARINGS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast"})
GROUNDS = word_list("posture_grounds")


@extractor("places", needs={"events"})
def place_events(passage: Passage) -> None:
    """Give each event the named place of its clause: "met in Geneva", "a strike near Aleppo"."""
    for coded in passage.coded:
        place = _place_of(passage, coded.trigger)
        if place is not None:
            coded.event = coded.event.model_copy(update={"place": place})


def _place_of(passage: Passage, trigger: Token) -> str | None:
    objects = (child for child in trigger.children if child.dep_ in ("dobj", "nsubjpass"))
    for head in (trigger, *objects):
        for name, inner in prepositional(head):
            if name not in LOCATING or inner.text in DAYS or inner.text in MONTHS:
                continue
            start, end = subtree_span(inner)
            named = any(token.pos_ == "PROPN" for token in passage.doc[start:end])
            if named and end - start <= MAX_WORDS:
                return passage.words(start, end)
    return None


def place_of_forces(passage: Passage, force: Token, word: Token, *, leaving: bool) -> str | None:
    """Where forces go or are, in the report's words.

    word: the verb or noun that tells of them. leaving: whether what they leave
    is meant, "from Tolm", rather than where they arrive.
    """
    phrases = [
        (name, inner)
        for head in _places_to_look(force, word)
        for name, inner in prepositional(head)
        if _is_ground(passage, inner)
    ]
    ways = ("from", *STATIONS, *DESTINATIONS) if leaving else (*DESTINATIONS, *STATIONS, "from")
    best = min(
        ((ways.index(name), at) for at, (name, _) in enumerate(phrases) if name in ways),
        default=None,
    )
    if best is not None:
        inner = phrases[best[1]][1]
        return passage.words(inner.left_edge.i, _end_of_name(inner))
    if not leaving:
        return _entered(passage, word)
    return None


def _places_to_look(force: Token, word: Token) -> list[Token]:
    """A verb, its adverbs ("back to the Gulf", "east of Tolm"), what moved and what it left."""
    below = [
        child
        for child in word.children
        if child.dep_ in ("advmod", "prt", "dobj", "prep", "npadvmod") and child != force
    ]
    return [word, *below, force]


def _is_ground(passage: Passage, inner: Token) -> bool:
    if inner.text in DAYS or inner.text in MONTHS or inner.head.head.lower_ == "according":
        return False
    if inner.text.isdigit() or inner.pos_ not in ("NOUN", "PROPN"):
        return False
    if inner.lemma_.lower() in GROUNDS:
        return True
    if any(child.text in MONTHS for child in inner.children):
        return False
    return inner.pos_ == "PROPN" or any(
        token.pos_ == "PROPN" for token in passage.doc[inner.left_edge.i : _end_of_name(inner)]
    )


def _end_of_name(head: Token) -> int:
    """Where a place's name ends: before a comma, a relative clause, a participle."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ not in ("prep", "conj", "cc", "case", "nmod"):
            break
        end = child.right_edge.i + 1
    for position in range(head.i + 1, end):
        if head.doc[position].lower_ in (",", "where", "which", "that", "who", ";"):
            return position
    return end


def _entered(passage: Passage, word: Token) -> str | None:
    """ "Entered the Gulf", "crossed the strait"."""
    if word.lemma_.lower() not in ("enter", "reach", "cross", "transit", "overfly", "patrol"):
        return None
    for child in word.children:
        if child.dep_ == "dobj" and _is_ground(passage, child):
            return passage.words(child.left_edge.i, _end_of_name(child))
    return None
