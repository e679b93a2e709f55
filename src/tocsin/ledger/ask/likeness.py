"""How alike words and sentences are, from the small sentence model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tocsin.ledger.meaning import Similar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNLIKE, ALIKE = 0.35, 0.75
"""Cosines of single words up to which they share nothing, and from which they share all."""


class WordLikeness:
    """How alike two single words are, in [0, 1]; vectors are taken once for all words.

    "troops" and "soldiers" are 1, "pledged" and "promised" 0.4, two words with nothing in common 0.
    """

    def __init__(self, asked: Sequence[str], others: Iterable[str], similar: Similar) -> None:
        self._asked = {word.lower(): at for at, word in enumerate(asked)}
        listed = sorted({word.lower() for word in others})
        self._others = {word: at for at, word in enumerate(listed)}
        self._table: NDArray[np.float32] | None = None
        if asked and listed:
            vectors = similar([word.lower() for word in asked])
            self._table = vectors @ similar(listed).T

    def between(self, asked: str, other: str) -> float:
        """How alike a word asked about is to a word of a sentence."""
        row, column = self._asked.get(asked.lower()), self._others.get(other.lower())
        if self._table is None or row is None or column is None:
            return 0.0
        cosine = float(self._table[row, column])
        return min(1.0, max(0.0, (cosine - UNLIKE) / (ALIKE - UNLIKE)))


def remembering(similar: Similar) -> Similar:
    """The same, each text taken once: for many questions about the same reports."""
    import numpy as np

    known: dict[str, NDArray[np.float32]] = {}

    def remembered(texts: Sequence[str]) -> NDArray[np.float32]:
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(missing, similar(missing), strict=True))
        return np.stack([known[text] for text in texts]) if texts else similar(texts)

    return remembered
