"""Word vectors for comparing claims: `python -m training.vectors [FOLDER]`, in `.venv-train`.

MiniLM's input embeddings, normalised as its first layer sees them; the mean of a claim's word
pieces without the components that all sentences share (Arora, Liang and Ma, ICLR 2017), reduced to
the next 128. All of it is linear, so it is done once for every piece of the vocabulary, and a claim
is the mean of its pieces' rows. The shared components are those of sentences of PolNeAR's training
part; no text goes into the file.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from training.corpora import rows
from training.model import START_SHA256, start_folder

OUT = Path(__file__).parents[1] / "src" / "whence" / "data" / "vectors"
_BUNDLE = Path(__file__).parents[1] / "src" / "whence" / "data" / "bundle"
WIDTH, SHARED = 128, 2
_REPORTS, _PARAGRAPHS, _SHORTEST = 150, 12, 60


def sentences() -> list[str]:
    """Paragraphs whose common components are taken off."""
    found = []
    for number, row in enumerate(rows("polnear/train.jsonl")):
        if number == _REPORTS:
            break
        long = [one for one in row["text"].split("\n") if len(one) > _SHORTEST]
        found += long[:_PARAGRAPHS]
    return found


def main(folder: Path) -> None:
    """Reduces and writes."""
    start = start_folder() / "model.safetensors"
    if hashlib.sha256(start.read_bytes()).hexdigest() != START_SHA256:
        raise SystemExit(f"{start} is not the MiniLM that whence starts from")
    tokenizer_file = _BUNDLE / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    weights = {k.removeprefix("bert."): v for k, v in load_file(start).items()}
    words = weights["embeddings.word_embeddings.weight"].astype(np.float64)
    words -= words.mean(axis=1, keepdims=True)
    words /= np.sqrt((words**2).mean(axis=1, keepdims=True) + 1e-12)
    words = words * weights["embeddings.LayerNorm.weight"] + weights["embeddings.LayerNorm.bias"]
    encoded = [tokenizer.encode(s, add_special_tokens=False).ids for s in sentences()]
    means = np.stack([words[ids].mean(axis=0) for ids in encoded if ids])
    middle = means.mean(axis=0)
    _, _, components = np.linalg.svd(means - middle, full_matrices=False)
    reduced = (words - middle) @ components[SHARED : SHARED + WIDTH].T
    scale = np.abs(reduced).max(axis=1, keepdims=True) / 127
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / "vectors.npz",
        rows=np.round(reduced / scale).astype(np.int8),
        scale=scale.astype(np.float16),
    )
    manifest = {
        "width": WIDTH,
        "start": START_SHA256,
        "tokenizer": hashlib.sha256(tokenizer_file.read_bytes()).hexdigest(),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    size = (folder / "vectors.npz").stat().st_size
    print(f"{len(words):,} pieces of {WIDTH} -> {folder} ({size / 2**20:.1f} MiB)")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
