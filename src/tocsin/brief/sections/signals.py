"""Who signals what to whom, under which condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.brief.draft import Draft, Listing
from tocsin.brief.footnotes import Markers
from tocsin.brief.wording import SIGNAL_WORDS, clip
from tocsin.domain import Signal

SHOWN, KEPT = 16, 120
TEXT = 200
OPENERS = ("if", "unless", "once", "when", "should", "until", "after")
KIND_ORDER = {kind: place for place, kind in enumerate(SIGNAL_WORDS)}

Passage = tuple[Signal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLine:
    """What one passage signals to one receiver: its kinds, condition and consequence.

    kinds: words and slug of each, the weightiest first. receiver: empty where
    nobody is named. opener: the word before the condition, "if" or "unless".
    """

    kinds: tuple[tuple[str, str], ...]
    sender: str
    receiver: str
    opener: str
    condition: str
    consequence: str
    text: str
    origins: int
    markers: Markers


@dataclass(frozen=True, slots=True)
class Channel:
    """The signals from one sender to one receiver."""

    sender: str
    receiver: str
    lines: tuple[SignalLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """The board: channels (shown, then folded), and how many signals there are of each kind."""

    channels: tuple[Channel, ...]
    folded: tuple[Channel, ...]
    left_out: int
    total: int
    kinds: tuple[tuple[str, str, int], ...]


def by_weight(signals: Sequence[Signal], draft: Draft) -> list[Signal]:
    """Heaviest kinds first; then those with a receiver, with a condition, in most reports."""
    return sorted(
        signals,
        key=lambda signal: (
            KIND_ORDER[signal.kind],
            not signal.receiver,
            signal.condition is None,
            -draft.origins(signal.evidence),
        ),
    )


def passages(ordered: Sequence[Signal]) -> list[Passage]:
    """Signals by the words they stand in and their sides, copies of a wire together.

    What the same words also signal to nobody named joins the line of the
    receiver that they name.
    """
    found: dict[tuple[object, ...], list[Signal]] = {}
    named: dict[tuple[object, ...], list[Signal]] = {}
    for signal in sorted(ordered, key=lambda signal: not signal.receiver):
        quote = " ".join(signal.evidence[0].quote.split()) if signal.evidence else signal.id
        words = (signal.sender, quote)
        if not signal.receiver and words in named:
            named[words].append(signal)
            continue
        here = found.setdefault((*words, signal.receiver), [])
        here.append(signal)
        named.setdefault(words, here)
    place = {signal.id: number for number, signal in enumerate(ordered)}
    lines = [tuple(sorted(same, key=lambda s: place[s.id])) for same in found.values()]
    return sorted(lines, key=lambda line: place[line[0].id])


def conditional(condition: str) -> tuple[str, str]:
    """The word that opens a condition, and the condition without it.

    >>> conditional("unless its terms are met"), conditional("the river is crossed")
    (('unless', 'its terms are met'), ('if', 'the river is crossed'))
    """
    first, _, rest = condition.partition(" ")
    if rest and first.casefold() in OPENERS:
        return first.casefold(), rest
    return "if", condition


def line_of(passage: Passage, draft: Draft) -> SignalLine:
    """The line of one passage."""
    first = next((signal for signal in passage if signal.condition), passage[0])
    evidence = [item for signal in passage for item in signal.evidence]
    opener, condition = conditional(clip(first.condition or "", TEXT))
    kinds = dict.fromkeys((SIGNAL_WORDS[s.kind], s.kind.value) for s in passage)
    receivers = next((signal.receiver for signal in passage if signal.receiver), ())
    return SignalLine(
        kinds=tuple(kinds),
        sender=draft.names.all(first.sender) or "Sender not named",
        receiver=draft.names.all(receivers),
        opener=opener,
        condition=condition,
        consequence=clip((first.consequence or "").removeprefix("that "), TEXT),
        text=clip(evidence[0].quote if evidence else "", TEXT),
        origins=draft.origins(evidence),
        markers=draft.footnotes.cite(evidence),
    )


def channels_of(lines: Sequence[SignalLine]) -> tuple[Channel, ...]:
    """Lines by sender and receiver, in the order of each pair's heaviest signal."""
    pairs: dict[tuple[str, str], list[SignalLine]] = {}
    for line in lines:
        pairs.setdefault((line.sender, line.receiver), []).append(line)
    return tuple(Channel(*pair, tuple(found)) for pair, found in pairs.items())


def signals_board(draft: Draft) -> Signals:
    """The section on signals."""
    ordered = by_weight(draft.assessment.signals, draft)
    lines: Listing[SignalLine] = draft.listing(
        passages(ordered), lambda passage: line_of(passage, draft), shown=SHOWN, kept=KEPT
    )
    counts = {kind: sum(s.kind is kind for s in ordered) for kind in SIGNAL_WORDS}
    return Signals(
        channels=channels_of(lines.shown),
        folded=channels_of(lines.folded),
        left_out=lines.left_out,
        total=len(ordered),
        kinds=tuple((SIGNAL_WORDS[k], k.value, n) for k, n in counts.items() if n),
    )
