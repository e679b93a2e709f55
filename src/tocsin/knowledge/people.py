"""Persons and the offices they held, from a date to a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from tocsin.domain import ActorCode, Role
from tocsin.knowledge.spelling import slug
from tocsin.knowledge.tables import Row, read_table

# Particles that belong to the family name: von der Leyen, bin Salman, de Gaulle.
_PARTICLES = re.compile(
    r"al|bin|bint|ben|da|das|de|del|den|der|di|do|dos|du|el|la|le|ter|van|von", re.IGNORECASE
)
_LEADS = re.compile(
    r"(?:president|prime minister|king|queen|emir|sultan|chancellor|supreme leader|pope|leader"
    r"|crown prince|taoiseach|secretary[- ]general)\b",
    re.IGNORECASE,
)


class Person:
    """A notable person: names, home state, roles.

    surnames: the one-word (or "von der Leyen") names the press uses alone.
    held: the rows of `offices.csv` for this person; roles are made of them
    when somebody asks, since a report asks for few of the thousands we know.
    """

    __slots__ = ("_given", "_roles", "aliases", "code", "held", "home", "name", "surnames")

    def __init__(self, code: ActorCode, name: str, home: ActorCode) -> None:
        self.code = code
        self.name = name
        self.home = home
        self.aliases: list[str] = []
        self.surnames: list[str] = []
        self.held: list[Row] = []
        self._roles: tuple[Role, ...] | None = None
        self._given: frozenset[str] | None = None

    @property
    def roles(self) -> tuple[Role, ...]:
        """Their offices, the earliest first."""
        if self._roles is None:
            self._roles = tuple(sorted(map(_role, self.held), key=_begin))
        return self._roles

    def give_role(self, role: Role) -> None:
        """One more office, from elsewhere than our tables."""
        self._roles = tuple(sorted((*self.roles, role), key=_begin))

    def add_names(self, aliases: Iterable[str], surnames: Iterable[str]) -> None:
        """Further names; one-word aliases ("Lula") are used like surnames."""
        for alias in aliases:
            known = self.aliases if " " in alias else self.surnames
            if alias != self.name and alias not in known:
                known.append(alias)
        for surname in surnames:
            if surname not in self.surnames:
                self.surnames.append(surname)

    def add_from(self, other: Person) -> None:
        """Take over the home, names and offices of the same person in another table."""
        self.home = other.home
        self.add_names((other.name, *other.aliases), other.surnames)
        self.held.extend(other.held)
        for role in other.roles:
            self.give_role(role)

    def full_names(self) -> list[str]:
        """Names of more than one word, which point to this person alone."""
        return [name for name in (self.name, *self.aliases) if " " in name]

    def is_called(self, word: str) -> bool:
        """Whether the word is part of one of their names: "Sergey" of Lavrov's."""
        if self._given is None:
            self._given = frozenset(part for name in self.full_names() for part in name.split())
        return word in self._given

    @property
    def led(self) -> bool:
        """Whether they were ever at the head of a state or an organisation."""
        return any(_LEADS.match(row["office"]) for row in self.held)

    def prominence(self) -> tuple[dt.date, bool, int]:
        """Who of several of one surname is likelier meant: the largest.

        Last day in office, then whether they ever led, then how often they held one.
        """
        last_day = max((_recency(role)[0] for role in self.roles), default=dt.date.min)
        return (last_day, self.led, len(self.roles))

    def role_on(self, on: dt.date | None) -> Role | None:
        """The office held on that day, the latest begun of several; undated: the most recent."""
        held = self.roles if on is None else [role for role in self.roles if role.holds_on(on)]
        return max(held, key=_recency, default=None)


def _begin(role: Role) -> tuple[dt.date, dt.date]:
    return (role.start or dt.date.min, role.end or dt.date.max)


def _recency(role: Role) -> tuple[dt.date, dt.date]:
    # Of two offices held today the one begun later is what the press names first.
    return (role.end or dt.date.max, role.start or dt.date.min)


def family_name(name: str) -> str:
    """The family name within a full name written in Western order.

    >>> family_name("Ursula von der Leyen"), family_name("Petra Novak")
    ('von der Leyen', 'Novak')
    """
    words = name.split()
    first = len(words) - 1
    while first > 1 and _PARTICLES.fullmatch(words[first - 1]):
        first -= 1
    return " ".join(words[first:])


def read_people() -> dict[ActorCode, Person]:
    """Everybody in `offices.csv`; their names are taken from their first row."""
    people: dict[ActorCode, Person] = {}
    for row in read_table("offices.csv"):
        code = row["person"]
        person = people.get(code)
        if person is None:
            person = people[code] = Person(code, row["name"], row["home"])
            person.add_names(row.words("aliases"), row.words("surname"))
        person.held.append(row)
    return people


def _role(row: Row) -> Role:
    return Role(
        holder=row["person"],
        office=row["office"],
        for_code=row["for_code"],
        start=row.day("start"),
        end=row.day("end", last=True),
    )


def desk_person(
    name: str,
    aliases: Iterable[str],
    office: str | None,
    for_code: ActorCode,
    start: dt.date | None,
    end: dt.date | None,
) -> Person:
    """A person from a desk file, who speaks for the actor they stand under."""
    person = Person(slug(name), name, for_code)
    person.add_names(aliases, [family_name(name)] if " " in name else [name])
    if office is not None:
        person.give_role(
            Role(holder=person.code, office=office, for_code=for_code, start=start, end=end)
        )
    return person
