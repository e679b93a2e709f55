"""All actors and all their names, joined from the tables: what the gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tocsin.domain import Actor, ActorCode, ActorKind, Membership
from tocsin.knowledge.ambiguity import Rule, name_classes, read_rules, read_stop_phrases
from tocsin.knowledge.people import Person, desk_person, read_people
from tocsin.knowledge.senses import AliasForm, Sense
from tocsin.knowledge.spelling import personal_spellings, spellings
from tocsin.knowledge.tables import Row, read_table

if TYPE_CHECKING:
    from datetime import date

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
_LOWERED = frozenset({AliasForm.SHORT, AliasForm.DEMONYM, AliasForm.PEOPLE})


class Entry(NamedTuple):
    """What one name may stand for; spellings of one name share their entry.

    rules: from the ambiguity table. full_name_of: the persons it names in
    full. surname: some of its senses are family names, which count under the
    conditions of `scanning`. common: a family name of many people, or of
    somebody few readers know by it. everyday: one that is an everyday word
    ("May", "Rice").
    """

    senses: tuple[Sense, ...]
    rules: tuple[Rule, ...] = ()
    full_name_of: tuple[ActorCode, ...] = ()
    surname: bool = False
    common: bool = False
    everyday: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing around the name needs to be looked at."""
        return not self.rules and not self.surname

    def joined(self, other: Entry) -> Entry:
        """One entry for a name that two actors share; the first one's senses come first."""
        codes = {sense.code for sense in self.senses}
        new = tuple(sense for sense in other.senses if sense.code not in codes)
        if not new:
            return self
        return Entry(
            self.senses + new,
            self.rules,
            self.full_name_of + other.full_name_of,
            self.surname or other.surname,
            # Where one bearer of the name is well known by it, the others are at least possible.
            self.common and other.common if self.surname else other.common,
            self.everyday or other.everyday,
        )


class Catalogue:
    """All actors by code, all names by spelling, all memberships.

    entries: None for a phrase that hides the names within it. rows: where an
    actor stands in our tables. serves: whose side an organ counts for, and since when.
    """

    def __init__(self) -> None:
        self.actors: dict[ActorCode, Actor] = {}
        self.rows: dict[ActorCode, str] = {}
        self.homes: dict[ActorCode, ActorCode] = {}
        self.serves: dict[ActorCode, tuple[ActorCode, date | None]] = {}
        self.people: dict[ActorCode, Person] = {}
        self.member_rows: dict[ActorCode, list[Row]] = {}
        self.entries: dict[str, Entry | None] = {}

    def add_actor(self, code: ActorCode, name: str, kind: ActorKind, where: str) -> None:
        """Make the actor known by its code."""
        self.actors[code] = Actor.model_construct(code=code, name=name, kind=kind, roles=())
        self.rows[code] = where

    def add_names(
        self, names: Iterable[str], code: ActorCode, kind: ActorKind, form: AliasForm
    ) -> None:
        """Let names, with and without their accents, stand for an actor."""
        entry = Entry((Sense(code, kind, form),))
        for name in names:
            for spelling in spellings(name):
                self._put(spelling, entry)

    def add_person(
        self, person: Person, common: frozenset[str], everyday: frozenset[str], famous: bool
    ) -> None:
        """Make a person known by code, full names and surnames."""
        code = person.code
        self.people[code] = person
        in_full = Entry((Sense(code, ActorKind.PERSON, AliasForm.PERSON),), full_name_of=(code,))
        for name in person.full_names():
            for spelling in personal_spellings(name):
                self._put(spelling, in_full)
        alone = Entry((Sense(code, ActorKind.PERSON, AliasForm.SURNAME),), surname=True)
        for name in person.surnames:
            for spelling in personal_spellings(name):
                # Two-letter family names (Xi, Li, Wu) are also parts of other names.
                if spelling in everyday:
                    self._put(spelling, alone._replace(everyday=True))
                elif not famous or spelling in common or len(spelling) < 3:
                    self._put(spelling, alone._replace(common=True))
                else:
                    self._put(spelling, alone)

    def _put(self, spelling: str, entry: Entry) -> None:
        known = self.entries.get(spelling)
        self.entries[spelling] = entry if known is None else known.joined(entry)

    def memberships(self, of: ActorCode) -> list[Membership]:
        """Who belonged to an organisation, from when to when."""
        return [
            Membership(
                member=row["member"], of=of, start=row.day("start"), end=row.day("end", last=True)
            )
            for row in self.member_rows.get(of, ())
        ]


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
            catalogue.entries[alias] = entry._replace(rules=tuple(rules))
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
        catalogue.add_names([name], code, ActorKind.STATE, AliasForm.SHORT)
        for column, form in _STATE_FORMS:
            catalogue.add_names(row.words(column), code, ActorKind.STATE, form)


