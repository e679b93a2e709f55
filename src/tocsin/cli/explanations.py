"""An explanation on the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.domain import Event

if TYPE_CHECKING:
    from tocsin.reading.explaining import Explanation, Weighed, Word

WIDE = 76
"""Columns of characters from which on the parse shows lemma and part of speech."""


def print_explanation(console: Console, explanation: Explanation) -> None:
    """The words of a sentence, then each act with its votes and what became of it."""
    console.print(Text(explanation.text, style="bold"))
    console.print(_parse(explanation.words, wide=console.width >= WIDE))
    if not explanation.acts:
        console.print("No frame finds an act here between actors that are known.\n")
    for weighed in explanation.acts:
        _print_act(console, weighed)


def _parse(words: Iterable[Word], *, wide: bool) -> Table:
    table = Table(box=SIMPLE_HEAD)
    columns = ["word", "lemma", "part", "slot", "of", "actor", "side"]
    shown = columns if wide else ["word", "slot", "of", "actor"]
    for column in shown:
        table.add_column(column, overflow="fold")
    for word in words:
        cells = dict(zip(columns, (*word[:5], " ".join(word.actors), word.side), strict=True))
        table.add_row(*(cells[column] for column in shown))
    return table


def _print_act(console: Console, weighed: Weighed) -> None:
    event, vote = weighed.event, weighed.vote
    sides = f"{_codes(event.source)} \u2192 {_codes(event.target)}"
    console.print(Text(f"{_name(event)}  {sides}", "bold"))
    mode = f"/{vote.mode}" if vote.mode else ""
    lines = [
        ("frame", f"\u201c{vote.trigger}\u201d fits {vote.frame}: {vote.type}{mode}"),
        ("sides", _sides(weighed)),
        ("frame alone", _ranking(weighed.frame_alone)),
        ("model alone", _ranking(weighed.model_alone)),
        ("together", _ranking(weighed.together)),
        ("status", _status(event)),
        ("contexts", ", ".join(event.contexts) or "\u2013"),
        ("confidence", f"{event.confidence:.2f}"),
    ]
    for name, said in lines:
        console.print(Padding(Text(f"{name:12} {said}"), (0, 0, 0, 2)))
    console.print()


def _name(event: Event) -> str:
    return event.type + (f"/{event.mode}" if event.mode else "")


def _codes(codes: Iterable[str]) -> str:
    return " ".join(codes) or "\u2013"


def _sides(weighed: Weighed) -> str:
    text, source, target = weighed.marked
    named = [text[slice(*side)] or "(not in the sentence)" for side in (source, target)]
    return " \u2192 ".join(named)


def _ranking(ranked: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{type_} {share:.2f}" for type_, share in ranked)


def _status(event: Event) -> str:
    return f"{event.status} ({event.auxiliary})"
