"""The PLOVER codebook: what each type and mode means, how hostile it is, and CAMEO.

codebook() gives the one Codebook, read from data/plover.toml and data/cameo.csv,
whose heads name their sources.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from tocsin.domain.errors import KnowledgeError, UsageError
from tocsin.domain.event import EventType, Quad
from tocsin.knowledge.frames import DATA, rows_of


class Mode(NamedTuple):
    """A manner of a type. cameo: the code that stands for it, None where CAMEO has none."""

    name: str
    definition: str
    intensity: float
    cameo: str | None
    note: str


class TypeEntry(NamedTuple):
    """One of the sixteen types. modes: by name, in the order of the codebook."""

    type: EventType
    quad: Quad
    intensity: float
    definition: str
    cameo: str
    modes: Mapping[str, Mode]
    note: str


class CameoReading(NamedTuple):
    """What a CAMEO code is in PLOVER.

    type: None for bare statements (01), which PLOVER does not code. goldstein:
    the code's own value, -10 to 10. published: False where the conversion
    table of the PLOVER project has no row and this one is ours.
    """

    type: EventType | None
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float
    published: bool


class Codebook(NamedTuple):
    """PLOVER as data: types, contexts, and CAMEO codes in their order."""

    types: Mapping[EventType, TypeEntry]
    contexts: Mapping[str, str]
    cameo: Mapping[str, CameoReading]

    def quad(self, type_: EventType | str) -> Quad:
        """Verbal or material, cooperation or conflict."""
        return self.types[EventType(type_)].quad

    def intensity(self, type_: EventType | str, mode: str | None = None) -> float:
        """Goldstein-scale intensity, -10 to 10, of a mode or of the type at large.

        Raises UsageError when the type has no such mode.

        >>> codebook().intensity("ASSAULT", "heavy-weapons")
        -10.0
        """
        entry = self.types[EventType(type_)]
        return entry.intensity if mode is None else _mode_of(entry, mode).intensity

    def from_cameo(self, code: str) -> CameoReading:
        """What a CAMEO code is in PLOVER; "19" is read as "190".

        Raises UsageError for a code CAMEO does not have.

        >>> codebook().from_cameo("0871").mode
        'ceasefire'
        """
        reading = self.cameo.get(code) or (self.cameo.get(code + "0") if len(code) == 2 else None)
        if reading is None:
            raise UsageError(
                f"unknown CAMEO code {code!r}; codes have two to four digits from 01 to 2042, "
                "leading zeros kept"
            )
        return reading

    def to_cameo(
        self, type_: EventType | str, mode: str | None = None, contexts: tuple[str, ...] = ()
    ) -> str:
        """The CAMEO code that stands for a type, mode and contexts.

        The first code whose contexts are the very ones given, else the
        representative of the mode, else of the type.

        >>> codebook().to_cameo("AID", contexts=("military",))
        '072'
        """
        wanted = (EventType(type_), mode, tuple(sorted(contexts)))
        entry = self.types[wanted[0]]
        fallback = entry.cameo if mode is None else _mode_of(entry, mode).cameo or entry.cameo
        return _codes_by_meaning().get(wanted, fallback) if contexts else fallback


def _mode_of(entry: TypeEntry, mode: str) -> Mode:
    try:
        return entry.modes[mode]
    except KeyError:
        there = ", ".join(entry.modes) or "none"
        raise UsageError(f"{entry.type} has no mode {mode!r}; there are: {there}") from None


@cache
def _codes_by_meaning() -> dict[tuple[EventType, str | None, tuple[str, ...]], str]:
    found: dict[tuple[EventType, str | None, tuple[str, ...]], str] = {}
    for code, reading in codebook().cameo.items():
        if reading.type is not None and reading.published:
            meaning = (reading.type, reading.mode, tuple(sorted(reading.contexts)))
            found.setdefault(meaning, code)
    return found


@cache
def codebook() -> Codebook:
    """The codebook, read once.

    Raises KnowledgeError when a table contradicts itself.
    """
    with (DATA / "plover.toml").open("rb") as table:
        raw = tomllib.load(table)
    cameo = _read_cameo()
    types = {
        EventType(name): _type_entry(EventType(name), row, cameo)
        for name, row in raw["types"].items()
    }
    missing = [type_ for type_ in EventType if type_ not in types]
    if missing:
        raise KnowledgeError(f"plover.toml: no entry for {', '.join(missing)}")
    return Codebook(types, raw["contexts"], cameo)


def _read_cameo() -> dict[str, CameoReading]:
    return {
        row["code"]: CameoReading(
            EventType(row["type"]) if row["type"] else None,
            row["mode"] or None,
            tuple(row["contexts"].split(";")) if row["contexts"] else (),
            float(row["goldstein"]),
            row["origin"] == "published",
        )
        for row in rows_of("cameo.csv")
    }


def _type_entry(
    type_: EventType, row: Mapping[str, Any], cameo: Mapping[str, CameoReading]
) -> TypeEntry:
    modes = {
        name: Mode(
            name,
            mode["definition"],
            _intensity(f"{type_} {name}", mode, cameo),
            mode.get("cameo"),
            mode.get("note", ""),
        )
        for name, mode in row.get("modes", {}).items()
    }
    return TypeEntry(
        type_,
        Quad(row["quad"]),
        _intensity(type_, row, cameo),
        row["definition"],
        row["cameo"],
        modes,
        row.get("note", ""),
    )


def _intensity(what: str, row: Mapping[str, Any], cameo: Mapping[str, CameoReading]) -> float:
    """The intensity written in the row, else that of its CAMEO code."""
    if "intensity" in row:
        return float(row["intensity"])
    if row.get("cameo") not in cameo:
        raise KnowledgeError(f"plover.toml: {what} has neither intensity nor a known CAMEO code")
    return cameo[row["cameo"]].goldstein
