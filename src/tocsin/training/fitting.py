"""Fitting the network: losses of its tasks, and one pass after another over the batches."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - as every PyTorch text has it

from tocsin.training.examples import IGNORED, Example, Task, batches
from tocsin.training.network import CoderNetwork, padded

HEADS_LEARN_FASTER = 5
WARM_UP = 0.06
WEIGHT_DECAY = 0.01
CLIP = 1.0
# Of each pair, a share of the loss goes to no type in particular, so that a wrong label in the
# data does not push the scores to the edge.
SMOOTHING = 0.05
MODES_WEIGHT, CONTEXTS_WEIGHT = 0.3, 0.5


def fit(
    network: CoderNetwork,
    examples: Sequence[Example],
    *,
    epochs: int,
    rate: float,
    chance: random.Random,
) -> None:
    """Train in place. rate: learning rate of the encoder at its peak; it then falls to nothing."""
    network.train()
    optimizer = _optimizer(network, rate)
    steps = epochs * len(batches(examples, random.Random(0)))  # noqa: S311 - only counted
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, 1 - step / steps))
    )
    for _ in range(epochs):
        for batch in batches(examples, chance):
            loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimizer.step()
            schedule.step()
    network.eval()


def _optimizer(network: CoderNetwork, rate: float) -> torch.optim.Optimizer:
    encoder = list(network.encoder.parameters())
    heads = [weight for name, weight in network.named_parameters() if "encoder." not in name]
    groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": HEADS_LEARN_FASTER * rate}]
    return torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY, fused=True)


def _loss(network: CoderNetwork, batch: Sequence[Example]) -> Tensor:
    ids = padded([example.ids for example in batch])
    hidden = network.hidden(ids, (ids != 0).long())
    if batch[0].task is Task.PAIR:
        return _pair_loss(network, hidden, batch)
    head = network.sides if batch[0].task is Task.SIDES else network.entities
    tags = padded([example.tags for example in batch], IGNORED)
    scores = head(network.drop(hidden))
    return F.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORED)


def _pair_loss(network: CoderNetwork, hidden: Tensor, batch: Sequence[Example]) -> Tensor:
    source = torch.tensor([example.source for example in batch])
    target = torch.tensor([example.target for example in batch])
    scores = network.pair(hidden, source, target)
    logs = F.log_softmax(scores.types, dim=1)
    admitted = torch.full_like(logs, -math.inf)
    for row, example in enumerate(batch):
        admitted[row, list(example.types)] = 0.0
    right = torch.logsumexp(logs + admitted, dim=1)
    loss = -((1 - SMOOTHING) * right + SMOOTHING * logs.mean(dim=1)).mean()
    moded = [row for row, example in enumerate(batch) if example.mode is not None]
    if moded:
        wanted = torch.tensor([batch[row].mode for row in moded])
        loss = loss + MODES_WEIGHT * F.cross_entropy(scores.modes[moded], wanted)
    told = [row for row, example in enumerate(batch) if example.contexts is not None]
    if told:
        there = torch.zeros(len(told), scores.contexts.shape[1])
        for row, at in enumerate(told):
            there[row, list(batch[at].contexts or ())] = 1.0
        found = F.binary_cross_entropy_with_logits(scores.contexts[told], there)
        loss = loss + CONTEXTS_WEIGHT * found
    return loss
