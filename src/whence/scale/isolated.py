"""Runs work of unknown length in a process that can be ended.

    draft = isolated.call("whence.ingest.html:read", 30, markup)

A library that parses a page, or a search in a long text, cannot be stopped from the same process:
it may not return to Python for minutes. So large work is done by a process of its own, which the
system ends when it has used up its seconds. They are processor seconds, as the system counts them,
so that a busy machine, or a changed clock, ends nothing. The process is reused for the next call,
and replaced where it was ended. It does not outlive its parent.
"""

from __future__ import annotations

import atexit
import importlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any, BinaryIO

from whence.scale.exit_with_parent import exit_with_parent, in_lasting_thread

_SIZE = 8  #: bytes of a message's length
#: Where the system does not count processor seconds, or the process is stuck: so many times as long
#: by the clock, and at least so many seconds.
_PATIENCE, _LEAST = 20, 300.0
#: The exit code of a process that has used up its seconds; Windows has no such signal.
_OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", 1 << 30))
_CALL = "from whence.scale.isolated import serve; serve({parent})"


class Ended(Exception):
    """The work was not done: it took too long (`slow`), or its process died for another reason."""

    def __init__(self, *, slow: bool) -> None:
        super().__init__("it took too long" if slow else "its process died")
        self.slow = slow


class Failed(Exception):
    """The function raised: the exception's type and words, since it may not be picklable itself."""


def call(function: str, seconds: float, *args: Any) -> Any:
    """The result of a function in another process; named as `module:name`.

    Arguments and result must be picklable. Raises `Ended`, and `Failed` where the function raised.
    One call of a function at a time: others wait. Without a Python to start, it is called here.
    """
    if not sys.executable:
        return _named(function)(*args)
    with _lock:
        one = _processes.get(function)
        if one is None or one.owner != os.getpid():
            one = _processes[function] = _Process(function)
    return one.call(seconds, args)


class _Process:
    """A process for one function; started when it is first called."""

    def __init__(self, function: str) -> None:
        self.owner = os.getpid()  # a fork of it shares its pipes and must not use them
        self._function = function
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def call(self, seconds: float, args: tuple[Any, ...]) -> Any:
        with self._lock:
            running = self._running or self._start()
            late = threading.Event()

            def end() -> None:
                late.set()
                running.kill()

            clock = threading.Timer(max(_LEAST, _PATIENCE * seconds), end)
            clock.daemon = True
            clock.start()
            try:
                _send(running.stdin, (seconds, args))
                kind, value = _receive(running.stdout)
            except (EOFError, OSError, pickle.UnpicklingError):
                slow = self._end(running) == _OUT_OF_TIME or late.is_set()
                raise Ended(slow=slow) from None
            except BaseException:  # Ctrl-C: its answer is no longer wanted
                self._end(running)
                raise
            finally:
                clock.cancel()
        if kind == "failed":
            raise Failed(value)
        return value

    def _start(self) -> subprocess.Popen[bytes]:
        # Exactly the modules that are imported here, wherever they came from.
        there = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", _CALL.format(parent=os.getpid())]
        self._running = in_lasting_thread(
            lambda: subprocess.Popen(  # noqa: S603  our own arguments
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=there,
            )
        )
        _send(self._running.stdin, self._function)
        return self._running

    def _end(self, running: subprocess.Popen[bytes]) -> int:
        """Ends the process; returns its exit code, negative where a signal had ended it already."""
        self._running = None
        with suppress(subprocess.TimeoutExpired):
            running.wait(1)
        running.kill()
        code = running.wait()
        for pipe in (running.stdin, running.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        return code

    def close(self) -> None:
        if self._running and self.owner == os.getpid():
            self._running.kill()
            self._end(self._running)


_processes: dict[str, _Process] = {}
_lock = threading.Lock()


def close() -> None:
    """Ends the cached processes; the next call starts another."""
    with _lock:
        for one in _processes.values():
            one.close()
        _processes.clear()


atexit.register(close)


def serve(parent: int) -> None:
    """The main function of the other process: call after call, until the parent closes the pipe."""
    exit_with_parent(parent)
    asked = sys.stdin.buffer
    # A library's output must not get between two answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    try:
        name = _receive(asked)
    except EOFError:
        return
    while True:
        try:
            seconds, args = _receive(asked)
        except (EOFError, OSError):
            return
        try:
            function = _named(name)  # imported before its seconds count
            _limit(seconds)
            answer = ("value", function(*args))
        except Exception as error:  # noqa: BLE001  whatever it is, the parent has to know
            words = " ".join(str(error).split())
            answer = ("failed", type(error).__name__ + (f": {words}" if words else ""))
        try:
            _send(answers, answer)
        except BrokenPipeError:
            return


def _limit(seconds: float) -> None:
    """Has the system end this process when it has used so many more processor seconds."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock must do
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _named(function: str) -> Any:
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)


def _send(stream: BinaryIO | Any, message: Any) -> None:
    body = pickle.dumps(message)
    stream.write(len(body).to_bytes(_SIZE, "big") + body)
    stream.flush()


def _receive(stream: BinaryIO | Any) -> Any:
    size = stream.read(_SIZE)
    if len(size) < _SIZE:
        raise EOFError
    body = stream.read(int.from_bytes(size, "big"))
    if len(body) < int.from_bytes(size, "big"):
        raise EOFError
    return pickle.loads(body)  # noqa: S301  our own process's
