"""Who says it: named speakers, anonymous ones, and the words that are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from tocsin.domain import Attribution, SpeechAct, Status
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.continuing import HE, Heard, quoted_on, same_speaker
from tocsin.reading.lexicon import lexicon
from tocsin.reading.passage import Passage, Reference, Speech
from tocsin.reading.references import DEFINITE, FIRST_PERSON
from tocsin.reading.registry import extractor
from tocsin.reading.sayings import (
    act_of_verb,
    content_of,
    introduces_quotation,
    wishes_no_name,
)
from tocsin.reading.status import status_of
from tocsin.reading.syntax import VERBAL, clause_subjects, is_passive, subtree_span

CONVINCED = word_list("speech_convinced")
OWN = frozenset({"country", "nation", "government", "people", "army", "navy", "side", "military"})
PEOPLE = word_list("speech_people")
UNNAMED_IF_INDEFINITE = word_list("speech_unnamed_if_indefinite")
UNNAMED = frozenset({"some", "others", "many", "several", "few", "most"})


@extractor("speakers", together=True)
def find_speech(passages: Sequence[Passage]) -> None:
    """Find who says what, and let "we" in what they say stand for them."""
    heard = Heard()
    for passage in passages:
        sentences = list(passage.doc.sents)
        told = [list(_speeches(passage, sentence)) for sentence in sentences]
        for at, (sentence, speeches) in enumerate(zip(sentences, told, strict=True)):
            heard.go_on(passage)
            if not speeches:
                following = told[at + 1] if at + 1 < len(told) else []
                on = quoted_on(passage, sentence, heard, following)
                speeches = [] if on is None else [on]
            said = any(speech.start <= sentence.root.i < speech.end for speech in speeches)
            for subject in () if said else clause_subjects(sentence.root)[:1]:
                heard.present(subject, speaker_of(passage, subject))
            later: list[Speech] = []
            for found in sorted(speeches, key=lambda speech: speech.verb):
                speech = same_speaker(passage, found, heard)
                if speech.speaker is None and speech.holder is not None:
                    continue  # "he", and nobody was heard
                if passage.doc[speech.verb].lower_ == "according":
                    later.append(speech)  # "according to an aide, he …" is not the aide
                else:
                    heard.note(passage, speech)
                passage.speeches.append(speech)
                _let_stand_for(passage, speech)
            for speech in later:
                heard.note(passage, speech)


def _let_stand_for(passage: Passage, speech: Speech) -> None:
    """ "We" and "our country" in what somebody says are the speaker's."""
    if speech.speaker is None:
        return
    for position in range(speech.start, speech.end):
        own = _is_own_country(passage.doc[position]) and speech.speaker.codes
        unknown = passage.references.get(position) is None
        if passage.doc[position].lower_ in FIRST_PERSON or (own and unknown):
            passage.references[position] = speech.speaker


def _is_own_country(noun: Token) -> bool:
    """ "His country", "their army", in what somebody says."""
    return noun.lemma_.lower() in OWN and any(
        child.dep_ == "poss" and child.tag_ == "PRP$" for child in noun.children
    )


def _speeches(passage: Passage, sentence: Span) -> Iterator[Speech]:
    table = lexicon().speech
    for token in sentence:
        lemma = token.lemma_.lower()
        verbal = token.pos_ in VERBAL or _is_misread_verb(token)
        act = act_of_verb(token) if verbal else None
        if act is not None:
            speech = _from_verb(passage, token, act)
        elif verbal and introduces_quotation(token):
            speech = _before_quotation(passage, token)
        elif token.pos_ == "ADJ" and lemma in CONVINCED:
            speech = _from_adjective(passage, token)
        elif token.lower_ == "according":
            speech = _according(passage, token)
        elif token.pos_ == "NOUN" and (lemma, "n") in table:
            speech = _from_noun(passage, token, table[lemma, "n"])
        elif token.lower_ in nouns().hearsay and token.head.pos_ in VERBAL:
            span = subtree_span(token.head)
            words = Reference((), f"not named (“{token.text}”)")
            yield Speech(token.i, SpeechAct.ASSERTED, Attribution.ANONYMOUS, words, token.i, *span)
            continue
        else:
            continue
        if speech is not None:
            yield speech


