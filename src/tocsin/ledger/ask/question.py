"""What a question asks: its kind, whom it names, what it is about, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from tocsin.domain import ActorCode, ActorKind, SpeechAct, UsageError
from tocsin.knowledge import Gazetteer
from tocsin.knowledge.senses import Hit
from tocsin.ledger.ask.times import Window, window_in
from tocsin.ledger.ask.vocabulary import ACTS, EMPTY, SPEECH, root

LONGEST = 1000
"""Characters of a question; more is a text, not a question."""


class Kind(StrEnum):
    """What an answer must have."""

    WHO = "who"
    SAID = "said"
    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    COUNT = "count"
    WHY = "why"
    WHETHER = "whether"
    WHICH = "which"
    HOW = "how"


class Named(NamedTuple):
    """An actor that the question names. codes: its own; office: for whom it spoke on that day."""

    code: ActorCode
    kind: ActorKind
    office: ActorCode | None
    words: tuple[int, int]


class Word(NamedTuple):
    """A word that the answer should be about. name: written as a name that no table of ours has."""

    text: str
    root: str
    name: bool


class Question(NamedTuple):
    """A question taken apart.

    subject: who is asked about, as doer or speaker; None where that is what is asked. others: the
    rest it names. words: what it is about; deed: the one that tells what was done. counted: what is
    counted. acts: speech acts that its verb names. speech: it asks what was said.
    """

    text: str
    kind: Kind
    subject: Named | None
    others: tuple[Named, ...]
    words: tuple[Word, ...]
    counted: tuple[Word, ...]
    acts: frozenset[SpeechAct]
    speech: bool
    deed: Word | None
    window: Window | None
    negated: bool
    modal: bool

    @property
    def named(self) -> tuple[Named, ...]:
        """Everybody it names."""
        return (self.subject, *self.others) if self.subject else self.others


_AUX = (
    r"(?:did|does|do|has|have|had|will|would|is|are|was|were|could|can|may|might|should|shall|must)"
)
_COUNT = re.compile(r"\bhow (?:many|much|large|big|long|far|old|often)\b", re.IGNORECASE)
_MONEY = re.compile(r"\bhow much\b", re.IGNORECASE)
_WHETHER = re.compile(rf"^(?:and |but )?{_AUX}(?:n['’]t)?\b", re.IGNORECASE)
_ASKING = re.compile(
    r"\b(?P<word>who|whom|whose|what|when|where|why|which|how)\b",
    re.IGNORECASE,
)
_DAY_ASKED = re.compile(
    r"\b(?:what|which) (?:day|date|year|month|time)\b|\bhow long ago\b|\b(?:by|since|until) when\b"
    r"|\bdeadline\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bwhat (?:was|is|were|are) the (?:reasons?|causes?|motives?)\b"
    r"|\bwhat (?:caused|prompted|triggered|led to)\b|\bwhat made\b|\bfor what reason\b"
    r"|\bhow come\b",
    re.IGNORECASE,
)
_PLACE_ASKED = re.compile(
    r"\b(?:in |at |to |from )?(?:what|which) (?:place|city|town|village|location)\b", re.IGNORECASE
)
_BEFORE_SUBJECT = re.compile(
    rf"(?:\b{_AUX}(?:n['’]t)?|^)\s+(?:the\s+|an?\s+|some\s+)?"
    r"(?:(?:former|president|prime|foreign|defen[cs]e|minister|secretary-general|envoy|spokesman|"
    r"spokeswoman|kremlin|russian|leaders? of|government of)\s+){0,4}(?:of\s+)?$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\b(?:according to|in the (?:view|eyes|words) of)\s+(?:the\s+)?$", re.I)
_NEGATED = re.compile(r"\b(?:not|never|no longer)\b|n['’]t\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|would|could|may|might|can|should|likely|expected)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_COUNTED_END = re.compile(rf"\b(?:{_AUX}|of|in|at|on|to|from|by|with)\b", re.IGNORECASE)


def parse(text: str, *, names: Gazetteer, as_of: date) -> Question:
    """Take a question apart. UsageError where there is none, or no word in it to look for."""
    text = " ".join(text.split())
    if not text:
        raise UsageError('there is no question; ask one, such as: tocsin ask "Who denied it?"')
    if len(text) > LONGEST:
        raise UsageError(f"the question has {len(text)} characters; ask one of at most {LONGEST}.")
    window = window_in(text, as_of)
    hits = names.scan(text)
    named = [_named(hit, names, as_of) for hit in hits]
    kind = _kind(text)
    subject = _subject(text, named)
    others = tuple(one for one in named if one is not subject)
    taken = [one.words for one in named] + ([window.words] if window else [])
    counted = _counted(text, taken) if kind is Kind.COUNT else ()
    tokens = [match for match in _TOKEN.finditer(text) if not _inside(match.start(), taken)]
    spoken = [ACTS[root(match[0])] for match in tokens if root(match[0]) in ACTS]
    asks_what = kind in (Kind.WHAT, Kind.HOW)
    speech = any(root(match[0]) in SPEECH for match in tokens)
    words = _words(tokens)
    if not words and not named:
        raise UsageError(
            f"'{text}' has no word to look for; name whom or what the question is about."
        )
    return Question(
        text=text,
        kind=Kind.SAID if asks_what and speech and subject else kind,
        subject=subject,
        others=others,
        words=words,
        counted=counted,
        acts=frozenset().union(*spoken) if spoken else frozenset(),
        speech=speech,
        deed=_deed(text, subject, words),
        window=window,
        negated=_NEGATED.search(text) is not None,
        modal=_MODAL.search(text) is not None,
    )


def _kind(text: str) -> Kind:
    if _COUNT.search(text):
        return Kind.COUNT
    for asked, kind in ((_DAY_ASKED, Kind.WHEN), (_REASON, Kind.WHY), (_PLACE_ASKED, Kind.WHERE)):
        if asked.search(text):
            return kind
    if _WHETHER.search(text):
        return Kind.WHETHER
    found = _ASKING.search(text)
    if found is None:
        return Kind.WHAT
    word = found["word"].lower()
    if word in ("whom", "whose"):
        return Kind.WHO
    return Kind(word)


def _named(hit: Hit, names: Gazetteer, as_of: date) -> Named:
    sense = hit.senses[0]
    office = names.spoke_for(sense.code, as_of) if sense.kind is ActorKind.PERSON else None
    return Named(sense.code, sense.kind, office, (hit.start, hit.end))


def _subject(text: str, named: Sequence[Named]) -> Named | None:
    """Whoever stands right after the auxiliary ("did Russia say"), or after "according to"."""
    for one in named:
        if _ACCORDING.search(text[: one.words[0]]):
            return one
    standing = [one for one in named if _BEFORE_SUBJECT.search(text[: one.words[0]])]
    # "Did the Russian president Putin say": the person, not the demonym before.
    for one, after in pairwise(standing):
        if after.words[0] - one.words[1] < 30:
            return after
    return standing[0] if standing else None


def _counted(text: str, taken: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    found = _COUNT.search(text)
    if found is None or _MONEY.search(text):
        return ()
    rest = text[found.end() :]
    stop = _COUNTED_END.search(rest)
    length = stop.start() if stop else len(rest)
    nouns = [
        Word(match[0], root(match[0]), False)
        for match in _TOKEN.finditer(text, found.end(), found.end() + length)
        if not _inside(match.start(), taken) and match[0].lower() not in EMPTY
    ]
    # "how many additional troops": the noun goes last; a verb may follow it ("troops left").
    return tuple(nouns[:3])


def _words(tokens: Sequence[re.Match[str]]) -> tuple[Word, ...]:
    found: dict[str, Word] = {}
    for match in tokens:
        shown = re.sub(r"['’]s?$", "", match[0])
        if shown.lower() in EMPTY or len(shown) < 2:
            continue
        if root(shown) in SPEECH:
            continue
        named = shown[0].isupper() and match.start() > 0
        found.setdefault(root(shown), Word(shown, root(shown), named))
    return tuple(found.values())


def _deed(text: str, subject: Named | None, words: Sequence[Word]) -> Word | None:
    """The first word after the subject, or after who asks; small letters, so no name."""
    begin = subject.words[1] if subject else 0
    places = [(text.find(word.text, begin), word) for word in words if not word.name]
    return min((place for place in places if place[0] >= 0), default=(0, None))[1]


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def search_terms(
    text: str, *, names: Gazetteer, as_of: date
) -> tuple[tuple[str, ...], frozenset[ActorCode]]:
    """The words and the actors by which to find reports for a question; UsageError as `parse`."""
    question = parse(text, names=names, as_of=as_of)
    codes = {code for one in question.named for code in (one.code, one.office) if code}
    spelt = [question.text[slice(*one.words)] for one in question.named]
    words = [*(word.text for word in question.words), *" ".join(spelt).split()]
    return tuple(dict.fromkeys(words)), frozenset(codes)
