"""Which house stands behind a report: the desk says so, else the table of houses, else its words.

source "BBC News - World"                        -> BBC
no source, https://feeds.bbci.co.uk/news/1       -> BBC
source "Kestrel Post | Arvia", kestrelpost.com   -> Kestrel Post
source "Yahoo News", url at yahoo.com, credit AP -> Yahoo News; its text is AP's
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from tocsin.desk import Desk, grade
from tocsin.desk.grading import entry_for, entry_named
from tocsin.domain import HouseKind, Reading, Report, house_key
from tocsin.knowledge.hosts import registered_domain
from tocsin.knowledge.houses import House, houses, spelled_by

_SHARED: Final = frozenset({HouseKind.AGGREGATOR, HouseKind.PLATFORM})
_VIA: Final = re.compile(r"(?P<house>\S.*?)\s+(?:via|through|on)\s+(?P<carrier>[A-Z].*)")
_HOST: Final = re.compile(r"\S+\.[a-z]{2,}", re.IGNORECASE)
# Of "t.me/s/kestrel" and "youtube.com/c/kestrel" the second part names the page.
_BEFORE_A_PAGE: Final = frozenset({"c", "channel", "company", "groups", "in", "pages", "r", "s",
                                   "u", "user"})  # fmt: skip
_NO_PAGE: Final = frozenset({"i", "p", "permalink.php", "posts", "reel", "shorts", "status",
                             "story.php", "video", "watch", "wall"})  # fmt: skip


class _Publisher(NamedTuple):
    """Who publishes, and whose text it is where the name of the publisher tells."""

    house: str | None
    credit: str | None = None


def place_all(readings: Iterable[Reading], desk: Desk) -> tuple[Reading, ...]:
    """The readings with their reports placed, see `place`; those that have a house keep it."""
    return tuple(
        reading
        if reading.report.house
        else reading.model_copy(update={"report": place(reading.report, desk)})
        for reading in readings
    )


def place(report: Report, desk: Desk) -> Report:
    """The report with its house, the house of whoever it credits, and its grade.

    An entry of the desk goes before the table: all that one entry matches is one house.
    Placing twice is placing once.
    """
    bare = report.model_copy(update={"house": None, "credit_house": None})
    found = _publisher(bare)
    entry = entry_for(desk, bare if _speaks_for_host(bare) else _without_host(bare))
    house = entry.name if entry else _in_desk(found.house, desk)
    credit = report.credit or found.credit
    placed = {"house": house, "credit_house": _in_desk(_known(credit), desk)}
    graded = bare.model_copy(update=placed)
    return graded.model_copy(update={"grade": grade(desk, graded)})


def kind_of(name: str) -> HouseKind | None:
    """What kind of house goes by that name; None where the table does not know it."""
    house = houses().named(name)
    return house.kind if house else None


def _in_desk(name: str | None, desk: Desk) -> str | None:
    """The name that the desk gives a house, found by any of the house's names."""
    if name is None:
        return None
    known = houses().named(name)
    for one in (name, *(known.names if known else ())):
        if entry := entry_named(desk, one):
            return entry.name
    key = house_key(name)
    same = (each.name for each in desk.sources if house_key(each.name) == key)
    return next(same, name)


def _known(credit: str | None) -> str | None:
    """The usual name of whoever is credited."""
    house = houses().behind(credit) if credit else None
    return house.name if house else credit


def _publisher(report: Report) -> _Publisher:
    title = " ".join((report.source or "").split())
    address = report.url or (report.origin if "://" in report.origin else "")
    return _publisher_of(title, address)


@lru_cache(maxsize=8192)
def _publisher_of(title: str, address: str) -> _Publisher:
    table = houses()
    via = _VIA.fullmatch(title)
    if via and (carrier := table.behind(via["carrier"])):
        return _Publisher(carrier.name, _known(via["house"]))
    host = _host(address)
    site = table.at(host) if host else None
    named = table.behind(title) if title else None
    if site and site.kind not in _SHARED:
        is_reprint = named is not None and named.kind is HouseKind.AGENCY and named != site
        return _Publisher(site.name, named.name if named and is_reprint else None)
    if named and named.kind not in _SHARED:
        return _Publisher(named.name)
    shared = site or named
    stated = "" if named else _stated(title, "" if shared else host)
    if shared is None or stated:
        return _Publisher(stated or (registered_domain(host) if host else None))
    return _Publisher(_page(address, shared) or shared.name)


def _stated(title: str, host: str) -> str:
    """The name of an unknown house as its title gives it, without the names of sections."""
    if _HOST.fullmatch(title):
        return registered_domain(title)
    spelled = spelled_by(host, title) if host else ""
    return spelled or houses().plain_title(title)


def _page(address: str, platform: House) -> str | None:
    """Whose page of a platform it is: "t.me/kestrel", "kestrel.substack.com"; None if unsaid."""
    if platform.kind is not HouseKind.PLATFORM or not address:
        return None
    host = _host(address)
    base = next((known for known in platform.hosts if host.endswith("." + known)), None)
    if base and host.removesuffix("." + base) not in {"m", "mobile", "old", "en"}:
        return f"{host.removesuffix('.' + base).split('.')[-1]}.{base}"
    steps = [step for step in urlsplit(address).path.split("/") if step]
    if steps and steps[0].casefold() in _BEFORE_A_PAGE:
        steps = steps[1:]
    if not steps or steps[0].casefold() in _NO_PAGE:
        return None
    return f"{base or host}/{steps[0].casefold()}"


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # as of a broken IPv6 address
        return ""


def _speaks_for_host(report: Report) -> bool:
    """Whether the host says who publishes: not where others publish under their own names."""
    site = houses().at(_host(report.url or report.origin))
    return site is None or site.kind not in _SHARED or not report.source


def _without_host(report: Report) -> Report:
    origin = "" if "://" in report.origin else report.origin
    return report.model_copy(update={"url": None, "origin": origin})
