"""Commands run as fresh processes and measured from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_CHILD = Path(__file__).parent / "child.py"


class Run(NamedTuple):
    """One process that ended."""

    code: int  #: its exit code
    seconds: float  #: wall time from start to end
    cpu: float  #: seconds of processor time, all threads
    peak_mib: float  #: most resident memory


def run(command: Sequence[str | Path]) -> Run:
    """Runs the command with its output thrown away."""
    process = subprocess.run(
        [sys.executable, "-I", "-S", _CHILD, *command], capture_output=True, text=True, check=True
    )
    return Run(**json.loads(process.stdout))
