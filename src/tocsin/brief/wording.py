"""The words a reader sees for the codes of the vocabulary."""

from __future__ import annotations

import re
from datetime import date

from tocsin.domain import (
    CREDIBILITY_WORDS,
    RELIABILITY_WORDS,
    ActorMention,
    Credibility,
    Crossed,
    DatePrecision,
    EventType,
    Horizon,
    Outcome,
    Quad,
    Reliability,
    SignalKind,
    SpeechAct,
    Standing,
    Status,
    UsageError,
)

EVENT_WORDS = {
    EventType.AGREE: "agreement",
    EventType.CONSULT: "consultation",
    EventType.SUPPORT: "support",
    EventType.COOPERATE: "cooperation",
    EventType.AID: "aid",
    EventType.CONCEDE: "concession",
    EventType.RETREAT: "retreat",
    EventType.REQUEST: "request",
    EventType.ACCUSE: "accusation",
    EventType.REJECT: "rejection",
    EventType.THREATEN: "threat",
    EventType.PROTEST: "protest",
    EventType.SANCTION: "sanction",
    EventType.MOBILIZE: "mobilisation",
    EventType.COERCE: "coercion",
    EventType.ASSAULT: "assault",
}

QUAD_WORDS = {
    Quad.MATERIAL_CONFLICT: "material conflict",
    Quad.VERBAL_CONFLICT: "verbal conflict",
    Quad.VERBAL_COOPERATION: "verbal cooperation",
    Quad.MATERIAL_COOPERATION: "material cooperation",
}

STATUS_WORDS = {
    Status.FUTURE: ("Announced or expected", "not yet done when the report was written"),
    Status.CONDITIONAL: ("Conditional", "only if something else happens"),
    Status.HYPOTHETICAL: ("Possible or supposed", "“may”, “could”, “would”"),
    Status.NEGATED: ("Denied or did not happen", "reported as not done"),
}

SIGNAL_WORDS = {
    SignalKind.RED_LINE: "red line",
    SignalKind.THREAT: "threat",
    SignalKind.WARNING: "warning",
    SignalKind.DEMAND: "demand",
    SignalKind.REJECTION: "rejection",
    SignalKind.ACCUSATION: "accusation",
    SignalKind.DENIAL: "denial",
    SignalKind.PROMISE: "promise",
    SignalKind.OFFER: "offer",
    SignalKind.REASSURANCE: "reassurance",
}
"""In order of weight: the first kinds are shown first."""

_OUTCOMES = {
    SignalKind.THREAT: ("carried out", "not carried out"),
    SignalKind.RED_LINE: ("enforced", "not enforced"),
    SignalKind.WARNING: ("came about", "did not come about"),
    SignalKind.DEMAND: ("met", "not met"),
    SignalKind.REJECTION: ("stood by", "given up"),
    SignalKind.DENIAL: ("not contradicted", "contradicted"),
}

CROSSED_WORDS = {
    Crossed.YES: "crossed",
    Crossed.NO: "not crossed so far",
    Crossed.UNCLEAR: "unclear",
}

STANDING_WORDS = {
    Standing.CORROBORATED: ("Corroborated", "said by two or more independent sources"),
    Standing.CONTESTED: ("Contested", "sources contradict one another"),
    Standing.SINGLE_SOURCE: ("Single source", "nobody else among the reports says so"),
    Standing.ANONYMOUS: ("Anonymous", "only unnamed speakers say so"),
}

SPEECH_WORDS = {
    SpeechAct.ASSERTED: "said by",
    SpeechAct.DENIED: "denied by",
    SpeechAct.THREATENED: "threatened by",
    SpeechAct.WARNED: "warned of by",
    SpeechAct.PROMISED: "promised by",
    SpeechAct.DEMANDED: "demanded by",
    SpeechAct.OFFERED: "offered by",
    SpeechAct.REJECTED: "rejected by",
    SpeechAct.PREDICTED: "predicted by",
}

HORIZON_WORDS = {
    Horizon.SHORT: ("Short term", "up to a year"),
    Horizon.MID: ("Medium term", "one to three years"),
    Horizon.LONG: ("Long term", "three years and more"),
    Horizon.NONE: ("No horizon given", "the reports do not say by when"),
}

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def outcome_words(kind: SignalKind, outcome: Outcome) -> str:
    """What became of a word, in words that fit its kind.

    >>> outcome_words(SignalKind.DEMAND, Outcome.KEPT)
    'met'
    >>> outcome_words(SignalKind.PROMISE, Outcome.BROKEN)
    'broken'
    """
    kept, broken = _OUTCOMES.get(kind, ("kept", "broken"))
    return {Outcome.KEPT: kept, Outcome.BROKEN: broken}.get(outcome, outcome.value)


