"""Posture from table rows: one row, one deployment, whatever the column is called."""

from __future__ import annotations

import re
from collections.abc import Callable

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
_BEFORE = re.compile(r"\bbefore|previous|earlier|formerly|until now|\bwas\b|\bwere\b", re.I)
_NOW = re.compile(r"\bnow\b|\bafter|current|today|at present|latest", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_LOSS = re.compile(r"cut|decrease|reduction|withdrawn|loss", re.I)
_SIGN = re.compile(r"\s*[+\-\u2212]")
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
    columns = _then_and_now(names)
    for what, pattern in (
        ("place", _PLACE),
        ("change", _CHANGE),
        ("equipment", _EQUIPMENT),
        ("actor", _ACTOR),
        ("total", _SUM),  # before "troops", which may hold what was added
        ("part", _TOTAL),
    ):
        for position, name in enumerate(names):
            if what not in columns and pattern.search(name) and position not in columns.values():
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
    change, total = _counts(_text(report, header.cells[columns.get("change", 0)]), cell)
    if not hits or (change is None and total is None and cell("equipment") is None):
        return None
    return Posture(
        id=derive_id("posture", report.id, row.start),
        actor=hits[0].senses[0].code,
        change=change,
        total=total,
        equipment=cell("equipment"),
        place=cell("place"),
        evidence=(Evidence.cite(report, row.start, row.end),),
    )


def _then_and_now(names: list[str]) -> dict[str, int]:
    """ "Troops in 2022 | Troops in 2024", "Before | Now": columns of two states of one thing."""
    years = {
        at: int(found[0])
        for at, name in enumerate(names)
        if (found := _YEAR.search(name)) and not _CHANGE.search(name)
    }
    if len(years) > 1:
        first, last = (pick(years, key=lambda at: years[at]) for pick in (min, max))
        return {"before": first, "total": last}
    before = next((at for at, name in enumerate(names) if _BEFORE.search(name)), None)
    now = next((at for at, name in enumerate(names) if _NOW.search(name) and at != before), None)
    return {} if before is None or now is None else {"before": before, "total": now}


def _counts(heading: str, cell: Callable[[str], str | None]) -> tuple[int | None, int | None]:
    """Change and total of a row; heading: what stands over its change, if anything does."""
    total, before = _number(cell("total")), _number(cell("before"))
    if total is not None and before is not None:
        return total - before, total
    change = _number(cell("change"))
    stated = cell("change") or cell("part") or ""
    if change is None and _SIGN.match(cell("part") or ""):
        return _number(cell("part")), total
    if change is None:
        signed = total is not None and _SIGN.match(cell("total") or "")
        return (total, None) if signed else (None, total)
    if not re.search(r"[+\-\u2212]", stated) and not _CHANGE.search(heading):
        return None, change
    return (-change if change > 0 and _LOSS.search(heading) else change), total


def _number(text: str | None) -> int | None:
    return parse_number(text) if text else None
