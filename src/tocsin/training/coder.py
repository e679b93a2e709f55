"""How the coder's model is made: broad lessons, then real news, measured on what it had not seen.

1. A broad start: our own sentences and the frames' examples teach every act.
2. Five folds: from that start five networks learn from four fifths of the real
   sentences each and answer the last; their answers give the published figures
   and fit how the frames' vote is joined.
3. The committed model learns from all real sentences: the mean of the weights
   of several runs (Wortsman et al. 2022, ICML, arXiv:2203.05482).
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from tocsin.reading.coder.framed import FrameVote, frame_votes
from tocsin.training.examples import (
    Example,
    Task,
    pair_examples,
    tag_examples,
    tokens_of,
)
from tocsin.training.export import export
from tocsin.training.fitting import fit
from tocsin.training.folds import folds
from tocsin.training.joining import fit_joining
from tocsin.training.labels import Labels, labels_for
from tocsin.training.material import Material, Tagged
from tocsin.training.network import CoderNetwork, padded

Say = Callable[[str], None]
Weights = Mapping[str, Tensor]


class Recipe(NamedTuple):
    """Numbers of the two courses. replay: own sentences told again beside each real one."""

    broad_epochs: int = 4
    broad_rate: float = 1e-4
    real_epochs: int = 3
    real_rate: float = 5e-5
    replay: float = 1.0
    folds: int = 5
    runs: int = 2
    seed: int = 2031


RECIPE = Recipe()


class Unseen(NamedTuple):
    """What models say of sentences they had not seen.

    logs: (n, types) of the real pairs; sides: a tag for each token of the
    sentences tagged for sides. temperature, votes: the joining fitted on them.
    """

    logs: np.ndarray
    sides: list[list[str]]
    frames: list[FrameVote | None]
    temperature: float
    votes: Mapping[str, float]


class Trained(NamedTuple):
    """The model, what its outputs mean, and what models like it say of unseen sentences."""

    network: CoderNetwork
    labels: Labels
    unseen: Unseen


def train_coder(
    material: Material, *, recipe: Recipe = RECIPE, say: Say = lambda _: None
) -> Trained:
    """Make the model from all the material; most of an hour on two cores.

    say: is told what is being done.
    """
    labels = labels_for(tuple(sorted({tag for row in material.entities for tag in row.tags})))
    torch.manual_seed(recipe.seed)
    say(f"learning from {len(material.broad)} sentences of every kind of act")
    start = CoderNetwork(labels)
    chance = random.Random(recipe.seed)  # noqa: S311 - no secret
    broad = pair_examples(material.broad, labels)
    marked = [tokens_of(pair.marked) for pair in material.broad if pair.contexts is not None]
    told = tag_examples(Task.SIDES, chance.sample(marked, len(marked) // 4), labels.sides)
    fit(
        start,
        [*broad, *told],
        epochs=recipe.broad_epochs,
        rate=recipe.broad_rate,
        chance=chance,
    )
    say(f"measuring on {recipe.folds} folds of {len(material.real)} real sentences")
    unseen = _cross(start, material, labels, broad, recipe, say)
    say("learning from all real sentences")
    network = _mean(
        [
            _learn_real(start, _lessons(material, labels), broad, recipe, recipe.seed + run)
            for run in range(recipe.runs)
        ]
    )
    return Trained(network, labels, unseen)


def save(trained: Trained, folder: Path) -> Path:
    """Write the graph into a folder; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    export(trained.network, folder / "coder.onnx")
    return folder / "coder.onnx"


class Lessons(NamedTuple):
    """The real sentences in numbers, each with the text that its fold goes by."""

    examples: list[Example]
    texts: list[str]