def day_words(day: date | None, precision: DatePrecision | None = None) -> str:
    """A date as a reader writes it, no more exact than the report was.

    >>> day_words(date(2031, 3, 12))
    '12 March 2031'
    >>> day_words(date(2031, 3, 1), DatePrecision.MONTH)
    'March 2031'
    >>> day_words(None)
    'undated'
    """
    if day is None:
        return "undated"
    if precision is DatePrecision.YEAR:
        return str(day.year)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if precision is DatePrecision.MONTH else f"{day.day} {month}"


def number_words(number: float | None, *, signed: bool = False) -> str:
    """A number with thousands set apart and a true minus sign; empty for None.

    >>> number_words(10000, signed=True), number_words(-7.2, signed=True)
    ('+10,000', '−7.2')
    """
    if number is None:
        return ""
    written = f"{number:+,}" if signed else f"{number:,}"
    return written.removesuffix(".0").replace("-", "−")


def count_words(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> count_words(1, "report"), count_words(3, "report"), count_words(2, "copy", "copies")
    ('1 report', '3 reports', '2 copies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent_words(low: float | None, high: float | None) -> str:
    """A range of probabilities, in per cent.

    >>> percent_words(0.55, 0.8)
    '55–80 %'
    """
    if low is None or high is None:
        return ""
    bounds = [f"{round(100 * bound)}" for bound in (low, high)]
    return f"{bounds[0]} %" if bounds[0] == bounds[1] else f"{bounds[0]}–{bounds[1]} %"


def grade_words(grade: str) -> str:
    """What an Admiralty grade means, in words.

    >>> grade_words("C3")
    'fairly reliable source; possibly true'
    >>> grade_words("F")
    'source not judged yet'
    """
    letter, digit = grade[:1], grade[1:2]
    words = []
    if letter == Reliability.F:
        words.append("source not judged yet")
    elif letter in list(Reliability):
        words.append(f"{RELIABILITY_WORDS[Reliability(letter)]} source")
    if digit in list(Credibility):
        words.append(CREDIBILITY_WORDS[Credibility(digit)])
    return "; ".join(words)


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, white space joined, cut between words.

    >>> clip("Arvia moved its  guns to the river.", 20)
    'Arvia moved its…'
    """
    joined = " ".join(text.split())
    if len(joined) <= limit:
        return joined
    cut = joined[:limit]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip(" ,;:—–-") + "…"


SUBJECT_DASH = re.compile(r"\s*[-–]\s*")


def known_name(code: str) -> str:
    """The name that our own tables give an actor; the code where they do not have it."""
    from tocsin.knowledge import gazetteer

    try:
        return gazetteer().actor(code).name
    except UsageError:
        return code


class Names:
    """What readers call the actors: as the assessment lists them, else as we know them.

    A code that nobody knows stands for itself.
    """

    def __init__(self, actors: tuple[ActorMention, ...]) -> None:
        self._names = {actor.code: actor.name for actor in actors}

    def of(self, code: str) -> str:
        """The name of one actor."""
        if code not in self._names:
            # A table may hold forces of a state that no sentence names.
            self._names[code] = known_name(code)
        return self._names[code]

    def subject(self, subject: str) -> str:
        """The subject of a gauge, with names for codes where it is a pair or a code.

        >>> Names(()).subject("POL-EST"), Names(()).subject("Weimar Triangle")
        ('Poland – Estonia', 'Weimar Triangle')
        """
        codes = SUBJECT_DASH.split(subject)
        names = [self.of(code) for code in codes]
        changed = any(name != code for name, code in zip(names, codes, strict=True))
        return " – ".join(names) if changed else subject

    def all(self, codes: tuple[str, ...], *, most: int = 4) -> str:
        """Several actors in a row; empty for none.

        >>> Names(()).all(("POL", "ROU", "arvia"))
        'Poland, Romania and arvia'
        """
        names = [self.of(code) for code in codes]
        if len(names) > most + 1:
            names = [*names[:most], f"{len(names) - most} others"]
        return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
