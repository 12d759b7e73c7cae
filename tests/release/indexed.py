"""Environments of nothing but what a test installs into them from a package index."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest

#: What would lead a program of an environment back to this one, or to its user's folders.
_EXCLUDED = ("PYTHON", "WHENCE_", "_WHENCE_", "VIRTUAL_ENV")


def environment(**more: str) -> dict[str, str]:
    """This process's variables without those that lead back here."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(_EXCLUDED)}
    return mine | more


def run(*command: str | Path, cwd: Path, **more: str) -> str:
    """Runs a program and gives what it says on stdout; its failure fails the test, in its words."""
    done = subprocess.run(
        command, cwd=cwd, env=environment(**more), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@lru_cache(maxsize=1)
def _reached() -> bool:
    command = ("-m", "pip", "download", "--no-deps", "--no-cache-dir", "--retries", "1", "--quiet")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, *command, "--timeout", "10", "--dest", folder, "iniconfig"],
            env=environment(),
            capture_output=True,
            check=False,
        )
    return done.returncode == 0


def need_index() -> None:
    """Skips the test where no package index answers, so that a failed install is a failure."""
    if not _reached():
        pytest.skip("no package index can be reached")


def fresh(folder: Path) -> Path:
    """A new environment with nothing but pip, and its python."""
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    return folder / "bin" / "python"


def mib(folder: Path, *, compiled: bool = True) -> float:
    """What the files hold in MiB: their lengths, not the blocks that a disk rounds them up to."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(f.stat().st_size for f in files if compiled or f.suffix != ".pyc") / 2**20
