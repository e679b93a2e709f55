"""Statements from any number of reports that say the same thing."""

from __future__ import annotations

import datetime as dt  # not `date`: the field of that name would hide it
from enum import StrEnum

from tocsin.domain.base import Record
from tocsin.domain.report import ReportId


class Standing(StrEnum):
    """How a claim stands with its sources."""

    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    SINGLE_SOURCE = "single-source"
    ANONYMOUS = "anonymous"


class Step(StrEnum):
    """What one statement does for a claim.

    CORROBORATED: the first statement of a further independent origin.
    DISPUTED: says something else of it (another number, day or author)
    without denying it.
    """

    FIRST_SAID = "first said"
    REPEATED = "repeated"
    CORROBORATED = "corroborated"
    DENIED = "denied"
    DISPUTED = "disputed"


class ClaimStep(Record):
    """One statement in the history of a claim, for it or against it.

    date: day of publication, None where the report has none. origin: who
    first published it. speaker: whose words they are, None for the report's
    own. statement: of a statement, or of an act told without one.
    """

    date: dt.date | None = None
    report: ReportId
    origin: str
    speaker: str | None = None
    statement: str
    step: Step


class Claim(Record):
    """What one or more reports say, and how well it stands.

    id: follows from the statement that was published first, so that it stays
    while the claim grows. grade: both Admiralty axes, reliability of the best
    source and credibility of the claim, e.g. "C3". sources: number of
    independent origins; copies of one wire count once. origins: their names.
    statements, contradicts: identifiers of statements and of claims that say
    otherwise. events: acts that a report tells of without a statement that
    would say so. disagreement: what the contradiction is about, in the words
    of both sides ("4,000 (Northern Wire) against 400 (Marenza Gazette)"),
    empty where there is none. first_said: None where no report has a date.
    history: every statement for it and against it, in the order of
    publication.
    """

    id: str
    text: str
    standing: Standing
    grade: str
    sources: int
    origins: tuple[str, ...] = ()
    statements: tuple[str, ...]
    events: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    disagreement: str = ""
    first_said: dt.date | None = None
    history: tuple[ClaimStep, ...] = ()
