"""Short ways to write reports with statements, and ledgers to test with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text as sql

from tocsin.domain import Evidence, Reading, Report, Statement, derive_id
from tocsin.ledger.store import Ledger, open_ledger
from tocsin.ledger.store.address import connect

Telling = Callable[..., Reading]

SERVER = os.environ.get("TOCSIN_TEST_POSTGRES", "")


@pytest.fixture(scope="session")
def telling() -> Telling:
    """`telling("Gazette", "Arvia crossed the river.", about="ARV")`: one report, one statement.

    More statements follow as dicts: text and fields of `Statement`. report:
    fields of the report. Without a publisher the report is a bare file.
    """

    def tell(
        publisher: str | None,
        text: str,
        *more: dict[str, Any],
        report: dict[str, Any] | None = None,
        **fields: Any,
    ) -> Reading:
        said = [{"text": text, **fields}, *more]
        body = "\n".join(each["text"] for each in said)
        given: dict[str, Any] = {"origin": f"{publisher or body[:12]}.txt", "source": publisher}
        of = Report.make(text=body, **given | (report or {}))
        return Reading(report=of, statements=tuple(statement(of, **each) for each in said))

    def statement(of: Report, *, text: str, about: str = "", **fields: Any) -> Statement:
        start = of.text.index(text)
        values = {
            "attribution": "named" if fields.get("speaker") else "none",
            "speech_act": "asserted",
            "about": tuple(about.split()),
            "negated": " not " in text,
            "evidence": (Evidence.cite(of, start, start + len(text)),),
        } | fields
        return Statement(id=derive_id("statement", of.id, start, str(fields)), text=text, **values)

    return tell


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a ledger can be made; of its own, and gone after the test."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.sqlite")
        return
    if not SERVER:
        if os.environ.get("CI"):
            pytest.fail("TOCSIN_TEST_POSTGRES names no PostgreSQL server")
        pytest.skip("TOCSIN_TEST_POSTGRES names no PostgreSQL server")
    name = f"tocsin_{uuid4().hex[:12]}"
    server = connect(SERVER).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sql(f"CREATE DATABASE {name}"))
    yield server.url.set(database=name, drivername="postgresql").render_as_string(
        hide_password=False
    )
    with server.connect() as connection:
        connection.execute(sql(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """An empty ledger."""
    with open_ledger(address, create=True) as opened:
        yield opened
