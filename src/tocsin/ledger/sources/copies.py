"""Reprints: a wire that nine papers print is one origin, not nine.

Two reports are copies when nearly all of the shorter one, by runs of five
words, stands in the longer one too: a new headline, another first line, cuts
from the end and a credit line change nothing. Two desks that write about one
event share names and quotations, rarely a fifth of their runs of words.

Source: Broder 1997, "On the resemblance and containment of documents".
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tocsin.domain import BlockKind, Report, ReportId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shingles = NDArray[np.uint64]

RUN: Final = 5
"""Words in a shingle."""

CONTAINMENT: Final = 0.7
"""Least share of the shorter report's shingles that the longer one has too.

A rewritten first sentence costs a short wire of 120 words a quarter of them.
"""

SHORTEST_SHARE: Final = 0.4
"""Least length of the shorter report, as a share of the longer: below, it is quoted, not copied."""

FEWEST_RUNS: Final = 30
"""Below this many shingles, both reports must have them (Jaccard), not just the shorter."""

# 64 bands of 2: proposes two texts of Jaccard similarity 0.3, about the least that two copies as
# defined above have, in 998 of 1,000 cases, of 0.5 always; unrelated ones have about 0.001. Only
# what is proposed is compared, however few texts there are: so whether two are copies depends on
# these two alone, and a ledger that grows by a report a day comes to the same as one read at once.
PERMUTATIONS: Final = 128
BANDS: Final = 64
SEED: Final = 1914

_WORD: Final = re.compile(r"[^\W_]+")
_NOT_BODY: Final = frozenset({BlockKind.TITLE, BlockKind.CAPTION})


class _Joined:
    """Which of the numbers from 0 belong together; a group's root is its least number."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        roots = self.root(one), self.root(other)
        self._parent[max(roots)] = min(roots)


class Body(NamedTuple):
    """What is compared of a report.

    shingles: sorted, without repetition. numbers: all that it states.
    """

    shingles: Shingles
    numbers: frozenset[str]


