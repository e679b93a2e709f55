"""Actors: who is named in a passage, and whom the other noun phrases stand for.

Names come from the gazetteer; what refers back to them ("the Kremlin
spokesman", "Lavrov", "he", "the alliance") is resolved within the report, in
the order of the text. A person counts for the state or organisation they
spoke for on the report's date.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from tocsin.domain import Actor, ActorCode, ActorKind, Report
from tocsin.knowledge.names import AliasForm, Gazetteer, Hit, Sense
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.passage import Mention, Passage, Reference
from tocsin.reading.syntax import with_conjuncts

ADJECTIVES = frozenset({AliasForm.DEMONYM})
OF_WHOM = frozenset({"of", "from", "in", "within", "among"})
SPEAKING_FOR = OF_WHOM | {"for", "to"}
PERSON_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
THING_PRONOUNS = frozenset({"it", "its", "itself"})
FIRST_PERSON = frozenset({"we", "our", "us", "ours", "i", "my"})
GROUP_PRONOUNS = frozenset({"they", "them", "their", "themselves"})
FORMER = frozenset({"former", "ex", "ex-", "onetime", "ousted", "deposed", "late"})
QUANTIFIERS = word_list("actors_quantifiers")
INSTITUTIONS = word_list("actors_institutions")
FIGHTERS = word_list("actors_fighters")
PAIRED = word_list("actors_paired")
DEFINITE = frozenset({"the", "this", "that", "these", "its", "their", "those"})


@dataclass(slots=True)
class Memory:
    """Who has been named so far in a report; what pronouns and surnames refer back to."""

    persons: list[Reference] = field(default_factory=list)
    things: list[Reference] = field(default_factory=list)
    alliances: list[Reference] = field(default_factory=list)
    coalitions: list[Reference] = field(default_factory=list)
    groups: list[Reference] = field(default_factory=list)
    subject: Reference | None = None
    speaker: Reference | None = None
    surnames: dict[str, Reference] = field(default_factory=dict)
    named_in_full: set[str] = field(default_factory=set)
    counts: dict[ActorCode, int] = field(default_factory=dict)


class ActorLinker:
    """Links the noun phrases of one report's passages to actors, in text order."""

    def __init__(self, report: Report, gazetteer: Gazetteer) -> None:
        self.report = report
        self.gazetteer = gazetteer
        self.memory = Memory()
        self.hits = gazetteer.scan(report.text)
        for hit in self.hits:
            for sense in hit.senses:
                if sense.form is AliasForm.PERSON:
                    self.memory.named_in_full.add(sense.code)

    def link(self, passage: Passage) -> None:
        """Fill `passage.mentions` and `passage.references`."""
        first, last = passage.block.start, passage.block.end
        passage.before = tuple(self.memory.things[-4:])
        for hit in self.hits:
            if hit.start >= first and hit.end <= last:
                self._add_mention(passage, hit)
        for sentence in passage.doc.sents:
            passage.topics[sentence.start] = self.memory.subject
            for token in sentence:
                self._remember_untabled_person(passage, token)
            for token in sentence:
                if token.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"):
                    passage.references[token.i] = self._refer(passage, token)
            self._remember(passage, sentence.start, sentence.end)

    # -- names -------------------------------------------------------------

    def _add_mention(self, passage: Passage, hit: Hit) -> None:
        span = passage.doc.char_span(
            hit.start - passage.offset, hit.end - passage.offset, alignment_mode="expand"
        )
        if span is None:
            return
        sense = self._choose(hit)
        known = self.memory.surnames.get(span.text)
        if known is not None and known.person is not None and sense.form is AliasForm.SURNAME:
            self._mention(passage, span, known)
            return
        reference = self._reference_for(passage.doc, span.start, sense)
        self._mention(passage, span, reference, adjective=sense.form in ADJECTIVES)

    def _mention(
        self, passage: Passage, span: Span, reference: Reference, *, adjective: bool = False
    ) -> None:
        for code in reference.codes:
            self.memory.counts[code] = self.memory.counts.get(code, 0) + 1
        mention = Mention(span.start, span.end, span.root.i, reference, adjective)
        for position in range(span.start, span.end):
            passage.mentions.setdefault(position, []).append(mention)

    def _choose(self, hit: Hit) -> Sense:
        """The sense a reader would take: who was named in full, else who held office that day."""
        if len(hit.senses) == 1:
            return hit.senses[0]
        for sense in hit.senses:
            if sense.code in self.memory.named_in_full:
                return sense
        day = self.report.published
        persons = [sense for sense in hit.senses if sense.kind is ActorKind.PERSON]
        if day is not None:
            for sense in persons:
                if any(role.holds_on(day) for role in self.gazetteer.actor(sense.code).roles):
                    return sense
        return hit.senses[0]

    def _reference_for(self, doc: Doc, start: int, sense: Sense) -> Reference:
        actor = self.gazetteer.actor(sense.code)
        if sense.kind is not ActorKind.PERSON:
            return Reference((sense.code,), actor.name)
        word, between = _word_before_titles(doc, start)
        if word in FORMER:
            code = self.gazetteer.home(sense.code)
        elif word == "then":
            code = self._office_then(actor, doc, between, start)
        else:
            code = self.gazetteer.spoke_for(sense.code, self.report.published)
        return Reference((code,), actor.name, person=sense.code)

    def _office_then(self, actor: Actor, doc: Doc, first: int, start: int) -> ActorCode:
        """ "then-NATO secretary general X": for whom the title says; else the home state."""
        offset = doc[first].idx
        title = doc.text[offset : doc[start].idx]
        named = {sense.code for hit in self.gazetteer.scan(title) for sense in hit.senses}
        for role in actor.roles:
            if role.for_code in named:
                return role.for_code
        return self.gazetteer.home(actor.code)

    def _remember_untabled_person(self, passage: Passage, token: Token) -> None:
        """ "Ukrainian Deputy Minister Jane Doe": learn Doe, whom no table knows."""
        if token.pos_ != "PROPN" or token.i in passage.mentions or token.dep_ == "compound":
            return
        titles = [child for child in token.children if child.dep_ in ("compound", "amod", "nmod")]
        agent = any(child.lower_ in nouns().agents for child in titles)
        owner = next((child for child in titles if child.i in passage.mentions), None)
        if owner is None:
            owner = self._owner_in_apposition(passage, token)
            agent = owner is not None
        if owner is None and token.dep_ == "appos":  # "Chad's envoy, Amina Zerbo"
            envoy = token.head
            agent = envoy.lemma_.lower() in nouns().agents
            owner = next((child for child in envoy.children if child.i in passage.mentions), None)
        if owner is None or not agent:
            return
        named = [
            child.text
            for child in titles
            if child.pos_ == "PROPN"
            and child.lower_ not in nouns().agents
            and child.i not in passage.mentions
        ]
        codes = passage.mentions[owner.i][0].reference.codes
        name = " ".join([*named, token.text])
        if token.lower_ not in nouns().agents:
            self.memory.surnames[token.text] = Reference(codes, name, person=name)

    @staticmethod
    def _owner_in_apposition(passage: Passage, token: Token) -> Token | None:
        for child in token.children:
            if child.dep_ == "appos" and child.lemma_.lower() in nouns().agents:
                for below in child.subtree:
                    if below.i in passage.mentions:
                        return below
        return None

    # -- noun phrases ------------------------------------------------------

    def _refer(self, passage: Passage, token: Token) -> Reference | None:
        mentioned = passage.mentions.get(token.i)
        if mentioned:
            return _merged([mention.reference for mention in mentioned])
        word = token.lower_
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            return self._resolve_pronoun(passage, token, word)
        if token.text in self.memory.surnames:
            return self.memory.surnames[token.text]
        if token.pos_ == "PROPN" and token.lower_ not in nouns().agents:
            return None
        lemma = token.lemma_.lower()
        if lemma in nouns().agents or lemma in QUANTIFIERS or word in nouns().agents:
            return self._refer_by_modifier(passage, token) or self._refer_back(
                passage, token, lemma
            )
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
                    return _merged(references)
                if dep in ("poss", "compound") and child.pos_ in ("NOUN", "PROPN", "PRON"):
                    inner = self._refer(passage, child)
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
                            self._refer(passage, conjunct) for conjunct in with_conjuncts(below)
                        ]
                        known = [reference for reference in found if reference is not None]
                        if known:
                            return _merged(known)
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
            return self.memory.alliances[-1]
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
            if self.memory.persons:
                return self.memory.persons[-1]
            return self._subject_before(passage, token, persons=None) or self.memory.speaker
        if lemma == "country" and token.tag_ == "NN" and self.memory.things:
            return self.memory.things[-1]
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
        return _merged(sorted(often, key=order.index)) if len(often) > 1 else None

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
            return memory.speaker
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

    def _remember(self, passage: Passage, start: int, end: int) -> None:
        memory = self.memory
        subject: Reference | None = None
        for position in range(start, end):
            reference = passage.references.get(position)
            if reference is None or not reference.codes:
                continue
            token = passage.doc[position]
            if reference.person is not None:
                memory.persons.append(reference)
                surname = reference.name.split()[-1]
                memory.surnames.setdefault(surname, reference)
            else:
                memory.things.append(reference)
                kind = self.gazetteer.actor(reference.codes[0]).kind
                if kind is ActorKind.ARMED_GROUP:
                    memory.groups.append(reference)
                elif "coalition" in reference.name.lower():
                    memory.coalitions.append(reference)
                elif kind in (ActorKind.ALLIANCE, ActorKind.ORGANISATION):
                    memory.alliances.append(reference)
            if subject is None and token.dep_ in ("nsubj", "nsubjpass"):
                joined = [passage.references.get(t.i) for t in with_conjuncts(token)]
                subject = _merged([found for found in joined if found is not None])
        if subject is not None and not self._is_alliance(subject.codes[0]):
            memory.speaker = Reference(subject.codes[:1], subject.name)
        # A sentence about something else ends the thread that "it" could pick up.
        memory.subject = subject

    def _is_alliance(self, code: ActorCode) -> bool:
        kind = self.gazetteer.actor(code).kind
        return kind in (ActorKind.ALLIANCE, ActorKind.ORGANISATION)