def _from_verb(passage: Passage, verb: Token, act: SpeechAct) -> Speech | None:
    content = content_of(verb, act)
    if content is None or wishes_no_name(verb) or not _was_said(verb):
        return None
    if is_passive(verb):
        agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children]
        subjects = tuple(token for token in agents if token.dep_ == "pobj")
        if not subjects:
            return _unsaid(verb, act, content)
    else:
        subjects = clause_subjects(verb)
    named = [found for subject in subjects if (found := speaker_of(passage, subject)) is not None]
    if not named and subjects and subjects[0].lower_ in HE:
        return Speech(verb.i, act, Attribution.NAMED, None, subjects[0].i, *content)
    if not named:
        return None
    attribution, reference = named[0]
    for other, more in named[1:]:
        if other is attribution:
            codes = tuple(dict.fromkeys((*reference.codes, *more.codes)))
            reference = Reference(codes, f"{reference.name} and {more.name}")
    return Speech(verb.i, act, attribution, reference, subjects[0].i, *content)


def _was_said(verb: Token) -> bool:
    """Not so in "will demand", "did not say", "if it asks for help", "plans to announce"."""
    if any(c.tag_ == "MD" and c.dep_ == "aux" for c in verb.children):
        return False
    status = status_of(verb, lexicon().governors)
    return status in (Status.ACTUAL, Status.HYPOTHETICAL)


def _before_quotation(passage: Passage, verb: Token) -> Speech | None:
    """ "The envoy was blunt: "We are leaving."": the words behind the colon are the subject's."""
    for subject in clause_subjects(verb)[:1]:
        named = speaker_of(passage, subject)
        if named is not None:
            colon = next(token.i for token in verb.doc[verb.i :] if token.text == ":")
            end = verb.sent.end
            return Speech(verb.i, SpeechAct.ASSERTED, *named, subject.i, colon + 1, end)
    return None


def _is_misread_verb(token: Token) -> bool:
    """ "Sources close to the Kremlin claim that …": a noun to the tagger, with a subject."""
    deps = {child.dep_ for child in token.children}
    return token.pos_ == "NOUN" and {"nsubj", "ccomp"} <= deps


def _from_adjective(passage: Passage, adjective: Token) -> Speech | None:
    """ "Some members are concerned that …"."""
    clause = next((c for c in adjective.children if c.dep_ == "ccomp"), None)
    if clause is None or adjective.head.pos_ not in VERBAL:
        return None
    for subject in clause_subjects(adjective.head)[:1]:
        named = speaker_of(passage, subject)
        if named is not None:
            span = subtree_span(clause)
            return Speech(adjective.i, SpeechAct.ASSERTED, *named, subject.i, *span)
    return None


def _unsaid(verb: Token, act: SpeechAct, content: tuple[int, int]) -> Speech | None:
    """ "is said to", "it is believed that": somebody says so, nobody knows who."""
    impersonal = any(c.lower_ == "it" and c.dep_ == "nsubjpass" for c in verb.children)
    infinitive = any(c.dep_ == "xcomp" for c in verb.children)
    if act is not SpeechAct.ASSERTED or not (impersonal or infinitive):
        return None
    words = Reference((), f"not named (“{verb.text}”)")
    return Speech(verb.i, act, Attribution.ANONYMOUS, words, None, *content)


def _from_noun(passage: Passage, noun: Token, act: SpeechAct) -> Speech | None:
    """ "Belousov's claim that …", "a warning from Moscow that …"."""
    clause = next((child for child in noun.children if child.dep_ in ("acl", "ccomp")), None)
    finite = clause is not None and any(child.dep_ == "nsubjpass" for child in clause.children)
    if clause is None or (clause.tag_ in ("VBN", "VBG") and not finite):
        return None
    for child in noun.children:
        holder = child if child.dep_ == "poss" else None
        if child.dep_ == "prep" and child.lower_ in ("from", "by"):
            holder = next((below for below in child.children if below.dep_ == "pobj"), None)
        if holder is not None:
            named = speaker_of(passage, holder)
            if named is not None:
                attribution, reference = named
                return Speech(noun.i, act, attribution, reference, holder.i, *subtree_span(clause))
    return None


