"""Fetching: from public hosts only, within limits, as robots.txt and busy hosts ask.

The server is a real one on this machine; a policy that permits exactly its
address stands in for the public internet.
"""

import contextlib
import gzip
import ipaddress
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tocsin.domain import InputError, Unread
from tocsin.intake import collect
from tocsin.intake.fetch import (
    USER_AGENT,
    Fetched,
    FetchLimits,
    PoliteFetch,
    default_fetch,
    expand_url,
)
from tocsin.intake.page_cache import Kept, PageCache, default_folder
from tocsin.intake.public_hosts import PublicHosts, is_public
from tocsin.intake.robots import read_robots

PAGE = b"<html><body><p>Arvia closed its border on Monday.</p></body></html>"
UNKNOWN = "unknown"
"""As the length of a body: it ends where the connection does."""


@dataclass
class Site:
    """A server of a table: path -> (status, headers, body), or a function of the headers."""

    pages: dict[str, object] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = "127.0.0.1"
    port: int = 0

    def url(self, path: str, host: str | None = None) -> str:
        return f"http://{host or self.address}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def html(self, path: str, body: bytes | str = PAGE, **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        stated = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, {"Content-Type": "text/html", **stated}, data)
        return self.url(path)


def serve(address: str) -> Iterator[Site]:
    site = Site(address=address)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            page = site.pages.get(self.path, (404, {}, b""))
            status, headers, body = page(self.headers) if callable(page) else page
            self.send_response(status)
            for name, value in headers.items():
                if value != UNKNOWN:
                    self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # the reader may have seen enough
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    yield from serve("127.0.0.1")


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def only(*addresses: str) -> Callable[[object], bool]:
    permitted = {ipaddress.ip_address(address) for address in addresses}
    return permitted.__contains__


def local_fetch(clock: Clock | None = None, **options) -> PoliteFetch:
    clock = clock or Clock()
    options.setdefault("hosts", PublicHosts(allows=only("127.0.0.1")))
    return PoliteFetch(clock=clock, sleep=clock.sleep, **options)


def refusal(fetch: Callable[[str], Fetched], url: str) -> str:
    with pytest.raises(InputError) as caught:
        fetch(url)
    assert caught.value.origin == url
    return caught.value.reason


# Where we may connect


@pytest.mark.parametrize("address", ["9.9.9.9", "185.15.59.224", "2606:4700::1111", "2a02:ec80::1"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # metadata of most clouds
        "100.100.100.200",  # of another, within carrier-grade NAT
        "192.0.0.192",
        "168.63.129.16",
        "100.64.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "192.0.2.1",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:9.9.9.9",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
    ],
)
def test_all_others_are_not(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
        "0.0.0.0",
        "0",
    ],
)
def test_the_ordinary_fetch_refuses_this_machine_however_it_is_written(host, site, tmp_path):
    site.html("/page")
    reason = refusal(default_fetch(tmp_path), site.url("/page", host))
    assert "no public address" in reason or "no address" in reason
    assert site.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "//127.0.0.2:{port}/secret",
        "http://2130706434:{port}/secret",  # 127.0.0.2
    ],
)
def test_a_redirect_is_judged_like_an_address(target, site):
    site.pages["/page"] = (302, {"Location": target.format(port=site.port)}, b"")
    assert "no public address" in refusal(local_fetch(), site.url("/page"))
    assert "/secret" not in site.paths()


def test_a_redirect_of_robots_txt_is_judged_too(site):
    site.html("/page")
    site.pages["/robots.txt"] = (302, {"Location": "http://169.254.169.254/"}, b"")
    assert "no public address" in refusal(local_fetch(), site.url("/page"))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/a", "gopher://a/b"])
def test_a_redirect_out_of_http_is_refused(target, site):
    site.pages["/page"] = (302, {"Location": target}, b"")
    assert "only http and https" in refusal(local_fetch(), site.url("/page"))


@pytest.mark.parametrize(
    "url", ["http://", "https:///path", "http://[::1", "http://a b/", "http://user:word@a.example/"]
)
def test_what_is_no_plain_address_is_refused(url):
    assert refusal(local_fetch(), url)


