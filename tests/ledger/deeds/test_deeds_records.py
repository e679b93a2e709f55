"""Track records, swings and the register of red lines."""

from __future__ import annotations

from math import asin, cos, pi, sin, sqrt

import pytest

from tocsin.domain import Crossed, Outcome, SignalKind
from tocsin.ledger.deeds.red_line_words import line_drawn, place_named, tells_of_crossing
from tocsin.ledger.shares import beta_distribution, share_interval


def mass_below(at: float, hits: int, misses: int, steps: int = 20_000) -> float:
    """Of Beta(hits + 1/2, misses + 1/2), by adding up its density.

    With x = sin^2 the density is sin^(2 hits) cos^(2 misses), smooth at both ends, so that the
    plain sum of mid-points is exact to far more digits than are compared.
    """

    def area(end: float) -> float:
        step = end / steps
        angles = (step * (place + 0.5) for place in range(steps))
        return step * sum(sin(x) ** (2 * hits) * cos(x) ** (2 * misses) for x in angles)

    return area(asin(sqrt(at))) / area(pi / 2)


@pytest.mark.parametrize(("hits", "cases"), [(0, 1), (0, 10), (1, 10), (5, 10), (10, 10), (3, 50)])
def test_five_per_cent_of_the_posterior_lie_on_either_side_of_the_interval(hits, cases):
    share = share_interval(hits, cases)
    assert share.value == hits / cases
    below, above = (
        mass_below(share.low, hits, cases - hits),
        mass_below(share.high, hits, cases - hits),
    )
    # Where nothing was hit the interval reaches down to 0, where nothing was missed up to 1.
    assert below == pytest.approx(0.0 if hits == 0 else 0.05, abs=1e-5)
    assert above == pytest.approx(1.0 if hits == cases else 0.95, abs=1e-5)


@pytest.mark.parametrize(
    ("at", "first", "second", "chance"),
    [
        (0.3, 1.0, 1.0, 0.3),  # uniform
        (0.5, 2.0, 2.0, 0.5),
        (0.2, 1.0, 3.0, 1 - 0.8**3),
        (0.6, 4.0, 1.0, 0.6**4),
        (0.25, 0.5, 0.5, 1 / 3),  # arcsine law
    ],
)
def test_the_beta_distribution_where_it_has_a_closed_form(at, first, second, chance):
    assert beta_distribution(at, first, second) == pytest.approx(chance, abs=1e-12)


def test_there_is_no_share_of_nothing():
    assert share_interval(0, 0) is None


# --- records ----------------------------------------------------------------------------------


def threat(world, number, words):
    return world.reading(
        number,
        f"Arvia will shell {words}.",
        world.signal("threat", "ARV", "BOR", consequence=f"Arvia will shell {words}"),
        world.act("ASSAULT", "ARV", "BOR", status="future", trigger="shell"),
    )


def strike(world, number):
    return world.reading(
        number, "Arvia shelled Borland.", world.act("ASSAULT", "ARV", "BOR"), by="Gazette"
    )


def quiet(world, number):
    return world.reading(number, "Arvia held elections.", by="Gazette")


def test_a_record_counts_words_old_enough_and_whether_the_deed_came_within_the_window(world):
    readings = [
        threat(world, 1, "the port"),
        strike(world, 10),
        threat(world, 60, "bridges of the south"),  # nothing for more than 30 days
        threat(world, 190, "army depots"),  # too young on day 200
        quiet(world, 150),
        quiet(world, 195),
    ]
    (record,) = world.follow(readings, similar=world.by_words).track_records
    assert (record.actor, record.kind, record.window) == ("ARV", SignalKind.THREAT, 30)
    assert (record.words, record.followed, record.left_out, record.share) == (2, 1, 1, 0.5)


def test_the_base_rate_is_of_windows_that_follow_no_such_word(world):
    struck = [strike(world, number) for number in (100, 105, 140)]
    readings = [threat(world, 1, "the port"), *struck, quiet(world, 200)]
    (record,) = world.follow(readings, similar=world.by_words).track_records
    # From day 1 to 31 is after the threat; then 31-61, 61-91, 91-121, 121-151, 151-181.
    assert (record.base_windows, record.base_followed) == (5, 2)
    assert (record.words, record.followed) == (1, 0)


def test_a_word_that_was_not_put_to_the_test_counts_for_nothing(world):
    conditional = world.reading(
        1,
        "Arvia will shell the port if Borland attacks.",
        world.signal(
            "threat", "ARV", "BOR", condition="Borland attacks", consequence="Arvia will shell"
        ),
        world.act("ASSAULT", "ARV", "BOR", status="conditional", trigger="shell"),
        world.act("ASSAULT", "BOR", "ARV", status="conditional", trigger="attacks"),
    )
    (record,) = world.follow([conditional, quiet(world, 150)]).track_records
    assert (record.words, record.left_out, record.share) == (0, 1, None)


# --- swings -----------------------------------------------------------------------------------


def tone(world, number, kind, sender="ARV", receiver="BOR"):
    return world.reading(number, f"{kind} {number}.", world.signal(kind, sender, receiver))


def test_a_swing_is_a_change_between_menace_and_reassurance(world):
    readings = [
        tone(world, 1, "threat"),
        tone(world, 5, "warning"),  # no change
        tone(world, 9, "reassurance"),
        tone(world, 9, "threat", receiver="HAL"),  # toward somebody else
        tone(world, 20, "threat"),
        tone(world, 25, "demand"),  # neither
    ]
    swings = world.follow(readings).swings
    assert [(s.date, s.from_kind.value, s.to_kind.value) for s in swings] == [
        (world.day(9), "warning", "reassurance"),
        (world.day(20), "reassurance", "threat"),
    ]
    assert all(len(swing.signals) == len(swing.evidence) == 2 for swing in swings)


