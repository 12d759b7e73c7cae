"""The outcome of a task, the same from every engine."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

#: Tries of a task whose process dies. An exception is not tried again: the same bytes would raise
#: it again.
ATTEMPTS = 3


class Done(NamedTuple, Generic[Value]):
    """A task by its index, with its result, or why it has none."""

    task: int
    value: Value | None
    fault: str | None
