"""The event lexicon: which words make which PLOVER event, and who does it to whom.

    frames()          one Frame per row of data/frames/*.csv
    object_classes()  the word classes that frames name with a dollar sign
    light_verbs()     verbs that lend their subject to an event noun ("launch an attack")
    speech_verbs()    verbs and nouns of saying, with the speech act they perform
    status_verbs()    words that make the act below them future, hypothetical or negated
    mood_shifts()     what an act becomes when it is announced, refused or demanded
    lemma_exceptions()  forms that spaCy's lemmatizer gets wrong, to be put into its tables

Columns of a frame file (named after the type, e.g. assault.csv):

trigger  the lemma as spaCy's en_core_web_sm gives it. Verbs: lemma, and a particle
         or preposition ("call off", "march on"). Nouns: lemma; of several words the
         last is looked up and the others stand before it ("air strike"). A noun's
         hyphen is a word of its own, as spaCy splits it: "build-up" is read "build - up".
pos      v or n.
object   verbs: what must stand as direct object, subject of the passive, or predicate
         of the object ("found guilty", "called it a lie", "set free"). Head lemmas
         with "|"; "$CLASS" for a word class, "-lemma" for one of it that another row
         claims; "in:talk|negotiation" where it is the object of that preposition,
         below the verb or its direct object; "subject:ship|troop" where it is the verb's
         own subject; "actor": the place named by `prep` must
         hold an actor, else the frame does not fire; "clause": a that- or to-clause
         must follow; "subject": one that has a subject of its own ("hopes that Oslo
         pays", not "hopes to pay"); empty: any object or none.
         nouns: words one of which must modify the head (compound, adjective) or
         follow in its of-, for- or on-phrase ("strike" with "teacher").
type, mode  PLOVER type and mode; mode may be empty.
prep     where the target stands, in order of preference, "|"-separated: a
         preposition, or `obj` (direct object), `poss` (possessor inside the object),
         `subj` (subject of the clause that follows). Empty: the engine's default
         (direct object that is an actor; an actor inside the direct object;
         against, on, at, toward, with, to). Nouns: a by-phrase, a possessive or a
         demonym before them is the source, whatever stands here the target.
flags    space-separated, see FLAGS.
example  a sentence of ours, <s>source</s> and <t>target</t> marked.

Of several frames with one trigger, one whose object is named beats one with
`clause` or `subject`, that beats `actor`, and that beats an empty object; files keep their order.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tocsin.domain.errors import KnowledgeError
from tocsin.domain.event import EventType, Status
from tocsin.domain.statement import SpeechAct

DATA = Path(__file__).parent / "data"

FLAGS = {
    "sym": "both sides do it: one event, subject and partner as source and target alike",
    "notarget": "the act needs no target: it counts with a source alone",
    "srcobj": "turned round: the object is the source, the subject the target",
    "passive_only": "counts in the passive only, the subject being the target",
    "weak": "the word has other senses: counts only when both sides are actors",
    "behind": "the target stands behind a preposition only (ruled against it, not ruled it)",
    "place": "a territory in an in-, at- or near-phrase is the target",
    "victim": "people of or in a state may be the target and count for that state",
    "hostile": "counts only if what the clause announces is itself a conflict act",
    "friendly": "counts only if what the clause announces is no conflict act",
    "else": "read only where no other frame of the same object has found its sides",
    "group": "a plural or coordinated subject alone fills both sides (leaders met)",
}


class ObjectTest(NamedTuple):
    """What a frame asks of the words around its trigger.

    kind: "any", "actor", "clause", "subject" or "head". prep: the preposition whose object
    is tested, "" for the direct object. lemmas: admitted head lemmas with word
    classes written out; empty unless kind is "head".
    """

    kind: str
    prep: str = ""
    lemmas: frozenset[str] = frozenset()


class Frame(NamedTuple):
    """One row of the lexicon; the module's docstring explains the columns."""

    trigger: str
    pos: str
    object: ObjectTest
    type: EventType
    mode: str | None
    prep: tuple[str, ...]
    flags: frozenset[str]
    example: str


class LightVerb(NamedTuple):
    """What a verb does with the event noun that is its object.

    role: "source" or "target", the side its subject takes in the noun's own
    frame; "stop": it ends the act, which makes an event of `type` and `mode`
    for nouns of `noun_type`; None there where ending it is no event.
    """

    lemma: str
    role: str
    noun_type: EventType | None
    type: EventType | None
    mode: str | None


class SpeechVerb(NamedTuple):
    """A word of saying. factive: whoever uses it takes what is said for true."""

    lemma: str
    pos: str
    act: SpeechAct
    factive: bool


class StatusVerb(NamedTuple):
    """A word that gives the act below it a status; pos is v, n or a."""

    lemma: str
    pos: str
    status: Status


