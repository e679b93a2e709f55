"""Evaluation: gold files arrive; scores with intervals, confusions and the worst errors leave.

`evaluate_coding`, `evaluate_actors`, `evaluate_entities` and `evaluate_reading`
take the path of a file in one of the forms that docs/measuring.md describes.
What is scored can be another coder or tagger than ours: it is an argument.
"""

from tocsin.evaluation.coding import evaluate_coding
from tocsin.evaluation.gold import GoldFile, GoldReport, read_gold, write_gold
from tocsin.evaluation.reports import evaluate_reading
from tocsin.evaluation.results import ClassRow, Confusion, Evaluation, as_json
from tocsin.evaluation.tagging import evaluate_actors, evaluate_entities
from tocsin.evaluation.text_files import BadRow

__all__ = [
    "evaluate_coding",
    "evaluate_actors",
    "evaluate_entities",
    "evaluate_reading",
    "GoldFile",
    "GoldReport",
    "read_gold",
    "write_gold",
    "Evaluation",
    "ClassRow",
    "Confusion",
    "BadRow",
    "as_json",
]
