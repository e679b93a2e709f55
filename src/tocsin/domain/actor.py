"""Who acts: states, organisations, groups and persons, with roles in time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tocsin.domain.base import Record

ActorCode = str


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    ORGANISATION = "organisation"
    ALLIANCE = "alliance"
    ARMED_GROUP = "armed_group"
    PERSON = "person"
    BLOC = "bloc"


class Role(Record):
    """An office somebody holds from a date to a date.

    holder: the person's code. for_code: the state or organisation they speak for.
    start: None where we do not know; end: None while it lasts.
    """

    holder: ActorCode
    office: str
    for_code: ActorCode
    start: date | None = None
    end: date | None = None

    def holds_on(self, on: date) -> bool:
        """Whether the office was held on that day; the last day counts."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


class Membership(Record):
    """A state belongs to an alliance or organisation from a date to a date."""

    member: ActorCode
    of: ActorCode
    start: date | None = None
    end: date | None = None

    def holds_on(self, on: date) -> bool:
        """Whether it was a member on that day; the last day counts."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


class Actor(Record):
    """A state, organisation, group or person.

    code: ISO 3166-1 alpha-3 for states, the usual acronym for organisations,
    a readable slug ("vladimir-putin") for persons. roles: for persons only.
    """

    code: ActorCode
    name: str
    kind: ActorKind
    roles: tuple[Role, ...] = ()


class ActorMention(Record):
    """An actor as an assessment lists it: how often the reports name it."""

    code: ActorCode
    name: str
    kind: ActorKind
    mentions: int


class Bloc(Record):
    """A named set of actors that a desk follows together.

    of: code of an alliance or organisation ("NATO") whose members on the day
    asked for belong to it, with the alliance itself; who that is changes with
    the date and is kept in `knowledge`. None: only `members` belong to it.
    """

    name: str
    members: tuple[ActorCode, ...] = ()
    of: ActorCode | None = None
