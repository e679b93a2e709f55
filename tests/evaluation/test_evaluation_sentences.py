"""Coders and taggers that are right, wrong or unsure by design, on files of a few sentences."""

from itertools import count
from pathlib import Path

import pytest

from tocsin.domain import EventType, TocsinError
from tocsin.evaluation import as_json, evaluate_actors, evaluate_coding, evaluate_entities
from tocsin.evaluation.coding import quad_of
from tocsin.evaluation.heads import heads_of
from tocsin.evaluation.tagged_file import spans_of
from tocsin.reading.coder import Coding

T = EventType


def clock():
    """Two seconds between any two looks."""
    ticks = count(0, 2)
    return lambda: float(next(ticks))


def coder(*answers):
    """A coder that gives these types, or (type, confidence), to the sentences of a file."""

    def code(sentences):
        found = []
        for at, _ in enumerate(sentences):
            answer = answers[at]
            type_, sure = answer if isinstance(answer, tuple) else (answer, 0.5)
            found.append(Coding(type_, None, sure, "by design", {type_: sure}))
        return found

    return code


@pytest.fixture
def coding_file(tmp_path: Path):
    def write(*gold: str) -> Path:
        path = tmp_path / "gold.tsv"
        rows = (f"<s>Arvia</s> acted on <t>Borland</t> ({at}).\t{g}" for at, g in enumerate(gold))
        path.write_text("\n".join(["marked_sentence\tgold_root", *rows]))
        return path

    return write


def test_concede_and_retreat_are_yield_where_the_file_says_yield(coding_file):
    path = coding_file("YIELD", "YIELD", "AID")
    found = evaluate_coding(path, code=coder(T.CONCEDE, T.RETREAT, T.AID))
    assert found.scores["macro_f1"] == found.scores["accuracy"] == 1
    assert set(found.tables["per_class"]) == {"YIELD", "AID"}
    assert found.errors == []


