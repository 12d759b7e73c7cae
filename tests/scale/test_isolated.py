"""Work in a process that can be ended: what it gives, what it fails with, when it is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from whence.scale import isolated

TASKS = "tests.scale.tasks"


@pytest.fixture(autouse=True)
def _alone() -> object:
    yield
    isolated.close()


def test_it_returns_what_the_function_returns_and_is_reused() -> None:
    assert isolated.call("os:getpid", 60) != os.getpid()
    assert isolated.call("os:getpid", 60) == isolated.call("os:getpid", 60)
    assert isolated.call("builtins:sorted", 60, [3, 1, 2]) == [1, 2, 3]


def test_an_error_is_raised_and_the_next_call_works() -> None:
    with pytest.raises(isolated.Failed, match="ZeroDivisionError: "):
        isolated.call("operator:truediv", 60, 1, 0)
    assert isolated.call("operator:truediv", 60, 1, 2) == 0.5


def test_it_is_ended_when_its_seconds_are_used_up_and_another_takes_its_place() -> None:
    with pytest.raises(isolated.Ended) as ended:
        isolated.call(f"{TASKS}:forever", 1, True)
    assert ended.value.slow
    assert isolated.call(f"{TASKS}:forever", 1, False) is None


def test_a_search_that_does_not_come_back_to_python_is_ended() -> None:
    with pytest.raises(isolated.Ended) as ended:
        isolated.call("re:match", 1, "(a+)+b", "a" * 60)
    assert ended.value.slow


def test_its_seconds_are_each_call_s_own() -> None:
    for _ in range(4):
        assert isolated.call(f"{TASKS}:busy", 2, 0.7) is None


def test_a_process_that_dies_is_reported_as_dead() -> None:
    with pytest.raises(isolated.Ended, match="died") as ended:
        isolated.call("os:_exit", 60, 3)
    assert not ended.value.slow
    with pytest.raises(isolated.Ended, match="died"):
        isolated.call("signal:raise_signal", 60, signal.SIGSEGV)


def test_what_it_prints_is_no_answer() -> None:
    assert isolated.call("builtins:print", 60, "x" * 10_000) is None
    assert isolated.call("os:system", 60, "echo yes; echo no >&2") == 0


def test_threads_wait_for_each_other() -> None:
    found: list[list[int]] = []
    calls = [
        threading.Thread(
            target=lambda n=n: found.append(isolated.call("builtins:sorted", 60, [n, 0]))
        )
        for n in range(8)
    ]
    for one in calls:
        one.start()
    for one in calls:
        one.join()
    assert sorted(found) == [[0, n] for n in range(8)]


#: What it is at when its asker is killed: nothing; Python; a library that keeps threads from running.
AT = [
    "",
    f"isolated.call('{TASKS}:forever', 3_000, True)",
    pytest.param(
        "isolated.call('re:match', 3_000, '(a+)+b', 'a' * 60)",
        marks=pytest.mark.skipif(sys.platform != "linux", reason="ended by its seconds there"),
    ),
]


@pytest.mark.parametrize("at", AT)
@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_it_ends_when_its_parent_is_killed(at: str) -> None:
    function = at.partition("'")[2].partition("'")[0] or "os:getpid"
    asks = (
        "import os, signal, threading, time; from whence.scale import isolated;"
        f"one = isolated._processes[{function!r}] = isolated._Process({function!r});"
        "pid = one._start().pid; print(pid, flush=True);"
        f"threading.Thread(target=lambda: {at or None}, daemon=True).start();"
        f"{f'from {TASKS} import at_work; at_work(pid);' if at else ''}"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert is_gone(int(done.stdout))


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_processes_of_this_machine_go_with_who_started_them(tmp_path: Path) -> None:
    asks = (
        "import os, signal, threading, time; from whence.scale.local import LocalMapper; import pathlib;"
        f"from {TASKS} import never_ending;"
        f"work = LocalMapper(2).map(never_ending(pathlib.Path({str(tmp_path)!r})), [1, 2]);"
        "threading.Thread(target=lambda: list(work), daemon=True).start()\n"
        f"while len(list(pathlib.Path({str(tmp_path)!r}).iterdir())) < 2: time.sleep(0.05)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    # A pipe would stay open as long as they live.
    done = subprocess.run(
        [sys.executable, "-c", asks], check=False, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    assert [is_gone(int(one.name)) for one in tmp_path.iterdir()] == [True, True]


def test_it_survives_the_thread_that_started_it() -> None:
    found: list[int] = []
    for _ in range(2):
        asks = threading.Thread(target=lambda: found.append(isolated.call("os:getpid", 60)))
        asks.start()
        asks.join()
        threading.Event().wait(0.2)
    assert found[0] == found[1]


def is_gone(process: int) -> bool:
    """Whether it goes within minutes, on however busy a machine: what it is at never ends."""
    for _ in range(6_000):
        try:
            os.kill(process, 0)
            # A process that nobody waits for is there still, as a name.
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
            if stat.rpartition(")")[2].split()[0] == "Z":
                return True
        except (OSError, ValueError):
            return True
        threading.Event().wait(0.05)
    os.kill(process, signal.SIGKILL)
    return False
