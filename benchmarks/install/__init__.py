"""The size of a fresh environment: by `make setup`, and by the wheel. Needs a package index."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.facts import ROOT
from benchmarks.install import wheel
from benchmarks.install.folders import mib
from benchmarks.measure import Part

_BAR = 300.0  # MiB
#: What `make setup` needs.
_COPIED = (
    "pyproject.toml",
    "Makefile",
    "README.md",
    "LICENSE",
    "THIRD_PARTY_NOTICES.md",
    "docs/man",
    "src",
)
_SHOWN = 10
#: What the ledger, the page and archives need, and reading does not: the bar is for reading alone.
_NOT_FOR_READING = (
    *("sqlalchemy", "greenlet", "warcio", "six", "vl_convert", "starlette", "uvicorn", "argon2"),
    *("_argon2", "cffi", "_cffi", "pycparser", "python_multipart", "multipart"),
)


def measure() -> Part:
    """Installs into a temporary folder; takes a minute or more."""
    part = Part("install")
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for item in _COPIED:
            source = ROOT / item
            if source.is_dir():
                skip = shutil.ignore_patterns("__pycache__")
                (copy / item).parent.mkdir(exist_ok=True)
                shutil.copytree(source, copy / item, ignore=skip)
            else:
                shutil.copy(source, copy / item)
        subprocess.run(["make", "setup"], cwd=copy, check=True, capture_output=True)
        folder = next((copy / ".venv" / "lib").glob("python*/site-packages"))
        packages = {item.name: mib(item) for item in folder.iterdir()}
        own = mib(copy / "src" / "whence")
    total = sum(packages.values())
    besides = sum(size for name, size in packages.items() if name.startswith(_NOT_FOR_READING))
    part.add("site-packages", total, "MiB")
    part.add("of it, what reading needs", total - besides, "MiB", bar=_BAR)
    part.add("whence itself, model included", own, "MiB")
    with tempfile.TemporaryDirectory() as name:
        wheel.measure(part, Path(name))
    largest = sorted(packages.items(), key=lambda item: -item[1])[:_SHOWN]
    part.details["largest"] = {name: round(size, 1) for name, size in largest}
    part.remarks.append("largest: " + ", ".join(f"{name} {size:.0f}" for name, size in largest))
    return part
