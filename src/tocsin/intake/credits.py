"""Whose text it is: what credit lines, tags and phrases say of a reprint or a translation.

    Originally published in Die Zeit.        Translated from Kommersant by Mara Quill
    (Northern Wire)                          The convoy left at dawn. (AFP)
    — Northern Wire                          Republished from The Conversation under …

Any publisher may be named so, known or not. Who helped ("with AFP", "Reuters contributed to
this report") is not credited: the text is the paper's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from tocsin.domain import BlockKind
from tocsin.intake.agencies import AGENCIES, AGENCY_PATTERN, agency_name
from tocsin.intake.registry import DraftBlock
from tocsin.knowledge.houses import houses

LONGEST_CREDIT: Final = 300
"""Code points of a paragraph that is nothing but credits."""

_WORD = r"[A-Z\u00c0-\u00de0-9][\w&.'’+-]*"
_LINK = r"(?:of|the|and|&|de|del|della|la|le|der|die|das|für|di|do|in)"
NAME_PATTERN: Final = rf"(?:[Tt]he\s+)?{_WORD}(?:[\s/]+(?:{_LINK}\s+){{0,2}}{_WORD}){{0,5}}"
"""The name of any publisher, as part of a regular expression that heeds letter case."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = rf"(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{1,2}}(?!\d),?)?(?:\s+\d{{4}})?|\d{{4}}(?:-\d\d-\d\d)?"
_TEXT = (
    r"(?:article|story|piece|report|text|interview|essay|analysis|commentary|op-ed|column|post"
    r"|dispatch|version|item|translation|feature)"
)
_MADE = r"(?:published|appeared|posted|printed|released|issued|run|ran|carried|aired|written)"
_TAIL = (
    rf"(?:,?\s+(?:on|in)\s+(?:{_DATE}))?"
    r"(?:,?\s+(?:and|with|under|by|as|for)\s[^.]{0,140})?\s*[.!]?"
)
_AT = r"(?:by|in|on|at|from|for)"

