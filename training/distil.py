"""Trains a smaller encoder on what the shipped one says: `python -m training.distil [RECIPE]`.

The student is some of its teacher's layers, without the inner units that say least and with
pointers of half the width. It learns the teacher's probabilities
for every piece of labelled and unlabelled text (Hinton, Vinyals & Dean, "Distilling the Knowledge
in a Neural Network", 2015), what stands in the teacher's layers (Jiao et al., "TinyBERT", EMNLP
Findings 2020), and, with a smaller weight, the gold. Options are those of `training.train`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Batch, batches, windows
from training.corpora import polnear
from training.init_from_bundle import start_from_bundle
from training.model import LABELS, POINTERS, Model, Shape
from training.train import ROOT, Run, command, loss_of, tokenizer

#: Pieces whose pointer the teacher was taught: those that are likelier than this to have one.
_ASKING = 0.2
#: Reports whose windows say which inner units are kept.
_SAMPLE = 12
_NOMINAL = [LABELS["tag"].index(tag) for tag in ("NOUN", "PRON", "PROPN")]

Said = tuple[dict[str, Tensor], dict[str, tuple[Tensor, Tensor]]]


def student_of(
    teacher: Model, layers: list[int], shape: Shape, sample: list[Batch], dropout: float
) -> Model:
    """A model of this shape made of these layers of its teacher's, and its embeddings and heads.

    Of each layer the inner units are kept that add most to its output on the sample.
    """
    student = Model(shape, dropout)
    held = teacher.state_dict()
    loud = _loudness(teacher, sample)
    for name in list(held):
        if name.startswith("layers."):
            _, number, part, kind = name.split(".")
            weight = held.pop(name)
            if int(number) not in layers:
                continue
            kept = loud[int(number)].topk(shape.inner).indices.sort().values
            if part == "inner":
                weight = weight[kept]
            elif part == "outer" and kind == "weight":
                weight = weight[:, kept]
            held[f"layers.{layers.index(int(number))}.{part}.{kind}"] = weight
    for name in POINTERS:
        asks, answers = narrowed(teacher.asks[name], teacher.answers[name], shape.link)
        for side, weight in (("asks", asks), ("answers", answers)):
            held[f"{side}.{name}.weight"], held[f"{side}.{name}.bias"] = (
                weight[:, :-1],
                weight[:, -1],
            )
    student.load_state_dict(held)
    return student


@torch.no_grad()
def _loudness(teacher: Model, sample: list[Batch]) -> list[Tensor]:
    """Of each layer's inner units, (inner,): root mean square times the weight they go out with."""
    sums = [torch.zeros(layer.inner.out_features) for layer in teacher.layers]

    def listen(number: int) -> Callable[..., None]:
        def heard(_: nn.Module, __: object, output: Tensor) -> None:
            sums[number] += functional.gelu(output).float().square().sum((0, 1))

        return heard

    hooks = [
        layer.inner.register_forward_hook(listen(number))
        for number, layer in enumerate(teacher.layers)
    ]
    for batch in sample:
        teacher.encode(batch.ids, batch.shapes, batch.breaks, batch.mask)
    for hook in hooks:
        hook.remove()
    return [
        total.sqrt() * layer.outer.weight.norm(dim=0)
        for total, layer in zip(sums, teacher.layers, strict=True)
    ]


@torch.no_grad()
def narrowed(asks: nn.Linear, answers: nn.Linear, width: int) -> tuple[Tensor, Tensor]:
    """Weights with their biases, each (width, model's width + 1), of a pointer of less width.

    Its scores are the nearest that so few dimensions can give to those of the pointer (Eckart and
    Young, 1936), each divided by the root of its own width.
    """
    sides = [torch.cat((one.weight, one.bias[:, None]), 1) for one in (asks, answers)]
    u, s, v = torch.linalg.svd(sides[0].T @ sides[1])
    scale = (width / asks.out_features) ** 0.25
    root = s[:width].sqrt()[:, None] * scale
    return root * u[:, :width].T, root * v[:width]


def apart(said: Said, taught: Said, mask: Tensor, weights: dict[str, float]) -> dict[str, Tensor]:
    """How far the student's probabilities are from the teacher's: mean divergence by part."""
    here = mask.bool()
    parts = {}
    for head, logits in said[0].items():
        if weights.get(head, 1.0):
            parts[head] = _divergence(logits[here], taught[0][head][here])
    probabilities = {
        head: torch.softmax(taught[0][head].float(), -1) for head in ("attribution", "mention")
    }
    nominal = torch.isin(
        taught[0]["tag"].argmax(-1), torch.tensor(_NOMINAL, device=mask.device)
    ) | (probabilities["mention"][..., 0] < 1 - _ASKING)
    asking = {
        "link": here & (probabilities["attribution"][..., 0] < 1 - _ASKING),
        "arc": here,
        "antecedent": here & nominal,
    }
    for name, (asks, answers) in said[1].items():
        if bool(asking[name].any()):
            own = _pointing(asks, answers, mask)[asking[name]]
            theirs = _pointing(*taught[1][name], mask)[asking[name]]
            parts[name] = _divergence(own, theirs)
    return parts


def _divergence(said: Tensor, taught: Tensor) -> Tensor:
    return functional.kl_div(
        torch.log_softmax(said.float(), -1),
        torch.log_softmax(taught.float(), -1),
        reduction="batchmean",
        log_target=True,
    )


def _pointing(asks: Tensor, answers: Tensor, mask: Tensor) -> Tensor:
    scores = asks @ answers.transpose(1, 2) / asks.shape[-1] ** 0.5
    return scores.float().masked_fill(mask[:, None, :] == 0, -1e4)


class Lessons(Run):
    """A run whose model has a teacher."""

    def __init__(self, recipe: dict, work: Path) -> None:
        """Reads the teacher's bundle; the rest is as in any run."""
        self.teacher = Model(dropout=0.0).eval()
        start_from_bundle(self.teacher, ROOT / recipe["teacher"])
        super().__init__(recipe, work)
        self.teacher.to(self.device)

    def begin(self) -> Model:
        """Some of the teacher's layers and units."""
        recipe = self.recipe
        cutter = tokenizer()
        rows = [
            row
            for annotators in polnear.load("tune")[:_SAMPLE]
            for row in windows(annotators[0], cutter, recipe["size"], recipe["context"])
        ]
        sample = list(batches(rows, recipe["batch"], random.Random(0)))
        layers = recipe["layers"]
        shape = Shape(layers=len(layers), inner=recipe["inner"], link=recipe["link"])
        return student_of(self.teacher, layers, shape, sample, recipe["dropout"])

    def loss(self, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        """The distance from the teacher in what is said and what is held, and the gold's loss."""
        inputs = (batch.ids, batch.shapes, batch.breaks, batch.mask)
        weights = self.recipe["weight"]
        with torch.no_grad():
            theirs = self.teacher.encode(*inputs)
            taught = self.teacher.read(theirs[-1])
        own = self.model.encode(*inputs)
        said = self.model.read(own[-1])
        parts = apart(said, taught, batch.mask, weights)
        here = batch.mask.bool()
        parts["held"] = torch.stack(
            [
                functional.mse_loss(mine[here].float(), theirs[match][here].float())
                for mine, match in zip(own, self.recipe["match"], strict=True)
            ]
        ).mean()
        total = torch.stack([part * weights.get(name, 1.0) for name, part in parts.items()]).sum()
        gold, _ = loss_of(said, batch, weights)
        return total + self.recipe["gold"] * gold, {n: p.item() for n, p in parts.items()}


if __name__ == "__main__":
    command(__doc__, "fast.toml", Lessons)