class Names:
    """A resolver that knows one name, and counts how often it is asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: str, port: int, **_: object) -> list[object]:
        assert host == "kestrel.test"
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in answer.split()
        ]


def test_the_address_that_was_judged_is_the_one_connected_to(site):
    """No other resolver knows the name, so a second look-up could not succeed."""
    site.html("/page")
    hosts = PublicHosts(allows=only("127.0.0.1"), resolve=Names("127.0.0.1"))
    fetched = local_fetch(hosts=hosts)(site.url("/page", "kestrel.test"))
    assert fetched.data == PAGE
    assert site.asked[-1][1]["Host"] == f"kestrel.test:{site.port}"


def test_a_name_that_changes_its_meaning_is_judged_again(site):
    site.html("/page")
    hosts = PublicHosts(allows=only("127.0.0.1"), resolve=Names("127.0.0.1", "127.0.0.2"))
    assert "127.0.0.2" in refusal(local_fetch(hosts=hosts), site.url("/page", "kestrel.test"))
    assert site.paths() == ["/robots.txt"]


def test_of_several_addresses_only_public_ones_are_used(site):
    site.html("/page")
    hosts = PublicHosts(allows=only("127.0.0.1"), resolve=Names("10.0.0.1 127.0.0.1"))
    assert local_fetch(hosts=hosts)(site.url("/page", "kestrel.test")).data == PAGE


def test_the_name_of_the_host_is_kept_in_the_tls_handshake():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        hellos: list[bytes] = []

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                hellos.append(connection.recv(4096))

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        hosts = PublicHosts(allows=only("127.0.0.1"), resolve=Names("127.0.0.1"))
        url = f"https://kestrel.test:{listener.getsockname()[1]}/page"
        assert "failed" in refusal(local_fetch(hosts=hosts), url)
        thread.join(5)
    assert b"kestrel.test" in hellos[0]


# Redirects, sizes, times


def test_a_page_comes_with_its_type_and_final_address(site):
    site.pages["/old"] = (301, {"Location": "new#part"}, b"")
    site.html("/new", Content_Type="text/html; charset=utf-8")
    fetched = local_fetch()(site.url("/old"))
    assert fetched == Fetched(site.url("/new"), PAGE, "text/html; charset=utf-8")


def test_we_say_who_we_are(site):
    local_fetch()(site.html("/page"))
    assert {headers["User-Agent"] for _, headers in site.asked} == {USER_AGENT}


@pytest.mark.parametrize(("hops", "reached"), [(5, True), (6, False)])
def test_five_redirects_are_followed(hops, reached, site):
    for hop in range(hops):
        site.pages[f"/{hop}"] = (302, {"Location": f"/{hop + 1}"}, b"")
    site.html(f"/{hops}")
    if reached:
        assert local_fetch()(site.url("/0")).data == PAGE
    else:
        assert "redirected more than 5 times" in refusal(local_fetch(), site.url("/0"))


SMALL = FetchLimits(body_bytes=10_000)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"x" * 10_001),
        ({"Content-Length": "10001"}, b""),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"x" * 50_000_000)),
        ({"Content-Encoding": "deflate"}, zlib.compress(b"x" * 50_000_000)),
    ],
    ids=["plain", "announced", "gzip bomb", "deflate bomb"],
)
def test_a_body_beyond_the_limit_is_refused(headers, body, site):
    site.pages["/page"] = (200, {"Content-Type": "text/plain", **headers}, body)
    assert "larger than" in refusal(local_fetch(limits=SMALL), site.url("/page"))


def test_a_body_without_announced_length_is_counted_as_it_comes(site):
    site.pages["/page"] = (200, {"Content-Length": UNKNOWN}, b"x" * 200_000)
    assert "larger than" in refusal(local_fetch(limits=SMALL), site.url("/page"))
    site.pages["/page"] = (200, {"Content-Length": UNKNOWN}, PAGE)
    assert local_fetch(limits=SMALL)(site.url("/page")).data == PAGE


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),  # without header, as some servers send it
        ("identity", PAGE),
    ],
)
def test_content_encodings_are_undone(encoding, packed, site):
    assert local_fetch()(site.html("/page", packed, Content_Encoding=encoding)).data == PAGE


@pytest.mark.parametrize(
    ("encoding", "body", "reason"),
    [
        ("gzip", b"no gzip at all", "damaged"),
        ("gzip", gzip.compress(PAGE)[:-9], "cut off"),
        ("br", PAGE, "encoding that is not read (br)"),
    ],
)
def test_a_damaged_body_is_refused(encoding, body, reason, site):
    url = site.html("/page", body, Content_Encoding=encoding)
    assert reason in refusal(local_fetch(), url)


def test_an_answer_that_comes_too_late_is_none(site):
    clock = Clock()

    def slow(_: object) -> tuple[int, dict[str, str], bytes]:
        clock.now += 21.0
        return 200, {"Content-Type": "text/html"}, PAGE

    site.pages["/page"] = slow
    assert "did not answer in time" in refusal(local_fetch(clock), site.url("/page"))


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "Audio/MPEG", "font/woff2", "text/css"])
def test_what_holds_no_words_is_refused_by_its_type(kind, site):
    url = site.html("/page", b"\0" * 100, Content_Type=kind)
    assert "which is not read" in refusal(local_fetch(), url)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "refuses access"),
        (403, "refuses access"),
        (404, "no such page"),
        (410, "no such page"),
        (429, "busy"),
        (500, "failed"),
        (503, "busy"),
        (304, "not understood"),
    ],
)
def test_a_refusal_by_the_server_is_told_in_words(status, reason, site):
    site.pages["/page"] = (status, {}, b"")
    assert reason in refusal(local_fetch(), site.url("/page"))


def test_nobody_at_home():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "failed" in refusal(local_fetch(), f"http://127.0.0.1:{port}/")


def test_a_host_that_does_not_exist():
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror

    fetch = local_fetch(hosts=PublicHosts(resolve=unknown))
    assert "cannot be found" in refusal(fetch, "http://kestrel.test/")


# Manners


def test_two_requests_to_one_host_are_a_second_apart(site):
    clock = Clock()
    fetch = local_fetch(clock)
    fetch(site.html("/one"))
    fetch(site.html("/two"))
    assert site.paths() == ["/robots.txt", "/one", "/two"]
    assert clock.slept == [1.0, 1.0]


def test_a_slow_host_is_not_waited_for_twice(site):
    clock = Clock()
    fetch = local_fetch(clock)
    fetch(site.html("/one"))
    clock.now += 10
    fetch(site.html("/two"))
    assert clock.slept == [1.0]


def test_a_longer_delay_is_kept_when_robots_txt_asks_for_it(site):
    clock = Clock()
    site.html("/robots.txt", "User-agent: *\nCrawl-delay: 7")
    fetch = local_fetch(clock)
    fetch(site.html("/one"))
    fetch(site.html("/two"))
    assert clock.slept == [1.0, 7.0]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_asked_once_more_when_it_says(status, site):
    clock = Clock()
    answers = [(status, {"Retry-After": "5"}, b""), (200, {"Content-Type": "text/html"}, PAGE)]
    site.pages["/page"] = lambda _: answers.pop(0)
    assert local_fetch(clock)(site.url("/page")).data == PAGE
    assert 5.0 in clock.slept


def test_a_date_to_come_back_is_counted_from_the_hosts_own_clock(site):
    clock = Clock()
    until = {"Retry-After": "Mon, 03 Mar 2031 09:00:09 GMT"}
    answers = [(503, until, b""), (200, {}, PAGE)]

    def page(_: object) -> object:
        status, headers, body = answers.pop(0)
        return status, {**headers, "Date": "Mon, 03 Mar 2031 09:00:00 GMT"}, body

    site.pages["/page"] = page
    # The server sends its own Date first; the last one counts.
    assert local_fetch(clock)(site.url("/page")).data == PAGE
    assert 9.0 in clock.slept


@pytest.mark.parametrize("wish", ["", "3600", "soon"])
def test_we_do_not_come_back_later_than_is_bearable(wish, site):
    site.pages["/page"] = (503, {"Retry-After": wish}, b"")
    assert "busy" in refusal(local_fetch(), site.url("/page"))
    assert site.paths().count("/page") == 1


def test_a_host_that_stays_busy_is_asked_no_third_time(site):
    site.pages["/page"] = (429, {"Retry-After": "1"}, b"")
    assert "busy" in refusal(local_fetch(), site.url("/page"))
    assert site.paths().count("/page") == 2


def test_robots_txt_is_honoured_at_every_hop(site):
    site.html("/robots.txt", "User-agent: *\nDisallow: /private/")
    site.html("/private/page")
    site.pages["/open"] = (302, {"Location": "/private/page"}, b"")
    for path in ("/private/page", "/open"):
        assert "robots.txt" in refusal(local_fetch(), site.url(path))
    assert "/private/page" not in site.paths()


@pytest.mark.parametrize(("status", "readable"), [(404, True), (403, True), (500, False)])
def test_no_robots_txt_allows_all_and_a_failing_one_nothing(status, readable, site):
    """RFC 9309, 2.3.1.3 and 2.3.1.4."""
    url = site.html("/page")
    site.pages["/robots.txt"] = (status, {}, b"")
    if readable:
        assert local_fetch()(url).data == PAGE
    else:
        assert "cannot be had" in refusal(local_fetch(), url)


ROBOTS = """
# for everybody
User-agent: *
Disallow: /

