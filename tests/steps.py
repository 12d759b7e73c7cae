"""Work counted in steps: what a clock would measure, but the same on every machine and every day."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

_OURS = str(Path(__file__).parents[1] / "src" / "whence")


def steps(work: Callable[[], object]) -> int:
    """How many lines of whence's own code run, with each turn of a loop in one line.

    What happens inside one call of a library, as in matching one pattern, is one step; that is
    left to `python -m benchmarks growth`, which has a clock.
    """
    count = 0

    def line(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, _event: str, _value: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(_OURS) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def grows_with(size: int, work: Callable[[int], Callable[[], object]]) -> None:
    """Fails unless eight times the size takes about eight times the steps; a square takes 64 times.

    `work` makes, for a size, what is to be counted; what it does itself is not.
    """
    work(size // 2)()  # what is loaded once is loaded
    few, many = steps(work(size)), steps(work(8 * size))
    assert many <= 12 * max(few, 200), f"{few:,} steps for {size:,}, {many:,} for {8 * size:,}"
