"""Who first published what: a wire that nine papers reprint is one origin, not nine."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from tocsin.domain.report import Report, ReportId

_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_ENDING: Final = re.compile(r"(?<=[\w ]{5})(?: news| press)? (?:service|services|agency|online)$")
_STATE: Final = re.compile(r"(?:go[bv]?|gouv|govt?|gc|mil|mod)(?:\.|$)")
_COMMON_DOMAINS: Final = (
    "defence defense embassy foreign foreignministry government justice ministry parliament "
    "police president presidency primeminister senate"
)
_FEWEST_LETTERS: Final = 6


class Origin(NamedTuple):
    """Where a report comes from in the first place.

    key: equal for reports that do not confirm one another. name: as shown to a
    reader. named: False where neither text nor metadata name a publisher, so
    that two such origins may in truth be one.
    """

    key: str
    name: str
    named: bool


def origins_of(reports: Iterable[Report]) -> dict[ReportId, Origin]:
    """The origin of each report: whose text it is, however many print it.

    That is whom the report credits (`credit`); of copies of one text, whom its original
    credits, else whom most of the copies do; else the house that published the original.
    All copies of one original share an origin, even if the original itself is not
    among the reports. A report without publisher or address counts as its own file.
    """
    by_id = {report.id: report for report in reports}
    roots = originals_of(by_id.values())
    credited: defaultdict[ReportId, Counter[Origin]] = defaultdict(Counter)
    for report_id, root in roots.items():
        if origin := credit_of(by_id[report_id]):
            credited[root][origin] += 1
    return {
        report_id: _origin(root, by_id.get(root), credited.get(root))
        for report_id, root in roots.items()
    }


def originals_of(reports: Iterable[Report]) -> dict[ReportId, ReportId]:
    """For each report the one it was copied from, or itself; the original may not be among them."""
    by_id = {report.id: report for report in reports}
    return {report_id: _root(report_id, by_id) for report_id in by_id}


def publisher_of(report: Report) -> Origin:
    """Who published a report: its house, publisher, host of the address, else its file."""
    name = report.house or report.source
    if name and name.strip():
        name = " ".join(name.split())
        return Origin(house_key(name), name, named=True)
    for address in (report.url, report.origin):
        host = urlsplit(address).hostname if address and "://" in address else None
        if host:
            host = host.removeprefix("www.")
            return Origin(house_key(host), host, named=True)
    return Origin(report.origin, report.origin, named=False)


def credit_of(report: Report) -> Origin | None:
    """Whose text a report says it is, where it says so."""
    name = report.credit_house or report.credit
    return Origin(house_key(name), name, named=True) if name else None


@lru_cache(maxsize=8192)
def house_key(name: str) -> str:
    """What tells one house from another: its letters, or the telling part of its domain.

    >>> house_key("The Northern Wire Service"), house_key("Northern Wire")
    ('northernwire', 'northernwire')
    >>> house_key("kestrelpost.example"), house_key("Kestrel Post"), house_key("mfa.gov.ua")
    ('kestrelpost', 'kestrelpost', 'mfa.gov.ua')
    """
    if _HOST.fullmatch(name):
        label = name.partition(".")[0].replace("-", "").casefold()
        return label if _is_telling(name.casefold()) else name.casefold()
    return _ENDING.sub("", plain_name(name)).replace(" ", "") or name.casefold()


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """A name for comparing: small letters and figures, without accents and a leading "the".

    >>> plain_name("The Süddeutsche-Zeitung"), plain_name("Jane's"), plain_name("The")
    ('suddeutsche zeitung', 'janes', 'the')
    """
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’`´")
    words = re.findall(r"[^\W_]+", bare)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _is_telling(domain: str) -> bool:
    """Whether its first part alone says whose a domain is: "kestrelpost", but not "mfa".

    Short ones are shared too often, and every state has a "president" or "mod".
    """
    label, _, ending = domain.partition(".")
    letters = label.replace("-", "")
    is_common = letters in _COMMON_DOMAINS.split() or _STATE.match(ending)
    return len(letters) >= _FEWEST_LETTERS and not is_common


def _origin(root: ReportId, original: Report | None, credited: Counter[Origin] | None) -> Origin:
    if original is not None and (stated := credit_of(original)):
        return stated
    if credited:
        return min(credited, key=lambda origin: (-credited[origin], origin))
    return Origin(root, root, named=False) if original is None else publisher_of(original)


def _root(report_id: ReportId, by_id: Mapping[ReportId, Report]) -> ReportId:
    """The original behind a copy of a copy; a circle ends at its smallest identifier."""
    seen: list[ReportId] = []
    while report_id in by_id and (original := by_id[report_id].duplicate_of) is not None:
        if report_id in seen:
            return min(seen[seen.index(report_id) :])
        seen.append(report_id)
        report_id = original
    return report_id
