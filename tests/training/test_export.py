"""The tagger that is exported scores as the one that was trained; needs the training environment."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the environment of mappings/training/requirements.txt")

import onnxruntime
import torch
import transformers
from training.export import Weights, tagger
from training.network import HEADS, WHOLE, Tagger

WORDS = 50


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A network of the tagger's form with small random weights, and the file of its weights."""
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(7)
    config = transformers.BertConfig(
        vocab_size=WORDS,
        hidden_size=HEADS * 4,
        num_attention_heads=HEADS,
        num_hidden_layers=WHOLE + 2,
        intermediate_size=64,
        max_position_embeddings=160,
    )
    transformers.BertModel(config).save_pretrained(folder)
    network = Tagger(folder).eval()
    torch.nn.init.normal_(network.case.weight, std=0.1)
    torch.save(network.state_dict(), folder / "weights.pt")
    return network, folder / "weights.pt"


@pytest.mark.parametrize("asked", [[1], [1, 2, 5, 9], list(range(1, 11))])
def test_exported_scores_are_the_trained_ones(trained, asked):
    network, path = trained
    session = onnxruntime.InferenceSession(tagger(Weights.load(path)).SerializeToString())
    chance = np.random.default_rng(3)
    ids, case = chance.integers(0, WORDS, (1, 12)), chance.integers(1, 16, (1, 12))
    (found,) = session.run(
        ["logits"],
        {
            "ids": ids,
            "case": case,
            "asked": np.array(asked),
            "others": np.delete(np.arange(12), asked),
        },
    )
    inputs = [torch.from_numpy(each) for each in (ids, np.ones_like(ids), case)]
    with torch.no_grad():
        expected = network(*inputs, torch.tensor([asked])).numpy()
    assert found == pytest.approx(expected, abs=0.02)
    assert np.ptp(expected) > 0.1


def test_rows_that_ask_less_score_as_they_do_alone(trained):
    network, _ = trained
    ids = torch.randint(0, WORDS, (2, 12))
    mask, case = torch.ones_like(ids), torch.ones_like(ids)
    none = ids.shape[1]
    with torch.no_grad():
        both = network(ids, mask, case, torch.tensor([[1, 2, 3], [4, none, none]]))
        alone = network(ids[1:], mask[1:], case[1:], torch.tensor([[4]]))
    assert both[1, 0].numpy() == pytest.approx(alone[0, 0].numpy(), abs=1e-5)
