"""Makes a process end when its parent is gone, however the parent ended.

A killed process cannot end its own children, and one with long work does not check whether anybody
waits for it. So each checks in a thread of its own; and since a library may keep every thread from
running, on Linux the kernel is asked to end it, too.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import TypeVar

Value = TypeVar("Value")

_LOOK = 1.0  #: seconds between two checks
#: Of Linux: the signal that a process gets when its parent dies.
_PR_SET_PDEATHSIG = 1
_SYNCHRONIZE, _FOREVER = 0x0010_0000, 0xFFFF_FFFF  #: of Windows


def exit_with_parent(parent: int) -> None:
    """Has this process end when its parent, the process with that id, is gone.

    On Linux only a parent that started it by `in_lasting_thread` may be named: the kernel takes the
    thread that started a process for its parent.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    exit_when(lambda: _gone(parent))


def exit_when(gone: Callable[[], object]) -> None:
    """Ends this process as soon as `gone`, which waits in a thread, returns."""

    def wait() -> None:
        gone()
        os._exit(1)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def _gone(parent: int) -> None:
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.OpenProcess.restype = ctypes.c_void_p
        handle = kernel.OpenProcess(_SYNCHRONIZE, False, parent)
        if handle:
            kernel.WaitForSingleObject(ctypes.c_void_p(handle), _FOREVER)
        return
    never = threading.Event()
    while os.getppid() == parent:
        never.wait(_LOOK)


class _Lasting:
    """A thread that lasts as long as its process and runs what it is given."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._asked: SimpleQueue[Callable[[], None]] = SimpleQueue()
        threading.Thread(target=self._serve, name="starts processes", daemon=True).start()

    def _serve(self) -> None:
        while True:
            self._asked.get()()

    def do(self, function: Callable[[], Value]) -> Value:
        outcome: Future[Value] = Future()

        def run() -> None:
            try:
                outcome.set_result(function())
            except BaseException as error:  # noqa: BLE001  it is raised in the caller
                outcome.set_exception(error)

        self._asked.put(run)
        return outcome.result()


_lasting: _Lasting | None = None
_lock = threading.Lock()


def in_lasting_thread(function: Callable[[], Value]) -> Value:
    """The result of a function called in a thread that lasts as long as this process."""
    global _lasting  # noqa: PLW0603  there is one for each process
    with _lock:
        if _lasting is None or _lasting.owner != os.getpid():
            _lasting = _Lasting()
        return _lasting.do(function)
