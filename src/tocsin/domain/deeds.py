"""Words against deeds: what was said would be done, and what was done."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from tocsin.domain.actor import ActorCode
from tocsin.domain.base import Record
from tocsin.domain.event import EventType
from tocsin.domain.report import Evidence
from tocsin.domain.statement import SignalKind


class Outcome(StrEnum):
    """What became of a word.

    KEPT: what was said came about. BROKEN: it did not, or the contrary did.
    PENDING: it may still be decided. UNCLEAR: from what was read it cannot be
    told; `because` says why.
    """

    KEPT = "kept"
    BROKEN = "broken"
    PENDING = "pending"
    UNCLEAR = "unclear"


class ConditionState(StrEnum):
    """Whether what a word hangs on has come.

    For "unless they withdraw" the word is put to the test when they have not
    withdrawn in time: that is MET; NOT_MET once they have.
    """

    NONE = "unconditional"
    MET = "met"
    NOT_MET = "not met"
    UNCLEAR = "unclear"


class DeedState(StrEnum):
    """Whether the deed that a word speaks of was seen; UNCLEAR: only on doubtful word."""

    SEEN = "seen"
    NOT_SEEN = "not seen"
    UNCLEAR = "unclear"


class Followed(Record):
    """One word of one sender, followed to the day of the assessment.

    utterances: the signals and commitments that say it, earliest first; said
    again, it is still one word. A commitment counts as a promise. text: the
    deed in the words of the report. doer, deeds, toward: whose act of which
    types toward whom was looked for; refrains: the word is that it stays
    away. tested: whether the word had to be kept yet; None where that cannot
    be told. deadline: the latest day that the words allow, for
    the deed or else for what it hangs on. deadline_passed:
    None without a deadline. followed_by_deed: whether an act of this kind came
    within `window` days, None where it is too early or cannot be told; it is
    what track records count. condition_events, deed_events, against: the
    events that show the condition, the deed, and a refusal, contrary deed or
    denial of it. deed_day: when the deed was first seen. because: the reason,
    one or more sentences.
    """

    id: str
    kind: SignalKind
    sender: tuple[ActorCode, ...]
    receiver: tuple[ActorCode, ...] = ()
    text: str
    condition: str | None = None
    consequence: str | None = None
    first_said: date | None = None
    last_said: date | None = None
    utterances: tuple[str, ...]
    doer: tuple[ActorCode, ...] = ()
    deeds: tuple[EventType, ...] = ()
    toward: tuple[ActorCode, ...] = ()
    refrains: bool = False
    condition_state: ConditionState = ConditionState.NONE
    condition_day: date | None = None
    tested: bool | None = None
    deadline: date | None = None
    deadline_passed: bool | None = None
    deed: DeedState = DeedState.NOT_SEEN
    deed_day: date | None = None
    outcome: Outcome
    because: str
    window: int = 0
    followed_by_deed: bool | None = None
    condition_events: tuple[str, ...] = ()
    deed_events: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


class TrackRecord(Record):
    """How often the words of one actor, of one kind, were followed by the deed.

    kind: threat, promise, reassurance or denial; for a denial the deed is the
    one denied, so that a small share speaks for the actor. words: how many of
    them were put to the test and are old enough to count, `followed` of them
    were followed by the deed within `window` days. share, low, high: with a
    90 % interval (Jeffreys); None where there are none. left_out: words not
    put to the test, too young, or unclear. base_*: in how many of as many
    windows of the same length, none of them after such a word, the same actor
    did such a deed toward the same target; None where the reports cover none.
    """

    actor: ActorCode
    kind: SignalKind
    words: int = Field(ge=0)
    followed: int = Field(ge=0)
    left_out: int = Field(ge=0)
    window: int
    share: float | None = None
    low: float | None = None
    high: float | None = None
    base_windows: int = 0
    base_followed: int = 0
    base_share: float | None = None
    base_low: float | None = None
    base_high: float | None = None
    because: tuple[str, ...] = ()


class Swing(Record):
    """A sender turns from menace to reassurance toward a receiver, or back.

    date: when the report with the new tone was published. signals: the last of
    the old tone and the first of the new one.
    """

    date: date
    sender: tuple[ActorCode, ...]
    receiver: tuple[ActorCode, ...]
    from_kind: SignalKind
    to_kind: SignalKind
    signals: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Crossed(StrEnum):
    """Whether a red line was crossed; NO means: not so far, as far as was read."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class RedLine(Record):
    """A red line in the register.

    drawn_on: the first report that has it. times: how often it was drawn.
    place: where, as the words name it. condition: what would cross it.
    consequence: what is to follow; None where unsaid. crossed_by: who crossed
    it; crossings: the events that show it. came_after: the hostile acts of the
    drawer toward who crossed it, or toward the receiver, after the crossing.
    followed: identifier of the `Followed` with the whole story.
    """

    id: str
    drawn_by: tuple[ActorCode, ...]
    toward: tuple[ActorCode, ...] = ()
    drawn_on: date | None = None
    times: int = 1
    place: str | None = None
    condition: str | None = None
    consequence: str | None = None
    crossed: Crossed
    crossed_on: date | None = None
    crossed_by: tuple[ActorCode, ...] = ()
    crossings: tuple[str, ...] = ()
    came_after: tuple[str, ...] = ()
    outcome: Outcome
    because: str
    followed: str
    evidence: tuple[Evidence, ...]


class Deeds(Record):
    """All words held against deeds on one day."""

    followed: tuple[Followed, ...] = ()
    track_records: tuple[TrackRecord, ...] = ()
    swings: tuple[Swing, ...] = ()
    red_lines: tuple[RedLine, ...] = ()

    def by_utterance(self) -> dict[str, Followed]:
        """Identifier of a signal or commitment -> what became of it."""
        return {said: word for word in self.followed for said in word.utterances}
