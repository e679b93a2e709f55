"""What each key does, and where it leads."""

import pytest

from tocsin.annotation import gold_of
from tocsin.annotation.journal import Decision
from tocsin.evaluation import GoldReport


def decisions(work) -> dict[str, tuple[str, str]]:
    (sheet,) = work.sheets.values()
    return {
        key: (str(stop.decision), stop.annotator)
        for key, stop in sheet.stops.items()
        if stop.decision is not None
    }


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["a"], {"events 1": "accepted"}),
        (["r"], {"events 1": "rejected"}),
        (["s"], {"events 1": "skipped"}),
        (["A"], {"events 1": "accepted"}),
        (["a", "r", "s"], {"events 1": "accepted", "events 2": "rejected", "signals 1": "skipped"}),
        (["x", "", "?", "a"], {"events 1": "accepted"}),  # what is no key decides nothing
        (["q", "a"], {}),
        (["a", "b", "r"], {"events 1": "rejected"}),  # the last decision counts
        (["a", "b", "", "a"], {"events 1": "accepted", "events 2": "accepted"}),  # Enter keeps it
        (["e status future", "a"], {"events 1": "corrected"}),
        (["e", "status", "future", "type rej", "", "a"], {"events 1": "corrected"}),
        (["e status future"], {"events 1": "draft"}),
        (["e status future", "e status actual", "a"], {"events 1": "accepted"}),
        (["e status future", "r"], {"events 1": "rejected"}),
        (["e status future", "s"], {"events 1": "draft"}),  # what was begun stays begun
    ],
)  # fmt: skip
def test_keys(sit, answers, expected):
    work, _ = sit(*answers)
    assert decisions(work) == {key: (name, "Ada") for key, name in expected.items()}


def test_an_edit_changes_the_item_and_a_wrong_value_does_not(sit):
    work, screen = sit("e type nap", "e typ assault, coerce", "e target none, borland", "a")
    (sheet,) = work.sheets.values()
    fields = sheet.stops["events 1"].fields
    assert fields["type"] == ["ASSAULT", "COERCE"]
    assert fields["target"] == ["", "BOR"]
    assert screen.told[0].startswith("type cannot be 'nap'; there are: AGREE, CONSULT, ")


def test_a_rejected_item_is_as_it_was_read_again(sit):
    work, _ = sit("e status future", "r")
    (sheet,) = work.sheets.values()
    stop = sheet.stops["events 1"]
    assert (stop.decision, stop.fields) == (Decision.REJECTED, stop.original)


@pytest.mark.parametrize(
    ("answers", "quote", "fields"),
    [
        (["n events", "", "agr", "", "act", "arvia", ""], "Arvia shelled Tolm on Monday.",
         {"type": ["AGREE"], "status": ["actual"], "source": ["ARV"]}),
        (["n", "ev", "shelled  Tolm", "", "sanc", "expel", "neg", "-", "BOR"], "shelled Tolm",
         {"type": ["SANCTION"], "mode": "expel", "status": ["negated"], "source": [],
          "target": ["BOR"]}),
        (["n ev", "no such words", "Rain fell", "prot", "", "hyp", "", ""], "Rain fell",
         {"type": ["PROTEST"], "status": ["hypothetical"]}),
    ],
)  # fmt: skip
def test_an_item_is_added(sit, answers, quote, fields):
    work, screen = sit(*answers)
    (sheet,) = work.sheets.values()
    added = sheet.stops["events +1"]
    assert added.decision is Decision.ADDED
    start, end = added.fields["start"], added.fields["end"]
    assert added.fields["quote"] == quote == sheet.report.text[start:end]
    assert {name: added.fields[name] for name in fields} == fields
    assert screen.keys[-1] == "events 1"  # which still waits
    assert work.sheets[sheet.report.id].stops["events 1"].is_open


