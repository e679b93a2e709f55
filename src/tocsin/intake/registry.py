"""What moves between the steps of intake, and the list of importers.

    RawItem ──importer──> Draft ──furniture, metadata, language──> Report

A new importer is one new file in `formats/`: a generator decorated with
`@importer(...)`. It yields Drafts, or RawItems again where it opened an
archive, or Unreads for parts it had to leave out; it raises InputError when
the whole item cannot be read.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from tocsin.domain.report import BlockKind, Unread
from tocsin.intake.limits import Allowance, Limits

NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


class RawItem(NamedTuple):
    """Bytes as found, with what is known of them.

    origin: file name or address. content_type: as a server or archive states
    it. url: where it is published. metadata: known from outside, e.g. from a
    feed entry: title, author, published, publisher, language.
    """

    origin: str
    data: bytes
    content_type: str | None = None
    url: str | None = None
    metadata: Mapping[str, str] = NOTHING_KNOWN


class DraftBlock(NamedTuple):
    """One block before layout: its words, not yet their place.

    text: one line; empty for table rows, whose words are in `cells`.
    """

    kind: BlockKind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    table: int | None = None


class Draft(NamedTuple):
    """A document as its format gives it, page furniture and all.

    metadata: what the format itself states, under the keys title, author,
    published (as written there), publisher, credit (whose text it is), language,
    description; a key is absent where the format is silent.
    """

    origin: str
    url: str | None
    blocks: tuple[DraftBlock, ...]
    metadata: Mapping[str, str] = NOTHING_KNOWN


class JsonFields(NamedTuple):
    """Which field of a JSON object or CSV row holds what; None: try the usual names.

    A dot reaches into an object: "article.body".
    """

    text: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None


class IntakeOptions(NamedTuple):
    """What an importer may need to know besides the item."""

    fields: JsonFields
    limits: Limits
    allowance: Allowance


Part = Draft | RawItem | Unread
ReadItem = Callable[[RawItem, IntakeOptions], Iterator[Part]]


class Importer(NamedTuple):
    """A format that Tocsin reads.

    label: what people call such a file. suffixes: lower case, with the dot.
    """

    name: str
    label: str
    read: ReadItem
    suffixes: tuple[str, ...]
    content_types: tuple[str, ...]


_importers: dict[str, Importer] = {}


def importer(
    name: str, *, label: str, suffixes: tuple[str, ...], content_types: tuple[str, ...] = ()
) -> Callable[[ReadItem], ReadItem]:
    """Register a generator as the importer of a format."""

    def register(read: ReadItem) -> ReadItem:
        _importers[name] = Importer(name, label, read, suffixes, content_types)
        return read

    return register


@cache
def importers() -> dict[str, Importer]:
    """All importers by name: every module in `formats/` is imported once."""
    from tocsin.intake import formats

    for module in pkgutil.iter_modules(formats.__path__):
        importlib.import_module(f"{formats.__name__}.{module.name}")
    return dict(sorted(_importers.items()))


@cache
def by_suffix() -> dict[str, Importer]:
    """The importer of each file name suffix."""
    return {suffix: each for each in importers().values() for suffix in each.suffixes}


@cache
def by_content_type() -> dict[str, Importer]:
    """The importer of each content type."""
    return {kind: each for each in importers().values() for kind in each.content_types}


def what_is_read() -> str:
    """The suffixes that Tocsin reads, for messages."""
    return "Tocsin reads " + " ".join(sorted(by_suffix())) + "."
