"""Numbers with bounds: how large one is, whether it is exact, how it is written."""

from __future__ import annotations

from typing import Protocol


class Amount(Protocol):
    """A value as it was given: None where there is no number, or no bound."""

    @property
    def value(self) -> float | None:
        """The number; None for a range or a vague word."""
        ...

    @property
    def low(self) -> float | None:
        """At least so many."""
        ...

    @property
    def high(self) -> float | None:
        """At most so many."""
        ...


def size_of(amount: Amount) -> float:
    """One number to compare by."""
    return amount.value if amount.value is not None else amount.low or amount.high or 0.0


def is_exact(amount: Amount) -> bool:
    """Whether it is one number, neither a bound nor about."""
    return amount.value is not None and amount.low == amount.value == amount.high


def in_figures(number: float) -> str:
    """A number with separators: "1,200", "2.5"."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,}"


def many(count: int, one: str) -> str:
    """A count with its noun, which is given in the singular: "1 report", "1,200 reports"."""
    return f"{count:,} {one}{'' if count == 1 else 's'}"
