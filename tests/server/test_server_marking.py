"""Cutting a report's text at what is cited: nothing lost, nothing marked too much."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import Block, BlockKind, Cell, Report
from tocsin.server.marking import anchor, parts_of

TEXT = "Arvia crosses\nBorland | 400 men\nCarran | 20 men\nThe end."
BLOCKS = (
    Block(kind=BlockKind.TITLE, start=0, end=13),
    Block(
        kind=BlockKind.TABLE_HEADER,
        start=14,
        end=31,
        table=0,
        cells=(Cell(start=14, end=21), Cell(start=24, end=31)),
    ),
    Block(
        kind=BlockKind.TABLE_ROW,
        start=32,
        end=47,
        table=0,
        cells=(Cell(start=32, end=38), Cell(start=41, end=47)),
    ),
    Block(kind=BlockKind.PARAGRAPH, start=48, end=56),
)


def test_rows_of_one_table_are_one_part():
    parts = parts_of(Report.make(origin="a.txt", text=TEXT, blocks=BLOCKS), {})
    assert [part.kind for part in parts] == ["title", "table", "paragraph"]
    assert parts[1].header
    cells = [["".join(piece.text for piece in cell) for cell in row] for row in parts[1].rows]
    assert cells == [["Borland", "400 men"], ["Carran", "20 men"]]


def test_overlapping_citations_are_cut_where_either_ends():
    report = Report.make(origin="a.txt", text="abcdef")
    (part,) = parts_of(report, {(0, 4): ("event",), (2, 6): ("signal",)})
    assert part.rows[0][0] == (
        ("ab", ("event",), (anchor(0, 4),)),
        ("cd", ("event", "signal"), (anchor(2, 6),)),
        ("ef", ("signal",), ()),
    )


@given(data=st.data(), text=st.text(min_size=1, max_size=60))
def test_pieces_hold_the_whole_text_and_mark_exactly_what_is_cited(data, text):
    places = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(places, places).map(sorted).map(tuple), max_size=5))
    cited = {(start, end): ("event",) for start, end in spans if start < end}
    (part,) = parts_of(Report.make(origin="a.txt", text=text), cited)
    pieces = part.rows[0][0]
    assert "".join(piece.text for piece in pieces) == text
    marked = [bool(piece.kinds) for piece in pieces for _ in piece.text]
    assert marked == [any(s <= place < e for s, e in cited) for place in range(len(text))]
    anchors = [name for piece in pieces for name in piece.anchors]
    assert sorted(anchors) == sorted(anchor(*span) for span in cited)
