"""The tagger's network: a small BERT encoder that is told the letter case of each word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import BertModel

from nutgraf.annotators.tagger import LABELS

if TYPE_CHECKING:
    from pathlib import Path

CASES = 16
_WIDE = 32


class Tagger(nn.Module):
    """Word-piece ids and case features, both batch × length, to one score a label.

    The encoder is uncased, so that it knows a word in a headline; the case is added to its input
    and shown again to the last layer.
    """

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            encoder, add_pooling_layer=False, attn_implementation="eager"
        )
        size = self.encoder.config.hidden_size
        self.case = nn.Embedding(CASES, size)
        nn.init.zeros_(self.case.weight)
        self.shape = nn.Embedding(CASES, _WIDE)
        self.dropout = nn.Dropout(0.1)
        self.score = nn.Linear(size + _WIDE, len(LABELS))
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor) -> Tensor:
        """Scores, batch × length × labels."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(case)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        scores: Tensor = self.score(self.dropout(torch.cat([hidden, self.shape(case)], -1)))
        return scores
