"""Who goes on speaking: "he added", and quotations that stand without a word of saying."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from tocsin.domain import Attribution, SpeechAct
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.passage import Passage, Reference, Speech

HE = frozenset({"he", "she"})
PERSONS = word_list("speech_people") | word_list("speech_unnamed_if_indefinite")
QUOTE = '"'


@dataclass(slots=True)
class Heard:
    """Who was heard last, or was the subject last, and how many sentences ago."""

    report: str = ""
    speaker: Reference | None = None
    attribution: Attribution = Attribution.NAMED
    person: bool = False
    ago: int = 0

    def go_on(self, passage: Passage) -> None:
        """A new sentence begins; nobody of another report was heard."""
        if passage.report.id != self.report:
            self.report, self.speaker = passage.report.id, None
        self.ago += 1

    def note(self, passage: Passage, speech: Speech) -> None:
        """Take in who was heard."""
        if speech.speaker is None or speech.holder is None:
            return
        if self.speaker is not speech.speaker:
            self.person = _is_person(passage.doc[speech.holder], speech.speaker)
        self.speaker, self.attribution, self.ago = speech.speaker, speech.attribution, 0

    def present(self, subject: Token, found: tuple[Attribution, Reference] | None) -> None:
        """Take in the subject of a sentence, where that is a person."""
        if found is not None and subject.lower_ not in HE and _is_person(subject, found[1]):
            self.attribution, self.speaker = found
            self.person, self.ago = True, 0


def same_speaker(passage: Passage, speech: Speech, heard: Heard) -> Speech:
    """ "He added" is who spoke just before, unless somebody else came between."""
    if speech.holder is None or passage.doc[speech.holder].lower_ not in HE:
        return speech
    if heard.speaker is None or not heard.person or heard.ago > 2:
        return speech
    return speech._replace(speaker=heard.speaker, attribution=heard.attribution)


def quoted_on(
    passage: Passage, sentence: Span, heard: Heard, following: list[Speech]
) -> Speech | None:
    """A sentence that is all quotation, and says not whose: who spoke just before goes on.

    following: what is said in the next sentence, whose speaker it is where the
    quotation runs on into it.
    """
    words = sentence.text.strip()
    opened = passage.doc[: sentence.start].text.count(QUOTE) % 2 == 1
    marks = words.count(QUOTE)
    whole = words.startswith(QUOTE) if not opened else True
    if opened and marks and not words.endswith(QUOTE):
        whole = False
    if not opened and (marks > 2 or (marks == 2 and not words.endswith(QUOTE))):
        whole = False
    if not whole:
        return None
    runs_on = (marks + opened) % 2 == 1
    if runs_on and not opened and following and following[0].speaker is not None:
        return _spoken(sentence, following[0].speaker, following[0].attribution)
    if heard.speaker is not None and heard.ago <= 1:
        return _spoken(sentence, heard.speaker, heard.attribution)
    return None


def _spoken(sentence: Span, speaker: Reference, attribution: Attribution) -> Speech:
    start, end = sentence.start, sentence.end
    return Speech(start, SpeechAct.ASSERTED, attribution, speaker, None, start + 1, end)


def _is_person(holder: Token, speaker: Reference) -> bool:
    if speaker.person is not None:
        return True
    if holder.tag_ not in ("NN", "NNP"):
        return False
    if holder.pos_ == "PROPN":
        return not speaker.codes
    return holder.lemma_.lower() in nouns().anonymous | nouns().person_nouns | PERSONS