def link_copies(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The same reports in the same order, each copy with its original in `duplicate_of`.

    The original is the report published first where dates say so, else the
    one that comes first in `reports`. All copies point to it directly. Who
    is a copy of whom does not depend on the order. A link to a report that
    is not among these stays.
    """
    return link(reports, group_copies(reports))


def group_copies(reports: Sequence[Report]) -> list[int]:
    """For each report a number that it shares with its copies."""
    texts = [_body_text(report) for report in reports]
    unique = sorted(set(texts))
    groups = dict(zip(unique, _group([_read_body(text) for text in unique]), strict=True))
    return [groups[text] for text in texts]


def link(reports: Sequence[Report], groups: Sequence[Hashable]) -> tuple[Report, ...]:
    """The reports with `duplicate_of` set; groups: for each report, equal for copies."""
    members: dict[Hashable, list[Report]] = defaultdict(list)
    for report, group in zip(reports, groups, strict=True):
        members[group].append(report)
    known = {report.id for report in reports}
    original = {group: _original(copies).id for group, copies in members.items()}
    return tuple(
        _linked(report, original[group], known)
        for report, group in zip(reports, groups, strict=True)
    )


def body_of(report: Report) -> Body:
    """What is compared of a report."""
    return _read_body(_body_text(report))


def bands_of(report: Report) -> tuple[str, ...]:
    """Keys, one for each band; reports that share one in the same place may be copies.

    10 hexadecimal digits each; the empty text has one of its own.
    """
    return bands_of_body(body_of(report))


def bands_of_body(body: Body) -> tuple[str, ...]:
    """See `bands_of`."""
    if not len(body.shingles):
        return ("empty",)
    keys = _band_keys(body.shingles, [len(body.shingles)])[0].tolist()
    return tuple(f"{key:016x}"[-10:] for key in keys)


def _linked(report: Report, original: ReportId, known: set[ReportId]) -> Report:
    link = original if original != report.id else None
    if link is None and report.duplicate_of and report.duplicate_of not in known:
        return report
    return (
        report if report.duplicate_of == link else report.model_copy(update={"duplicate_of": link})
    )


def _original(copies: Sequence[Report]) -> Report:
    """The earliest: by date among those that have one, by place among the rest."""
    first = copies[0]
    for report in copies:
        if report.published and first.published and report.published < first.published:
            first = report
    return first


def _body_text(report: Report) -> str:
    """The words of a report without its title and captions; all, if there is nothing else."""
    parts = [
        report.text[block.start : block.end]
        for block in report.blocks
        if block.kind not in _NOT_BODY
    ]
    return " ".join(_WORD.findall(" ".join(parts or (report.text,)).casefold()))


def _read_body(text: str) -> Body:
    import numpy as np

    words = text.split()
    # Not `hash`, which differs from one run to the next.
    codes = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    rows = max(len(codes) - RUN + 1, min(len(codes), 1))
    shingles = np.zeros(rows, dtype=np.uint64)
    for place in range(min(RUN, len(codes))):
        shingles = shingles * np.uint64(0x9E3779B97F4A7C15) + codes[place : place + rows]
        shingles ^= shingles >> np.uint64(29)
    numbers = frozenset(word for word in words if word.isdigit())
    return Body(np.unique(shingles), numbers)


def _group(bodies: Sequence[Body]) -> list[int]:
    """For each body the least number of a body that it is connected to by copying."""
    joined = _Joined(len(bodies))
    refuted: set[tuple[int, int]] = set()
    for bucket in _buckets(bodies):
        # One text of each group so far, so that a wire in a thousand papers costs a thousand
        # comparisons and not half a million.
        seen: dict[int, list[int]] = defaultdict(list)
        for number in bucket:
            for group in list(seen):
                if joined.root(number) != joined.root(group) and _any_copy(
                    number, seen[group], bodies, refuted
                ):
                    joined.join(number, group)
            seen[joined.root(number)].append(number)
    return [joined.root(number) for number in range(len(bodies))]


def _any_copy(
    number: int, others: Iterable[int], bodies: Sequence[Body], refuted: set[tuple[int, int]]
) -> bool:
    for other in others:
        pair = (min(number, other), max(number, other))
        if pair in refuted:
            continue
        if are_copies(bodies[number], bodies[other]):
            return True
        refuted.add(pair)
    return False


def are_copies(one: Body, other: Body) -> bool:
    """Whether one was copied from the other, or both from a third; True for equal ones.

    Two empty texts are equal.
    """
    import numpy as np

    shorter, longer = sorted((one, other), key=lambda body: len(body.shingles))
    if not len(longer.shingles):
        return True
    if len(shorter.shingles) < SHORTEST_SHARE * len(longer.shingles):
        return False
    shared = len(np.intersect1d(shorter.shingles, longer.shingles, assume_unique=True))
    needed = CONTAINMENT * len(shorter.shingles)
    if len(shorter.shingles) < FEWEST_RUNS:
        needed = 0.8 * (len(shorter.shingles) + len(longer.shingles) - shared)
    return 0 < shared >= needed and not _differ_in_numbers(one.numbers, other.numbers)


def _differ_in_numbers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether these are two issues of one form: the daily bulletin with new figures."""
    fewest = min(len(one), len(other))
    return fewest >= 3 and 2 * len(one & other) < fewest


def _buckets(bodies: Sequence[Body]) -> Iterator[list[int]]:
    """Sets of bodies that may be copies of one another, in a fixed order."""
    import numpy as np

    sizes = [len(body.shingles) for body in bodies]
    if not sum(sizes):
        return
    flat = np.concatenate([body.shingles for body in bodies])
    for keys in _band_keys(flat, sizes).T:
        yield from _with_equal_keys(keys, np.arange(len(bodies)))


def _band_keys(flat: Shingles, sizes: Sequence[int]) -> Shingles:
    """(bodies, BANDS): equal in a column for bodies that MinHash proposes as copies."""
    import numpy as np
    from rensa import RMinHash

    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, PERMUTATIONS, SEED)
    digests = np.array(matrix.to_rows(), dtype=np.uint64).reshape(len(sizes), BANDS, -1)
    # Each digest has 32 bits, so that the two of a band fill one number.
    return np.asarray(digests[:, :, 0] << np.uint64(32) | digests[:, :, 1])


def _with_equal_keys(keys: Shingles, owners: NDArray[np.intp]) -> Iterator[list[int]]:
    """The owners of each key that has several, ascending; every such set once."""
    import numpy as np

    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    ends = np.append(starts[1:], len(keys))
    several = ends - starts > 1
    buckets = {
        tuple(owners[start:end].tolist())
        for start, end in zip(starts[several], ends[several], strict=True)
    }
    yield from (list(bucket) for bucket in sorted(buckets))
