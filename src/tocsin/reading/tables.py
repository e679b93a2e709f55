"""Posture from table rows: one row, one deployment, whatever the column is called."""

from __future__ import annotations

import re

from tocsin.domain import Block, BlockKind, Cell, Evidence, Posture, Report, derive_id
from tocsin.knowledge.names import Gazetteer
from tocsin.reading.numbers import parse_number

_ACTOR = re.compile(r"member|countr|state|nation|actor|party|ally|force of|government|side", re.I)
_CHANGE = re.compile(
    r"increase|change|additional|added|reinforce|new|plus|\+|growth|decrease|cut", re.I
)
_TOTAL = re.compile(
    r"troop|soldier|personnel|strength|total|number|brigade|battalion|regiment|division|forces?\b|deployed|deployment|men\b|units?\b",
    re.I,
)
_SUM = re.compile(r"\btotal\b|overall|altogether|in all\b|afterwards|resulting", re.I)
_EQUIPMENT = re.compile(
    r"equipment|weapon|material|materiel|assets?|systems?|hardware|vehicles?|arms", re.I
)
_PLACE = re.compile(
    r"deployed (?:to|in|at)|place|location|where|area|region|site|base\b|sector|position", re.I
)
_FORCE_TABLE = re.compile(
    r"troop|soldier|\bforces?\b|deploy|personnel|equipment|weapon|military|brigade|battalion|army|strength",
    re.I,
)


def read_tables(report: Report, gazetteer: Gazetteer) -> tuple[Posture, ...]:
    """Posture from every table of a report whose header speaks of forces."""
    headers: dict[int | None, Block] = {}
    found: list[Posture] = []
    for block in report.blocks:
        if block.kind is BlockKind.TABLE_HEADER:
            headers.setdefault(block.table, block)
        elif block.kind is BlockKind.TABLE_ROW and block.table in headers:
            posture = _read_row(report, gazetteer, headers[block.table], block)
            if posture is not None:
                found.append(posture)
    return tuple(found)


def _text(report: Report, cell: Cell) -> str:
    return report.text[cell.start : cell.end]


def _columns(report: Report, header: Block) -> dict[str, int]:
    """Which column holds what; the first that fits wins, and one column holds one thing."""
    names = [_text(report, cell) for cell in header.cells]
    if not _FORCE_TABLE.search(" ".join(names)):
        return {}
    columns: dict[str, int] = {}
    for what, pattern in (
        ("place", _PLACE),
        ("change", _CHANGE),
        ("equipment", _EQUIPMENT),
        ("actor", _ACTOR),
        ("total", _SUM),  # before "troops", which may hold what was added
        ("part", _TOTAL),
    ):
        for position, name in enumerate(names):
            if pattern.search(name) and position not in columns.values():
                columns[what] = position
                break
    if "part" in columns and "total" not in columns:
        columns["total"] = columns.pop("part")
    columns.setdefault("actor", 0)
    return columns


def _read_row(report: Report, gazetteer: Gazetteer, header: Block, row: Block) -> Posture | None:
    columns = _columns(report, header)
    if not columns:
        return None

    def cell(what: str) -> str | None:
        position = columns.get(what)
        if position is None or position >= len(row.cells):
            return None
        return _text(report, row.cells[position]) or None

    name = cell("actor")
    hits = gazetteer.scan(name) if name else []
    change = _number(cell("change"))
    if change is None and re.match(r"\s*[+\-\u2212]", cell("part") or ""):
        change = _number(cell("part"))
    total = _number(cell("total"))
    if not hits or (change is None and total is None and cell("equipment") is None):
        return None
    stated = cell("change") or cell("part") or ""
    if (
        change is not None
        and "change" in columns
        and not re.search(r"[+\-\u2212]", stated)
        and not _CHANGE.search(_text(report, header.cells[columns["change"]]))
    ):
        change, total = None, change
    if total is not None and change is None and re.match(r"\s*[+\-\u2212]", cell("total") or ""):
        change, total = total, None
    if change is not None and "change" in columns and change > 0:
        named = _text(report, header.cells[columns["change"]])
        if re.search(r"cut|decrease|reduction|withdrawn|loss", named, re.I):
            change = -change
    return Posture(
        id=derive_id("posture", report.id, row.start),
        actor=hits[0].senses[0].code,
        change=change,
        total=total,
        equipment=cell("equipment"),
        place=cell("place"),
        evidence=(Evidence.cite(report, row.start, row.end),),
    )


def _number(text: str | None) -> int | None:
    return parse_number(text) if text else None
