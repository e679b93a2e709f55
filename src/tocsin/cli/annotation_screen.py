"""What `tocsin annotate` shows: a sentence among its neighbours, the item in fields, the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from tocsin.annotation import Sheet, Stop, View
from tocsin.annotation.fields import FORMS, FieldForm, Sort, modes_of
from tocsin.annotation.journal import Decision
from tocsin.evaluation.gold_places import locate

if TYPE_CHECKING:
    from tocsin.knowledge import Gazetteer

KEYS = ("a accept", "r reject", "e edit", "n add", "s skip", "b back", "q quit", "? help")
BARE_KEYS = ("a nothing there", "n add", "s skip", "b back", "q quit", "? help")
SINGULAR = {
    "events": "event",
    "signals": "signal",
    "statements": "statement",
    "predictions": "prediction",
    "commitments": "commitment",
    "posture": "posture",
}
NOTES = {"statements": "said", "predictions": "likelihood", "commitments": "content"}
LONGEST_NEIGHBOUR = 160
WIDEST = 100
HELP = (
    ("a", "accept the item as it stands; after e, as corrected"),
    ("r", "reject it: the report does not say this"),
    ("e", "edit: asks for a field, then its value, until Enter alone"),
    ("", '"e status future" changes one at once; "-" empties it; "AID, SUPPORT": both are right'),
    ("n", 'add an item that was not read; "n signals" adds a signal'),
    ("s", "skip it: it comes again, after all others, at the next start"),
    ("b", "back to the item before; Enter leaves its decision as it is"),
    ("q", "quit, as do Ctrl-D and Ctrl-C; all that was decided is on the disk"),
)
SIGNS = " \n.!?\"'“”‘’"


class TerminalScreen:
    """The screen of a terminal, or of a pipe: there the evidence stands in [brackets]."""

    def __init__(self, console: Console, gazetteer: Gazetteer) -> None:
        self.console = console
        self.gazetteer = gazetteer
        self.plain = not console.is_terminal or console.no_color
        self._completer = _completer() if console.is_terminal else None

    def show(self, view: View) -> None:
        """The sentence among its neighbours, and the item in fields."""
        report = view.sheet.report
        self.console.print()
        where = f"report {view.report_number} of {view.reports}"
        self._rule(report.title or report.origin, where)
        self.console.print(Text(_progress(view), style="dim"))
        self.console.print()
        self._print_passage(view.sheet, view.stop)
        self.show_fields(view.stop)
        self.console.print()
        self._print_keys(BARE_KEYS if view.stop.kind is None else KEYS)

    def show_fields(self, stop: Stop) -> None:
        """The item alone."""
        if stop.kind is None:
            self._line("", "Nothing was read in this sentence.")
            return
        for form in FORMS[stop.kind]:
            if form.sort not in (Sort.QUOTE, Sort.FLAG) or (
                form.sort is Sort.FLAG and stop.fields.get(form.name)
            ):
                self._line(form.name, self._value(form, stop.fields.get(form.name)), bold=True)
        if stop.note:
            self._line(NOTES.get(stop.kind, "read from"), stop.note)
        if stop.decision is Decision.DRAFT:
            self._line("changed", f"by {stop.annotator}; a accepts it so")
        elif stop.decision is not None:
            self._line(str(stop.decision), f"by {stop.annotator}")

    def help(self, stop: Stop) -> None:
        """The keys, and what the fields may hold."""
        self.console.print()
        for key, what in HELP:
            self._line(key, what)
        self.console.print()
        for form in FORMS[stop.kind] if stop.kind else ():
            self._line(form.name, _allowed(form, stop))

    def tell(self, message: str) -> None:
        """One line."""
        self.console.print(Text(message, style="yellow"))

    def ask(self, prompt: str, words: Sequence[str] = ()) -> str:
        """A line of the annotator's; Tab completes it in a terminal."""
        if self._completer is not None:
            self._completer.words = words
        self.console.file.flush()
        answer = input(prompt)
        if self.plain:
            self.console.print()  # what comes through a pipe is not echoed
        return answer

    def _rule(self, title: str, where: str) -> None:
        room = min(self.console.width, WIDEST)
        line = Text(f"── {' '.join(title.split())}")
        line.truncate(max(room - len(where) - 7, 10), overflow="ellipsis")
        line.append(f" · {where} ")
        line.append("─" * max(room - line.cell_len, 0))
        self.console.print(line, style="bold", no_wrap=True)

    def _print_passage(self, sheet: Sheet, stop: Stop) -> None:
        first = stop.sentence
        last = sheet.sentence_at(max(stop.fields.get("end", 0) - 1, 0)) if stop.kind else first
        last = max(first, last)
        for at in range(max(first - 1, 0), min(last + 2, len(sheet.opened.sentences))):
            start, end = sheet.opened.sentences[at]
            words = sheet.report.text[start:end]
            if first <= at <= last:
                shown = self._highlight(words, start, stop)
                self._print_wrapped(shown, 2)
            else:
                self._print_wrapped(Text(_shortened(words, ends=at < first), style="dim"), 4)
            self.console.print()

    def _print_wrapped(self, words: Text, left: int) -> None:
        room = max(min(self.console.width, WIDEST) - left, 20)
        for line in words.wrap(self.console, room):
            line.rstrip()
            self.console.print(Text.assemble(" " * left, line))

    def _highlight(self, words: str, start: int, stop: Stop) -> Text:
        """The sentence with the item's evidence: its quotation, or the words that matter in it."""
        spans = [] if stop.kind is None else list(_evidence(words, start, stop))
        text = Text(words.replace("\n", " "))
        if not self.plain:
            for span in spans:
                text.stylize("bold reverse", *span)
            return text
        marked = words.replace("\n", " ")
        for first, last in reversed(spans):
            marked = f"{marked[:first]}[{marked[first:last]}]{marked[last:]}"
        return Text(marked)

    def _line(self, name: str, value: str, *, bold: bool = False) -> None:
        line = Text(f"{name.replace('_', ' '):<12} ", style="dim")
        room = max(min(self.console.width, WIDEST) - 16, 20)
        wrapped = Text(value, style="bold" if bold else "dim").wrap(self.console, room)
        for number, part in enumerate(wrapped):
            part.rstrip()
            lead = line if number == 0 else Text(" " * 13)
            self.console.print(Text.assemble("  ", lead, part))

    def _value(self, form: FieldForm, value: Any) -> str:
        if value is None:
            return "–"
        if form.sort in (Sort.CODES, Sort.CODE):
            codes = [value] if isinstance(value, str) else value
            return ", ".join(self._named(code) for code in codes) or "– (nobody)"
        if form.sort is Sort.NUMBER:
            return f"{value:+,}" if form.name == "change" else f"{value:,}"
        if isinstance(value, bool):
            return "yes" if value else "no"
        return ", ".join(value) if isinstance(value, list) else str(value)

    def _named(self, code: str) -> str:
        if not code:
            return "none"
        if code not in self.gazetteer.codes():
            return code
        name = self.gazetteer.actor(code).name
        return code if name == code else f"{code} ({name})"

    def _print_keys(self, keys: Sequence[str]) -> None:
        lines = [""]
        for key in keys:
            if lines[-1] and len(lines[-1]) + len(key) + 2 > self.console.width:
                lines.append("")
            lines[-1] += f"  {key}" if lines[-1] else key
        for line in lines:
            self.console.print(Text(line, style="dim"))


