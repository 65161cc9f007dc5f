"""Trains the name tagger: `python -m training.train --encoder DIR --material DIR --to tagger.pt`.

One run, one seed; the epochs, the rate and the material are in the file that it writes beside the
weights, so that `MODEL.md` can be held against them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from nutgraf.annotators.tagger import LABELS
from nutgraf.annotators.windows import MOST_PIECES, Window, windows
from nutgraf.annotators.wordpiece import WordPiece
from training.material import (
    UNKNOWN,
    Document,
    Word,
    gum,
    open_corpora,
    own,
    to_learn,
)
from training.network import Tagger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors`, all-MiniLM-L6-v2."""

SEED = 20261124
BATCH = 32
UNSURE = len(LABELS)
"""The target of a word that is another name, or none: the material does not say."""

_NONE_OR_OTHER = [LABELS.index(label) for label in ("O", "B-MISC", "I-MISC")]
_IGNORED = -100
_RENAMED = 0.25  # of all sentences
_OWN_TIMES = 3  # as often the own articles are read in one epoch


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the target of each word that is asked about."""

    window: Window
    targets: list[int]


def examples(documents: list[Document], pieces: WordPiece, chance: random.Random) -> list[Example]:
    """All documents in windows; every epoch each is cut anew, some names and cases are others."""
    names = names_in(documents)
    found: list[Example] = []
    for document in documents:
        most = chance.choice((MOST_PIECES, MOST_PIECES, MOST_PIECES // 2, 1))
        cut = chance.randrange(8)
        sentences = [
            recased(renamed(each, names, chance) if chance.random() < _RENAMED else each, chance)
            for each in document.sentences
        ]
        for group in (sentences[:cut], sentences[cut:]):
            found.extend(_in_windows(group, most, pieces, complete=document.complete))
    return found


def _in_windows(
    sentences: list[list[tuple[str, str]]], most: int, pieces: WordPiece, *, complete: bool
) -> Iterator[Example]:
    groups = [[each] for each in sentences] if most == 1 else [sentences]
    for group in groups:
        labels = [label for sentence in group for _, label in sentence]
        words = [[word for word, _ in sentence] for sentence in group]
        for window in windows(pieces, words, most=MOST_PIECES if most == 1 else most):
            yield Example(window, [_target(labels[each], complete) for each in window.words])


def _target(label: str, complete: bool) -> int:
    if label == UNKNOWN:
        return _IGNORED
    return UNSURE if label == "O" and not complete else LABELS.index(label)


def names_in(documents: list[Document]) -> dict[str, list[tuple[str, ...]]]:
    """All names of the material as their words, by kind, each as often as it occurs."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for document in documents:
        for sentence in document.sentences:
            for kind, words in pieces_of(sentence):
                if kind in ("PER", "ORG", "LOC"):
                    found.setdefault(kind, []).append(tuple(word for word, _ in words))
    return found


def pieces_of(sentence: Sequence[Word]) -> Iterator[tuple[str, list[Word]]]:
    """A sentence as names with their kind, and words between them with the kind "".

    >>> list(pieces_of([("In", "O"), ("New", "B-LOC"), ("York", "I-LOC")]))
    [('', [('In', 'O')]), ('LOC', [('New', 'B-LOC'), ('York', 'I-LOC')])]
    """
    start = 0
    while start < len(sentence):
        label = sentence[start][1]
        kind = label[2:] if label[0] in "BI" else ""
        end = start + 1
        while kind and end < len(sentence) and sentence[end][1] == f"I-{kind}":
            end += 1
        yield kind, list(sentence[start:end])
        start = end


def renamed(
    sentence: Sequence[Word], names: dict[str, list[tuple[str, ...]]], chance: random.Random
) -> list[Word]:
    """The sentence about others: every name another of its kind, so that its words are not learned
    by heart but what stands around them is.
    """
    found: list[Word] = []
    for kind, words in pieces_of(sentence):
        if kind in names:
            first, *others = chance.choice(names[kind])
            found.append((first, f"B-{kind}"))
            found.extend((word, f"I-{kind}") for word in others)
        else:
            found.extend(words)
    return found


