"""The gate: which sentences of a report are worth parsing.

Parsing is most of what a reading costs, and most sentences of a day's press
hold nothing that we look for. What we look for can be told beforehand from the
words: an act needs an actor, named or referred back to; a prediction a word
that looks ahead; a statement a word of saying and somebody who could say it; a
posture a force with a number; a commitment a promise with somebody or something
counted in it. The tests ask less than the extractors do, so that what they pass
over would have yielded nothing (docs/decisions/0015).

Kept sentences that follow one another stay together, for the parser and the
extractors; `Stretch.gap` says that something was passed over before them, which
ends the thread that "it" and "they" pick up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tocsin.domain import ActorKind, Block
from tocsin.knowledge.frames import speech_verbs
from tocsin.knowledge.hulls import HULLS
from tocsin.knowledge.names import Gazetteer, Hit
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.inflection import forms
from tocsin.reading.splitting import begins_with_capital, split_sentences

# "won't" and "'ll" are words to the parser, and look ahead.
_WORD = re.compile(r"won't|'ll\b|[^\W_]+")
_CAPITALISED = re.compile(r"\b[A-Z][\w'-]*")
_DIGIT = re.compile(r"[0-9$\u20ac\u00a3]")


# The parser reads a sentence a little differently after another neighbour. A paragraph is
# therefore parsed whole or not at all; only in a text without paragraphs are sentences cut out.
PARAGRAPH = 1000


class Stretch(NamedTuple):
    """Sentences to be parsed together.

    block: `[start, end)` of the stretch, of the kind of its block. opens:
    whether it begins where its block does. gap: whether a sentence was passed
    over between it and the stretch before.
    """

    block: Block
    opens: bool = True
    gap: bool = False


class Words(NamedTuple):
    """Words by what a sentence that has them may carry, in every form they take."""

    speech: frozenset[str]
    passing_on: frozenset[str]
    ahead: frozenset[str]
    planning: frozenset[str]
    judged: frozenset[str]
    forces: frozenset[str]
    promising: frozenset[str]
    deals: frozenset[str]
    agents: frozenset[str]
    unnamed: frozenset[str]
    fighters: frozenset[str]
    definite_nouns: frozenset[str]
    allied: frozenset[str]
    numbers: frozenset[str]


@cache
def _words() -> Words:
    said = speech_verbs()
    return Words(
        speech=forms(row.lemma for row in said) | word_list("speech_convinced"),
        passing_on=nouns().hearsay | {"according"},
        ahead=word_list("gate_ahead") | nouns().outlook_words,
        judged=word_list("predictions_judged"),
        planning=forms(word_list("gate_planning")),
        forces=forms(nouns().forces | nouns().equipment),
        promising=forms(word_list("gate_promising")),
        deals=forms(word_list("gate_deals")),
        agents=forms(
            nouns().agents | word_list("speech_unnamed_if_indefinite") | word_list("speech_people")
        ),
        unnamed=forms(nouns().anonymous | nouns().impersonal_sources) | word_list("gate_unnamed"),
        fighters=forms(word_list("actors_fighters")),
        definite_nouns=word_list("actors_institutions") | nouns().person_nouns | {"two", "country"},
        allied=forms(word_list("gate_allied")),
        numbers=word_list("gate_numbers"),
    )


HE = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
IT = frozenset({"it", "itself", "this", "these", "they", "them", "their", "themselves"})
WE = frozenset({"we", "our", "us", "ours", "i", "my"})
DEFINITE = frozenset({"the", "this", "that", "these", "its", "their", "those"})
# "The frigate HMS …": a ship with a navy, though no number and no state stand beside it.
HULL_LETTERS = frozenset(letters.lower() for letters in HULLS)
BEING = frozenset({"is", "are", "was", "were", "been", "be", "being"})
# "It is said", "is said to", "was told by": said without a subject that says it.
UNSAID = frozenset({"it", "to", "by"})
# "A warning from Kyiv that", "the minister's claim that": whose noun of saying, and what is said.
HOLDING = frozenset({"from", "by", "s"})
CLAUSE = frozenset({"that", "to"})
# Before a word of saying: its subject, that is nobody by name; or a modal, and nothing is said yet.
SUBJECTS = word_list("gate_subjects")
# Before a word of saying that is a noun there: "the report", "his call".
BEFORE_NOUNS = word_list("gate_before_nouns")
BETWEEN = word_list("gate_between")
# Words that are capitalised at the head of a sentence and are no name.
HEADS = word_list("gate_heads") | HE | IT | WE | DEFINITE | SUBJECTS


CONDITIONS = frozenset(
    {"if", "unless", "should", "were", "had", "once", "provided", "case", "long"}
)
JUDGING = frozenset({"is", "are", "seem", "seems", "appear", "appears", "look", "looks"})
JUDGING |= {"remain", "remains", "become", "becomes"}
POSSIBLE = frozenset({"can", "cannot", "could"})


class _Named:
    """Who has been named so far in a report, as far as the gate must know."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.anybody = self.person = self.thing = self.alliance = self.group = False
        self.learnt: set[str] = set()

    def add(self, hits: list[Hit], capitalised: Iterable[str], *, titled: bool) -> None:
        """Take in a sentence with names; `titled` if it may present somebody whom no table has."""
        self.anybody = True
        for hit in hits:
            for sense in hit.senses:
                if sense.kind is ActorKind.PERSON:
                    self.person = True
                    self.learnt.add(self.gazetteer.actor(sense.code).name.split()[-1])
                    continue
                self.thing = True
                self.alliance = self.alliance or sense.kind in (
                    ActorKind.ALLIANCE,
                    ActorKind.ORGANISATION,
                )
                self.group = self.group or sense.kind is ActorKind.ARMED_GROUP
        if titled:
            found = [word.removesuffix("'s") for word in capitalised]
            self.learnt.update(found)
            self.person = self.person or bool(found)


