"""One process that has all it needs, and forks what is to be killed: a start is a second each."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

_ROOT = str(Path(__file__).parents[2])
_CODE = f"import sys; sys.path.insert(0, {_ROOT!r}); from tests.ledger.forks import serve; serve()"


class Forks:
    """The process, given what to run in a fork of it and when that is killed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(
        self, function: str, place: str, *, at: int | None = None, after: float | None = None
    ) -> bool:
        """Calls `module:function` with the place in a fork; gives whether that was killed.

        Where the module has a function `prepared`, that was called before.

        `at` kills it before its so-manieth statement or commit, by count, so that a fast machine
        and a busy one try the same; `after` kills it so many seconds after it began, wherever that
        is. Fails where it ends otherwise than well.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([function, place, at, after]) + "\n")
        self._process.stdin.flush()
        ended = json.loads(self._process.stdout.readline())
        assert ended in (0, -signal.SIGKILL), f"it ended with {ended}"
        return bool(ended)

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()


def serve() -> None:
    """What the process does: a line of what to run, a line of how it ended, until there is none."""
    for line in sys.stdin:
        function, place, at, after = json.loads(line)
        name, _, wanted = function.partition(":")
        module = import_module(name)
        getattr(module, "prepared", bool)()
        call = getattr(module, wanted)
        receiving, tell = os.pipe()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                if at is not None:
                    _killed_at(at)
                os.write(tell, b"x")
                call(place)
                code = 0
            finally:
                os._exit(code)
        if after is not None:
            os.read(receiving, 1)
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(receiving)
        os.close(tell)
        # T201: the exit status goes to the test that asked, which reads it from this pipe
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


def _killed_at(statement: int) -> None:
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    left = statement

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
