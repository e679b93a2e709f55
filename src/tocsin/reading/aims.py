"""The grammar of aims: what a march or a move is for, and what is not its target."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.reading.syntax import VERBAL

# Houses of one state in the town of another.
MISSIONS = frozenset({"embassy", "consulate", "commission"})
FAVOURING = frozenset(
    {
        "support",
        "solidarity",
        "favour",
        "favor",
        "sympathy",
        "memory",
        "honour",
        "honor",
        "celebration",
    }
)


def is_aim(clause: Token) -> bool:
    if clause.pos_ not in VERBAL:
        return False
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "aux", "advmod")}
    if clause.tag_ in ("VB", "VBG"):
        return not marks & {"after", "when", "while", "before", "since"}
    return bool(marks & {"until", "unless", "so"})