class Gate:
    """Passes the sentences of one report, in order; remembers who has been named."""

    def __init__(
        self, text: str, hits: list[Hit], gazetteer: Gazetteer, *, paragraph: int = PARAGRAPH
    ) -> None:
        """text: the report's, with plain quotation marks. hits: the names found in it.

        paragraph: blocks of up to so many characters are kept or passed over whole.
        """
        self.paragraph = paragraph
        self.text = text
        self.hits = hits
        self.next_hit = 0
        self.named = _Named(gazetteer)
        self.thread = False  # the sentence before may have had an actor for its subject
        self.gap = False

    def stretches(self, block: Block, *, whole: bool) -> Iterator[Stretch]:
        """What of a block is to be parsed; `whole` for all of it."""
        first: int | None = None
        last = block.start
        sentences = [
            (start, end, self._is_open(start, end))
            for start, end in split_sentences(self.text, block.start, block.end)
        ]
        if block.end - block.start <= self.paragraph:
            whole = whole or any(is_open for *_, is_open in sentences)
        for start, end, is_open in sentences:
            if is_open or whole:
                first = start if first is None else first
                last = end
                continue
            if first is not None:
                yield self._stretch(block, first, last)
                first = None
            self.gap = True
        if first is not None:
            yield self._stretch(block, first, last)

    def _stretch(self, block: Block, start: int, end: int) -> Stretch:
        whole = start == block.start and end == block.end
        while end > start and self.text[end - 1].isspace() and not whole:
            end -= 1
        part = block if whole else Block(kind=block.kind, start=start, end=end)
        stretch = Stretch(part, opens=start == block.start, gap=self.gap)
        self.gap = False
        return stretch

    def _is_open(self, start: int, end: int) -> bool:
        sentence = self.text[start:end]
        found = _WORD.findall(sentence.lower())
        words = set(found)
        hits = self._hits_in(start, end)
        capitalised = _CAPITALISED.findall(sentence)
        if hits:
            known = " ".join(self.text[hit.start : hit.end] for hit in hits)
            # "Iran's minister Tarek Olm": the reading learns who Olm is
            titled = not _words().agents.isdisjoint(words)
            others = [word for word in capitalised if word.lower() not in HEADS]
            self.named.add(hits, [word for word in others if word not in known], titled=titled)
            self.thread = True
            return True
        self.thread = self.named.anybody and self._refers_back(words, capitalised)
        return (
            self.thread
            or _looks_ahead(words)
            or _may_promise(words, sentence)
            or _may_count_forces(words, sentence)
            or _may_say(words, found, sentence, capitalised)
        )

    def _hits_in(self, start: int, end: int) -> list[Hit]:
        first = self.next_hit
        while first < len(self.hits) and self.hits[first].start < start:
            first += 1
        last = first
        while last < len(self.hits) and self.hits[last].start < end:
            last += 1
        self.next_hit = last
        return self.hits[first:last]

    def _refers_back(self, words: set[str], capitalised: list[str]) -> bool:
        named, table = self.named, _words()
        return (
            (self.thread and not IT.isdisjoint(words))
            or (named.person and not HE.isdisjoint(words))
            or (named.thing and "its" in words)
            or not WE.isdisjoint(words)
            or (named.alliance and not table.allied.isdisjoint(words))
            or (named.group and not table.fighters.isdisjoint(words))
            or not (DEFINITE.isdisjoint(words) or table.definite_nouns.isdisjoint(words))
            or "coalition" in words
            or not named.learnt.isdisjoint(word.removesuffix("'s") for word in capitalised)
        )


