"""The manual page, made of what the commands say of themselves: `python -m release.man [FILE]`.

click-man 0.6 was tried first: it does not see commands that are imported when asked for, and writes
a page a command, where one page can be searched.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from whence import __version__
from whence.serve.cli.dispatch import COMMANDS, whence

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "man" / "whence.1"
_DESCRIPTION = (
    "Finds every quotation in news reports, direct or indirect, with its source, its cue and the "
    "exact words; keeps them in a ledger, and compares what reports say."
)
#: What no command's help says, since it is not of one.
_ENVIRONMENT = {
    "WHENCE_LEDGER": "The ledger, where --ledger names none; else whence.db in the current folder.",
    "WHENCE_SETTINGS": "A file of settings in TOML, where --settings names none.",
    "WHENCE_BUNDLE, WHENCE_FAST, ...": (
        "A setting of that name, over the file's; whence doctor lists them all."
    ),
}
_CODES = {
    "0": "All is done.",
    "1": "Some sources were rejected, each named on standard error; the others were read.",
    "2": "Wrong use.",
    "3": "The ledger, the settings or the installation cannot be used.",
    "130": "Interrupted.",
}
_ESCAPES = {
    "-": "\\-", "~": "\\(ti", "^": "\\(ha", "`": "\\(ga", '"': "\\(dq", "'": "\\(aq", "\\": "\\e",
}  # fmt: skip
_MONTHS = "January February March April May June July August September October November December"


def page(changelog: str) -> str:
    """The page in roff; the day of the release is the changelog's."""
    day = _released(changelog)
    top = click.Context(whence, info_name="whence", **whence.context_settings)
    return "\n".join(
        [
            '.\\" Written by python -m release.man; change the commands, not this.',
            f'.TH WHENCE 1 "{day}" "whence {__version__}" "User Commands"',
            ".SH NAME",
            f"whence \\- {_escaped(_first(whence.help))}",
            ".SH SYNOPSIS",
            *_usage(whence, top),
            ".SH DESCRIPTION",
            *_filled(_DESCRIPTION),
            ".SH OPTIONS",
            *_options(whence, top),
            ".SH COMMANDS",
            *(line for name in COMMANDS for line in _command(name, top)),
            ".SH ENVIRONMENT",
            *_terms(_ENVIRONMENT),
            ".SH EXIT STATUS",
            *_terms(_CODES),
            ".SH FILES",
            *_terms({"whence.db": "The ledger in the current folder: one SQLite file."}),
            "",
        ]
    )


def _released(changelog: str) -> str:
    """The day beside the version in the changelog, as manual pages write it."""
    found = re.search(
        rf"^## {re.escape(__version__)} \((\d+)-(\d+)-(\d+)\)", changelog, re.MULTILINE
    )
    if not found:
        return "not released"
    year, month, day = map(int, found.groups())
    return f"{_MONTHS.split()[month - 1]} {day}, {year}"


def _command(name: str, above: click.Context) -> Iterator[str]:
    group = above.command
    assert isinstance(group, click.Group)
    command = group.get_command(above, name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=above)
    yield f'.SS "{_escaped(context.command_path)}"'
    yield from _filled(command.help or "")
    yield ".PP"
    yield from _usage(command, context)
    yield from _options(command, context)
    yield from _epilog(command.epilog or "")
    if isinstance(command, click.Group):
        for one in command.list_commands(context):
            yield from _command(one, context)


def _usage(command: click.Command, context: click.Context) -> Iterator[str]:
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"\\fB{_escaped(context.command_path)}\\fR {_escaped(pieces)}"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for param in command.get_params(context):
        # Arguments are explained in the paragraphs below; newer clicks would list them, bare.
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record:
            yield from _terms({record[0]: record[1]})


def _epilog(words: str) -> Iterator[str]:
    r"""Paragraphs; one that `\\b` begins keeps its lines, as in the help."""
    for paragraph in words.strip("\n").split("\n\n"):
        lines = paragraph.strip("\n").splitlines()
        if not lines:
            continue
        yield ".PP"
        if lines[0] != "\b":
            yield from _filled(paragraph)
            continue
        yield ".nf"
        yield from (_line(line.rstrip()) or "\\&" for line in lines[1:])
        yield ".fi"


def _terms(entries: dict[str, str]) -> Iterator[str]:
    for name, words in entries.items():
        yield from (".TP", f"\\fB{_escaped(name)}\\fR", *(_filled(words) or ["\\&"]))


def _first(words: str | None) -> str:
    sentence = " ".join((words or "").split()).rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def _filled(words: str) -> list[str]:
    """Words on lines that are no longer than roff likes; it fills them anew."""
    lines = textwrap.wrap(
        " ".join(words.split()), 72, break_long_words=False, break_on_hyphens=False
    )
    return [_line(line) for line in lines]


def _line(words: str) -> str:
    """One line in which nothing is a request."""
    escaped = _escaped(words)
    return "\\&" + escaped if escaped.startswith((".", "'")) else escaped


def _escaped(words: str) -> str:
    """Words as roff takes them: hyphens, tildes and quotes that can be copied into a shell."""
    return re.sub(r"[-~^`\"\\']", lambda found: _ESCAPES[found.group()], words)


def main() -> None:
    """Writes the page."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
