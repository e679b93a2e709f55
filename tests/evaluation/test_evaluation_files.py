"""Gold files as editors and spreadsheets leave them; what is wrong is named, the rest is taken."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import InputError
from tocsin.evaluation import read_gold, write_gold
from tocsin.evaluation.gold_places import locate
from tocsin.evaluation.marked_file import read_marked, read_marks
from tocsin.evaluation.tagged_file import read_tagged

HEADER = "sentence\tmarked_sentence\tsource\ttarget\tgold_root"
ROW = "Arvia shelled Tolm.\t<s>Arvia</s> shelled <t>Tolm</t>.\tArvia\tTolm\tASSAULT"


@pytest.fixture
def save(tmp_path: Path):
    def write(content: str | bytes, name: str = "gold") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def only(path):
    (row,) = read_marked(path).rows
    return row


# -- marked sentences ----------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{ROW}\n",
        f"{HEADER}\n{ROW}",
        f"{HEADER}\r\n{ROW}\r\n",
        f"\ufeff{HEADER}\n{ROW}\n",
        f"{HEADER}\n\n{ROW}\n\n",
        f"{HEADER}\tnote\n{ROW}\tanything\n",
        f"{HEADER.upper()}\n{ROW.replace('ASSAULT', ' assault ')}\n",
        f"{HEADER}\n" + "\t".join(f'"{field}"' for field in ROW.split("\t")),
        f"{HEADER}\n{ROW}".encode("utf-16"),
    ],
    ids=["plain", "no last end", "crlf", "bom", "blank lines", "more", "case", "quoted", "utf-16"],
)
def test_one_sentence_however_it_is_written(save, content):
    row = only(save(content))
    text, source, target = row.marked
    assert text == "Arvia shelled Tolm."
    assert (text[slice(*source)], text[slice(*target)], row.gold) == ("Arvia", "Tolm", "ASSAULT")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ('"<s>Arvia</s> said ""no"" to <t>Borland</t>."', 'Arvia said "no" to Borland.'),
        ('"No," <s>Arvia</s> told <t>Borland</t>.', '"No," Arvia told Borland.'),
        ('"<s>Arvia</s> and\t<t>Borland</t> met."', "Arvia and\tBorland met."),
        ('"<s>Arvia</s> and\n<t>Borland</t> met."', "Arvia and\nBorland met."),
        ('<s>Arvia</s> "called on <t>Borland</t>.', 'Arvia "called on Borland.'),
    ],
    ids=["doubled", "speech", "tab", "line", "unclosed"],
)  # fmt: skip
def test_quotation_marks_of_a_table_and_of_a_sentence(save, field, text):
    path = save(f"marked_sentence\tgold_root\n{field}\tREJECT\n<s>A</s> met <t>B</t>\tCONSULT\n")
    first, second = read_marked(path).rows
    assert first.marked.text == text
    assert (first.gold, second.gold) == ("REJECT", "CONSULT")


@pytest.mark.parametrize(
    ("marked", "source", "target"),
    [
        ("<s>Arvia</s> struck <t>Borland</t> near <t>Tolm</t>.", "Arvia", "Borland"),
        ("<s><t>Arvian</t> rebels</s> fought.", "Arvian rebels", "Arvian"),
        ("<s>Arvia </s>struck.", "Arvia", ""),
        ("<t>Tolm</t> was struck.", "", "Tolm"),
        ("Nobody < anybody.", "", ""),
    ],
)
def test_marks(marked, source, target):
    text, *spans = read_marks(marked)
    assert "<s>" not in text
    assert "</t>" not in text
    assert [text[slice(*span)] for span in spans] == [source, target]


def test_a_side_that_the_sentence_leaves_unsaid_does_not_cost_the_sentence(save):
    row = "The border was shut.\tThe border was shut.\tAn actor\ta recipient\tCOERCE"
    assert only(save(f"{HEADER}\n{row}\n")).marked[1:] == ((0, 0), (0, 0))


def test_without_marks_the_sides_are_looked_for(save):
    content = "sentence\tsource\ttarget\tgold_root\nArvian Arvia hit Tolm.\tarvia\tTolm\tASSAULT"
    text, source, target = only(save(content)).marked
    assert (text[slice(*source)], text[slice(*target)]) == ("Arvia", "Tolm")
    assert source == (7, 12)


def test_bad_rows_are_named_by_line_and_the_rest_is_taken(save):
    bad = "\t<s>A</s> met <t>B</t>\tA\tB"
    file = read_marked(save(f"{HEADER}\n{bad}\tFIGHT\n{ROW}\n{bad}\n\t\tA\tB\tAID\n"))
    assert [row.line for row in file.rows] == [3]
    assert [row.line for row in file.bad] == [2, 4, 5]
    assert file.bad[0].reason.startswith("gold_root is 'FIGHT'; there are: AGREE, ")
    assert [row.reason for row in file.bad[1:]] == [
        "gold_root is empty.",
        "the sentence is empty.",
    ]


@pytest.mark.parametrize(
    ("content", "where", "reason"),
    [
        ("", "gold", "is empty."),
        ("marked_sentence\troot\nx\ty\n", "gold, line 1", "the column gold_root is missing; there "
         "are: marked_sentence, root."),
        ("sentence\tgold_root\nx\tAID\n", "gold, line 1", "marked_sentence is missing"),
        (HEADER, "gold", "holds no sentence that can be used"),
        (f"{HEADER}\nfall\xe9".encode("latin-1"), "gold, line 2", "is not UTF-8."),
    ],
    ids=["empty", "no gold", "no marks", "no rows", "latin-1"],
)  # fmt: skip
def test_what_is_no_table_of_sentences_is_refused_in_one_line(save, content, where, reason):
    with pytest.raises(InputError) as caught:
        read_marked(save(content))
    assert f"{where}: " in str(caught.value)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    for path, reason in ((tmp_path / "none.tsv", "there is no such file."), (tmp_path, "folder")):
        with pytest.raises(InputError, match=reason):
            read_marked(path)


plain = st.text(st.characters(exclude_characters='<>"\t\r\n\x00', codec="utf-8"), min_size=1)


@given(st.tuples(plain, plain, plain))
def test_marks_come_off_and_nothing_else(words):
    before, between, after = words
    marked = read_marks(f"{before}<s>Arvia</s>{between}<t>Tolm</t>{after}")
    assert marked.text == f"{before}Arvia{between}Tolm{after}"
    assert marked.text[slice(*marked.source)] == "Arvia"
    assert marked.text[slice(*marked.target)] == "Tolm"


# -- tagged tokens -------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "Arvia B-S\nshelled O\nTolm B-T\n\nNobody O\nfled O\n",
        "Arvia\tB-S\r\nshelled\tO\r\nTolm\tB-T\r\n\r\n\r\nNobody\tO\r\nfled\tO",
        "-DOCSTART- O\n\nArvia N B-S\nshelled V O\nTolm N B-T\n \nNobody N O\nfled V O\n",
    ],
    ids=["blank", "tab and crlf", "more columns"],
)  # fmt: skip
def test_tagged_sentences_however_they_are_written(save, content):
    first, second = read_tagged(save(content)).sentences
    assert first.tokens == ("Arvia", "shelled", "Tolm")
    assert first.tags == ("B-S", "O", "B-T")
    assert second.tokens == ("Nobody", "fled")


def test_any_other_tag_counts_as_o(save):
    (sentence,) = read_tagged(save("Arvia B-S\nshelled X\nTolm _\n")).sentences
    assert sentence.tags == ("B-S", "O", "O")


def test_a_line_without_a_tag_is_named_and_its_sentence_stays(save):
    file = read_tagged(save("Arvia B-S\nshelled\nTolm B-T\n"))
    assert file.sentences[0].tokens == ("Arvia", "Tolm")
    assert [str(row) for row in file.bad] == [
        "line 2: 'shelled' stands alone; a line has a token and its tag."
    ]


def test_a_file_without_tags_is_refused(save):
    with pytest.raises(InputError, match="holds no tagged token; line 1: 'Arvia' stands alone"):
        read_tagged(save("Arvia\nshelled\n"))


# -- gold reports --------------------------------------------------------------

TEXT = "Arvia shelled Tolm. “It won’t stop,” Maran said. Arvia shelled Gravna."


def gold(**lists):
    return json.dumps({"form": "tocsin-gold/1", "reports": [{"text": TEXT, **lists}]}, indent=1)


def event(**fields):
    return {"quote": "Arvia shelled Tolm", "type": "ASSAULT", "source": "ARV", **fields}


def test_one_answer_stands_for_a_list_and_words_may_be_in_any_case(save):
    path = save(gold(events=[event(type="assault", status=["Actual", "future"])]))
    (item,) = read_gold(path).gold.reports[0].events
    assert (item.type, item.status, item.source) == (("ASSAULT",), ("actual", "future"), ("ARV",))


def test_wrong_items_are_named_with_their_line_and_the_rest_is_taken(save):
    content = gold(
        events=[
            event(),
            event(quote="Borland shelled Tolm"),
            event(quote="Arvia shelled Gravna", type="SHELL"),
            event(start=0, end=900),
            "Arvia shelled Tolm",
        ]
    )
    read = read_gold(save(content))
    assert len(read.gold.reports[0].events) == 1
    lines = content.split("\n")
    assert "Borland shelled Tolm" in lines[read.bad[0].line - 1]
    assert "Arvia shelled Gravna" in lines[read.bad[1].line - 1]
    assert read.bad[0].reason == (
        "reports[0].events[1]: its quote, or start and end, lead nowhere in the text."
    )
    assert read.bad[1].reason.startswith("reports[0].events[2]: type.0: Input should be 'AGREE'")
    assert [row.reason.partition(":")[0] for row in read.bad[2:]] == [
        "reports[0].events[3]",
        "reports[0].events[4]",
    ]
    assert read.bad[3].reason.endswith("is no object.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{\n'form': 1}", r"line 2: is not JSON: expecting property name"),
        ("[]", r"has the form None; 'tocsin-gold/1' is read"),
        ('{"form": "other"}', r"has the form 'other'; 'tocsin-gold/1' is read"),
        ('{"form": "tocsin-gold/1"}', r"has no reports"),
        ('{"form": "tocsin-gold/1", "reports": [{}]}', r"reports\[0\]: text: Field required"),
    ],
)
def test_what_is_no_gold_file_is_refused_in_one_line(save, content, message):
    with pytest.raises(InputError, match=message):
        read_gold(save(content))


def test_what_is_written_is_read_again(save):
    first = read_gold(save(gold(events=[event(mode="artillery", optional=True)], signals=[]))).gold
    again = read_gold(save(write_gold(first), "again")).gold
    assert again == first
    assert again.reports[0].model_fields_set == {"text", "events", "signals"}


@pytest.mark.parametrize(
    ("quote", "near", "place"),
    [
        ("Arvia shelled", 0, (0, 13)),
        ("Arvia shelled", 60, (49, 62)),  # the nearer of the two
        ("It won't stop", 0, (21, 34)),  # quotation marks of another kind
        ("Arvia  shelled\nTolm", 0, (0, 18)),
        ("Arvia fled", 0, None),
        ("", 0, None),
    ],
)
def test_where_a_quotation_stands(quote, near, place):
    assert locate(quote, TEXT, near=near) == place
