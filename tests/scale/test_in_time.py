"""A function that does not end is stopped, wherever it is; what ends is not disturbed."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest

from whence.scale import in_time, isolated


def forever() -> None:
    while True:
        pass


def deep(more: int = 200) -> None:
    if more:
        deep(more - 1)
    forever()


def in_a_generator() -> int:
    return sum(1 for _ in iter(int, 1))


def suppressing() -> None:
    with suppress(Exception):
        forever()


def catching() -> None:
    while True:
        try:
            forever()
        except Exception:  # noqa: BLE001  as a reader may do
            continue


class Ignoring:
    """What is raised in it is printed by Python and forgotten."""

    def __del__(self) -> None:
        end = time.thread_time() + 1.5
        while time.thread_time() < end:
            pass


def in_a_finalizer() -> None:
    Ignoring()
    forever()


ENDLESS = [forever, deep, in_a_generator, suppressing, catching]


@pytest.mark.parametrize("endless", ENDLESS, ids=lambda one: one.__name__)
def test_what_does_not_end_is_stopped_and_the_thread_goes_on(endless: Callable[[], object]) -> None:
    with pytest.raises(in_time.TooSlow):
        in_time.call(0.1, endless)
    assert in_time.call(60, sum, [1, 2]) == 3


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_is_tried_again_where_the_first_time_was_ignored() -> None:
    with pytest.raises(in_time.TooSlow):
        in_time.call(0.1, in_a_finalizer)


def test_another_thread_than_the_first_is_stopped_too_and_it_alone() -> None:
    found: list[object] = []

    def run() -> None:
        try:
            in_time.call(0.1, forever)
        except in_time.TooSlow:
            found.append("stopped")

    threads = [threading.Thread(target=run) for _ in range(3)]
    for one in threads:
        one.start()
    assert in_time.call(600, sum, range(10_000)) == sum(range(10_000))
    for one in threads:
        one.join()
    assert found == ["stopped"] * 3


def test_what_a_function_returns_and_raises_comes_through() -> None:
    assert in_time.call(60, dict, [("a", 1)]) == {"a": 1}
    with pytest.raises(ZeroDivisionError):
        in_time.call(60, lambda: 1 // 0)
    with pytest.raises(KeyboardInterrupt):
        in_time.call(60, interrupted)


def interrupted() -> None:
    raise KeyboardInterrupt


def test_waiting_does_not_count() -> None:
    assert in_time.call(0.05, asleep) == "done"


def asleep() -> str:
    time.sleep(0.3)
    return "done"


def test_one_that_ends_just_then_is_stopped_or_returns_and_nothing_comes_later() -> None:
    # Around the very end of its time, so that the exception comes at many places.
    ends: set[str] = set()
    for spent in range(40):
        end = time.thread_time() + 0.0095 + spent * 5e-5
        try:
            ends.add(in_time.call(0.01, until, end))
        except in_time.TooSlow:
            ends.add("stopped")
        for _ in range(1_000):  # where it would come, were it still to come
            pass
    assert ends <= {"done", "stopped"}


def until(end: float) -> str:
    while time.thread_time() < end:
        pass
    return "done"


def traced() -> int:
    """How many lines a debugger sees, after a function was stopped and another ended just then."""
    with suppress(in_time.TooSlow):
        in_time.call(0.05, forever)
    for _ in range(5):
        with suppress(in_time.TooSlow):
            in_time.call(0.01, until, time.thread_time() + 0.0105)
    lines = 0

    def line(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return line

    sys.settrace(line)
    try:
        until(time.thread_time())
    finally:
        sys.settrace(None)
    return lines


def test_the_thread_is_left_as_it_was() -> None:
    # Python 3.11 never comes past a traced function's beginning while something is on its way.
    assert isolated.call("tests.scale.test_in_time:traced", 20) > 0
    isolated.close()
