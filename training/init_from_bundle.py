"""A bundle's weights taken up again, so that a trained model can learn further tasks.

The encoder's int8 weights are multiplied out; what their rounding lost, training regains within a
few steps. Heads that the bundle lacks begin afresh.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.model import Model
from whence.encoder.bundle import MODEL

_LAYER = re.compile(r"/layers\.(\d+)/(qkv|out|inner|outer)/MatMul_quant$")


def start_from_bundle(model: Model, folder: Path) -> list[str]:
    """Loads what the bundle in `folder` has of the model's weights; the names of those it lacks."""
    graph = onnx.load(folder / MODEL).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {
        name.removeprefix("model."): array
        for name, array in held.items()
        if name.startswith("model.")
    }
    found["words.weight"] = held["rows"].astype(np.float32) * held["scale"]
    biases = {
        product: [name for name in add.input if name in held]
        for add in graph.node
        if add.op_type == "Add"
        for product in add.input
    }
    for node in graph.node:
        layer = _LAYER.search(node.name)
        if node.op_type == "MatMulInteger" and layer:
            name = node.input[1].removesuffix("_quantized")
            centred = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"]
            weight = centred * held[f"{name}_scale"]
            found[f"layers.{layer[1]}.{layer[2]}.weight"] = weight.T
        elif node.op_type in ("MatMul", "Gemm") and node.input[1] in held:
            # The heads stayed in float; each is known by the bias that is added to its product.
            for bias in biases.get(node.output[0], ()):
                name = bias.removeprefix("model.").removesuffix(".bias")
                found[f"{name}.weight"] = held[node.input[1]].T
    for side in ("asks", "answers"):  # bundles of format 1 had one pointer without a name
        for kind in ("weight", "bias"):
            if f"{side}.{kind}" in found:
                found[f"{side}.link.{kind}"] = found.pop(f"{side}.{kind}")
    own = model.state_dict()
    fitting = {
        name: torch.from_numpy(np.array(array, dtype=np.float32))
        for name, array in found.items()
        if name in own and tuple(own[name].shape) == array.shape
    }
    model.load_state_dict(fitting, strict=False)
    return sorted(own.keys() - fitting.keys())
