"""Extractors register here; a new one is one file and one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, NamedTuple, overload

from tocsin.domain import KnowledgeError
from tocsin.reading.passage import Passage

Extract = Callable[[Passage], None]
ExtractTogether = Callable[[Sequence[Passage]], None]


class Extractor(NamedTuple):
    """A named step of the reading and the steps whose findings it uses."""

    name: str
    needs: frozenset[str]
    extract: ExtractTogether


_registered: dict[str, Extractor] = {}


@overload
def extractor(
    name: str, *, needs: Iterable[str] = (), together: Literal[False] = False
) -> Callable[[Extract], Extract]: ...


@overload
def extractor(
    name: str, *, needs: Iterable[str] = (), together: Literal[True]
) -> Callable[[ExtractTogether], ExtractTogether]: ...


def extractor(
    name: str, *, needs: Iterable[str] = (), together: bool = False
) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register a function that adds its findings to a passage.

    needs: names of the extractors that must have run before. together: the
    function takes all passages of some reports at once.
    """

    def register(extract: Callable[[Any], None]) -> Callable[[Any], None]:
        def one_by_one(passages: Sequence[Passage]) -> None:
            for passage in passages:
                extract(passage)

        step = extract if together else one_by_one
        _registered[name] = Extractor(name, frozenset(needs), step)
        return extract

    return register


def extractors() -> tuple[Extractor, ...]:
    """All extractors, each after those it needs; raises KnowledgeError if one is missing."""
    ordered: dict[str, Extractor] = {}
    waiting = dict(sorted(_registered.items()))
    while waiting:
        ready = [step for step in waiting.values() if step.needs <= ordered.keys()]
        if not ready:
            lacking = {step.name: sorted(step.needs - ordered.keys()) for step in waiting.values()}
            raise KnowledgeError(f"extractors wait for each other or for nothing: {lacking}")
        for step in ready:
            ordered[step.name] = waiting.pop(step.name)
    return tuple(ordered.values())