def _progress(view: View) -> str:
    kind = SINGULAR[view.stop.kind] if view.stop.kind else "sentence"
    share = round(100 * view.decided / max(view.of, 1))
    skipped = f", {view.skipped} skipped" if view.skipped else ""
    where = f"{kind}, item {view.number} of {view.of}" if view.number else kind
    return f"{where} · {view.decided} decided ({share}\u00a0%){skipped}"


def _evidence(words: str, start: int, stop: Stop) -> Iterator[tuple[int, int]]:
    """Where the item's words stand in a sentence, in order, none over another."""
    first = max(stop.fields["start"] - start, 0)
    last = min(stop.fields["end"] - start, len(words))
    if words[first:last].strip(SIGNS) != words.strip(SIGNS):
        yield first, last
        return
    found = sorted(place for focus in stop.focus if (place := locate(focus, words)) is not None)
    reached = 0
    for place in found:
        if place[0] >= reached:
            yield place
            reached = place[1]


def _shortened(words: str, *, ends: bool) -> str:
    """A neighbour: its end where it goes before, its beginning where it follows."""
    words = " ".join(words.split())
    if len(words) <= LONGEST_NEIGHBOUR:
        return words
    if ends:
        return "… " + words[-LONGEST_NEIGHBOUR:].partition(" ")[2]
    return words[:LONGEST_NEIGHBOUR].rpartition(" ")[0] + " …"


def _allowed(form: FieldForm, stop: Stop) -> str:
    match form.sort:
        case Sort.WORDS:
            return ", ".join(form.words)
        case Sort.MODE:
            return ", ".join(modes_of(stop.fields)) or "none for this type"
        case Sort.CODES:
            return 'codes or names; "none" where nobody is right too'
        case Sort.CODE:
            return "a code or a name"
        case Sort.NUMBER:
            return "a whole number"
        case Sort.FLAG:
            return "yes: one annotator in two would leave it out"
        case Sort.QUOTE:
            return "the words it rests on, as the report has them"
    return "as the report has it"


class _Completer:
    """Completes the last word typed, by the words that are allowed now."""

    words: Sequence[str] = ()

    def __call__(self, typed: str, number: int) -> str | None:
        found = [word for word in self.words if word.casefold().startswith(typed.casefold())]
        return found[number] if number < len(found) else None


def _completer() -> _Completer | None:
    try:
        import readline
    except ImportError:  # on Windows
        return None
    completer = _Completer()
    readline.set_completer(completer)
    readline.set_completer_delims(" ,|;")
    readline.parse_and_bind("tab: complete")
    return completer
