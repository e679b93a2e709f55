"""Where forces are: the map's outlines, projected and cut to the region, with labels."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any

from tocsin.brief.wording import Names, number_words
from tocsin.domain import Posture

WIDTH, HEIGHT = 440, 330
MARGIN = 0.22  # of the frame, around the states that matter
WIDEST = 45.0  # degrees of longitude; a larger state does not set the frame alone
SMALLEST = 14.0  # degrees that a frame spans at least
LABEL_WIDTH, LABEL_HEIGHT = 64, 30

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class StateForces:
    """What the posture table says of one state: the largest movement, and all of it in words."""

    code: str
    name: str
    tone: str
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMap:
    """Data of the `region` chart, and what it says in words. missing: states it cannot show."""

    land: tuple[dict[str, Any], ...]
    labels: tuple[dict[str, Any], ...]
    states: tuple[StateForces, ...]
    missing: tuple[str, ...]


@cache
def _shapes() -> dict[str, Any]:
    text = (Path(__file__).parent / "shapes" / "states.json").read_text(encoding="utf-8")
    shapes: dict[str, Any] = json.loads(text)
    return shapes


@cache
def outlines(code: str) -> tuple[tuple[Point, ...], ...]:
    """The outer rings of a state in degrees (longitude, latitude), largest first."""
    shapes = _shapes()
    rings = []
    for polygon in shapes["states"].get(code, {"polygons": []})["polygons"]:
        points: Ring = []
        for number in polygon[0]:
            arc = _arc(number if number >= 0 else ~number)
            arc = arc if number >= 0 else arc[::-1]
            points += arc[1:] if points else arc
        rings.append(tuple(points))
    return tuple(sorted(rings, key=area, reverse=True))


@cache
def _arc(number: int) -> tuple[Point, ...]:
    shapes = _shapes()
    steps, grid = shapes["arcs"][number], shapes["grid"]
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x * grid, y * grid))
    return tuple(points)


def area(ring: Sequence[Point]) -> float:
    """Area inside a ring, in square units of its points."""
    turned = [*ring[1:], *ring[:1]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, turned, strict=True))) / 2


def state_of(item: Posture, names: Names) -> str | None:
    """The state a row of the posture table belongs to: its place if that is one, else its actor."""
    states = _shapes()["states"]
    if item.place:
        wanted = item.place.casefold().strip()
        for code, state in states.items():
            if wanted in (state["name"].casefold(), names.of(code).casefold()):
                return str(code)
    return item.actor


def forces_by_state(posture: Sequence[Posture], names: Names) -> list[StateForces]:
    """One entry per state, largest movement first; nothing is added up, units may differ."""
    found: dict[str, list[Posture]] = {}
    for item in posture:
        code = state_of(item, names)
        if code and (item.change or item.total):
            found.setdefault(code, []).append(item)
    states = []
    for code, items in found.items():
        chief = max(items, key=lambda item: (abs(item.change or 0), item.total or 0))
        tone = "present" if not chief.change else "gain" if chief.change > 0 else "loss"
        figure = number_words(chief.change, signed=True) or number_words(chief.total)
        figures = [number_words(i.change, signed=True) or number_words(i.total) for i in items]
        name = names.of(code)
        label = f"{name}\n{figure}" + (" …" if len(items) > 1 else "")
        states.append(StateForces(code, name, tone, label, f"{name} {', '.join(figures)}"))
    return states


class Projection:
    """Lambert's azimuthal equal-area projection around a centre.

    Source: Snyder 1987, USGS Professional Paper 1395, p. 185.
    """

    def __init__(self, centre: Point) -> None:
        self.lon0, self.lat0 = map(radians, centre)

    def __call__(self, point: Point) -> Point:
        """Degrees to the plane; y grows downward, as on a screen."""
        lon, lat = map(radians, point)
        turn = lon - self.lon0
        closeness = 1 + sin(self.lat0) * sin(lat) + cos(self.lat0) * cos(lat) * cos(turn)
        k = sqrt(2 / max(closeness, 1e-9))
        return (
            k * cos(lat) * sin(turn),
            -k * (cos(self.lat0) * sin(lat) - sin(self.lat0) * cos(lat) * cos(turn)),
        )


def centre_of(points: Sequence[Point]) -> Point:
    """The middle of some points on the globe, in degrees; date-line safe."""
    x = y = z = 0.0
    for lon, lat in points:
        x += cos(radians(lat)) * cos(radians(lon))
        y += cos(radians(lat)) * sin(radians(lon))
        z += sin(radians(lat))
    length = sqrt(x * x + y * y + z * z) or 1.0
    return degrees(atan2(y, x)), degrees(asin(z / length))


def span(ring: Sequence[Point]) -> float:
    """Degrees of longitude that a ring covers."""
    lons = [lon for lon, _ in ring]
    return max(lons) - min(lons)


def cut(ring: Sequence[Point], width: float, height: float) -> Ring:
    """The part of a ring inside [0, width] x [0, height].

    Source: Sutherland & Hodgman 1974, CACM 17(1):32-42.
    """
    edges = ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1))
    points = list(ring)
    for axis, bound, sign in edges:
        kept: Ring = []
        for a, b in zip(points, points[1:] + points[:1], strict=True):
            a_in, b_in = (a[axis] - bound) * sign >= 0, (b[axis] - bound) * sign >= 0
            if a_in:
                kept.append(a)
            if a_in != b_in:
                t = (bound - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        points = kept
        if not points:
            break
    return points


def fit(codes: Sequence[str]) -> tuple[Projection, float, Point]:
    """Projection, scale and shift that put some states into the frame."""
    mains = [outlines(code)[0] for code in codes]
    framing = [ring for ring in mains if span(ring) <= WIDEST] or mains
    corners = [
        corner
        for ring in framing
        for corner in (
            (min(p[0] for p in ring), min(p[1] for p in ring)),
            (max(p[0] for p in ring), max(p[1] for p in ring)),
        )
    ]
    project = Projection(centre_of(corners))
    flat = [project(point) for ring in framing for point in ring]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    top, bottom = min(y for _, y in flat), max(y for _, y in flat)
    least = radians(SMALLEST)
    wide = max(right - left, least) * (1 + 2 * MARGIN)
    high = max(bottom - top, least * HEIGHT / WIDTH) * (1 + 2 * MARGIN)
    scale = min(WIDTH / wide, HEIGHT / high)
    middle = ((left + right) / 2, (top + bottom) / 2)
    return project, scale, (WIDTH / 2 - middle[0] * scale, HEIGHT / 2 - middle[1] * scale)


def region(posture: Sequence[Posture], names: Names) -> RegionMap | None:
    """The map of a posture table; None where no row belongs to a state that has an outline."""
    forces = forces_by_state(posture, names)
    mapped = [state for state in forces if outlines(state.code)]
    if not mapped:
        return None
    project, scale, shift = fit([state.code for state in mapped])
    tones = {state.code: state.tone for state in mapped}
    land, visible = [], {}
    for code in _shapes()["states"]:
        rings = []
        for ring in outlines(code):
            flat = [(x * scale + shift[0], y * scale + shift[1]) for x, y in map(project, ring)]
            if is_near(ring, project) and (inside := cut(flat, WIDTH, HEIGHT)):
                rings.append([(round(x, 1), round(y, 1)) for x, y in inside])
        if rings:
            visible[code] = max(rings, key=area)
            land.append(feature(rings, tones.get(code, "land")))
    land.sort(key=lambda shape: shape["properties"]["tone"] != "land")  # borders that matter on top
    shown = [state for state in mapped if state.code in visible]
    return RegionMap(
        land=tuple(land),
        labels=tuple(place_labels([(state.label, visible[state.code]) for state in shown])),
        states=tuple(forces),
        missing=tuple(state.words for state in forces if state not in shown),
    )


def is_near(ring: Sequence[Point], project: Projection) -> bool:
    """Whether any of a ring is on the near half of the globe; the rest would turn inside out."""
    return any(hypot(*project(point)) < sqrt(2) for point in ring[:: max(1, len(ring) // 12)])


def feature(rings: Sequence[Ring], tone: str) -> dict[str, Any]:
    """Rings as one GeoJSON feature."""
    return {
        "type": "Feature",
        "properties": {"tone": tone},
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[[list(p) for p in [*ring, ring[0]]]] for ring in rings],
        },
    }


def middle_of(ring: Sequence[Point]) -> Point:
    """The centre of mass of the area inside a ring; of its corners where it has no area."""
    pairs = list(zip(ring, [*ring[1:], *ring[:1]], strict=True))
    crosses = [a[0] * b[1] - b[0] * a[1] for a, b in pairs]
    total = sum(crosses)
    if abs(total) < 1e-6:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    x, y = (
        sum((a[axis] + b[axis]) * cross for (a, b), cross in zip(pairs, crosses, strict=True))
        / (3 * total)
        for axis in (0, 1)
    )
    return x, y


def place_labels(wanted: Sequence[tuple[str, Ring]]) -> list[dict[str, Any]]:
    """Labels at the middle of what they name, moved down where two would overlap."""
    placed: list[dict[str, Any]] = []
    for text, ring in wanted:
        x, y = middle_of(ring)
        x = min(max(x, LABEL_WIDTH / 2), WIDTH - LABEL_WIDTH / 2)
        y = min(max(y, 14.0), HEIGHT - LABEL_HEIGHT)
        while any(
            abs(other["x"] - x) < LABEL_WIDTH and abs(other["y"] - y) < LABEL_HEIGHT
            for other in placed
        ):
            y += 6.0
        placed.append({"text": text, "x": round(x, 1), "y": round(y, 1)})
    return placed
