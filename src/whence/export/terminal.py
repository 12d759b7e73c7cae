"""What is written on a terminal by: rich's console."""

from __future__ import annotations

from rich.console import Console


class Terminal(Console):
    """A console that leaves a closed pipe to whoever called: rich's own ends the program with 1."""

    def on_broken_pipe(self) -> None:
        """Lets the error go on; called where it is handled."""
        raise  # noqa: PLE0704  what `Console` caught
