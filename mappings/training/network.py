"""The tagger's network: a small BERT encoder that is told the letter case of each word, and that in
its upper layers works on nothing but the words that are asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from nutgraf.annotators.tagger import LABELS

if TYPE_CHECKING:
    from pathlib import Path

CASES = 16
HEADS = 12
WHOLE = 2
"""So many layers work on all word pieces; above them the others stay what they are by then."""

_WIDE = 32


class Tagger(nn.Module):
    """Word-piece ids and case features, both batch × length, to one score a label for each piece
    that is asked about, batch × asked × labels.

    The encoder is uncased, so that it knows a word in a headline; the case is added to its input
    and shown again to the last layer.  `asked` has places in the window; `length` stands for none.
    """

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(encoder, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.case = nn.Embedding(CASES, size)
        nn.init.zeros_(self.case.weight)
        self.shape = nn.Embedding(CASES, _WIDE)
        self.dropout = nn.Dropout(0.1)
        self.score = nn.Linear(size + _WIDE, len(LABELS))
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor, asked: Tensor) -> Tensor:
        """Scores, batch × asked × labels."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.case(case)
        # One more place, which nothing sees: where a row asks less than the longest does.
        hidden = functional.pad(self.encoder.embeddings(inputs_embeds=words), (0, 0, 0, 1))
        seen = functional.pad(mask.bool(), (0, 1))[:, None, None, :]
        place = asked[:, :, None].expand(-1, -1, hidden.shape[-1])
        for number, layer in enumerate(self.encoder.encoder.layer):
            if number < WHOLE:
                hidden = self._layer(layer, hidden, hidden, seen)
            else:
                above = self._layer(layer, hidden.gather(1, place), hidden, seen).to(hidden.dtype)
                hidden = hidden.scatter(1, place, above)
        shape = self.shape(functional.pad(case, (0, 1)).gather(1, asked))
        scores: Tensor = self.score(
            self.dropout(torch.cat([hidden.gather(1, place), shape.to(hidden.dtype)], -1))
        )
        return scores

    @staticmethod
    def _layer(layer: nn.Module, some: Tensor, every: Tensor, seen: Tensor) -> Tensor:
        """One layer of BERT for some of the places, which see every place."""

        def heads(values: Tensor) -> Tensor:
            return values.unflatten(-1, (HEADS, -1)).transpose(1, 2)

        part = layer.attention.self
        context = functional.scaled_dot_product_attention(
            heads(part.query(some)), heads(part.key(every)), heads(part.value(every)), seen
        )
        attended = layer.attention.output(context.transpose(1, 2).flatten(2), some)
        found: Tensor = layer.output(layer.intermediate(attended), attended)
        return found
