"""Statements from any number of reports that say the same thing."""

from __future__ import annotations

from enum import StrEnum

from tocsin.domain.base import Record


class Standing(StrEnum):
    """How a claim stands with its sources."""

    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    SINGLE_SOURCE = "single-source"
    ANONYMOUS = "anonymous"


class Claim(Record):
    """What one or more reports say, and how well it stands.

    grade: both Admiralty axes, reliability of the best source and credibility
    of the claim, e.g. "C3". sources: number of independent origins; copies of
    one wire count once. origins: their names. statements, contradicts:
    identifiers of statements and of claims that say otherwise.
    """

    id: str
    text: str
    standing: Standing
    grade: str
    sources: int
    origins: tuple[str, ...] = ()
    statements: tuple[str, ...]
    contradicts: tuple[str, ...] = ()
