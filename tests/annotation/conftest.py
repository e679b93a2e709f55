"""A report of ours as it comes from the reader, and an annotator who answers from a list."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from tocsin.annotation import Stop, View, Walk, Work
from tocsin.annotation.journal import Opened, Proposal
from tocsin.desk import Desk, DeskActor
from tocsin.domain import Block, BlockKind, Report
from tocsin.knowledge import gazetteer

TEXT = (
    "Arvia shelled Tolm on Monday.\n\n"
    "Borland condemned the attack. Its minister said that Arvia would pay.\n\n"
    "Rain fell on both banks."
)
ACTORS = (
    DeskActor(code="ARV", name="Arvia", demonyms=("Arvian",)),
    DeskActor(code="BOR", name="Borland", demonyms=("Borlander",)),
)


def place(quote: str) -> dict[str, object]:
    start = TEXT.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote)}


def sentence_spans() -> tuple[tuple[int, int], ...]:
    sentences = [part for block in TEXT.split("\n\n") for part in block.split(". ")]
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in sentences]
    return tuple((start, end + (TEXT[end : end + 1] == ".")) for start, end in spans)


@pytest.fixture
def report() -> Report:
    starts = [TEXT.index(block) for block in TEXT.split("\n\n")]
    ends = [start + len(block) for start, block in zip(starts, TEXT.split("\n\n"), strict=True)]
    blocks = tuple(
        Block(kind=BlockKind.PARAGRAPH, start=start, end=end)
        for start, end in zip(starts, ends, strict=True)
    )
    return Report.make(
        origin="tolm.txt", title="Tolm", text=TEXT, blocks=blocks, published=date(2031, 4, 16)
    )


@pytest.fixture
def opened(report) -> Opened:
    shelled = {"type": ["ASSAULT"], "status": ["actual"], "source": ["ARV"], "target": ["BOR"]}
    condemned = {"type": ["ACCUSE"], "status": ["actual"], "source": ["BOR"], "target": ["ARV"]}
    threat = {"kind": ["threat"], "sender": ["BOR"], "receiver": ["ARV"]}
    return Opened(
        report=report,
        sentences=sentence_spans(),
        prose=(0, 1, 2, 3),
        proposals=(
            Proposal(
                kind="events",
                fields={**place("Arvia shelled Tolm on Monday."), **shelled},
                note="shelled (shell)",
                focus=("shelled",),
            ),
            Proposal(kind="events", fields={**place("Borland condemned the attack."), **condemned}),
            Proposal(
                kind="signals",
                fields={**place("Its minister said that Arvia would pay."), **threat},
            ),
        ),
    )


class ListedAnswers:
    """A screen for tests: answers from a list, then the end; keeps what was shown."""

    def __init__(self, *answers: str) -> None:
        self.answers: Iterator[str] = iter(answers)
        self.shown: list[View] = []
        self.told: list[str] = []

    def show(self, view: View) -> None:
        self.shown.append(view)

    def show_fields(self, stop: Stop) -> None:
        pass

    def help(self, stop: Stop) -> None:
        self.told.append("help")

    def tell(self, message: str) -> None:
        self.told.append(message)

    def ask(self, prompt: str, words: Sequence[str] = ()) -> str:
        answer = next(self.answers, None)
        if answer is None:
            raise EOFError
        return answer

    @property
    def keys(self) -> list[str]:
        return [view.stop.key for view in self.shown]


@pytest.fixture
def known():
    return gazetteer(ACTORS)


@pytest.fixture
def desk() -> Desk:
    return Desk(name="delta", title="The delta", actors=ACTORS)


@pytest.fixture
def sit(tmp_path, opened, known):
    """One sitting at gold.json with these answers; the journal is let go of at its end."""

    def sitting(
        *answers: str, name="Ada", kinds=("events", "signals"), every_sentence=False
    ) -> tuple[Work, ListedAnswers]:
        work = Work(tmp_path / "gold.json", name)
        screen = ListedAnswers(*answers)
        walk = Walk(work, screen, known, kinds=kinds, every_sentence=every_sentence)
        sheet = work.sheets.get(opened.report.id) or work.open(opened)
        try:
            walk.through(iter([sheet]), 1)
        finally:
            work.close()
        return work, screen

    return sitting
