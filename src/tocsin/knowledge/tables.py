"""Our data tables: plain CSV with `#` comment lines, read with the file and line kept."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tocsin.domain import KnowledgeError

DATA = Path(__file__).parent / "data"
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Row(dict[str, str]):
    """One row of a table, by column name; `where` is "offices.csv, line 12"."""

    where: str

    def words(self, column: str) -> tuple[str, ...]:
        """The entries of a cell that holds several, separated by `|`."""
        cell = self[column]
        return tuple(word for word in map(str.strip, cell.split("|")) if word) if cell else ()

    def day(self, column: str, *, last: bool = False) -> date | None:
        """The date in a cell; None where empty.

        last: a year or month without a day means its last day, not its first.
        Raises KnowledgeError where the cell is no date.
        """
        cell = self[column].strip()
        return parse_day(cell, self.where, last=last) if cell else None


def read_table(name: str) -> Iterator[Row]:
    """The rows of `data/<name>`; KnowledgeError names a row with missing cells."""
    path = DATA / name
    with path.open(encoding="utf-8", newline="") as lines:
        numbered = ((number, line) for number, line in enumerate(lines, 1))
        kept = [(number, line) for number, line in numbered if line.strip() and line[0] != "#"]
    reader = csv.reader(line for _, line in kept)
    columns = next(reader)
    for (number, _), cells in zip(kept[1:], reader, strict=True):
        if len(cells) != len(columns):
            raise KnowledgeError(
                f"{name}, line {number}: {len(cells)} cells where {len(columns)} are needed "
                f"({', '.join(columns)})."
            )
        row = Row(zip(columns, cells, strict=True))
        row.where = f"{name}, line {number}"
        yield row


def parse_day(cell: str, where: str, *, last: bool = False) -> date:
    """A date written as a year, year-month or ISO day.

    >>> parse_day("1994-02", "here", last=True)
    datetime.date(1994, 2, 28)
    """
    found = _DATE.fullmatch(cell)
    try:
        if found is None:
            raise ValueError(cell)
        year = int(found[1])
        month = int(found[2] or (12 if last else 1))
        day = int(found[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return date(year, month, day)
    except (ValueError, IndexError) as error:
        raise KnowledgeError(
            f"{where}: '{cell}' is no date. Write 1994, 1994-02 or 1994-02-28."
        ) from error
