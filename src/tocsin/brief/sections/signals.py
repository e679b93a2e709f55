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
KIND_ORDER = {kind: place for place, kind in enumerate(SIGNAL_WORDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLine:
    """One signal: kind, condition, consequence and the words themselves."""

    kind: str
    slug: str
    sender: str
    receiver: str
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
    """Heaviest kinds first, conditional ones before bare ones, then most reports."""
    return sorted(
        signals,
        key=lambda signal: (
            KIND_ORDER[signal.kind],
            signal.condition is None,
            -draft.origins(signal.evidence),
        ),
    )


def line_of(signal: Signal, draft: Draft) -> SignalLine:
    """The line of one signal."""
    return SignalLine(
        kind=SIGNAL_WORDS[signal.kind],
        slug=signal.kind.value,
        sender=draft.names.all(signal.sender) or "Sender not named",
        receiver=draft.names.all(signal.receiver) or "receiver not named",
        condition=clip(signal.condition or "", TEXT),
        consequence=clip(signal.consequence or "", TEXT),
        text=clip(signal.evidence[0].quote if signal.evidence else "", TEXT),
        origins=draft.origins(signal.evidence),
        markers=draft.footnotes.cite(signal.evidence),
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
        ordered, lambda signal: line_of(signal, draft), shown=SHOWN, kept=KEPT
    )
    counts = {kind: sum(s.kind is kind for s in ordered) for kind in SIGNAL_WORDS}
    return Signals(
        channels=channels_of(lines.shown),
        folded=channels_of(lines.folded),
        left_out=lines.left_out,
        total=len(ordered),
        kinds=tuple((SIGNAL_WORDS[k], k.value, n) for k, n in counts.items() if n),
    )
