"""Prose of a language model: each sentence rests on what it cites, or is struck out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tocsin.domain import Answer, AnswerSet, Evidence, InputError, Report, Standing
from tocsin.ledger.ask import write_prose
from tocsin.ledger.ask.model import complete_at
from tocsin.ledger.ask.writing import split_prose

QUOTES = (
    ("Arvia moved 4,000 soldiers to Gravna, Borland's minister said.", "Wire"),
    ("Arvia denied that it had moved any soldiers to Gravna.", "Gazette"),
)


def given() -> AnswerSet:
    answers = []
    for quote, source in QUOTES:
        report = Report.make(origin=f"{source}.txt", text=quote, source=source)
        answers.append(
            Answer(
                quote=quote,
                report=report.id,
                score=0.9,
                standing=Standing.CONTESTED,
                grade="B4",
                evidence=(Evidence.cite(report, 0, len(quote)),),
                source=source,
                origin=report.origin,
            )
        )
    return AnswerSet(
        question="How many soldiers did Arvia move?",
        as_of=date(2031, 9, 5),
        answered=True,
        answers=tuple(answers),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Arvia moved 4,000 soldiers to Gravna, according to Borland's minister [1].",
        "According to Borland, Arvia moved 4,000 soldiers. [1]",
        "Arvia denied that it had moved soldiers there [2].",
    ],
)
def test_what_a_quotation_supports_stays(sentence: str) -> None:
    found = write_prose(given(), complete=lambda *_: sentence, model="m")
    assert [each.struck for each in found.prose] == [None]
    assert found.model == "m"


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Arvia moved 4,000 soldiers to Gravna.", "cites no quotation"),
        ("Arvia moved 4,000 soldiers to Gravna [3].", r"cites \[3\]"),
        ("Arvia moved 40,000 soldiers to Gravna [1].", "figure that is not quoted: 40,000"),
        ("Vestria moved 4,000 soldiers to Gravna [1].", "name that is not quoted: Vestria"),
        ("Arvia moved 4,000 soldiers to Oster [1].", "name that is not quoted: Oster"),
        ("Arvia has not moved 4,000 soldiers to Gravna [1].", "says yes where"),
        ("The harvest of grain was good this year, officials added [1].", "does not"),
    ],
)
def test_what_none_supports_is_struck_out_and_said(sentence: str, why: str) -> None:
    import re

    found = write_prose(given(), complete=lambda *_: sentence, model="m")
    assert re.search(why, found.prose[0].struck or "")
    assert "1 of 1 sentences were struck out" in found.note


def test_sentences_keep_the_citation_behind_their_stop() -> None:
    text = "Arvia moved 4,000 soldiers. [1] It denied so [2], the paper says. Nothing else."
    assert split_prose(text) == [
        "Arvia moved 4,000 soldiers. [1]",
        "It denied so [2], the paper says.",
        "Nothing else.",
    ]


def test_no_model_is_asked_where_nothing_was_answered() -> None:
    silent = given().model_copy(update={"answered": False, "answers": ()})

    def never(*_: str) -> str:
        raise AssertionError("asked")

    assert write_prose(silent, complete=never, model="m") == silent


class Served:
    """A server on this machine that answers as it is told, and keeps what it was sent."""

    def __init__(self, status: int = 200, body: Any = None, wait: float = 0) -> None:
        self.sent: dict[str, Any] = {}
        self.headers: dict[str, str] = {}
        served, stop = self, threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                served.sent = json.loads(self.rfile.read(length))
                served.headers = dict(self.headers) | {"path": self.path}
                if wait:
                    stop.wait(wait)
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                pass

        self.stop = stop
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def close(self) -> None:
        self.stop.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def serve() -> Iterator[Any]:
    started: list[Served] = []

    def start(**options: Any) -> Served:
        started.append(Served(**options))
        return started[-1]

    yield start
    for served in started:
        served.close()


def said(text: str) -> dict[str, Any]:
    return {"choices": [{"message": {"role": "assistant", "content": text}}]}


def test_the_model_gets_question_and_quotations_and_nothing_else(serve: Any) -> None:
    served = serve(body=said("Arvia moved 4,000 soldiers to Gravna [1]. It won a war [2]."))
    complete = partial(complete_at, served.url, "small", "secret")
    found = write_prose(given(), complete=complete, model="small")
    assert served.headers["path"] == "/v1/chat/completions"
    assert served.headers["Authorization"] == "Bearer secret"
    assert served.sent["model"] == "small"
    assert served.sent["temperature"] == 0
    asked = served.sent["messages"][1]["content"]
    assert all(quote in asked for quote, _ in QUOTES)
    assert [sentence.struck is None for sentence in found.prose] == [True, False]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"status": 401, "body": {}}, "answered 401"),
        ({"body": b"<html>"}, "form of chat completions"),
        ({"body": {"choices": []}}, "form of chat completions"),
        ({"body": said("late"), "wait": 20}, "did not answer within"),
    ],
)
def test_a_model_that_fails_is_one_clear_message(
    serve: Any, options: dict[str, Any], told: str
) -> None:
    served = serve(**options)
    with pytest.raises(InputError, match=told):
        complete_at(served.url, "small", None, "write", "text", seconds=0.5)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "nowhere", "ftp://127.0.0.1/v1"])
def test_an_address_without_a_model_is_one_clear_message(url: str) -> None:
    with pytest.raises(InputError, match="cannot be reached"):
        complete_at(url, "small", None, "write", "text", seconds=0.5)
