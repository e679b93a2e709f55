"""Pages and feeds from the network: politely, within limits, from public hosts only.

`default_fetch` gives the function that `collect` uses; `expand_url` turns
one address into the items behind it.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from tocsin import __version__
from tocsin.domain.errors import InputError
from tocsin.intake.feeds import expand_url
from tocsin.intake.limits import MEGABYTE
from tocsin.intake.page_cache import Kept, PageCache, default_folder
from tocsin.intake.public_hosts import PublicHosts
from tocsin.intake.robots import MAX_BYTES as ROBOTS_BYTES
from tocsin.intake.robots import Robots, read_robots

if TYPE_CHECKING:
    import httpx

    from tocsin.intake.exchange import Answer, Deadline

__all__ = ["default_fetch", "expand_url", "Fetch", "Fetched", "FetchLimits", "PoliteFetch"]

AGENT: Final = "Tocsin"
"""The name under which robots.txt may speak to us."""

USER_AGENT: Final = f"{AGENT}/{__version__} (+crisis desk; respects robots.txt)"

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({429, 503})


class Fetched(NamedTuple):
    """What stands at an address. url: where it was found, after all redirects."""

    url: str
    data: bytes
    content_type: str | None


class Fetch(Protocol):
    """Opens an address; raises InputError where it cannot."""

    def __call__(self, url: str) -> Fetched: ...


class FetchLimits(NamedTuple):
    """What one address may cost, and how we behave to its host.

    seconds: for everything the address needs, without the waiting we choose.
    seconds_between: two requests to one host. longest_wait: seconds that we
    wait when a host asks us to come back later.
    """

    redirects: int = 5
    body_bytes: int = 10 * MEGABYTE
    seconds: float = 20.0
    seconds_between: float = 1.0
    longest_wait: float = 60.0


def default_fetch(cache_dir: Path | None = None) -> Fetch:
    """The network as an ordinary run sees it.

    cache_dir: where pages are kept; None: the user's own cache folder.
    """
    return PoliteFetch(cache=PageCache(cache_dir or default_folder(os.environ)))


class PoliteFetch:
    """Fetches what robots.txt allows, no faster than a host can bear.

    hosts: where we may connect, judged anew at every redirect. clock, sleep:
    as `time.monotonic` and `time.sleep`. May be used from several threads.
    """

    def __init__(
        self,
        *,
        cache: PageCache | None = None,
        hosts: PublicHosts | None = None,
        limits: FetchLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._cache = cache or PageCache(None)
        self._hosts = hosts or PublicHosts()
        self._limits = limits or FetchLimits()
        self._clock = clock
        self._sleep = sleep
        self._robots: dict[str, Robots] = {}
        self._next_turn: dict[str, float] = {}
        self._lock = threading.Lock()

    def __call__(self, url: str) -> Fetched:
        """What stands at `url`; raises InputError with what to do about it."""
        from tocsin.intake.exchange import Deadline

        deadline = Deadline(self._limits.seconds, self._clock)
        address, answer = self._follow(url, _parse(url, url), deadline, self._limits.body_bytes)
        if not 200 <= answer.status < 300:
            raise _refusal(url, answer)
        return Fetched(str(address), answer.body, answer.headers.get("content-type"))

    def _follow(
        self,
        origin: str,
        address: httpx.URL,
        deadline: Deadline,
        body_bytes: int,
        *,
        heed_robots: bool = True,
    ) -> tuple[httpx.URL, Answer]:
        """The answer at the end of all redirects, and where it was found."""
        for _ in range(self._limits.redirects + 1):
            if heed_robots:
                self._ask_robots(origin, address, deadline)
            answer = self._request(origin, address, deadline, body_bytes)
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not target:
                return address, answer
            address = _parse(target, origin, base=address)
        raise InputError(
            origin,
            f"is redirected more than {self._limits.redirects} times.",
            "Open it in a browser and pass the address where it ends.",
        )

    def _ask_robots(self, origin: str, address: httpx.URL, deadline: Deadline) -> None:
        site = _site(address)
        if site not in self._robots:
            self._robots[site] = self._fetch_robots(origin, address, deadline)
        if not self._robots[site].allows(address.raw_path.decode("ascii")):
            raise InputError(
                origin,
                f"the robots.txt of {address.host} asks programs not to fetch it.",
                "Save the page from your browser and pass the file.",
            )

    def _fetch_robots(self, origin: str, address: httpx.URL, deadline: Deadline) -> Robots:
        """The wishes of a site; none where it has no robots.txt (RFC 9309, 2.3.1)."""
        place = address.copy_with(raw_path=b"/robots.txt", fragment=None)
        _, answer = self._follow(origin, place, deadline, ROBOTS_BYTES, heed_robots=False)
        if answer.status >= 500 or answer.status in _BUSY:
            raise InputError(
                origin,
                f"the robots.txt of {address.host} cannot be had now ({answer.status}).",
                "Try again later.",
            )
        if not 200 <= answer.status < 300:
            return Robots()
        return read_robots(answer.body.decode("utf-8-sig", "replace"), AGENT)

    def _request(
        self, origin: str, address: httpx.URL, deadline: Deadline, body_bytes: int
    ) -> Answer:
        """One answer; where the host is busy and says until when, a second try."""
        answer = self._request_once(origin, address, deadline, body_bytes)
        wait = _retry_after(answer) if answer.status in _BUSY else None
        if wait is None or wait > self._limits.longest_wait:
            return answer
        self._pause(wait, deadline)
        return self._request_once(origin, address, deadline, body_bytes)

    def _request_once(
        self, origin: str, address: httpx.URL, deadline: Deadline, body_bytes: int
    ) -> Answer:
        from tocsin.intake.exchange import exchange

        self._wait_for_turn(address, deadline)
        kept = self._cache.get(str(address))
        answer = exchange(
            address,
            _headers(address, kept),
            origin=origin,
            hosts=self._hosts,
            deadline=deadline,
            body_bytes=body_bytes,
        )
        if answer.status == 304 and kept is not None:
            stated = {**answer.headers, "content-type": kept.content_type}
            return answer._replace(status=200, headers=stated, body=kept.data)
        if answer.status == 200 and "no-store" not in answer.headers.get("cache-control", ""):
            self._cache.put(
                Kept(
                    url=str(address),
                    data=answer.body,
                    content_type=answer.headers.get("content-type", ""),
                    etag=answer.headers.get("etag", ""),
                    last_modified=answer.headers.get("last-modified", ""),
                )
            )
        return answer

    def _wait_for_turn(self, address: httpx.URL, deadline: Deadline) -> None:
        robots = self._robots.get(_site(address))
        asked = robots.delay if robots and robots.delay else 0.0
        between = max(self._limits.seconds_between, min(asked, self._limits.longest_wait))
        with self._lock:
            now = self._clock()
            turn = max(now, self._next_turn.get(address.host, now))
            self._next_turn[address.host] = turn + between
        if turn > now:
            self._pause(turn - now, deadline)

    def _pause(self, seconds: float, deadline: Deadline) -> None:
        deadline.extend(seconds)
        self._sleep(seconds)


def _parse(url: str, origin: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked for; raises InputError for all others."""
    import httpx

    try:
        address = (base.join(url) if base else httpx.URL(url)).copy_with(fragment=None)
        host = address.host
    except (httpx.InvalidURL, ValueError) as error:
        raise InputError(origin, f"leads to {url[:200]!r}, which is no address.") from error
    if address.scheme not in ("http", "https") or not host:
        raise InputError(
            origin, f"leads to {url[:200]!r}; only http and https addresses are fetched."
        )
    if address.userinfo:
        raise InputError(
            origin,
            "holds a user name or password, which is not sent.",
            "Save the page from your browser and pass the file.",
        )
    return address


