"""Labelled sentences as tokens, numbers and batches."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.evaluation.marked_file import read_marks
from tocsin.reading.coder import Marked
from tocsin.reading.coder.pieces import MARKS
from tocsin.training.examples import (
    BATCH,
    IGNORED,
    Example,
    Task,
    batches,
    pair_examples,
    tag_examples,
    tokens_of,
)
from tocsin.training.labels import SIDE_TAGS, labels_for
from tocsin.training.material import Pair, Tagged

LABELS = labels_for(("B-Person", "I-Person", "O"))


def told(sentence: str) -> str:
    return " ".join(
        f"{token}/{tag}" if tag != "O" else token
        for token, tag in zip(*tokens_of(read_marks(sentence)), strict=True)
    )


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        ("<s>Mali</s> left <t>Chad</t>.", "Mali/B-S left Chad/B-T ."),
        (
            "<s>The army</s> shelled <t>two northern towns</t>",
            "The/B-S army/I-S shelled two/B-T northern/I-T towns/I-T",
        ),
        # signs are tokens, and marks may fall inside a word
        ("<s>Mali</s>'s envoy", "Mali/B-S ' s envoy"),
        ("<t>U.N.</t> staff", "U/B-T ./I-T N/I-T ./I-T staff"),
        ("the <t>Franco</t>-<s>German</s> plan", "the Franco/B-T - German/B-S plan"),
        ("<s>Mali</s> <t>Chad</t>", "Mali/B-S Chad/B-T"),
        # a token in both is the source's
        ("<t><s>Mali</s> rebels</t> left", "Mali/B-S rebels/B-T left"),
        ("nobody left", "nobody left"),
        ("", ""),
    ],
)
def test_a_marked_sentence_as_tagged_tokens(sentence, tokens):
    assert told(sentence) == tokens


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_tokens_keep_every_character_but_blanks(text, one, two, three):
    first, second, third = sorted((one, two, three))
    tokens, tags = tokens_of(Marked(text, (first, second), (second, third)))
    assert "".join(tokens) == "".join(text.split())
    assert len(tokens) == len(tags)
    assert all(tokens)
    for before, tag in zip(("O", *tags), tags, strict=False):
        assert tag[0] != "I" or before[1:] == tag[1:]


def test_a_pair_in_numbers():
    pair = Pair(
        read_marks("<s>Mali</s> freed <t>six Chadians</t>."),
        ("CONCEDE", "RETREAT"),
        "RETREAT/release",
        ("military", "legal"),
    )
    (example,) = pair_examples([pair], LABELS)
    assert (example.ids[example.source], example.ids[example.target]) == (MARKS[0], MARKS[2])
    assert [LABELS.types[at] for at in example.types] == ["CONCEDE", "RETREAT"]
    assert LABELS.modes[example.mode] == "RETREAT/release"
    assert [LABELS.contexts[at] for at in example.contexts] == ["military", "legal"]


def test_what_a_label_does_not_say_is_not_learnt():
    (example,) = pair_examples([Pair(read_marks("<s>Mali</s> left"), ("NONE",))], LABELS)
    assert (example.mode, example.contexts, example.target) == (None, None, 0)


@pytest.mark.parametrize(
    ("task", "names", "tags", "learnt"),
    [
        (Task.SIDES, SIDE_TAGS, ("B-S", "O", "B-T"), ["B-S", "O", "B-T"]),
        (Task.SIDES, SIDE_TAGS, ("B-S", "B-V", "B-T"), ["B-S", "O", "B-T"]),  # an unknown one
        (Task.ENTITIES, LABELS.entities, ("B-Person", "O", "B-Ship"), ["B-Person", "O", "O"]),
    ],
)
def test_a_token_is_tagged_by_its_first_piece(task, names, tags, learnt):
    (example,) = tag_examples(task, [Tagged(("Ouagadougou", "left", "Chad"), tags)], names)
    assert len(example.ids) > 5  # the first token has several pieces
    assert len(example.tags) == len(example.ids)
    assert [names[tag] for tag in example.tags if tag != IGNORED] == learnt
    assert example.tags[0] == example.tags[-1] == IGNORED


lengths = st.lists(st.tuples(st.sampled_from(Task), st.integers(1, 60)), max_size=120)


@given(lengths, st.integers(0, 9))
def test_batches_hold_every_example_once_and_are_of_one_task(made, seed):
    examples = [Example(task, [at] * long) for at, (task, long) in enumerate(made)]
    found = batches(examples, random.Random(seed))
    assert sorted(example.ids[0] for batch in found for example in batch) == list(range(len(made)))
    for batch in found:
        assert 0 < len(batch) <= BATCH
        assert len({example.task for example in batch}) == 1
    assert found == batches(examples, random.Random(seed))
