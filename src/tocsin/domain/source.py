"""Sources: the houses behind feeds and hosts, and what their word has been worth."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from tocsin.domain.admiralty import Reliability
from tocsin.domain.base import Record


class HouseKind(StrEnum):
    """What sort of publisher; AGENCY: its texts are printed by others.

    AGGREGATOR: carries the texts of others. PLATFORM: anybody may publish there.
    """

    AGENCY = "agency"
    PRESS = "press"
    BROADCASTER = "broadcaster"
    ONLINE = "online"
    INSTITUTE = "institute"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    AGGREGATOR = "aggregator"
    PLATFORM = "platform"


class JudgedBy(StrEnum):
    """Where the reliability in force comes from.

    REPORT: the reports came with it, from another ledger, say. NONE: nobody has judged.
    """

    DESK = "desk"
    REPORT = "report"
    NONE = "none"


class Interval(Record):
    """Where a share lies with a probability of 90 %: 0 <= low <= high <= 1."""

    low: float
    high: float


class SourceRecord(Record):
    """One source, and how its claims fared that nobody else made when it made them.

    name: of the house, as the desk or the table of houses calls it. house: its key,
    the same in every ledger of one desk, by which origins are told apart. kind: None
    where the table does not know it. also: the names under which its reports came
    (feeds, sections, hosts).
    reports: how many it published. reprints: how many of these are copies or credited
    to somebody else. carried: reports of other houses whose text is its own.
    reliability: the one in force. judged_by: where that comes from.
    corroborated, contradicted: of its claims, how many independent origins later
    confirmed or denied, by the rule in `ledger.sources.earned`. open: how many nobody
    settled. interval: of the share corroborated among those settled, 90 % credible with
    Jeffreys' prior; from 0.006 to 0.994 where nothing is settled. suggested: what the
    published rule would make of it, F where too little is settled; never in force
    unless the desk says so.
    """

    name: str
    house: str
    kind: HouseKind | None = None
    also: tuple[str, ...] = ()
    reports: int = 0
    reprints: int = 0
    carried: int = 0
    reliability: Reliability = Reliability.F
    judged_by: JudgedBy = JudgedBy.NONE
    corroborated: int = Field(default=0, ge=0)
    contradicted: int = Field(default=0, ge=0)
    open: int = Field(default=0, ge=0)
    interval: Interval
    suggested: Reliability = Reliability.F
