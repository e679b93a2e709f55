"""Who is who: the names and kinds behind actor codes, on both sides of an exchange."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin.domain import ActorCode, ActorKind, ActorMention, Reading

Cast = Mapping[ActorCode, ActorMention]


def cast_of(mentions: Iterable[ActorMention]) -> Cast:
    """Actors by code; the first mention of a code names it."""
    found: dict[ActorCode, ActorMention] = {}
    for mention in mentions:
        found.setdefault(mention.code, mention)
    return found


def member(code: ActorCode, cast: Cast) -> ActorMention:
    """The actor of a code; one that nobody names goes by its code."""
    return cast.get(code) or _known(code)


def named(reading: Reading, cast: Cast) -> Reading:
    """The reading with a mention of every actor that its items use.

    Those that its report is not said to name have none to count: 0.
    """
    mentioned = {mention.code for mention in reading.mentions}
    missing = [code for code in dict.fromkeys(reading.codes()) if code not in mentioned]
    if not missing:
        return reading
    added = tuple(member(code, cast).model_copy(update={"mentions": 0}) for code in missing)
    return reading.model_copy(update={"mentions": (*reading.mentions, *added)})


def kind_of(word: object, code: ActorCode) -> ActorKind:
    """The kind that a form states, else what a code of that shape usually is."""
    if isinstance(word, str) and word in set(ActorKind):
        return ActorKind(word)
    return _known(code).kind


def _known(code: ActorCode) -> ActorMention:
    from tocsin.domain import UsageError
    from tocsin.knowledge import gazetteer

    try:
        actor = gazetteer().actor(code)
    except UsageError:
        # ISO 3166 has three capital letters for every state; ours for others are words or acronyms.
        state = len(code) == 3 and code.isalpha() and code.isupper()
        kind = ActorKind.STATE if state else ActorKind.ORGANISATION
        return ActorMention(code=code, name=code, kind=kind, mentions=0)
    return ActorMention(code=actor.code, name=actor.name, kind=actor.kind, mentions=0)
