"""Prose on quotations: a language model writes it; what they do not support is struck out.

A sentence stays only if it cites quotations by number ("[2]"), every figure and every name in it
stands in one of them, it negates if and only if they do, and its words or its meaning are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tocsin.domain import Answer, AnswerSet, ProseSentence
from tocsin.knowledge.numbers import find_numbers
from tocsin.ledger.ask.sentences import roots_in
from tocsin.ledger.ask.vocabulary import EMPTY, SPEECH, root
from tocsin.ledger.meaning import Similar, sentence_vectors
from tocsin.ledger.wording import negates

Complete = Callable[[str, str], str]
"""(instructions, text) -> what a language model makes of it."""

INSTRUCTIONS = (
    "Answer the question from the numbered quotations alone, in at most five plain sentences. "
    "Put the number of the quotation behind each sentence, such as [1]. Use the words, names and "
    "figures of the quotation. Say who says it. Add nothing that is not quoted."
)
OVERLAP, SIMILARITY = 0.6, 0.55
"""Least share of a sentence's words that its quotations have, or else least cosine with one."""

_CITE = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
_END = re.compile(r"(?<=[.!?])[\"”’)]*((?:\s*\[[\d,\s]+\])*)\s+(?=[\"“‘(]?[A-Z0-9])")
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_OPENERS = EMPTY | {"according", "however", "meanwhile", "earlier", "later", "officials", "sources"}


def write_prose(
    given: AnswerSet, *, complete: Complete, model: str, similar: Similar = sentence_vectors
) -> AnswerSet:
    """The same answers with prose on them; as they are where nothing was answered.

    complete: asks the model. model: its name. Sentences without support stay in `prose` with the
    reason why they are struck.
    """
    if not given.answered:
        return given
    quotes = "\n".join(f"[{at}] {_cited(each)}" for at, each in enumerate(given.answers, 1))
    text = complete(INSTRUCTIONS, f"Question: {given.question}\n\nQuotations:\n{quotes}")
    prose = tuple(_checked(words, given.answers, similar) for words in split_prose(text))
    struck = sum(sentence.struck is not None for sentence in prose)
    said = f"{struck} of {len(prose)} sentences were struck out: no quotation supports them."
    note = " ".join(part for part in (given.note, said if struck else "") if part)
    if not prose:
        note = " ".join(part for part in (given.note, "The model wrote nothing.") if part)
    return given.model_copy(update={"prose": prose, "model": model, "note": note})


def split_prose(text: str) -> list[str]:
    """Sentences, each with the citations that stand before or behind its full stop.

    >>> split_prose("Arvia fired. [1] Borland denied it [2].")
    ['Arvia fired. [1]', 'Borland denied it [2].']
    """
    text = " ".join(text.split())
    found, begun = [], 0
    for end in _END.finditer(text):
        found.append(text[begun : end.end()].strip())
        begun = end.end()
    if text[begun:].strip():
        found.append(text[begun:].strip())
    return found


def _cited(answer: Answer) -> str:
    place = ", ".join(str(part) for part in (answer.source, answer.published) if part)
    return f"{answer.quote} ({place})" if place else answer.quote


def _checked(words: str, answers: Sequence[Answer], similar: Similar) -> ProseSentence:
    numbers = [int(at) for cite in _CITE.findall(words) for at in cite.split(",")]
    cites = tuple(dict.fromkeys(numbers))
    plain = re.sub(r"\s+([.,!?])", r"\1", " ".join(_CITE.sub(" ", words).split()))
    return ProseSentence(text=words, cites=cites, struck=_objection(plain, cites, answers, similar))


def _objection(
    plain: str, cites: Sequence[int], answers: Sequence[Answer], similar: Similar
) -> str | None:
    """Why a sentence is struck; None where its quotations support it."""
    if not cites:
        return "cites no quotation"
    if wrong := [at for at in cites if not 1 <= at <= len(answers)]:
        return f"cites [{wrong[0]}], which is none of the quotations"
    quotes = [answers[at - 1] for at in cites]
    cited = " ".join(_cited(each) + " " + (each.speaker or "") for each in quotes)
    told = {number.value for number in find_numbers(cited)}
    for number in find_numbers(plain):
        if number.value not in told:
            return f"has a figure that is not quoted: {plain[number.start : number.end]}"
    known = {part.lower() for part in re.findall(r"[^\W_]+", cited)}
    known |= {root(part) for part in known}
    for name in _NAME.finditer(plain):
        shown = re.sub(r"['’]s?$", "", name[0]).lower()
        parts = re.findall(r"[^\W_]+", shown)
        # A name may open a sentence: then only a word that is surely none goes without quotation.
        opens = name.start() == 0 and shown in _OPENERS
        if not opens and not all({part, root(part)} & known for part in parts):
            return f"has a name that is not quoted: {name[0]}"
    if not any(negates(each.quote) is negates(plain) for each in quotes):
        return "says yes where its quotation says no, or no where it says yes"
    own = roots_in(plain) - SPEECH
    share = len(own & roots_in(cited)) / len(own) if own else 0.0
    if share >= OVERLAP:
        return None
    vectors = similar([plain, *(each.quote for each in quotes)])
    if share >= OVERLAP / 2 and float((vectors[1:] @ vectors[0]).max()) >= SIMILARITY:
        return None
    return "says what its quotation does not"
