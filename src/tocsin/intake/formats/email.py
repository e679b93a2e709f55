"""Mail: .eml; the message, and the attachments that Tocsin reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import TYPE_CHECKING

from tocsin.intake.cleaning import clean, decode
from tocsin.intake.plain_text import read_plain_text
from tocsin.intake.registry import (
    Draft,
    DraftBlock,
    IntakeOptions,
    RawItem,
    by_content_type,
    by_suffix,
    importer,
)
from tocsin.intake.web_page import read_fragment

if TYPE_CHECKING:
    from email.message import Message

FORWARDED = re.compile(r"^(?:(?:fwd?|re|aw|wg)\s*:\s*)+", re.I)
# "-- " on a line of its own begins the signature (RFC 3676, 4.3).
SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.S)
# Letters that say "see the web version" have a plain part much shorter than the HTML one.
TOO_SHORT = 0.3


@importer("email", label="mail", suffixes=(".eml",), content_types=("message/rfc822",))
def read_email(item: RawItem, _options: IntakeOptions) -> Iterator[Draft | RawItem]:
    """One Draft for the message, then one RawItem per readable attachment."""
    from email import policy
    from email.parser import BytesParser

    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(item.data.lstrip())
    attachments = list(_attachments(item, message))
    blocks = _body_blocks(message)
    if blocks or not attachments:
        yield Draft(item.origin, item.url, blocks, {**_metadata(message), **item.metadata})
    yield from attachments


def _metadata(message: EmailMessage) -> dict[str, str]:
    """Subject, sender and date; the date is the one on the sender's calendar."""
    from email.utils import parseaddr, parsedate_to_datetime

    name, address = parseaddr(_header(message, "From"))
    try:
        published = parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        published = ""
    stated = {
        "title": FORWARDED.sub("", _header(message, "Subject")),
        "author": name or address,
        "published": published,
        "language": _header(message, "Content-Language"),
    }
    return {key: value for key, value in stated.items() if value.strip()}


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; empty where it is missing or written so badly that the parser gives up."""
    try:
        return str(message.get(name, ""))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return ""


def _body_blocks(message: EmailMessage) -> tuple[DraftBlock, ...]:
    """The plain part, unless the HTML part says much more."""
    plain = message.get_body(("plain",))
    html = message.get_body(("html",))
    from_plain = read_plain_text(SIGNATURE.sub("", _text(plain))) if plain else ()
    from_html = read_fragment(_text(html)) if html else ()
    return from_html if _length(from_plain) <= TOO_SHORT * _length(from_html) else from_plain


def _length(blocks: tuple[DraftBlock, ...]) -> int:
    return sum(len(block.text) + sum(map(len, block.cells)) for block in blocks)


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return clean(decode(data, part.get_content_charset()))


def _attachments(item: RawItem, message: EmailMessage) -> Iterator[RawItem]:
    """Attached files of readable types; logos, signatures and calendars are not reports."""
    for number, part in enumerate(message.iter_attachments(), start=1):
        content_type = part.get_content_type()
        name = part.get_filename() or f"attachment {number}"
        suffix = "." + name.rpartition(".")[2].lower()
        origin = f"{item.origin}/{name}"
        if content_type == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and isinstance(inner[0], EmailMessage):
                yield RawItem(origin, inner[0].as_bytes(), content_type)
        elif suffix in by_suffix() or content_type in by_content_type():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield RawItem(origin, payload, content_type)
