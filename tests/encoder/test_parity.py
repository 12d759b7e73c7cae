"""Each shipped int8 model against the float32 model in torch that it was exported from.

parity-FOLDER.json holds what torch said of four invented texts; `python -m training.parity
CHECKPOINT BUNDLE` writes it, in the training environment, whenever a bundle is exported.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whence import bootstrap
from whence.encoder import Encoder, Scores

#: Share of pieces whose best label must be the same, and how far log-probabilities of that label
#: may lie apart, averaged over pieces. int8 is not exact; a wrong export is far beyond this.
SAME_LABEL = 0.97
MEAN_DIFFERENCE = 0.06


@pytest.fixture(scope="module", params=["bundle", "fast"])
def shipped(request: pytest.FixtureRequest, encoder: Encoder) -> Encoder:
    if request.param == "bundle":
        return encoder
    return Encoder.open(bootstrap.data(request.param), threads=1)


@pytest.fixture(scope="module")
def said(shipped: Encoder) -> dict[str, Any]:
    folder = shipped.bundle.folder
    file = Path(__file__).with_name(f"parity-{folder.name}.json")
    if not file.exists():
        pytest.skip(f"nothing is written down for {folder}")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def scores(shipped: Encoder, said: dict[str, Any]) -> list[Scores]:
    return shipped.score([one["text"] for one in said["texts"]])


def test_parity_was_written_for_the_bundle_that_ships(
    shipped: Encoder, said: dict[str, Any]
) -> None:
    assert said["bundle"] == shipped.bundle.digest, (
        f"{shipped.bundle.folder} is newer than its parity file: run `python -m training.parity "
        "CHECKPOINT BUNDLE` in the training environment"
    )


@pytest.mark.parametrize("head", ["attribution", "entity", "time"])
def test_the_shipped_model_says_what_torch_says(
    head: str, shipped: Encoder, said: dict[str, Any], scores: list[Scores]
) -> None:
    if said["bundle"] != shipped.bundle.digest:
        pytest.fail("run `python -m training.parity`: its file is of another bundle")
    labels = np.concatenate([one["heads"][head]["best"] for one in said["texts"]])
    expected = np.concatenate([one["heads"][head]["log_probability"] for one in said["texts"]])
    found = np.concatenate([s.heads[head] for s in scores])
    assert len(found) == len(labels) > 400
    assert (found.argmax(axis=1) == labels).mean() >= SAME_LABEL
    difference = np.abs(found[np.arange(len(labels)), labels] - expected)
    assert difference.mean() <= MEAN_DIFFERENCE
    # Some labels are no "O": a model that finds nothing would agree with itself.
    assert (labels != 0).sum() > 5
