"""Foresight: what may come.

Arrives: readings of reports. Leaves: the predictions found in them, nearest
horizon first, each with who made it. Their probabilities are readings of the
authors' words; none is made here.
"""

from tocsin.foresight.predictions import collect_predictions

__all__ = ["collect_predictions"]
