"""A ledger outlives what goes wrong around it: kill -9, a full disk, a server that goes away."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from tocsin.domain import Reading, Report
from tocsin.ledger.store import Ledger, Recorded, open_ledger
from tocsin.ledger.store.verifying import verify

NOON = datetime(2031, 4, 1, 12, tzinfo=UTC)
KILLING = Path(__file__).parents[2] / "benchmarks" / "interrupted.py"


def told(number: int) -> Reading:
    text = f"Nobody knows what number {number} means. " * 40
    return Reading(
        report=Report.make(origin=f"{number}.txt", text=text, published=date(2031, 4, 1))
    )


def test_killed_at_random_moments_and_started_again_it_is_the_same_ledger(address: str) -> None:
    asked = ("--reports", "40", "--kills", "4", "--address", address)
    done = subprocess.run(
        [sys.executable, str(KILLING), *asked], capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == 4
    assert found["ledgers_equal"] >= 1
    assert found["faults"] == 0


FILLER = """
import resource, signal, sys
from datetime import UTC, datetime
from tocsin.domain import InputError, Reading
from tocsin.ledger.store import open_ledger
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
recorded = 0
with open_ledger(sys.argv[1]) as ledger:
    try:
        for line in sys.stdin:
            reading = Reading.model_validate_json(line)
            ledger.record(reading, at=datetime(2031, 4, 1, tzinfo=UTC), reader="test")
            recorded += 1
    except InputError as error:
        print(recorded, error, sep="\\n")
"""


def test_on_a_full_disk_one_message_says_what_to_do_and_nothing_is_lost(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.sqlite")
    open_ledger(path, create=True).close()
    filled = subprocess.run(
        [sys.executable, "-c", FILLER, path],
        input="\n".join(told(number).model_dump_json() for number in range(1000)),
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    said = filled.stdout.splitlines()
    recorded, message = int(said[0]), said[1]
    assert len(said) == 2
    assert "Free some space and run the command again" in message
    with open_ledger(path) as ledger:  # there is room again
        assert ledger.count()["report"] == recorded
        assert verify(ledger).faults == ()
        outcomes = [
            ledger.record(told(number), at=NOON, reader="test") for number in range(recorded + 2)
        ]
        assert outcomes == [Recorded.KNOWN] * recorded + [Recorded.NEW] * 2


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[str], str]]:
    """A PostgreSQL server that a test may stop: the command that does, and its address."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        if os.environ.get("CI"):
            pytest.fail("there is no PostgreSQL server to start")
        pytest.skip("there is no PostgreSQL server to start")
    folder = tmp_path_factory.mktemp("server")
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_user = ["runuser", "-u", "postgres", "--"]
        for above in (folder, *folder.parents[:3]):
            if above != Path("/tmp"):
                above.chmod(0o755)
        shutil.chown(folder, "postgres")
    bin_, cluster, port = programs[-1].parent, folder / "cluster", _free_port()
    quiet = {"cwd": "/", "check": True, "capture_output": True, "timeout": 60}
    subprocess.run(
        [*as_user, str(bin_ / "initdb"), "-D", str(cluster), "-U", "tocsin", "-A", "trust",
         "--encoding", "UTF8", "--no-locale", "--no-sync"],
        **quiet,
    )  # fmt: skip
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    control = [*as_user, str(bin_ / "pg_ctl"), "-D", str(cluster), "-w", "-m", "immediate",
               "-l", str(folder / "log"), "-o", options]  # fmt: skip
    subprocess.run([*control, "start"], **quiet | {"capture_output": False})
    yield control, f"postgresql://tocsin@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "stop"], **quiet | {"check": False})


def _free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_server_started_anew_under_it_costs_nothing(own_server: tuple[list[str], str]) -> None:
    control, address = own_server
    with open_ledger(address, create=True) as ledger:
        ledger.record(told(0), at=NOON, reader="test")

        def restart() -> None:
            subprocess.run([*control, "restart"], cwd="/", check=True, timeout=60)

        restarting = threading.Thread(target=restart)
        restarting.start()
        number = 1
        while restarting.is_alive() or number < 20:
            ledger.record(told(number), at=NOON, reader="test")
            number += 1
            time.sleep(0.02)
        restarting.join()
        assert ledger.count()["report"] == number
        assert verify(ledger).faults == ()


def test_a_connection_cut_off_by_the_server_is_made_anew(ledger: Ledger) -> None:
    if ledger.engine.dialect.name != "postgresql":
        pytest.skip("a file has no connections to cut off")
    ledger.record(told(0), at=NOON, reader="test")
    with ledger.engine.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert ledger.record(told(1), at=NOON, reader="test") is Recorded.NEW
