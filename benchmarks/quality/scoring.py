"""../shared/score/score.py, run as its own users run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.quality.gold import SCORER, Missing


def scorer(*arguments: str | Path) -> str:
    """What the scorer prints; raises `Missing` where it is not on this machine."""
    if not SCORER.is_file():
        raise Missing("the scorer (../shared/score) is not here")
    return subprocess.run(
        [sys.executable, SCORER, *arguments], check=True, capture_output=True, text=True
    ).stdout


def flat(scores: dict[str, Any], under: str = "") -> dict[str, float]:
    """Nested scores under dotted names."""
    found: dict[str, float] = {}
    for name, value in scores.items():
        if isinstance(value, dict):
            found |= flat(value, f"{under}{name}.")
        else:
            found[under + name] = value
    return found