def _looks_ahead(words: set[str]) -> bool:
    table = _words()
    return (
        not table.ahead.isdisjoint(words)
        or ("would" in words and not CONDITIONS.isdisjoint(words))
        or not (table.judged.isdisjoint(words) or JUDGING.isdisjoint(words))
        or ("ruled" in words and not POSSIBLE.isdisjoint(words))
        or (not table.planning.isdisjoint(words) and ("next" in words or "coming" in words))
    )


def _has_number(words: set[str], sentence: str) -> bool:
    return _DIGIT.search(sentence) is not None or not _words().numbers.isdisjoint(words)


def _may_promise(words: set[str], sentence: str) -> bool:
    table = _words()
    if table.promising.isdisjoint(words) and table.deals.isdisjoint(words):
        return False
    return not table.agents.isdisjoint(words) or _has_number(words, sentence)


def _may_count_forces(words: set[str], sentence: str) -> bool:
    if _words().forces.isdisjoint(words):
        return False
    return _has_number(words, sentence) or not words.isdisjoint(HULL_LETTERS)


def _may_say(words: set[str], found: list[str], sentence: str, capitalised: list[str]) -> bool:
    """Whether there is a word of saying, and somebody, named or not, who could say it."""
    table = _words()
    if not table.passing_on.isdisjoint(words):
        return True
    if table.speech.isdisjoint(words):
        return False
    somebody = not (table.unnamed.isdisjoint(words) and table.agents.isdisjoint(words))
    if not somebody and begins_with_capital(sentence, 0, len(sentence)):
        somebody = len(capitalised) > 1 or (
            capitalised[:1] != [] and capitalised[0].lower() not in HEADS
        )
        impersonal = not BEING.isdisjoint(words) and not UNSAID.isdisjoint(words)
        if not somebody and not impersonal:
            return False
    said = [word for word in found if word in table.speech]
    held = not HOLDING.isdisjoint(words) and not CLAUSE.isdisjoint(words)
    passive = not UNSAID.isdisjoint(words)
    for match in _nobody_says().finditer(sentence.lower()):
        word = match["spoken"] or (not held and match["noun"]) or (not passive and match["passive"])
        if word and word in said and not (match["passive"] and word.endswith("ing")):
            said.remove(word)
    return bool(said)


@cache
def _nobody_says() -> re.Pattern[str]:
    """A word that is said by a pronoun alone, or that is a noun, or that nobody is said to say."""
    between = f"(?: (?:{'|'.join(sorted(BETWEEN))}))*"
    return re.compile(
        rf"\b(?:(?:{'|'.join(sorted(SUBJECTS))}){between} (?=(?P<spoken>\w+))"
        rf"|(?:{'|'.join(sorted(BEFORE_NOUNS))}) (?=(?P<noun>\w+))"
        rf"|(?:{'|'.join(sorted(BEING))}){between} (?=(?P<passive>\w+)))"
    )
