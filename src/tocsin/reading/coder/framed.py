"""The frames' vote on a sentence whose source and target are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from tocsin.domain import EventType
from tocsin.knowledge.words import nouns
from tocsin.reading.acts import Found, acts_in
from tocsin.reading.coder.marked import Marked
from tocsin.reading.coder.moods import charge_in, in_mood
from tocsin.reading.lexicon import lexicon
from tocsin.reading.parser import PLAIN_QUOTES, load_parser
from tocsin.reading.passage import Mention, Passage, Reference
from tocsin.reading.syntax import VERBAL, clause_subjects

SOURCE, TARGET = "SOURCE", "TARGET"
"""What stands for the marked actors while frames look for their sides."""

PRONOUNS = frozenset({"it", "he", "she", "they", "its", "his", "her", "their"})

OWNING = frozenset({"poss", "amod", "compound", "nmod"})

BATCH = 64


class Fit(IntEnum):
    """How far the sides that a frame finds are the marked ones; the better the higher."""

    NEITHER = 0
    TARGET = 1
    SOURCE = 2
    REVERSED = 3
    BOTH = 4


class FrameVote(NamedTuple):
    """What the best-fitting frame says: type and mode, on which words, and how well it fits."""

    type: EventType
    mode: str | None
    fit: Fit
    trigger: str
    frame: str


def frame_votes(sentences: Sequence[Marked]) -> list[FrameVote | None]:
    """For each sentence the vote of the frame whose sides fit best; None where none speaks."""
    parser = load_parser()
    texts = (sentence.text.translate(PLAIN_QUOTES) for sentence in sentences)
    votes: list[FrameVote | None] = []
    with parser.memory_zone():
        for sentence, doc in zip(sentences, parser.pipe(texts, batch_size=BATCH), strict=True):
            votes.append(_best(votes_in(_marked_passage(sentence, doc))))
    return votes


def votes_in(passage: Passage) -> Iterator[FrameVote]:
    """Every act that the frames see in a passage whose actors are marked."""
    for sentence in passage.doc.sents:
        for done in acts_in(passage, sentence):
            for found in (in_mood(passage, done), charge_in(passage, done)):
                if found is not None:
                    words = found.trigger.text, found.frame.trigger
                    yield FrameVote(found.type, found.mode, _fit(found), *words)


def _best(votes: Iterable[FrameVote]) -> FrameVote | None:
    return max(votes, key=lambda vote: vote.fit, default=None)  # the first of equals


def _fit(found: Found) -> Fit:
    source, target = found.sides
    mutual = "sym" in found.frame.flags or "group" in found.frame.flags
    if SOURCE in source:
        if TARGET in target or (mutual and TARGET in source):
            return Fit.BOTH
        return Fit.SOURCE
    if TARGET in source and SOURCE in target:
        return Fit.BOTH if mutual else Fit.REVERSED
    return Fit.TARGET if TARGET in target else Fit.NEITHER


def _marked_passage(sentence: Marked, doc: Doc) -> Passage:
    """The sentence as a passage in which the marked phrases are the only actors."""
    passage = Passage.alone(doc, sentence.text)
    for code, (start, end) in ((SOURCE, sentence.source), (TARGET, sentence.target)):
        span = doc.char_span(start, end, alignment_mode="expand") if end > start else None
        if span is not None:
            _mark(passage, span, code)
    _follow_pronouns(passage)
    return passage


def _follow_pronouns(passage: Passage) -> None:
    """ "Oslo said it would": a pronoun in a clause below stands for the subject above."""
    for token in passage.doc:
        if token.lower_ not in PRONOUNS or token.dep_ not in ("nsubj", "nsubjpass", "poss"):
            continue
        verb = token.head
        while verb.pos_ not in VERBAL and verb.head != verb:
            verb = verb.head
        if token.dep_ != "poss" and verb.head != verb:
            verb = verb.head
        for subject in clause_subjects(verb) if verb.pos_ in VERBAL else ():
            if subject.i in passage.references and subject.i < token.i:
                passage.references.setdefault(token.i, passage.references[subject.i])


def _mark(passage: Passage, span: Span, code: str) -> None:
    root = span.root
    reference = Reference((code,), span.text)
    mention = Mention(span.start, span.end, root.i, reference, adjective=root.dep_ == "amod")
    for position in range(span.start, span.end):
        passage.mentions.setdefault(position, []).append(mention)
    passage.references[root.i] = reference
    for head in _heads_above(root):
        before = passage.references.get(head.i)
        codes = (*before.codes, code) if before is not None else (code,)
        passage.references[head.i] = Reference(codes, head.text)


def _heads_above(root: Token) -> Iterator[Token]:
    """Whoever a marked name owns stands for it: "<s>Peru</s>'s minister", "police from Peru".

    Not the acts it owns: "<s>Peru</s>'s visit".
    """
    joined = root.dep_ == "conj" and root.head.dep_ in (*OWNING, "pobj")
    node = root.head if joined else root
    while (above := _owned_by(node)) is not None and above.lemma_.lower() not in lexicon().nouns:
        yield above
        node = above


def _owned_by(name: Token) -> Token | None:
    if name.dep_ in OWNING and name.head.pos_ in ("NOUN", "PROPN"):
        return name.head
    if name.dep_ == "pobj" and name.head.lower_ in ("from", "of"):
        head = name.head.head
        return head if head.lemma_.lower() in nouns().agents else None
    return None