def test_and_are_kept_apart_where_it_does_not(coding_file):
    path = coding_file("CONCEDE", "RETREAT", "AID")
    found = evaluate_coding(path, code=coder(T.RETREAT, T.RETREAT, T.AID))
    assert found.scores["accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert found.scores["binary_macro_f1"] == 1  # both are cooperation
    assert found.scores["quad_macro_f1"] < 1  # one in words, the other in deeds


@pytest.mark.parametrize(
    ("label", "quad"),
    [
        *((label, "verbal_cooperation") for label in ("AGREE", "CONSULT", "SUPPORT", "CONCEDE")),
        *((label, "material_cooperation") for label in ("COOPERATE", "AID", "YIELD", "RETREAT")),
        *((label, "verbal_conflict") for label in ("REQUEST", "ACCUSE", "REJECT", "THREATEN")),
        *(
            (label, "material_conflict")
            for label in ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
        ),
    ],
)
def test_quadrants_are_those_of_the_published_data(label, quad):
    assert quad_of(label) == quad


def test_coding_scores_are_those_counted_by_hand(coding_file):
    # AID and SUPPORT are confused: one quad off, one side. ASSAULT for ACCUSE: likewise.
    path = coding_file("AID", "AID", "SUPPORT", "ACCUSE", "ASSAULT")
    found = evaluate_coding(
        path, code=coder(T.AID, T.SUPPORT, T.SUPPORT, T.ASSAULT, T.ASSAULT), clock=clock()
    )
    assert found.n == 5
    assert found.scores == {
        "macro_f1": 0.5,  # AID 2/3, SUPPORT 2/3, ACCUSE 0, ASSAULT 2/3
        "accuracy": 0.6,
        "binary_macro_f1": 1.0,
        "quad_macro_f1": 0.5,
        "macro_precision": 0.5,  # 1, 1/2, 0, 1/2
        "macro_recall": 0.625,  # 1/2, 1, 0, 1
    }
    assert found.sentences_per_second == 2.5
    assert found.confusion is not None
    assert found.confusion.labels == ("SUPPORT", "AID", "ACCUSE", "ASSAULT")
    assert found.confusion.matrix == ((1, 0, 0, 0), (1, 1, 0, 0), (0, 0, 0, 1), (0, 0, 0, 1))


def test_a_type_that_is_only_given_has_no_part_in_the_mean(coding_file):
    found = evaluate_coding(coding_file("AID", "AID"), code=coder(T.AID, T.PROTEST))
    assert found.scores["macro_f1"] == pytest.approx(2 / 3, abs=1e-4)


def test_errors_come_with_the_surest_first(coding_file):
    path = coding_file("AID", "AID", "AID", "AID")
    answers = ((T.AID, 0.9), (T.ASSAULT, 0.4), (T.REJECT, 0.8), (T.ACCUSE, 0.8))
    found = evaluate_coding(path, code=coder(*answers))
    assert [(e["line"], e["predicted"], e["confidence"]) for e in found.errors] == [
        (4, "REJECT", 0.8),
        (5, "ACCUSE", 0.8),
        (3, "ASSAULT", 0.4),
    ]
    assert (found.errors[0]["source"], found.errors[0]["target"]) == ("Arvia", "Borland")
    assert len(as_json(found, errors=2)["errors"]) == 2


def test_calibration_is_the_distance_of_confidence_and_accuracy(coding_file):
    path = coding_file("AID", "AID", "AID", "AID")
    answers = ((T.AID, 0.95), (T.AID, 0.95), (T.AID, 0.55), (T.REJECT, 0.55))
    found = evaluate_coding(path, code=coder(*answers))
    assert found.details is not None
    calibration = found.details["calibration"]
    assert [(row["low"], row["n"], row["accuracy"]) for row in calibration["bins"]] == [
        (0.5, 2, 0.5),
        (0.9, 2, 1.0),
    ]
    assert calibration["expected_error"] == pytest.approx((2 * 0.05 + 2 * 0.05) / 4)


def test_a_certain_coder_is_in_the_last_bin(coding_file):
    found = evaluate_coding(coding_file("AID"), code=coder((T.AID, 1.0)))
    assert found.details is not None
    assert found.details["calibration"]["bins"][0]["high"] == 1.0


# -- tagged tokens -------------------------------------------------------------

ACTORS = """The B-S
foreign I-S
minister I-S
of I-S
Arvia I-S
accused O
Borland B-T
. O

Arvia B-S
met O
Ondria B-R
. O
"""


@pytest.fixture
def tagged_file(tmp_path: Path):
    def write(content: str) -> Path:
        path = tmp_path / "gold.txt"
        path.write_text(content)
        return path

    return write


def tagger(*rows: str):
    return lambda sentences: [row.split() for row in rows[: len(sentences)]]


@pytest.mark.parametrize(
    ("tags", "counts"),
    [
        ("B-S I-S I-S I-S I-S O B-T O", True),  # the same span
        ("O B-S I-S O O O B-T O", True),  # "foreign minister": its head is in the gold span
        ("O O O O B-S O B-T O", True),  # "Arvia" lies in it too
        ("O O O O O B-S B-T O", False),  # "accused" does not
        ("O O O O O O B-S O", False),  # the other side's
    ],
)
def test_a_span_counts_where_its_head_lies_in_the_gold(tagged_file, tags, counts):
    found = evaluate_actors(tagged_file(ACTORS), tag=tagger(tags, "O O O O"))
    # Two sources are there and one was given.
    assert found.scores["source_recall"] == (0.5 if counts else 0)
    assert found.scores["source_precision"] == (1 if counts else 0)


def test_the_head_is_what_the_rest_hangs_on():
    tokens = ["The", "army", "of", "Arvia", "withdrew", "."]
    spans = spans_of(["B-S", "I-S", "I-S", "I-S", "O", "O"])
    assert heads_of([tokens], [spans]) == [{spans[0]: 1}]


def test_sides_by_span_and_by_token(tagged_file):
    found = evaluate_actors(
        tagged_file(ACTORS),
        tag=tagger("O B-S I-S O O O O O", "B-S O B-T O"),
        clock=clock(),
    )
    assert found.scores == {
        "macro_f1": 0.5,
        "source_f1": 1.0,
        "source_precision": 1.0,
        "source_recall": 1.0,
        "target_f1": 0.0,
        "target_precision": 0.0,  # R counts as O, so Ondria is no target
        "target_recall": 0.0,
    }
    assert found.tables["per_token"]["source"][:5] == (1.0, 0.5, 0.6667, 6, 3)
    assert found.errors[0]["missed"] == ["target: Borland"]
    assert found.errors[1]["wrong"] == ["target: Ondria"]
    assert (found.n, found.sentences_per_second) == (2, 1.0)


def test_two_given_spans_in_one_gold_span_are_one_right(tagged_file):
    found = evaluate_actors(tagged_file(ACTORS), tag=tagger("O O B-S O B-S O B-T O", "B-S O O O"))
    assert found.scores["source_precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert found.scores["source_recall"] == 1


ENTITIES = """Arvian B-Organisation
army I-Organisation
tanks B-MilitaryPlatform
left O
Tolm B-Location
"""


@pytest.mark.parametrize(
    ("tags", "strict", "loose"),
    [
        ("B-Organisation I-Organisation B-MilitaryPlatform O B-Location", 1, 1),
        ("B-Organisation O B-MilitaryPlatform O B-Location", 2 / 3, 1),  # "Arvian" alone
        ("B-Person I-Person B-MilitaryPlatform O B-Location", 2 / 3, 2 / 3),  # another kind
        ("O O O O O", 0, 0),
    ],
)
def test_entities_count_exactly_or_by_overlap(tagged_file, tags, strict, loose):
    found = evaluate_entities(tagged_file(ENTITIES), tag=tagger(tags))
    assert found.scores["micro_f1"] == pytest.approx(strict, abs=1e-4)
    assert found.scores["overlap_micro_f1"] == pytest.approx(loose, abs=1e-4)
    assert found.scores["macro_f1"] == pytest.approx(strict, abs=1e-4)


def test_a_tagger_that_loses_a_token_is_told_so(tagged_file):
    with pytest.raises(TocsinError, match="gave 1 tags for the 5 tokens of sentence 1"):
        evaluate_entities(tagged_file(ENTITIES), tag=tagger("O"))