def _add_organisations(catalogue: Catalogue) -> None:
    for row in read_table("organisations.csv"):
        code, name, kind = row["code"], row["name"], ActorKind(row["kind"])
        catalogue.add_actor(code, name, kind, row.where)
        if row["home"]:
            catalogue.homes[code] = row["home"]
        if row["serves"]:
            catalogue.serves[code] = (row["serves"], row.day("since"))
        catalogue.add_names([name], code, kind, AliasForm.NAME)
        for column, form in _ORGANISATION_FORMS:
            catalogue.add_names(row.words(column), code, kind, form)


def _add_metonyms(catalogue: Catalogue) -> None:
    for table in ("metonyms.csv", "places.csv"):
        for row in read_table(table):
            kind = catalogue.actors[row["code"]].kind
            catalogue.add_names(row.words("words"), row["code"], kind, AliasForm.METONYM)


def _add_memberships(catalogue: Catalogue) -> None:
    for row in read_table("memberships.csv"):
        catalogue.member_rows.setdefault(row["of"], []).append(row)


def _add_people(catalogue: Catalogue, people: Iterable[Person]) -> None:
    classes = name_classes()
    everyday = frozenset(classes["everyday_surname"])
    # A surname that is somebody else's given name tells as little as a common one.
    common = frozenset((*classes["common_surname"], *classes["given"]))
    watched = frozenset(classes["watched"])
    for person in people:
        # No rows: a desk's own person, whom its reports need not introduce.
        famous = (
            not person.held or person.led or any(row["for_code"] in watched for row in person.held)
        )
        catalogue.add_person(person, common, everyday, famous)


def _add_desk_actor(catalogue: Catalogue, actor: DeskActor) -> None:
    if actor.code not in catalogue.actors:
        catalogue.add_actor(actor.code, actor.name, actor.kind, "desk file")
    kind = catalogue.actors[actor.code].kind
    for names, form in (
        ((actor.name,), AliasForm.SHORT),
        (actor.aliases, AliasForm.NAME),
        (actor.demonyms, AliasForm.DEMONYM),
    ):
        # The desk knows better than we do what its own word means.
        for spelling in (spelling for name in names for spelling in spellings(name)):
            catalogue.entries.pop(spelling, None)
        catalogue.add_names(names, actor.code, kind, form)
    people = [
        desk_person(who.name, who.aliases, who.office, actor.code, who.start, who.end)
        for who in actor.people
    ]
    for person in people:
        known = catalogue.people.get(person.code)
        if known is not None:
            # The desk adds an office to somebody we know; ours stay.
            person.add_from(known)
    _add_people(catalogue, people)


def _add_letter_cases(catalogue: Catalogue) -> None:
    """Let "MOSCOW" and "PUTIN" count in capitals, and "russia" in small letters.

    Full names are left out: in a headline in capitals the surname is found.
    """
    classes = name_classes()
    kept_capital = frozenset(classes["everyday_word"])
    small_too = frozenset(classes["small"])
    for alias, entry in list(catalogue.entries.items()):
        if entry is None:
            continue
        weak = entry.common or entry.everyday or entry.full_name_of
        # Shorter names in capitals would meet acronyms: "MALI" is a headline, "UK" is not.
        if not weak and len(alias) >= (5 if entry.surname else 4):
            catalogue.entries.setdefault(alias.upper(), entry)
        small = alias.lower()
        sense = entry.senses[0]
        of_state = sense.kind is ActorKind.STATE and sense.form in _LOWERED and len(alias) > 3
        if (of_state and small not in kept_capital) or small in small_too:
            catalogue.entries.setdefault(small, entry)
