"""Who does it to whom, by the frames alone: every noun phrase may be an actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from tocsin.reading.acts import acts_in
from tocsin.reading.parser import PLAIN_QUOTES, load_parser
from tocsin.reading.passage import Mention, Passage, Reference

HEADS = frozenset({"NOUN", "PROPN", "PRON"})
# A modifier that may be an actor of its own: "Russia's invasion", "Afghan economy".
OWNERS = frozenset({"poss", "amod", "nmod", "compound"})
CLAUSES = frozenset({"relcl", "acl", "appos", "advcl", "punct"})


def frame_sides(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """One tag a token, B-S, I-S, B-T, I-T or O, for the acts that the frames find."""
    parser = load_parser()
    docs = [
        Doc(parser.vocab, words=[token.translate(PLAIN_QUOTES) for token in tokens])
        for tokens in sentences
    ]
    return [_tags(doc) for doc in parser.pipe(docs)]


def _tags(doc: Doc) -> list[str]:
    passage = _passage(doc)
    tags = ["O"] * len(doc)
    for sentence in doc.sents:
        for found in acts_in(passage, sentence):
            for codes, side in ((found.sides.source, "S"), (found.sides.target, "T")):
                for code in codes:
                    _write(tags, doc[int(code)], side)
    return tags


def _passage(doc: Doc) -> Passage:
    """The sentence as a passage in which each phrase stands for itself: its head's number."""
    passage = Passage.alone(doc, doc.text)
    for token in doc:
        owner = token.dep_ in OWNERS and (token.pos_ == "PROPN" or token.text[:1].isupper())
        if owner or (token.pos_ in HEADS and token.dep_ not in OWNERS):
            reference = Reference((str(token.i),), token.text)
            passage.references[token.i] = reference
            if owner:
                mention = Mention(token.i, token.i + 1, token.i, reference, token.dep_ == "amod")
                passage.mentions.setdefault(token.i, []).append(mention)
    return passage


def _write(tags: list[str], head: Token, side: str) -> None:
    """Tag the phrase of a head, as far as no other side has it."""
    first = True
    for token in _phrase(head):
        if tags[token.i] != "O":
            return
        tags[token.i] = f"{'B' if first else 'I'}-{side}"
        first = False


def _phrase(head: Token) -> Iterator[Token]:
    """The tokens of a noun phrase, clauses and appositions left out."""
    if head.dep_ in OWNERS:
        yield head
        return
    last = head.i
    for child in head.rights:
        if child.dep_ in CLAUSES or child.i != last + 1:
            break
        last = child.right_edge.i
    yield from head.doc[head.left_edge.i : last + 1]