def _site(address: httpx.URL) -> str:
    return f"{address.scheme}://{address.netloc.decode('ascii')}"


def _headers(address: httpx.URL, kept: Kept | None) -> dict[str, str]:
    headers = {
        "Host": address.netloc.decode("ascii"),
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
        "application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Language": "en",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if kept and kept.etag:
        headers["If-None-Match"] = kept.etag
    if kept and kept.last_modified:
        headers["If-Modified-Since"] = kept.last_modified
    return headers


def _retry_after(answer: Answer) -> float | None:
    """Seconds that a busy host asks us to wait; None where it names no time."""
    wish = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,6}", wish):
        return float(wish)
    try:
        # A date is counted from the host's own clock, which is the one it was made with.
        until = parsedate_to_datetime(wish)
        return max(0.0, (until - parsedate_to_datetime(answer.headers["date"])).total_seconds())
    except (KeyError, ValueError, TypeError):
        return None


def _refusal(origin: str, answer: Answer) -> InputError:
    status = answer.status
    if status in (401, 402, 403, 407, 451):
        return InputError(
            origin,
            f"the server refuses access ({status}).",
            "Save the page from your browser and pass the file.",
        )
    if status in (404, 410):
        return InputError(origin, f"there is no such page ({status}).", "Check the address.")
    if status in _BUSY:
        return InputError(origin, f"the server is busy ({status}).", "Try again later.")
    if status >= 500:
        return InputError(origin, f"the server failed ({status}).", "Try again later.")
    return InputError(origin, f"the server's answer is not understood ({status}).")
