"""Short ways to write reports in which somebody gives a word, or does a deed.

    said(1, threat("ARV", "BOR", "Arvia will shell the port"))
    told(9, act("ASSAULT", "ARV", "BOR"), "Arvia shelled the port")

Days are days of March 2031; 40 is 9 April.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tocsin.domain import (
    ActorKind,
    ActorMention,
    Commitment,
    Deeds,
    Event,
    EventType,
    Evidence,
    Followed,
    Reading,
    Report,
    Signal,
    Statement,
    derive_id,
)
from tocsin.knowledge.codebook import codebook
from tocsin.ledger.deeds import follow_words

NAMES = {"ARV": "Arvia", "BOR": "Borland", "HAL": "Halmark", "OND": "Ondria"}


def day(number: int) -> date:
    return date(2031, 2, 28) + timedelta(days=number)


def by_words(texts: Sequence[str]) -> np.ndarray:
    """Texts are as alike as the words they share: enough where meaning is not what is tested."""
    vectors = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.split():
            vectors[row, sum(map(ord, word)) % 512] = 1.0
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


Item = Callable[[Report], Any]


def whole(report: Report) -> tuple[Evidence, ...]:
    return (Evidence.cite(report, 0, len(report.text)),)


def act(type_: str, source: str = "", target: str = "", **fields: Any) -> Item:
    """An event that rests on the whole report; actual and in its own words unless told otherwise.

    on: day of March on which it happened. trigger: the word that tells of it.
    """

    def make(report: Report) -> Event:
        given = dict(fields)
        on = given.pop("on", None)
        trigger = given.pop("trigger", None)
        return Event(
            **{
                "id": derive_id("event", report.id, type_, source, target, sorted(fields.items())),
                "type": type_,
                "status": "actual",
                "quad": codebook().quad(type_),
                "intensity": codebook().intensity(EventType(type_)),
                "source": source.split(),
                "target": target.split(),
                "date": day(on) if on else None,
                "date_precision": "day" if on else None,
                "attribution": "named" if given.get("speaker") else "none",
                "because": f"frame \u201c{trigger}\u201d" if trigger else "",
                "evidence": whole(report),
            }
            | given
        )

    return make


def signal(kind: str, sender: str, receiver: str = "", **fields: Any) -> Item:
    def make(report: Report) -> Signal:
        return Signal(
            id=derive_id("signal", report.id, kind, sender),
            kind=kind,
            sender=sender.split(),
            receiver=receiver.split(),
            evidence=whole(report),
            **fields,
        )

    return make


def commitment(by: str, to: str, content: str, quantity: str | None = None) -> Item:
    def make(report: Report) -> Commitment:
        return Commitment(
            id=derive_id("commitment", report.id, by),
            by=by.split(),
            to=to.split(),
            content=content,
            quantity=quantity,
            evidence=whole(report),
        )

    return make


def statement(text: str, about: str = "", **fields: Any) -> Item:
    def make(report: Report) -> Statement:
        start = report.text.index(text)
        return Statement(
            **{
                "id": derive_id("statement", report.id, start, text),
                "attribution": "named" if fields.get("speaker") else "none",
                "speech_act": "asserted",
                "text": text,
                "about": about.split(),
                "evidence": (Evidence.cite(report, start, start + len(text)),),
            }
            | fields
        )

    return make


def reading(
    number: int | None, text: str, *items: Item, by: str = "Wire", **fields: Any
) -> Reading:
    """A report of one sentence, published on a day of March by somebody."""
    report = Report.make(
        origin=f"{by} {number}.txt",
        text=text,
        source=by,
        published=day(number) if number is not None else None,
        **fields,
    )
    made = [item(report) for item in items]

    def only(kind: type) -> tuple[Any, ...]:
        return tuple(item for item in made if isinstance(item, kind))

    mentions = tuple(
        ActorMention(code=code, name=name, kind=ActorKind.STATE, mentions=1)
        for code, name in NAMES.items()
        if name in text
    )
    return Reading(
        report=report,
        mentions=mentions,
        signals=only(Signal),
        events=only(Event),
        commitments=only(Commitment),
        statements=only(Statement),
    )


def follow(readings: Sequence[Reading], until: int = 200, **fields: Any) -> Deeds:
    return follow_words(readings, as_of=day(until), **fields)


def only_word(readings: Sequence[Reading], until: int = 200) -> Followed:
    """What became of the one word that is given."""
    (word,) = follow(readings, until).followed
    return word


@pytest.fixture(scope="session")
def world() -> SimpleNamespace:
    """All of the above by name: `world.reading(1, "…", world.signal("threat", "ARV", "BOR"))`."""
    return SimpleNamespace(
        day=day,
        by_words=by_words,
        act=act,
        signal=signal,
        commitment=commitment,
        statement=statement,
        reading=reading,
        follow=follow,
        only_word=only_word,
    )
