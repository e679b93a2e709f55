"""Names that could mean several things, decided by the words around them.

The rule, from `data/ambiguous.csv`: for such a name the rows are tried in
order, and the first that fits decides which senses remain and in which order.
A row without senses says that the name is no actor here ("Michael Jordan").
Where no row fits, all senses of the name stay.

Tests: `before` and `after` look at the words next to the name, `text` at the
whole report, so that one "Atlanta" settles every "Georgia" in it; `else`
always fits. `only_with` lists words of which one must stand somewhere in the
report, `unless` words of which none may: with both Seoul and Pyongyang in
sight, "Korea" stays undecided and keeps both senses, the more frequent first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from tocsin.domain import ActorCode, KnowledgeError
from tocsin.knowledge.tables import Row, read_table

TESTS = ("before", "after", "text", "else")
_LOOK_BACK = 48
# Stand for any word of a shape, where a list of words would never end.
_SHAPES = {"<Capital>": r"[A-Z][\w-]*", "<CAPS>": r"[A-Z]{2}[\w-]*"}

Words = tuple[str, ...]


class Rule(NamedTuple):
    """One row of the table: where `words` fit, `senses` remain."""

    test: str
    words: Words
    only_with: Words
    unless: Words
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


def _rule(row: Row, classes: Mapping[str, Words]) -> Rule:
    if row["test"] not in TESTS:
        raise KnowledgeError(
            f"{row.where}: unknown test '{row['test']}'; there are: {', '.join(TESTS)}."
        )
    words: list[str] = []
    for word in row.words("words"):
        if word[0] == "<" and word not in _SHAPES:
            if word[1:-1] not in classes:
                raise KnowledgeError(f"{row.where}: no class {word} in name_words.csv.")
            words.extend(classes[word[1:-1]])
        else:
            words.append(word)
    return Rule(
        row["test"],
        tuple(words),
        row.words("only_with"),
        row.words("unless"),
        row.words("senses"),
        row.where,
    )


@lru_cache(maxsize=1)
def name_classes() -> dict[str, Words]:
    """Lists of words that rules refer to: given names, surnames, titles."""
    return {row["class"]: row.words("words") for row in read_table("name_words.csv")}


@lru_cache(maxsize=1)
def read_stop_phrases() -> Words:
    """Longer phrases that hold a name but are no actor ("Washington Post")."""
    return tuple(
        phrase for row in read_table("stop_phrases.csv") for phrase in row.words("phrases")
    )


class Context:
    """One report's text, asked about by rules; answers about the whole are remembered."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._seen: dict[Words, bool] = {}

    def mentions(self, words: Words) -> bool:
        """Whether any of the words stands anywhere in the text."""
        if not words:
            return False
        answer = self._seen.get(words)
        if answer is None:
            answer = self._seen[words] = any(self._stands(word) for word in words)
        return answer

    def _stands(self, word: str) -> bool:
        # A plain search is many times faster than one pattern of all the words.
        text = self.text
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not (start and in_word(text[start - 1])) and not (
                end < len(text) and in_word(text[end])
            ):
                return True
            start = text.find(word, start + 1)
        return False

    def word_before(self, words: Words, start: int) -> str | None:
        """Which of the words stands directly before `start`; None if none does."""
        if not start or self.text[start - 1] != " ":
            return None
        found = _before(words).search(self.text[max(0, start - _LOOK_BACK) : start])
        return found[1] if found else None

    def follows(self, words: Words, end: int) -> bool:
        """Whether one of the words stands directly after `end`, or after its "'s"."""
        return _after(words).match(self.text, end) is not None


def decide(rules: Sequence[Rule], context: Context, start: int, end: int) -> Rule | None:
    """The first rule that fits the name at [start, end); None where none does."""
    for rule in rules:
        if (
            _fits(rule, context, start, end)
            and (not rule.only_with or context.mentions(rule.only_with))
            and not context.mentions(rule.unless)
        ):
            return rule
    return None


def _fits(rule: Rule, context: Context, start: int, end: int) -> bool:
    if rule.test == "before":
        return context.word_before(rule.words, start) is not None
    if rule.test == "after":
        return context.follows(rule.words, end)
    return rule.test == "else" or context.mentions(rule.words)


def in_word(letter: str) -> bool:
    """Whether a letter beside a name makes the name part of a longer word."""
    return letter.isalnum() or letter == "_"


@cache
def _before(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])({_any_of(words)}) $")


@cache
def _after(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?:'s)? (?:{_any_of(words)})(?!\w)")


def _any_of(words: Words) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(_SHAPES.get(word) or re.escape(word) for word in longest_first)
