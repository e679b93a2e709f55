"""Annotation: what was read arrives, an annotator decides on it, gold files leave.

`Work` holds the decisions, each on the disk before the next question; `Walk`
asks for them; `save_gold` writes what is finished in the form that
`evaluation` takes, and `marked_rows` its acts as sentences for the coder.
"""

from tocsin.annotation.gold_file import gold_of, save_gold, write_at_once
from tocsin.annotation.proposals import open_reading
from tocsin.annotation.walk import Screen, View, Walk
from tocsin.annotation.work import Sheet, Stop, Work

__all__ = [
    "Work",
    "Walk",
    "Screen",
    "View",
    "Sheet",
    "Stop",
    "open_reading",
    "gold_of",
    "save_gold",
    "write_at_once",
]
