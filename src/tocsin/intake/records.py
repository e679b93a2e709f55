"""Rows of named fields, from JSON or CSV, as drafts: which field holds what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from tocsin.domain.report import Unread
from tocsin.intake.cleaning import clean
from tocsin.intake.plain_text import read_plain_text
from tocsin.intake.registry import Draft, JsonFields, RawItem
from tocsin.intake.web_page import holds_markup, is_whole_page, read_fragment, read_page

# Usual names, best first; compared without case, "_", "-" and spaces.
USUAL_FIELDS = {
    "text": ("text", "body", "content", "article", "articletext", "articlebody", "fulltext",
             "maintext", "contenttext", "plaintext", "contenthtml", "html", "bodyhtml", "document",
             "story", "summary", "description"),
    "title": ("title", "headline"),
    "published": ("published", "datepublished", "publishedat", "publisheddate", "publicationdate",
                  "pubdate", "publishdate", "datepublish", "date", "datetime"),
    "source": ("source", "publisher", "outlet", "sourcename", "sitename", "publication", "site"),
    "credit": ("credit", "creditline", "agency", "originalsource", "originalpublisher"),
    "url": ("url", "link", "permalink", "canonicalurl", "sourceurl", "externalurl"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang"),
}  # fmt: skip
# After this many rows without a text the file is not one of reports.
GIVE_UP_AFTER = 100
# Unix times before 1973 are more likely to be something else.
FIRST_UNIX_TIME = 100_000_000
MAX_FIELDS_SHOWN = 12

Row = Mapping[str, Any]


def read_rows(
    item: RawItem, rows: Iterable[tuple[str, Row | Unread]], fields: JsonFields
) -> Iterator[Draft | Unread]:
    """One Draft per row; a row without text or that is broken is an Unread of its own.

    rows: the origin of each row and its fields by name. Where no row has a
    text, that is said once for the whole file.
    """
    held: list[Unread] = []
    found_any = False
    for origin, row in rows:
        part = row if isinstance(row, Unread) else _draft(item, origin, row, fields)
        found_any = found_any or isinstance(part, Draft)
        if found_any:
            yield from held
            held.clear()
            yield part
        elif isinstance(part, Unread):
            held.append(part)
            if len(held) >= GIVE_UP_AFTER:
                break
    if len(held) > 3:
        reason = f"none of its first {len(held)} rows can be read; the first {held[0].reason}"
        yield Unread(origin=item.origin, reason=reason, remedy=held[0].remedy)
    else:
        yield from held


def text_field(names: Iterable[str], fields: JsonFields) -> str | None:
    """Which of these field names holds the text; None where none does."""
    return _pick(dict.fromkeys(names, "-"), "text", fields)[0]


def missing_text(origin: str, names: Iterable[str], fields: JsonFields) -> Unread:
    """Says that a row has no text, and which fields it does have."""
    shown = list(names)
    more = ", …" if len(shown) > MAX_FIELDS_SHOWN else ""
    wanted = f"no field {fields.text!r}" if fields.text else "no field with a text"
    has = ", ".join(shown[:MAX_FIELDS_SHOWN]) + more if shown else "none"
    return Unread(
        origin=origin,
        reason=f"has {wanted}; its fields: {has}.",
        remedy="Name the field of the text.",
    )


def _draft(item: RawItem, origin: str, row: Row, fields: JsonFields) -> Draft | Unread:
    name, body = _pick(row, "text", fields)
    if name is None:
        empty = text_field(row, fields)
        if empty is None:
            return missing_text(origin, row, fields)
        return Unread(origin=origin, reason=f"has nothing in its field {empty!r}.")
    text = _as_text(body)
    stated = {
        key: _as_date(value) if key == "published" else _as_text(value).strip()
        for key in ("title", "published", "source", "credit", "author", "language")
        if (value := _pick(row, key, fields)[1]) is not None
    }
    if "source" in stated:
        stated["publisher"] = stated.pop("source")
    known = {**{key: value for key, value in stated.items() if value}, **item.metadata}
    url = _as_text(_pick(row, "url", fields)[1]).strip()
    address = url if url.startswith(("http://", "https://")) else item.url
    text = clean(text)
    if is_whole_page(text):
        return read_page(text, origin=origin, url=address, known=known)
    blocks = read_fragment(text) if holds_markup(text) else read_plain_text(text)
    return Draft(origin, address, blocks, known)


def _pick(row: Row, key: str, fields: JsonFields) -> tuple[str | None, Any]:
    """The name and value of a row's field for `key`: as configured, else by its usual names."""
    configured = getattr(fields, key, None)
    if configured:
        value = _reach(row, configured)
        return (configured, value) if _as_text(value).strip() else (None, None)
    by_plain_name: dict[str, str] = {}
    for name in row:
        by_plain_name.setdefault(_plain(name), name)
    present = (by_plain_name[usual] for usual in USUAL_FIELDS[key] if usual in by_plain_name)
    filled = next((name for name in present if _as_text(row[name]).strip()), None)
    return (filled, row[filled]) if filled is not None else (None, None)


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "").replace("-", "").replace(" ", "")


def _reach(row: Row, path: str) -> Any:
    """The value at a dotted path; a field whose own name has dots goes first."""
    if path in row:
        return row[path]
    value: Any = row
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _as_text(value: Any) -> str:
    """A field's value as text: of an object its name, of a list its parts."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("text")
    if isinstance(value, list):
        parts = [_as_text(part) for part in value]
        longest = max(map(len, parts), default=0)
        # A list of paragraphs, or of authors.
        return ("\n\n" if longest > 80 else ", ").join(filter(None, parts))
    if value is None or isinstance(value, bool | Mapping):
        return ""
    return str(value)


def _as_date(value: Any) -> str:
    """A date field as text; seconds or milliseconds since 1970 become the day in UTC."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > 1e11 else value
        if FIRST_UNIX_TIME <= seconds < 1e11:
            return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return _as_text(value).strip()
