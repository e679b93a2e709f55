"""The coder: which PLOVER act a sentence reports between two actors.

Arrives: sentences with source and target marked. Leaves: a `Coding` for
each, its type and mode, how sure that is (calibrated), and why. Two parts
check each other: the frames of `knowledge` and a small trained model. The
same model tags who does it to whom, and what is named.
"""

from tocsin.reading.coder.coding import Coding, Parts, code_marked, code_votes
from tocsin.reading.coder.marked import Marked
from tocsin.reading.coder.tagging import tag_entities, tag_sides

__all__ = [
    "Coding",
    "Marked",
    "Parts",
    "code_marked",
    "code_votes",
    "tag_entities",
    "tag_sides",
]
