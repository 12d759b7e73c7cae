"""What is released, built once for all tests here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def build(source: Path, out: Path, *kinds: str) -> dict[str, Path]:
    """Builds `wheel`, `sdist` or both of a tree; gives the file of each."""
    told = [part for kind in kinds for part in ("-t", kind)]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", out, *told],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip
    ends = {"wheel": "*.whl", "sdist": "*.tar.gz"}
    return {kind: next(out.glob(ends[kind])) for kind in kinds}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the sdist of this tree."""
    return build(ROOT, tmp_path_factory.mktemp("dist"), "wheel", "sdist")


@pytest.fixture(scope="session")
def wheel(built: dict[str, Path]) -> Path:
    """The wheel of this tree."""
    return built["wheel"]
