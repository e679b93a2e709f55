"""A world of two states, told of by hand, and rules to put to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tocsin.alerts import raise_alerts
from tocsin.desk import AlertRule, Desk
from tocsin.domain import Alert, Assessment, Event, Evidence, Report, derive_id

AS_OF = date(2031, 4, 9)


class World:
    """Reports and what is found in them; `alerts(when=…)`: what one rule makes of it all."""

    def __init__(self) -> None:
        self.fields: dict[str, list[object]] = {}

    def report(self, text: str, source: str = "Ista Wire", **fields: object) -> Report:
        values = {"origin": f"{source}-{text[:9]}", "source": source, "published": AS_OF} | fields
        made = Report.make(text=text, **values)
        self.add(reports=made)
        return made

    def add(self, **items: object) -> None:
        for kind, item in items.items():
            self.fields.setdefault(kind, []).append(item)

    def event(self, text: str, paper: str = "Ista Wire", /, **fields: object) -> Event:
        told = {name: fields.pop(name) for name in ("published", "duplicate_of") if name in fields}
        report = self.report(text, paper, **told)
        values = {
            "type": "ASSAULT", "status": "actual", "quad": "material_conflict", "intensity": -9,
            "source": ("ARV",), "target": ("BOR",), "date": AS_OF, "date_precision": "day",
        } | fields  # fmt: skip
        made = Event(id=derive_id("event", report.id), evidence=cite(report), **values)
        self.add(events=made)
        return made

    def alerts(self, *, as_of: date = AS_OF, **rule: object) -> tuple[Alert, ...]:
        assessment = Assessment(
            desk="ista", as_of=as_of, generated_by="a test",
            **{kind: tuple(items) for kind, items in self.fields.items()},
        )  # fmt: skip
        rules = [AlertRule.model_validate({"name": "Rule"} | rule)]
        return raise_alerts(assessment, rules, Desk(name="ista", title="Ista"))


def cite(report: Report) -> tuple[Evidence, ...]:
    return (Evidence.cite(report, 0, len(report.text)),)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def alert() -> Callable[..., Alert]:
    """`alert(to=…)`: one alert with its words, to be sent."""

    def make(
        text: str = "[single-source] ASSAULT by Arvia, as reported", **fields: object
    ) -> Alert:
        quote = Evidence(report="r-1", start=0, end=24, quote="Arvia shelled “Oster”.\nTwice.")
        values = {
            "key": derive_id("alert", text), "rule": "First shot", "when": "event", "item": "ev-1",
            "standing": "single-source", "sources": ("Ista Wire",), "evidence": (quote,),
        } | fields  # fmt: skip
        return Alert(text=text, **values)

    return make
