"""Where: the place that an act's own clause names, in the report's words."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.reading.dates import MONTHS
from tocsin.reading.passage import Passage
from tocsin.reading.registry import extractor
from tocsin.reading.syntax import prepositional, subtree_span

LOCATING = frozenset({"in", "at", "near", "outside", "around", "across", "off", "over", "along"})
DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
MAX_WORDS = 8


@extractor("places", needs={"events"})
def place_events(passage: Passage) -> None:
    """Give each event the named place of its clause: "met in Geneva", "a strike near Aleppo"."""
    for coded in passage.coded:
        place = _place_of(passage, coded.trigger)
        if place is not None:
            coded.event = coded.event.model_copy(update={"place": place})


def _place_of(passage: Passage, trigger: Token) -> str | None:
    objects = (child for child in trigger.children if child.dep_ in ("dobj", "nsubjpass"))
    for head in (trigger, *objects):
        for name, inner in prepositional(head):
            if name not in LOCATING or inner.text in DAYS or inner.text in MONTHS:
                continue
            start, end = subtree_span(inner)
            named = any(token.pos_ == "PROPN" for token in passage.doc[start:end])
            if named and end - start <= MAX_WORDS:
                return passage.words(start, end)
    return None
