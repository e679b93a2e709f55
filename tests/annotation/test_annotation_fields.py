"""What may be typed into a field, and what becomes of it."""

import pytest

from tocsin.annotation.fields import FORMS, Place, as_gold, with_answer
from tocsin.domain import UsageError
from tocsin.evaluation.gold import KINDS, GoldItem

EVENT = {"quote": "Arvia shelled Tolm", "start": 0, "end": 18, "type": ["SANCTION"],
         "mode": "expel", "status": ["actual"], "source": ["ARV"], "target": ["BOR"]}  # fmt: skip


def form(kind: str, name: str):
    return next(form for form in FORMS[kind] if form.name == name)


def answered(kind, name, answer, report, known, fields=EVENT):
    return with_answer(form(kind, name), answer, Place(report, fields, known))


def test_every_field_of_the_gold_form_can_be_set():
    own = {"start", "end", "annotator", "decision"}
    for kind, model in KINDS.items():
        assert {form.name for form in FORMS[kind]} == model.model_fields.keys() - own


@pytest.mark.parametrize(
    ("kind", "name", "answer", "value"),
    [
        ("events", "type", "assault", ["ASSAULT"]),
        ("events", "type", "aid, support", ["AID", "SUPPORT"]),
        ("events", "type", "AID|SUPPORT", ["AID", "SUPPORT"]),
        ("events", "type", "mob", ["MOBILIZE"]),
        ("events", "mode", "conv", "convict"),
        ("events", "status", "cond", ["conditional"]),
        ("events", "source", "BOR", ["BOR"]),
        ("events", "source", "bor", ["BOR"]),
        ("events", "source", "Borland", ["BOR"]),
        ("events", "source", "Arvia, Borland", ["ARV", "BOR"]),
        ("events", "source", "Lavrov", ["RUS"]),  # a person counts for whom they speak for
        ("events", "target", "-", []),
        ("events", "target", "BOR, none", ["BOR", ""]),
        ("events", "optional", "y", True),
        ("signals", "kind", "red line", ["red_line"]),
        ("signals", "condition", "Tolm falls", "Tolm falls"),
        ("statements", "speech_act", "den", ["denied"]),
        ("posture", "actor", "Arvia", "ARV"),
        ("posture", "change", "-1,500", -1500),
        ("posture", "total", "2 000", 2000),
    ],
)
def test_an_answer_is_taken(kind, name, answer, value, report, known):
    assert answered(kind, name, answer, report, known)[name] == value


@pytest.mark.parametrize(
    ("kind", "name", "answer", "message"),
    [
        ("events", "type", "fight", "type cannot be 'fight'; there are: AGREE, "),
        ("events", "type", "co", "'co' may be CONSULT or COOPERATE or CONCEDE or COERCE."),
        ("events", "type", "-", "type cannot be empty."),
        ("events", "mode", "troops", "mode cannot be 'troops'; there are: "),
        ("events", "source", "Arvja", "there is no actor 'Arvja'. Did you mean: "),
        ("events", "source", "Qqqq", "there is no actor 'Qqqq'. `tocsin actors NAME` finds"),
        ("posture", "total", "many", "total is a whole number, such as 1,500 or -200."),
        ("events", "quote", "nowhere to be found", "the report does not have these words."),
    ],
)
def test_a_wrong_answer_is_told_what_there_is(kind, name, answer, message, report, known):
    with pytest.raises(UsageError) as failure:
        answered(kind, name, answer, report, known)
    assert str(failure.value).startswith(message)


def test_another_type_takes_the_mode_of_the_old_one_away(report, known):
    assert "mode" not in answered("events", "type", "assault", report, known)
    assert answered("events", "type", "sanction", report, known)["mode"] == "expel"


def test_the_words_of_a_quotation_are_found_in_the_report(report, known):
    fields = answered("events", "quote", "Rain   fell", report, known)
    assert report.text[fields["start"] : fields["end"]] == fields["quote"] == "Rain fell"


def test_what_lacks_something_is_no_item():
    assert isinstance(as_gold("events", EVENT), GoldItem)
    with pytest.raises(UsageError, match="status is still empty"):
        as_gold("events", {**EVENT, "status": []})
