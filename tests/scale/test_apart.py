"""Work in a process that can be ended: what it gives, what it fails with, when it is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from whence.scale import apart

TASKS = "tests.scale.tasks"


@pytest.fixture(autouse=True)
def _alone() -> object:
    yield
    apart.close()


def test_it_gives_what_the_function_gives_and_is_kept() -> None:
    assert apart.call("os:getpid", 60) != os.getpid()
    assert apart.call("os:getpid", 60) == apart.call("os:getpid", 60)
    assert apart.call("builtins:sorted", 60, [3, 1, 2]) == [1, 2, 3]


def test_what_it_fails_with_is_told_and_the_next_call_is_answered() -> None:
    with pytest.raises(apart.Failed, match="ZeroDivisionError: "):
        apart.call("operator:truediv", 60, 1, 0)
    assert apart.call("operator:truediv", 60, 1, 2) == 0.5


def test_it_is_ended_when_its_seconds_are_used_up_and_another_takes_its_place() -> None:
    with pytest.raises(apart.Ended) as ended:
        apart.call(f"{TASKS}:forever", 1, True)
    assert ended.value.slow
    assert apart.call(f"{TASKS}:forever", 1, False) is None


def test_a_search_that_does_not_come_back_to_python_is_ended() -> None:
    with pytest.raises(apart.Ended) as ended:
        apart.call("re:match", 1, "(a+)+b", "a" * 60)
    assert ended.value.slow


def test_its_seconds_are_each_call_s_own() -> None:
    for _ in range(4):
        assert apart.call(f"{TASKS}:busy", 2, 0.7) is None


def test_one_that_dies_is_told_of_as_that() -> None:
    with pytest.raises(apart.Ended, match="died") as ended:
        apart.call("os:_exit", 60, 3)
    assert not ended.value.slow
    with pytest.raises(apart.Ended, match="died"):
        apart.call("signal:raise_signal", 60, signal.SIGSEGV)


def test_what_it_prints_is_no_answer() -> None:
    assert apart.call("builtins:print", 60, "x" * 10_000) is None
    assert apart.call("os:system", 60, "echo yes; echo no >&2") == 0


def test_threads_wait_for_each_other() -> None:
    found: list[list[int]] = []
    calls = [
        threading.Thread(target=lambda n=n: found.append(apart.call("builtins:sorted", 60, [n, 0])))
        for n in range(8)
    ]
    for one in calls:
        one.start()
    for one in calls:
        one.join()
    assert sorted(found) == [[0, n] for n in range(8)]


def test_it_goes_when_its_asker_is_gone() -> None:
    asks = (
        "from whence.scale import apart; import os, signal;"
        "print(apart.call('os:getpid', 60), flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    left = int(done.stdout)
    for _ in range(1_000):
        try:
            os.kill(left, 0)
            # A process that nobody waits for is there still, as a name.
            stat = Path(f"/proc/{left}/stat").read_text(encoding="utf-8")
            if stat.rpartition(")")[2].split()[0] == "Z":
                return
        except (OSError, ValueError):
            return
        threading.Event().wait(0.05)
    pytest.fail("it is there still")
