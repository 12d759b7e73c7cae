"""Runs a function of Python in this thread, and stops it where it takes too long.

    found = in_time.call(180, read, reports)

A rule that does not end is an error of ours that no test found; the run must go on without the
report. What is stopped so may leave its objects half changed: they are not to be asked for the same
again. It is stopped between two instructions of Python; what one instruction calls that is not
Python, such as a regular expression, comes to its own end. Work that may take long there belongs
into a process that can be ended (`isolated`).
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

#: Seconds between two attempts to stop it: the first may come where exceptions are ignored.
_AGAIN = 1.0


class TooSlow(Exception):
    """The function was stopped: it used up its seconds."""


class _Stop(BaseException):
    """Raised in the thread that is to stop; no `except Exception` takes it."""


def call(seconds: float, function: Callable[..., Value], *args: object) -> Value:
    """What the function returns or raises; raises `TooSlow` after `seconds` of a processor.

    Other threads of the process do not count, where the system counts each alone, nor does the time
    that a busy machine keeps it waiting.
    """
    watch = _Watch(seconds)
    found: list[Value] = []
    failed: list[BaseException] = []
    started = ended = False
    watch.start()
    while not ended:  # the exception may come at any instruction, also of these
        try:
            if not started:
                started = True
                found.append(function(*args))
            watch.stop()
            watch.take_last()
            ended = True
        except _Stop:
            continue
        except BaseException as error:  # noqa: BLE001  raised again below, when nothing can stop it
            failed.append(error)
    if failed:
        raise failed[0]
    if not found:
        raise TooSlow
    return found[0]


class _Watch:
    """Looks from a thread of its own at the time that the thread which made it has used."""

    def __init__(self, seconds: float) -> None:
        self._thread = threading.get_ident()
        self._used = _clock(self._thread)
        self._end = self._used() + seconds
        self._raised = False
        self._ended = threading.Event()
        self._watching = threading.Thread(target=self._watch, name="in time", daemon=True)

    def start(self) -> None:
        self._watching.start()

    def stop(self) -> None:
        """After it nothing more is raised; what was raised may still be on its way."""
        self._ended.set()
        self._watching.join()

    def take_last(self) -> None:
        """Takes what may be on its way; it must not come later, nor be left there for ever.

        Python keeps only the last that was raised, and looks for it at every turn until it came.
        """
        if not self._raised:
            return
        try:
            _raise_in(self._thread)
            while True:
                pass
        except _Stop:
            return

    def _watch(self) -> None:
        # No thread uses more of a processor than passes by the clock.
        while not self._ended.wait(max(self._end - self._used(), 0.01)):
            if self._used() >= self._end:
                break
        while not self._ended.is_set():
            self._raised = True
            _raise_in(self._thread)
            self._ended.wait(_AGAIN)


def _raise_in(thread: int) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(_Stop))


def _clock(thread: int) -> Callable[[], float]:
    """A clock of the seconds that a thread has used of a processor."""
    of_thread = getattr(time, "pthread_getcpuclockid", None)
    if of_thread is None:  # macOS and Windows: all threads together
        return time.process_time
    number = of_thread(thread)
    return lambda: time.clock_gettime(number)