def _lessons(material: Material, labels: Labels) -> Lessons:
    """Pairs, then sides as tagged, then sides as the pairs mark them, then entities."""
    pairs = pair_examples(material.real, labels)
    tagged = tag_examples(Task.SIDES, material.sides, labels.sides)
    marked = [tokens_of(pair.marked) for pair in material.real]
    also = tag_examples(Task.SIDES, marked, labels.sides)
    named = tag_examples(Task.ENTITIES, material.entities, labels.entities)
    texts = [pair.marked.text for pair in material.real]
    texts = [*texts, *map(_text, material.sides), *texts, *map(_text, material.entities)]
    return Lessons([*pairs, *tagged, *also, *named], texts)


def _text(sentence: Tagged) -> str:
    return " ".join(sentence.tokens)


def _learn_real(
    start: CoderNetwork, lessons: Lessons, broad: Sequence[Example], recipe: Recipe, seed: int
) -> CoderNetwork:
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - no secret
    network = copy.deepcopy(start)
    pairs = sum(example.task is Task.PAIR for example in lessons.examples)
    again = chance.sample(list(broad), min(len(broad), int(recipe.replay * pairs)))
    fit(
        network,
        [*lessons.examples, *again],
        epochs=recipe.real_epochs,
        rate=recipe.real_rate,
        chance=chance,
    )
    return network


def _cross(
    start: CoderNetwork,
    material: Material,
    labels: Labels,
    broad: Sequence[Example],
    recipe: Recipe,
    say: Say,
) -> Unseen:
    lessons = _lessons(material, labels)
    of = folds(lessons.texts, recipe.folds, recipe.seed)
    pairs, tagged = len(material.real), len(material.sides)
    logs = np.zeros((pairs, len(labels.types)), np.float32)
    sides: list[list[str]] = [[] for _ in range(tagged)]
    for fold in range(recipe.folds):
        kept = [at for at, number in enumerate(of) if number != fold]
        seen = Lessons([lessons.examples[at] for at in kept], [])
        network = _learn_real(start, seen, broad, recipe, recipe.seed + fold)
        asked = [at for at in range(pairs) if of[at] == fold]
        logs[asked] = _type_logs(network, [lessons.examples[at] for at in asked])
        for at in range(tagged):
            if of[pairs + at] == fold:
                tags = _tags(network, lessons.examples[pairs + at], labels.sides)
                sides[at] = tags + ["O"] * (len(material.sides[at].tokens) - len(tags))
        say(f"fold {fold + 1} of {recipe.folds}")
    frames = frame_votes([pair.marked for pair in material.real])
    admitted = [pair.types for pair in material.real]
    temperature, votes = fit_joining(logs, frames, admitted, labels)
    return Unseen(logs, sides, frames, temperature, votes)


@torch.no_grad()
def _type_logs(network: CoderNetwork, examples: Sequence[Example]) -> np.ndarray:
    rows = []
    for example in examples:
        ids = padded([example.ids])
        hidden = network.hidden(ids, (ids != 0).long())
        scores = network.pair(
            hidden, torch.tensor([example.source]), torch.tensor([example.target])
        )
        rows.append(torch.log_softmax(scores.types, dim=1)[0].numpy())
    return np.stack(rows)


@torch.no_grad()
def _tags(network: CoderNetwork, example: Example, names: Sequence[str]) -> list[str]:
    ids = padded([example.ids])
    logs = network.sides(network.hidden(ids, (ids != 0).long()))[0]
    best = logs[: len(example.tags)].argmax(dim=1).tolist()
    return [names[tag] for tag, gold in zip(best, example.tags, strict=True) if gold >= 0]


@torch.no_grad()
def _mean(networks: Sequence[CoderNetwork]) -> CoderNetwork:
    """A network whose every weight is the mean of theirs."""
    mean = copy.deepcopy(networks[0])
    states: list[Weights] = [network.state_dict() for network in networks]
    mean.load_state_dict(
        {
            name: torch.stack([state[name].float() for state in states]).mean(0).to(weight.dtype)
            for name, weight in states[0].items()
        }
    )
    return mean
