"""The wheel in an empty environment, as pip installs it and as it is after use, uncompiled."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import httpx

from benchmarks.facts import ROOT
from benchmarks.install.folders import mib
from benchmarks.measure import Part

#: What the core install may take, by issue; it is counted without the environment's own pip.
_BAR = 350.0


def measure(part: Part, work: Path) -> None:
    """Adds the sizes to the part; `work` is an empty folder that is thrown away."""
    _pip("wheel", "--no-deps", "--wheel-dir", work / "wheel", ROOT)
    (wheel,) = (work / "wheel").glob("whence-*.whl")
    compiled = _installed(wheel, work / "compiled")
    part.add("the wheel by pip, all compiled ahead", mib(compiled), "MiB", bar=_BAR)
    used = _installed(wheel, work / "used", "--no-compile")
    part.add("the wheel by uv or pip --no-compile", mib(used), "MiB", bar=_BAR)
    for command in _use(work / "used" / "bin" / "whence", work):
        subprocess.run(command, check=True, capture_output=True, env=_environment())
    _serve(work / "used" / "bin" / "whence", work)
    part.add("that after read, add and serve have run", mib(used), "MiB", bar=_BAR)
    own = sum(p.stat().st_size for p in used.rglob("*") if p.is_file() and p.suffix != ".pyc")
    part.details["bytes of the packages' own files"] = own


def _installed(wheel: Path, home: Path, *how: str) -> Path:
    """The site-packages of a new environment that holds the wheel and what it needs, no pip."""
    venv.create(home, with_pip=False, symlinks=True)
    _pip("--python", home / "bin" / "python", "install", *how, wheel)
    return next((home / "lib").glob("python*/site-packages"))


def _use(whence: Path, work: Path) -> Iterator[list[str | Path]]:
    reports = ROOT / "examples" / "reports"
    yield [whence, "read", reports]
    yield [whence, "add", reports, "--ledger", work / "claims.db"]


def _serve(whence: Path, work: Path) -> None:
    """The front page, once."""
    command = [whence, "serve", "--ledger", work / "claims.db", "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=_environment())
    try:
        line = server.stderr.readline() if server.stderr else ""
        address = next(word for word in line.split() if word.startswith("http://"))
        httpx.get(address.rstrip(".,")).raise_for_status()
    finally:
        server.terminate()
        server.wait()


def _environment() -> dict[str, str]:
    """As a reader's, who lets Python keep what it has compiled."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, capture_output=True)
