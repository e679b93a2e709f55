"""What is done by saying it, where the verb of saying does not tell: "said it would shoot"."""

from __future__ import annotations

from tocsin.domain import Attribution, SignalKind, SpeechAct
from tocsin.knowledge.words import word_list
from tocsin.reading.held_out import conditional_threats
from tocsin.reading.passage import Passage, Speech
from tocsin.reading.signals import signals_of_speech
from tocsin.reading.stances import WILL
from tocsin.reading.syntax import VERBAL

# In this order: of two things done by the same words the first is the more telling.
BY_SIGNAL = {
    SignalKind.THREAT: SpeechAct.THREATENED,
    SignalKind.RED_LINE: SpeechAct.WARNED,
    SignalKind.WARNING: SpeechAct.WARNED,
    SignalKind.DENIAL: SpeechAct.DENIED,
    SignalKind.REASSURANCE: SpeechAct.DENIED,
    SignalKind.OFFER: SpeechAct.OFFERED,
    SignalKind.REJECTION: SpeechAct.REJECTED,
    SignalKind.PROMISE: SpeechAct.PROMISED,
    SignalKind.DEMAND: SpeechAct.DEMANDED,
}
# What a word of saying performs, and what its words may make of it.
OUTDOING = {
    SpeechAct.WARNED: {SpeechAct.THREATENED},
    SpeechAct.PROMISED: {SpeechAct.THREATENED},
    SpeechAct.REJECTED: {SpeechAct.DENIED},
}
JUDGING = word_list("speech_judging")
UNTRUE = word_list("speech_untrue")


def act_performed(passage: Passage, speech: Speech) -> SpeechAct:
    """The speech act of what is said; that of the word of saying where it tells one."""
    done = _done_by_content(passage, speech)
    if speech.act is not SpeechAct.ASSERTED:
        return done if done in OUTDOING.get(speech.act, ()) else speech.act
    if passage.doc[speech.verb].lemma_.lower() in JUDGING and done is not SpeechAct.DENIED:
        return speech.act  # praising and condemning tell of what lies behind
    if done is SpeechAct.ASSERTED and _predicts(passage, speech):
        return SpeechAct.PREDICTED
    return done


def _done_by_content(passage: Passage, speech: Speech) -> SpeechAct:
    kinds = {kind for kind, *_ in signals_of_speech(passage, speech)}
    sentence = passage.doc[speech.verb].sent
    if speech.attribution is Attribution.NAMED:
        kinds |= {
            kind
            for kind, _, _, verb in conditional_threats(passage, sentence)
            if speech.start <= verb.i < speech.end
        }
    for kind, act in BY_SIGNAL.items():
        if kind in kinds:
            ahead = kind is SignalKind.REASSURANCE and _binds_itself(passage, speech)
            return SpeechAct.PROMISED if ahead else act
    return SpeechAct.ASSERTED


def _binds_itself(passage: Passage, speech: Speech) -> bool:
    """ "We will not fire first" promises, "we seek no war" only denies."""
    words = passage.doc[speech.start : speech.end]
    return any(token.tag_ == "MD" and token.lower_ in WILL for token in words)


def _predicts(passage: Passage, speech: Speech) -> bool:
    """Whether a prediction stands in what is said."""
    words = passage.doc[speech.start : speech.end]
    if not any(token.pos_ in VERBAL for token in words):
        return False
    first = passage.offset + words.start_char
    last = passage.offset + words.end_char
    return any(
        prediction.evidence[0].start < last and first < prediction.evidence[0].end
        for prediction in passage.predictions
    )
