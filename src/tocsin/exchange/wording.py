"""One line that says what an item is, for forms that ask for a name."""

from __future__ import annotations

from tocsin.domain import Commitment, Event, Item, Posture, Signal, Statement
from tocsin.exchange.cast import Cast, member


def headline(item: Item, cast: Cast) -> str:
    """Such as "ASSAULT (heavy-weapons): Arvia > Borland" or "Red line: Arvia > League of Six"."""

    def names(codes: tuple[str, ...]) -> str:
        return ", ".join(member(code, cast).name for code in codes) or "not named"

    if isinstance(item, Event):
        mode = f" ({item.mode})" if item.mode else ""
        status = "" if item.status == "actual" else f", {item.status}"
        return f"{item.type}{mode}{status}: {names(item.source)} > {names(item.target)}"
    if isinstance(item, Signal):
        what = item.kind.replace("_", " ").capitalize()
        return f"{what}: {names(item.sender)} > {names(item.receiver)}"
    if isinstance(item, Commitment):
        return f"Commitment: {names(item.by)} > {names(item.to)}"
    if isinstance(item, Posture):
        where = f" at {item.place}" if item.place else ""
        return f"Forces{where}: {names((item.actor,) if item.actor else ())}"
    if isinstance(item, Statement):
        return f"Statement ({item.speech_act}): {item.speaker or 'the report itself'}"
    return f"Prediction ({item.horizon} term): {item.speaker or 'the report itself'}"
