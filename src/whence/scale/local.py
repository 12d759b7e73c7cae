"""A mapper over processes of this machine, each with what it needs in memory once.

A process that dies, for any reason, costs only its current task: another takes its place and does
the task again.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from whence.errors import WorkerError, fault_of
from whence.scale.exit_with_parent import exit_when
from whence.scale.result import ATTEMPTS, Done

Task = TypeVar("Task")
Value = TypeVar("Value")

#: A fresh interpreter: a forked one would share threads and locks that do not exist there.
_CONTEXT = multiprocessing.get_context("spawn")


class LocalMapper:
    """Implements `ports.Mapper` with so many processes of this machine."""

    def __init__(self, workers: int | None = None) -> None:
        """`workers` is at least 1; None is one for each core that this process may use."""
        self._workers = workers or _cores()

    def map(
        self, build: Callable[[], Callable[[Task], Value]], tasks: Sequence[Task]
    ) -> Iterator[Done[Value]]:
        """Implements `ports.Mapper.map`. Closing the iterator ends the processes."""
        waiting = deque((number, 1) for number in range(len(tasks)))
        workers: list[_Worker] = []
        try:
            while waiting or any(one.busy for one in workers):
                while waiting and len(workers) < self._workers:
                    workers.append(_Worker(build))
                for one in workers:
                    if waiting and one.busy is None:
                        one.give(waiting.popleft(), tasks)
                for one in _ready(workers):
                    result = one.result()
                    if result is None:
                        workers.remove(one)
                        yield from _again(one, waiting)
                        continue
                    yield result
        finally:
            for one in workers:
                one.end()


class _Worker:
    """One process and its current task: its number and how often it was tried."""

    def __init__(self, build: Callable[[], Callable[[Any], Any]]) -> None:
        self.busy: tuple[int, int] | None = None
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process: SpawnProcess = _CONTEXT.Process(
            target=_work, args=(theirs, build), daemon=True
        )
        self.process.start()
        theirs.close()

    def give(self, work: tuple[int, int], tasks: Sequence[Any]) -> None:
        """Gives it a task."""
        self.busy = work
        with suppress(
            BrokenPipeError, ConnectionResetError
        ):  # it died while it waited: see `result`
            self.pipe.send(tasks[work[0]])

    def result(self) -> Done[Any] | None:
        """The outcome of its task; None where it died. Raises `WorkerError`."""
        try:
            kind, value = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            return None
        if kind == "unbuilt":
            raise WorkerError(f"a worker could not begin: {value}")
        if self.busy is None:
            raise RuntimeError("a worker answered without a task")
        number, self.busy = self.busy[0], None
        return Done(number, None, value) if kind == "fault" else Done(number, value, None)

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _ready(workers: Sequence[_Worker]) -> list[_Worker]:
    """Those that have an answer, or that died, as soon as there are any."""
    busy = [one for one in workers if one.busy is not None]
    pipes = wait([one.pipe for one in busy])
    return [one for one in busy if one.pipe in pipes]


def _again(died: _Worker, waiting: deque[tuple[int, int]]) -> Iterator[Done[Any]]:
    """The task of a process that died, once more or given up."""
    died.end()
    if died.busy is None:
        return
    number, times = died.busy
    if times < ATTEMPTS:
        waiting.appendleft((number, times + 1))
        return
    how = died.process.exitcode
    yield Done(number, None, f"its process died {times} times (exit code {how})")


def _work(pipe: Connection, build: Callable[[], Callable[[Any], Any]]) -> None:
    """The main function of a process: builds once, then task after task, until the pipe closes."""
    # Ctrl-C is for the parent to handle; it ends its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():  # which cannot, when it is killed
        exit_when(lambda: wait([parent.sentinel]))
    try:
        function = build()
    except Exception as error:  # noqa: BLE001  whatever it is, the parent reports it
        pipe.send(("unbuilt", fault_of(error)))
        return
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        try:
            result = ("value", function(task))
        except Exception as error:  # noqa: BLE001  one task must not end the others
            result = ("fault", fault_of(error))
        try:
            pipe.send(result)
        except BrokenPipeError:
            return
