"""What a desk file may say, as typed objects.

The same classes check the file and hold the desk, so there is one list of keys,
and the messages of `problems` can name what is allowed.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from tocsin.domain import ActorCode, ActorKind, Bloc, EventType, Record, Reliability

CODE_PATTERN = r"^[A-Z][A-Z0-9_-]{1,23}$"
CODE_ALLOWED = "2 to 24 capital letters, digits, '-' or '_', such as UKR or JNIM"
NAME_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
NAME_ALLOWED = "small letters, digits and hyphens, such as red-sea"


def _only_a_day(value: object) -> object:
    """Refuse what pydantic would read as a date: numbers, date-times, loose strings."""
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    raise ValueError("is not a day; allowed: a date without quotation marks, such as 2031-04-02")


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[ActorCode, StringConstraints(pattern=CODE_PATTERN)]
DeskName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Day = Annotated[dt.date, BeforeValidator(_only_a_day)]


class DeskPerson(Record):
    """Somebody who speaks for one of the desk's own actors.

    office: None where they hold none. start, end: first and last day in it;
    None where unknown or still in it.
    """

    name: Text
    aliases: tuple[Text, ...] = ()
    office: Text | None = None
    start: Day | None = None
    end: Day | None = None


class DeskActor(Record):
    """An actor that the desk itself brings: not in `knowledge`, or invented.

    aliases: other names it goes by, capitals and metonyms among them.
    demonyms: what its people and things are called ("Arvian").
    """

    code: Code
    name: Text
    kind: ActorKind = ActorKind.STATE
    aliases: tuple[Text, ...] = ()
    demonyms: tuple[Text, ...] = ()
    people: tuple[DeskPerson, ...] = ()


class SourceGrade(Record):
    """How far a publisher is trusted, and why.

    match: how its reports are recognised, see `grading`; its name where empty.
    """

    name: Text
    match: tuple[Text, ...] = ()
    reliability: Reliability
    reason: Text


class WatchItem(Record):
    """Something whose appearance in the reports the desk wants pointed out.

    actors, events: narrow it to acts of these actors and of these types.
    """

    text: Text
    actors: tuple[Code, ...] = ()
    events: tuple[EventType, ...] = ()


class Feed(Record):
    """A feed, page or folder that the desk follows. name: what a reader calls it."""

    address: Text
    name: Text | None = None


class ScenarioNote(Record):
    """A named future. short, mid, long: what it would look like by that horizon.

    No probabilities: those are computed and scored, never written into a desk.
    """

    name: Text
    description: Text
    short: Text | None = None
    mid: Text | None = None
    long: Text | None = None


class QuestionNote(Record):
    """Something that will turn out yes or no. by: the day that settles it."""

    text: Text
    by: Day


class Desk(Record):
    """The user's view of one crisis.

    name: short, for the command line ("europe-east"). extends: the desk this
    one was built on, already merged in. focus: actors in the foreground, most
    important first; empty means that they are found from the reports. ledger:
    where what was read is kept; ledger.sqlite beside the file if None.
    """

    name: DeskName
    title: Text
    question: str = ""
    extends: str | None = None
    ledger: Text | None = None
    focus: tuple[Code, ...] = ()
    blocs: tuple[Bloc, ...] = ()
    actors: tuple[DeskActor, ...] = ()
    sources: tuple[SourceGrade, ...] = ()
    feeds: tuple[Feed, ...] = ()
    watch: tuple[WatchItem, ...] = ()
    scenarios: tuple[ScenarioNote, ...] = ()
    questions: tuple[QuestionNote, ...] = ()


LIST_KEYS: dict[str, str | None] = {
    "focus": None,
    "blocs": "name",
    "actors": "code",
    "sources": "name",
    "feeds": "address",
    "watch": "text",
    "scenarios": "name",
    "questions": "text",
}
"""The lists of a desk and the key by which two entries are the same one;
None where the entry is its own key."""


def entry_key(list_name: str, entry: object) -> object:
    """What tells one entry of a list from another, for merging and for duplicates."""
    key = LIST_KEYS[list_name]
    return entry if key is None else getattr(entry, key)
