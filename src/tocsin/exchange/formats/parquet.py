"""Parquet: one file for each kind of thing, for DuckDB, Polars, Spark, R.

Columns are the fields of the vocabulary under their own names; a list is a
list, evidence a list of structs. Written and read through DuckDB.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import ValidationError

from tocsin.domain import ActorMention, Claim, Item, Record, Report, Unread
from tocsin.exchange.excerpts import in_short
from tocsin.exchange.lines import to_lines
from tocsin.exchange.luggage import blanks
from tocsin.exchange.registry import Arrived, Holdings, form
from tocsin.exchange.sorting import FIELDS, MODELS, readings_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLES: Mapping[str, type[Record]] = {
    "reports": Report,
    **{FIELDS[kind]: model for kind, model in MODELS.items()},
    "claims": Claim,
}
_MENTIONS = "mentions"
"""Which report names whom how often: an ActorMention with the report before it."""

MOST_BYTES = 64_000_000
"""Of one row as JSON: several times what the longest report takes."""

_SCALARS: Mapping[type, str] = {
    str: "VARCHAR",
    bool: "BOOLEAN",
    int: "BIGINT",
    float: "DOUBLE",
    dt.date: "DATE",
    dt.datetime: "TIMESTAMP WITH TIME ZONE",
}


def recognise(path: Path, head: bytes) -> bool:
    """A folder with tables of ours, or one of those files."""
    if path.is_dir():
        return (path / "reports.parquet").exists()
    return head.startswith(b"PAR1") and path.name == "reports.parquet"


def write(holdings: Holdings) -> Mapping[str, bytes]:
    """A file for each table, also for an empty one, so that queries find its columns."""
    assessment, readings = holdings.assessment, holdings.readings
    rows: dict[str, Iterable[Record]] = {
        "reports": [reading.report for reading in readings],
        "claims": assessment.claims,
    }
    for field in FIELDS.values():
        rows[field] = [item for reading in readings for item in getattr(reading, field)]
    tables = {name: [row.model_dump(mode="json") for row in rows[name]] for name in _TABLES}
    tables[_MENTIONS] = [
        {"report": reading.report.id, **mention.model_dump(mode="json")}
        for reading in readings
        for mention in reading.mentions
    ]
    with TemporaryDirectory() as folder, _connection() as connection:
        return {
            f"{name}.parquet": _packed(connection, Path(folder), columns_of(name), table)
            for name, table in tables.items()
        }


def _connection() -> DuckDBPyConnection:
    import duckdb

    # One thread: the order of row groups, and so the bytes, must not hang on the machine.
    return duckdb.connect(config={"threads": 1, "preserve_insertion_order": True})


def _packed(
    connection: DuckDBPyConnection,
    folder: Path,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
) -> bytes:
    lines, packed = folder / "rows.jsonl", folder / "rows.parquet"
    lines.write_bytes(to_lines(rows))
    typed = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in columns.items())
    connection.execute(
        f"COPY (SELECT * FROM read_json({_quoted(lines)}, format = 'newline_delimited', "  # noqa: S608
        f"maximum_object_size = {MOST_BYTES}, columns = {{{typed}}})) "
        f"TO {_quoted(packed)} (FORMAT parquet, COMPRESSION zstd)"
    )
    return packed.read_bytes()


def _quoted(text: object) -> str:
    """As a literal of SQL: file names and our own column names."""
    return "'" + str(text).replace("'", "''") + "'"


def columns_of(table: str) -> dict[str, str]:
    """The columns of a table with their types.

    >>> columns_of("mentions")["mentions"], columns_of("posture")["date"]
    ('BIGINT', 'DATE')
    """
    if table == _MENTIONS:
        return {"report": "VARCHAR", **_columns(ActorMention)}
    return _columns(_TABLES[table])


def _columns(model: type[Record]) -> dict[str, str]:
    return {name: _type(field.annotation) for name, field in model.model_fields.items()}


def _type(annotation: Any) -> str:
    """The column type of a field; None may stand in any column."""
    if get_origin(annotation) in (Union, types.UnionType):
        (inner,) = [part for part in get_args(annotation) if part is not type(None)]
        return _type(inner)
    if get_origin(annotation) is tuple:
        return f"{_type(get_args(annotation)[0])}[]"
    if issubclass(annotation, Record):
        inside = ", ".join(f'"{name}" {kind}' for name, kind in _columns(annotation).items())
        return f"STRUCT({inside})"
    return "VARCHAR" if issubclass(annotation, StrEnum) else _SCALARS[annotation]


def read(path: Path) -> Iterator[Arrived]:
    """The readings in a folder of tables; one that is missing is as if it were empty."""
    folder = path if path.is_dir() else path.parent
    with _connection() as connection:
        reports: list[Report] = []
        items: list[Item] = []
        mentions: dict[str, list[ActorMention]] = {}
        tables: Mapping[str, type[Record]] = {**_TABLES, _MENTIONS: ActorMention}
        for name, model in tables.items():
            if model is Claim:  # gathered anew from the statements
                continue
            for place, row in _rows(connection, folder / f"{name}.parquet", name):
                if isinstance(row, Unread):
                    yield row
                    continue
                report = row.pop("report", "") if name == _MENTIONS else ""
                try:
                    found = model.model_validate({**blanks(model), **row})
                except ValidationError as error:
                    reason = f"is not one of the {name}: {in_short(error)}."
                    yield Unread(origin=place, reason=reason, remedy="Export it again.")
                    continue
                if isinstance(found, Report):
                    reports.append(found)
                elif isinstance(found, ActorMention):
                    mentions.setdefault(report, []).append(found)
                elif isinstance(found, Item):
                    items.append(found)
    known = {report.id for report in reports}
    for item in items:
        if not item.evidence or item.evidence[0].report not in known:
            yield Unread(
                origin=f"{folder}, {item.id}",
                reason="stands on a report that is not in reports.parquet.",
                remedy="Export the tables together.",
            )
    for reading in readings_of(reports, items):
        named = tuple(mentions.get(reading.report.id, ()))
        yield reading.model_copy(update={"mentions": named})


def _rows(
    connection: DuckDBPyConnection, file: Path, table: str
) -> Iterator[tuple[str, dict[str, Any] | Unread]]:
    import duckdb

    if not file.exists():
        return
    try:
        source = f"FROM read_parquet({_quoted(file)})"
        there = [row[0] for row in connection.execute(f"DESCRIBE {source}").fetchall()]
        # Columns of a newer Tocsin, or of somebody's own, are passed over.
        names = [name for name in columns_of(table) if name in there]
        if not names:
            reason = f"has no column of the {table}."
            yield str(file), Unread(origin=str(file), reason=reason, remedy="Export it again.")
            return
        chosen = ", ".join(f'"{name}"' for name in names)
        result = connection.execute(f"SELECT {chosen} {source}")
        number = 0
        while rows := result.fetchmany(1000):
            for row in rows:
                number += 1
                values = zip(names, row, strict=True)
                yield f"{file}, row {number}", {k: v for k, v in values if v is not None}
    except duckdb.Error as error:
        reason = f"cannot be read as Parquet: {str(error).splitlines()[0]}."
        yield str(file), Unread(origin=str(file), reason=reason, remedy="Export it again.")


form(
    "parquet",
    label="Parquet, a file for each kind",
    read=read,
    recognise=recognise,
    folder=True,
)(write)
