"""Words of consequence: red lines drawn and crossed, and words that were broken."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.alerts.grounds import Grounds, acts_as_wanted, is_about, weakest_of
from tocsin.alerts.registry import Found, rule
from tocsin.desk import AlertRule
from tocsin.domain import AlertWhen, Crossed, Outcome, RedLine


@rule(AlertWhen.RED_LINE)
def red_lines(wanted: AlertRule, grounds: Grounds) -> Iterator[Found]:
    """Red lines, when they are first drawn; said again, they are no news."""
    for line in _lines(wanted, grounds):
        first = line.evidence[:1]
        yield Found(
            item=line.id,
            what=f"{_drawn(line, grounds)}, as reported{_condition(line)}",
            evidence=line.evidence,
            standing=grounds.standing(line.id, first),
            published=line.drawn_on or grounds.published(first),
        )


@rule(AlertWhen.RED_LINE_CROSSED)
def crossed(wanted: AlertRule, grounds: Grounds) -> Iterator[Found]:
    """Red lines that an act has crossed."""
    for line in _lines(wanted, grounds):
        acts = grounds.known_events(line.crossings)
        if line.crossed is Crossed.YES and acts:
            shown = grounds.evidence_of(acts)
            yield Found(
                item=line.id,
                what=f"{_drawn(line, grounds)} has been crossed by "
                f"{grounds.name(line.crossed_by)}, as reported{_condition(line)}",
                evidence=(*shown, *line.evidence),
                standing=grounds.standing_of_events(acts),
                published=grounds.published(shown),
                day=line.crossed_on,
            )


@rule(AlertWhen.BROKEN)
def broken(wanted: AlertRule, grounds: Grounds) -> Iterator[Found]:
    """Threats, promises and denials held against deeds and found broken."""
    for word in grounds.assessment.followed:
        if (
            word.outcome is not Outcome.BROKEN
            or (wanted.kinds and word.kind not in wanted.kinds)
            or not acts_as_wanted(wanted, word.sender, word.receiver)
            or not is_about(
                wanted,
                (word.text, word.condition, word.consequence),
                (*word.sender, *word.receiver, *word.toward),
            )
        ):
            continue
        acts = grounds.known_events((*word.against, *word.deed_events))
        shown = grounds.evidence_of(acts)
        toward = f" toward {grounds.name(word.receiver)}" if word.receiver else ""
        said = grounds.standing(word.utterances[0], word.evidence[:1])
        days = [grounds.published(shown), word.deadline if word.deadline_passed else None]
        yield Found(
            item=word.id,
            what=f"{word.kind.replace('_', ' ')} by {grounds.name(word.sender)}{toward} counts as "
            f"broken, by what was reported: {word.because.rstrip('.')}",
            evidence=(*word.evidence[:1], *shown, *word.evidence[1:]),
            standing=weakest_of(filter(None, (said, grounds.standing_of_events(acts)))),
            published=max(filter(None, days), default=grounds.published(word.evidence)),
            day=word.deed_day or word.deadline,
        )


def _lines(wanted: AlertRule, grounds: Grounds) -> Iterator[RedLine]:
    for line in grounds.assessment.red_lines:
        texts = (line.place, line.condition, line.consequence)
        quotes = (cited.quote for cited in line.evidence)
        actors = (*line.drawn_by, *line.toward)
        if acts_as_wanted(wanted, line.drawn_by, line.toward) and is_about(
            wanted, (*texts, *quotes), actors
        ):
            yield line


def _drawn(line: RedLine, grounds: Grounds) -> str:
    toward = f" toward {grounds.name(line.toward)}" if line.toward else ""
    return f"red line of {grounds.name(line.drawn_by)}{toward}"


def _condition(line: RedLine) -> str:
    return f" ({line.condition})" if line.condition else ""
