"""Who has been named so far in a report, kept in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.domain import ActorCode
from tocsin.reading.passage import Reference


@dataclass(slots=True)
class Memory:
    """Who has been named so far in a report; what pronouns and surnames refer back to.

    subject: of the sentence before; None where that was nobody we know. home:
    the last subject that was somebody. speaker: like it, but no alliance.
    offices: by a person's code, the words of the offices they hold. near: whose things the last
    sentence spoke of, where its subject was nobody. totals: how often the whole report names
    whom. label: who speaks below a line that says so. author: the state whose government the
    author calls ours.
    """

    persons: list[Reference] = field(default_factory=list)
    things: list[Reference] = field(default_factory=list)
    alliances: list[Reference] = field(default_factory=list)
    coalitions: list[Reference] = field(default_factory=list)
    groups: list[Reference] = field(default_factory=list)
    subject: Reference | None = None
    near: Reference | None = None
    label: Reference | None = None
    author: Reference | None = None
    home: Reference | None = None
    speaker: Reference | None = None
    surnames: dict[str, Reference] = field(default_factory=dict)
    offices: dict[str, frozenset[str]] = field(default_factory=dict)
    named_in_full: set[str] = field(default_factory=set)
    counts: dict[ActorCode, int] = field(default_factory=dict)
    totals: dict[ActorCode, int] = field(default_factory=dict)