def recased(sentence: Sequence[Word], chance: random.Random) -> list[Word]:
    """Now and then in capitals, as agencies write credits, or in title case, as headlines are."""
    dice = chance.random()
    if dice < 0.03:
        return [(word.upper(), label) for word, label in sentence]
    if dice < 0.06:
        return [(word[:1].upper() + word[1:], label) for word, label in sentence]
    if dice < 0.10:
        return [
            (word.upper() if label[2:] in ("PER", "ORG") else word, label)
            for word, label in sentence
        ]
    return list(sentence)


def batches(examples: list[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Batches of about one length, in random order."""
    order = list(examples)
    chance.shuffle(order)
    pool = BATCH * 40
    found: list[list[Example]] = []
    for start in range(0, len(order), pool):
        group = sorted(order[start : start + pool], key=lambda each: len(each.window.ids))
        found.extend(group[i : i + BATCH] for i in range(0, len(group), BATCH))
    chance.shuffle(found)
    yield from found


def tensors(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Ids, mask and case, batch × length; what is asked and its targets, batch × asked."""
    length = max(len(each.window.ids) for each in batch)

    def padded(rows: list[list[int]], filler: int) -> Tensor:
        most = max(map(len, rows))
        return torch.tensor([row + [filler] * (most - len(row)) for row in rows])

    return (
        padded([each.window.ids for each in batch], 0),
        padded([[1] * len(each.window.ids) for each in batch], 0),
        padded([each.window.case for each in batch], 0),
        padded([each.window.asked for each in batch], length),
        padded([each.targets for each in batch], _IGNORED),
    )


def loss_of(scores: Tensor, targets: Tensor) -> Tensor:
    """Cross entropy; an unsure word costs only what says that it is a known kind of name."""
    logs = torch.log_softmax(scores.float(), -1).view(-1, len(LABELS))
    flat = targets.view(-1)
    sure = flat[(flat >= 0) & (flat < UNSURE)]
    costs = -logs[(flat >= 0) & (flat < UNSURE)].gather(1, sure[:, None]).squeeze(1)
    unsure = -torch.logsumexp(logs[flat == UNSURE][:, _NONE_OR_OTHER], -1)
    return torch.cat([costs, unsure]).mean()


def train(
    model: Tagger, documents: list[Document], pieces: WordPiece, *, epochs: int, rate: float
) -> None:
    """All epochs, with a warm-up and a linear decline of the rate."""
    chance = random.Random(SEED)
    fresh = [*model.case.parameters(), *model.shape.parameters(), *model.score.parameters()]
    encoder = [each for each in model.encoder.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": fresh, "lr": rate * 10}], weight_decay=0.01
    )
    planned = epochs * (len(examples(documents, pieces, random.Random(SEED))) // BATCH + 2)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min(1.0, (step + 1) / (0.1 * planned)) * max(0.02, 1 - step / planned),
    )
    began, step, running = time.monotonic(), 0, 0.0
    model.train()
    for epoch in range(epochs):
        for batch in batches(examples(documents, pieces, chance), chance):
            *inputs, targets = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(*inputs)
            loss = loss_of(scores, targets)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            running += (loss.item() - running) * 0.02
            if step % 50 == 0:
                seconds = time.monotonic() - began
                print(
                    f"epoch {epoch} step {step}/{planned} loss {running:.4f} {seconds:.0f} s",
                    flush=True,
                )


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="all-MiniLM-L6-v2, its folder")
    parser.add_argument("--material", type=Path, required=True, help="holds training/ and gold/")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()

    digest = hashlib.sha256((options.encoder / "model.safetensors").read_bytes()).hexdigest()
    if digest != ENCODER_SHA256:
        parser.error(f"the encoder is not all-MiniLM-L6-v2: SHA-256 {digest}")
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    pieces = WordPiece.load(options.encoder / "tokenizer.json")
    documents = [
        *open_corpora(options.material / "training" / "names_train.json"),
        *gum(options.material / "gold" / "gum-news"),
        *own(to_learn()) * _OWN_TIMES,
    ]
    model = Tagger(options.encoder)
    train(model, documents, pieces, epochs=options.epochs, rate=options.rate)
    torch.save(model.state_dict(), options.to)
    words = {
        kind: sum(len(s) for d in documents for s in d.sentences if d.source.startswith(kind))
        for kind in ("own", "GUM", "")
    }
    about = {"seed": SEED, "epochs": options.epochs, "rate": options.rate, "words": words}
    options.to.with_suffix(".json").write_text(json.dumps(about, indent=1) + "\n")


if __name__ == "__main__":
    main()
