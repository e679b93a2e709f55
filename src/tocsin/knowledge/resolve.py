"""Looking actors up by name: who is this, whose, on that day."""

from __future__ import annotations

import datetime as dt
import difflib

from tocsin.domain import ActorCode, ActorKind, Membership, Record, Role
from tocsin.knowledge.catalogue import Catalogue
from tocsin.knowledge.people import Person
from tocsin.knowledge.spelling import folded

_MOST_FOUND = 25
_MOST_SUGGESTED = 5


class Resolution(Record):
    """One answer to "who is this, on that day".

    office, for_code, start, end: the office held on the day asked about, for
    whom and how long; without a day the most recent one. office is None for
    actors that are no person, and for a person out of office, who then counts
    for their home state. roles: all offices, the earliest first. memberships:
    of a state or organisation, all that ever held. sources: the rows of our
    tables that say so.
    """

    code: ActorCode
    name: str
    kind: ActorKind
    office: str | None = None
    for_code: ActorCode
    start: dt.date | None = None
    end: dt.date | None = None
    home: ActorCode | None = None
    also_called: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    memberships: tuple[Membership, ...] = ()
    sources: tuple[str, ...] = ()


class Finder:
    """An index of all names, without accents, case and punctuation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._codes: dict[str, list[ActorCode]] = {}
        self._spelled: dict[str, str] = {}
        self._names: dict[ActorCode, list[str]] = {}
        for code, actor in catalogue.actors.items():
            self._index(actor.name, code)
        for code, person in catalogue.people.items():
            self._index(person.name, code)
        for alias, entry in catalogue.entries.items():
            for sense in entry.senses if entry else ():
                self._index(alias, sense.code)
        for code in (*catalogue.actors, *catalogue.people):
            self._index(code, code)

    def _index(self, name: str, code: ActorCode) -> None:
        key = folded(name)
        codes = self._codes.setdefault(key, [])
        self._spelled.setdefault(key, name)
        if code not in codes:
            codes.append(code)
            if name != code:
                self._names.setdefault(code, []).append(name)

    def find(self, name: str, on: dt.date | None) -> tuple[Resolution, ...]:
        """Everybody of that name, whole names before parts of names.

        name: in any case, with or without accents; every word of it must begin
        a word of the name found. on: the day asked about; those in office on it
        come first. Returns an empty tuple where nobody is called that.
        """
        asked = folded(name)
        if not asked:
            return ()
        exact = self._codes.get(asked, [])
        codes = list(exact) or self._partly_called(asked)
        found = [self._resolution(code, on) for code in codes[:_MOST_FOUND]]
        return tuple(sorted(found, key=lambda one: one.kind is ActorKind.PERSON and not one.office))

    def _partly_called(self, asked: str) -> list[ActorCode]:
        words = asked.split()
        codes: dict[ActorCode, None] = {}
        for key in sorted(self._codes):
            parts = key.split()
            if all(any(part.startswith(word) for part in parts) for word in words):
                codes.update(dict.fromkeys(self._codes[key]))
        return list(codes)

    def suggest(self, name: str) -> tuple[str, ...]:
        """Names that look like this one; at most five, the nearest first."""
        near = difflib.get_close_matches(folded(name), self._spelled, _MOST_SUGGESTED, cutoff=0.7)
        return tuple(self._spelled[key] for key in near)

    def _resolution(self, code: ActorCode, on: dt.date | None) -> Resolution:
        person = self._catalogue.people.get(code)
        if person is not None:
            return self._of_person(person, on)
        actor = self._catalogue.actors[code]
        return Resolution(
            code=code,
            name=actor.name,
            kind=actor.kind,
            for_code=code,
            home=self._catalogue.homes.get(code),
            also_called=self._also_called(code, actor.name),
            memberships=tuple(
                kept
                for of in self._catalogue.member_rows
                for kept in self._catalogue.memberships(of)
                if code in (kept.member, kept.of)
            ),
            sources=(self._catalogue.rows[code],),
        )

    def _of_person(self, person: Person, on: dt.date | None) -> Resolution:
        role = person.role_on(on)
        return Resolution(
            code=person.code,
            name=person.name,
            kind=ActorKind.PERSON,
            office=role.office if role else None,
            for_code=role.for_code if role else person.home,
            start=role.start if role else None,
            end=role.end if role else None,
            home=person.home,
            also_called=self._also_called(person.code, person.name),
            roles=person.roles,
            sources=tuple(row.where for row in person.held) or ("desk file",),
        )

    def _also_called(self, code: ActorCode, name: str) -> tuple[str, ...]:
        return tuple(other for other in self._names.get(code, ()) if other != name)
