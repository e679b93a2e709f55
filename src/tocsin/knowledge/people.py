"""Persons and the offices they held, from a date to a date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from tocsin.domain import ActorCode, Role
from tocsin.knowledge.tables import DATA, Row, read_table

# Where the family name comes first: Xi Jinping, Kim Jong Un, Tsai Ing-wen.
_FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "MAC", "KOR", "PRK"})
# Particles that belong to the family name: von der Leyen, bin Salman, de Gaulle.
_PARTICLES = frozenset(
    ["al", "bin", "bint", "ben", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "ter", "van", "von"]
)


class Person:
    """A notable person: name, other names, home state, roles.

    rows: where the offices stand in our tables ("offices.csv, line 12"),
    one per role, in the same order.
    """

    __slots__ = ("aliases", "code", "home", "name", "roles", "rows")

    def __init__(self, code: ActorCode, name: str, home: ActorCode) -> None:
        self.code = code
        self.name = name
        self.home = home
        self.aliases: list[str] = []
        self.roles: list[Role] = []
        self.rows: list[str] = []

    def full_names(self) -> list[str]:
        """Names of more than one word, which point to this person alone."""
        return [name for name in (self.name, *self.aliases) if " " in name]

    def surnames(self) -> list[str]:
        """Family names, and one-word names such as "Lula"."""
        found = [surname(self.name, self.home)]
        found += [alias for alias in self.aliases if " " not in alias]
        return list(dict.fromkeys(found))

    def role_on(self, on: date | None) -> Role | None:
        """The office held on that day; undated: the most recent one."""
        held = self.roles if on is None else [role for role in self.roles if role.holds_on(on)]
        return max(held, key=_recency, default=None)


def _recency(role: Role) -> tuple[date, date]:
    return (role.end or date.max, role.start or date.min)


def surname(name: str, home: ActorCode) -> str:
    """The family name within a full name.

    >>> surname("Ursula von der Leyen", "DEU"), surname("Xi Jinping", "CHN")
    ('von der Leyen', 'Xi')
    """
    words = name.split()
    if home in _FAMILY_NAME_FIRST and len(words) > 1:
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return " ".join(words[first:])


def read_people() -> dict[ActorCode, Person]:
    """Everybody in `offices.csv`, with their roles in the order of the table."""
    people: dict[ActorCode, Person] = {}
    if not (DATA / "offices.csv").exists():
        return people
    for row in read_table("offices.csv"):
        code = row["person"]
        person = people.get(code)
        if person is None:
            person = people[code] = Person(code, row["name"], row["home"])
        _add_aliases(person, row.words("aliases"))
        person.roles.append(_role(row))
        person.rows.append(row.where)
    return people


def _role(row: Row) -> Role:
    return Role.model_construct(
        holder=row["person"],
        office=row["office"],
        for_code=row["for_code"],
        start=row.day("start"),
        end=row.day("end", last=True),
    )


def _add_aliases(person: Person, aliases: Iterable[str]) -> None:
    for alias in aliases:
        if alias != person.name and alias not in person.aliases:
            person.aliases.append(alias)


def slug(name: str) -> str:
    """A readable code for a person.

    >>> slug("Emmanuel Macron"), slug("Volodymyr Zelens'kyj")
    ('emmanuel-macron', 'volodymyr-zelenskyj')
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.replace("'", "").replace("’", ""))
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def spellings(names: Sequence[str]) -> list[str]:
    """The names, and the same without accents and with hyphens as spaces."""
    found: dict[str, None] = {}
    for name in names:
        found[name] = None
        found[unaccented(name)] = None
    return list(found)


def unaccented(name: str) -> str:
    """The name as newspapers without accents print it.

    >>> unaccented("Élysée"), unaccented("Türkiye")
    ('Elysee', 'Turkiye')
    """
    if name.isascii():
        return name
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(letter)
    )
