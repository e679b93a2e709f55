"""Where: the place that an act's own clause names, in the report's words."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.knowledge.words import word_list
from tocsin.reading.dates import MONTHS
from tocsin.reading.passage import Passage
from tocsin.reading.registry import extractor
from tocsin.reading.syntax import prepositional, subtree_span

LOCATING = frozenset(
    {"in", "at", "near", "outside", "around", "across", "off", "over", "up", "along"}
)
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
ENTERING = frozenset(
    {
        "enter",
        "reach",
        "cross",
        "transit",
        "overfly",
        "patrol",
        "reinforce",
        "strengthen",
        "bolster",
    }
)
KINDS = (DESTINATIONS, STATIONS, ("from",))
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
    is meant, "from Tolm", rather than where they arrive. A named place is
    better than one without a name ("in their barracks").
    """
    ways = ("from", *STATIONS, *DESTINATIONS) if leaving else (*DESTINATIONS, *STATIONS, "from")
    found: list[tuple[int, bool, int]] = []
    for preposition in _prepositions_of(force, word):
        name = preposition.lower_
        if name == "of" and preposition.head.lower_ in (*BEARINGS, "out"):
            name = "from" if preposition.head.lower_ == "out" else "near"
        for inner in _named_after(preposition):
            if name in ways and _is_ground(passage, inner):
                rank = next(n for n, kind in enumerate(KINDS) if name in kind)
                unnamed = not any(
                    token.pos_ == "PROPN" for token in force.doc[inner.left_edge.i : inner.i + 1]
                )
                found.append((rank if not leaving else -rank, unnamed, inner.i))
    if found:
        inner = force.doc[min(found)[2]]
        return passage.words(inner.left_edge.i, _end_of_name(inner))
    return None if leaving else _entered(passage, word)


def _prepositions_of(force: Token, word: Token) -> list[Token]:
    """Prepositions of the forces' own clause, however deep the parser hung them.

    "Sent two brigades, some 600 men, to Tolm", "ordered the carrier back to the Gulf".
    """
    found = []
    for token in word.sent:
        if token.dep_ not in ("prep", "prt", "dative") or token.pos_ not in ("ADP", "SCONJ", "ADV"):
            continue
        node = token.head
        while node not in (word, force) and node.head != node and not _closes(node):
            node = node.head
        if node in (word, force):
            found.append(token)
    return found


def _named_after(preposition: Token) -> list[Token]:
    """What a preposition governs; the noun after it where the parser left it bare."""
    found = [child for child in preposition.children if child.dep_ == "pobj"]
    if found:
        return found
    beside = preposition.head.rights
    near = (word for word in beside if preposition.i < word.left_edge.i <= preposition.i + 2)
    return [word for word in near if word.dep_ == "npadvmod" and word.pos_ == "PROPN"]


def _closes(node: Token) -> bool:
    """Where another clause begins, or a place has been named."""
    stationed = node.dep_ == "acl" and node.tag_ == "VBN"  # "two brigades stationed near Tolm"
    return (node.pos_ in ("VERB", "AUX") and not stationed) or (
        node.dep_ == "pobj" and node.head.lower_ != "of"
    )


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
    if word.lemma_.lower() not in ENTERING:
        return None
    for child in word.children:
        if child.dep_ not in ("dobj", "nsubjpass"):
            continue
        of = [inner for name, inner in prepositional(child) if name in ("of", "in", "at", "on")]
        for ground in (child, *of):
            if _is_ground(passage, ground):
                return passage.words(ground.left_edge.i, _end_of_name(ground))
    return None
