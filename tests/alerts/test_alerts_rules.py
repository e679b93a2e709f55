"""What sets off alerts, and with how much caution each of them speaks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tocsin.domain import (
    Claim,
    Evidence,
    FailingFeed,
    Followed,
    GaugeSeries,
    RedLine,
    Statement,
    derive_id,
)

TODAY = date(2031, 4, 9)
LONG_AGO = date(2031, 1, 1)


def words(report):
    return (Evidence.cite(report, 0, len(report.text)),)


def claim(world, text, standing, *sources, other=(), first_said=TODAY, attribution="named"):
    """A claim that each source makes in a report of its own."""
    said = []
    for source in sources:
        report = world.report(text, source, published=first_said)
        said.append(
            Statement(
                id=derive_id("statement", report.id), attribution=attribution, text=text,
                speech_act="asserted", about=("ARV",), evidence=words(report),
            )
        )  # fmt: skip
        world.add(statements=said[-1])
    steps = ("first said", "corroborated", "repeated")
    made = Claim(
        id=derive_id("claim", text), text=text, standing=standing, grade="C3",
        sources=len(sources), statements=tuple(each.id for each in said), contradicts=other,
        first_said=first_said, disagreement="4,000 (A) against 400 (B)" * bool(other),
        history=tuple(
            {"date": first_said, "report": each.evidence[0].report, "origin": source,
             "statement": each.id, "step": step}
            for each, source, step in zip(said, sources, steps, strict=False)
        ),
    )  # fmt: skip
    world.add(claims=made)
    return made


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({}, 1),
        ({"types": ["ASSAULT"]}, 1),
        ({"types": ["SANCTION"]}, 0),
        ({"by": ["ARV"], "toward": ["BOR"]}, 1),
        ({"by": ["BOR"]}, 0),
        ({"toward": ["ARV"]}, 0),
        ({"between": ["BOR", "ARV"]}, 1),
        ({"between": ["BOR", "HAL"]}, 0),
        ({"status": ["negated"]}, 0),
        ({"modes": ["artillery"]}, 1),
        ({"modes": ["beat"]}, 0),
        ({"about": ["oster"]}, 1),
        ({"about": ["BOR"]}, 1),
        ({"about": ["Gravna", "HAL"]}, 0),
    ],
)
def test_an_act_is_told_where_every_filter_of_the_rule_fits(world, rule, told):
    world.event("Arvia shelled Oster.", mode="artillery")
    assert len(world.alerts(when="event", **rule)) == told


def test_what_was_denied_planned_or_is_long_past_is_no_alert(world):
    world.event("Arvia did not shell Oster.", status="negated")
    world.event("Arvia may shell Oster.", status="hypothetical")
    world.event("In January Arvia shelled Oster.", date=LONG_AGO)
    assert world.alerts(when="event") == ()
    assert len(world.alerts(when="event", days=200)) == 1
    assert len(world.alerts(when="event", status=["negated"])) == 1


def test_one_act_in_many_reports_is_one_alert_and_a_copy_none(world):
    first = world.event("Arvia shelled Oster.")
    world.event("Shells fell on Oster; Arvia fired them.", "Dorn Telegraph")
    report = first.evidence[0].report
    world.event("Arvia shelled Oster again.", "Copy", duplicate_of=report)
    (alert,) = world.alerts(when="event")
    assert "told 2 times" in alert.text
    assert alert.sources == ("Ista Wire", "Dorn Telegraph")


def test_the_same_alert_has_the_same_key_whatever_comes_later(world):
    world.event("Arvia shelled Oster.")
    (before,) = world.alerts(when="event")
    world.event("Arvia shelled Oster, says another.", "Dorn Telegraph")
    world.event("Arvia shelled Tolm.", date=TODAY - timedelta(days=1))
    after = world.alerts(when="event")
    assert before.key in {alert.key for alert in after}
    assert len(after) == 2


def test_only_the_first_act_of_a_pair_is_told_and_never_a_later_one(world):
    world.event("Arvia shelled Oster.")
    (before,) = world.alerts(when="event", first=True, between=["ARV", "BOR"])
    assert "first ASSAULT" in before.text
    world.event("Borland shelled Gravna.", source=("BOR",), target=("ARV",))
    (after,) = world.alerts(when="event", first=True, between=["ARV", "BOR"])
    assert after.key == before.key
    world.event("In January Arvia shelled Oster.", date=LONG_AGO)
    assert world.alerts(when="event", first=True, between=["ARV", "BOR"]) == ()


@pytest.mark.parametrize(
    ("standing", "attribution", "shown"),
    [
        (None, "anonymous", "anonymous"),
        (None, "named", "single-source"),
        ("corroborated", "named", "corroborated"),
        ("contested", "named", "contested"),
        ("anonymous", "anonymous", "anonymous"),
    ],
)
def test_an_alert_begins_with_how_well_it_stands(world, standing, attribution, shown):
    event = world.event("Arvia shelled Oster.", attribution=attribution)
    if standing:
        world.add(
            claims=Claim(id="cl-1", text="x", standing=standing, grade="C3", sources=1,
                         statements=(), events=(event.id,))
        )  # fmt: skip
    (alert,) = world.alerts(when="event")
    assert (alert.standing, alert.text.startswith(f"[{shown}] ")) == (shown, True)
    assert "as reported; Ista Wire: “Arvia shelled Oster.”" in alert.text
    assert alert.evidence == event.evidence


def test_an_act_in_the_words_of_an_unnamed_source_stays_an_unnamed_sources_word(world):
    event = world.event("Arvia shelled Oster, a source said.")
    world.add(
        statements=Statement(
            id="st-1",
            attribution="anonymous",
            speech_act="asserted",
            text="Arvia shelled Oster",
            evidence=event.evidence,
        )
    )
    (alert,) = world.alerts(when="event")
    assert alert.text.startswith("[anonymous] ")


def test_a_disagreement_is_one_alert_with_both_sides(world):
    one = claim(world, "Arvia has moved 4,000 soldiers.", "contested", "Wire", other=("cl-x",))
    other = claim(world, "Arvia has moved 400 soldiers.", "contested", "Gazette", other=(one.id,))
    world.fields["claims"][0] = one.model_copy(update={"contradicts": (other.id,)})
    (alert,) = world.alerts(when="contested")
    assert alert.text.startswith("[contested] reports disagree: 4,000 (A) against 400 (B); ")
    assert {cited.quote for cited in alert.evidence} == {one.text, other.text}
    assert world.alerts(when="contested", about=["Gravna"]) == ()
    assert len(world.alerts(when="contested", about=["ARV"])) == 1


def test_a_claim_is_told_when_a_second_source_makes_it(world):
    claim(world, "Arvia has cut the gas.", "corroborated", "Wire", "Gazette")
    claim(world, "Arvia has opened a port.", "single-source", "Wire")
    claim(world, "Arvia has built a bridge.", "corroborated", "A", "B", first_said=LONG_AGO)
    (alert,) = world.alerts(when="corroborated")
    assert alert.text.startswith("[corroborated] 2 independent sources say the same; Wire, Gazette")


def line(world, **fields):
    report = world.report("Soldiers at Tolm would cross Arvia's red line, Maran said.")
    made = RedLine(
        **{"id": "rl-1", "drawn_by": ("ARV",), "toward": ("HAL",), "drawn_on": TODAY,
           "condition": "soldiers at Tolm", "crossed": "no", "outcome": "pending", "because": "x",
           "followed": "fo-1", "evidence": words(report)} | fields
    )  # fmt: skip
    world.add(red_lines=made)


def test_a_red_line_is_told_when_it_is_drawn_and_when_it_is_crossed(world):
    line(world)
    (alert,) = world.alerts(when="red_line", by=["ARV"])
    assert "red line of ARV toward HAL, as reported (soldiers at Tolm)" in alert.text
    assert world.alerts(when="red_line", by=["BOR"]) == ()
    assert world.alerts(when="red_line_crossed") == ()
    crossing = world.event("Halmark sent soldiers to Tolm.", source=("HAL",), type="MOBILIZE")
    world.fields["red_lines"].clear()
    line(world, crossed="yes", crossed_on=TODAY, crossed_by=("HAL",), crossings=(crossing.id,))
    (alert,) = world.alerts(when="red_line_crossed")
    assert "has been crossed by HAL, as reported" in alert.text
    assert alert.evidence[0].quote == "Halmark sent soldiers to Tolm."
    assert alert.standing == "single-source"


def test_a_broken_word_is_told_with_the_word_and_what_broke_it(world):
    report = world.report("Arvia promised not to shell Borland.", published=LONG_AGO)
    deed = world.event("Arvia shelled Oster.", "Dorn Telegraph", attribution="anonymous")
    word = Followed(
        id="fo-1", kind="reassurance", sender=("ARV",), receiver=("BOR",), text="not to shell",
        utterances=("sg-1",), deed="seen", deed_events=(deed.id,), deed_day=TODAY,
        outcome="broken", because="Done all the same on 2031-04-09.", evidence=words(report),
    )  # fmt: skip
    world.add(followed=word)
    (alert,) = world.alerts(when="broken", kinds=["reassurance"])
    assert alert.text.startswith("[anonymous] reassurance by ARV toward BOR counts as broken")
    assert [cited.quote for cited in alert.evidence] == [
        "Arvia promised not to shell Borland.",
        "Arvia shelled Oster.",
    ]
    assert world.alerts(when="broken", kinds=["threat"]) == ()


def series(values, note=""):
    points = tuple(
        (TODAY - timedelta(days=len(values) - 1 - place), value, None, None)
        for place, value in enumerate(values)
    )
    return GaugeSeries(
        name="tension", subject="ARV–BOR", unit="", points=points,
        because=((),) * len(points), note=note,
    )  # fmt: skip


CALM = [float(n % 10) for n in range(30)]


@pytest.mark.parametrize(
    ("values", "rule", "told"),
    [
        ([*CALM, 9.0], {}, 0),  # as high as it mostly was, and no higher
        ([*CALM, 12.0], {}, 1),
        ([*CALM, 12.0, 13.0, 14.0], {}, 1),
        ([*CALM, 12.0, 3.0], {}, 0),  # it was above, and is no more
        ([*CALM, None], {}, 0),
        ([*CALM, 8.5], {"above": 80}, 1),
        ([*CALM, 12.0], {"subject": "ARV-BOR"}, 1),
        ([*CALM, 12.0], {"subject": "ARV-HAL"}, 0),
        ([*CALM, 12.0], {"between": ["ARV", "BOR", "HAL"]}, 1),
        ([*CALM, 12.0], {"between": ["ARV", "HAL"]}, 0),
        ([*CALM, 12.0], {"gauge": "cohesion"}, 0),
        ([1.0] * 11 + [50.0], {}, 0),  # too little past to have percentiles
        ([1.0] * 12 + [50.0], {}, 1),
    ],
)
def test_a_gauge_is_told_where_it_stands_above_its_own_past(world, values, rule, told):
    world.add(gauges=series(values))
    alerts = world.alerts(when="gauge", **rule)
    assert len(alerts) == told
    assert all("measured from what is reported, not from what is so" in a.text for a in alerts)


def test_a_last_point_that_counts_more_than_those_before_is_not_compared(world):
    world.add(gauges=series([*CALM, 40.0], note="3 undated acts count at the last point only."))
    assert world.alerts(when="gauge") == ()


def test_a_gauge_that_stays_high_is_one_alert(world):
    keys = set()
    for days in range(1, 6):
        world.fields["gauges"] = [series([*CALM, *[20.0 + n for n in range(days)]])]
        keys |= {alert.key for alert in world.alerts(when="gauge")}
    assert len(keys) <= 2  # one for each month in which the run can seem to begin


def test_a_feed_is_told_after_so_many_failures_and_anew_when_it_fails_again(world):
    feed = FailingFeed(address="https://a.example", name="A", since=TODAY, times=3, reason="Gone.")
    world.add(failing_feeds=feed)
    (first,) = world.alerts(when="feed_failing")
    assert first.text == "the feed A fails since 2031-04-09, 3 times in a row: Gone."
    assert world.alerts(when="feed_failing", times=4) == ()
    world.fields["failing_feeds"] = [feed.model_copy(update={"times": 9})]
    assert world.alerts(when="feed_failing")[0].key == first.key
    world.fields["failing_feeds"] = [feed.model_copy(update={"since": date(2031, 5, 1)})]
    assert world.alerts(when="feed_failing")[0].key != first.key
