"""The head token of a span, as the parser sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from tocsin.evaluation.tagged_file import TagSpan

Heads = dict[TagSpan, int]
NO_BLANK_BEFORE = frozenset({".", ",", ";", ":", "!", "?", ")", "]", "%", "'s", "’s", "n't", "''"})
NO_BLANK_AFTER = frozenset({"(", "[", "$", "``"})


def heads_of(sentences: Sequence[Sequence[str]], spans: Sequence[Iterable[TagSpan]]) -> list[Heads]:
    """For each sentence the head of each of its spans: the token the others hang on.

    Tokens are kept as given, so that places stay the same.
    """
    from spacy.tokens import Doc

    from tocsin.reading.parser import PLAIN_QUOTES, load_parser

    parser = load_parser()
    with parser.memory_zone():
        docs = (
            Doc(
                parser.vocab,
                words=[token.translate(PLAIN_QUOTES) for token in tokens],
                spaces=_blanks(tokens),
            )
            for tokens in sentences
        )
        return [
            {span: doc[span.start : span.end].root.i for span in found}
            for doc, found in zip(parser.pipe(docs), spans, strict=True)
        ]


def _blanks(tokens: Sequence[str]) -> list[bool]:
    """Whether a blank follows each token in the text it was cut from, as far as can be told."""
    pairs = pairwise([*tokens, "."])
    return [left not in NO_BLANK_AFTER and right not in NO_BLANK_BEFORE for left, right in pairs]
