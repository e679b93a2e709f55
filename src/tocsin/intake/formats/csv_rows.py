"""Tables with a report to a row: .csv, .tsv; the first row names the fields."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from tocsin.domain.errors import InputError
from tocsin.domain.report import Unread
from tocsin.intake.cleaning import decode
from tocsin.intake.records import Row, missing_text, read_rows, text_field
from tocsin.intake.registry import Draft, IntakeOptions, RawItem, importer

DELIMITERS = ",;\t|"


@importer(
    "csv",
    label="a CSV table",
    suffixes=(".csv", ".tsv"),
    content_types=("text/csv", "text/tab-separated-values"),
)
def read_csv(item: RawItem, options: IntakeOptions) -> Iterator[Draft | Unread]:
    """One Draft per row; the delimiter is the one most frequent in the first line."""
    # The limit is the module's own, and its default is shorter than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), min(options.limits.file_bytes, 2**31 - 1)))
    text = decode(item.data).replace("\0", "")
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = next((row for row in reader if any(row)), [])
    except csv.Error as error:
        raise InputError(item.origin, f"is not a CSV table ({error}).") from error
    configured = options.fields.text
    if (configured and configured not in names) or not text_field(names, options.fields):
        lacking = missing_text(item.origin, names, options.fields)
        raise InputError(lacking.origin, lacking.reason, lacking.remedy)
    yield from read_rows(item, _rows(item.origin, reader, names), options.fields)


def _rows(
    origin: str, reader: Iterator[list[str]], names: list[str]
) -> Iterator[tuple[str, Row | Unread]]:
    """Rows by the line they begin in; a quoted field may run over many lines."""
    while True:
        place = f"{origin}, line {getattr(reader, 'line_num', 0) + 1}"
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield place, Unread(origin=place, reason=f"is not a row of a CSV table ({error}).")
            continue
        if any(values):
            yield place, dict(zip(names, values, strict=False))
