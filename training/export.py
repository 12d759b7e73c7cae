"""Checkpoint to the bundle that ships: one int8 ONNX file with its heads, tokenizer, manifest.

    python -m training.export CHECKPOINT OUT [--float]

The encoder's matrix products are int8 (weights per channel, activations by the range of a
window), the word embeddings are int8 a row, and the heads stay in float: they are small, and
their quantisation alone cost more F1 than all the rest. Weights have 7 bits of their 8, so that no
processor's products overflow and all give the same (docs/decisions/0019-any-processor.md).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import tempfile
import tomllib
import warnings
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.batches import tag
from training.corpora import Example, polnear, timex, worldwide
from training.init_from_bundle import start_from_bundle
from training.model import LABELS, POINTERS, START_SHA256, Model, Shape, start_folder
from training.train import tokenizer
from whence.encoder.bundle import FORMAT, MANIFEST, MODEL, TOKENIZER
from whence.encoder.windows import pieces_of

HERE = Path(__file__).parent
#: Heads that are trained along and do not ship. How factual a word is teaches the encoder, but
#: nothing reads it; the labels of the other two are too few (docs/decisions/0021-one-reader.md).
_UNSHIPPED = {"factuality", "stance", "participant"}
SHIPPED = {head: labels for head, labels in LABELS.items() if head not in _UNSHIPPED}
#: Chosen among seven weights on the reports of PolNeAR that training keeps back.
ATTRIBUTION_WEIGHT = 0.2
#: Names and times have no such part; their weight was set without looking at any score.
NAME_WEIGHT = 0.5
_PAIR = 2**15 - 1  #: the most that two products may come to
SAMPLE = 24  #: pieces in the traced example; the length stays free


class Exported(nn.Module):
    """The model as it runs in whence: log-probabilities out, the embeddings already in int8."""

    def __init__(self, model: Model, small_words: bool) -> None:
        super().__init__()
        self.model = model
        self.small_words = small_words
        weight = model.words.weight.detach()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))

    def forward(self, ids: Tensor, shapes: Tensor, breaks: Tensor) -> tuple[Tensor, ...]:
        """Log-probabilities by head, then the pointer's queries and keys; inputs (1, pieces)."""
        model = self.model
        if self.small_words:
            words = self.rows[ids].to(torch.float32) * self.scale[ids]
        else:
            words = model.words(ids)
        at = torch.arange(ids.shape[1], device=ids.device)
        x = words + model.positions(at)[None] + model.shapes(shapes) + model.breaks(breaks)
        x = model.norm(x)
        nothing = torch.zeros(1, 1, 1, 1)
        for layer in model.layers:
            x = layer(x, nothing)
        said, pointers = model.read(x)
        tags = [torch.log_softmax(said[head], dim=-1) for head in SHIPPED]
        vectors = [
            side
            for name in POINTERS
            for side in (pointers[name][0] * pointers[name][0].shape[-1] ** -0.5, pointers[name][1])
        ]
        return (*tags, *vectors)


def load(checkpoint: Path) -> Model:
    """The averaged weights of a checkpoint, or those of a bundle's folder, multiplied out."""
    if checkpoint.is_dir():
        model = Model(dropout=0.0)
        start_from_bundle(model, checkpoint)
        return model.eval()
    held = torch.load(checkpoint, map_location="cpu", weights_only=True)["average"]
    shape = Shape(
        layers=len({name.split(".")[1] for name in held if name.startswith("layers.")}),
        inner=len(held["layers.0.inner.bias"]),
        link=len(held["asks.link.bias"]),
    )
    model = Model(shape, dropout=0.0)
    model.load_state_dict(held)
    return model.eval()