def test_an_item_whose_adding_was_broken_off_waits_as_a_draft(sit):
    sit("n events", "", "assault")
    work, screen = sit("a", "e status actual", "a", "a")
    assert screen.keys[:2] == ["events 1", "events +1"]
    assert work.sheets[next(iter(work.sheets))].stops["events +1"].decision is Decision.ADDED


def test_a_draft_that_lacks_something_is_not_accepted(sit):
    _, screen = sit("n events", "")
    _, screen = sit("a", "a")
    assert screen.told == ["type is still empty."]


def test_skipped_items_come_last_at_the_next_start(sit):
    sit("s", "a")
    _, screen = sit("a", "a")
    assert screen.keys == ["signals 1", "events 1"]


def test_one_goes_on_where_one_stopped(sit):
    sit("a")
    _, screen = sit("a")
    assert screen.keys == ["events 2", "signals 1"]
    assert (screen.shown[0].number, screen.shown[0].of, screen.shown[0].decided) == (2, 3, 1)


def test_only_the_kinds_asked_for_are_shown(sit):
    _, screen = sit("a", "a", "a", kinds=("signals",))
    assert screen.keys == ["signals 1"]


def test_every_sentence_can_be_stopped_at(sit):
    work, screen = sit("a", "a", "a", "a", every_sentence=True)
    assert screen.keys == ["events 1", "events 2", "signals 1", "sentence 3"]
    assert decisions(work)["sentence 3"] == ("seen", "Ada")


def test_in_a_bare_sentence_there_is_nothing_to_reject_or_edit(sit):
    _, screen = sit("a", "a", "a", "r", "e", "a", every_sentence=True)
    assert [line.partition(".")[0].partition(";")[0] for line in screen.told] == [
        "Nothing was read here", "Nothing was read here",
    ]  # fmt: skip


def test_a_second_annotators_name_is_kept_with_each_decision(sit):
    sit("a", name="Ada")
    work, _ = sit("e status future", "a", "a", name="Ben")
    assert decisions(work) == {
        "events 1": ("accepted", "Ada"),
        "events 2": ("corrected", "Ben"),
        "signals 1": ("accepted", "Ben"),
    }
    gold = gold_of(work)
    assert gold.annotator == "Ada, Ben"
    (report,) = gold.reports
    assert [(event.annotator, event.decision) for event in report.events] == [
        ("Ada", "accepted"), ("Ben", "corrected"),
    ]  # fmt: skip


def kinds_of(report: GoldReport) -> set[str]:
    kinds = {"events", "signals", "statements", "predictions", "commitments", "posture"}
    return kinds & report.model_fields_set


ALL = ("events", "signals", "statements", "predictions", "commitments", "posture")


@pytest.mark.parametrize(
    ("answers", "every_sentence", "expected"),
    [
        ("aaa", False, {"events", "signals"}),  # of the others nobody has looked for any
        ("aaaa", True, set(ALL)),  # here somebody has
        ("rra", False, {"events", "signals"}),  # that there is none is known of events
        ("aas", False, {"events"}),
        ("asa", False, {"signals"}),
        ("aa", False, None),
        ("aaa", True, None),
        ("", False, None),
    ],
)
def test_only_what_is_finished_is_gold(sit, answers, every_sentence, expected):
    work, _ = sit(*answers, kinds=ALL, every_sentence=every_sentence)
    reports = gold_of(work).reports
    assert [kinds_of(report) for report in reports] == ([expected] if expected else [])


def test_rejected_items_are_absent(sit):
    work, _ = sit("r", "a", "a")
    (report,) = gold_of(work).reports
    assert [event.quote for event in report.events] == ["Borland condemned the attack."]


def test_kinds_annotated_one_after_the_other_come_together(sit):
    sit("a", "a", kinds=("events",))
    work, _ = sit("a", kinds=("signals",))
    (report,) = gold_of(work).reports
    assert kinds_of(report) == {"events", "signals"}
