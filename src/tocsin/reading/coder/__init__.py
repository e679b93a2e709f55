"""The coder: which PLOVER act a sentence reports between two actors.

Arrives: sentences with source and target marked. Leaves: a `Coding` for
each, its type and mode, how sure that is (calibrated), and why. Two parts
check each other: the frames of `knowledge` and a small trained model.
"""

from tocsin.reading.coder.coding import Coding, Parts, code_marked, tag_entities, tag_sides
from tocsin.reading.coder.marked import Marked

__all__ = ["Coding", "Marked", "Parts", "code_marked", "tag_entities", "tag_sides"]
