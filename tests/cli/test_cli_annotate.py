"""`tocsin annotate` at a pipe and in a terminal: what is shown, and that nothing is lost."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tocsin.annotation import Work
from tocsin.annotation.journal import Opened, Proposal
from tocsin.intake import collect

INTERRUPTED, SOME_FAILED, WRONG_USAGE = 130, 3, 2
DESK = """name = "delta"
title = "The delta"
question = "Does it hold?"
[[actors]]
code = "ARV"
name = "Arvia"
demonyms = ["Arvian", "Arvians"]
[[actors]]
code = "BOR"
name = "Borland"
demonyms = ["Borlander", "Borlanders"]
"""
BRIDGE = """Arvia expelled four Borlander envoys on Tuesday over the closing of the bridge.

Borland condemned the decision. "If our envoys are touched, Arvia will regret it," the foreign
minister of Borland said. Rain fell on both banks of the river through the night.
"""
FERRY = "Arvia seized a ferry of Borland in the estuary on Friday and arrested its crew of nine.\n"
COMMAND = ("annotate", "bridge.txt", "--desk", "delta.toml", "--as", "Ada")


def quoting(words: str) -> dict[str, object]:
    start = BRIDGE.index(words)
    return {"quote": BRIDGE[start : start + len(words)], "start": start, "end": start + len(words)}


EXPELLED = "Arvia expelled four Borlander envoys on Tuesday over the closing of the bridge."
CONDEMNED = "Borland condemned the decision."
THREAT = '"If our envoys are touched, Arvia will regret it," the foreign\nminister of Borland said.'
READ = (  # what a reader might find in it; the screens must not change with the reader
    Proposal(
        kind="events",
        fields={**quoting(EXPELLED), "type": ["SANCTION"], "mode": "expel", "status": ["actual"],
                "source": ["ARV"], "target": ["BOR"]},
        note="expelled (expel), 97% sure",
        focus=("expelled",),
    ),
    Proposal(
        kind="events",
        fields={**quoting(CONDEMNED), "type": ["ACCUSE"], "status": ["actual"], "source": ["BOR"],
                "target": []},
        note="condemned (condemn), 88% sure",
        focus=("condemned",),
    ),
    Proposal(
        kind="signals",
        fields={**quoting(THREAT), "kind": ["threat"], "sender": ["BOR"], "receiver": ["ARV"],
                "condition": "our envoys are touched", "consequence": "Arvia will regret it"},
        focus=("our envoys are touched", "Arvia will regret it"),
    ),
    Proposal(
        kind="statements",
        fields={**quoting(THREAT), "speaker": "the foreign minister of Borland",
                "attribution": ["named"], "speech_act": ["threatened"]},
        note="If our envoys are touched, Arvia will regret it",
        focus=("If our envoys are touched, Arvia will regret it",),
    ),
)  # fmt: skip


@pytest.fixture
def opened(folder, monkeypatch):
    """A journal in which bridge.txt is opened already; nothing is read anew."""
    monkeypatch.chdir(folder)
    (report,) = collect(["bridge.txt"])
    found = [report.text.index(words) for words in (EXPELLED, CONDEMNED, '"If', "Rain fell")]
    ends = [*(start - 1 for start in found[1:]), len(report.text)]
    work = Work(folder / "gold.json", "Ada")
    work.open(
        Opened(
            report=report,
            sentences=tuple(zip(found, ends, strict=True)),
            prose=(0, 1, 2, 3),
            proposals=tuple(moved(proposal, report.text) for proposal in READ),
        )
    )
    work.close()
    return folder


def moved(proposal: Proposal, text: str) -> Proposal:
    """A proposal at its place in the text as it was taken in, line ends joined."""
    quote = " ".join(proposal.fields["quote"].split())
    start = text.index(quote)
    place = {"quote": quote, "start": start, "end": start + len(quote)}
    return proposal.model_copy(update={"fields": proposal.fields | place})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "delta.toml").write_text(DESK)
    (tmp_path / "bridge.txt").write_text(BRIDGE)
    (tmp_path / "ferry.txt").write_text(FERRY)
    return tmp_path


def environment(folder: Path, columns: int) -> dict[str, str]:
    return {"PATH": os.defpath, "HOME": str(folder), "PYTHONUTF8": "1", "COLUMNS": str(columns),
            "TERM": "xterm-256color"}  # fmt: skip


def tocsin(folder, *arguments, keys="", columns=80):
    """Run at a pipe, the keys on standard input, each with its line end."""
    done = subprocess.run(
        [sys.executable, "-m", "tocsin", *arguments], cwd=folder, input=keys, text=True,
        capture_output=True, timeout=120, env=environment(folder, columns),
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr
    return done


def journal(folder: Path) -> list[dict]:
    lines = (folder / "gold.json.journal").read_text().splitlines()
    return [json.loads(line) for line in lines]


def decisions(folder: Path) -> list[tuple[str, str]]:
    entries = journal(folder)
    return [(one["key"], one["decision"]) for one in entries if one.get("entry") == "decided"]


@pytest.mark.parametrize("columns", [80, 60])
def test_the_screen(opened, snapshot, columns):
    keys = "?\nn signals\n\nwarn\narv\nbor\n\n\ne status fut\ne\nmode\n-\n\na\nr\nq\n"
    done = tocsin(opened, *COMMAND, keys=keys, columns=columns)
    assert (done.returncode, done.stdout) == (0, snapshot)
    assert max(map(len, done.stdout.splitlines())) <= columns


def test_answers_at_a_pipe_become_a_gold_file(opened):
    done = tocsin(opened, *COMMAND, "--only", "events", keys="a\nr\n")
    assert done.returncode == 0
    assert done.stderr == "wrote gold.json: 1 finished report, 1 item\n"
    gold = json.loads((opened / "gold.json").read_text())
    assert gold["annotator"] == "Ada"
    (report,) = gold["reports"]
    assert report["id"] == "bridge.txt"
    assert "signals" not in report
    (event,) = report["events"]
    assert (event["type"], event["source"], event["annotator"], event["decision"]) == (
        ["SANCTION"], ["ARV"], "Ada", "accepted",
    )  # fmt: skip


def test_it_goes_round_to_eval_reading_and_eval_coding(folder):
    """What is accepted as it was read is what is read; the acts of it are marked sentences."""
    keys = "a\n" * 40
    done = tocsin(folder, *COMMAND, "--every-sentence", keys=keys)
    assert done.stderr.startswith("wrote gold.json: 1 finished report, ")
    scored = tocsin(
        folder, "eval", "reading", "gold.json", "--desk", "delta.toml", "--format", "json"
    )
    found = json.loads(scored.stdout)
    assert found["bad_rows"] == []
    counts = found["counts"]
    assert {"event_recall", "attribution_recall"} <= {name for name in counts if counts[name][1]}
    for score, (right, of) in counts.items():
        if score.endswith(("_recall", "_precision")):
            assert right == of, score

    out = tocsin(
        folder, "annotate", "--export-coding", "gold.json", "acts.tsv", "--desk", "delta.toml"
    )
    assert out.stderr.splitlines()[-1].startswith("wrote acts.tsv: ")
    marked = (folder / "acts.tsv").read_text()
    assert "<s>Arvia</s> expelled four <t>Borlander envoys</t>" in marked
    coded = tocsin(folder, "eval", "coding", "acts.tsv", "--parts", "frames", "--format", "json")
    assert json.loads(coded.stdout)["n"] == marked.count("\n") - 1


@pytest.mark.parametrize("cut", [1, 9, 40])
def test_a_journal_cut_in_half_asks_only_the_last_again(opened, cut):
    tocsin(opened, *COMMAND, keys="a\nr\na\n")
    path = opened / "gold.json.journal"
    before = decisions(opened)
    path.write_bytes(path.read_bytes()[:-cut])
    done = tocsin(opened, *COMMAND, keys="s\n")
    kept = before if cut == 1 else before[:-1]  # only its line end was missing
    assert done.returncode == 0
    assert decisions(opened)[: len(kept)] == kept
    assert len(decisions(opened)) == len(kept) + 1


def test_a_report_that_changed_meanwhile_is_named_and_the_rest_goes_on(opened):
    tocsin(opened, *COMMAND, keys="a\nr\n")
    (opened / "bridge.txt").write_text(BRIDGE.replace("four", "five"))
    done = tocsin(opened, *COMMAND[:1], "ferry.txt", *COMMAND[1:], keys="a\n")
    assert done.returncode == SOME_FAILED
    assert done.stderr.splitlines()[0] == (
        "not read: bridge.txt: has changed since it was annotated (2 decisions in "
        "gold.json.journal). Put the old text back, or annotate the new one into another file "
        "with --out."
    )
    assert "report 1 of 1" in done.stdout
    assert len(decisions(opened)) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "annotate needs reports"),
        (("-",), "takes your answers from standard input, not reports"),
        (("bridge.txt", "--out", "."), "it is a folder. Add a file name."),
        (("bridge.txt", "--out", "no/gold.json"), "there is no folder no."),
        (("bridge.txt", "--only", "verbs"), "verbs"),
        (("bridge.txt", "--export-coding", "gold.json", "x.tsv"), "and no reports"),
        (("bridge.txt", "--out", "delta.toml"), "was not written by this annotation"),
    ],
)
def test_wrong_usage_is_said_before_the_first_question(folder, arguments, message):
    done = tocsin(folder, "annotate", *arguments)
    assert (done.returncode, done.stdout) == (WRONG_USAGE, "")
    assert message in done.stderr
    assert not list(folder.glob("*.journal"))


pty = pytest.importorskip("pty", reason="terminals of this kind are a thing of POSIX")


class Terminal:
    """A terminal with somebody at it, who waits for the prompt before typing."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.shown = b""
        ours, theirs = pty.openpty()
        self._ours = ours
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tocsin", *arguments], cwd=folder, stdin=theirs, stdout=theirs,
            stderr=theirs, env=environment(folder, 80), start_new_session=True,
            preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(theirs)

    def wait_for(self, end: bytes, *, seconds: int = 90) -> None:
        last = time.monotonic() + seconds
        while not self.shown.rstrip(b"\x1b[?2004hl").endswith(end):
            assert time.monotonic() < last, self.shown[-500:]
            self._take()

    def type(self, keys: bytes) -> None:
        self.shown = b""
        os.write(self._ours, keys)

    def ended(self, *, again: bytes = b"") -> int:
        """The exit code, once everything was said.

        again: typed once more after a silence; a Ctrl-C between the prompt and
        the wait for an answer is only noticed with the next key.
        """
        for _ in range(90):
            before = len(self.shown)
            if not self._take():
                break
            if again and len(self.shown) == before:
                os.write(self._ours, again)
        else:
            self.process.kill()
        os.close(self._ours)
        return self.process.wait(timeout=60)

    def _take(self) -> bool:
        if not select.select([self._ours], [], [], 3)[0]:
            return self.process.poll() is None
        with suppress(OSError):
            taken = os.read(self._ours, 65536)
            self.shown += taken
            return bool(taken)
        return False


