"""Accepted acts as marked sentences: who is found, what is left out, and that it reads back."""

import json

import pytest

from tocsin.annotation.marked_rows import export_coding
from tocsin.domain import InputError
from tocsin.evaluation.marked_file import read_marked


def gold_file(folder, text, *events, desk_published="2031-04-16"):
    path = folder / "gold.json"
    report = {"text": text, "published": desk_published, "events": list(events)}
    path.write_text(json.dumps({"form": "tocsin-gold/1", "reports": [report]}))
    return path


def event(quote, type_="ASSAULT", source="ARV", target="BOR", **more):
    return {"quote": quote, "type": type_, "status": "actual", "source": source,
            "target": target, **more}  # fmt: skip


def marked(path):
    """The marked sentences of an exported file with their types."""
    lines = path.read_text().splitlines()
    assert lines[0].split("\t") == [
        "sentence", "marked_sentence", "source", "target", "gold_root",
    ]  # fmt: skip
    return [(line.split("\t")[1], line.split("\t")[4]) for line in lines[1:]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Arvia shelled Borland.", "<s>Arvia</s> shelled <t>Borland</t>."),
        ("Borland was shelled by Arvia.", "<t>Borland</t> was shelled by <s>Arvia</s>."),
        ("Arvian troops shot Borlander guards.",
         "<s>Arvian troops</s> shot <t>Borlander guards</t>."),
        ("Arvia's army attacked the ports of Borland.",
         "<s>Arvia's army</s> attacked the ports of <t>Borland</t>."),
        ("Arvia attacked Borland, Borland said.",
         "<s>Arvia</s> attacked <t>Borland</t>, Borland said."),
    ],
)  # fmt: skip
def test_the_words_for_each_side_are_marked(tmp_path, desk, sentence, expected):
    gold = gold_file(tmp_path, f"It was Monday. {sentence} Rain fell.", event(sentence))
    export_coding(gold, tmp_path / "out.tsv", desk=desk)
    assert marked(tmp_path / "out.tsv") == [(expected, "ASSAULT")]


TWO = "Arvia condemned Borland and expelled its envoys."
MANY = f"Arvia shelled Borland. The army shelled Borland again. {TWO} Arvia hit Borland."


def test_what_would_mislead_a_coder_is_left_out_and_counted(tmp_path, desk):
    gold = gold_file(
        tmp_path,
        MANY,
        event("Arvia shelled Borland."),
        event("Arvia shelled Borland."),  # the same twice is once
        event("The army shelled Borland again."),
        event(TWO, "ACCUSE"),
        event(TWO, "SANCTION"),
        event("Arvia hit Borland", status="negated"),
        event("Arvia hit Borland", optional=True),
        event("Arvia hit Borland", target=[]),
    )
    done = export_coding(gold, tmp_path / "out.tsv", desk=desk)
    assert done.rows == 1
    assert done.left_out == (
        "acts of different types between the same words: 2",
        "acts that are not actual: 1",
        "acts that are optional in the gold: 1",
        "acts without both sides named in their sentence: 2",
    )


def test_it_reads_back_as_it_was(tmp_path, desk):
    sentence = 'Arvia\tshelled "Tolm",\nin Borland, and said: "Enough."'
    gold = gold_file(tmp_path, f"{sentence} Rain fell.", event("shelled"))
    export_coding(gold, tmp_path / "out.tsv", desk=desk)
    file = read_marked(tmp_path / "out.tsv")
    assert file.bad == ()
    ((_, found, label),) = file.rows
    assert found.text == 'Arvia shelled "Tolm", in Borland, and said: "Enough."'
    assert (found.text[slice(*found.source)], found.text[slice(*found.target)], label) == (
        "Arvia", "Borland", "ASSAULT",
    )  # fmt: skip


def test_nothing_to_write_is_an_error_and_no_file(tmp_path, desk):
    gold = gold_file(tmp_path, "Arvia shelled Borland.", event("shelled", status="future"))
    with pytest.raises(
        InputError, match=r"no act that can be written: acts that are not actual: 1"
    ):
        export_coding(gold, tmp_path / "out.tsv", desk=desk)
    assert not (tmp_path / "out.tsv").exists()
