"""Reading spread over cores, in order, with flat memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from tocsin.desk import Desk
from tocsin.domain import Reading, Report
from tocsin.reading.pipeline import Reader

# Reports per task: few enough for an even load, enough to pay for the hand-over.
CHUNK = 8

_reader: Reader | None = None


def read(reports: Iterable[Report], *, desk: Desk, processes: int = 1) -> Iterator[Reading]:
    """A Reading for each report, in the order given, as soon as it is ready.

    processes: worker processes; 1 reads in this one. Reports are drawn only a
    few chunks ahead, so that memory does not grow with their number.
    """
    if processes <= 1:
        yield from Reader(desk).read(reports)
        return
    # Imported here: starting a pool is only for those who ask for one.
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    stream = iter(reports)
    waiting: deque[Future[list[Reading]]] = deque()
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_start, initargs=(desk,)
    ) as pool:
        while chunk := list(islice(stream, CHUNK)):
            waiting.append(pool.submit(_read_chunk, chunk))
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _start(desk: Desk) -> None:
    global _reader  # one parser per worker, not one per chunk
    _reader = Reader(desk)


def _read_chunk(reports: list[Report]) -> list[Reading]:
    if _reader is None:
        raise RuntimeError("a worker was used before it was started")
    return list(_reader.read(reports))