def test_killed_in_the_middle_everything_decided_is_there(opened):
    """SIGKILL leaves no time for a last word; the next start goes on from there."""
    terminal = Terminal(opened, *COMMAND)
    for keys in (b"a\r", b"r\r", b"n ev\r"):
        terminal.wait_for(b"> ")
        terminal.type(keys)
    terminal.wait_for(b"words (Enter: the sentence)? ")
    terminal.type(b"\r")
    terminal.wait_for(b"type? ")
    terminal.type(b"assault\r")
    terminal.wait_for(b"mode? ")
    terminal.process.send_signal(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    before = decisions(opened)
    assert [decision for _, decision in before] == ["accepted", "rejected", "draft", "draft"]

    done = tocsin(opened, *COMMAND, keys="q\n")
    assert decisions(opened) == before
    assert "2 decided" in done.stdout

    tocsin(opened, *COMMAND, keys="e status actual\na\n" + "a\n" * 30)
    (report,) = json.loads((opened / "gold.json").read_text())["reports"]
    assert ["ASSAULT"] in [event["type"] for event in report["events"]]  # the one begun before


def test_ctrl_c_ends_it_with_everything_written(opened):
    terminal = Terminal(opened, *COMMAND, "--only", "events")
    for keys in (b"a\r", b"b\r", b"\x03"):
        terminal.wait_for(b"> ")
        terminal.type(keys)
    assert terminal.ended(again=b"\x03") == INTERRUPTED
    assert b"Traceback" not in terminal.shown
    assert b"the same command goes on from here" in terminal.shown
    assert len(decisions(opened)) == 1


def test_the_evidence_is_highlighted_and_tab_completes(opened):
    pytest.importorskip("readline")
    terminal = Terminal(opened, *COMMAND)
    terminal.wait_for(b"> ")
    assert b"\x1b[1;7mexpelled\x1b[0m" in terminal.shown
    terminal.type(b"e\r")
    terminal.wait_for(b"field (Enter: done)? ")
    terminal.type(b"status\r")
    terminal.wait_for(b"status? ")
    terminal.type(b"hyp\t\r")
    terminal.wait_for(b"field (Enter: done)? ")
    assert b"hypothetical" in terminal.shown
    terminal.type(b"\x04")
    assert terminal.ended() == 0
    assert decisions(opened)[-1][1] == "draft"
