"""How long the claims of a new report take to join in a large ledger.

    python benchmarks/claims.py [--statements 100000] [--reports 60] [--folder DIR]

Generated reports of ten statements each fill a ledger in SQLite: two in three statements tell
something that nobody else tells, the others retell one of so many earlier tellings, some in other
words, some with another figure. Most are written straight into the tables, with keys but without
comparing them, since what is measured is joining and not filling; the claims of the last reports
are joined as `add` does it, each in a transaction. Printed: median and 95th percentile per report,
the same for a plain insert of as many rows into an indexed table of as many rows, their ratio, and
the most memory that the process held. Vectors are those of the encoder.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Column, Integer, MetaData, Table, Text, insert

from tocsin.domain import (
    Attribution,
    Evidence,
    Reading,
    Report,
    SpeechAct,
    Statement,
    derive_id,
)
from tocsin.ledger.blocking import keys_of
from tocsin.ledger.claims import claim_id_of
from tocsin.ledger.meaning import sentence_vectors, warm_up
from tocsin.ledger.profiles import profiles_in
from tocsin.ledger.store import Ledger, open_ledger, schema
from tocsin.ledger.store.address import writing_to
from tocsin.ledger.store.claims import join_claims
from tocsin.ledger.store.claims_profile import pack_profile

PER_REPORT = 10
REPORTS_A_DAY = 200
RETOLD = 1 / 3
ACTORS = {
    "ARV": "Arvia", "BOR": "Borland", "HAL": "Halmark", "VES": "Vestria", "OND": "Ondria",
    "CAR": "Cardony", "DOR": "Doria", "LUM": "Lumeria", "KES": "Kestria", "NOR": "Norland",
}  # fmt: skip
VERBS = (
    "shelled", "moved", "withdrew", "captured", "blocked", "supplied", "inspected", "bombed",
    "evacuated", "repaired", "mined", "searched", "closed", "reopened", "fortified", "abandoned",
)  # fmt: skip
THINGS = (
    "howitzers", "soldiers", "trucks", "drones", "tankers", "barges", "engineers", "reservists",
    "missiles", "observers", "prisoners", "refugees", "generators", "helicopters", "patrols",
    "stoves", "radars", "rockets", "bridges", "depots", "warehouses", "ferries", "trenches",
)  # fmt: skip
CONSONANTS, VOWELS = "bdfghklmnprstvz", "aeiou"
ENDS = ("va", "ter", "na", "holm", "ford", "mere", "stad", "burg", "wick", "ow")


class Told(NamedTuple):
    """What a statement is made of, so that it can be told again."""

    actor: str
    other: str
    verb: str
    thing: str
    figure: int
    place: str


def towns(rng: random.Random, count: int = 3000) -> list[str]:
    """Invented names."""
    return [
        "".join(rng.choice(letters) for letters in (CONSONANTS, VOWELS) * 2).capitalize()
        + rng.choice(ENDS)
        for _ in range(count)
    ]


TOWNS = towns(random.Random(1919))


def place_of(rng: random.Random) -> str:
    """A town; some are told of much more often than others."""
    return TOWNS[int(len(TOWNS) * rng.random() ** 2)]


def invent(rng: random.Random) -> Told:
    """Something new."""
    actor, other = rng.sample(sorted(ACTORS), 2)
    figure = rng.choice((2, 3, 12, 40, 60, 150, 300, 400, 1200, 4000, 9000))
    return Told(actor, other, rng.choice(VERBS), rng.choice(THINGS), figure, place_of(rng))


def retell(rng: random.Random, told: Told) -> Told:
    """The same again, one time in six with another figure."""
    return told._replace(figure=told.figure * 10) if rng.random() < 1 / 6 else told


def words_of(rng: random.Random, told: Told) -> str:
    """A sentence."""
    actor, other = ACTORS[told.actor], ACTORS[told.other]
    forms = (
        f"{actor} {told.verb} {told.figure:,} {told.thing} near {told.place} in {other}",
        f"{told.figure:,} {told.thing} were {told.verb} by {actor} near {told.place} in {other}",
        f"Near {told.place} in {other}, {actor} {told.verb} {told.figure:,} {told.thing} at dawn",
    )
    return rng.choice(forms)


def readings(rng: random.Random, count: int) -> Iterator[Reading]:
    """So many reports, ten statements each, of some hundred papers."""
    recent: list[Told] = []
    for number in range(count):
        said: list[Told] = []
        for _ in range(PER_REPORT):
            again = recent and rng.random() < RETOLD
            said.append(retell(rng, rng.choice(recent)) if again else invent(rng))
        recent = (recent + said)[-20 * REPORTS_A_DAY :]
        yield reading_of(rng, number, said)


def reading_of(rng: random.Random, number: int, said: Sequence[Told]) -> Reading:
    """One report."""
    texts = [words_of(rng, told) for told in said]
    report = Report.make(
        origin=f"{number}.txt",
        text=". ".join(texts),
        source=f"Paper {rng.randrange(100)}",
        published=date(2031, 1, 1) + timedelta(days=number // REPORTS_A_DAY),
    )
    statements = tuple(
        Statement(
            id=derive_id("statement", report.id, place),
            attribution=Attribution.NONE,
            speech_act=SpeechAct.ASSERTED,
            text=text,
            about=(told.actor, told.other),
            evidence=(Evidence(report=report.id, start=0, end=len(text), quote=text),),
        )
        for place, (told, text) in enumerate(zip(said, texts, strict=True))
    )
    return Reading(report=report, statements=statements)


def fill(ledger: Ledger, found: Sequence[Reading], first: int) -> None:
    """Write statements and keys without comparing."""
    statements, keys = [], []
    number = first
    for reading in found:
        for profile in profiles_in(reading):
            number += 1
            claim = claim_id_of(profile.id)
            statements.append(
                {
                    "number": number, "id": profile.id, "report": profile.report, "claim": claim,
                    "own_claim": claim, "place": 0, "profile": pack_profile(profile),
                }
            )  # fmt: skip
            keys += [{"key": key, "statement": number} for key in keys_of(profile).borne]
    with writing_to(ledger.engine, ledger.address) as connection:
        connection.execute(insert(schema.statement), statements)
        connection.execute(insert(schema.statement_key), keys)


def timed_joins(ledger: Ledger, found: Sequence[Reading]) -> tuple[list[float], list[float]]:
    """Milliseconds for the claims of each report: by the clock, and of work on any core.

    The second says more where others use the machine, too.
    """
    taken, worked = [], []
    for reading in found:
        start, busy = time.perf_counter(), time.process_time()
        with writing_to(ledger.engine, ledger.address) as connection:
            join_claims(connection, reading, similar=sentence_vectors)
        taken.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - busy))
    return taken, worked


def timed_inserts(ledger: Ledger, rows: int, reports: int, rng: random.Random) -> list[float]:
    """Milliseconds for a plain insert of a report's statements into an indexed table."""
    plain = Table(
        "plain",
        MetaData(),
        Column("number", Integer, primary_key=True),
        Column("key", Text, nullable=False, index=True),
        Column("text", Text, nullable=False),
    )
    taken = []
    with writing_to(ledger.engine, ledger.address) as connection:
        plain.create(connection)
    for start in range(0, rows, 10_000):
        with writing_to(ledger.engine, ledger.address) as connection:
            connection.execute(insert(plain), _rows(rng, min(10_000, rows - start)))
    for _ in range(reports):
        added = _rows(rng, PER_REPORT)
        began = time.perf_counter()
        with writing_to(ledger.engine, ledger.address) as connection:
            connection.execute(insert(plain), added)
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def _rows(rng: random.Random, count: int) -> list[dict[str, object]]:
    return [{"key": f"{rng.getrandbits(64):016x}", "text": "x" * 80} for _ in range(count)]


