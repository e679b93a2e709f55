"""One word held against the deeds that came after it: kept, broken, pending or unclear."""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.domain import (
    ConditionState,
    DeedState,
    Followed,
    Outcome,
    SignalKind,
    derive_id,
)
from tocsin.knowledge.deeds import Manner
from tocsin.ledger.deeds.announced import (
    Announced,
    announced_by,
    deeds_among,
    is_deed,
    is_of_kind,
)
from tocsin.ledger.deeds.attesting import Attested, attest, weigh
from tocsin.ledger.deeds.cases import Case, Judgement
from tocsin.ledger.deeds.conditions import Trial, is_later, try_condition
from tocsin.ledger.deeds.deadlines import Deadline, find_deadline
from tocsin.ledger.deeds.gathering import Word
from tocsin.ledger.deeds.likeness import Likeness
from tocsin.ledger.deeds.quantity import falls_short
from tocsin.ledger.deeds.refusals import taken_back, turned_down
from tocsin.ledger.deeds.sightings import Book
from tocsin.ledger.quantities import differ, quantities_in

GRACE = timedelta(days=2)
"""A deed told without a date so soon after the deadline may have been done in time."""

DENIED_LATELY = timedelta(days=30)
"""A denial is about what was told in so many days before it."""

SOON_TOLD = timedelta(days=7)
"""What is told without a date so soon after a denial is what was denied, not a new act."""


def judge(word: Word, book: Book, likeness: Likeness) -> Followed:
    """What became of one word by the day of the book; the rules are in docs/deeds.md."""
    said, announced = word.first.said, announced_by(word.first)
    if said is None or announced is None:
        return _written(word, announced, Judgement(Outcome.UNCLEAR, _not_followed(word)))
    trial = try_condition(word, said, book, likeness)
    announced = announced.also_toward(trial.by) if _answers(word, trial) else announced
    case = Case(word, said, announced, _deadline_of(word), trial, book, likeness)
    if announced.manner is Manner.DENIES:
        found = _denied(case)
    elif announced.manner is Manner.REFRAINS:
        found = _refrained(case)
    else:
        found = _done(case)
    return _written(word, announced, found, case, followed_by_deed(case))


def _answers(word: Word, trial: Trial) -> bool:
    """Whether the deed may hit whoever brought the condition about, receiver or not."""
    menace = (SignalKind.THREAT, SignalKind.RED_LINE)
    return word.first.kind in menace and trial.state is ConditionState.MET


def _not_followed(word: Word) -> str:
    first = word.first
    if first.said is None:
        return "The report that has it bears no date, so nothing can be said to have come after."
    if first.kind is SignalKind.ACCUSATION:
        return "An accusation announces no deed."
    if first.kind is SignalKind.WARNING:
        return "What it warns of could not be read as an act."
    return "The words do not say whose deed it is."


def _deadline_of(word: Word) -> Deadline | None:
    """The first deadline that is set for the deed: in its words, else in the sentence."""
    if word.first.kind in (SignalKind.REJECTION, SignalKind.DENIAL):
        return None  # what they date is the past
    for uttered in word.utterances:
        if uttered.said is None:
            continue
        text = uttered.text if uttered.kind is not SignalKind.RED_LINE else ""
        found = find_deadline(text, uttered.said)
        sentence = " ".join(item.quote for item in uttered.evidence)
        if found is None and uttered.condition is None:
            found = find_deadline(sentence, uttered.said, strict=True)
        if found is not None:
            return found
    return None


def _seen(case: Case, since: date, last: date) -> Attested:
    """The deed between two days, the first that is well attested.

    What was done on the day of the word may have come before it; what was done
    on the day its condition came is the answer to it.
    """
    announced = case.announced
    same = since > case.said
    told = (
        sighting
        for sighting in case.book.done(announced.doer, announced.deeds, since, last)
        if is_later(sighting, since, or_same=same)
    )
    return attest(deeds_among(announced, told, case.likeness), case.book)


def _done(case: Case) -> Judgement:
    """A word that something will be done."""
    trial = case.trial
    if trial.state is ConditionState.MET or trial.state is ConditionState.NONE:
        return _tested(case, case.said if trial.early else trial.since or case.said)
    early = _seen(case, case.said, case.book.as_of)
    if trial.fulfilled and early.state is DeedState.SEEN:
        because = f"The deed came on {early.day} although what was demanded had been done."
        return Judgement(Outcome.BROKEN, because, early)
    if early.state is not DeedState.NOT_SEEN:
        come = "was not seen to come" if trial.state is ConditionState.NOT_MET else "is unclear"
        because = f"The deed is told of on {early.day}, but its condition {come}. {trial.because}"
        return Judgement(Outcome.UNCLEAR, because, early)
    if trial.closed or (trial.state is ConditionState.UNCLEAR and trial.events):
        return Judgement(Outcome.UNCLEAR, trial.because)
    return Judgement(Outcome.PENDING, trial.because)


