"""How fast whence reads, and how much of that is not the model's own work.

ratio.py   our reading against a plain ONNX pass over the very same windows
start.py   a fresh process to its first reading, and what its imports cost; the demo
"""

from __future__ import annotations

from benchmarks.measure import Part
from benchmarks.speed import ratio, start


def measure() -> Part:
    """All of it; some minutes."""
    part = Part("speed")
    ratio.measure(part)
    start.measure(part)
    return part