def main() -> None:
    """Fill, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--statements", type=int, default=100_000)
    asked.add_argument("--reports", type=int, default=60)
    asked.add_argument("--folder", type=Path, default=None)
    given = asked.parse_args()
    rng = random.Random(1914)
    warm_up()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        path = Path(folder) / "ledger.sqlite"
        with open_ledger(path, create=True) as ledger:
            stream = readings(rng, given.statements // PER_REPORT + given.reports)
            filled = 0
            while filled < given.statements:
                part = [next(stream) for _ in range(min(500, given.statements // PER_REPORT))]
                fill(ledger, part, filled)
                filled += len(part) * PER_REPORT
            joined, worked = timed_joins(ledger, list(stream)[: given.reports])
            size = path.stat().st_size / 1e6
            plain = timed_inserts(ledger, given.statements, given.reports, rng)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    middle, base = statistics.median(joined), statistics.median(plain)
    tail = statistics.quantiles(joined, n=20)[-1]
    print(f"statements in the ledger    {filled:,}, {size:,.0f} MB")
    print(f"claims of a new report      median {middle:.1f} ms, 95 % under {tail:.1f} ms")
    print(f"  work on all cores         median {statistics.median(worked):.1f} ms")
    print(f"plain indexed insert        median {base:.2f} ms; ratio {middle / base:.1f}")
    print(f"most memory                 {memory:,.0f} MB")


if __name__ == "__main__":
    main()
