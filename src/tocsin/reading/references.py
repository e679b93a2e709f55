"""Reference: whom a noun phrase stands for, given who has been named so far.

"The Kremlin spokesman", "its forces", "he", "the two leaders", "the alliance":
resolved within one report, from a memory that the linker keeps in text order.
"""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.domain import ActorCode
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.authors import is_at_home
from tocsin.reading.memory import Memory
from tocsin.reading.passage import Passage, Reference
from tocsin.reading.pointing import (
    CROWDS,
    OBJECTS,
    PLACES,
    counts_people,
    is_person,
    is_quoted,
    mission_marched_on,
    names_another,
    place_before,
    place_below,
    subject_to_come,
    subjects_of_its_clause,
)
from tocsin.reading.syntax import VERBAL, clause_subjects, prepositional, with_conjuncts

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
# Bodies spoken of without an article: "Police arrested three Malians".
BARE_BODIES = frozenset({"police", "authority", "prosecutor", "investigator"})
ARMED = FIGHTERS | {"armed", "terrorist", "criminal", "militia"}
MOVEMENTS = frozenset({"movement", "group", "militia", "faction", "rebel", "militant"})
# "its ally", "his counterpart": somebody else than whose they are.
OTHERS = frozenset({"ally", "counterpart", "neighbour", "neighbor", "rival", "foe", "adversary"})
LOYAL = word_list("actors_loyal")
# What a state is called instead of its name, and which are called so.
REALMS = {
    "kingdom": frozenset(
        {"SAU", "THA", "KHM", "JOR", "MAR", "GBR", "BHR", "NOR", "SWE", "DNK", "NLD", "BEL"}
        | {"ESP", "BTN", "LSO", "SWZ", "TON"}
    ),
    "sultanate": frozenset({"OMN", "BRN"}),
    "emirate": frozenset({"QAT", "KWT", "ARE", "AFG"}),
}
HALVES = {
    "north": Reference(("PRK",), "North Korea"),
    "south": Reference(("KOR",), "South Korea"),
}
INDEFINITE = frozenset({"a", "an", "another", "former", "new", "then"})
# What tells one holder of an office from another: "prime minister", "vice president".
OFFICE_WORDS = frozenset(
    {"prime", "foreign", "defence", "defense", "interior", "finance", "vice", "deputy", "secretary"}
    | {"chief", "general", "home", "state"}
)


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
        if token.pos_ == "PRON" or token.tag_ in ("PRP$", "WP$"):
            return self._resolve_pronoun(passage, token, word)
        if token.text in self.memory.surnames:
            return self.memory.surnames[token.text]
        half = HALVES.get(word)
        if half is not None and self._halves_are_meant(token):
            return half
        if token.pos_ == "PROPN" and token.lower_ not in nouns().agents | INSTITUTIONS:
            return None
        lemma = token.lemma_.lower()
        if lemma in MOVEMENTS and any(child.lemma_.lower() in ARMED for child in token.children):
            whose = any(child.i in passage.mentions for child in token.children)
            if whose and any(child.lower_ in ("a", "an") for child in token.children):
                return None  # "a Chilean guerrilla group": not Chile
        if lemma in OTHERS and any(child.tag_ == "PRP$" for child in token.children):
            return self._somebody_else(passage, token)
        if lemma in CROWDS or (word in QUANTIFIERS and counts_people(token)):
            return self._refer_to_crowd(passage, token)
        if lemma in nouns().agents or lemma in QUANTIFIERS or word in nouns().agents:
            found = self._refer_by_modifier(passage, token)
            if found is None:
                return self._refer_back(passage, token, lemma)
            return self._holder(token, lemma, found.codes) or found
        return self._refer_back(passage, token, lemma)

    def _halves_are_meant(self, token: Token) -> bool:
        """ "the North", in a report on both Koreas."""
        article = any(child.lower_ == "the" for child in token.children)
        named = all(half.codes[0] in self.memory.totals for half in HALVES.values())
        bare = all(below.tag_ == "VBG" for child in token.rights for below in child.children)
        return article and named and bare and token.text[0].isupper()

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
                if dep in ("poss", "compound") and child.pos_ in ("NOUN", "PROPN", "PRON", "DET"):
                    inner = self.refer(passage, child)
                    if inner is not None:
                        return inner
        return self._refer_by_preposition(passage, token) or self._refer_by_loyalty(passage, token)

    def _refer_by_loyalty(self, passage: Passage, token: Token) -> Reference | None:
        """ "gunmen loyal to Hezbollah", "a militia allied with Chad"."""
        for child in token.children:
            if child.lemma_.lower() not in LOYAL:
                continue
            for _, whom in prepositional(child):
                found = self.refer(passage, whom)
                if found is not None:
                    return found
        return None

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

    def _somebody_else(self, passage: Passage, token: Token) -> Reference | None:
        """ "his Chilean counterpart", "sided with its ally": never whose counterpart it is."""
        for child in token.children:
            if child.dep_ in ("amod", "compound", "nmod", "appos") and child.i in passage.mentions:
                return merged([mention.reference for mention in passage.mentions[child.i]])
        own = [child for child in token.children if child.tag_ == "PRP$"]
        whose = self.refer(passage, own[0])
        if whose is None or token.tag_ != "NN":
            return None
        others = [
            reference
            for reference in reversed((*self.memory.things[-12:], *self.memory.persons[-4:]))
            if not set(reference.codes) & set(whose.codes)
        ]
        if not others or token.lemma_.lower() == "ally":
            return next(iter(others), None)
        # a counterpart, neighbour or rival is who the text keeps naming beside one
        return max(others, key=lambda other: self.memory.totals.get(other.codes[0], 0))

    def _refer_to_crowd(self, passage: Passage, token: Token) -> Reference | None:
        """ "Residents marched in Oslo", "supporters burned flags": the people of the place."""
        owned = self._refer_by_modifier(passage, token)
        owned = owned or place_below(passage, token) or mission_marched_on(passage, token)
        if owned is not None or token.dep_ != "nsubj" or token.head.pos_ not in VERBAL:
            return owned
        for place in (token.head, *token.head.children):
            for child in place.children if place.dep_ != "nsubj" else ():
                if child.dep_ != "prep" or child.lower_ not in PLACES:
                    continue
                found = [
                    mention.reference
                    for below in child.subtree
                    for mention in passage.mentions.get(below.i, ())
                    if below.dep_ == "pobj" and below.head.lower_ in PLACES
                    if not mention.adjective
                ]
                if found:
                    return found[-1]
                if any(below.pos_ == "PROPN" for below in child.subtree):
                    return None  # some place, of we do not know whom
        return self.memory.author or self.memory.home

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
        if lemma in PAIRED and any(child.lower_ == "both" for child in token.children):
            return self._two_latest(lemma)
        if lemma in BARE_BODIES and not any(child.dep_ == "det" for child in token.children):
            if token.dep_ not in ("nsubj", "agent", "pobj"):
                return None
            return place_before(passage, token) or self.memory.home or self.memory.speaker
        if not definite:
            return None
        if token.lower_ == "two" or (
            lemma in PAIRED and any(child.lower_ == "two" for child in token.children)
        ):
            return self._two_latest(lemma)
        if lemma in MOVEMENTS and self.memory.groups and not compound & nouns().agents:
            return self.memory.groups[-1]
        if lemma in REALMS and (realm := self._realm(lemma)) is not None:
            return realm
        if lemma in INSTITUTIONS and not compound - nouns().agents - INSTITUTIONS:
            return self.memory.author or self.memory.speaker
        if self.memory.author is not None and is_at_home(token, lemma):
            return self.memory.author
        if lemma in nouns().person_nouns and token.tag_ in ("NN", "NNP"):
            holder = self._holder(token, lemma)
            if holder is not None and self._others(passage, token, [holder]):
                return holder
            if names_another(passage, token):
                return self.memory.speaker
            others = self._others(passage, token, self.memory.persons)
            if others:
                return others[-1]
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

    def _realm(self, word: str) -> Reference | None:
        """ "the kingdom": the one named last, whoever the text is about first."""
        home = [self.memory.home] if self.memory.home is not None else []
        for reference in (*home, *reversed(self.memory.things), *reversed(self.memory.persons)):
            if set(reference.codes[:1]) <= REALMS[word]:
                return reference
        return None

    @staticmethod
    def _others(passage: Passage, token: Token, known: list[Reference]) -> list[Reference]:
        """Those of `known` that an object can stand for: not who is the subject of its clause."""
        if token.dep_ not in OBJECTS:
            return known
        verb = token.head if token.dep_ != "pobj" else token.head.head
        if verb.pos_ not in VERBAL:
            return known
        subjects = [passage.references.get(subject.i) for subject in clause_subjects(verb)]
        return [reference for reference in known if reference not in subjects]

    def _two_latest(self, lemma: str) -> Reference | None:
        """ "the two", "the two leaders", "the two countries": the last two sides named."""
        latest: dict[ActorCode, Reference] = {}
        if lemma in nouns().person_nouns | {"two", "man"}:
            for reference in reversed(self.memory.persons):
                latest.setdefault(reference.codes[0], reference)
        for reference in reversed(self.memory.things[-40:]):
            if reference not in self.memory.alliances:  # an alliance speaks of both, and is neither
                latest.setdefault(reference.codes[0], reference)
        often = sorted(latest.values(), key=lambda r: -self.memory.totals.get(r.codes[0], 0))[:2]
        order = list(reversed(latest.values()))
        return merged(sorted(often, key=order.index)) if len(often) > 1 else None

    def _resolve_pronoun(self, passage: Passage, token: Token, word: str) -> Reference | None:
        memory = self.memory
        if word in PERSON_PRONOUNS:
            return self._person_before(passage, token)
        others = word in THING_PRONOUNS | GROUP_PRONOUNS
        own = subjects_of_its_clause(token) if others else ()
        if any(passage.references.get(position) for position in own):
            # Before the sentence there is nobody whom we would prefer to a thing.
            persons = False if word in THING_PRONOUNS else None
            return self._subject_before(passage, token, persons=persons)
        if word in THING_PRONOUNS:
            if token.dep_ == "expl" or any(child.dep_ == "expl" for child in token.head.children):
                return None
            nearest = self._subject_before(passage, token, persons=False)
            nearest = nearest or subject_to_come(passage, token)
            if nearest is None and token.dep_ == "poss":  # "the minister spoke of its neighbour"
                nearest = self._subject_before(passage, token, persons=True)
            nearest = nearest or memory.near
            if nearest is not None:
                return nearest
            if memory.subject is not None and memory.subject.person is None:
                return memory.subject
            if token.dep_ != "poss":
                return None
            return memory.home or (memory.things[-1] if memory.things else None)
        if word in GROUP_PRONOUNS:
            return self._subject_before(passage, token, persons=None) or memory.subject
        if word in FIRST_PERSON:
            # Not in somebody's words it is the author, or who issues the statement.
            if word == "our" and memory.author is not None and not is_quoted(token):
                return memory.author
            if word in SINGULAR or not (memory.label or is_quoted(token)):
                return None
            return memory.label or memory.speaker
        if token.tag_ == "WP$":
            return self._whose(passage, token)
        if word in ("this", "these") and token.dep_ in ("nsubj", "nsubjpass"):
            return memory.subject
        return None

    @staticmethod
    def _whose(passage: Passage, token: Token) -> Reference | None:
        """ "Peru, whose ships patrolled": Peru's."""
        clause = token.head.head
        if clause.dep_ != "relcl":
            return None
        heads = [passage.references.get(head.i) for head in with_conjuncts(clause.head)]
        known = [reference for reference in heads if reference is not None]
        return merged(known) if known else None

    def _person_before(self, passage: Passage, token: Token) -> Reference | None:
        free = token.lower_.endswith("self")
        nearest = self._subject_before(passage, token, persons=True)
        if nearest is not None and (free or self._others(passage, token, [nearest])):
            return nearest
        subject = self.memory.subject
        known = [subject] if subject is not None and subject.person is not None else []
        if self._others(passage, token, known):
            return subject
        persons = self._others(passage, token, self.memory.persons)
        return persons[-1] if persons else None

    @staticmethod
    def _subject_before(
        passage: Passage, token: Token, *, persons: bool | None
    ) -> Reference | None:
        """The nearest actor earlier in the sentence, subjects first."""
        others: Reference | None = None
        own = subjects_of_its_clause(token)
        for position in range(token.i - 1, token.sent.start - 1, -1):
            reference = passage.references.get(position)
            if position in own:
                continue
            if reference is None or (
                persons is not None and is_person(passage.doc[position], reference) is not persons
            ):
                continue
            if passage.doc[position].dep_ in ("nsubj", "nsubjpass", "poss"):
                return reference
            others = others or reference
        return others


def merged(references: list[Reference]) -> Reference:
    """One reference for coordinated ones; the person is kept only when it is alone."""
    if len(references) == 1:
        return references[0]
    codes = tuple(dict.fromkeys(code for reference in references for code in reference.codes))
    name = " and ".join(dict.fromkeys(reference.name for reference in references))
    person = references[0].person if len(codes) == 1 else None
    return Reference(codes, name, person)
