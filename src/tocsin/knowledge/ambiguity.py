"""Names that could mean several things, decided by the words around them.

The rule, from `data/ambiguous.csv`: for every such name the rows are tried in
order, and the first that fits decides which senses remain and in which order.
A row without senses says that the name is no actor here ("Michael Jordan").
Tests: `before` and `after` look at the words next to the name, `text` at the
whole report, so that one "Atlanta" settles every "Georgia" in it; `else`
always fits. `unless` lists words that, anywhere in the report, undo a `text`
row: with both Seoul and Pyongyang in sight, "Korea" stays undecided and keeps
both senses, the more frequent one first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from tocsin.domain import ActorCode, KnowledgeError
from tocsin.knowledge.tables import Row, read_table

_LOOK_BACK = 48
_TESTS = ("before", "after", "text", "else")


class Rule(NamedTuple):
    """One row of the table: where `words` fit, `senses` remain."""

    test: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    senses: tuple[ActorCode, ...]
    where: str


def read_rules() -> dict[str, list[Rule]]:
    """The rules for each name, in their order."""
    classes = name_classes()
    rules: dict[str, list[Rule]] = {}
    for row in read_table("ambiguous.csv"):
        rule = _rule(row, classes)
        for alias in row.words("alias"):
            rules.setdefault(alias, []).append(rule)
    return rules


def _rule(row: Row, classes: Mapping[str, tuple[str, ...]]) -> Rule:
    if row["test"] not in _TESTS:
        raise KnowledgeError(
            f"{row.where}: unknown test '{row['test']}'; there are: {', '.join(_TESTS)}."
        )
    words: list[str] = []
    for word in row.words("words"):
        words.extend(classes[word[1:-1]] if word.startswith("<") else (word,))
    return Rule(row["test"], tuple(words), row.words("unless"), row.words("senses"), row.where)


@lru_cache(maxsize=1)
def name_classes() -> dict[str, tuple[str, ...]]:
    """Lists of words that rules refer to: given names, surnames, titles."""
    return {row["class"]: row.words("words") for row in read_table("name_words.csv")}


@lru_cache(maxsize=1)
def read_stop_phrases() -> tuple[str, ...]:
    """Longer phrases that contain a name but are no actor ("Washington Post")."""
    return tuple(phrase for row in read_table("stop_phrases.csv") for phrase in row.words("phrase"))


class Context:
    """One report's text, asked about by rules; answers are remembered."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._seen: dict[tuple[str, ...], bool] = {}

    def mentions(self, words: tuple[str, ...]) -> bool:
        """Whether any of the words stands anywhere in the text."""
        if not words:
            return False
        answer = self._seen.get(words)
        if answer is None:
            answer = _anywhere(words).search(self.text) is not None
            self._seen[words] = answer
        return answer

    def precedes(self, words: tuple[str, ...], start: int) -> str | None:
        """The one of the words that stands directly before `start`."""
        found = _before(words).search(self.text[max(0, start - _LOOK_BACK) : start])
        return found[1] if found else None

    def follows(self, words: tuple[str, ...], end: int) -> bool:
        """Whether one of the words stands directly after `end`."""
        return _after(words).match(self.text, end) is not None


def decide(rules: Sequence[Rule], context: Context, start: int, end: int) -> Rule | None:
    """The first rule that fits the name at [start, end); None where none does."""
    for rule in rules:
        if rule.test == "else":
            return rule
        if rule.test == "before":
            fits = context.precedes(rule.words, start) is not None
        elif rule.test == "after":
            fits = context.follows(rule.words, end)
        else:
            fits = context.mentions(rule.words)
        if fits and not context.mentions(rule.unless):
            return rule
    return None


@cache
def _anywhere(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(words)})(?!\w)")


@cache
def _before(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])({_any_of(words)})[ ]$")


@cache
def _after(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[ ](?:{_any_of(words)})(?!\w)")


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
