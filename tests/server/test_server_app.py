"""The desk over HTTP, asked by a real client at a real server on this machine."""

from __future__ import annotations

import html
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import httpx
import jsonschema
import pytest
import uvicorn

from tocsin import brief
from tocsin.domain import (
    Assessment,
    Attribution,
    Block,
    BlockKind,
    DeskError,
    Evidence,
    Report,
    SpeechAct,
    Statement,
    derive_id,
)
from tocsin.server import create_app, serve

HOSTILE = '<script>alert("x")</script> & <img src=x onerror=alert(1)>'
TEXT = f"Arvia crosses the Ista\n{HOSTILE} was all that Dravik said.\nThen he left."


def statement(report: Report, quote: str) -> Statement:
    start = report.text.index(quote)
    return Statement(
        id=derive_id("statement", report.id, start),
        attribution=Attribution.NONE,
        speech_act=SpeechAct.ASSERTED,
        text=quote,
        evidence=(Evidence.cite(report, start, start + len(quote)),),
    )


def an_assessment() -> Assessment:
    """One report with hostile text, title and publisher; two statements cite it."""
    report = Report.make(
        origin="a.txt",
        text=TEXT,
        title=HOSTILE,
        source=HOSTILE,
        blocks=(
            Block(kind=BlockKind.TITLE, start=0, end=22),
            Block(kind=BlockKind.PARAGRAPH, start=23, end=TEXT.index("\nThen")),
            Block(kind=BlockKind.PARAGRAPH, start=TEXT.index("Then"), end=len(TEXT)),
        ),
    )
    copy = Report.make(origin="b.txt", text="Arvia crosses.", duplicate_of=report.id)
    return Assessment(
        desk="invented",
        question=HOSTILE,
        as_of=date(2031, 4, 7),
        generated_by="Tocsin",
        reports=(report, copy),
        statements=(statement(report, HOSTILE), statement(report, "Then he left.")),
    )


ASSESSMENT = an_assessment()
REPORT, COPY = ASSESSMENT.reports


@contextmanager
def served(assessment_of: Callable[[], Assessment]) -> Iterator[httpx.Client]:
    """A client of a real server; requests wait in the socket until the server is up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(assessment_of), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(timeout=30)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def desk() -> Iterator[httpx.Client]:
    with served(lambda: ASSESSMENT) as client:
        yield client


PAGES = ["/", "/reports", f"/reports/{REPORT.id}", f"/reports/{COPY.id}"]


def test_the_brief_is_the_front_page(desk):
    answer = desk.get("/")
    assert answer.status_code == 200
    assert answer.text == brief.compose(ASSESSMENT)


def test_the_data_follow_the_published_schema(desk):
    data, schema = desk.get("/assessment.json").json(), desk.get("/schema.json").json()
    jsonschema.validate(data, schema)
    assert Assessment.model_validate(data) == ASSESSMENT


def test_a_report_shows_its_text_with_every_cited_span_marked(desk):
    page = desk.get(f"/reports/{REPORT.id}").text
    marks = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert [html.unescape(mark) for mark in marks] == [HOSTILE, "Then he left."]
    assert "2 cited passages" in page
    body = page[page.index('<div class="text">') : page.index("</main>")]
    shown = html.unescape(re.sub(r"<[^>]*>", "", body))
    assert shown.split() == TEXT.split()


def test_a_title_is_not_shown_twice():
    titled = REPORT.model_copy(update={"title": TEXT[:22]})
    with served(lambda: ASSESSMENT.model_copy(update={"reports": (titled,)})) as client:
        page = client.get(f"/reports/{titled.id}").text
    assert re.findall(r"<h\d>(.*?)</h\d>", page) == [TEXT[:22]]


def test_a_span_can_be_linked_to(desk):
    start = TEXT.index("Then")
    assert f'id="c{start}-{len(TEXT)}"' in desk.get(f"/reports/{REPORT.id}").text


def test_a_copy_links_to_its_original(desk):
    assert f'href="/reports/{REPORT.id}"' in desk.get(f"/reports/{COPY.id}").text


def test_the_list_links_to_every_report(desk):
    page = desk.get("/reports").text
    for report in ASSESSMENT.reports:
        assert f'href="/reports/{report.id}"' in page


@pytest.mark.parametrize("page", [*PAGES, f"/reports/{HOSTILE}", f"/{HOSTILE}"])
def test_hostile_text_never_becomes_markup(desk, page):
    answer = desk.get(page)
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_anything_of_another_host(desk, page):
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", desk.get(page).text)


@pytest.mark.parametrize(
    ("address", "words"),
    [("/reports/r-unknown", "There is no report"), ("/nowhere", "/nowhere has no answer")],
)
def test_what_does_not_exist_gets_a_page_that_says_so(desk, address, words):
    answer = desk.get(address)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert words in html.unescape(answer.text)
    assert 'href="/reports"' in answer.text


def test_other_methods_are_refused_with_a_page(desk):
    answer = desk.post("/")
    assert answer.status_code == 405
    assert "POST / has no answer here" in answer.text


def test_a_page_elsewhere_that_points_here_gets_nothing(desk):
    answer = desk.get("/assessment.json", headers={"Host": "attacker.example"})
    assert answer.status_code == 400
    assert "invented" not in answer.text


def test_health_does_not_ask_for_the_assessment():
    def fail() -> Assessment:
        raise DeskError("desk.toml, line 3: unknown key 'focsu'.")

    with served(fail) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        answer = client.get("/")
        assert answer.status_code == 503
        assert "unknown key 'focsu'" in html.unescape(answer.text)
        assert "Traceback" not in answer.text


def test_the_desk_shows_what_is_current():
    current = [ASSESSMENT]
    with served(lambda: current[0]) as client:
        before = client.get("/assessment.json").json()
        current[0] = ASSESSMENT.model_copy(update={"desk": "renamed"})
        after = client.get("/assessment.json").json()
    assert (before["desk"], after["desk"]) == ("invented", "renamed")


def test_a_desk_without_reports_is_served_too():
    empty = ASSESSMENT.model_copy(update={"reports": (), "statements": ()})
    with served(lambda: empty) as client:
        assert client.get("/").status_code == 200
        assert "no reports yet" in client.get("/reports").text


SERVE = """
from datetime import date
from tocsin.domain import Assessment
from tocsin.server import serve
nothing = Assessment(desk="invented", as_of=date(2031, 4, 7), generated_by="Tocsin")
serve(lambda: nothing, port=0, announce=lambda address: print(address, flush=True))
"""


def test_serving_announces_its_address_and_ends_on_interrupt():
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        address = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert httpx.get(address + "healthz", timeout=30, trust_env=False).status_code == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0
    assert errors == ""


def test_a_taken_port_is_named_with_a_remedy():
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(Exception, match="Choose another port") as caught,
    ):
        serve(lambda: ASSESSMENT, port=taken.getsockname()[1])
    assert caught.type.__name__ == "UsageError"


@pytest.mark.parametrize("port", [-1, 70_000])
def test_an_impossible_port_is_named_with_a_remedy(port):
    with pytest.raises(Exception, match=f"cannot serve on port {port}"):
        serve(lambda: ASSESSMENT, port=port)


def test_importing_the_server_loads_no_web_framework():
    code = "import sys, tocsin.server; print('fastapi' in sys.modules, 'uvicorn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
