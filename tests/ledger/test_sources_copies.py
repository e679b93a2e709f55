"""A reprint is found whatever the paper changed around it; another report is never one."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import Block, BlockKind, Report
from tocsin.ledger.sources.copies import link_copies

WIRE = (
    "Arvia closed both border crossings on Monday after Borland expelled two of its diplomats, the "
    "sharpest turn in a quarrel over fishing rights that began in January. The foreign ministry in "
    "Arvia City called the expulsion a hostile act and said that an answer would follow within the "
    "week. Borland's prime minister told parliament that the two men had paid an officer of the "
    "harbour guard for maps of the minefields off Cape Dole. Traders on both sides reported queues "
    "of lorries that stretched for eleven kilometres by the evening. Carvia offered to host talks, "
    "an offer that neither government had taken up in public when this report was filed. The last "
    "closure, over herring quotas, was lifted after nineteen days of bargaining in a ferry moored "
    "midway between the two coasts. Customs officers said perishable goods would be let through at "
    "night under guard. A spokesman for the lorry drivers' union said that nobody had told them."
)
SENTENCES = WIRE.split(". ")
RIVAL = (
    "Borland has thrown out two Arvian diplomats whom it accuses of buying charts of the "
    "minefields off Cape Dole, and Arvia has answered by shutting the frontier. Lorries were "
    "backed up for miles on Monday night at the crossing of Tarn. In parliament the prime "
    "minister spoke of paid officers and promised that the harbour guard would be searched from "
    "top to bottom. Officials in Arvia City would only say that the step was hostile and would "
    "not go unanswered. The two countries have been at odds over fishing since January, and "
    "diplomats in Carvia, which has proposed itself as a mediator, said privately that they "
    "expected the closure to last for weeks."
)


def report(text: str, origin: str = "a.txt", published: date | None = None, **more) -> Report:
    return Report.make(origin=origin, text=text, published=published, **more)


def links(*reports: Report) -> list[str | None]:
    """For each report the origin of what it is a copy of."""
    linked = link_copies(reports)
    names = {each.id: each.origin for each in linked}
    return [names.get(each.duplicate_of) for each in linked]


@pytest.mark.parametrize(
    "reprint",
    [
        WIRE,
        "Frontier shut in herring row\n\n" + WIRE,
        "Tempers flared on the coast this week. " + ". ".join(SENTENCES[1:]),
        ". ".join(SENTENCES[:6]) + ".",
        ". ".join(SENTENCES[:-2]) + ". (Reuters)",
        WIRE.replace("'", "’").replace("Monday", "Monday, 3 March").upper(),
        WIRE + " The Kestrel's own correspondent adds that the ferry has been sold.",
    ],
    ids=["same", "headline", "first line", "cut in half", "credit", "typography", "one more line"],
)
def test_a_reprint_is_a_copy(reprint):
    assert links(report(WIRE, "wire"), report(reprint, "paper")) == [None, "wire"]


@pytest.mark.parametrize(
    "other",
    [
        RIVAL,
        # A long piece that quotes one sentence of the wire.
        RIVAL + " " + SENTENCES[3] + ". " + RIVAL.replace("Borland", "Carvia")[:400],
        SENTENCES[3] + ".",
        " ".join(sorted(WIRE.split())),
    ],
    ids=["same event, other desk", "quotation", "one sentence", "same words, other order"],
)
def test_another_report_is_no_copy(other):
    assert links(report(WIRE, "wire"), report(other, "paper")) == [None, None]


def test_the_next_issue_of_a_form_is_no_copy():
    form = (
        "The general staff reports for day {0}: {1} drones were shot down over the delta, {2} "
        "shells fell on the northern bank, and {3} people were brought to hospital with light "
        "injuries. The bridges remain closed to lorries and the ferries run by day only, as the "
        "staff has said in each of its bulletins since the fighting at the sluices began and the "
        "harbour was mined."
    )
    first, second = form.format(41, 12, 230, 7), form.format(42, 19, 180, 3)
    assert links(report(first, "monday"), report(second, "tuesday")) == [None, None]


def test_the_earliest_is_the_original_whatever_the_order():
    early, late = date(2031, 3, 3), date(2031, 3, 4)
    assert links(report(WIRE, "late", late), report(WIRE, "early", early)) == ["early", None]


def test_without_dates_the_first_in_order_is_the_original():
    assert links(report(WIRE, "one"), report(WIRE, "two", date(2031, 3, 3))) == [None, "one"]


def test_a_copy_of_a_copy_points_to_the_original():
    middle = ". ".join(SENTENCES[:8])
    short = ". ".join(SENTENCES[3:8])
    assert links(report(WIRE, "wire"), report(middle, "middle"), report(short, "short")) == [
        None,
        "wire",
        "wire",
    ]


def test_titles_and_captions_do_not_count():
    other = "Herring, mines and maps: " * 12
    text = f"{other}\n\n{WIRE}"
    blocks = (
        Block(kind=BlockKind.TITLE, start=0, end=len(other)),
        Block(kind=BlockKind.PARAGRAPH, start=len(other) + 2, end=len(text)),
    )
    assert links(report(WIRE, "wire"), report(text, "paper", blocks=blocks)) == [None, "wire"]


def test_a_link_to_a_report_elsewhere_stays():
    known = report(WIRE, duplicate_of="r-000000000000")
    assert link_copies([known]) == (known,)


@pytest.mark.parametrize("text", ["", "Arvia", "Arvia closes its border"])
def test_short_texts_are_copies_only_when_equal(text):
    assert links(report(text, "one"), report(text, "two")) == [None, "one"]
    assert links(report(text, "one"), report(text + " crossing at Tarn", "two")) == [None, None]


def test_copies_are_found_among_thousands():
    """MinHash proposes the pairs; nothing near the threshold is missed here."""
    chance = random.Random(7)
    words = [f"word{number}" for number in range(3000)]
    many = [report(" ".join(chance.choices(words, k=150)), f"{number:04}") for number in range(600)]
    reprints = [
        report("new headline " + " ".join(each.text.split()[:90]), f"copy of {each.origin}")
        for each in many[::10]
    ]
    expected = [None] * len(many) + [each.origin for each in many[::10]]
    assert links(*many, *reprints) == expected


texts = st.sampled_from(
    [WIRE, RIVAL, ". ".join(SENTENCES[:8]), ". ".join(SENTENCES[4:]), SENTENCES[0], "", "Arvia"]
)
dates = st.none() | st.dates(date(2031, 3, 1), date(2031, 3, 5))
some_reports = st.lists(st.tuples(texts, dates), max_size=8).map(
    lambda rows: [report(text, f"{place}", day) for place, (text, day) in enumerate(rows)]
)


def groups(linked: tuple[Report, ...]) -> set[frozenset[str]]:
    by_root: dict[str, set[str]] = {}
    for each in linked:
        by_root.setdefault(each.duplicate_of or each.id, set()).add(each.id)
    return {frozenset(group) for group in by_root.values()}


@given(some_reports)
def test_linking_twice_is_linking_once(reports):
    once = link_copies(reports)
    assert link_copies(once) == once


@given(some_reports, st.randoms(use_true_random=False))
def test_who_is_a_copy_does_not_depend_on_the_order(reports, chance):
    shuffled = chance.sample(reports, len(reports))
    assert groups(link_copies(reports)) == groups(link_copies(shuffled))


@given(some_reports)
def test_nothing_changes_but_the_link_and_every_link_leads_to_an_original(reports):
    linked = link_copies(reports)
    assert [each.model_copy(update={"duplicate_of": None}) for each in linked] == reports
    originals = {each.id for each in linked if each.duplicate_of is None}
    assert all(each.duplicate_of in originals for each in linked if each.duplicate_of)