def _tested(case: Case, since: date) -> Judgement:
    deed = _seen(case, since, case.book.as_of)
    if deed.state is DeedState.SEEN:
        return _carried_out(case, deed)
    # A warning is not its sender's word to keep, so that nothing takes it back.
    undone = None if case.word.first.kind is SignalKind.WARNING else taken_back(case, since)
    if undone is not None:
        return undone
    if deed.state is DeedState.UNCLEAR:
        because = f"The deed is told of on {deed.day}, but {deed.because}."
        return Judgement(Outcome.UNCLEAR, because, deed, deed.denied_in)
    return _lapsed(case, since)


def _carried_out(case: Case, deed: Attested) -> Judgement:
    short = falls_short(case.word, deed.told)
    if short is not None:
        because = f"Done in part on {deed.day}: {short}."
        return Judgement(Outcome.UNCLEAR, because, deed, deed.denied_in, DeedState.UNCLEAR)
    because = f"{_came_first(case)}one on {deed.day}, {deed.because}."
    limit, day = case.deadline, deed.day
    if limit is not None and not limit.lasting and day is not None and day > limit.day:
        late = (day - limit.day).days
        if all(told.dated for told in deed.told) or late > GRACE.days:
            because = f"Done on {day}, {_days(late)} after the deadline of {limit.day}."
            return Judgement(case.announced.rule.late, because, deed, deed.denied_in)
    return Judgement(Outcome.KEPT, because, deed, deed.denied_in)


def _came_first(case: Case) -> str:
    trial = case.trial
    if trial.state is not ConditionState.MET:
        return "D"
    return f"{trial.because} D" if trial.because else f"Its condition came on {trial.since}; d"


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count} days"


def _lapsed(case: Case, since: date) -> Judgement:
    """Nothing was done so far."""
    book, limit = case.book, case.deadline
    if case.word.first.kind is SignalKind.OFFER and (turned := turned_down(case)) is not None:
        return turned
    if limit is None or limit.lasting:
        waiting = (book.as_of - since).days
        because = f"{case.trial.because} No deadline, and not done in {_days(waiting)}.".lstrip()
        return Judgement(Outcome.PENDING, because)
    if not case.over:
        because = f"{case.trial.because} Not done so far; the deadline is {limit.day}.".lstrip()
        return Judgement(Outcome.PENDING, because)
    similar = [
        s
        for s in book.done(case.announced.doer, case.announced.deeds, since, book.as_of)
        if is_later(s, since) and is_of_kind(case.announced, s)
    ]
    if similar:
        because = (
            f"An act of this kind is told of on {similar[0].day}, but the words do not show that "
            "it is the one announced."
        )
        near = Attested(DeedState.UNCLEAR, similar[0].day, "", tuple(similar[:3]))
        return Judgement(Outcome.UNCLEAR, because, near)
    if not book.covers(case.announced.doer, limit.day):
        because = f"No report after the deadline of {limit.day} names who was to do it."
        return Judgement(Outcome.UNCLEAR, because)
    undone = [
        s
        for s in book.not_done(case.announced.doer, case.announced.deeds, since, book.as_of)
        if is_later(s, since) and is_of_kind(case.announced, s)
    ]
    because = f"Not done by {limit.day}, as far as the reports tell."
    if undone:
        because = f"Not done by {limit.day}, as the reports say."
    return Judgement(case.announced.rule.lapse, because, against=tuple(s.event.id for s in undone))


def _refrained(case: Case) -> Judgement:
    """A word that something will not be done, or is refused."""
    book, limit, trial = case.book, case.deadline, case.trial
    if trial.state in (ConditionState.NOT_MET, ConditionState.UNCLEAR):
        if not trial.fulfilled:
            return Judgement(
                Outcome.PENDING if not trial.closed else Outcome.UNCLEAR, trial.because
            )
        because = f"{trial.because} From then on the word binds nobody."
        return Judgement(Outcome.UNCLEAR, because)
    since = trial.since or case.said
    last = min(book.as_of, limit.day) if limit is not None else book.as_of
    deed = _seen(case, since, last)
    if deed.state is DeedState.SEEN:
        because = f"Done all the same on {deed.day}, {deed.because}."
        return Judgement(Outcome.BROKEN, because, deed, deed.denied_in)
    if deed.state is DeedState.UNCLEAR:
        because = f"It is told that it was done on {deed.day}, but {deed.because}."
        return Judgement(Outcome.UNCLEAR, because, deed, deed.denied_in)
    window = timedelta(days=case.announced.rule.window)
    end = limit.day if limit is not None else since + window
    if book.as_of <= end:
        because = f"Kept so far: not done in {_days((book.as_of - since).days)}."
        return Judgement(Outcome.PENDING, because)
    if not book.covers(case.announced.doer, end if limit is not None else since):
        return Judgement(Outcome.UNCLEAR, "No later report names who was to refrain.")
    if limit is not None:
        return Judgement(Outcome.KEPT, f"Not done by {limit.day}, as far as the reports tell.")
    because = f"Kept so far: not done in {_days((book.as_of - since).days)}."
    return Judgement(Outcome.KEPT, because)


