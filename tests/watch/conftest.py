"""A clock that passes only when somebody waits, a real server on this machine, and a ledger."""

from __future__ import annotations

import contextlib
import ipaddress
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tocsin.intake.fetch import Fetch, FetchLimits, PoliteFetch
from tocsin.intake.page_cache import PageCache
from tocsin.intake.public_hosts import PublicHosts
from tocsin.ledger.store import Ledger, open_ledger

Answer = tuple[int, dict[str, str], bytes]


class Clock:
    """Time as tests have it. Called, it says what time it is, never the same twice."""

    def __init__(self) -> None:
        self.at = datetime(2031, 4, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Site:
    """A server of a table: path -> what it answers to a request with these headers."""

    pages: dict[str, Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answers(self, path: str, status: int = 200, data: bytes | str = b"", **headers: str) -> str:
        body = data.encode() if isinstance(data, str) else data
        stated = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda _: (status, stated, body)
        return self.url(path)

    def feed(self, path: str, *texts: str, newest_first: bool = False) -> str:
        """A feed with one entry for each text, which has no page of its own."""
        data = rss(*texts, newest_first=newest_first)
        return self.answers(path, data=data, Content_Type="application/rss+xml")


def rss(*texts: str, newest_first: bool = False) -> str:
    entries = [
        f'<item><title>Report {number}</title><guid isPermaLink="false">{number}</guid>'
        f"<pubDate>Wed, 0{number % 9 + 1} Apr 2031 08:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
        for number, text in enumerate(texts)
    ]
    return (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Ista Wire</title>{''.join(reversed(entries) if newest_first else entries)}"
        "</channel></rss>"
    )


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, dict(self.headers)))
            page = served.pages.get(self.path, lambda _: (404, {}, b""))
            self.answer(*page(dict(self.headers)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            served.got.append((self.path, dict(self.headers), body))
            page = served.pages.get(self.path, lambda _: (404, {}, b""))
            self.answer(*page(dict(self.headers)))

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    """The network, but for this machine's own address in place of all public ones."""
    here = ipaddress.ip_address("127.0.0.1")
    return PoliteFetch(
        cache=PageCache(tmp_path / "pages"),
        hosts=PublicHosts(allows=lambda address: address == here),
        limits=FetchLimits(seconds=0.7, seconds_between=0.0),
        sleep=lambda _: None,
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite", create=True) as opened:
        yield opened
