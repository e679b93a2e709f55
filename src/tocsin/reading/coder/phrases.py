"""Noun phrases: what each names, by its head, and where its name begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tocsin.knowledge.named_things import is_noun
from tocsin.reading.coder.amounts import ROUGHLY, Named

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Known = Mapping[int, Named]
"""By each of their tokens: the actors that the gazetteer finds."""
PERSONS = frozenset(["i", "me", "myself", "he", "him", "himself", "she", "her", "herself"])
BODIES = frozenset(["we", "us", "ourselves", "they", "them"])
RECOGNISED = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "NORP": "Organisation",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Location",
    "LAW": "DocumentReference",
}
# Lists of nouns in the order in which they decide.
COMMON = (
    ("weapon", "Weapon"),
    ("document", "DocumentReference"),
    ("money", "Money"),
    ("body", "Organisation"),
    ("platform", "MilitaryPlatform"),
    ("place", "Location"),
)
# What a state is to the verb where it acts or is acted on, and is no place.
ACTING = frozenset(["nsubj", "agent", "dobj", "poss", "appos", "dative"])
BEFORE_NUMBERS = ROUGHLY | frozenset(["all", "both", "more"])
SET_APART = frozenset(["both", "each", "many", "some", "other"])
STRAY = frozenset(["PUNCT", "SYM", "SPACE"])
# Short names after these are places, whatever the recogniser says.
WITHIN = frozenset(["in", "near", "into", "inside", "outside", "around", "at", "across"])
SPEAKING = frozenset(["said", "says", "say", "told", "tells", "added", "adds", "recalled"])
SHORT_NAME = 3  # words: a longer name after "in" may well be an organisation's
DEFINITE = frozenset(["the", "this", "its", "their", "his"])
TOWARDS = frozenset(["by", "against", "with", "between"])  # a state after these acts


def phrases(doc: Doc, known: Known) -> Iterator[Named]:
    """The noun phrases that name something; of those that do not, the owners that are named."""
    chunks = {chunk.start: chunk for chunk in doc.noun_chunks}
    for chunk in chunks.values():
        kind = _kind_of(chunk.root, known)
        start = _first(chunk, kind)
        if kind is not None:
            yield Named(start, _last(chunk, kind, chunks), kind)
            continue
        for owner in chunk:
            if owner.dep_ == "poss" and owner.pos_ != "PRON":
                owned = _kind_of(owner, known)
                if owned is not None:
                    yield Named(owner.left_edge.i, owner.i + 1, owned)
    for token in doc:
        if token.lower_ in ("here", "there") and token.tag_ == "RB":
            yield Named(token.i, token.i + 1, "Location")


def _first(chunk: Span, kind: str | None) -> int:
    """Where a phrase begins: after stray marks and numbers, before a title cut off from it."""
    doc, start, head = chunk.doc, int(chunk.start), int(chunk.root.i)
    while start < head and (doc[start].pos_ in STRAY or doc[start].lower_ in WITHIN):
        start += 1
    if kind == "Person":
        return _title(doc, start)
    if kind != "Money" and any(token.pos_ == "NUM" for token in doc[start:head]):
        while start < head and (doc[start].pos_ == "NUM" or doc[start].lower_ in BEFORE_NUMBERS):
            start += 1
    elif doc[start].lower_ in SET_APART and start < head:
        start += 1
    return start


def _title(doc: Doc, start: int) -> int:
    """The start of a person's name moved before "Deputy Secretary of State"."""
    at, first = start, start
    while at and (doc[at - 1].pos_ == "PROPN" or (doc[at - 1].lower_ == "of" and at < start)):
        at -= 1
        # Once a word for a person is found, the names before it are its own.
        if is_noun(doc[at].lower_, "person") or (first < start and doc[at].text.isalpha()):
            first = at
    return first


def _last(chunk: Span, kind: str, chunks: dict[int, Span]) -> int:
    """Where a phrase ends: with the name that "of" adds, or the land after a town."""
    doc, end = chunk.doc, int(chunk.end)
    follows = chunks.get(end + 1)
    if follows is not None:
        link = doc[end].lower_
        named = any(token.pos_ == "PROPN" or token.ent_type_ == "NORP" for token in follows)
        if link in ("of", "for") and named and is_noun(chunk.root.lower_, "goes_on"):
            end = int(follows.end)
        towns = chunk.root.ent_type_ == follows.root.ent_type_ == "GPE"
        if link == "," and kind == "Location" and towns and follows.root.dep_ == "appos":
            end = int(follows.end)
    if kind == "Person" and is_noun(chunk.root.lower_, "person"):
        while end < len(doc) and doc[end].ent_type_ == "PERSON":
            end += 1
    if kind == "DocumentReference":
        while _is_number(doc, end) or (
            doc[end : end + 1].text == "and"
            and _is_number(doc, end - 1)
            and _is_number(doc, end + 1)
        ):
            end += 1
    return end


def _is_number(doc: Doc, at: int) -> bool:
    return at < len(doc) and bool(doc[at].like_num)


def _kind_of(head: Token, known: Known) -> str | None:
    """What a phrase is by its head; None where the head tells nothing."""
    word = head.lower_
    if head.pos_ == "PRON":
        return "Person" if word in PERSONS else "Organisation" if word in BODIES else None
    if head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"):
        return None
    if head.i in known:
        return _role(head, known[head.i].kind)
    if is_noun(word, "person") and head.ent_type_ != "PERSON":
        return "Organisation" if head.tag_ in ("NNS", "NNPS") else "Person"
    for name, kind in COMMON:
        if is_noun(word, name):
            return kind if kind != "DocumentReference" or _is_definite(head) else None
    if head.pos_ == "PROPN":
        return _named_kind(head)
    return None


def _is_definite(head: Token) -> bool:
    """Whether a document is a certain one: "the report", "Resolution 12", not "reports"."""
    follows = head.doc[head.i + 1 : head.i + 2]
    return any(token.like_num for token in follows) or any(
        token.lower_ in DEFINITE or token.pos_ == "PROPN"
        for token in head.subtree
        if token.i <= head.i
    )


def _named_kind(head: Token) -> str | None:
    """What a name is that we do not know, by its place and the recogniser."""
    if any(token.text == "Operation" for token in head.doc[head.left_edge.i : head.i + 1]):
        return None
    first = head.left_edge.i
    before = head.doc[first - 1].lower_ if first else head.doc[first].lower_
    if before in WITHIN and head.ent_type_ in RECOGNISED and head.i - first < SHORT_NAME:
        return "Location"
    acronym = head.text.isupper() and head.text.isalpha() and 2 < len(head.text) < 8
    if acronym and head.ent_type_ in ("", "ORG", "PERSON"):
        return "Organisation"
    alone = first == head.i
    if alone and head.dep_ == "nsubj" and head.head.lower_ in SPEAKING and head.ent_type_ != "GPE":
        return "Person"
    if head.ent_type_ in RECOGNISED:
        return _role(head, RECOGNISED[head.ent_type_])
    return None


def _role(head: Token, kind: str) -> str:
    """A land that acts, or is acted on, is an organisation; elsewhere it is a place."""
    if kind == "Nationality":
        return "Organisation" if head.text.endswith("s") else kind
    if kind != "Location" or head.ent_type_ in ("LOC", "FAC"):
        return kind
    while head.dep_ == "conj":
        head = head.head
    acts = head.dep_ in ACTING or (head.dep_ == "pobj" and head.head.lower_ in TOWARDS)
    return "Organisation" if acts else kind
