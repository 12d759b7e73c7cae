"""The `whence` command: one file a command, imported only when it is the one that runs."""

from whence.serve.cli.group import main

__all__ = ["main"]
