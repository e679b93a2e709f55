"""All actors and all their names, joined from the tables: what the gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tocsin.domain import Actor, ActorCode, ActorKind, Membership
from tocsin.knowledge.ambiguity import Rule, name_classes, read_rules, read_stop_phrases
from tocsin.knowledge.people import Person, desk_person, read_people
from tocsin.knowledge.senses import AliasForm, Sense
from tocsin.knowledge.spelling import personal_spellings, spellings
from tocsin.knowledge.tables import Row, read_table

if TYPE_CHECKING:
    from tocsin.desk import DeskActor

_STATE_FORMS = (
    ("other_names", AliasForm.NAME),
    ("old_names", AliasForm.OLD_NAME),
    ("acronyms", AliasForm.ACRONYM),
    ("demonyms", AliasForm.DEMONYM),
    ("people", AliasForm.PEOPLE),
    ("capitals", AliasForm.CAPITAL),
)
_ORGANISATION_FORMS = (
    ("acronyms", AliasForm.ACRONYM),
    ("aliases", AliasForm.NAME),
    ("adjectives", AliasForm.DEMONYM),
    ("seats", AliasForm.METONYM),
)
# Shorter names in capitals would meet acronyms: "MALI" is a headline, "UK" is not.
_SHORTEST_SHOUTED = 4
_LOWERED = frozenset({AliasForm.SHORT, AliasForm.DEMONYM, AliasForm.PEOPLE})


class Entry:
    """What one name may stand for.

    rules: from the ambiguity table. full_name_of: the persons it names in
    full. surname: some of its senses are family names, which count under the
    conditions of `scanning`. common: a family name of many people. everyday:
    one that is an everyday word ("May", "Rice").
    """

    __slots__ = ("common", "everyday", "full_name_of", "rules", "senses", "surname")

    def __init__(self) -> None:
        self.senses: tuple[Sense, ...] = ()
        self.rules: Sequence[Rule] = ()
        self.full_name_of: tuple[ActorCode, ...] = ()
        self.surname = False
        self.common = False
        self.everyday = False

    @property
    def plain(self) -> bool:
        """Whether nothing around the name needs to be looked at."""
        return not self.rules and not self.surname


class Catalogue:
    """All actors by code, all names by spelling, all memberships.

    entries: None for a phrase that hides the names within it. rows: where an
    actor stands in our tables.
    """

    def __init__(self) -> None:
        self.actors: dict[ActorCode, Actor] = {}
        self.rows: dict[ActorCode, str] = {}
        self.homes: dict[ActorCode, ActorCode] = {}
        self.people: dict[ActorCode, Person] = {}
        self.member_rows: dict[ActorCode, list[Row]] = {}
        self.entries: dict[str, Entry | None] = {}

    def add_actor(self, code: ActorCode, name: str, kind: ActorKind, where: str) -> None:
        """Make the actor known by its code."""
        self.actors[code] = Actor.model_construct(code=code, name=name, kind=kind, roles=())
        self.rows[code] = where

    def add_name(self, name: str, code: ActorCode, kind: ActorKind, form: AliasForm) -> None:
        """Let a name, with and without its accents, stand for an actor."""
        for spelling in spellings(name):
            self._add_sense(spelling, Sense(code, kind, form))

    def add_person(self, person: Person, common: frozenset[str], everyday: frozenset[str]) -> None:
        """Make a person known by code, full names and surnames."""
        self.people[person.code] = person
        for name in person.full_names():
            for spelling in personal_spellings(name):
                sense = Sense(person.code, ActorKind.PERSON, AliasForm.PERSON)
                entry = self._add_sense(spelling, sense)
                if person.code not in entry.full_name_of:
                    entry.full_name_of = (*entry.full_name_of, person.code)
        for name in person.surnames:
            for spelling in spellings(name):
                sense = Sense(person.code, ActorKind.PERSON, AliasForm.SURNAME)
                entry = self._add_sense(spelling, sense)
                entry.surname = True
                entry.everyday = spelling in everyday
                # Two-letter family names (Xi, Li, Wu) are also parts of other names.
                entry.common = spelling in common or len(spelling) < 3

    def memberships(self, of: ActorCode) -> list[Membership]:
        """Who belonged to an organisation, from when to when."""
        return [
            Membership(
                member=row["member"], of=of, start=row.day("start"), end=row.day("end", last=True)
            )
            for row in self.member_rows.get(of, ())
        ]

    def _add_sense(self, spelling: str, sense: Sense) -> Entry:
        entry = self.entries.get(spelling)
        if entry is None:
            entry = self.entries[spelling] = Entry()
        if all(known.code != sense.code for known in entry.senses):
            entry.senses = (*entry.senses, sense)
        return entry


def read_catalogue(desk_actors: tuple[DeskActor, ...] = ()) -> Catalogue:
    """Everything our tables know, and the desk's own actors on top."""
    catalogue = Catalogue()
    _add_states(catalogue)
    _add_organisations(catalogue)
    _add_metonyms(catalogue)
    _add_memberships(catalogue)
    _add_people(catalogue, read_people().values())
    for alias, rules in read_rules().items():
        entry = catalogue.entries.get(alias)
        if entry is not None:
            entry.rules = rules
    for phrase in read_stop_phrases():
        catalogue.entries[phrase] = None
    for actor in desk_actors:
        _add_desk_actor(catalogue, actor)
    _add_letter_cases(catalogue)
    return catalogue


