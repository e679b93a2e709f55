"""Who says it: named speakers, anonymous ones, and the words that are theirs."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from tocsin.domain import Attribution, SpeechAct
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.lexicon import lexicon
from tocsin.reading.passage import Passage, Reference, Speech
from tocsin.reading.registry import extractor
from tocsin.reading.syntax import VERBAL, clause_subjects, is_passive, subtree_span

FIRST_PERSON = frozenset({"we", "our", "us", "i", "my", "ourselves"})
CONVINCED = word_list("speech_convinced")
UNNAMED_IF_INDEFINITE = word_list("speech_unnamed_if_indefinite")
UNNAMED = frozenset({"some", "others", "many", "several", "few", "most"})
# Acts whose object alone is what is said: "denied the charge", "demanded a withdrawal".
TAKES_OBJECT = frozenset(SpeechAct) - {SpeechAct.ASSERTED}


@extractor("speakers")
def find_speech(passage: Passage) -> None:
    """Find who says what, and let "we" in what they say stand for them."""
    for sentence in passage.doc.sents:
        for speech in _speeches(passage, sentence):
            passage.speeches.append(speech)
            for position in range(speech.start, speech.end):
                if passage.doc[position].lower_ in FIRST_PERSON and speech.speaker is not None:
                    passage.references[position] = speech.speaker


def _speeches(passage: Passage, sentence: Span) -> Iterator[Speech]:
    table = lexicon().speech
    for token in sentence:
        lemma = token.lemma_.lower()
        if (lemma, "v") in table and (token.pos_ in VERBAL or _is_misread_verb(token)):
            speech = _from_verb(passage, token, table[lemma, "v"])
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
    content = _content(verb, act)
    if content is None or any(c.tag_ == "MD" and c.dep_ == "aux" for c in verb.children):
        return None  # "will demand": nothing has been said yet
    if is_passive(verb):
        agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children]
        subjects = tuple(token for token in agents if token.dep_ == "pobj")
        if not subjects:
            return _unsaid(verb, act, content)
    else:
        subjects = clause_subjects(verb)
    named = [found for subject in subjects if (found := speaker_of(passage, subject)) is not None]
    if not named:
        return None
    attribution, reference = named[0]
    for other, more in named[1:]:
        if other is attribution:
            codes = tuple(dict.fromkeys((*reference.codes, *more.codes)))
            reference = Reference(codes, f"{reference.name} and {more.name}")
    return Speech(verb.i, act, attribution, reference, subjects[0].i, *content)


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


def _content(verb: Token, act: SpeechAct) -> tuple[int, int] | None:
    """`[start, end)` of what is said; None where the verb says nothing here."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and child.pos_ in VERBAL | {"ADJ", "NOUN"}:
            bare = child.dep_ == "xcomp" and not is_passive(verb) and verb.lemma_ != "claim"
            if act is SpeechAct.ASSERTED and bare:
                continue
            if child.i < verb.i and ":" in verb.doc[child.i : verb.i].text:
                continue  # "One thing is clear: X says …"
            return subtree_span(child)
    in_statement = _in_statement(verb)
    if in_statement is not None:
        return subtree_span(in_statement)
    if _trails(verb):
        return verb.sent.start, max(verb.left_edge.i, verb.sent.start + 1)
    if verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ == "mark" for c in verb.children):
        return _rest_of_sentence(verb)
    objects = [child for child in verb.children if child.dep_ in ("dobj", "prep", "nsubjpass")]
    if act in TAKES_OBJECT and objects:
        things = [child for child in objects if not _is_addressed(child) and _is_content(child)]
        if not things:
            return None
        chosen = next((child for child in things if child.dep_ != "prep"), things[0])
        return subtree_span(chosen)
    if verb.lemma_ in ("accuse", "blame"):
        charge = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("of", "for"))
        return next((subtree_span(child) for child in charge), None)
    if act is SpeechAct.ASSERTED and verb.lemma_ in ("claim", "boast", "reiterate", "allege"):
        for child in objects:
            return subtree_span(child)
    return None


def _in_statement(verb: Token) -> Token | None:
    """ "said in a statement that …": the parser hangs the clause under the statement."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "at", "on"):
            for noun in child.children:
                for clause in noun.children:
                    if clause.dep_ in ("acl", "ccomp") and any(
                        mark.dep_ == "mark" and mark.lower_ == "that" for mark in clause.children
                    ):
                        return clause
    return None


def _trails(verb: Token) -> bool:
    """ "X did it, officials said": the parser hangs the speaker under the speech, or beside it."""
    head = verb.head
    if verb.dep_ not in ("parataxis", "conj") or head.i > verb.i or head.pos_ not in VERBAL:
        return False
    own = any(child.dep_ == "nsubj" for child in verb.children)
    joined = any(child.dep_ == "cc" and child.i < verb.i for child in head.children)
    return own and not joined


def _rest_of_sentence(verb: Token) -> tuple[int, int]:
    """ "As X announced, Y will …": what X announced is the main clause."""
    start, end = subtree_span(verb)
    sentence = verb.sent
    before, after = start - sentence.start, sentence.end - end
    return (sentence.start, start) if before > after else (end, sentence.end)


def _is_content(child: Token) -> bool:
    """ "demanded on Monday": a phrase of time says nothing of what was demanded."""
    return child.dep_ != "prep" or child.lower_ in (
        "of",
        "for",
        "against",
        "about",
        "over",
        "to",
        "with",
    )


def _is_addressed(child: Token) -> bool:
    """ "warned the alliance against …": the object is who hears it, not what is said."""
    return child.dep_ == "dobj" and any(
        other.dep_ == "prep" and other.lower_ in ("against", "of", "about", "over", "with")
        for other in child.head.children
    )


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
        if child.dep_ == "appos" and child.pos_ == "PROPN" and reference is not None:
            name = passage.words(*_short_phrase(child))
            return Attribution.NAMED, Reference(reference.codes, name, person=name)
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
        if token.i not in passage.mentions and token.pos_ != "PRON":
            return Attribution.NAMED, reference._replace(name=phrase)
        return Attribution.NAMED, reference
    if token.pos_ == "PROPN":
        return Attribution.NAMED, Reference((), phrase)
    return None


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
