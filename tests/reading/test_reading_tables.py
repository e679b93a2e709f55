"""Force posture from tables, whatever their columns are called."""

from __future__ import annotations

import pytest

from tocsin.domain import Block, BlockKind, Cell


@pytest.fixture(scope="session")
def read_table(read_text):
    """Read a page whose only content is a markdown table: one string per line."""

    def read(*lines: str):
        blocks = []
        start = 0
        for number, line in enumerate(lines):
            cells = []
            position = 0
            for raw in line.strip("|").split("|"):
                words = raw.strip()
                begin = line.index(words, position) if words else position
                position = begin + len(words)
                cells.append(Cell(start=start + begin, end=start + position))
            kind = BlockKind.TABLE_ROW if number else BlockKind.TABLE_HEADER
            blocks.append(
                Block(kind=kind, start=start, end=start + len(line), cells=tuple(cells), table=0)
            )
            start += len(line) + 1
        return read_text("\n".join(lines), None, tuple(blocks))

    return read


def row(posture):
    return (posture.actor, posture.change, posture.total, posture.equipment, posture.place)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["| Country | Troop Increase | Equipment |", "| Norway | +2,500 | Howitzers |"],
            ("NOR", 2500, None, "Howitzers", None),
        ),
        (
            [
                "| Ally | Additional soldiers | Weapons | Location |",
                "| Norway | 2,500 | Howitzers, drones | Kirkenes |",
            ],
            ("NOR", 2500, None, "Howitzers, drones", "Kirkenes"),
        ),
        (
            ["| State | Troops |", "| Norway | 12,000 |"],
            ("NOR", None, 12000, None, None),
        ),
        (
            [
                "| Nation | Total strength | Change | Base |",
                "| Norway | 12,000 | -300 | Kirkenes |",
            ],
            ("NOR", -300, 12000, None, "Kirkenes"),
        ),
        (
            ["| Country | Forces deployed | Where |", "| Norway | 2 thousand | Kirkenes |"],
            ("NOR", None, 2000, None, "Kirkenes"),
        ),
        (
            ["| Member state | Personnel | Vehicles |", "| The Netherlands | 900 | 40 tanks |"],
            ("NLD", None, 900, "40 tanks", None),
        ),
        (
            ["| Country | Change in troops | Systems |", "| Norway | −300 | Radars |"],
            ("NOR", -300, None, "Radars", None),
        ),
        (
            ["| Country | Number of troops | Reinforcements |", "| Norway | 12,000 | 2,500 |"],
            ("NOR", 2500, 12000, None, None),
        ),
        (
            ["| Country | Troops | Total |", "| Norway | +500 | 9,500 |"],
            ("NOR", 500, 9500, None, None),
        ),
        (
            ["| Country | Soldiers | Equipment | Total |", "| Norway | -300 | Radars | 1,200 |"],
            ("NOR", -300, 1200, "Radars", None),
        ),
        (
            ["| Country | Additional troops | Total |", "| Norway | 500 | 9,500 |"],
            ("NOR", 500, 9500, None, None),
        ),
        (
            ["| Country | Troop cuts |", "| Norway | 2,500 |"],
            ("NOR", -2500, None, None, None),
        ),
        (
            ["| Troops | Country | Deployed to |", "| 1,200 | Norway | Latvia |"],
            ("NOR", None, 1200, None, "Latvia"),
        ),
        (
            ["| Military | Brigades |", "| Norwegian army | 3 |"],
            ("NOR", None, 3, None, None),
        ),
        (
            ["| Country | Troops before | Troops now |", "| Norway | 900 | 1,200 |"],
            ("NOR", 300, 1200, None, None),
        ),
        (
            ["| Country | Troops in 2029 | Troops in 2031 |", "| Norway | 4,000 | 1,200 |"],
            ("NOR", -2800, 1200, None, None),
        ),
        (
            ["| Country | Troops in 2031 | Change since 2029 |", "| Norway | 1,200 | -2,800 |"],
            ("NOR", -2800, 1200, None, None),
        ),
        (
            ["| Country | Soldiers | Equipment |", "| Norway | n/a | Radars |"],
            ("NOR", None, None, "Radars", None),
        ),
    ],
)
def test_a_row_is_a_deployment_under_any_header(read_table, lines, expected):
    assert [row(posture) for posture in read_table(*lines).posture] == [expected]


def test_every_row_is_read_and_cited(read_table):
    reading = read_table(
        "| Country | Troops | Equipment |",
        "| Norway | +2,500 | Howitzers |",
        "| Denmark | +300 | Radars |",
        "| Iceland |  |  |",
        "| Total | +2,800 |  |",
    )
    assert [row(posture)[:4] for posture in reading.posture] == [
        ("NOR", 2500, None, "Howitzers"),
        ("DNK", 300, None, "Radars"),
    ]
    quotes = [posture.evidence[0].quote for posture in reading.posture]
    assert quotes == ["| Norway | +2,500 | Howitzers |", "| Denmark | +300 | Radars |"]


@pytest.mark.parametrize(
    "lines",
    [
        ["| Country | Exports | Growth |", "| Norway | 2,500 | +3 |"],
        ["| Country | Population | Capital |", "| Norway | 5,500,000 | Oslo |"],
        ["| Country | Total vaccinations | Change |", "| Norway | 2,500 | +300 |"],
        ["| Team | Points | Total |", "| Norway | 12 | 30 |"],
        ["| Country | Votes for the armistice day resolution |", "| Norway | 12 |"],
        ["| Country | Workforce | Change |", "| Norway | 2,900,000 | +30,000 |"],
    ],
)
def test_a_table_about_something_else_gives_no_posture(read_table, lines):
    assert read_table(*lines).posture == ()


def test_tables_make_no_events(read_table):
    reading = read_table(
        "| Country | Troops | Note |", "| Norway | 2,500 | Norway attacked Denmark |"
    )
    assert reading.events == ()