def _add_states(catalogue: Catalogue) -> None:
    for row in read_table("states.csv"):
        code, name = row["code"], row["name"]
        catalogue.add_actor(code, name, ActorKind.STATE, row.where)
        catalogue.add_name(name, code, ActorKind.STATE, AliasForm.SHORT)
        for column, form in _STATE_FORMS:
            for alias in row.words(column):
                catalogue.add_name(alias, code, ActorKind.STATE, form)


def _add_organisations(catalogue: Catalogue) -> None:
    for row in read_table("organisations.csv"):
        code, name, kind = row["code"], row["name"], ActorKind(row["kind"])
        catalogue.add_actor(code, name, kind, row.where)
        if row["home"]:
            catalogue.homes[code] = row["home"]
        catalogue.add_name(name, code, kind, AliasForm.NAME)
        for column, form in _ORGANISATION_FORMS:
            for alias in row.words(column):
                catalogue.add_name(alias, code, kind, form)


def _add_metonyms(catalogue: Catalogue) -> None:
    for row in read_table("metonyms.csv"):
        kind = catalogue.actors[row["code"]].kind
        for words in row.words("words"):
            catalogue.add_name(words, row["code"], kind, AliasForm.METONYM)


def _add_memberships(catalogue: Catalogue) -> None:
    for row in read_table("memberships.csv"):
        catalogue.member_rows.setdefault(row["of"], []).append(row)


def _add_people(catalogue: Catalogue, people: Iterable[Person]) -> None:
    classes = name_classes()
    everyday = frozenset(classes["everyday_surname"])
    # A surname that is somebody else's given name tells as little as a common one.
    common = frozenset((*classes["common_surname"], *classes["given"]))
    for person in people:
        catalogue.add_person(person, common, everyday)


def _add_desk_actor(catalogue: Catalogue, actor: DeskActor) -> None:
    names = [(actor.name, AliasForm.SHORT)]
    names += [(alias, AliasForm.NAME) for alias in actor.aliases]
    names += [(demonym, AliasForm.DEMONYM) for demonym in actor.demonyms]
    if actor.code not in catalogue.actors:
        catalogue.add_actor(actor.code, actor.name, actor.kind, "desk file")
    kind = catalogue.actors[actor.code].kind
    for name, form in names:
        # The desk knows better than we do what its own word means.
        for spelling in spellings(name):
            catalogue.entries.pop(spelling, None)
        catalogue.add_name(name, actor.code, kind, form)
    _add_people(
        catalogue,
        [
            desk_person(who.name, who.aliases, who.office, actor.code, who.start, who.end)
            for who in actor.people
        ],
    )


def _add_letter_cases(catalogue: Catalogue) -> None:
    """Let "MOSCOW" and "PUTIN" count in capitals, and "russia" in small letters."""
    classes = name_classes()
    kept_capital = frozenset(classes["everyday_word"])
    small_too = frozenset(classes["small"])
    for alias, entry in list(catalogue.entries.items()):
        if entry is None:
            continue
        if len(alias) >= _SHORTEST_SHOUTED and not (entry.common or entry.everyday):
            catalogue.entries.setdefault(alias.upper(), entry)
        small = alias.lower()
        sense = entry.senses[0]
        of_state = sense.kind is ActorKind.STATE and sense.form in _LOWERED and len(alias) > 3
        if (of_state and small not in kept_capital) or small in small_too:
            catalogue.entries.setdefault(small, entry)
