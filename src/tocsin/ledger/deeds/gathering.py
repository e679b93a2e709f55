"""Which utterances are one word said again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tocsin.domain import SignalKind
from tocsin.ledger.deeds.likeness import SAME_WORD, Likeness, deed_words, is_vague, root_of
from tocsin.ledger.deeds.utterances import IF, Utterance


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of one sender, with every time it was given, earliest first."""

    utterances: tuple[Utterance, ...]

    @property
    def first(self) -> Utterance:
        """The first time it was given."""
        return self.utterances[0]


def gather(utterances: Iterable[Utterance], likeness: Likeness) -> tuple[Word, ...]:
    """The words that were given, each with all its utterances, in order of the first.

    One word: same sender, receiver and kind, the same deed under the same
    condition, in like words. Each utterance joins the earliest word that it
    repeats, so that a later one never changes which word an earlier one is.
    """
    ordered = sorted(utterances, key=_in_order)
    words: defaultdict[tuple[object, ...], list[list[Utterance]]] = defaultdict(list)
    for uttered in ordered:
        key: tuple[object, ...] = (
            uttered.kind,
            frozenset(uttered.sender),
            frozenset(() if uttered.truce else uttered.receiver),
            uttered.truce,
        )
        if uttered.claim:
            key = _line_of(uttered, words) or key
        for said in words[key]:
            if uttered.claim or _repeats(uttered, said[0], likeness):
                said.append(uttered)
                break
        else:
            words[key].append([uttered])
    found = (Word(tuple(said)) for group in words.values() for said in group)
    return tuple(sorted(found, key=lambda word: _in_order(word.first)))


def _line_of(
    claim: Utterance, words: dict[tuple[object, ...], list[list[Utterance]]]
) -> tuple[object, ...] | None:
    """The red line that somebody says was crossed: the sender's own, drawn last."""
    drawn = [
        (_in_order(said[0]), key)
        for key, group in words.items()
        for said in group
        if said[0].kind is SignalKind.RED_LINE
        and not said[0].claim
        and set(said[0].sender) & set(claim.sender)
    ]
    return max(drawn, key=lambda each: each[0])[1] if drawn else None


def _repeats(one: Utterance, other: Utterance, likeness: Likeness) -> bool:
    if (one.condition is None) != (other.condition is None) or one.claim != other.claim:
        return False
    if one.condition and other.condition:
        first, second = (
            deed_words(IF.sub("", text), one.names) for text in (one.condition, other.condition)
        )
        stems = frozenset(map(root_of, first)), frozenset(map(root_of, second))
        nested = stems[0] <= stems[1] or stems[1] <= stems[0]
        if not nested and likeness.alike(first, second) < SAME_WORD:
            return False
    if one.kind is SignalKind.RED_LINE and not (one.words and other.words):
        return True  # drawn again without saying what would follow
    if is_vague(one.words) and is_vague(other.words):
        return True
    return likeness.alike(one.words, other.words) >= SAME_WORD


def _in_order(uttered: Utterance) -> tuple[object, ...]:
    return uttered.said is None, uttered.said or date.min, uttered.ids
