"""What holds whatever was read: nothing from the future, no order, nothing invented."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.domain import Outcome

STATES = ("ARV", "BOR", "HAL")
KINDS = ("threat", "promise", "reassurance", "denial", "demand", "red_line", "offer", "rejection")
ACTS = ("ASSAULT", "AID", "SANCTION", "RETREAT", "MOBILIZE", "REJECT")
DEEDS = ("shell the port", "send tents", "close the border by 20 March", "free the crew")
CONDITIONS = (None, "Borland's soldiers cross the Tolm", "unless Borland leaves by 15 March")
TOLD = ("Arvia did shell the port.", "Halmark sent tents.", "Borland's soldiers crossed the Tolm.")
AS_OF = 30


def sides():
    return st.permutations(STATES).map(lambda states: tuple(states[:2]))


@st.composite
def reading(draw, world, earliest=1, latest=60):
    number = draw(st.integers(earliest, latest))
    publisher = draw(st.sampled_from(["Wire", "Monitor", "Post"]))
    source, target = draw(sides())
    if draw(st.booleans()):
        kind, deed = draw(st.sampled_from(KINDS)), draw(st.sampled_from(DEEDS))
        condition = draw(st.sampled_from(CONDITIONS))
        status = "negated" if kind in ("denial", "reassurance", "rejection") else "future"
        doer = (target, source) if kind == "demand" else (source, target)
        return world.reading(
            number,
            f"{source} to {target}: {deed}; {condition}.",
            world.signal(kind, source, target, consequence=deed, condition=condition),
            world.act(draw(st.sampled_from(ACTS)), *doer, status=status, trigger=deed.split()[0]),
            by=publisher,
        )
    text = draw(st.sampled_from(TOLD))
    return world.reading(
        number,
        text,
        world.act(
            draw(st.sampled_from(ACTS)),
            source,
            target,
            status=draw(st.sampled_from(["actual", "actual", "negated"])),
            attribution=draw(st.sampled_from(["none", "none", "anonymous"])),
        ),
        world.statement(text, source),
        by=publisher,
        grade=draw(st.sampled_from(["B", "E"])),
    )


@st.composite
def readings(draw, world, earliest=1, latest=60, most=12):
    return draw(st.lists(reading(world, earliest, latest), max_size=most))


@settings(max_examples=150)
@given(data=st.data())
def test_nothing_published_later_leaks_in(world, data):
    now = data.draw(readings(world, latest=AS_OF))
    later = data.draw(readings(world, earliest=AS_OF + 1, most=8))
    before = world.follow(now, AS_OF, similar=world.by_words)
    assert world.follow([*now, *later], AS_OF, similar=world.by_words) == before


@settings(max_examples=150)
@given(data=st.data())
def test_neither_order_nor_repetition_matters(world, data):
    found = data.draw(readings(world))
    shuffled = data.draw(st.permutations(found + found[:3]))
    assert world.follow(shuffled, similar=world.by_words) == world.follow(
        found, similar=world.by_words
    )


@settings(max_examples=150)
@given(data=st.data(), until=st.integers(1, 120))
def test_every_conclusion_cites_what_was_read_by_then_and_gives_its_reason(world, data, until):
    found = data.draw(readings(world))
    deeds = world.follow(found, until, similar=world.by_words)
    read = [each for each in found if each.report.published <= world.day(until)]
    ids = {item.id for each in read for item in (*each.events, *each.statements)}
    signals = {signal.id for each in read for signal in each.signals}
    for word in deeds.followed:
        assert {*word.condition_events, *word.deed_events, *word.against} <= ids
        assert word.because
        assert word.evidence
        if word.outcome is Outcome.KEPT and not word.refrains:
            assert word.deed_events
    assert signals <= deeds.by_utterance().keys()
    for line in deeds.red_lines:
        assert {*line.crossings, *line.came_after} <= ids


@settings(max_examples=100)
@given(data=st.data())
def test_shares_lie_in_their_intervals_and_count_what_they_cite(world, data):
    for record in world.follow(
        data.draw(readings(world, most=20)), similar=world.by_words
    ).track_records:
        assert 0 <= record.followed <= record.words == len(record.because)
        assert (record.share is None) == (record.words == 0)
        if record.share is not None:
            assert 0 <= record.low <= record.share <= record.high <= 1
        assert record.base_followed <= record.base_windows
