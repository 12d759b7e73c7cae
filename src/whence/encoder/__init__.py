"""The model: text to scores by word pieces, without knowing what a label means.

bundle.py    the model folder as a value: manifest, digests, labels
windows.py   text to word pieces to overlapping windows (training imports it too)
session.py   the only onnxruntime call
runtime.py   its name and version, without loading it
encoder.py   Encoder.score(texts) -> Scores, windows stitched
"""

from whence.encoder.bundle import Bundle
from whence.encoder.encoder import Encoder, Pointer, Scores
from whence.encoder.windows import BREAKS, Pieces

__all__ = ["BREAKS", "Bundle", "Encoder", "Pieces", "Pointer", "Scores"]
