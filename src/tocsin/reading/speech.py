"""Who says it: named speakers, anonymous ones, and the words that are theirs."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from tocsin.domain import Attribution, SpeechAct, Statement, derive_id
from tocsin.knowledge.nouns import nouns
from tocsin.reading.lexicon import lexicon
from tocsin.reading.passage import Passage, Reference, Speech
from tocsin.reading.registry import extractor
from tocsin.reading.syntax import VERBAL, clause_subjects, is_passive, subtree_span

UNNAMED = frozenset({"some", "others", "many", "several", "few", "most", "those"})
# Acts whose object alone is what is said: "denied the charge", "demanded a withdrawal".
TAKES_OBJECT = frozenset(SpeechAct) - {SpeechAct.ASSERTED}
MIN_WORDS = 5


@extractor("speech", needs={"dates"})
def find_speech(passage: Passage) -> None:
    """Find who says what, mark the events that rest on somebody's word, make the statements."""
    for sentence in passage.doc.sents:
        speeches = list(_speeches(passage, sentence))
        passage.speeches.extend(speeches)
        for speech in speeches:
            passage.statements.append(_statement(passage, sentence, speech))
        if not speeches and _asserts(passage, sentence):
            passage.statements.append(_own_statement(passage, sentence))
    _attribute_events(passage)


def _speeches(passage: Passage, sentence: Span) -> Iterator[Speech]:
    table = lexicon().speech
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ in VERBAL and (lemma, "v") in table:
            speech = _from_verb(passage, token, table[lemma, "v"])
        elif token.lower_ == "according":
            speech = _according(passage, token)
        elif token.pos_ == "NOUN" and (lemma, "n") in table:
            speech = _from_noun(passage, token, table[lemma, "n"])
        elif token.lower_ in nouns().hearsay and token.head.pos_ in VERBAL:
            span = subtree_span(token.head)
            words = Reference((), token.text)
            yield Speech(token.i, SpeechAct.ASSERTED, Attribution.ANONYMOUS, words, token.i, *span)
            continue
        else:
            continue
        if speech is not None:
            yield speech


def _from_verb(passage: Passage, verb: Token, act: SpeechAct) -> Speech | None:
    content = _content(verb, act)
    if content is None:
        return None
    if is_passive(verb):
        agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children]
        subjects = tuple(token for token in agents if token.dep_ == "pobj")
        if not subjects:
            return _unsaid(verb, act, content)
    else:
        subjects = clause_subjects(verb)
    for subject in subjects[:1]:
        named = speaker_of(passage, subject)
        if named is not None:
            attribution, reference = named
            return Speech(verb.i, act, attribution, reference, subject.i, *content)
    return None


def _unsaid(verb: Token, act: SpeechAct, content: tuple[int, int]) -> Speech | None:
    """ "is said to", "it is believed that": somebody says so, nobody knows who."""
    impersonal = any(c.lower_ == "it" and c.dep_ == "nsubjpass" for c in verb.children)
    infinitive = any(c.dep_ == "xcomp" for c in verb.children)
    if act is not SpeechAct.ASSERTED or not (impersonal or infinitive):
        return None
    words = Reference((), verb.text)
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
    if verb.dep_ == "parataxis" and verb.head.i < verb.i and verb.head.pos_ in VERBAL:
        # "X did it, officials said": the parser hangs the speaker under the speech
        return verb.sent.start, max(verb.left_edge.i, verb.sent.start + 1)
    objects = [child for child in verb.children if child.dep_ in ("dobj", "prep", "nsubjpass")]
    if act in TAKES_OBJECT and objects:
        chosen = next((child for child in objects if child.dep_ != "prep"), objects[0])
        if chosen.dep_ == "prep" and chosen.lower_ not in (
            "of",
            "for",
            "against",
            "about",
            "on",
            "to",
        ):
            return None
        return subtree_span(chosen)
    if act is SpeechAct.ASSERTED and verb.lemma_ in ("claim", "boast", "reiterate", "allege"):
        for child in objects:
            return subtree_span(child)
    return None


