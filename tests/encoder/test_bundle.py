"""A model folder that is not whole is refused, naming what is wrong with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from whence import bootstrap
from whence.encoder import Bundle, Encoder
from whence.errors import BundleError


@pytest.fixture
def copy(bundle: Path, tmp_path: Path) -> Path:
    """A copy that a test may break; the model itself is linked, not copied."""
    folder = tmp_path / "bundle"
    folder.mkdir()
    for name in ("manifest.json", "tokenizer.json"):
        shutil.copy(bundle / name, folder)
    (folder / "model.onnx").symlink_to(bundle / "model.onnx")
    return folder


def change(folder: Path, **fields: Any) -> None:
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8")) | fields
    file.write_text(json.dumps(manifest), encoding="utf-8")


def test_the_shipped_bundle_is_whole(bundle: Path) -> None:
    opened = Bundle.open(bundle)
    opened.verify()
    assert len(opened.digest) == 16
    manifest = opened.manifest
    assert manifest.window > 2 * manifest.context
    assert {"attribution", "entity", "time"} <= set(manifest.heads)
    for labels in manifest.heads.values():
        inside = {name[2:] for name in labels if name.startswith("I-")}
        assert not inside or labels[0] == "O"
        assert {name[2:] for name in labels if name.startswith("B-")} == inside
    for head, steps in manifest.transitions.items():
        size = len(manifest.heads[head])
        assert [len(row) for row in steps] == [size] * size


def test_the_shipped_bundle_says_where_it_comes_from(bundle: Path) -> None:
    manifest = Bundle.open(bundle).manifest
    assert manifest.start.get("licence")
    assert manifest.training_sets
    assert all(one.get("name") and one.get("licence") for one in manifest.training_sets)


def test_the_fast_bundle_says_what_the_usual_one_does(bundle: Path) -> None:
    usual, fast = Bundle.open(bundle), Bundle.open(bootstrap.data("fast"))
    fast.verify()
    assert fast.digest != usual.digest
    assert fast.manifest.heads == usual.manifest.heads
    assert fast.manifest.pointers == usual.manifest.pointers
    assert fast.model.stat().st_size < usual.model.stat().st_size
    assert fast.tokenizer.read_bytes() == usual.tokenizer.read_bytes()
    assert all(one.get("name") and one.get("licence") for one in fast.manifest.training_sets)


def test_the_digest_depends_only_on_the_files(bundle: Path, copy: Path) -> None:
    assert Bundle.open(copy).digest == Bundle.open(bundle).digest
    change(copy, name="another")
    assert Bundle.open(copy).digest == Bundle.open(bundle).digest
    files = Bundle.open(bundle).manifest.files
    change(copy, files={**files, "model.onnx": "0" * 64})
    assert Bundle.open(copy).digest != Bundle.open(bundle).digest


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"nowhere.*manifest\.json"):
        Bundle.open(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', '{"format": "one"}', "\xff"])
def test_a_broken_manifest(copy: Path, content: str) -> None:
    (copy / "manifest.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(BundleError, match=r"manifest\.json cannot be read"):
        Bundle.open(copy)


def test_another_format(copy: Path) -> None:
    change(copy, format=99)
    with pytest.raises(BundleError, match=r"bundle is of format 99"):
        Bundle.open(copy)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(BundleError, match=f"has no {name}"):
        Bundle.open(copy)


def test_a_file_that_is_not_in_the_manifest(copy: Path) -> None:
    change(copy, files={"model.onnx": "0" * 64})
    with pytest.raises(BundleError, match=r"has no tokenizer\.json"):
        Bundle.open(copy)


def test_an_altered_file_is_named(copy: Path) -> None:
    with (copy / "tokenizer.json").open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(BundleError, match=r"tokenizer\.json was altered"):
        Bundle.open(copy).verify()


def test_a_file_in_the_manifest_that_is_missing(copy: Path) -> None:
    files = Bundle.open(copy).manifest.files
    change(copy, files={**files, "extra.bin": "0" * 64})
    with pytest.raises(BundleError, match=r"extra\.bin"):
        Bundle.open(copy).verify()


def test_an_invalid_model(copy: Path) -> None:
    (copy / "model.onnx").unlink()
    (copy / "model.onnx").write_bytes(b"no model")
    with pytest.raises(BundleError, match=r"model\.onnx cannot be loaded"):
        Encoder(Bundle.open(copy))
    with pytest.raises(BundleError, match=r"model\.onnx was altered"):
        Encoder.open(copy)


def test_an_invalid_tokenizer(copy: Path) -> None:
    (copy / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BundleError, match=r"tokenizer\.json"):
        Encoder.open(copy)


@pytest.mark.parametrize("fault", ["a label too many", "a head too many", "a head too few"])
def test_heads_that_do_not_fit_the_model(copy: Path, fault: str) -> None:
    heads = {h: list(labels) for h, labels in Bundle.open(copy).manifest.heads.items()}
    if fault == "a label too many":
        heads["attribution"] += ["B-more", "I-more"]
    elif fault == "a head too many":
        heads["mood"] = ["O", "B-good", "I-good"]
    else:
        del heads["time"]
    change(copy, heads=heads)
    with pytest.raises(BundleError, match=r"model\.onnx gives .* manifest"):
        Encoder.open(copy)


def test_onnxruntime_sends_no_telemetry(tmp_path: Path) -> None:
    # Its wheels keep an id of the machine and what they would send in the user's cache.
    code = (
        "from whence import bootstrap; bootstrap.reader(bootstrap.settings(None)); print('loaded')"
    )
    kept = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    kept |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept, capture_output=True, text=True, check=False
    )
    assert done.stdout == "loaded\n", done.stderr
    assert list(tmp_path.iterdir()) == []