def _named_in_apposition(passage: Passage, token: Token) -> Reference | None:
    """ "The former secretary general, Jens Stoltenberg": the name decides for whom."""
    for child in token.children:
        if child.dep_ == "appos":
            for mention in passage.mentions.get(child.i, ()):
                if mention.reference.person is not None:
                    return mention.reference
    return None


def _subject_to_come(passage: Passage, token: Token) -> Reference | None:
    """ "Despite its attack on Kuwait, Iraq …": the pronoun comes first."""
    for child in token.sent.root.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.i > token.i and token.dep_ == "poss":
            mentions = passage.mentions.get(child.i)
            return mentions[0].reference if mentions else None
    return None


def _word_before_titles(doc: Doc, start: int) -> tuple[str, int]:
    """The word before somebody's titles ("former", "then"), and where the titles begin.

    "former U.S. President X", "The former secretary general, X", "then-minister X".
    """
    position = start - 1
    if position >= 0 and doc[position].text == ",":
        position -= 1
    while position >= 0 and start - position < 9:
        token = doc[position]
        if token.lower_ in FORMER or token.lower_ == "then":
            return token.lower_, position + 1
        title = token.pos_ in ("PROPN", "NOUN", "ADJ") or token.lower_ in ("of", "-", "'s", "for")
        if not title:
            break
        position -= 1
    return "", start


def _merged(references: list[Reference]) -> Reference:
    """One reference for coordinated ones; the person is kept only when it is alone."""
    if len(references) == 1:
        return references[0]
    codes = tuple(dict.fromkeys(code for reference in references for code in reference.codes))
    name = " and ".join(dict.fromkeys(reference.name for reference in references))
    person = references[0].person if len(codes) == 1 else None
    return Reference(codes, name, person)
