"""Ways that take turns on one thread, so that a busy moment of the machine strikes all alike."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any
from unittest import mock

_POOLS = ("OMP", "OPENBLAS", "BLIS", "MKL", "VECLIB", "NUMEXPR")
#: Processor time over wall time from which a way is said to have used a second core.
_SECOND_CORE = 1.1


@dataclass
class Taken:
    """What a way's turns took, in seconds, and what the last of them gave."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  #: of all threads
    gave: Any = None

    @property
    def seconds(self) -> float:
        """The median turn."""
        return statistics.median(self.wall)

    @property
    def processor(self) -> float:
        """The median turn in processor time, which a busy machine disturbs less."""
        return statistics.median(self.cpu)

    @property
    def alone(self) -> bool:
        """Whether one core was enough for it, as was meant."""
        return self.processor <= _SECOND_CORE * self.seconds


@contextmanager
def one_thread() -> Iterator[None]:
    """Every pool of threads that a library would make for its arithmetic has one, while open.

    Libraries that are loaded already are set through threadpoolctl, where that is installed.
    """
    environment = {f"{pool}_NUM_THREADS": "1" for pool in _POOLS}
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, environment))
        if find_spec("threadpoolctl"):
            from threadpoolctl import threadpool_limits

            stack.enter_context(threadpool_limits(1))
        yield


def take_turns(ways: Mapping[str, Callable[[], Any]], turns: int) -> dict[str, Taken]:
    """Every way once for warming up, which is not counted, then each in its turn."""
    taken = {name: Taken() for name in ways}
    for work in ways.values():
        work()
    gc.collect()
    # The models of all ways are in memory together: no way is to look through the others' objects.
    gc.freeze()
    try:
        for _ in range(turns):
            for name, work in ways.items():
                _turn(work, taken[name])
    finally:
        gc.unfreeze()
    return taken


def _turn(work: Callable[[], Any], taken: Taken) -> None:
    taken.gave = None
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    gave = work()
    taken.wall.append(time.perf_counter() - wall)
    taken.cpu.append(time.process_time() - cpu)
    taken.gave = gave