def _denied(case: Case) -> Judgement:
    """A word that something was not done: contradicted by a later report that it was."""
    book, said, announced = case.book, case.said, case.announced
    amounts = quantities_in(case.word.first.text)
    found = [
        s
        for s in book.done(announced.doer, announced.deeds, said - DENIED_LATELY, book.as_of)
        if (s.day <= said or (not s.dated and s.intensity < 0 and s.day <= said + SOON_TOLD))
        and is_deed(announced, s, case.likeness)
        and not differ(amounts, quantities_in(s.quote))
    ]
    later = [s for s in found if s.published > said]
    before = [s for s in found if s.published <= said and s.speaker_for not in s.source]
    earlier = attest(before, book, denied=True)
    if later:
        # The tellings before the denial and after it bear each other out.
        first, last = found[0].day, later[-1].day
        whole = [s for s in found if first <= s.day <= last]
        verdict = weigh(whole, book, denied=True)
        if verdict.state is DeedState.SEEN:
            because = f"Contradicted by later reports: {verdict.because}."
            return Judgement(Outcome.BROKEN, because, verdict, verdict.denied_in)
        because = f"Contradicted by a later report, but {verdict.because}."
        return Judgement(Outcome.UNCLEAR, because, verdict, verdict.denied_in)
    if earlier.state is DeedState.SEEN:
        because = f"Before it was denied, it was {earlier.because.removesuffix(', though denied')}."
        return Judgement(Outcome.UNCLEAR, because, earlier, state=DeedState.UNCLEAR)
    window = timedelta(days=announced.rule.window)
    if book.as_of <= said + window:
        return Judgement(Outcome.PENDING, "Not contradicted by a later report so far.")
    if earlier.state is not DeedState.NOT_SEEN:
        because = "It was told before it was denied, and no later report settles it."
        return Judgement(Outcome.UNCLEAR, because, earlier, state=DeedState.UNCLEAR)
    if not book.covers(announced.doer, said):
        return Judgement(Outcome.UNCLEAR, "No later report names who is said to have done it.")
    days = _days((book.as_of - said).days)
    return Judgement(Outcome.KEPT, f"Not contradicted by a later report in {days}.")


def followed_by_deed(case: Case) -> bool | None:
    """Whether an act of this kind came within the window of a word that was put to the test.

    For a word to refrain: whether the deed stayed away. For a denial: whether
    it was contradicted. None: too early, unclear, or not put to the test.
    """
    book, rule = case.book, case.announced.rule
    window = timedelta(days=rule.window)
    since = case.trial.since
    if since is None or not rule.window:
        return None
    old_enough = book.as_of >= since + window
    if case.announced.manner is Manner.DENIES:
        verdict = _denied(case).outcome
        if verdict is Outcome.BROKEN:
            return True
        return False if old_enough and verdict is Outcome.KEPT else None
    deed = _seen(case, case.said if case.trial.early else since, min(book.as_of, since + window))
    refrains = case.announced.manner is Manner.REFRAINS
    if deed.state is DeedState.SEEN:
        return not refrains
    if (
        deed.state is DeedState.UNCLEAR
        or not old_enough
        or not book.covers(case.announced.doer, since)
    ):
        return None
    return refrains


TRUCE_BINDS = "A ceasefire is each side's promise to hold fire."


def _written(
    word: Word,
    announced: Announced | None,
    found: Judgement,
    case: Case | None = None,
    came: bool | None = None,
) -> Followed:
    """The word as it is kept and shown."""
    first = word.first
    days = [uttered.said for uttered in word.utterances if uttered.said is not None]
    trial = case.trial if case else Trial(ConditionState.NONE, None)
    if case is None and first.condition is not None:
        trial = Trial(ConditionState.UNCLEAR, None)
    deadline = case.deadline.day if case and case.deadline else trial.deadline
    tested = {ConditionState.NONE: True, ConditionState.MET: True, ConditionState.NOT_MET: False}
    return Followed(
        id=derive_id("followed", first.kind, *first.sender, first.ids[0]),
        kind=first.kind,
        sender=first.sender,
        receiver=first.receiver,
        text=first.text or next((item.quote for item in first.evidence), ""),
        condition=first.condition,
        consequence=first.consequence,
        first_said=min(days, default=None),
        last_said=max(days, default=None),
        utterances=tuple(dict.fromkeys(key for u in word.utterances for key in u.ids)),
        doer=announced.doer if announced else (),
        deeds=announced.deeds if announced else (),
        toward=announced.toward if announced else (),
        refrains=announced is not None and announced.manner is not Manner.DOES,
        condition_state=trial.state,
        condition_day=trial.since if trial.state is ConditionState.MET else None,
        tested=tested.get(trial.state) if case else None,
        deadline=deadline,
        deadline_passed=case.book.as_of > deadline if case and deadline else None,
        deed=found.state or found.deed.state,
        deed_day=found.deed.day,
        outcome=found.outcome,
        because=f"{TRUCE_BINDS} {found.because}" if first.truce else found.because,
        window=announced.rule.window if announced else 0,
        followed_by_deed=came,
        condition_events=trial.events,
        deed_events=found.deed.events,
        against=found.against,
        evidence=tuple(item for uttered in word.utterances for item in uttered.evidence),
    )
