"""Title, byline, publisher and publication date, where the text or its metadata state them.

What nobody states stays None: a year in the prose is no date, the first
sentence no title, an empty "Date:" nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from tocsin.domain import BlockKind, house_key
from tocsin.intake.agencies import AGENCY_PATTERN, agency_name
from tocsin.intake.credits import is_house_name, read_tag, tag_at_end, take_credits
from tocsin.intake.datelines import split_dateline
from tocsin.intake.furniture import drop_furniture, is_headline
from tocsin.intake.publication_dates import read_date
from tocsin.intake.registry import Draft, DraftBlock

TOP_BLOCKS: Final = 8
"""How far down a page its byline and date are looked for."""

# White space ends every name: were it optional, a line of capitals would split in endless ways.
_NAME = r"(?:(?:[A-Z][\w.'’-]*|bin|ibn|de|da|di|del|den|der|van|von|la|le|el)\s+)"
_PERSON = rf"(?:{_NAME}{{1,5}}(?:al-|el-)?[A-Z][\w'’-]+\.?)"
_PEOPLE = rf"{_PERSON}(?:\s*(?:,|and|&|with)\s+{_PERSON}){{0,6}}"
_WHO: Final = re.compile(rf"\s*{_PEOPLE}\s*")
_BYLINE: Final = re.compile(
    rf"\s*(?:(?i:by|(?:written|words|posted|story|reporting|analysis) by|author)\s*:?\s+)"
    rf"(?P<who>{_PEOPLE}|[A-Z][\w&.'’-]*(?:\s+[A-Z][\w&.'’-]*){{0,4}}\s+"
    rf"(?:Staff|Desk|Team|Bureau|Correspondents?|Reporters?|Writers?))"
    rf"(?P<rest>\s*(?:[,|·•–—;(/-]|\bin\b|\bat\b|\bfor\b|\bof\b).{{0,120}})?\s*"
)
_STAFF_LINE: Final = re.compile(
    r"\s*(?P<name>(?:[\w&.'’-]+ ){0,5}?)(?:editorial|news|web|staff|digital|online) "
    r"(?:staff|team|board|desk|writers?|reporters?|bureau)\s*",
    re.IGNORECASE,
)
_REPORTING: Final = re.compile(
    rf"\s*\(?(?:Additional )?[Rr]eporting by (?P<who>{_PEOPLE}).{{0,200}}\s*"
)

_CREDIT_LINE: Final = re.compile(
    rf"\s*(?:[-–—(\[]|(?i:source|via|credit|agency|from)\s*:?)\s*(?P<agency>(?i:{AGENCY_PATTERN}))"
    rf"\s*[)\]]?\s*\.?\s*|\s*(?P<alone>(?i:{AGENCY_PATTERN}))\s*"
)
_SOURCE_LINE: Final = re.compile(
    r"\s*(?:source|publisher|publication)\s*:\s*(?P<name>\S.{1,60})", re.I
)
_RIGHTS: Final = re.compile(
    r"\s*(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?"
    r"(?P<name>[A-Z][\w&.'’ -]{2,50}?)\s*(?:\d{4})?[.,|·•–—-]?\s*(?:all rights reserved.*)?",
    re.IGNORECASE,
)

_DATE_LABEL: Final = re.compile(
    r"\s*(?P<label>(?:first |originally )?(?:published|posted|released|issued|date|dated)"
    r"|(?:last )?(?:updated|modified))(?:\s+(?:on|at))?\s*:?\s+(?P<when>\S.{3,60})",
    re.IGNORECASE,
)
_CUTS: Final = re.compile(r"\s*(?:[|·•;/]|\s[–—-]\s)\s*")
_ROLE: Final = re.compile(
    r",\s*(?:[A-Z][\w-]*\s+){0,3}(?:Correspondent|Editor|Reporter|Writer|Analyst|Columnist|Staff"
    r"|Chief|Contributor|Desk|Bureau|News|Press)\b.*"
)


class Found(NamedTuple):
    """What the text and its metadata state about the report.

    credit: whose text it is, where that is somebody else than the source. blocks: the
    report alone, without furniture, byline, credit and date lines; its title, if it is
    among them, marked as such; the dateline of a wire ("KYIV, March 3 (Reuters) —") as a
    caption of its own.
    """

    title: str | None
    byline: str | None
    source: str | None
    credit: str | None
    published: date | None
    blocks: tuple[DraftBlock, ...]


class _Top(NamedTuple):
    """What the lines around the text state, and the text without them."""

    byline: str | None
    publisher: str | None
    agency: str | None
    published: date | None
    blocks: tuple[DraftBlock, ...]


def find_metadata(draft: Draft) -> Found:
    """Read title, byline, publisher and date, and take their lines out of the text.

    Call it with all blocks of the page: the author box and the copyright
    line at its foot name the publisher. They are furniture, and dropped
    here.
    """
    stated = {key.casefold(): value.strip() for key, value in draft.metadata.items() if value}
    credited = take_credits(draft.blocks)
    top = _read_top(drop_furniture(credited.blocks), stated.get("language"))
    byline, byline_agency = _split_agency(_first(stated, "author", "byline"))
    publisher = _first(stated, "publisher", "source", "sitename") or _publisher(draft.blocks)
    title, blocks = _find_title(top.blocks, stated, publisher)
    dateline = split_dateline(blocks, stated.get("language"))
    tag = top.agency or dateline.agency or byline_agency
    source = publisher or top.publisher or tag
    whose = _first(stated, "credit") or credited.name or tag or top.publisher
    return Found(
        title=title,
        byline=byline or top.byline,
        source=source,
        credit=whose if whose and source and house_key(whose) != house_key(source) else None,
        published=_stated_date(stated) or top.published or dateline.published,
        blocks=dateline.blocks,
    )


def _first(stated: Mapping[str, str], *keys: str) -> str | None:
    return next((" ".join(stated[key].split()) for key in keys if stated.get(key)), None)


def _stated_date(stated: Mapping[str, str]) -> date | None:
    when = _first(stated, "published", "date")
    return read_date(when, stated.get("language")) if when else None


def _read_top(blocks: tuple[DraftBlock, ...], locale: str | None) -> _Top:
    """Byline, date and credit lines: at the top, and the credits at the very end too."""
    byline = publisher = agency = None
    published = updated = None
    kept = []
    for index, block in enumerate(blocks):
        near_top, last = index < TOP_BLOCKS, index >= len(blocks) - 2
        text = block.text
        if block.cells or len(text) > 300 or not (near_top or last):
            kept.append(block)
            continue
        if _is_bare_byline(blocks, index, locale):
            byline = byline or text.strip()
            continue
        line = _read_line(text, locale, near_top=near_top)
        if line is None:
            agency = agency or (tag_at_end(text) if last else None)
            kept.append(block)
            continue
        byline = byline or line.byline
        publisher = publisher or line.publisher
        agency = agency or line.agency
        published = published or line.published
        updated = updated or line.updated
    return _Top(byline, publisher, agency, published or updated, tuple(kept))


def _is_bare_byline(blocks: tuple[DraftBlock, ...], index: int, locale: str | None) -> bool:
    """A name alone on its line, between a title and a date."""
    if not 0 < index < min(TOP_BLOCKS, len(blocks) - 1):
        return False
    text, above, below = (blocks[place].text for place in (index, index - 1, index + 1))
    is_name = len(text.split()) <= 4 and _WHO.fullmatch(text)
    is_below_title = is_headline(above) and len(above.split()) > 3
    return bool(is_name and is_below_title and len(below) <= 100 and _read_labelled(below, locale))


class _Line(NamedTuple):
    byline: str | None = None
    publisher: str | None = None
    agency: str | None = None
    published: date | None = None
    updated: date | None = None

    def with_(self, other: _Line) -> _Line:
        """What either states; where both do, this one."""
        return _Line(
            self.byline or other.byline,
            self.publisher or other.publisher,
            self.agency or other.agency,
            self.published or other.published,
            self.updated or other.updated,
        )


def _read_line(text: str, locale: str | None, *, near_top: bool) -> _Line | None:
    """What a line states besides prose; None if it is prose."""
    if credit := _CREDIT_LINE.fullmatch(text):
        return _Line(agency=agency_name(credit["agency"] or credit["alone"]))
    if tag := read_tag(text):
        return _Line(agency=tag)
    if reporting := _REPORTING.fullmatch(text):
        return _Line(byline=reporting["who"])
    if not near_top:
        return None
    if day := read_date(text, locale):
        return _Line(published=day)
    if source := _SOURCE_LINE.fullmatch(text):
        return _Line(publisher=agency_name(source["name"].strip()))
    return _read_labelled(text, locale)


def _read_labelled(text: str, locale: str | None) -> _Line | None:
    """ "By Jane Doe | Published: 3 March 2031", in any order and number of parts."""
    line = _Line()
    if whole := _read_part(text, locale):
        return whole
    for part in _parts(text):
        found = _read_part(part, locale)
        if found is None:
            return None
        line = line.with_(found)
    return line if any(line) else None


def _parts(text: str) -> list[str]:
    marked = re.sub(r"\s*(?=\b(?:Updated|Published|Posted|Last updated)\b)", "|", text)
    return [part.strip(" ,") for part in _CUTS.split(marked) if part.strip(" ,")]


def _read_part(text: str, locale: str | None) -> _Line | None:
    if day := read_date(text, locale):
        return _Line(published=day)
    if labelled := _DATE_LABEL.fullmatch(text):
        day = read_date(labelled["when"], locale)
        if day is None:
            return None
        late = labelled["label"].casefold().endswith(("updated", "modified"))
        return _Line(updated=day) if late else _Line(published=day)
    if staff := _STAFF_LINE.fullmatch(text):
        return _Line(byline=text.strip(), agency=_agency_or_none(staff["name"]))
    if byline := _BYLINE.fullmatch(text):
        return _read_byline(byline, locale)
    return None


def _read_byline(found: re.Match[str], locale: str | None) -> _Line:
    rest = (found["rest"] or "").strip(" ,|·•–—;()/-")
    return _Line(
        byline=_ROLE.sub("", found["who"]).strip(),
        agency=_agency_or_none(rest),
        published=read_date(rest, locale),
    )


def _agency_or_none(name: str) -> str | None:
    """The agency of that name, known or named like one; None for anything else."""
    return agency_name(name.strip(" .()")) if is_house_name(name) else None


def _split_agency(author: str | None) -> tuple[str | None, str | None]:
    """ "Jane Doe, Reuters" as a person and an agency; "Reuters" alone is no person."""
    if author is None:
        return None, None
    author = re.sub(r"^\s*[Bb][Yy]\s+", "", author)
    person, _, rest = author.rpartition(",")
    if agency := _agency_or_none(rest):
        return person.strip() or None, agency
    return author, None


def _publisher(blocks: Sequence[DraftBlock]) -> str | None:
    """The publisher as author box and copyright line at the foot of the page name it."""
    for block in reversed(blocks[len(blocks) // 2 :]):
        if rights := _RIGHTS.fullmatch(block.text[:200]):
            return rights["name"].strip()
        staff = _STAFF_LINE.fullmatch(block.text[:120])
        if staff and staff["name"].strip().casefold() not in ("", "the", "our", "about the"):
            return staff["name"].strip()
    return None


def _find_title(
    blocks: tuple[DraftBlock, ...], stated: Mapping[str, str], publisher: str | None
) -> tuple[str | None, tuple[DraftBlock, ...]]:
    """The title, and the blocks with it marked."""
    title = _first(stated, "title")
    title = _without_site_name(title, publisher) if title else None
    place = _title_place(blocks, title)
    if place is None:
        return title, blocks
    marked = blocks[place]._replace(kind=BlockKind.TITLE, level=0)
    return title or marked.text.strip(), (*blocks[:place], marked, *blocks[place + 1 :])


def _title_place(blocks: tuple[DraftBlock, ...], title: str | None) -> int | None:
    """Which block is the title, if any."""
    top = blocks[:TOP_BLOCKS]
    if title is not None:
        same = (i for i, block in enumerate(top) if _alike(block.text, title))
        return next(same, None)
    for index, block in enumerate(top):
        if block.kind is BlockKind.TITLE or (block.kind is BlockKind.HEADING and block.level == 1):
            return index
    is_line = bool(blocks) and blocks[0].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    if is_line and len(blocks) > 1 and is_headline(blocks[0].text):
        return 0
    return None


def _alike(text: str, title: str) -> bool:
    return _letters(text) == _letters(title)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


_FILE_TITLE: Final = re.compile(r"microsoft word\s*-.*|untitled.*|.*\.\w{3,4}|document\d*", re.I)


def _without_site_name(title: str, publisher: str | None) -> str | None:
    """ "Border closed | Kestrel Post" without the last part; None for "Untitled.docx"."""
    if _FILE_TITLE.fullmatch(title):
        return None
    if publisher:
        for separator in (" | ", " - ", " – ", " — ", " :: ", " · "):
            head, found, tail = title.rpartition(separator)
            if found and _alike(tail, publisher):
                return head.strip()
    return title