def test_a_day_with_both_tones_is_no_swing(world):
    readings = [tone(world, 1, "threat"), tone(world, 5, "promise"), tone(world, 5, "threat")]
    assert world.follow(readings).swings == ()


# --- red lines --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "condition", "consequence"),
    [
        (
            "The deployment of foreign troops in Borland is a red line for Arvia, Verrin said, "
            "and Arvia will respond with force.",
            "The deployment of foreign troops in Borland",
            "Arvia will respond with force",
        ),
        (
            "Arvia warned that any soldier on the Tolm bridge would cross a red line.",
            "any soldier on the Tolm bridge",
            None,
        ),
        (
            "Verrin called the stationing of missiles in Vestria a red line.",
            "the stationing of missiles in Vestria",
            None,
        ),
        ("She called the river Borland's red line.", "the river", None),
        (
            "Roswick also warned Arvia against crossing the Ista, which she called a red line.",
            "crossing the Ista",
            None,
        ),
        (
            "Arvia has one red line: no missiles east of the Ista.",
            "missiles east of the Ista",
            None,
        ),
        (
            "Thale said an attack on Dorn would be a red line, and the Compact would strike back.",
            "an attack on Dorn",
            "the Compact would strike back",
        ),
        ("Arvia spoke of red lines.", None, None),
    ],
)
def test_what_would_cross_a_line_stands_in_the_sentence_that_draws_it(
    sentence, condition, consequence
):
    assert line_drawn(sentence) == (condition, consequence)


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("Arvia said that Borland had crossed a red line.", True),
        ("Borland crossed our red line, Verrin said.", True),
        ("Foreign soldiers would cross a red line.", False),
        ("If one soldier comes, a red line will have been crossed.", False),
        ("Borland has not crossed a red line.", False),
    ],
)
def test_to_say_that_a_line_was_crossed_draws_none(sentence, tells):
    assert tells_of_crossing(sentence) is tells


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("soldiers cross the River Ista", "River Ista"),
        ("any soldier on the Tolm bridge", "Tolm"),
        ("an attack on Monday", None),
    ],
)
def test_where_a_line_runs_is_the_place_that_its_words_name(words, place):
    assert place_named(words) == place


def line(world, *more):
    text = "The deployment of soldiers at Tolm by Halmark is a red line for Arvia."
    return world.reading(
        1,
        text,
        world.signal("red_line", "ARV", "HAL"),
        world.act("MOBILIZE", "HAL", mode="troops", status="hypothetical", trigger="deployment"),
        *more,
    )


def deployment(world, number=9, **fields):
    return world.reading(
        number,
        "Halmark deployed soldiers at Tolm.",
        world.act("MOBILIZE", "HAL", "BOR", mode="troops", trigger="deployed", **fields),
        by="Gazette",
    )


def test_the_register_tells_who_drew_a_line_and_that_it_was_not_crossed(world):
    (entry,) = world.follow([line(world), quiet(world, 90)]).red_lines
    assert (entry.drawn_by, entry.toward, entry.drawn_on) == (("ARV",), ("HAL",), world.day(1))
    assert (entry.place, entry.crossed, entry.outcome) == ("Tolm", Crossed.NO, Outcome.PENDING)
    assert entry.condition == "The deployment of soldiers at Tolm by Halmark"


def test_a_line_crossed_and_answered_was_enforced(world):
    answer = world.reading(
        12, "Arvia shelled Halmark's soldiers.", world.act("ASSAULT", "ARV", "HAL")
    )
    (entry,) = world.follow([line(world), deployment(world), answer]).red_lines
    assert (entry.crossed, entry.crossed_on, entry.crossed_by) == (
        Crossed.YES,
        world.day(9),
        ("HAL",),
    )
    assert entry.outcome is Outcome.KEPT
    assert entry.came_after == (answer.events[0].id,)


def test_a_line_crossed_on_doubtful_word_is_unclear(world):
    doubtful = deployment(world, attribution="anonymous", speaker="officials")
    (entry,) = world.follow([line(world), doubtful]).red_lines
    assert (entry.crossed, entry.outcome) == (Crossed.UNCLEAR, Outcome.UNCLEAR)


def test_who_drew_a_line_does_not_settle_that_it_was_crossed(world):
    claim = world.reading(
        9,
        "Arvia said that Halmark had crossed a red line.",
        world.signal("red_line", "ARV", "HAL"),
    )
    (entry,) = world.follow([line(world), claim]).red_lines
    assert (entry.crossed, entry.times) == (Crossed.UNCLEAR, 1)
    assert "says that it was crossed" in entry.because


def test_a_promise_whose_day_is_still_to_come_is_not_counted_as_missed(world):
    said = "to deliver 40 trucks to Borland by 31 December 2031"
    readings = [
        world.reading(
            1,
            f"Arvia promised {said}.",
            world.signal("promise", "ARV", "BOR", consequence=said),
            world.act("AID", "ARV", "BOR", status="future", trigger="deliver"),
        ),
        quiet(world, 80),
        quiet(world, 150),
    ]
    records = world.follow(readings, similar=world.by_words).track_records
    assert [(one.words, one.followed, one.left_out) for one in records] == [(0, 0, 1)]
