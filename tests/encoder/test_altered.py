"""A bundle's files are seen to be what its manifest says, once for as long as they are the same."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from whence import bootstrap
from whence.encoder import Encoder
from whence.encoder.bundle import MODEL, TOKENIZER, Bundle
from whence.errors import BundleError


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bootstrap.data("fast"), tmp_path / "fast"))


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
@pytest.mark.parametrize("at", [0, 100, -1])
def test_one_altered_byte_is_found_before_anything_is_read(copy: Path, name: str, at: int) -> None:
    raw = bytearray((copy / name).read_bytes())
    raw[at] ^= 1
    (copy / name).write_bytes(raw)
    with pytest.raises(BundleError, match=rf"{name} was altered: its sha256 is"):
        Encoder.open(copy)


def test_files_are_read_once_and_again_when_they_change(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Bundle.open(copy).verify()
    opened: list[str] = []
    really = Path.open

    def noted(self: Path, *args: object, **kwargs: object) -> object:
        opened.append(self.name)
        return really(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", noted)
    Bundle.open(copy).verify()
    assert MODEL not in opened
    os.utime(copy / MODEL, ns=(1, 1))
    Bundle.open(copy).verify()
    assert opened.count(MODEL) == 1
