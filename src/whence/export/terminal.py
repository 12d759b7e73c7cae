"""rich's console, for writing on a terminal."""

from __future__ import annotations

from rich.console import Console


class Terminal(Console):
    """A console that leaves a closed pipe to the caller: rich's own ends the program with 1."""

    def on_broken_pipe(self) -> None:
        """Lets the error pass; called where it is handled."""
        raise  # noqa: PLE0704  what `Console` caught
