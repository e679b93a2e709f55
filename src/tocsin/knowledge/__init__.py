"""Knowledge: actors and their roles, the event codebook, frames, scales of language.

Nothing arrives but names, codes and dates; what leaves are the actors a text
names, for whom a person spoke on a day, and who belonged to what. All of it
stands in tables under `data/`, each with its source beside it.
"""

from __future__ import annotations

from tocsin.knowledge.names import Gazetteer, gazetteer
from tocsin.knowledge.resolve import Resolution
from tocsin.knowledge.senses import AliasForm, Hit, Sense

__all__ = ["gazetteer", "Gazetteer", "Hit", "Sense", "AliasForm", "Resolution"]
