"""`tocsin explain`: what is shown of a sentence, at two widths, whatever the model's numbers."""

import re

import pytest
from typer.testing import CliRunner

from tocsin.cli import app
from tocsin.cli.explanations import print_explanation
from tocsin.desk import load
from tocsin.domain import DeskError, EventType, UsageError
from tocsin.reading.explaining import Explanation, Weighed, explain
from tocsin.terminal import plain_console

NO_ACT = "No frame finds an act here between actors that are known.\n"
SCORES = ((EventType.ACCUSE, 0.7), (EventType.REJECT, 0.2), (EventType.THREATEN, 0.05))


def run(*arguments, columns=100):
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(app, ["explain", *arguments])


def steady(explanation: Explanation) -> Explanation:
    """With scores and tags that no other model would change; parse, frames and events are real."""
    return explanation._replace(
        words=tuple(word._replace(side="") for word in explanation.words),
        acts=tuple(
            act._replace(
                frame_alone=((act.vote.type, 0.5), *SCORES),
                model_alone=SCORES,
                together=SCORES,
                event=act.event.model_copy(update={"confidence": 0.7}),
            )
            for act in explanation.acts
        ),
    )


def shown(text, capsys, monkeypatch, columns, change=steady):
    monkeypatch.setenv("COLUMNS", str(columns))
    for explanation in explain(text, desk=load("general")):
        print_explanation(plain_console(), change(explanation))
    return capsys.readouterr().out


@pytest.mark.parametrize("columns", [100, 60])
@pytest.mark.parametrize(
    "text",
    [
        "Norway and the United Kingdom met Denmark's envoys on Monday [sic] and condemned Iceland.",
        "Rain fell on the quay.",
        "Norway will bomb Denmark if it must. It is raining.  Danish pilots were arrested.",
        "The very long-winded Norwegian Ministry for Herring, Harbours and the High Seas condemned "
        "Denmark.",
    ],
    ids=["two acts", "no act", "several sentences", "long names"],
)
def test_a_screen(text, columns, snapshot, capsys, monkeypatch):
    screen = shown(text, capsys, monkeypatch, columns)
    assert max(map(len, screen.splitlines())) <= columns
    assert screen == snapshot


def given(model, together, **event):
    """The scores of the model and of both parts, and what became of the act."""

    def change(explanation: Explanation) -> Explanation:
        def changed(act: Weighed) -> Weighed:
            return act._replace(
                model_alone=((EventType(model), 0.9),),
                together=((EventType(together), 0.8),),
                event=act.event.model_copy(update=event),
            )

        return explanation._replace(acts=tuple(map(changed, explanation.acts)))

    return change


@pytest.mark.parametrize(
    ("text", "change", "decision"),
    [
        ("Norway bombed Denmark.", given("ASSAULT", "ASSAULT"), "frame and model agree"),
        (
            "Norway bombed Denmark.",
            given("ACCUSE", "ASSAULT"),
            "the frame stands, against the model",
        ),
        (
            "Norway bombed Denmark.",
            given("ACCUSE", "ACCUSE", type=EventType.ACCUSE, mode=None),
            "the model overrules the frame",
        ),
        (
            "Norway will bomb Denmark.",
            given("THREATEN", "THREATEN"),
            "recorded is the act told of: ASSAULT, future",
        ),
    ],
)
def test_the_decision_says_who_had_their_way(text, change, decision, capsys, monkeypatch):
    screen = shown(text, capsys, monkeypatch, 100, change)
    assert re.search(r"^  decision +(.+?) *$", screen, re.MULTILINE)[1] == decision


def test_a_plain_act_from_the_command_line():
    done = run("Norway bombed Denmark on Monday.")
    assert done.exit_code == 0, done.output
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0] == "Norway bombed Denmark on Monday."
    assert "ASSAULT/heavy-weapons  NOR → DNK" in lines
    assert "frame        bomb, on “bombed”: ASSAULT/heavy-weapons" in lines
    assert "marked       Norway → Denmark" in lines
    assert "decision     frame and model agree" in lines
    assert "status       actual, past" in lines
    (together,) = [line for line in lines if line.startswith("together")]
    assert re.fullmatch(r"together     ASSAULT 0\.\d\d(?:, [A-Z]+ 0\.\d\d){2}", together)


def test_each_sentence_is_explained_in_order():
    done = run("Rain fell. Norway met Denmark. It rained again.")
    sentences = re.findall(r"^(?:Rain|Norway|It) .+\.$", done.stdout, re.MULTILINE)
    assert sentences == ["Rain fell.", "Norway met Denmark.", "It rained again."]
    assert done.stdout.count(NO_ACT) == 2


def test_the_desks_own_actors_are_known(tmp_path):
    desk = tmp_path / "delta.toml"
    desk.write_text(
        'name = "delta"\ntitle = "The delta"\nquestion = "Does it hold?"\n'
        '[[actors]]\ncode = "ARV"\nname = "Arvia"\n[[actors]]\ncode = "BOR"\nname = "Borland"\n'
    )
    assert "ARV → BOR" not in run("Arvia shelled Borland.").stdout
    assert "ARV → BOR" in run("Arvia shelled Borland.", "--desk", str(desk)).stdout


@pytest.mark.parametrize("sentence", ["", "  \n "])
def test_nothing_to_explain(sentence):
    failure = run(sentence).exception
    assert isinstance(failure, UsageError)
    assert str(failure) == "there is nothing to explain. Give a sentence in quotation marks."


def test_a_desk_there_is_not():
    assert isinstance(run("Rain fell.", "--desk", "nowhere").exception, DeskError)
