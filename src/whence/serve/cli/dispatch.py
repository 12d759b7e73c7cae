"""The main command: finds the subcommand, and turns any outcome into an exit code."""

from __future__ import annotations

import importlib
import io
import os
import re
import sys
import traceback
from collections.abc import Sequence

import click
from click.shell_completion import CompletionItem, shell_complete

from whence.errors import WhenceError

#: Command -> the line that `whence --help` shows, so that help need not import them all. The module
#: `whence.serve.cli.NAME` has the command under the name `command`.
COMMANDS = {
    "read": "Read reports and print who says what.",
    "add": "Read reports and store them in the ledger.",
    "watch": "Poll feeds, and store what is new.",
    "claims": "Find claims by words, speaker, outlet, place, day, standing.",
    "who": "List speakers, or show everything that somebody said.",
    "show": "Show a stored report, or what its edits changed.",
    "events": "List events, with each figure's best, low and high.",
    "disputes": "Show where reports disagree, with the sources of each version.",
    "timeline": "Show claims by the day that they are about.",
    "compare": "Bring copies, events and figures up to date.",
    "review": "Show what needs review, and decisions; undo them.",
    "export": "Export the ledger in open formats.",
    "import": "Import annotations made elsewhere, as decisions.",
    "serve": "Serve the page and the API on this machine.",
    "batch": "Read an archive into Parquet tables, on many processes.",
    "batch-compare": "Find the copies and events in a batch's tables.",
    "reread": "Read every stored report again with the current reader.",
    "forget": "Erase a report for good.",
    "alert": "Send people and programs what is new: add, list, remove, send.",
    "account": "Manage server accounts: add, list, remove, password.",
    "token": "Manage API tokens: add, list, revoke.",
    "doctor": "Check the installation: versions, model bundle, writing.",
    "completion": "Print a shell-completion script.",
}
_FILES = {"import": "import_"}
#: Variables that the scripts of `whence completion` set when they ask for completions.
COMPLETE_VARIABLE = "_WHENCE_COMPLETE"

#: Exit codes: 2 is click's for wrong usage, 130 a shell's for an interrupt (128 + SIGINT).
DONE, REJECTED, USAGE, TROUBLE, INTERRUPTED = 0, 1, 2, 3, 130

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click passes it
        """The names, without importing any."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  click passes it
        cmd_name: str,
    ) -> click.Command | None:
        """The command, imported now; None if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        # "import" is a keyword in Python.
        module = importlib.import_module(f"whence.serve.cli.{_FILES.get(name, name)}")
        command: click.Command = module.command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  click passes it
        formatter: click.HelpFormatter,
    ) -> None:
        """The list in the help, from the lines in `COMMANDS`."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands in `COMMANDS`: a key press must not import them all."""
        named = [
            CompletionItem(name, help=line)
            for name, line in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*named, *click.Command.shell_complete(self, ctx, incomplete)]


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from whence import __version__

        click.echo(f"whence {__version__}")
        ctx.exit()


@click.group(
    cls=_Commands,
    context_settings=_CONTEXT,
    epilog="Each command explains itself: whence COMMAND --help. Example: whence read report.txt",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
def whence() -> None:
    """Read news reports and find who says what in them."""


def main(arguments: Sequence[str] | None = None, name: str = "whence") -> None:
    """Runs the command and exits with the documented codes.

    0 all done, 1 some sources rejected, 2 wrong use, 3 ledger, settings or installation,
    130 interrupted. `name` is how it was called, for the usage lines.
    """
    if asked := os.environ.get(COMPLETE_VARIABLE):
        _speak_utf8()
        sys.exit(shell_complete(whence, {}, "whence", COMPLETE_VARIABLE, asked))
    sys.exit(run(sys.argv[1:] if arguments is None else arguments, name))


def run(arguments: Sequence[str], name: str = "whence") -> int:
    """Runs the command and returns its exit code; reports errors on stderr."""
    _speak_utf8()
    try:
        # Not `whence.main`, which answers a closed pipe with exit code 1, as for a rejected source.
        with whence.make_context(name, list(arguments)) as context:
            code = whence.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the last net
        return _answer(error, arguments)
    return code if isinstance(code, int) else DONE


def _answer(error: BaseException, arguments: Sequence[str]) -> int:
    """Reports what ended the command, unless nobody listens any more, and returns the exit code."""
    if isinstance(error, BrokenPipeError):
        _close_output()
        return DONE
    if isinstance(error, click.ClickException):
        error.show()
        return USAGE
    if isinstance(error, click.Abort | KeyboardInterrupt):
        click.echo("whence: interrupted", err=True)
        return INTERRUPTED
    if any(a == "--verbose" or re.fullmatch(r"-\w*v\w*", a) for a in arguments):
        traceback.print_exception(error)
    if isinstance(error, WhenceError):
        click.echo(f"whence: {error}", err=True)
        return error.exit_code
    detail = " ".join(str(error).split())
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"whence: {where}{error.strerror or detail}", err=True)
        return TROUBLE
    click.echo(
        f"whence: unexpected {type(error).__name__}{': ' + detail if detail else ''}\n"
        "This is a bug in whence. The same command with -v shows the traceback.",
        err=True,
    )
    return TROUBLE


def _speak_utf8() -> None:
    """UTF-8 output in any locale: a report's quotation marks must not end the program."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _close_output() -> None:
    """The reader of our output has closed the pipe (`| head`), which is no failure.

    Python flushes stdout once more when it ends and would complain, so it gets a sink.
    """
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, ValueError):
        pass  # stdout is no file, as under a test
    finally:
        os.close(sink)
