"""The parts of speech that follow from tag and place, looked up and not matched again.

The model has some 180 patterns by which a token's part of speech, morphology
and now and then its lemma follow from its tag, its word and its place in the
tree ("have" above a clause is a verb, beside one an auxiliary). Trying them
all on every token took a third of the parser's time. All but a few concern a
single token, so that equal tokens come out equal: we let the model's own
patterns decide once for each and remember what they said. The few that look
at two tokens are still matched. What comes out is the same, which a test holds.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, cast

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

FACTORY = "tocsin_word_classes"
# Words met are remembered up to here; there are fewer rules than this by far.
MAX_WORDS = 100_000


class Outcome(NamedTuple):
    """What the patterns say of a token; None where they say nothing."""

    pos: int | None
    morph: str | None
    lemma: str | None
    tag: str | None
    dep: str | None


class WordClasses:
    """Stands in for a model's attribute ruler, whose patterns it takes over."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._concerned: dict[int, int] = {}
        self._outcomes: dict[tuple[int, int, int], Outcome] = {}
        self._single = AttributeRuler(ruler.vocab, validate=False)
        self._double = AttributeRuler(ruler.vocab, validate=False)
        words: list[str] = []
        shapes: list[str] = []
        rules: list[dict[str, Any]] = cast("Any", ruler.patterns)
        for rule in rules:
            long = max(len(pattern) for pattern in rule["patterns"]) > 1
            (self._double if long else self._single).add(**rule)
            for token in (token for pattern in rule["patterns"] for token in pattern):
                wanted = token.get("LOWER", ())
                if isinstance(wanted, dict):
                    words.extend(wanted.get("IN", ()))
                    shapes.extend([wanted["REGEX"]] if "REGEX" in wanted else [])
                elif wanted:
                    words.append(wanted)
        self._words = frozenset(words)
        self._shapes = tuple(re.compile(shape) for shape in shapes)

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology and what else the patterns say of each token."""
        outcomes, concerned = self._outcomes, self._concerned
        rows: list[list[int]] = doc.to_array(["TAG", "DEP", "LOWER"]).tolist()
        for token, (tag, dep, lower) in zip(doc, rows, strict=True):
            word = concerned.get(lower)
            if word is None:
                word = self._word_if_concerned(token, lower)
            outcome = outcomes.get((tag, dep, word))
            if outcome is None:
                outcome = outcomes[tag, dep, word] = self._decide(token)
            _apply(token, outcome)
        return self._double(doc)

    def _word_if_concerned(self, token: Token, lower: int) -> int:
        """The word's number where a pattern names the word, else 0; white space is a word."""
        named = token.lower_ in self._words or token.is_space
        named = named or any(shape.search(token.lower_) for shape in self._shapes)
        if len(self._concerned) >= MAX_WORDS:
            self._concerned.clear()
        self._concerned[lower] = lower if named else 0
        return self._concerned[lower]

    def _decide(self, token: Token) -> Outcome:
        """Ask the patterns, about this token alone."""
        alone = Doc(token.vocab, words=[token.text], spaces=[False])
        alone[0].tag, alone[0].dep = token.tag, token.dep
        ruled = self._single(alone)[0]
        return Outcome(
            ruled.pos or None,
            str(ruled.morph) if ruled.has_morph() else None,
            ruled.lemma_ or None,
            ruled.tag_ if ruled.tag != token.tag else None,
            ruled.dep_ if ruled.dep != token.dep else None,
        )


def _apply(token: Token, outcome: Outcome) -> None:
    if outcome.pos is not None:
        token.pos = outcome.pos
    if outcome.morph is not None:
        token.set_morph(outcome.morph)  # type: ignore[attr-defined]
    if outcome.lemma is not None:
        token.lemma_ = outcome.lemma
    if outcome.tag is not None:
        token.tag_ = outcome.tag
    if outcome.dep is not None:
        token.dep_ = outcome.dep


@Language.factory(FACTORY)
def _make(nlp: Language, name: str) -> WordClasses:  # noqa: ARG001 - both asked for by spaCy
    return WordClasses(cast("AttributeRuler", nlp.get_pipe("attribute_ruler")))


def remember_word_classes(parser: Language) -> None:
    """Put our component in the place of the model's attribute ruler."""
    parser.add_pipe(FACTORY, after="attribute_ruler")
    parser.remove_pipe("attribute_ruler")
