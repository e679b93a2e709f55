"""The walk through what was read: shows an item, takes an answer, records it, goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tocsin.annotation.fields import (
    FORMS,
    FieldForm,
    Place,
    as_gold,
    locate_quote,
    with_answer,
    words_for,
)
from tocsin.annotation.journal import Decision, Fields
from tocsin.annotation.work import Sheet, Stop, Work
from tocsin.domain import UsageError

if TYPE_CHECKING:
    from tocsin.knowledge import Gazetteer


class View(NamedTuple):
    """All that is shown of one item. number, of: which of the report's items it is."""

    sheet: Sheet
    stop: Stop
    report_number: int
    reports: int
    number: int
    of: int
    decided: int
    skipped: int


class Screen(Protocol):
    """Where items are shown and answers come from."""

    def show(self, view: View) -> None:
        """The sentence among its neighbours, and the item in fields."""

    def show_fields(self, stop: Stop) -> None:
        """The item alone."""

    def help(self, stop: Stop) -> None:
        """The keys, and what the fields may hold."""

    def tell(self, message: str) -> None:
        """One line."""

    def ask(self, prompt: str, words: Sequence[str] = ()) -> str:
        """A line of the annotator's. words: to complete it by. Raises EOFError at the end."""


class Way(Enum):
    """Where to go from a report."""

    ON = auto()
    BACK = auto()
    QUIT = auto()


