"""All names of all actors, joined from the tables: the gazetteer's patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tocsin.domain import Actor, ActorCode, ActorKind, Membership, Role
from tocsin.knowledge.ambiguity import Rule, name_classes, read_rules, read_stop_phrases
from tocsin.knowledge.people import Person, read_people, slug, spellings
from tocsin.knowledge.senses import AliasForm, Sense
from tocsin.knowledge.tables import read_table

if TYPE_CHECKING:
    from tocsin.knowledge.gazetteer import KnownActor, KnownPerson

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
_SHOUTED = frozenset({AliasForm.SHORT, AliasForm.CAPITAL, AliasForm.DEMONYM, AliasForm.PEOPLE})
_LOWERED = frozenset({AliasForm.SHORT, AliasForm.DEMONYM, AliasForm.PEOPLE})


class Entry:
    """What one name may stand for.

    full_name_of: the person it names in full. surname: it is (also) a family
    name. common_word: that family name is an everyday word ("May", "Rice").
    """

    __slots__ = ("common_word", "full_name_of", "rules", "senses", "surname")

    def __init__(self) -> None:
        self.senses: tuple[Sense, ...] = ()
        self.rules: Sequence[Rule] = ()
        self.full_name_of: ActorCode | None = None
        self.surname = False
        self.common_word = False


class Catalogue:
    """All actors by code, all names by spelling, all memberships by organisation."""

    def __init__(self) -> None:
        self.actors: dict[ActorCode, Actor] = {}
        self.people: dict[ActorCode, Person] = {}
        self.memberships: dict[ActorCode, list[Membership]] = {}
        self.homes: dict[ActorCode, ActorCode] = {}
        self.entries: dict[str, Entry | None] = {}

    def add_actor(self, code: ActorCode, name: str, kind: ActorKind) -> None:
        """Make the actor known by its code."""
        self.actors[code] = Actor.model_construct(code=code, name=name, kind=kind, roles=())

    def add_name(self, name: str, code: ActorCode, kind: ActorKind, form: AliasForm) -> Entry:
        """Let a name, in its usual spellings, stand for an actor."""
        entry = None
        for spelling in reversed(spellings([name])):
            entry = self.entries.get(spelling)
            if entry is None:
                entry = self.entries[spelling] = Entry()
            if all(sense.code != code for sense in entry.senses):
                entry.senses = (*entry.senses, Sense(code, kind, form))
        assert entry is not None
        return entry


def read_catalogue(desk_actors: tuple[KnownActor, ...] = ()) -> Catalogue:
    """Everything our tables know, and the desk's own actors on top."""
    catalogue = Catalogue()
    _add_states(catalogue)
    _add_organisations(catalogue)
    _add_metonyms(catalogue)
    _add_memberships(catalogue)
    catalogue.people = read_people()
    _add_people(catalogue, catalogue.people.values())
    for actor in desk_actors:
        _add_desk_actor(catalogue, actor)
    for alias, rules in read_rules().items():
        entry = catalogue.entries.get(alias)
        if entry is not None:
            entry.rules = rules
    for phrase in read_stop_phrases():
        catalogue.entries[phrase] = None
    _add_letter_cases(catalogue)
    return catalogue


def _add_states(catalogue: Catalogue) -> None:
    for row in read_table("states.csv"):
        code, name = row["code"], row["name"]
        catalogue.add_actor(code, name, ActorKind.STATE)
        catalogue.add_name(name, code, ActorKind.STATE, AliasForm.SHORT)
        for column, form in _STATE_FORMS:
            for alias in row.words(column):
                catalogue.add_name(alias, code, ActorKind.STATE, form)


def _add_organisations(catalogue: Catalogue) -> None:
    for row in read_table("organisations.csv"):
        code, name, kind = row["code"], row["name"], ActorKind(row["kind"])
        catalogue.add_actor(code, name, kind)
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
        membership = Membership.model_construct(
            member=row["member"],
            of=row["of"],
            start=row.day("start"),
            end=row.day("end", last=True),
        )
        catalogue.memberships.setdefault(row["of"], []).append(membership)


def _add_people(catalogue: Catalogue, people: Iterable[Person]) -> None:
    common = frozenset(name_classes().get("common_surname", ()))
    for person in people:
        for name in person.full_names():
            entry = catalogue.add_name(name, person.code, ActorKind.PERSON, AliasForm.PERSON)
            entry.full_name_of = person.code
        for name in person.surnames():
            entry = catalogue.add_name(name, person.code, ActorKind.PERSON, AliasForm.SURNAME)
            entry.surname = True
            entry.common_word = name in common or len(name) < 4


def _add_desk_actor(catalogue: Catalogue, actor: KnownActor) -> None:
    names = [(actor.name, AliasForm.SHORT)]
    names += [(alias, AliasForm.NAME) for alias in actor.aliases]
    names += [(demonym, AliasForm.DEMONYM) for demonym in actor.demonyms]
    if actor.code not in catalogue.actors:
        catalogue.add_actor(actor.code, actor.name, actor.kind)
    for name, form in names:
        # The desk knows better than we do what its own word means.
        catalogue.entries.pop(name, None)
        catalogue.add_name(name, actor.code, actor.kind, form)
    people = [_desk_person(actor, person) for person in actor.people]
    catalogue.people.update({person.code: person for person in people})
    _add_people(catalogue, people)


def _desk_person(actor: KnownActor, known: KnownPerson) -> Person:
    person = Person(slug(known.name), known.name, actor.code)
    person.aliases.extend(known.aliases)
    role = Role(
        holder=person.code,
        office=known.office,
        for_code=actor.code,
        start=known.start,
        end=known.end,
    )
    person.roles.append(role)
    person.rows.append("desk file")
    return person


def _add_letter_cases(catalogue: Catalogue) -> None:
    """Let "MOSCOW" and "RUSSIAN" count in capitals, and "russia" in small letters."""
    kept_capital = frozenset(name_classes().get("everyday_word", ()))
    for alias, entry in list(catalogue.entries.items()):
        if entry is None or not entry.senses or entry.senses[0].kind is not ActorKind.STATE:
            continue
        form = entry.senses[0].form
        if form in _SHOUTED and len(alias) > 3:
            catalogue.entries.setdefault(alias.upper(), entry)
        if form in _LOWERED and len(alias) > 3 and not entry.rules:
            small = alias.lower()
            if small not in kept_capital:
                catalogue.entries.setdefault(small, entry)
