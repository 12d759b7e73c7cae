"""The options of commands that work on many processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from whence.wire import archives

_Command = TypeVar("_Command", bound=Callable[..., Any])


def engine_options(command: _Command) -> _Command:
    """Adds `--engine`, `--workers` and `--address`."""
    for option in (
        click.option(
            "--address", metavar="ADDRESS", help="Of the Ray cluster; default starts one here."
        ),
        click.option(
            "--workers",
            type=click.IntRange(1, 100_000),
            help="How many processes; default one a core.",
        ),
        click.option(
            "--engine",
            type=click.Choice(archives.ENGINES),
            default="local",
            show_default=True,
            help="local: processes of this machine. ray: a cluster with one file system.",
        ),
    ):
        command = option(command)
    return command
