"""The gazetteer: which actors a text names, and who they are."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Protocol

from ahocorasick_rs import AhoCorasick

from tocsin.domain import Actor, ActorCode, ActorKind, UsageError
from tocsin.knowledge.aliases import Catalogue, Entry, read_catalogue
from tocsin.knowledge.ambiguity import Context, decide, name_classes
from tocsin.knowledge.people import Person
from tocsin.knowledge.senses import AliasForm, Hit, Sense


class KnownPerson(Protocol):
    """A person as a desk file describes them."""

    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def office(self) -> str: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...


class KnownActor(Protocol):
    """An actor as a desk file describes it, the user's own or invented."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> ActorKind: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def demonyms(self) -> tuple[str, ...]: ...
    @property
    def people(self) -> tuple[KnownPerson, ...]: ...


class Gazetteer:
    """Every actor we know, found by name in a text and looked up by code."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        aliases = list(catalogue.entries)
        self._entries: list[Entry | None] = [catalogue.entries[alias] for alias in aliases]
        self._automaton = AhoCorasick(aliases, store_patterns=False)
        self._titles = name_classes()["title"]
        self._given = name_classes()["given"]

    def scan(self, text: str) -> list[Hit]:
        """The names of actors in a text.

        Returns hits sorted by place, none overlapping another, each bounded by
        non-word characters; of overlapping names the longest counts. A line
        break or no-break space inside a name counts as a space.
        """
        plain = text.replace("\n", " ").replace("\xa0", " ").replace("’", "'")
        found = self._longest(plain)
        named: dict[ActorCode, int] = {}
        for start, _, entry in found:
            if entry is not None and entry.full_name_of is not None:
                named.setdefault(entry.full_name_of, start)
        context = Context(plain)
        hits: list[Hit] = []
        for start, end, entry in found:
            if entry is None:
                continue
            senses = entry.senses
            if entry.rules:
                senses = self._by_rules(entry, context, start, end)
            if entry.surname:
                senses = self._by_surname(senses, entry, context, start, named)
            if senses:
                hits.append(Hit(start, end, senses))
        return hits

    def _longest(self, text: str) -> list[tuple[int, int, Entry | None]]:
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        entries = self._entries
        bounded = [
            (start, -end, which)
            for which, start, end in matches
            if not (start and _in_word(text[start - 1]))
            and not (end < len(text) and _in_word(text[end]))
        ]
        bounded.sort()
        found: list[tuple[int, int, Entry | None]] = []
        free_from = 0
        for start, minus_end, which in bounded:
            if start >= free_from:
                free_from = -minus_end
                found.append((start, free_from, entries[which]))
        return found

    def _by_rules(self, entry: Entry, context: Context, start: int, end: int) -> tuple[Sense, ...]:
        rule = decide(entry.rules, context, start, end)
        if rule is None:
            return entry.senses
        by_code = {sense.code: sense for sense in entry.senses}
        return tuple(by_code[code] for code in rule.senses if code in by_code)

    def _by_surname(
        self,
        senses: tuple[Sense, ...],
        entry: Entry,
        context: Context,
        start: int,
        named: dict[ActorCode, int],
    ) -> tuple[Sense, ...]:
        in_full = tuple(sense for sense in senses if named.get(sense.code, start) < start)
        if in_full:
            return in_full
        if entry.common_word and context.precedes(self._titles, start) is None:
            return ()
        if context.precedes(self._given, start):
            return ()
        return senses

    def actor(self, code: ActorCode) -> Actor:
        """The actor with that code, persons with their roles; UsageError where unknown."""
        person = self._catalogue.people.get(code)
        if person is not None:
            return Actor(
                code=code, name=person.name, kind=ActorKind.PERSON, roles=tuple(person.roles)
            )
        known = self._catalogue.actors.get(code)
        if known is None:
            raise UsageError(f"unknown actor '{code}'. `tocsin actors NAME` finds codes by name.")
        return known

    def spoke_for(self, person: ActorCode, on: date | None) -> ActorCode:
        """For whom a person spoke on that day.

        on: the report's day; None for an undated report, which takes the most
        recent office. Out of office they speak as somebody from their home state.
        """
        known = self._person(person)
        role = known.role_on(on)
        return role.for_code if role else known.home

    def home(self, person: ActorCode) -> ActorCode:
        """The state a person comes from."""
        return self._person(person).home

    def members(self, of: ActorCode, on: date | None) -> tuple[ActorCode, ...]:
        """Who belonged to an organisation on that day, undated: ever since; sorted by code."""
        return tuple(
            sorted(
                {
                    membership.member
                    for membership in self._catalogue.memberships.get(of, ())
                    if (membership.end is None if on is None else membership.holds_on(on))
                }
            )
        )

    def _person(self, code: ActorCode) -> Person:
        person = self._catalogue.people.get(code)
        if person is None:
            raise UsageError(f"unknown person '{code}'. `tocsin actors NAME` finds codes by name.")
        return person


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


@lru_cache(maxsize=8)
def gazetteer(actors: tuple[KnownActor, ...] = ()) -> Gazetteer:
    """The gazetteer, with the desk's own actors added to ours; built once.

    actors: where a desk's name is also one of ours, the desk's meaning counts.
    """
    return Gazetteer(read_catalogue(actors))


__all__ = ["gazetteer", "Gazetteer", "AliasForm", "Hit", "Sense", "KnownActor", "KnownPerson"]
