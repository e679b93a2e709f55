"""Charts and the map: one design for every medium, drawn without surprise."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import etree

import build_shapes as build
from tocsin.brief import map as region_map
from tocsin.brief.charts import drawing
from tocsin.brief.charts.palette import STAND_INS
from tocsin.brief.wording import Names
from tocsin.domain import ActorKind, ActorMention, Posture

POINTS = {
    "points": [
        {"date": "2031-03-01", "value": 1, "low": 0, "high": 2},
        {"date": "2031-03-09", "value": 3, "low": 2, "high": 4},
    ]
}
NAMES = Names((ActorMention(code="EST", name="Estonia", kind=ActorKind.STATE, mentions=1),))


def row(actor, change=None, **fields):
    return Posture(id=f"fp-{actor}-{change}", actor=actor, change=change, evidence=(), **fields)


@pytest.mark.parametrize("name", ["timeline", "gauge", "dots", "region", "outlook"])
def test_the_committed_specification_is_what_altair_makes_of_the_design(name):
    # After a change: python tools/design_charts.py
    from design_charts import spec_text

    assert (drawing.SPECS / f"{name}.vl.json").read_text(encoding="utf-8") == spec_text(name)


def test_a_chart_takes_its_colours_from_the_style_sheet():
    drawn = drawing.draw("gauge", POINTS, key="g", title="Tension", domain=(0, 4))
    assert not set(STAND_INS.values()) & set(re.findall(r"#[0-9a-f]{6}", drawn))
    assert "var(--accent)" in drawn
    sheet = (region_map.Path(drawing.__file__).parents[1] / "assets" / "brief.css").read_text()
    for name in STAND_INS:
        assert sheet.count(f"--{name}: ") == 3, f"--{name} by day, by night and on paper"


def test_two_charts_on_one_page_share_no_identifier():
    first, second = (
        drawing.draw("gauge", POINTS, key=key, title="Tension", domain=(0, 4)) for key in "ab"
    )
    ids = [set(re.findall(r'id="([^"]+)"', drawn)) for drawn in (first, second)]
    assert not ids[0] & ids[1]


def test_a_chart_is_repeatable_whatever_was_drawn_before():
    first = drawing.draw("gauge", POINTS, key="g", title="Tension", domain=(0, 4))
    drawing.draw(
        "dots",
        {"points": [{"subject": "a", "value": 1, "low": 0, "high": 1}]},
        key="d",
        title="Dot",
    )
    assert drawing.draw("gauge", POINTS, key="g", title="Tension", domain=(0, 4)) == first


def test_names_in_a_chart_stay_text():
    label = {"text": '<script>&"', "x": 200, "y": 100}
    drawn = drawing.draw("region", {"land": [], "labels": [label]}, key="m", title='<b>"')
    root = etree.fromstring(drawn)
    assert "".join(root.itertext()).count('<script>&"') == 2  # the halo and the word
    assert root.get("aria-label") == '<b>"'


@pytest.mark.parametrize(
    ("first", "last", "most", "days"),
    [
        (date(2031, 3, 1), date(2031, 3, 9), 3, [1, 5, 9]),
        (date(2031, 3, 1), date(2031, 3, 2), 5, [1, 2]),  # never two ticks on one day
        (date(2031, 3, 1), date(2031, 3, 1), 5, [1]),
    ],
)
def test_ticks_stand_on_whole_days(first, last, most, days):
    found = [day.day for day in drawing.spread_days(first, last, most)]
    assert found == days


def test_the_map_shades_and_labels_the_states_of_the_table():
    found = region_map.region([row("POL", 10_000), row("ROU", 4_000), row("EST", -500)], NAMES)
    assert [(state.words, state.tone) for state in found.states] == [
        ("Poland +10,000", "gain"),
        ("Romania +4,000", "gain"),
        ("Estonia −500", "loss"),
    ]
    tones = [shape["properties"]["tone"] for shape in found.land]
    assert tones.count("gain") == 2
    assert tones.count("loss") == 1
    for label in found.labels:
        assert 0 < label["x"] < region_map.WIDTH
        assert 0 < label["y"] < region_map.HEIGHT
    poland, romania, estonia = found.labels
    assert estonia["y"] < poland["y"] < romania["y"]  # north is up
    assert found.missing == ()


@pytest.mark.parametrize(
    ("posture", "state"),
    [
        (row("USA", 500, place="Poland"), "POL"),  # where they are, not whose they are
        (row("USA", 500, place="estonia "), "EST"),
        (row("POL", 500, place="the eastern border"), "POL"),
        (row(None, 500, place="the eastern border"), None),
    ],
)
def test_forces_belong_to_the_state_they_stand_in(posture, state):
    assert region_map.state_of(posture, NAMES) == state


def test_a_state_without_an_outline_is_named_and_not_lost():
    found = region_map.region([row("POL", 5), row("ARV", 7)], NAMES)
    assert found.missing == ("ARV +7",)


def test_without_any_outline_there_is_no_map():
    assert region_map.region([row("ARV", 7)], NAMES) is None


def test_figures_of_one_state_are_listed_and_never_added_up():
    # One may count soldiers and the next tanks.
    found = region_map.region([row("POL", 100), row("POL", 7)], NAMES)
    [state] = found.states
    assert (state.label, state.words) == ("Poland\n+100 …", "Poland +100, +7")


@pytest.mark.parametrize(
    "codes", [("RUS", "EST"), ("USA", "CAN"), ("FJI",), ("TWN", "CHN"), ("SGP",)]
)
def test_any_region_fits_its_frame(codes):
    found = region_map.region([row(code, 5) for code in codes], NAMES)
    for shape in found.land:
        for polygon in shape["geometry"]["coordinates"]:
            for x, y in polygon[0]:
                assert -0.1 <= x <= region_map.WIDTH + 0.1
                assert -0.1 <= y <= region_map.HEIGHT + 0.1
    assert found.labels


def test_outlines_cover_the_states_a_brief_may_name():
    codes = set(region_map._shapes()["states"])
    assert {"SGP", "BHR", "MLT", "MDV", "TWN", "PSE", "XKX", "ESH", "SSD"} <= codes
    assert all(region_map.outlines(code) for code in codes)


@pytest.mark.parametrize(
    ("state", "lon", "lat"),
    [("UKR", 34.1, 45.2), ("CYP", 33.7, 35.25), ("SOM", 45.0, 9.5), ("POL", 21.0, 52.2)],
)
def test_borders_follow_the_united_nations(state, lon, lat):
    owners = [
        code
        for code in region_map._shapes()["states"]
        if any(inside(lon, lat, ring) for ring in region_map.outlines(code))
    ]
    assert owners == [state]


def inside(x, y, ring) -> bool:
    """Ray casting, written apart from the code under test."""
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            crossings += 1
    return crossings % 2 == 1


def test_thinning_keeps_ends_and_flattens_small_bends():
    line = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]
    assert build.thin(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]
    assert build.encode([(0.5, 0.25), (0.52, 0.25), (0.52, 0.25)]) == [50, 25, 2, 0]
