"""Makes `states.json`, the outlines that the map draws, from Natural Earth.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/build_shapes.py package/countries-50m.json

Arcs (borders shared by two states are one arc, so neighbours still meet after
simplifying) are thinned by Visvalingam & Whyatt's rule, rounded to a grid and
delta-coded. See README.md beside this file for source, licence and the
borders that we draw otherwise than the source does.
"""

from __future__ import annotations

import heapq
import json
import sys
from pathlib import Path
from typing import Any

GRID = 0.01  # degrees; about a kilometre
THIN = 0.016  # square degrees: triangles smaller than this are flattened
ISLET = 0.06  # square degrees: smaller rings go, except a state's largest

# Natural Earth draws who controls an area. A brief names states as the United
# Nations does, so these go where the General Assembly's resolutions put them.
ABSORBED = {"N. Cyprus": "CYP", "Somaliland": "SOM", "Siachen Glacier": "IND"}
UNCODED = {"Kosovo": "XKX", "Indian Ocean Ter.": "AUS"}
CRIMEA_BOX = (32.0, 44.0, 37.0, 46.5)  # west, south, east, north

Point = tuple[float, float]
Arc = list[Point]


def decode(topology: dict[str, Any]) -> list[Arc]:
    """The arcs of a quantised TopoJSON file, in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def triangle(a: Point, b: Point, c: Point) -> float:
    """Area of a triangle, in square degrees."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def thin(arc: Arc, smallest: float) -> Arc:
    """The arc without points whose triangle is below `smallest`; both ends stay.

    Source: Visvalingam & Whyatt 1993, Cartographic Journal 30(1):46-51.
    """
    after = [*range(1, len(arc)), -1]
    before = [-1, *range(len(arc) - 1)]
    area = [float("inf")] * len(arc)
    for i in range(1, len(arc) - 1):
        area[i] = triangle(arc[i - 1], arc[i], arc[i + 1])
    queue = [(area[i], i) for i in range(1, len(arc) - 1)]
    heapq.heapify(queue)
    gone = [False] * len(arc)
    closed = arc[0] == arc[-1]
    left = len(arc)
    while queue and (not closed or left > 4):
        size, i = heapq.heappop(queue)
        if gone[i] or size != area[i]:
            continue
        if size >= smallest:
            break
        gone[i], left = True, left - 1
        p, n = before[i], after[i]
        after[p], before[n] = n, p
        for j in (p, n):
            if 0 < j < len(arc) - 1:
                new = triangle(arc[before[j]], arc[j], arc[after[j]])
                area[j] = max(new, size)  # never less than what its neighbour cost
                heapq.heappush(queue, (area[j], j))
    return [point for i, point in enumerate(arc) if not gone[i]]


def ring_points(ring: list[int], arcs: list[Arc]) -> Arc:
    """A ring as points; a negative arc runs backwards."""
    points: Arc = []
    for i in ring:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        points += arc[1:] if points else arc
    return points


def ring_area(points: Arc) -> float:
    """Area inside a ring, in square degrees."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def in_crimea(points: Arc) -> bool:
    """Whether a ring is the peninsula."""
    west, south, east, north = CRIMEA_BOX
    return all(west < x < east and south < y < north for x, y in points)


def code_of(geometry: dict[str, Any]) -> str | None:
    """ISO 3166-1 alpha-3 from the numeric code of the source; None for what has none."""
    import pycountry

    name = geometry["properties"]["name"]
    if name in ABSORBED or name in UNCODED:
        return ABSORBED.get(name) or UNCODED[name]
    country = pycountry.countries.get(numeric=geometry.get("id", ""))
    return country.alpha_3 if country else None


def states_of(topology: dict[str, Any], arcs: list[Arc]) -> dict[str, dict[str, Any]]:
    """Code -> name and polygons (each a list of rings, each a list of arc numbers)."""
    states: dict[str, dict[str, Any]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if code is None:
            print("no code, left out:", geometry["properties"]["name"], file=sys.stderr)
            continue
        shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in shapes:
            crimea = code == "RUS" and in_crimea(ring_points(polygon[0], arcs))
            owner = states.setdefault("UKR" if crimea else code, {"name": "", "polygons": []})
            owner["polygons"].append(polygon)
        if geometry["properties"]["name"] not in ABSORBED:
            states[code]["name"] = geometry["properties"]["name"]
    return dict(sorted(states.items()))


def without_islets(polygons: list[Any], arcs: list[Arc]) -> list[Any]:
    """The polygons large enough to be seen; a state's largest always stays."""
    areas = [ring_area(ring_points(polygon[0], arcs)) for polygon in polygons]
    return [
        polygon
        for polygon, area in zip(polygons, areas, strict=True)
        if area >= ISLET or area == max(areas)
    ]


def encode(arc: Arc) -> list[int]:
    """The arc as grid steps: x, y, then differences."""
    steps: list[int] = []
    x = y = 0
    for lon, lat in arc:
        gx, gy = round(lon / GRID), round(lat / GRID)
        if steps and (gx, gy) == (x, y):
            continue
        steps += [gx - x, gy - y] if steps else [gx, gy]
        x, y = gx, gy
    return steps


def build(topology: dict[str, Any]) -> dict[str, Any]:
    """What `states.json` holds."""
    arcs = decode(topology)
    states = states_of(topology, arcs)
    for state in states.values():
        state["polygons"] = without_islets(state["polygons"], arcs)
    used = sorted(
        {
            i if i >= 0 else ~i
            for state in states.values()
            for polygon in state["polygons"]
            for ring in polygon
            for i in ring
        }
    )
    number = {old: new for new, old in enumerate(used)}
    for state in states.values():
        state["polygons"] = [
            [[number[i] if i >= 0 else ~number[~i] for i in ring] for ring in polygon]
            for polygon in state["polygons"]
        ]
    return {
        "source": "Natural Earth 4.1.0, 1:50m Admin 0 countries, public domain",
        "grid": GRID,
        "states": states,
        "arcs": [encode(thin(arcs[i], THIN)) for i in used],
    }


if __name__ == "__main__":
    source = Path(sys.argv[1])
    shapes = build(json.loads(source.read_text(encoding="utf-8")))
    target = Path(__file__).resolve().parents[1] / "src/tocsin/brief/shapes/states.json"
    target.write_text(json.dumps(shapes, separators=(",", ":")) + "\n", encoding="utf-8")
    print(target, target.stat().st_size, "bytes", file=sys.stderr)