class Walk:
    """One sitting of an annotator."""

    def __init__(
        self,
        work: Work,
        screen: Screen,
        gazetteer: Gazetteer,
        *,
        kinds: Sequence[str],
        every_sentence: bool = False,
    ) -> None:
        """kinds: of items, that are asked about. every_sentence: stop at all of them."""
        self.work = work
        self.screen = screen
        self.gazetteer = gazetteer
        self.kinds = tuple(kinds)
        self.every_sentence = every_sentence
        self.passed: set[tuple[str, str]] = set()  # skipped in this sitting
        self.keys: dict[str, Callable[[Sheet, Stop, str], bool]] = {
            "a": self._accept,
            "r": self._reject,
            "s": self._skip,
            "e": self._edit,
            "n": self._add,
        }

    def through(self, sheets: Iterator[Sheet], reports: int) -> bool:
        """Goes through reports until their end (True) or until asked to stop (False).

        sheets: drawn one at a time, as they are needed. reports: how many.
        """
        seen: list[Sheet] = []
        at, from_end = 0, False
        while True:
            if at == len(seen):
                sheet = next(sheets, None)
                if sheet is None:
                    return True
                seen.append(sheet)
            way = self._report(seen[at], at + 1, reports, from_end=from_end)
            if way is Way.QUIT:
                return False
            from_end = way is Way.BACK and at > 0
            at = max(at - 1, 0) if way is Way.BACK else at + 1

    def stops(self, sheet: Sheet) -> list[Stop]:
        """What this sitting asks about in a report."""
        return sheet.of_kinds(self.kinds, every_sentence=self.every_sentence)

    def _report(self, sheet: Sheet, number: int, reports: int, *, from_end: bool) -> Way:
        stops = self.stops(sheet)
        stop = stops[-1] if from_end and stops else self._next_open(sheet, "")
        while stop is not None:
            self.screen.show(self._view(sheet, stop, number, reports))
            way, stop = self._answer(sheet, stop)
            if way is not Way.ON:
                return way
        self._finish(sheet)
        return Way.ON

    def _answer(self, sheet: Sheet, stop: Stop) -> tuple[Way, Stop | None]:
        """Takes keys until one leads on: to another item, another report or the end."""
        while True:
            try:
                key, _, rest = self.screen.ask("> ", ()).strip().partition(" ")
                key = key.lower()
                if key in ("q", "quit"):
                    return Way.QUIT, None
                if key == "b":
                    before = self._before(sheet, stop)
                    return (Way.ON, before) if before else (Way.BACK, None)
                if not key and not stop.is_open:
                    return Way.ON, self._next_open(sheet, stop.key)
                if key in self.keys:
                    if self.keys[key](sheet, stop, rest.strip()):
                        return Way.ON, self._next_open(sheet, stop.key)
                    return Way.ON, self._now(sheet, stop)
                if key in ("?", "h", "help"):
                    self.screen.help(stop)
                else:
                    self.screen.tell("The keys are a r e n s b q; ? explains them.")
            except UsageError as error:
                self.screen.tell(str(error))
            except EOFError:
                return Way.QUIT, None

    # -- what the keys do: True leads on, False stays ----------------------------

    def _accept(self, sheet: Sheet, stop: Stop, _: str) -> bool:
        stop = self._now(sheet, stop)
        if stop.kind is None:
            self.work.decide(sheet, stop, Decision.SEEN)
            return True
        as_gold(stop.kind, stop.fields)
        if stop.original is None:
            decision = Decision.ADDED
        else:
            same = stop.fields == stop.original
            decision = Decision.ACCEPTED if same else Decision.CORRECTED
        self.work.decide(sheet, stop, decision)
        return True

    def _reject(self, sheet: Sheet, stop: Stop, _: str) -> bool:
        if stop.kind is None:
            raise UsageError("Nothing was read here; a goes on, n adds what is missing.")
        self.work.decide(sheet, stop, Decision.REJECTED, stop.original)
        return True

    def _skip(self, sheet: Sheet, stop: Stop, _: str) -> bool:
        self.passed.add((sheet.report.id, stop.key))
        if stop.decision is not Decision.DRAFT:  # what was begun stays begun
            self.work.decide(sheet, stop, Decision.SKIPPED)
        return True

    def _edit(self, sheet: Sheet, stop: Stop, rest: str) -> bool:
        if stop.kind is None:
            raise UsageError("Nothing was read here; n adds what is missing.")
        forms = {form.name: form for form in FORMS[stop.kind]}
        if rest:
            self._change(sheet, stop, rest)
            return False
        while answer := self.screen.ask("field (Enter: done)? ", tuple(forms)).strip():
            try:
                stop = self._change(sheet, stop, answer)
            except UsageError as error:
                self.screen.tell(str(error))
                continue
            self.screen.show_fields(stop)
        return False

    def _change(self, sheet: Sheet, stop: Stop, answer: str) -> Stop:
        """Changes one field: "status future", or "status" and then the value."""
        name, _, value = answer.partition(" ")
        form = _form_of(stop, name)
        if not value.strip():
            value = self._ask_value(form, stop)
        if not value.strip():
            return stop
        place = Place(sheet.report, stop.fields, self.gazetteer)
        return self.work.decide(sheet, stop, Decision.DRAFT, with_answer(form, value, place))

    def _add(self, sheet: Sheet, stop: Stop, rest: str) -> bool:
        kind = self._ask_kind(rest)
        added = self.work.add(sheet, kind, self._ask_quote(sheet, stop))
        for form in FORMS[kind]:
            if form.name not in ("quote", "optional"):
                added = self._fill(sheet, added, form)
        self._accept(sheet, added, "")
        self.screen.tell(f"added to {kind}; b comes back to it.")
        return False

    def _ask_quote(self, sheet: Sheet, stop: Stop) -> Fields:
        start, end = sheet.opened.sentences[stop.sentence]
        text = sheet.report.text
        while words := self.screen.ask("words (Enter: the sentence)? ").strip():
            try:
                return locate_quote(words, text, near=start)
            except UsageError as error:
                self.screen.tell(str(error))
        return {"quote": text[start:end], "start": start, "end": end}

    def _fill(self, sheet: Sheet, stop: Stop, form: FieldForm) -> Stop:
        """Asks for a field of a new item until the answer can be taken."""
        while True:
            answer = self._ask_value(form, stop)
            if not answer.strip():
                if not form.needed:
                    return stop
                self.screen.tell(f"{form.name} is needed: {', '.join(form.words)}.")
                continue
            try:
                place = Place(sheet.report, stop.fields, self.gazetteer)
                fields = with_answer(form, answer, place)
            except UsageError as error:
                self.screen.tell(str(error))
                continue
            return self.work.decide(sheet, stop, Decision.DRAFT, fields)

    def _ask_value(self, form: FieldForm, stop: Stop) -> str:
        words = words_for(form, stop.fields, self.gazetteer)
        return self.screen.ask(f"{form.name}? ", words)

    def _ask_kind(self, answer: str) -> str:
        if len(self.kinds) == 1:
            return self.kinds[0]
        answer = answer or self.screen.ask(f"add to ({', '.join(self.kinds)})? ", self.kinds)
        found = [kind for kind in self.kinds if kind.startswith(answer.strip().lower())]
        if not answer.strip() or len(found) != 1:
            raise UsageError(f"{answer!r} is none of {', '.join(self.kinds)}; n again.")
        return found[0]

    # -- where to go ---------------------------------------------------------------

    def _now(self, sheet: Sheet, stop: Stop) -> Stop:
        return sheet.stops.get(stop.key, stop)

    def _next_open(self, sheet: Sheet, key: str) -> Stop | None:
        """The next that waits: after this one, else before it; what was skipped comes last."""
        stops = self.stops(sheet)
        here = next((at + 1 for at, stop in enumerate(stops) if stop.key == key), 0)
        waiting = [
            stop
            for stop in (*stops[here:], *stops[:here])
            if stop.is_open and (sheet.report.id, stop.key) not in self.passed
        ]
        waiting.sort(key=lambda stop: stop.decision is Decision.SKIPPED)
        return waiting[0] if waiting else None

    def _before(self, sheet: Sheet, stop: Stop) -> Stop | None:
        stops = self.stops(sheet)
        at = next((at for at, other in enumerate(stops) if other.key == stop.key), 0)
        return stops[at - 1] if at else None

    def _finish(self, sheet: Sheet) -> None:
        """Kinds that have items and no open one; with every sentence seen, all of them.

        Where nothing of a kind was read and nobody looked at the sentences, it is not known
        that there is nothing.
        """
        stops = self.stops(sheet)
        if any(stop.is_open for stop in stops) and self.every_sentence:
            return
        waiting = {stop.kind for stop in stops if stop.is_open}
        there = {stop.kind for stop in stops}
        done = [
            kind
            for kind in self.kinds
            if kind not in waiting and (kind in there or self.every_sentence)
        ]
        self.work.finish(sheet, done)

    def _view(self, sheet: Sheet, stop: Stop, number: int, reports: int) -> View:
        stops = self.stops(sheet)
        keys = [other.key for other in stops]
        at = keys.index(stop.key) + 1 if stop.key in keys else 0
        return View(
            sheet=sheet,
            stop=stop,
            report_number=number,
            reports=reports,
            number=at,
            of=len(stops),
            decided=sum(not other.is_open for other in stops),
            skipped=sum(other.decision is Decision.SKIPPED for other in stops),
        )


def _form_of(stop: Stop, name: str) -> FieldForm:
    forms = FORMS[stop.kind or ""]
    found = [form for form in forms if form.name.startswith(name.lower())]
    exact = [form for form in found if form.name == name.lower()]
    if exact or len(found) == 1:
        return (exact or found)[0]
    names = ", ".join(form.name for form in found or forms)
    raise UsageError(f"{name!r} may be {names}." if found else f"The fields are {names}.")
