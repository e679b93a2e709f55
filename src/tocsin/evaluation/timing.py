"""How fast something runs, once it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Clock = Callable[[], float]
Given = TypeVar("Given")
Found = TypeVar("Found")


def run_timed(
    run: Callable[[Sequence[Given]], Sequence[Found]], items: Sequence[Given], clock: Clock
) -> tuple[Sequence[Found], float]:
    """What `run` makes of all items, and how many a second.

    The first item is run beforehand, so that loading a parser or a model is not
    counted. clock: seconds from any start.
    """
    run(items[:1])
    start = clock()
    found = run(items)
    seconds = clock() - start
    return found, len(items) / seconds if seconds > 0 else 0.0
