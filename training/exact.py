"""A bundle whose integer products no processor can cut off: `python -m training.exact BUNDLE OUT`.

Its int8 products are made in float64, which holds every sum of them exactly: what processors with
VNNI and ARM's give, on any. Slow, and only to measure with: where a bundle reads otherwise than
its exact one, the processor's products overflowed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import onnx
from onnx import NodeProto, TensorProto, helper

from whence.encoder.bundle import MANIFEST, MODEL, TOKENIZER


def exact(model: onnx.ModelProto) -> int:
    """Takes each integer product of the model apart; gives how many there were."""
    nodes: list[NodeProto] = []
    count = 0
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            nodes.extend(_exact(node))
            count += 1
        else:
            nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return count


def _exact(node: NodeProto) -> Iterator[NodeProto]:
    here = f"{node.name or node.output[0]}_exact"
    sides = []
    for side, (value, zero) in enumerate(zip(node.input[:2], node.input[2:], strict=True)):
        for part, name in (("value", value), ("zero", zero)):
            out = f"{here}_{side}_{part}"
            yield helper.make_node("Cast", [name], [out], to=TensorProto.DOUBLE)
        sides.append(f"{here}_{side}")
        yield helper.make_node(
            "Sub", [f"{here}_{side}_value", f"{here}_{side}_zero"], [f"{here}_{side}"]
        )
    yield helper.make_node("MatMul", sides, [f"{here}_sum"])
    yield helper.make_node("Cast", [f"{here}_sum"], list(node.output), to=TensorProto.INT32)


def main() -> None:
    """The command line."""
    bundle, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True)
    model = onnx.load(bundle / MODEL)
    print(f"{exact(model)} integer products made exact")
    onnx.save(model, out / MODEL)
    shutil.copy(bundle / TOKENIZER, out)
    manifest = json.loads((bundle / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"][MODEL] = hashlib.sha256((out / MODEL).read_bytes()).hexdigest()
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
