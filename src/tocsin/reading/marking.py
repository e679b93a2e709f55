"""Where in a sentence the sides of an act are named, for the coder's model."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from tocsin.domain import ActorCode
from tocsin.reading.coder.marked import Marked
from tocsin.reading.passage import Passage
from tocsin.reading.sides import Sides

NOWHERE = (0, 0)
WRONG_SIDE = 8
"""What it costs a source to stand behind its act, or a target before it, in tokens."""


def mark(passage: Passage, sentence: Span, trigger: Token, sides: Sides) -> Marked:
    """The sentence with the phrases that name the sides of an act.

    A side that the sentence does not name stays unmarked.
    """
    source = _nearest(passage, sentence, trigger, sides.source, before=True)
    target = _nearest(passage, sentence, trigger, sides.target, before=False, but=source)
    start = sentence.start_char
    return Marked(sentence.text, _phrase(source, start), _phrase(target, start))


def _nearest(
    passage: Passage,
    sentence: Span,
    trigger: Token,
    codes: tuple[ActorCode, ...],
    *,
    before: bool,
    but: Token | None = None,
) -> Token | None:
    """The token that names one of these actors and stands where that side is to be expected."""

    def cost(token: Token) -> int:
        expected = (token.i <= trigger.i) == before
        return abs(token.i - trigger.i) + (0 if expected else WRONG_SIDE)

    named = [token for token in _naming(passage, sentence, codes) if token != but]
    return min(named, key=cost, default=None)


def _naming(passage: Passage, sentence: Span, codes: tuple[ActorCode, ...]) -> Iterator[Token]:
    wanted = set(codes)

    def names(token: Token) -> bool:
        reference = passage.references.get(token.i)
        return (reference is not None and not wanted.isdisjoint(reference.codes)) or any(
            mention.root == token.i and not wanted.isdisjoint(mention.reference.codes)
            for mention in passage.mentions.get(token.i, ())
        )

    for token in sentence if wanted else ():
        # Not the first half of a name: "the United" of "the United States".
        if names(token) and not (token.dep_ == "compound" and names(token.head)):
            yield token


def _phrase(token: Token | None, offset: int) -> tuple[int, int]:
    """The phrase up to its head, as characters of the sentence."""
    if token is None:
        return NOWHERE
    first = token.left_edge
    if first.sent.start != token.sent.start or first.is_punct:
        first = token
    return first.idx - offset, token.idx + len(token.text) - offset