def _according(passage: Passage, token: Token) -> Speech | None:
    for descendant in token.subtree:
        if descendant.dep_ == "pobj":
            named = speaker_of(passage, descendant)
            attribution, reference = named or (
                Attribution.ANONYMOUS,
                Reference((), passage.words(*subtree_span(descendant))),
            )
            start, end = token.sent.start, token.sent.end
            last = descendant.right_edge.i + 1
            span = (start, token.i) if token.i - start > end - last else (last, end)
            if span[1] - span[0] < 2:
                return None
            return Speech(token.i, SpeechAct.ASSERTED, attribution, reference, descendant.i, *span)
    return None


def speaker_of(passage: Passage, token: Token) -> tuple[Attribution, Reference] | None:
    """Whether a noun phrase can speak, and as whom; None for what cannot ("the statement")."""
    lemma, word = token.lemma_.lower(), token.lower_
    phrase = passage.words(*_short_phrase(token))
    reference = passage.references.get(token.i)
    for child in token.children:  # "Arvia's foreign minister, Ilse Maran"
        apposed = passage.references.get(child.i)
        if child.dep_ == "appos" and apposed is not None and apposed.person is not None:
            return Attribution.NAMED, apposed
        titled = reference is not None or lemma in nouns().agents | nouns().person_nouns
        if child.dep_ == "appos" and child.pos_ == "PROPN" and titled:
            name = passage.words(*_short_phrase(child))
            codes = reference.codes if reference is not None else ()
            return Attribution.NAMED, Reference(codes, name, person=name)
    if word in UNNAMED and token.pos_ in ("PRON", "DET", "ADJ", "NOUN"):
        inner = next((c for c in token.children if c.lower_ == "of"), None)
        words = (
            phrase if inner is None else passage.words(token.left_edge.i, token.right_edge.i + 1)
        )
        return Attribution.ANONYMOUS, Reference((), words)
    if token.pos_ != "PROPN":
        if lemma in nouns().anonymous or lemma in nouns().impersonal_sources:
            codes = reference.codes if reference is not None else ()
            if lemma in ("critic", "opponent", "supporter"):
                codes = ()
            return Attribution.ANONYMOUS, Reference(codes, phrase)
        vague = UNNAMED | {"certain"}
        if lemma in UNNAMED_IF_INDEFINITE:
            vague = vague | {"a", "an", "one", "two", "three"}
        if any(child.lower_ in vague for child in token.children):
            codes = reference.codes if reference is not None else ()
            return Attribution.ANONYMOUS, Reference(codes, phrase)
    if reference is not None and reference.codes:
        if any(child.tag_ == "WP$" for child in token.children):
            return Attribution.NAMED, reference  # "the group, whose commanders deny it"
        if token.i not in passage.mentions and token.pos_ != "PRON":
            if reference.person is not None and _is_one(token):
                return Attribution.NAMED, reference
            return Attribution.NAMED, reference._replace(name=phrase)
        return Attribution.NAMED, _as_written(passage, token, reference)
    if token.pos_ == "PROPN":
        return Attribution.NAMED, Reference((), phrase)
    if (
        lemma in nouns().agents | nouns().person_nouns | PEOPLE
    ):  # "the movement's leader", "farmers"
        one = _is_one(token) and any(
            c.lower_ in DEFINITE or c.dep_ == "poss" for c in token.children
        )
        return (Attribution.NAMED if one else Attribution.ANONYMOUS), Reference((), phrase)
    return None


def _is_one(token: Token) -> bool:
    return token.tag_ in ("NN", "NNP")


def _as_written(passage: Passage, token: Token, reference: Reference) -> Reference:
    """States and groups speak under the name in the report ("Beijing"), persons under their own."""
    mentions = passage.mentions.get(token.i, ())
    if len(mentions) != 1 or reference.person is not None:
        return reference
    return reference._replace(name=passage.words(mentions[0].start, mentions[0].end))


def _short_phrase(token: Token) -> tuple[int, int]:
    """The noun phrase without its relative clauses."""
    end = token.i + 1
    for child in token.rights:
        belonging = child.dep_ == "prep" and child.lower_ in ("of", "in", "within", "from", "close")
        initiated = child.dep_ in ("amod", "acl") and child.lemma_ in ("close", "familiar", "aware")
        if belonging or initiated:
            end = child.right_edge.i + 1
        elif child.dep_ != "case":
            break
    return token.left_edge.i, end
