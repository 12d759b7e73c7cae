"""`whence completion`: prints a shell-completion script."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from whence.serve.cli.dispatch import COMPLETE_VARIABLE, DONE, whence
from whence.serve.cli.options import verbose_option

_EPILOG = """\b
Examples; each takes effect in the next shell:
  whence completion bash >> ~/.bashrc
  whence completion zsh >> ~/.zshrc        # after compinit there
  whence completion fish > ~/.config/fish/completions/whence.fish

Commands, options, choices and file names are completed. Bash must be 4.4 or
newer.

Exit codes: 0 done; 2 wrong use.
"""
_SHELLS = ("bash", "zsh", "fish")


@click.command(name="completion", epilog=_EPILOG)
@click.argument("shell", type=click.Choice(_SHELLS))
@verbose_option
def command(shell: str) -> int:
    """Print a shell-completion script."""
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"click cannot complete for {shell}")
    script = kind(whence, {}, "whence", COMPLETE_VARIABLE)
    # Not `source()`, which asks the installed bash for its version: the script may be for another.
    click.echo(script.source_template % script.source_vars())
    return DONE