def _from_noun(passage: Passage, noun: Token, act: SpeechAct) -> Speech | None:
    """ "Belousov's claim that …", "a warning from Moscow that …"."""
    clause = next((child for child in noun.children if child.dep_ in ("acl", "ccomp")), None)
    if clause is None or clause.tag_ in ("VBN", "VBG"):
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
    if word in UNNAMED and token.pos_ in ("PRON", "DET", "ADJ", "NOUN"):
        inner = next((c for c in token.children if c.lower_ == "of"), None)
        words = (
            phrase if inner is None else passage.words(token.left_edge.i, token.right_edge.i + 1)
        )
        return Attribution.ANONYMOUS, Reference((), words)
    if token.i not in passage.mentions and token.pos_ != "PROPN":
        if lemma in nouns().anonymous or lemma in nouns().impersonal_sources:
            codes = reference.codes if reference is not None else ()
            if lemma in ("critic", "opponent", "supporter"):
                codes = ()
            return Attribution.ANONYMOUS, Reference(codes, phrase)
        if any(child.lower_ in UNNAMED | {"certain"} for child in token.children):
            codes = reference.codes if reference is not None else ()
            return Attribution.ANONYMOUS, Reference(codes, phrase)
    if reference is not None and reference.codes:
        if reference.person is None and token.pos_ not in ("PROPN", "PRON"):
            return Attribution.NAMED, reference._replace(name=phrase)
        return Attribution.NAMED, reference
    if token.pos_ == "PROPN":
        return Attribution.NAMED, Reference((), phrase)
    return None


def _short_phrase(token: Token) -> tuple[int, int]:
    """The noun phrase without its relative clauses."""
    left = token.left_edge.i
    end = token.i + 1
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "within", "from", "close"):
            end = child.right_edge.i + 1
        elif child.dep_ not in ("case",):
            break
    return left, end


def _statement(passage: Passage, sentence: Span, speech: Speech) -> Statement:
    evidence = passage.cite_sentence(sentence)
    speaker = speech.speaker
    text = passage.words(speech.start, speech.end)
    return Statement(
        id=derive_id("statement", evidence.report, evidence.start, speech.verb, text),
        speaker=speaker.name if speaker else None,
        speaker_code=speaker.codes[0] if speaker and speaker.codes else None,
        attribution=speech.attribution,
        speech_act=speech.act,
        text=text,
        about=passage.named_in(speech.start, speech.end),
        negated=_negated(passage, speech.start, speech.end),
        evidence=(evidence,),
    )


def _own_statement(passage: Passage, sentence: Span) -> Statement:
    evidence = passage.cite_sentence(sentence)
    return Statement(
        id=derive_id("statement", evidence.report, evidence.start, "own"),
        attribution=Attribution.NONE,
        speech_act=SpeechAct.ASSERTED,
        text=evidence.quote,
        about=passage.named_in(sentence.start, sentence.end),
        negated=_negated(passage, sentence.start, sentence.end),
        evidence=(evidence,),
    )


def _negated(passage: Passage, start: int, end: int) -> bool:
    root = passage.doc[start:end].root
    return any(child.dep_ == "neg" for child in root.children)


def _asserts(passage: Passage, sentence: Span) -> bool:
    """Whether the report itself says something about somebody here."""
    if sentence.end - sentence.start < MIN_WORDS or sentence.text.rstrip().endswith("?"):
        return False
    if sentence.root.pos_ not in VERBAL:
        return False
    return bool(passage.named_in(sentence.start, sentence.end))


def _attribute_events(passage: Passage) -> None:
    for coded in passage.coded:
        for speech in passage.speeches:
            if speech.start <= coded.trigger.i < speech.end and coded.trigger.i != speech.verb:
                coded.event = coded.event.model_copy(
                    update={
                        "attribution": speech.attribution,
                        "speaker": speech.speaker.name if speech.speaker else None,
                    }
                )
                break