class MoodShift(NamedTuple):
    """What an act becomes when it is announced, refused or demanded and not done.

    mood: "announced", "refused" or "demanded". An act of type `before`, and of
    `mode_before` where that is given, becomes one of `type` and `mode`.
    """

    mood: str
    before: EventType
    mode_before: str | None
    type: EventType
    mode: str | None


class LemmaException(NamedTuple):
    """A form that spaCy's lemmatizer gets wrong.

    pos: "verb" or "noun", as in its tables. wrong: the lemma it finds instead and
    that must leave its index; "" where it finds none.
    """

    form: str
    pos: str
    lemma: str
    wrong: str


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table under data/, comment lines ("#") left out.

    Raises KnowledgeError when a row has too few or too many fields.
    """
    path = DATA / name
    with path.open(encoding="utf-8", newline="") as table:
        lines = [line for line in table if not line.startswith("#")]
    rows: list[dict[str, Any]] = list(csv.DictReader(lines, strict=True))
    for number, row in enumerate(rows, start=1):
        if None in row or None in row.values():
            raise KnowledgeError(f"{path.name}, row {number}: wrong number of fields: {row}")
    return rows


@cache
def object_classes() -> dict[str, frozenset[str]]:
    """Word classes by name ("$FORCES"), from data/classes.csv."""
    return {row["class"]: frozenset(row["lemmas"].split("|")) for row in rows_of("classes.csv")}


@cache
def frames() -> tuple[Frame, ...]:
    """The whole lexicon, files in alphabetical order, rows in theirs.

    Raises KnowledgeError on a wrong row, naming file and line.
    """
    paths = sorted((DATA / "frames").glob("*.csv"))
    return tuple(frame for path in paths for frame in frames_in(path))


def frames_in(path: Path) -> list[Frame]:
    """The frames of one file."""
    with path.open(encoding="utf-8", newline="") as table:
        reader = csv.reader(table, strict=True)
        next(reader)  # the header
        return [_frame(path.name, reader.line_num, row) for row in reader]


def _frame(file: str, line: int, row: list[str]) -> Frame:
    try:
        trigger, pos, wanted, type_, mode, prep, flags, example = row
        flag_set = frozenset(flags.split())
        if not flag_set <= FLAGS.keys():
            raise ValueError(f"flags {flags!r}; there are: {', '.join(FLAGS)}")
        return Frame(
            trigger.replace("-", " - ") if pos == "n" else trigger,
            pos,
            _object_test(wanted),
            EventType(type_),
            mode or None,
            tuple(prep.split("|")) if prep else (),
            flag_set,
            example,
        )
    except (ValueError, KeyError) as wrong:
        raise KnowledgeError(f"{file}, line {line}: {wrong}") from wrong


_PLAIN_TESTS = {
    "": ObjectTest("any"),
    **{kind: ObjectTest(kind) for kind in ("actor", "clause", "subject")},
}


@cache
def _object_test(wanted: str) -> ObjectTest:
    if wanted in _PLAIN_TESTS:
        return _PLAIN_TESTS[wanted]
    prep, _, heads = wanted.rpartition(":")
    lemmas: set[str] = set()
    for head in heads.split("|"):
        if head.startswith("-"):
            lemmas.discard(head[1:])
        else:
            lemmas |= object_classes()[head] if head.startswith("$") else {head}
    return ObjectTest("head", prep, frozenset(lemmas))


@cache
def light_verbs() -> tuple[LightVerb, ...]:
    """Rows of data/light_verbs.csv, one object per lemma and noun type."""
    return tuple(
        LightVerb(
            lemma,
            row["role"],
            EventType(row["noun_type"]) if row["noun_type"] else None,
            EventType(row["type"]) if row["type"] else None,
            row["mode"] or None,
        )
        for row in rows_of("light_verbs.csv")
        for lemma in row["lemma"].split("|")
    )


@cache
def speech_verbs() -> tuple[SpeechVerb, ...]:
    """Rows of data/speech_verbs.csv."""
    return tuple(
        SpeechVerb(row["lemma"], row["pos"], SpeechAct(row["act"]), row["factive"] == "yes")
        for row in rows_of("speech_verbs.csv")
    )


@cache
def status_verbs() -> tuple[StatusVerb, ...]:
    """Rows of data/status_verbs.csv."""
    return tuple(
        StatusVerb(row["lemma"], row["pos"], Status(row["status"]))
        for row in rows_of("status_verbs.csv")
    )


@cache
def mood_shifts() -> tuple[MoodShift, ...]:
    """Rows of data/mood_shifts.csv; of two that fit, the one that names the mode counts."""
    return tuple(
        MoodShift(
            row["mood"],
            EventType(row["from"]),
            row["mode_from"] or None,
            EventType(row["type"]),
            row["mode"] or None,
        )
        for row in rows_of("mood_shifts.csv")
    )


@cache
def lemma_exceptions() -> tuple[LemmaException, ...]:
    """Rows of data/lemma_exceptions.csv."""
    return tuple(LemmaException(**row) for row in rows_of("lemma_exceptions.csv"))
