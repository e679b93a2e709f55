"""`tocsin eval`: what is printed, in both forms; what is wrong is one line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tocsin.cli import app
from tocsin.cli.score_tables import print_evaluation
from tocsin.domain import EventType, InputError
from tocsin.evaluation import evaluate_actors, evaluate_coding
from tocsin.reading.coder import Coding
from tocsin.terminal import plain_console

ROOT = Path(__file__).parents[2]
SOME_FAILED, WRONG_USAGE = 3, 2
CODING = (
    "marked_sentence\tgold_root\n"
    "<s>Arvia</s> shelled <t>Tolm</t>.\tASSAULT\n"
    "<s>Arvia</s> met <t>Borland</t>.\tCONSULT\n"
    "<s>Arvia</s> freed <t>three Borlanders</t>.\tYIELD\n"
)
TAGGED = "Arvia B-S\nshelled O\nTolm B-T\n. O\n\nBorland B-S\nwaited O\n. O\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("coding.tsv").write_text(CODING)
    Path("tagged.txt").write_text(TAGGED)
    Path("bad.tsv").write_text(CODING + "<s>A</s> hit <t>B</t>\tFIGHT\n")
    Path("bad.txt").write_text(TAGGED + "\nlonely\nArvia B-S\n")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ["eval", *arguments])


EVERY = {
    "task", "file", "n", "macro_f1", "intervals", "per_class", "confusion",
    "sentences_per_second", "bad_rows", "errors",
}  # fmt: skip


@pytest.mark.parametrize(
    ("task", "file", "n", "keys"),
    [
        ("coding", "coding.tsv", 3, {"accuracy", "binary_macro_f1", "quad_macro_f1", "parts"}),
        ("actors", "tagged.txt", 2, {"source_f1", "target_f1", "per_token", "parts"}),
        ("entities", "tagged.txt", 2, {"micro_f1", "overlap_macro_f1", "per_class_overlap"}),
    ],
)
def test_json_is_one_object_with_the_names_of_the_field(files, task, file, n, keys):
    done = run(task, file, "--format", "json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert EVERY | keys <= found.keys()
    assert (found["task"], found["file"], found["n"]) == (task, file, n)
    assert set(found["intervals"]) <= found.keys()
    assert found["errors"] == []  # none asked for
    for row in found["per_class"].values():
        assert {"precision", "recall", "f1", "support"} <= row.keys()


def test_a_reading_in_json():
    gold, desk = ROOT / "examples" / "gold" / "ista.json", ROOT / "examples" / "desk.toml"
    done = run("reading", str(gold), "--desk", str(desk), "--format", "json", "--errors", "2")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert EVERY - {"macro_f1"} | {"event_recall", "signal_recall", "counts"} <= found.keys()
    assert len(found["errors"]) == 2
    assert found["counts"]["event_recall"][1] > 30


@pytest.mark.parametrize("parts", ["both", "frames", "model"])
def test_one_part_can_decide_alone(files, parts):
    found = json.loads(run("coding", "coding.tsv", "--parts", parts, "--format", "json").stdout)
    assert found["parts"] == parts


@pytest.mark.parametrize(
    ("task", "file", "message"),
    [
        ("coding", "bad.tsv", "left out: bad.tsv, line 5: gold_root is 'FIGHT'; there are: "),
        ("actors", "bad.txt", "left out: bad.txt, line 10: 'lonely' stands alone; "),
        ("entities", "bad.txt", "left out: bad.txt, line 10: 'lonely' stands alone; "),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_scored(files, task, file, message):
    done = run(task, file, "--format", "json")
    assert done.exit_code == SOME_FAILED
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    found = json.loads(done.stdout)
    assert found["n"] == 3
    assert len(found["bad_rows"]) == 1


@pytest.mark.parametrize(
    ("task", "file", "reason"),
    [
        ("coding", "none.tsv", "none.tsv: there is no such file."),
        ("coding", "tagged.txt", "tagged.txt, line 1: the column gold_root is missing"),
        ("reading", "coding.tsv", "coding.tsv, line 1: is not JSON"),
    ],
)
def test_what_cannot_be_scored_is_an_error_for_the_door(files, task, file, reason):
    failure = run(task, file).exception
    assert isinstance(failure, InputError)
    assert str(failure).startswith(reason)


@pytest.mark.parametrize("arguments", [(), ("coding", "coding.tsv", "--parts", "none")])
def test_wrong_usage(files, arguments):
    assert run(*arguments).exit_code == WRONG_USAGE


def fixed_clock():
    ticks = iter((0.0, 0.5))
    return lambda: next(ticks)


def test_tables_of_a_coding(files, snapshot, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def code(sentences):
        types = (EventType.ASSAULT, EventType.AGREE, EventType.RETREAT)
        return [Coding(t, None, 0.8, "shelled", {}) for t, _ in zip(types, sentences, strict=False)]

    found = evaluate_coding(Path("coding.tsv"), code=code, clock=fixed_clock())
    print_evaluation(plain_console(), found, errors=3)
    assert capsys.readouterr().out == snapshot


def test_tables_of_actors(files, snapshot, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def tag(sentences):
        return [["B-S", *(["O"] * (len(tokens) - 1))] for tokens in sentences]

    found = evaluate_actors(Path("tagged.txt"), tag=tag, clock=fixed_clock())
    print_evaluation(plain_console(), found, errors=1)
    assert capsys.readouterr().out == snapshot


def test_the_list_of_commands_costs_no_model():
    """Help and a wrong option answer at once."""
    import subprocess
    import sys

    script = (
        "import sys, tocsin.cli\n"
        "heavy = {'spacy', 'numpy', 'onnxruntime', 'tocsin.evaluation', 'tocsin.reading'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    asked = [sys.executable, "-c", script]
    found = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
