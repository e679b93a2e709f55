"""Which files of a folder or an archive are meant as reports.

A file that is named is tried, whatever it is. A folder holds what people keep
beside their reports: pictures, scripts, the desk file. What no importer
claims by its suffix is passed over without a word, so that it fails no run;
documents of a kind that Tocsin cannot read are not, because they are missed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from tocsin.intake.cleaning import decode
from tocsin.intake.registry import by_suffix
from tocsin.intake.sniff import HEAD_BYTES, is_text, name_suffix, sniff_text

UNREAD_DOCUMENTS: Final = frozenset(
    (".doc", ".rtf", ".odt", ".pages", ".epub", ".mobi", ".msg", ".mht", ".mhtml", ".wpd", ".ppt",
     ".pptx", ".djvu")
)  # fmt: skip
"""People write reports in these; each gets its message."""

# "report.2031-04-02" and "Talks in St. Adel" have a dot and no suffix.
_SUFFIX: Final = re.compile(r"\.[a-z][a-z0-9_+~-]{0,11}")

_FEWEST_WORDS: Final = 8
_MOST_SYMBOLS: Final = 0.015
"""Of all characters. News has 0.012 and less, programs and settings have 0.017 and more."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_SYMBOL: Final = re.compile(r"[{}<>=;$\\|@#_*/\[\]]")
_SENTENCE_END: Final = re.compile(r"[^\W\d_]{2}[\"'’”»)]*[.!?](?=[\s\"'’”»)]|$)")
_CHINESE_SENTENCE_END: Final = re.compile("[。！？]")


def file_suffix(name: str) -> str:
    """The suffix of a file name in lower case, with the dot; "" for a name without one.

    >>> file_suffix("kestrel/April.JSONL"), file_suffix("report.2031-04-02")
    ('.jsonl', '')
    """
    suffix = name_suffix(name)
    return suffix if suffix in by_suffix() or _SUFFIX.fullmatch(suffix) else ""


def is_report_by_name(name: str) -> bool | None:
    """Whether a file is meant as a report, judged by its suffix; None where it has none."""
    suffix = file_suffix(name)
    if not suffix:
        return None
    return suffix in by_suffix() or suffix in UNREAD_DOCUMENTS


def is_report_by_content(data: bytes) -> bool:
    """Whether a file without a suffix is a page, a feed, a mail or prose.

    data: all of it, or its first `HEAD_BYTES`.
    """
    head = data[:HEAD_BYTES]
    if not head.strip() or not is_text(head):
        return False
    kind = sniff_text(head)
    return kind in ("html", "feed", "email") or (kind == "text" and _is_prose(decode(head)))


def nothing_readable(names: Iterable[str]) -> str:
    """Says that no file of a folder or archive is a report, and how many of which type it holds.

    >>> nothing_readable(["a.png", "b.png", "Makefile"])
    'holds nothing readable (2 .png, 1 without suffix).'
    """
    suffixes = Counter(file_suffix(name) for name in names)
    # Those without a suffix come last.
    listed = sorted(suffixes.items(), key=lambda item: (not item[0], item[0]))
    holds = ", ".join(f"{count} {suffix or 'without suffix'}" for suffix, count in listed)
    return f"holds nothing readable ({holds or 'it is empty'})."


def _is_prose(text: str) -> bool:
    if text.startswith("#!") or len(_SYMBOL.findall(text)) > _MOST_SYMBOLS * len(text):
        return False
    if _CHINESE_SENTENCE_END.search(text):
        return True
    return len(_WORD.findall(text)) >= _FEWEST_WORDS and bool(_SENTENCE_END.search(text))