def to_onnx(model: Model, path: Path, *, small: bool) -> None:
    """Writes the model; `small` in int8."""
    example = tuple(torch.ones(1, SAMPLE, dtype=torch.int64) for _ in range(3))
    vectors = [f"{name}_{side}" for name in POINTERS for side in ("asks", "answers")]
    names = [*SHIPPED, *vectors]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of the checks that it freezes
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Exported(model, small),
            example,
            str(plain),
            input_names=["ids", "shapes", "breaks"],
            output_names=names,
            dynamic_axes={n: {1: "pieces"} for n in ("ids", "shapes", "breaks", *names)},
            opset_version=17,
            dynamo=False,
        )
        if not small:
            shutil.copy(plain, path)
            return
        graph = onnx.load(plain).graph
        heads = [
            node.name
            for node in graph.node
            if node.op_type in ("MatMul", "Gemm") and "/layers" not in node.name
        ]
        if not heads:
            raise RuntimeError("the heads to keep in float were not recognised")
        quantize_dynamic(
            plain,
            path,
            op_types_to_quantize=["MatMul", "Gemm"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            # Weights of 7 bits: see `pair_sums`.
            reduce_range=True,
            nodes_to_exclude=heads,
        )
    if pair_sums(path) > _PAIR:
        raise RuntimeError("products would overflow on processors without VNNI")


def pair_sums(path: Path) -> int:
    """The largest sum of two products of an activation and a weight that the model could need.

    Processors without VNNI add products in pairs, of 16 bits, and cut off what is beyond
    32,767; others do not. Activations are 0 to 255, so weights decide.
    """
    graph = onnx.load(path).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = 0
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            weight = held[node.input[1]].astype(np.int64)
            if held[node.input[1]].dtype != np.int8 or len(weight) % 2:
                raise RuntimeError(f"{node.name}: weights of a kind whose sums are not known")
            for signed in (np.maximum(weight, 0), np.maximum(-weight, 0)):
                found = max(found, int(255 * (signed[0::2] + signed[1::2]).max()))
    return found


def transitions(head: str, examples: Iterable[Example], weight: float) -> list[list[float]]:
    """What decoding adds where one word's tag follows another's, [before][after].

    The logarithm of how much likelier the pair is in the training annotations than by chance
    (pointwise mutual information), times a weight: the tagger scores each piece by itself, and
    this lets it know that spans of one word are rare and contents go on. The full weight would
    count the evidence twice.
    """
    names = LABELS[head]
    counts = np.ones((len(names), len(names)))
    cutter = tokenizer()
    for example in examples:
        pieces = pieces_of(example.text, cutter.encode(example.text, add_special_tokens=False))
        tags = tag(pieces, example.spans[head], names)[pieces.firsts]
        np.add.at(counts, (tags[:-1], tags[1:]), 1)
    pairs = counts / counts.sum()
    chance = pairs.sum(axis=1, keepdims=True) * pairs.sum(axis=0, keepdims=True)
    found: list[list[float]] = np.round(weight * np.log(pairs / chance), 4).tolist()
    return found


def all_transitions() -> dict[str, list[list[float]]]:
    """Of each head, from the parts of its sets that training sees."""
    rng = random.Random(0)
    return {
        "attribution": transitions(
            "attribution", chain.from_iterable(polnear.load("train")), ATTRIBUTION_WEIGHT
        ),
        "entity": transitions(
            "entity", (worldwide.example(r, rng) for r in worldwide.documents("train")), NAME_WEIGHT
        ),
        "time": transitions("time", timex.news("train"), NAME_WEIGHT),
    }


def bundle(model: Model, out: Path, *, small: bool, window: int, context: int, card: Path) -> None:
    """Writes model, tokenizer and manifest into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    to_onnx(model, out / MODEL, small=small)
    tokenizer = json.loads((start_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (out / TOKENIZER).write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    data = tomllib.loads(card.read_text(encoding="utf-8"))
    manifest = {
        "format": FORMAT,
        "name": data["name"],
        "version": data["version"],
        "window": window,
        "context": context,
        "heads": SHIPPED,
        "pointers": POINTERS,
        "transitions": all_transitions(),
        "files": {
            name: hashlib.sha256((out / name).read_bytes()).hexdigest()
            for name in (MODEL, TOKENIZER)
        },
        "start": {**data["start"], "sha256": START_SHA256},
        "training_sets": data["sets"],
    }
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--card", type=Path, default=HERE / "card.toml", help="of its making")
    parser.add_argument("--float", action="store_true", help="keep float32, for the parity test")
    parser.add_argument("--window", type=int, default=254)
    parser.add_argument("--context", type=int, default=32)
    options = parser.parse_args()
    bundle(
        load(options.checkpoint),
        options.out,
        small=not options.float,
        window=options.window,
        context=options.context,
        card=options.card,
    )


if __name__ == "__main__":
    main()
