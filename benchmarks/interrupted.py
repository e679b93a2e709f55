"""Whether a ledger survives being killed: `kill -9` at random moments of recording.

    python benchmarks/interrupted.py [--reports 500] [--kills 200] [--address ADDRESS]

Generated reports, read once, are recorded by a process that is killed at a random moment of its
work and started again, until so many kills are done; each time all has been recorded, the ledger
is compared with one that nobody disturbed (digest, lists of claims, `verify`) and a new one is
begun. address: of a PostgreSQL database whose tables may be dropped; else SQLite in a new folder.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from tocsin.desk import load
from tocsin.domain import Reading, Report
from tocsin.ledger.store import Ledger, open_ledger
from tocsin.ledger.store.verifying import verify

ACTORS = ("France", "Germany", "Poland", "Spain", "Italy", "Sweden", "Norway", "Greece")
ACTS = (
    "sent {n} soldiers to {b}",
    "accused {b} of firing {n} shells across the border",
    "signed a treaty with {b} on {n} ships",
    "closed {n} crossings with {b}",
)
NOW = datetime(2031, 4, 1, 12, tzinfo=UTC)


def generate(number: int) -> list[Report]:
    """So many reports of three sentences each, the same on every machine."""
    chance = random.Random(number)
    made = []
    for place in range(number):
        sentences = []
        for _ in range(3):
            one, other = chance.sample(ACTORS, 2)
            act = chance.choice(ACTS).format(n=chance.randrange(2, 900), b=other)
            sentences.append(f"{one} {act}, officials said.")
        made.append(
            Report.make(
                origin=f"{place}.txt",
                text=" ".join(sentences),
                source=f"Paper {place % 9}",
                published=date(2031, 1, 1) + timedelta(days=place % 90),
            )
        )
    return made


def record_all(address: str, file: str) -> None:
    """What the victim does."""
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    readings = [Reading.model_validate_json(line) for line in lines]
    with open_ledger(address, create=True) as ledger:
        for reading in readings:
            if not ledger.known([reading.report.id]):
                ledger.record(reading, at=NOW, reader="benchmark")


def told(ledger: Ledger) -> dict[str, object]:
    """What must not depend on being disturbed."""
    from tocsin.assess import recall

    claims = recall(ledger, desk=load("general"), as_of=date(2031, 12, 31)).claims
    found = verify(ledger)
    return {
        "digest": found.digest,
        "faults": found.faults,
        "claims": [claim.model_dump_json() for claim in claims],
    }


def kill_and_count(
    address: str, file: str, kills: int, expected: dict[str, object], seconds: float, seed: int
) -> tuple[int, int]:
    """(kills done, ledgers completed and found equal). Errors: SystemExit where one differs."""
    chance, context = random.Random(seed), multiprocessing.get_context("spawn")
    killed = completed = 0
    while killed < kills:
        victim = context.Process(target=record_all, args=(address, file))
        victim.start()
        victim.join(chance.uniform(0.1, seconds))
        if victim.is_alive():
            victim.kill()
            killed += 1
        victim.join()
        if victim.exitcode == 0:
            with open_ledger(address) as ledger:
                if told(ledger) != expected:
                    sys.exit("the disturbed ledger differs from the undisturbed one")
            completed += 1
            clear(address)
    record_all(address, file)
    with open_ledger(address) as ledger:
        if told(ledger) != expected:
            sys.exit("the disturbed ledger differs from the undisturbed one")
    return killed, completed + 1


def clear(address: str) -> None:
    """Make room for a new ledger."""
    if "://" not in address:
        for path in Path(address).parent.glob(f"{Path(address).name}*"):
            path.unlink()
        return
    with open_ledger(address) as ledger, ledger.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--address")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    from tocsin.reading import read

    with tempfile.TemporaryDirectory() as folder:
        readings = list(read(generate(asked.reports), desk=load("general")))
        file = Path(folder, "readings.jsonl")
        file.write_text("".join(f"{reading.model_dump_json()}\n" for reading in readings))
        calm = str(Path(folder, "calm.sqlite"))
        began = time.monotonic()
        record_all(calm, str(file))
        seconds = time.monotonic() - began
        with open_ledger(calm) as ledger:
            expected = told(ledger)
        address = asked.address or str(Path(folder, "disturbed.sqlite"))
        killed, completed = kill_and_count(
            address, str(file), asked.kills, expected, seconds + 3, asked.seed
        )
    print(
        json.dumps(
            {
                "reports": asked.reports,
                "kills": killed,
                "ledgers_equal": completed,
                "faults": len(expected["faults"]),  # type: ignore[arg-type]
                "undisturbed_seconds": round(seconds, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
