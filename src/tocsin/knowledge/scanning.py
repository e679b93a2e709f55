"""Finding names in a text: one pass of an Aho-Corasick automaton, then the context.

Which names count:

- A name is bounded by non-word characters ("Mali" is not in "Somalia"); of
  overlapping names the leftmost, then the longest counts, and a longer phrase
  that is no actor ("Washington Post") hides the names within it.
- An ambiguous name is decided by the rules of `ambiguity`.
- A family name counts for the persons whom the text names in full; where it
  names none of them, for every leader or official of a much-reported state who
  bears it. One that many people bear ("Johnson"), or somebody less known,
  needs the full name or a title directly before ("President Johnson"); one
  that is an everyday word ("May") needs them earlier in the text. As part of
  somebody else's name ("Helen Lavrov", "Turki al-Malki") it does not count.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from tocsin.domain import ActorCode, ActorKind
from tocsin.knowledge.ambiguity import Context, decide, in_word, name_classes
from tocsin.knowledge.catalogue import Catalogue, Entry
from tocsin.knowledge.senses import AliasForm, Hit, Sense

_Found = tuple[int, int, "Entry | None"]
# In small letters a name may be part of an address: kremlin.ru, @nato, /russia/.
_ADDRESS_BEFORE = frozenset("@/._")
_ADDRESS_AFTER = re.compile(r"[@/_]|\.\w")
_NAME_GOES_ON = re.compile(r" (?:al|el|bin|ibn|ben|bint|ould|ag)[- ]|-[A-Z]")
_CAPITAL_FOLLOWS = re.compile(r" [A-Z][a-z]")
_CAPITAL_BEFORE = re.compile(r"[a-z,] ([A-Z][a-z]{2,}) $")
# What stands before a family name without being a given one.
_ADDRESSED = frozenset(
    {"Mister", "Mrs", "Sir", "Lord", "Lady", "Madame", "Mayor", "Judge", "Justice", "Captain"}
    | {
        "Major",
        "Lieutenant",
        "Sergeant",
        "Field",
        "Vice",
        "Deputy",
        "Acting",
        "Former",
        "Republican",
    }
    | {"Democrat", "Team", "Archbishop", "Cardinal", "Patriarch", "Imam", "Professor", "Doctor"}
    | {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Congressman"}
)
_NEVER = 1 << 62


class _Place(NamedTuple):
    """A name in its text: where, what stands around, who has been named in full where."""

    context: Context
    start: int
    end: int
    first_named: dict[ActorCode, int]


class Scanner:
    """Finds the catalogue's names in texts."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        names = list(catalogue.entries)
        self._entries = [catalogue.entries[name] for name in names]
        self._small = [name[0].islower() for name in names]
        self._automaton = AhoCorasick(names, store_patterns=False)
        self._titles = name_classes()["title"]
        self._given = name_classes()["given"]
        self._title_words = frozenset(word for title in self._titles for word in title.split())

    def scan(self, text: str) -> list[Hit]:
        """See Gazetteer.scan."""
        # One character for one, so that places in `plain` are places in `text`.
        plain = text.replace("\n", " ").replace("\xa0", " ").replace("’", "'")
        found = self._longest(plain)
        first_named = _first_named(found)
        context = Context(plain)
        hits: list[Hit] = []
        for start, end, entry in found:
            if entry is None:
                continue
            senses = entry.senses
            if not entry.plain:
                place = _Place(context, start, end, first_named)
                senses = self._senses_here(entry, place)
            if senses:
                hits.append(Hit(start, end, senses))
        return hits

    def _longest(self, text: str) -> list[_Found]:
        """Bounded names, leftmost-longest.

        The automaton's own leftmost-longest mode would take an unbounded longer
        name ("US" + "A" of "US Army") over a bounded shorter one.
        """
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        length = len(text)
        bounded = [
            (start, -end, which)
            for which, start, end in matches
            if not (start and in_word(text[start - 1]))
            and not (end < length and in_word(text[end]))
        ]
        bounded.sort()
        found: list[_Found] = []
        free_from = 0
        for start, minus_end, which in bounded:
            end = -minus_end
            if start < free_from or (self._small[which] and _in_address(text, start, end)):
                continue
            free_from = end
            found.append((start, end, self._entries[which]))
        return found

    def _senses_here(self, entry: Entry, place: _Place) -> tuple[Sense, ...]:
        if entry.rules:
            rule = decide(entry.rules, place.context, place.start, place.end)
            if rule is not None:
                return self._senses_of(rule.senses, entry)
        if not entry.surname:
            return entry.senses
        persons = self._persons_here(entry, place)
        others = tuple(sense for sense in entry.senses if sense.form is not AliasForm.SURNAME)
        return (*persons, *others)

    def _senses_of(self, codes: tuple[ActorCode, ...], entry: Entry) -> tuple[Sense, ...]:
        own = {sense.code: sense for sense in entry.senses}
        senses = []
        for code in codes:
            if code in own:
                senses.append(own[code])
            elif code in self._catalogue.people:
                senses.append(Sense(code, ActorKind.PERSON, AliasForm.SURNAME))
            elif code in self._catalogue.actors:
                kind = self._catalogue.actors[code].kind
                senses.append(Sense(code, kind, AliasForm.SHORT))
        return tuple(senses)

    def _persons_here(self, entry: Entry, place: _Place) -> tuple[Sense, ...]:
        persons = [sense for sense in entry.senses if sense.form is AliasForm.SURNAME]
        given = place.context.word_before(self._given, place.start)
        given = given or self._unlisted_given_name(place)
        if given is not None:
            people = self._catalogue.people
            persons = [sense for sense in persons if people[sense.code].is_called(given)]
        if _NAME_GOES_ON.match(place.context.text, place.end):
            return ()
        named = place.first_named
        until = place.start if entry.everyday else _NEVER
        in_full = [sense for sense in persons if named.get(sense.code, _NEVER) < until]
        if in_full:
            return self._likeliest_first(in_full)
        alone_too_weak = entry.common or entry.everyday or len(entry.senses) > len(persons)
        if alone_too_weak and given is None:
            titled = place.context.word_before(self._titles, place.start) is not None
            if not titled or _CAPITAL_FOLLOWS.match(place.context.text, place.end):
                return ()
            for sense in persons:
                named.setdefault(sense.code, place.start)
        return self._likeliest_first(persons)

    def _unlisted_given_name(self, place: _Place) -> str | None:
        """ "…, Henrik Putin": a capital that is no title, no actor and opens no sentence."""
        found = _CAPITAL_BEFORE.search(place.context.text, max(0, place.start - 24), place.start)
        if found is None:
            return None
        word = found[1]
        known = word in self._catalogue.entries or word in _ADDRESSED
        return None if known or word in self._title_words else word

    def _likeliest_first(self, persons: list[Sense]) -> tuple[Sense, ...]:
        if len(persons) > 1:
            people = self._catalogue.people
            persons = sorted(
                persons, key=lambda sense: people[sense.code].prominence(), reverse=True
            )
        return tuple(persons)


def _first_named(found: list[_Found]) -> dict[ActorCode, int]:
    """Where each person is first named in full."""
    first: dict[ActorCode, int] = {}
    for start, _, entry in found:
        if entry is not None:
            for code in entry.full_name_of:
                first.setdefault(code, start)
    return first


def _in_address(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1] in _ADDRESS_BEFORE) or (
        _ADDRESS_AFTER.match(text, end) is not None
    )
