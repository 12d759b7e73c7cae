"""What is released, built once for all tests here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.once import made_once


def build(source: Path, out: Path, *kinds: str) -> dict[str, Path]:
    """Builds `wheel`, `sdist` or both of a tree; gives the file of each."""
    options = [part for kind in kinds for part in ("-t", kind)]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", out, *options],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip
    return built_in(out)


def built_in(out: Path) -> dict[str, Path]:
    """The file of each kind that was built into a folder."""
    ends = {"*.whl": "wheel", "*.tar.gz": "sdist"}
    return {kind: file for end, kind in ends.items() for file in out.glob(end)}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the sdist of this tree."""
    return built_in(
        made_once(tmp_path_factory, "dist", lambda folder: build(ROOT, folder, "wheel", "sdist"))
    )


@pytest.fixture(scope="session")
def wheel(built: dict[str, Path]) -> Path:
    """The wheel of this tree."""
    return built["wheel"]
