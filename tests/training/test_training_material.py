"""What the coder learns from: every row has its form, and what has not is named by its line."""

import re
import subprocess
import sys
from collections import Counter

import pytest

from tocsin.domain import EventType, InputError
from tocsin.evaluation.marked_file import read_marks
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.frames import frames
from tocsin.training.labels import NONE, labels_for
from tocsin.training.material import SENTENCES, gather, our_sentences

FILES = sorted(path.name for path in SENTENCES.glob("*.tsv"))
README = (SENTENCES / "README.md").read_text(encoding="utf-8")


def rows(name: str) -> list[tuple[int, str]]:
    lines = (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    return list(enumerate(lines, start=1))


# The sentences that ship


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_one_marked_sentence_and_one_code(name):
    for number, line in rows(name):
        assert line.count("\t") == 1, f"{name}, line {number}"
        sentence, code = line.split("\t")
        assert re.fullmatch(r"\d{3,4}|NONE|[A-Z]+/[a-z-]+", code), f"{name}, line {number}: {code}"
        for side in "st":
            assert len(re.findall(f"<{side}>.+?</{side}>", sentence)) == 1, f"{name}, line {number}"
        marked = read_marks(sentence)
        assert "<" not in marked.text, f"{name}, line {number}"
        assert not set(range(*marked.source)) & set(range(*marked.target)), f"{name}, line {number}"


def test_every_code_is_one_of_the_codebook():
    labels = labels_for(("O",))
    for pair in our_sentences():
        (type_,) = pair.types
        assert type_ in labels.types
        assert pair.mode is None or pair.mode in labels.modes
        assert pair.mode is None or pair.mode.partition("/")[0] == type_
        assert set(pair.contexts or ()) <= set(codebook().contexts)


def test_no_sentence_stands_twice_with_the_same_marks():
    told = Counter(pair.marked for pair in our_sentences())
    assert [marked for marked, times in told.items() if times > 1] == []


def test_one_sentence_with_the_same_marks_reversed_is_another_row():
    """Who does it is what the model has to learn: both directions are there to be told apart."""
    told = {pair.marked for pair in our_sentences()}
    turned = {marked._replace(source=marked.target, target=marked.source) for marked in told}
    assert len(told & turned) > 100


def test_every_type_has_hundreds_of_sentences():
    numbers = Counter(type_ for pair in our_sentences() for type_ in pair.types)
    assert set(numbers) == {*EventType, NONE}
    assert min(numbers.values()) >= 300


def test_the_readme_names_every_file_and_how_many_sentences_there_are():
    table = [line for line in README.splitlines() if line.startswith("| `")]
    assert sorted(re.findall(r"`([a-z_]+\.tsv)`", "\n".join(table))) == FILES
    (number,) = re.findall(r"([\d,]+) sentences", README)
    assert int(number.replace(",", "")) == pytest.approx(len(list(our_sentences())), abs=99)


# Files from elsewhere


def test_everything_is_gathered(shared):
    material = gather(shared)
    marked_frames = [
        frame for frame in frames() if "</s>" in frame.example and "</t>" in frame.example
    ]
    assert len(material.broad) == len(list(our_sentences())) + len(marked_frames)
    assert len(material.real) == len(material.sides) == 40
    assert len(material.entities) == 2


def test_yield_admits_both_of_its_types(shared):
    types = Counter(pair.types for pair in gather(shared).real)
    assert types["CONCEDE", "RETREAT"] == 3
    assert types["ASSAULT",] == 3


def test_other_tags_count_as_o_among_sides_and_stay_among_entities(shared):
    told = shared / "cameo_ner_train.txt"
    told.write_text(told.read_text() + "\nApia B-Location\nis O\nfar B-V\n")
    material = gather(shared)
    assert material.sides[-1].tags == ("O", "O", "O")
    assert {tag for row in material.entities for tag in row.tags} >= {"B-Weapon", "I-Person"}


def test_files_of_ones_own_stand_behind_the_news(shared, tmp_path):
    more = tmp_path / "mine.tsv"
    more.write_text("marked_sentence\tgold_root\n<s>Arvia</s> shelled <t>Tolm</t>.\tASSAULT\n")
    real = gather(shared, [more]).real
    assert len(real) == 41
    assert real[-1].marked.text == "Arvia shelled Tolm."


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("<s>A</s> met <t>B</t>.\t999", "unknown CAMEO code '999'"),
        ("<s>A</s> met <t>B</t>.\tFIGHT/hard", "'FIGHT' is not a valid EventType"),
        ("<s>A</s> met <t>B</t>.\tCONSULT/hard", "CONSULT has no mode 'hard'"),
        ("<s>A</s> met <t>B</t>.", "has no known code: unknown CAMEO code ''"),
        ("<s>A</s> met <t>B</t>.\tnone", "unknown CAMEO code 'none'"),
        ("<s>A met <t>B</t>.\t040", "has not both sides marked"),
        ("", "has not both sides marked"),
    ],
)
def test_a_row_of_ours_without_a_code_is_named_by_file_and_line(tmp_path, row, problem):
    file = tmp_path / "acts.tsv"
    file.write_text(f"<s>Arvia</s> met <t>Borland</t>.\t040\n{row}\n")
    with pytest.raises(InputError) as failure:
        list(our_sentences(tmp_path))
    assert str(failure.value).startswith(f"{file}, line 2: ")
    assert problem in str(failure.value)


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        (
            "plv_train.tsv",
            "<s>A</s> hit <t>B</t>\tFIGHT",
            "line 42: gold_root is 'FIGHT'; ",
        ),
        ("cameo_ner_train.txt", "\nlonely", ": 'lonely' stands alone; "),
        ("re3d/train.txt", "\nlonely", "line 16: 'lonely' stands alone; "),
    ],
)
def test_a_line_that_is_wrong_is_named_before_an_hour_is_spent(shared, name, line, message):
    path = shared / name
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(InputError) as failure:
        gather(shared)
    assert str(failure.value).startswith(f"{path}, line ")
    assert message in str(failure.value)
    assert str(failure.value).endswith("Correct it or take it out.")


def test_how_many_more_lines_are_wrong(shared):
    path = shared / "plv_train.tsv"
    path.write_text(path.read_text() + "<s>A</s> hit <t>B</t>\tFIGHT\n" * 3)
    with pytest.raises(InputError, match=r"line 42: .+ 2 more lines are wrong too\.$"):
        gather(shared)


@pytest.mark.parametrize("name", ["plv_train.tsv", "cameo_ner_train.txt", "re3d/train.txt"])
def test_a_file_that_is_not_there_is_named(shared, name):
    (shared / name).unlink()
    with pytest.raises(InputError, match=re.escape(f"{shared / name}: there is no such file.")):
        gather(shared)


# Without the extra


def test_gathering_and_dividing_need_no_pytorch():
    script = (
        "import sys; sys.modules['torch'] = None\n"
        "import tocsin.training, tocsin.training.examples, tocsin.training.folds\n"
        "import tocsin.training.joining, tocsin.training.material"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_command_says_what_to_install(shared):
    script = (
        "import sys; sys.modules['torch'] = None\n"
        "from tocsin.__main__ import main\n"
        f"sys.argv = ['tocsin', 'train', 'coder', '--shared', {str(shared)!r}]\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == (
        "tocsin: training needs torch, which is not installed. Install Tocsin with its extra: "
        "pip install 'tocsin[train]'\n"
    )
