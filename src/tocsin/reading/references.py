"""Reference: whom a noun phrase stands for, given who has been named so far.

"The Kremlin spokesman", "its forces", "he", "the two leaders", "the alliance":
resolved within one report, from a memory that the linker keeps in text order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from tocsin.domain import ActorCode
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.passage import Passage, Reference
from tocsin.reading.syntax import with_conjuncts

OF_WHOM = frozenset({"of", "from", "in", "within", "among"})
SPEAKING_FOR = OF_WHOM | {"for", "to"}
PERSON_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
THING_PRONOUNS = frozenset({"it", "its", "itself"})
FIRST_PERSON = frozenset(
    {"we", "our", "us", "ours", "ourselves", "i", "me", "my", "mine", "myself"}
)
SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
GROUP_PRONOUNS = frozenset({"they", "them", "their", "themselves"})
QUANTIFIERS = word_list("actors_quantifiers")
INSTITUTIONS = word_list("actors_institutions")
FIGHTERS = word_list("actors_fighters")
PAIRED = word_list("actors_paired")
DEFINITE = frozenset({"the", "this", "that", "these", "its", "their", "those"})


INDEFINITE = frozenset({"a", "an", "another", "former", "new", "then"})
# What tells one holder of an office from another: "prime minister", "vice president".
OFFICE_WORDS = frozenset(
    {"prime", "foreign", "defence", "defense", "interior", "finance", "vice", "deputy", "secretary"}
    | {"chief", "general", "home", "state"}
)


@dataclass(slots=True)
class Memory:
    """Who has been named so far in a report; what pronouns and surnames refer back to.

    offices: by a person's code, the words of the offices they hold.
    """

    persons: list[Reference] = field(default_factory=list)
    things: list[Reference] = field(default_factory=list)
    alliances: list[Reference] = field(default_factory=list)
    coalitions: list[Reference] = field(default_factory=list)
    groups: list[Reference] = field(default_factory=list)
    subject: Reference | None = None
    speaker: Reference | None = None
    surnames: dict[str, Reference] = field(default_factory=dict)
    offices: dict[str, frozenset[str]] = field(default_factory=dict)
    named_in_full: set[str] = field(default_factory=set)
    counts: dict[ActorCode, int] = field(default_factory=dict)


class Referrer:
    """Finds whom noun phrases stand for; reads the memory and never writes it."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def refer(self, passage: Passage, token: Token) -> Reference | None:
        """The reference of the noun phrase headed by a token; None where it names no actor."""
        mentioned = passage.mentions.get(token.i)
        if mentioned:
            return merged([mention.reference for mention in mentioned])
        word = token.lower_
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            return self._resolve_pronoun(passage, token, word)
        if token.text in self.memory.surnames:
            return self.memory.surnames[token.text]
        if token.pos_ == "PROPN" and token.lower_ not in nouns().agents | INSTITUTIONS:
            return None
        lemma = token.lemma_.lower()
        if lemma in nouns().agents or lemma in QUANTIFIERS or word in nouns().agents:
            found = self._refer_by_modifier(passage, token)
            if found is None:
                return self._refer_back(passage, token, lemma)
            return self._holder(token, lemma, found.codes) or found
        return self._refer_back(passage, token, lemma)

    def _refer_by_modifier(self, passage: Passage, token: Token) -> Reference | None:
        """ "Russian forces", "Ukraine's ministry of defence", "members of NATO"."""
        for dep in ("poss", "compound", "amod", "nmod", "appos"):
            for child in token.children:
                if child.dep_ != dep:
                    continue
                found = passage.mentions.get(child.i)
                if found:
                    references = [
                        mention.reference
                        for conjunct in with_conjuncts(child)
                        for mention in passage.mentions.get(conjunct.i, ())
                    ]
                    return merged(references)
                if dep in ("poss", "compound") and child.pos_ in ("NOUN", "PROPN", "PRON"):
                    inner = self.refer(passage, child)
                    if inner is not None:
                        return inner
        return self._refer_by_preposition(passage, token)

    def _refer_by_preposition(self, passage: Passage, token: Token) -> Reference | None:
        for child in token.children:
            of_whom = OF_WHOM
            if token.lemma_.lower() in nouns().person_nouns:
                of_whom = SPEAKING_FOR  # "a spokesman for the ministry in Kyiv"
            if child.dep_ == "prep" and child.lower_ in of_whom:
                for below in child.children:
                    if below.dep_ == "pobj":
                        found = [
                            self.refer(passage, conjunct) for conjunct in with_conjuncts(below)
                        ]
                        known = [reference for reference in found if reference is not None]
                        if known:
                            return merged(known)
        return None

    def _refer_back(self, passage: Passage, token: Token, lemma: str) -> Reference | None:
        """ "the alliance", "member states", "the president": named before."""
        definite = any(child.lower_ in DEFINITE for child in token.children)
        compound = {child.lemma_.lower() for child in token.children if child.dep_ == "compound"}
        if self.memory.alliances and (
            (lemma in ("alliance", "bloc", "organization", "organisation") and definite)
            or lemma in ("member", "ally")
            or "member" in compound
        ):
            # "Member states" are seldom those of the United Nations.
            closer = [r for r in self.memory.alliances if not r.codes[0].startswith("UN")]
            return (closer or self.memory.alliances)[-1]
        if lemma == "coalition" and self.memory.coalitions:
            return self.memory.coalitions[-1]
        if lemma in FIGHTERS and self.memory.groups and not compound & nouns().agents:
            return self.memory.groups[-1]
        if not definite:
            return None
        if token.lower_ == "two" or (
            lemma in PAIRED and any(child.lower_ == "two" for child in token.children)
        ):
            return self._two_latest(lemma)
        if lemma in INSTITUTIONS and not compound - nouns().agents - INSTITUTIONS:
            return self.memory.speaker
        if lemma in nouns().person_nouns and token.tag_ in ("NN", "NNP"):
            holder = self._holder(token, lemma)
            if holder is not None:
                return holder
            if self.memory.persons:
                return self.memory.persons[-1]
            return self._subject_before(passage, token, persons=None) or self.memory.speaker
        if lemma == "country" and token.tag_ == "NN" and self.memory.things:
            return self.memory.things[-1]
        return None

    def _holder(
        self, token: Token, lemma: str, codes: tuple[ActorCode, ...] = ()
    ) -> Reference | None:
        """ "The prime minister": the person named last who is one, of these actors if given."""
        if lemma not in nouns().person_nouns or token.tag_ not in ("NN", "NNP"):
            return None
        if any(child.dep_ == "appos" or child.lower_ in INDEFINITE for child in token.children):
            return None
        title = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod")}
        for person in reversed(self.memory.persons):
            words = self.memory.offices.get(person.person or "", frozenset())
            of_them = not codes or set(person.codes) == set(codes)
            if of_them and lemma in words and title & OFFICE_WORDS <= words:
                return person
        return None

    def _two_latest(self, lemma: str) -> Reference | None:
        """ "the two", "the two leaders", "the two countries": the last two sides named."""
        latest: dict[ActorCode, Reference] = {}
        if lemma in nouns().person_nouns | {"two", "man"}:
            for reference in reversed(self.memory.persons):
                latest.setdefault(reference.codes[0], reference)
        for reference in reversed(self.memory.things[-8:]):
            latest.setdefault(reference.codes[0], reference)
        often = sorted(latest.values(), key=lambda r: -self.memory.counts.get(r.codes[0], 0))[:2]
        order = list(reversed(latest.values()))
        return merged(sorted(often, key=order.index)) if len(often) > 1 else None

    def _resolve_pronoun(self, passage: Passage, token: Token, word: str) -> Reference | None:
        memory = self.memory
        if word in PERSON_PRONOUNS:
            return self._person_before(passage, token)
        if word in THING_PRONOUNS:
            if token.dep_ == "expl" or any(child.dep_ == "expl" for child in token.head.children):
                return None
            nearest = self._subject_before(passage, token, persons=False)
            nearest = nearest or _subject_to_come(passage, token)
            if nearest is not None:
                return nearest
            if memory.subject is not None and memory.subject.person is None:
                return memory.subject
            return memory.things[-1] if memory.things and token.dep_ == "poss" else None
        if word in GROUP_PRONOUNS:
            return self._subject_before(passage, token, persons=None) or memory.subject
        if word in FIRST_PERSON:
            # "I", not in somebody's words, is the author
            return None if word in SINGULAR else memory.speaker
        if word in ("this", "these") and token.dep_ in ("nsubj", "nsubjpass"):
            return memory.subject
        return None

    def _person_before(self, passage: Passage, token: Token) -> Reference | None:
        nearest = self._subject_before(passage, token, persons=True)
        if nearest is not None:
            return nearest
        if self.memory.subject is not None and self.memory.subject.person is not None:
            return self.memory.subject
        return self.memory.persons[-1] if self.memory.persons else None

    @staticmethod
    def _subject_before(
        passage: Passage, token: Token, *, persons: bool | None
    ) -> Reference | None:
        """The nearest actor earlier in the sentence, subjects first."""
        others: Reference | None = None
        for position in range(token.i - 1, token.sent.start - 1, -1):
            reference = passage.references.get(position)
            if reference is None or (
                persons is not None and (reference.person is not None) is not persons
            ):
                continue
            if passage.doc[position].dep_ in ("nsubj", "nsubjpass", "poss"):
                return reference
            others = others or reference
        return others


def _subject_to_come(passage: Passage, token: Token) -> Reference | None:
    """ "Despite its attack on Kuwait, Iraq …": the pronoun comes first."""
    for child in token.sent.root.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.i > token.i and token.dep_ == "poss":
            mentions = passage.mentions.get(child.i)
            return mentions[0].reference if mentions else None
    return None


def merged(references: list[Reference]) -> Reference:
    """One reference for coordinated ones; the person is kept only when it is alone."""
    if len(references) == 1:
        return references[0]
    codes = tuple(dict.fromkeys(code for reference in references for code in reference.codes))
    name = " and ".join(dict.fromkeys(reference.name for reference in references))
    person = references[0].person if len(codes) == 1 else None
    return Reference(codes, name, person)
