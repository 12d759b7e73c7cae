"""What the tests have processes do: to be found by name from another process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path


def building(folder: Path) -> Callable[[], Callable[[int], tuple[int, int]]]:
    return partial(_build, folder)


def _build(folder: Path) -> Callable[[int], tuple[int, int]]:
    """Squares; 3 raises, 5 kills its process the first time, 7 every time."""

    def square(task: int) -> tuple[int, int]:
        with (folder / f"tried-{task}").open("a", encoding="utf-8") as file:
            file.write("x")
        if task == 3:
            raise ValueError("three is\nno good")
        if task == 7 or (task == 5 and (folder / "tried-5").read_text(encoding="utf-8") == "x"):
            os.kill(os.getpid(), signal.SIGKILL)
        return task * task, os.getpid()

    return square


def broken() -> Callable[[int], int]:
    raise RuntimeError("no model")


def lines(task: str) -> str:
    return task.upper()


def forever(really: bool) -> None:
    """Never comes back, where it is asked to."""
    while really:
        pass


def busy(seconds: float) -> None:
    """Uses so many seconds of a processor."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def at_work(process: int, seconds: float = 0.2) -> None:
    """Waits until a process has used so many more seconds of a processor."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():  # not Linux
        time.sleep(2)
        return

    def used() -> float:
        fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    until = used() + seconds
    while used() < until:
        time.sleep(0.01)


def never_ending(folder: Path) -> Callable[[], Callable[[int], None]]:
    return partial(_never_ending, folder)


def _never_ending(folder: Path) -> Callable[[int], None]:
    """Leaves the process's id in the folder, and does not come back."""

    def task(_: int) -> None:
        (folder / str(os.getpid())).touch()
        forever(True)

    return task
