"""What may come, per horizon, and what a settlement could look like."""

from __future__ import annotations

from tocsin.domain.actor import ActorCode
from tocsin.domain.base import Record
from tocsin.domain.statement import Horizon


class Driver(Record):
    """What moves a probability, and by how much (log-hazard)."""

    name: str
    effect: float


class Outlook(Record):
    """The probability of one scenario by the end of one horizon, with its 80 % interval."""

    scenario: str
    horizon: Horizon
    probability: float
    low: float
    high: float
    drivers: tuple[Driver, ...] = ()


class Position(Record):
    """Where an actor stands on an issue.

    position: 0-100 on the issue's own scale. salience: how much it cares, 0-1.
    capability: what it can bring to bear, 0-1.
    """

    actor: ActorCode
    position: float
    salience: float
    capability: float


class Bargain(Record):
    """An issue under negotiation and where it may settle, with an 80 % interval."""

    issue: str
    positions: tuple[Position, ...]
    settlement: float | None = None
    low: float | None = None
    high: float | None = None
