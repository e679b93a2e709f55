"""What the reports say to a question: quotations, or that they do not say."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from tocsin.domain.base import Record
from tocsin.domain.claim import Standing
from tocsin.domain.report import Evidence, ReportId


class Side(StrEnum):
    """Where a quotation stands on a question that can be answered with yes or no."""

    AFFIRMS = "affirms"
    DENIES = "denies"


class Answer(Record):
    """One quotation that answers the question.

    quote: the words of the report, unchanged. score: the calibrated probability that they answer,
    in [0, 1]. standing, grade: of the claim that the quotation belongs to; a sentence that belongs
    to none is single-source. claim: that claim, None where there is none. source, published,
    origin: of the report; None where it does not say. speaker: on whose word, None for the
    report's own. side: None unless the question asks whether. evidence: where the quotation
    stands, and after it where copies repeat it.
    """

    quote: str
    report: ReportId
    score: float = Field(ge=0, le=1)
    standing: Standing
    grade: str
    evidence: tuple[Evidence, ...]
    claim: str | None = None
    speaker: str | None = None
    source: str | None = None
    published: date | None = None
    origin: str
    side: Side | None = None


class ProseSentence(Record):
    """A sentence that a language model wrote. cites: answers by number, from 1.

    struck: why it was left out; None where its quotations support it.
    """

    text: str
    cites: tuple[int, ...] = ()
    struck: str | None = None


class AnswerSet(Record):
    """What the reports published by a day say to a question; best quotation first.

    answered: False where no quotation is likely enough to answer; then there are none. note: what
    a reader should know, such as that the reports do not say, or that they disagree. prose: what a
    language model made of the quotations, empty unless one was asked; model: its name.
    """

    question: str
    as_of: date
    answered: bool
    answers: tuple[Answer, ...] = ()
    note: str = ""
    prose: tuple[ProseSentence, ...] = ()
    model: str | None = None
