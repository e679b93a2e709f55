"""Everything the user points at, as reports; what cannot be read, with the reason."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from tocsin.domain.errors import InputError
from tocsin.domain.report import Report, Unread
from tocsin.intake.cleaning import clean
from tocsin.intake.items import read_path, read_standard_input
from tocsin.intake.language import UNDETERMINED, detect_language
from tocsin.intake.limits import Allowance, ArchiveRefused, Limits
from tocsin.intake.registry import (
    Draft,
    DraftBlock,
    IntakeOptions,
    JsonFields,
    Part,
    RawItem,
    what_is_read,
)
from tocsin.intake.sniff import find_importer, foreign_type
from tocsin.intake.structure import lay_out

if TYPE_CHECKING:
    from tocsin.intake.fetch import Fetch

LANGUAGE_READ = "en"
OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def collect(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    fields: JsonFields | None = None,
    limits: Limits | None = None,
) -> Iterator[Report | Unread]:
    """Reports from files, folders, addresses and "-", in the order given; folders by name.

    stdin: read for "-"; None: the process's own. fetch: how addresses are
    opened; None: politely, from the network. fields: where JSON and CSV keep
    what. limits: what one input may cost.
    Never raises for bad input: what cannot be read comes as an Unread in its
    place and the rest is read. One item is in memory at a time. A report met
    twice under the same origin or address comes once.
    """
    fields, limits = fields or JsonFields(), limits or Limits()
    seen: set[str] = set()
    for name in inputs:
        for item in _items(name, stdin, fetch, limits):
            options = IntakeOptions(fields, limits, Allowance(item.origin, limits))
            for found in _take(item, options, depth=0):
                if isinstance(found, Report):
                    if found.id in seen:
                        continue
                    seen.add(found.id)
                yield found


def _items(
    name: str, stdin: BinaryIO | None, fetch: Fetch | None, limits: Limits
) -> Iterator[Part]:
    """What stands behind one input: files, pages, or the entries of a feed."""
    try:
        if name == "-":
            yield read_standard_input(stdin or sys.stdin.buffer, limits)
        elif name.lower().startswith(("http://", "https://")):
            from tocsin.intake.feeds import expand_url
            from tocsin.intake.fetch import default_fetch

            yield from expand_url(name, fetch or default_fetch())
        elif refusal := _no_path(name):
            yield refusal
        else:
            yield from read_path(name, limits)
    except InputError as error:
        yield _unread(error)
    except OSError as error:  # a broken pipe, a vanished disk
        yield Unread(origin=name, reason=f"cannot be read ({error.strerror or error}).")


def _no_path(name: str) -> Unread | None:
    """What is neither an address that is fetched nor a path: a script's empty variable, ftp://."""
    if not name.strip():
        # As a path it would be the whole of the folder one stands in.
        return Unread(
            origin=repr(name), reason="is no name.", remedy="Give a file, a folder or an address."
        )
    if OTHER_SCHEME.match(name):
        return Unread(
            origin=name,
            reason="is fetched by no way Tocsin knows: there are http and https.",
            remedy="Save it and give the file.",
        )
    return None


def _read(item: RawItem, options: IntakeOptions, depth: int) -> Iterator[Report | Unread]:
    """The reports in one item, and in the items in it. depth: of archives it was found in."""
    if not item.data.strip():
        yield Unread(origin=item.origin, reason="is empty.")
        return
    importer = find_importer(item)
    if importer is None:
        what = foreign_type(item.data, item.origin)
        yield Unread(origin=item.origin, reason=f"{what} is not read.", remedy=what_is_read())
        return
    found_any = False
    try:
        for part in importer.read(item, options):
            found_any = True
            yield from _take(part, options, depth + 1)
    except ArchiveRefused as error:
        if depth:
            raise
        yield _unread(error)
    except InputError as error:
        yield _unread(error)
    except Exception as error:
        yield _broken(item.origin, importer.label, error)
    else:
        if not found_any:
            yield Unread(origin=item.origin, reason="holds nothing to read.")


def _take(part: Part, options: IntakeOptions, depth: int) -> Iterator[Report | Unread]:
    """What becomes of one thing that was given, or that an importer found."""
    if isinstance(part, Unread):
        yield part
    elif isinstance(part, RawItem):
        if depth > options.limits.archive_depth:
            options.allowance.refuse(f"holds archives more than {depth - 1} deep")
        yield from _read(part, options, depth)
    else:
        try:
            finished = _finish(part, options.limits)
        except Exception as error:
            finished = _broken(part.origin, "a report", error)
        yield finished


def _broken(origin: str, label: str, error: Exception) -> Unread:
    """Parsers of damaged files raise whatever they like, and the rest is to be read."""
    return Unread(
        origin=origin,
        reason=f"could not be read as {label}: {_in_short(error)}.",
        remedy="It may be damaged; open it and save it again.",
    )


def _finish(draft: Draft, limits: Limits) -> Report | Unread:
    """A report from a draft: furniture off, metadata found, text laid out, language checked."""
    # Its tables of phrases take longer to load than all the rest of intake.
    from tocsin.intake.metadata import find_metadata

    length = sum(len(block.text) + sum(map(len, block.cells)) for block in draft.blocks)
    if length > limits.report_characters:
        return Unread(
            origin=draft.origin,
            reason=f"is {length:,} characters long; up to {limits.report_characters:,} are read.",
            remedy="Split it into parts.",
        )
    draft = draft._replace(
        blocks=tuple(_clean_block(block) for block in draft.blocks),
        metadata={key: clean(value) for key, value in draft.metadata.items()},
    )
    found = find_metadata(draft)
    text, blocks = lay_out(found.blocks)
    if not text:
        return Unread(
            origin=draft.origin,
            reason="holds no text" + (" but page furniture." if draft.blocks else "."),
        )
    language = detect_language(text)
    if language not in (LANGUAGE_READ, UNDETERMINED):
        return Unread(
            origin=draft.origin,
            reason=f"is not in English ({language}); only English is read so far.",
        )
    return Report.make(
        origin=draft.origin,
        text=text,
        title=found.title,
        byline=found.byline,
        source=found.source,
        credit=found.credit,
        published=found.published,
        url=draft.url,
        language=LANGUAGE_READ,
        blocks=blocks,
    )


def _clean_block(block: DraftBlock) -> DraftBlock:
    return block._replace(text=clean(block.text), cells=tuple(clean(cell) for cell in block.cells))


def _unread(error: InputError) -> Unread:
    return Unread(origin=error.origin, reason=error.reason, remedy=error.remedy)


def _in_short(error: Exception) -> str:
    """A library's message on one line."""
    message = " ".join(str(error).split()).rstrip(".")
    return message[:120] or type(error).__name__