User-agent: OtherBot
User-agent: tocsin
Disallow: /*.pdf$
Disallow: /archive/
Allow: /archive/2031   # one year
Disallow: /search?*page=
Disallow:
Disallow: /caf%C3%A9
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True),
        ("/news", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?print", True),
        ("/archive/", False),
        ("/archive/2030/x", False),
        ("/archive/2031/x", True),
        ("/search?q=a&page=2", False),
        ("/search?q=a", True),
        ("/café/menu", False),
        ("/caf%c3%a9", False),
        ("/robots.txt", True),
    ],
)
def test_the_longest_rule_for_us_decides(target, allowed):
    assert read_robots(ROBOTS, "Tocsin").allows(target) is allowed


def test_rules_for_all_hold_where_there_are_none_for_us():
    assert not read_robots(ROBOTS, "Kestrel").allows("/news")


def test_equal_rules_allow():
    assert read_robots("User-agent: *\nDisallow: /a\nAllow: /a", "Tocsin").allows("/a")


def test_a_rule_full_of_stars_is_decided_at_once():
    robots = read_robots("User-agent: *\nDisallow: /" + "*a" * 2000 + "$", "Tocsin")
    assert robots.allows("/" + "a" * 1999)
    assert not robots.allows("/" + "a" * 2001)


# What is kept


def test_an_unchanged_page_is_not_sent_again(site, tmp_path):
    def page(headers: object) -> tuple[int, dict[str, str], bytes]:
        if headers["If-None-Match"] == '"v1"':
            return 304, {}, b""
        return 200, {"ETag": '"v1"', "Content-Type": "text/html"}, PAGE

    site.pages["/page"] = page
    first = local_fetch(cache=PageCache(tmp_path))(site.url("/page"))
    again = local_fetch(cache=PageCache(tmp_path))(site.url("/page"))
    assert first == again == Fetched(site.url("/page"), PAGE, "text/html")
    assert site.asked[-1][1]["If-None-Match"] == '"v1"'


def test_a_changed_page_replaces_the_kept_one(site, tmp_path):
    fetch = local_fetch(cache=PageCache(tmp_path))
    fetch(site.html("/page", Last_Modified="Mon, 03 Mar 2031 09:00:00 GMT"))
    site.html("/page", b"<p>It reopened.</p>", Last_Modified="Tue, 04 Mar 2031 09:00:00 GMT")
    assert fetch(site.url("/page")).data == b"<p>It reopened.</p>"
    assert site.asked[-1][1]["If-Modified-Since"] == "Mon, 03 Mar 2031 09:00:00 GMT"
    assert PageCache(tmp_path).get(site.url("/page")).data == b"<p>It reopened.</p>"


def test_what_may_not_be_kept_is_not(site, tmp_path):
    fetch = local_fetch(cache=PageCache(tmp_path))
    fetch(site.html("/private", ETag='"v1"', Cache_Control="private, no-store"))
    fetch(site.html("/plain"))
    assert list(tmp_path.iterdir()) == []


KEPT = Kept("http://kestrel.test/", PAGE, "text/html", '"v1"', "")


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data.replace(b"Arvia", b"Carvi"),
        lambda data: b"\xff" + data,
        lambda data: data.replace(b"{", b"[", 1),
        lambda data: data.replace(b'"etag"', b'"stag"'),
    ],
)
def test_a_damaged_page_counts_as_not_kept(damage, tmp_path):
    cache = PageCache(tmp_path)
    cache.put(KEPT)
    assert cache.get(KEPT.url) == KEPT
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert cache.get(KEPT.url) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    cache = PageCache(tmp_path / "file")
    cache.put(KEPT)
    assert cache.get(KEPT.url) is None


def test_the_cache_does_not_grow_without_end(tmp_path):
    cache = PageCache(tmp_path, max_bytes=5 * (len(PAGE) + 400))
    for number in range(40):
        cache.put(KEPT._replace(url=f"http://kestrel.test/{number}"))
    assert 1 <= len(list(tmp_path.iterdir())) <= 10


def test_the_cache_lies_where_the_desktop_says(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder({"XDG_CACHE_HOME": "/var/x"}) == Path("/var/x/tocsin/pages")
    assert default_folder({"XDG_CACHE_HOME": "x"}) == tmp_path / ".cache/tocsin/pages"
    assert default_folder({}) == tmp_path / ".cache/tocsin/pages"


# Feeds

PROSE = (
    "Arvia closed both border crossings on Monday after Borland expelled two of its diplomats, and "
    "traders on both sides reported queues of lorries that stretched for eleven kilometres. "
)
ARTICLE = f"<html><body><h1>Border closed</h1>{f'<p>{PROSE}</p>' * 12}</body></html>"
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Kestrel Post</title><link>{site}</link><language>en-GB</language>
<item><title>Border closed</title><link>{site}/full</link><author>Mara Quill</author>
<pubDate>Mon, 03 Mar 2031 09:00:00 GMT</pubDate>
<content:encoded><![CDATA[{full}]]></content:encoded></item>
<item><title>Talks offered</title><link>/teaser</link>
<description>Carvia offers …</description></item>
<item><title>Gone</title><link>{site}/gone</link><description>No longer there.</description></item>
<item><title>Note</title><description>The ferry is late.</description></item>
</channel></rss>"""


NOTE = """<rss version="2.0"><channel><title>Kestrel</title><item><title>Note</title>
<description>The ferry is late.</description></item></channel></rss>"""


@pytest.fixture
def feed(site: Site) -> Site:
    full = f"<p>{PROSE}</p>" * 6
    site.html("/feed", RSS.format(site=site.url("").rstrip("/"), full=full))
    site.pages["/feed"][1]["Content-Type"] = "application/rss+xml"
    site.html("/teaser", ARTICLE)
    return site


def test_an_article_is_itself(site):
    url = site.html("/article", ARTICLE)
    (item,) = expand_url(url, local_fetch())
    assert (item.origin, item.url, item.data) == (url, url, ARTICLE.encode())


def test_a_feed_is_its_entries_and_what_cannot_be_had_is_one_unread(feed):
    url = feed.url("/feed")
    full, teaser, gone, note = expand_url(url, local_fetch())
    assert full.origin == full.url == feed.url("/full")
    assert [block.text for block in full.blocks] == [PROSE.strip()] * 6
    assert "/full" not in feed.paths()
    assert full.metadata == {
        "title": "Border closed",
        "author": "Mara Quill",
        "published": "Mon, 03 Mar 2031 09:00:00 GMT",
        "publisher": "Kestrel Post",
        "language": "en-GB",
    }
    assert (teaser.origin, teaser.data) == (feed.url("/teaser"), ARTICLE.encode())
    assert teaser.metadata["title"] == "Talks offered"
    assert isinstance(gone, Unread)
    assert (gone.origin, gone.reason) == (feed.url("/gone"), "there is no such page (404).")
    assert (note.origin, note.url) == (f"{url}#d9e06ec1", None)
    assert [block.text for block in note.blocks] == ["The ferry is late."]


FRONT = """<html><head><link rel="alternate" type="application/rss+xml" title="Comments"
href="/comments/feed"><link rel="alternate" type="application/rss+xml" href="{feed}"></head>
<body>{body}</body></html>"""


def test_a_front_page_is_the_entries_of_the_feed_it_advertises(feed):
    links = "<li><a href='/a'>Border closed after two diplomats are expelled</a></li>" * 30
    url = feed.html("/", FRONT.format(feed="feed", body=links))
    items = list(expand_url(url, local_fetch()))
    assert [item.origin for item in items][:2] == [feed.url("/full"), feed.url("/teaser")]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{PROSE}</p>" * 12,
        f'<script type="application/ld+json">{{"@type": "NewsArticle"}}</script><p>{PROSE}</p>',
        f'<meta property="og:type" content="article"><p>{PROSE}</p>',
    ],
    ids=["reads like one", "JSON-LD", "Open Graph"],
)
def test_an_article_that_advertises_a_feed_is_still_itself(body, feed):
    url = feed.html("/article", FRONT.format(feed="/feed", body=body))
    (item,) = expand_url(url, local_fetch())
    assert item.origin == url
    assert "/feed" not in feed.paths()


@pytest.mark.parametrize("target", ["/nothing", "http://169.254.169.254/feed"])
def test_a_feed_that_cannot_be_had_is_told_with_its_reason(target, feed):
    url = feed.html("/", FRONT.format(feed=target, body="<p>Latest</p>"))
    assert target in refusal(lambda address: list(expand_url(address, local_fetch())), url)


def test_a_long_feed_says_what_was_left_out(site):
    item = "<item><title>A</title><description>b</description></item>"
    xml = f"<rss version='2.0'><channel><title>K</title>{item * 130}</channel></rss>"
    url = site.html("/feed", xml, Content_Type="application/rss+xml")
    *items, last = expand_url(url, local_fetch())
    assert len(items) == 100
    assert "130 entries" in last.reason


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'/>", "entities"),
        ("<nothing>of the sort</nothing>", "no feed"),
    ],
)
def test_a_feed_that_is_none_is_refused(xml, reason, site):
    url = site.html("/feed", xml, Content_Type="application/rss+xml")
    assert reason in refusal(lambda address: list(expand_url(address, local_fetch())), url)


def test_a_feed_is_known_by_what_it_holds(site):
    atom = (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Kestrel</title>"
        "<entry><title>Border</title><content>The ferry is late.</content></entry></feed>"
    )
    (item,) = expand_url(site.html("/feed", atom, Content_Type="text/html"), local_fetch())
    assert [block.text for block in item.blocks] == ["The ferry is late."]


def test_a_page_of_nothing_but_comments_is_no_feed(site):
    page = b"<!---->" * 10_000
    (item,) = expand_url(site.html("/comments", page), local_fetch())
    assert item.data == page
    (note,) = expand_url(site.html("/feed", page + NOTE.encode()), local_fetch())
    assert [block.text for block in note.blocks] == ["The ferry is late."]


def test_a_feed_gives_the_same_reports_from_its_address_as_from_a_file(site, tmp_path):
    url = site.html("/feed", NOTE, Content_Type="application/rss+xml")
    (tmp_path / "feed.rss").write_text(NOTE)
    (fetched,) = collect([url], fetch=local_fetch())
    (saved,) = collect([str(tmp_path / "feed.rss")])
    assert (fetched.text, fetched.blocks) == (saved.text, saved.blocks)
    assert (fetched.title, fetched.source) == (saved.title, saved.source) == ("Note", "Kestrel")
