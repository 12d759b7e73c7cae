"""A fresh process to its first reading, where that time goes, and the demo."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Part
from benchmarks.processes import run
from benchmarks.samples import EXAMPLES, WHENCE

_BAR, _DEMO_BAR = 1.5, 10.0  # seconds
_TIMES = 7
_SHOWN = 12
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| ( *)(\S+)")


def measure(part: Part) -> None:
    """A text, a page, their imports, and what `make demo` runs once installed."""
    for suffix in (".txt", ".html"):
        file = min(EXAMPLES.rglob(f"*{suffix}"))
        _start(part, suffix, file)
    # The files are in the system's cache by now, as after installing.
    with tempfile.TemporaryDirectory() as folder:
        demo = run([WHENCE, "add", EXAMPLES, "--ledger", f"{folder}/whence.db"])
    part.add("adding the examples", demo.seconds, "s", bar=_DEMO_BAR)


def _start(part: Part, suffix: str, file: Path) -> None:
    run([WHENCE, "read", file])
    runs = [run([WHENCE, "read", file]) for _ in range(_TIMES)]
    seconds = [one.seconds for one in runs]
    best = f"best {min(seconds):.2f}, processor time {statistics.median(r.cpu for r in runs):.2f}"
    middle = statistics.median(seconds)
    part.add(f"one {suffix} in a fresh process", middle, "s", bar=_BAR, note=best)
    worst = imports([sys.executable, "-X", "importtime", "-m", "whence", "read", str(file)])
    part.details[f"imports {suffix}"] = worst
    shown = ", ".join(f"{name} {ms:.0f}" for name, ms in worst.items())
    part.remarks.append(f"imports of a {suffix}, ms with all beneath: {shown}")
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name) / "empty.txt"
        empty.touch()
        bare = min(run([WHENCE, "read", empty]).seconds for _ in range(3))
    part.details[f"without reading {suffix}"] = round(bare, 3)


def imports(command: list[str]) -> dict[str, float]:
    """The costliest imports of a command: package -> milliseconds, with what it imports.

    A package is counted where it is first reached from another; those inside one that is shown
    and owing to it are not shown again.
    """
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    lines = [_IMPORT.match(line) for line in said.splitlines()]
    # The log names a module after what it imports, deeper ones indented: read from its end, it is
    # a tree with parents first.
    found: dict[str, float] = {}
    path: list[str] = []
    for match in reversed([m for m in lines if m]):
        depth, package = len(match[3]) // 2, match[4].partition(".")[0]
        del path[depth:]
        if package not in path and package not in found:
            found[package] = int(match[2]) / 1000
        path.append(package)
    worst = sorted(found.items(), key=lambda item: -item[1])
    return {name: round(ms, 1) for name, ms in worst[:_SHOWN]}
