"""Which grade the desk gives the publisher of a report."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import dropwhile
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tocsin.desk.model import Desk, SourceGrade
from tocsin.domain import Reliability, Report


def grade(desk: Desk, report: Report) -> Reliability:
    """The reliability of whoever published the report, as the desk judges it.

    A pattern with a dot ("apnews.com") fits that host and those below it; one
    without ("Associated Press") fits those whole words, in any case, in the
    publisher's name, and a file whose name begins with it ("reuters-0402.txt",
    "2031-04-02-reuters.txt").
    Of several that fit, the longest pattern decides, then the order of the desk.
    Where none fits, the grade that the report came with: F, if nobody judged.
    """
    entry = entry_for(desk, report)
    return report.grade if entry is None else entry.reliability


def entry_for(desk: Desk, report: Report) -> SourceGrade | None:
    """The desk's entry for whoever published the report, by the rule of `grade`."""
    names = (report.source or "", report.house or "")
    return _best(desk, names, _hosts(report), _file_name(report.origin))


def entry_named(desk: Desk, name: str) -> SourceGrade | None:
    """The desk's entry for a publisher of that name, or with that host."""
    return _best(desk, (name,), (name.casefold(),) if _is_host(name) else (), "")


def _best(
    desk: Desk, names: tuple[str, ...], hosts: tuple[str, ...], file_name: str
) -> SourceGrade | None:
    best: SourceGrade | None = None
    best_length = 0
    publishers = [name.casefold() for name in names if name]
    for source in desk.sources:
        for pattern in _patterns(source):
            fits = (
                _fits_host(pattern, hosts)
                if _is_host(pattern)
                else any(_fits_words(pattern, publisher) for publisher in publishers)
                or _begins(pattern, file_name)
            )
            if fits and len(pattern) > best_length:
                best, best_length = source, len(pattern)
    return best


def _patterns(source: SourceGrade) -> tuple[str, ...]:
    return tuple(pattern.casefold() for pattern in source.match or (source.name,))


def _hosts(report: Report) -> tuple[str, ...]:
    """Hosts the report may come from; a publisher is often given as one ("bbc.co.uk")."""
    candidates = [report.url or "", report.origin]
    hosts = [urlsplit(address).hostname or "" for address in candidates if "://" in address]
    hosts += [name.casefold() for name in (report.source, report.house) if name and _is_host(name)]
    return tuple(hosts)


def _is_host(pattern: str) -> bool:
    return "." in pattern and " " not in pattern


def _file_name(origin: str) -> str:
    return "" if "://" in origin else PurePosixPath(origin.replace("\\", "/")).name.casefold()


def _fits_host(pattern: str, hosts: tuple[str, ...]) -> bool:
    return any(host == pattern or host.endswith("." + pattern) for host in hosts)


def _fits_words(pattern: str, publisher: str) -> bool:
    return _whole_words(pattern).search(publisher) is not None


def _begins(pattern: str, file_name: str) -> bool:
    """Whether a file is named after the publisher, words joined by anything or nothing.

    Numbers in front are passed over: many sort their files by date.
    """
    joined = re.sub(r"[\W_]+", "", pattern)
    words = re.findall(r"[^\W_]+", file_name)
    built = ""
    for word in dropwhile(str.isdigit, words):
        built += word
        if built == joined:
            return True
    return False


@lru_cache(maxsize=1024)
def _whole_words(pattern: str) -> re.Pattern[str]:
    # Whole words: "RT" must not grade a "Report" or an "Art Review".
    return re.compile(rf"(?<!\w){re.escape(pattern)}(?!\w)")
