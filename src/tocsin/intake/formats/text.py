"""Plain text: .txt, and anything unknown that turns out to be text."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.intake.cleaning import clean, decode
from tocsin.intake.plain_text import read_plain_text
from tocsin.intake.registry import Draft, IntakeOptions, RawItem, importer


@importer(
    "text",
    label="plain text",
    suffixes=(".txt", ".text"),
    content_types=("text/plain",),
)
def read_text(item: RawItem, _options: IntakeOptions) -> Iterator[Draft]:
    """One Draft; see `plain_text` for how structure is found."""
    text = clean(decode(item.data))
    yield Draft(item.origin, item.url, read_plain_text(text), item.metadata)
