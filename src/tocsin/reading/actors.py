"""Actors: who is named in a passage, and whom the other noun phrases stand for.

Names come from the gazetteer; what refers back to them is resolved by
`references`, in the order of the text. A person counts for the state or
organisation they spoke for on the report's date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from tocsin.domain import Actor, ActorCode, ActorKind, Report
from tocsin.knowledge.names import AliasForm, Gazetteer, Hit, Sense
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.authors import whose_article
from tocsin.reading.memory import Memory
from tocsin.reading.passage import Deed, Mention, Passage, Reference
from tocsin.reading.references import Referrer, merged
from tocsin.reading.syntax import VERBAL, with_conjuncts
from tocsin.reading.titles import bears_another_title, state_of_bare_title

ADJECTIVES = frozenset({AliasForm.DEMONYM})
CITIES = frozenset({AliasForm.CAPITAL, AliasForm.METONYM})
DAYS = word_list("speech_days")
ISSUING = word_list("actors_issuing")
MAX_LABEL = 16
FORMER = frozenset({"former", "ex", "ex-", "onetime", "ousted", "deposed", "late"})


class ActorLinker:
    """Links the noun phrases of one report's passages to actors, in text order."""

    def __init__(
        self,
        report: Report,
        hits: Sequence[Hit],
        gazetteer: Gazetteer,
        kept: frozenset[ActorCode] = frozenset(),
    ) -> None:
        """hits: what the gazetteer finds in the report's text.

        kept: organs that stand for themselves, since the desk asks for them.
        """
        self.report = report
        self.kept = kept
        self.gazetteer = gazetteer
        self.memory = Memory()
        self.deeds: list[Deed] = []
        self.kinds: dict[ActorCode, ActorKind] = {}
        self.seats: dict[ActorCode, ActorCode] = {}
        self.referrer = Referrer(self.memory)
        self.hits = hits
        self.before: tuple[Reference, ...] = ()
        for hit in self.hits:
            code = self._whose(hit.senses[0])
            self.memory.totals[code] = self.memory.totals.get(code, 0) + 1
            self._know(code)
            for sense in hit.senses:
                if sense.form is AliasForm.PERSON:
                    self.memory.named_in_full.add(sense.code)

        ours = whose_article(report, self.hits, self.memory.totals, gazetteer)
        if ours is not None:
            self.memory.author = Reference((ours[0],), ours[1])

    def link(self, passage: Passage) -> None:
        """Fill `passage.mentions` and `passage.references`."""
        if passage.opens:
            self.before = tuple(self.memory.things[-4:])
        if passage.gap:
            self.memory.subject = None  # the sentence passed over was about something else
        passage.before = self.before
        passage.deeds, passage.counts = self.deeds, self.memory.counts
        passage.kinds, passage.seats = self.kinds, self.seats
        passage.totals = self.memory.totals
        passage.ours = self.memory.author.codes if self.memory.author is not None else ()
        last = passage.block.end
        for hit in self.hits[bisect_left(self.hits, passage.block.start, key=_start) :]:
            if hit.end > last:
                break
            self._add_mention(passage, hit)
        # The next stretch of this block has these before it.
        self.before += tuple(passage.named_before(len(passage.doc)))
        for sentence in passage.doc.sents:
            passage.topics[sentence.start] = self.memory.subject
            passage.homes[sentence.start] = self.memory.home
            for token in sentence:
                self._remember_untabled_person(passage, token)
            for token in sentence:
                if token.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"):
                    passage.references[token.i] = self.referrer.refer(passage, token)
            self._remember(passage, sentence.start, sentence.end)
            label = self._label(passage, sentence)
            if label is not None:
                self.memory.speaker = self.memory.subject = self.memory.home = label
                self.memory.label = label
                self.memory.persons.clear()

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
        if sense.form is AliasForm.PERSON:
            actor = self.gazetteer.actor(sense.code)
            if bears_another_title(actor, passage.doc, span.start):
                return  # a namesake, whom no table knows
        reference = self._reference_for(passage.doc, span.start, sense)
        self._mention(passage, span, reference, sense.form)

    def _mention(
        self, passage: Passage, span: Span, reference: Reference, form: AliasForm | None = None
    ) -> None:
        for code in reference.codes:
            self.memory.counts[code] = self.memory.counts.get(code, 0) + 1
            self._know(code)
        mention = Mention(
            *(span.start, span.end, span.root.i, reference),
            adjective=form in ADJECTIVES,
            city=form in CITIES,
        )
        for position in range(span.start, span.end):
            passage.mentions.setdefault(position, []).append(mention)

    def _know(self, code: ActorCode) -> None:
        if code not in self.kinds:
            self.kinds[code] = self.gazetteer.actor(code).kind
            self.seats[code] = self.gazetteer.home(code)

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
            return Reference((self._side_of(sense.code),), actor.name)
        word, between = _word_before_titles(doc, start)
        if word in FORMER:
            code = self.gazetteer.home(sense.code)
        elif word == "then":
            code = self._office_then(actor, doc, between, start)
        else:
            code = self.gazetteer.spoke_for(sense.code, self.report.published)
        return Reference((self._side_of(code),), actor.name, person=sense.code)

    def _whose(self, sense: Sense) -> ActorCode:
        """The code that a name counts for, before anything is parsed."""
        if sense.kind is not ActorKind.PERSON:
            return self._side_of(sense.code)
        return self._side_of(self.gazetteer.spoke_for(sense.code, self.report.published))

    def _side_of(self, code: ActorCode) -> ActorCode:
        """The UN for its agencies, a state for its army; the organ itself where the desk asks."""
        return code if code in self.kept else self.gazetteer.side_of(code, self.report.published)

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
        if token.text in DAYS or token.lower_ in nouns().agents:
            return
        titles = [child for child in token.children if child.dep_ in ("compound", "amod", "nmod")]
        owner = _owner_of_title(passage, token, titles)
        whose = state_of_bare_title(passage, self.memory, titles) if owner is None else None
        codes = whose.codes if whose is not None else ()
        if owner is not None:
            codes = passage.mentions[owner.i][0].reference.codes
        if not codes:
            return
        named = [
            child.text
            for child in titles
            if child.pos_ == "PROPN"
            and child.lower_ not in nouns().agents
            and child.i not in passage.mentions
        ]
        name = " ".join([*named, token.text])
        self.memory.surnames[token.text] = Reference(codes, name, person=name)

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
                if reference.person != reference.name:  # else no table has them
                    self._remember_offices(reference.person)
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
                subject = merged([found for found in joined if found is not None])
        memory.near = None if subject is not None else self._owner_spoken_of(passage, start, end)
        memory.home = subject or memory.home
        if subject is not None and not self._is_alliance(subject.codes[0]):
            memory.speaker = Reference(subject.codes[:1], subject.name)
        # A sentence about something else ends the thread that "it" could pick up.
        memory.subject = subject

    @staticmethod
    def _owner_spoken_of(passage: Passage, start: int, end: int) -> Reference | None:
        """ "There was trouble on Peru's coast": Peru, whom "its" may mean next."""
        for position in range(start, end):
            reference = passage.references.get(position)
            owns = passage.doc[position].dep_ == "poss" and position in passage.mentions
            if owns and reference is not None and reference.person is None:
                return reference
        return None

    def _remember_offices(self, person: str) -> None:
        """The words of the offices held on the report's day; of all, where the day is unknown."""
        if person in self.memory.offices:
            return
        roles = self.gazetteer.actor(person).roles
        day = self.report.published
        held = [role.office for role in roles if day is None or role.holds_on(day)]
        self.memory.offices[person] = frozenset(" ".join(held).lower().split())

    def _label(self, passage: Passage, sentence: Span) -> Reference | None:
        """ "3 May, Ministry of Defence, Kyiv.": a heading in the line, whose words follow."""
        if sentence.start != 0 or not passage.opens or sentence.end - sentence.start > MAX_LABEL:
            return None
        if any(token.pos_ in VERBAL for token in sentence) or sentence.end == len(passage.doc):
            return None
        bodies = [t for t in sentence if t.lemma_.lower() in ISSUING or t.lower_ in ISSUING]
        codes = passage.named_in(sentence.start, sentence.end)
        if not bodies or not codes:
            return None
        name = passage.words(bodies[0].left_edge.i, sentence.end)
        if bodies[0].left_edge.i == sentence.start:
            name = passage.words(bodies[0].i, sentence.end)
        return Reference(codes[:1], name)

    def _is_alliance(self, code: ActorCode) -> bool:
        kind = self.gazetteer.actor(code).kind
        return kind in (ActorKind.ALLIANCE, ActorKind.ORGANISATION)


def _start(hit: Hit) -> int:
    return hit.start


def _owner_of_title(passage: Passage, name: Token, titles: Sequence[Token]) -> Token | None:
    """The named actor whom the bearer of a title serves; None where no title says it."""
    below = [word for title in titles for word in title.children]
    for child in (*titles, *below):  # below: "Norway's deputy minister X", the state on the title
        if child.i in passage.mentions:
            return child if any(t.lower_ in nouns().agents for t in titles) else None
    for child in name.children:
        if child.dep_ == "appos" and child.lemma_.lower() in nouns().agents:
            for word in child.subtree:
                if word.i in passage.mentions:
                    return word
    envoy = name.head
    if name.dep_ == "appos" and envoy.lemma_.lower() in nouns().agents:  # "Chad's envoy, A. Zerbo"
        return next((child for child in envoy.children if child.i in passage.mentions), None)
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