_PHRASES: Final = tuple(
    re.compile(rf"\W*{head}\s+(?P<name>{NAME_PATTERN}){_TAIL}")
    for head in (
        # "This article was first published (in German) (on 3 March) by …"
        rf"(?:(?i:(?:this|the)\s+(?:[\w-]+\s+)?{_TEXT})\s+(?:\w+\s+){{0,2}}?)?"
        rf"(?i:first|originally|previously|initially)\s+(?i:{_MADE})"
        rf"(?:\s+in\s+(?:the\s+)?(?P<language>{_WORD}))?(?:\s+(?:on|in)\s+(?:{_DATE}))?\s+(?i:{_AT})",
        rf"(?:(?i:(?:this|the)\s+(?:[\w-]+\s+)?{_TEXT})\s+(?:\w+\s+){{0,2}}?)?"
        r"(?i:republished|reprinted|reposted|reproduced|syndicated|taken|adapted)\s+"
        r"(?i:with (?:the )?(?:kind )?permission (?:of|from)|by permission of|courtesy of|from)",
        r"(?i:translated|translation)(?:\s+by\s+[^.]{2,60}?)?\s+(?i:from)(?P<sense>"
        rf"(?:\s+(?i:an?|the))?(?:\s+(?P<tongue>{_WORD}))?\s+(?i:{_TEXT}|original)\s+"
        r"(?i:in|by|of|from|on|at))?",
        rf"(?i:(?:the\s+)?original(?:\s+{_TEXT})?)\s*(?::|(?i:(?:was\s+)?{_MADE})\s+(?i:{_AT}))",
        r"(?i:(?:text|content|report|story|article)\s+"
        r"(?:provided by|courtesy of|supplied by|via|by arrangement with))",
        r"(?i:courtesy of|syndicated by|distributed by)",
    )
)
_LICENCE: Final = re.compile(
    r"\W*(?:(?i:read|see|find)\s+the\s+original\b.{0,80}|(?i:translated|translation)\s+"
    r"(?i:from|by)\s+.{1,60}|(?i:all rights reserved).{0,40}"
    r"|(?i:(?:it is )?(?:used|reprinted|republished) (?:here )?(?:with|by) permission).{0,60})\s*"
)
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!])\s+(?=[A-Z(\[])")
_WRAPPED: Final = re.compile(r"^[\s*_(\[]+|[\s*_)\]]+$")

_HOUSE_HEADS = (
    r"(?:[Aa]gency|[Bb]ulletin|[Bb]ureau|[Cc]hronicle|[Cc]ourier|[Dd]ispatch|[Ee]xpress|[Gg]azette"
    r"|[Hh]erald|[Jj]ournal|[Mm]edia|[Mm]onitor|[Nn]ews|[Nn]ewswire|[Pp]ost|[Pp]ress|[Rr]adio"
    r"|[Rr]eview|[Ss]ervice|[Ss]tandard|[Ss]yndicate|[Tt]elegraph|[Tt]idings|[Tt]imes|[Tt]ribune"
    r"|TV|[Ww]ire)"
)
HOUSE_PATTERN: Final = rf"(?:{_WORD}\s+){{0,3}}\w*{_HOUSE_HEADS}"
"""A name that ends like that of a paper or a wire, heeding letter case."""
_TAG = rf"[(\[]\s*(?P<tag>{NAME_PATTERN})\s*[)\]]"
_SIGNED = rf"[-–—]{{1,2}}\s*(?P<signed>{HOUSE_PATTERN}|(?i:{AGENCY_PATTERN}))"
_ALONE: Final = re.compile(rf"\s*(?:{_TAG}|{_SIGNED})\s*\.?\s*")
_AT_END: Final = re.compile(rf"(?<=[.!?”\"'’])\s*(?:{_TAG}|\s{_SIGNED})\s*\.?\s*$")
_LIKE_A_HOUSE: Final = re.compile(
    rf"(?:.*\s)?\w*(?:{_HOUSE_HEADS}|press|news|wire|inform|fax|tel)|[A-Z][A-Z.]{{1,7}}"
)
_NO_HOUSE: Final = (
    "applause continued corrected correction developing ed end ends exclusive file graphic image "
    "laughter live map more photo photos sic update updated video"
)


class Credited(NamedTuple):
    """Whom a text credits, and its blocks without the lines that do nothing else."""

    name: str | None
    blocks: tuple[DraftBlock, ...]


def take_credits(blocks: Sequence[DraftBlock]) -> Credited:
    """Whom phrases of credit name, wherever they stand alone; the first such counts."""
    name: str | None = None
    kept = []
    for place, block in enumerate(blocks):
        if block.cells or block.kind is BlockKind.CAPTION:
            kept.append(block)
            continue
        found, is_all = _read_phrases(block.text, is_end=place >= len(blocks) - 3)
        name = name or found
        if not is_all:
            kept.append(block)
    return Credited(name, tuple(kept)) if name else Credited(None, tuple(blocks))


def read_tag(line: str) -> str | None:
    """Whom a line credits that is nothing but a tag: "(Northern Wire)", "— AFP".

    >>> read_tag("(Northern Wire)"), read_tag("(Mara Quill)"), read_tag("[ends]")
    ('Northern Wire', None, None)
    """
    found = _ALONE.fullmatch(line)
    return _house(found) if found else None


def tag_at_end(paragraph: str) -> str | None:
    """Whom the tag after a paragraph's last full stop credits.

    >>> tag_at_end("They left at dawn. (ANV)"), tag_at_end("They left (at dawn).")
    ('ANV', None)
    """
    found = _AT_END.search(paragraph[-120:])
    return _house(found) if found else None


def is_house_name(name: str) -> bool:
    """Whether a name is that of an agency or ends like one, so that no person bears it.

    >>> is_house_name("Northern Wire Service"), is_house_name("Mara Quill")
    (True, False)
    """
    name = name.strip(" .()")
    ends_so = re.fullmatch(
        r"(?:[A-Z][\w'’.-]*\s+){1,4}(?:Wire|News|Press|Newswire|(?:\w+\s+)?Service|(?:\w+\s+)?Agency)",
        name,
    )
    return name.casefold() in AGENCIES or bool(ends_so)


def _house(found: re.Match[str]) -> str | None:
    name = found["tag"] or found["signed"]
    if found["signed"] or name.casefold() in AGENCIES:
        return agency_name(name)
    words = name.casefold().split()
    is_part = houses().is_part(name) or any(word in _NO_HOUSE.split() for word in words)
    if is_part or "/" in name:  # "(AFP/Reuters)": put together from several
        return None
    known = houses().named(name)
    return agency_name(name) if known or _LIKE_A_HOUSE.fullmatch(name) else None


def _read_phrases(text: str, *, is_end: bool) -> tuple[str | None, bool]:
    """Whom a paragraph credits, and whether that is all it says."""
    sentences = _SENTENCE_ENDS.split(_WRAPPED.sub("", text))
    if len(text) > LONGEST_CREDIT or len(sentences) > 4:
        last = _named_in(sentences[-1]) if is_end and len(sentences[-1]) < 200 else None
        return last, False
    names = [_named_in(sentence) for sentence in sentences]
    found = next((name for name in names if name), None)
    is_all = all(
        name or _LICENCE.fullmatch(sentence)
        for name, sentence in zip(names, sentences, strict=True)
    )
    if is_all or is_end:
        return found, bool(found) and is_all
    return None, False


def _named_in(sentence: str) -> str | None:
    """The publisher that a sentence of credit names."""
    for phrase in _PHRASES:
        found = phrase.fullmatch(sentence)
        if not found:
            continue
        stated = found.groupdict()
        for name in (stated.get("language"), found["name"]):
            # "in German by Die Zeit", but "in Kommersant by Mara Quill".
            if name and not _is_language(name) and not re.match(rf"(?:{_DATE})\b", name):
                return agency_name(re.sub(r"^[Tt]he (?=[A-Z])", _keep_the, name).rstrip(".,"))
    return None


def _keep_the(found: re.Match[str]) -> str:
    return "" if found[0][0] == "t" else found[0]


def _is_language(name: str) -> bool:
    """Whether a text is translated from it rather than published in it: "the Vestrian"."""
    bare = re.sub(r"^[Tt]he\s+", "", name)
    if houses().named(name):
        return False
    return " " not in bare and bool(
        houses().is_part(bare) or re.fullmatch(r"[A-Z]\w*(?:ian|ish|ese|an|ic|i)", bare)
    )
