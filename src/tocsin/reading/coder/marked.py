"""Sentences with source and target marked, as the coder takes them."""

from __future__ import annotations

from typing import NamedTuple


class Marked(NamedTuple):
    """A sentence whose source and target are known, as `[start, end)` in characters.

    An empty span says that this side is not named in the sentence.
    """

    text: str
    source: tuple[int, int]
    target: tuple[int, int]
