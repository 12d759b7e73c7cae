"""The documentation as `make docs` builds it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def build(root: Path, folder: Path) -> str:
    """Builds the site into a folder with warnings as errors; gives what mkdocs says."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr
