"""What became of a task, the same from every engine."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

#: A task is tried so often where the process that is at it dies. What raises is not tried again:
#: the same bytes would raise again.
ATTEMPTS = 3


class Done(NamedTuple, Generic[Value]):
    """A task by its place among all, with what it gave, or why it gave nothing."""

    task: int
    value: Value | None
    fault: str | None


def fault_of(error: BaseException) -> str:
    """An exception in one line, for people."""
    words = " ".join(str(error).split())
    return type(error).__name__ + (f": {words}" if words else "")
