"""The code blocks of a page, and what of them is to be run.

- ```python runs; an ```output block that follows directly is what it prints.
- ```console holds lines with "$ " and what they print.
- ```sh, and a block without a language that begins like commands, holds commands alone.

In what is printed, a line "[...]" stands for any lines, and "[...]" in a line for any words.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[\w-]*)[^\n`]*$")
_PROGRAM = re.compile(
    r"(\$ )?([A-Z_]+=\S+ )*(\.venv/bin/|python -m |datasette |duckdb |curl |docker |git |make( |$)|pip "
    r"|pip3 |cat |echo |export |whence )"
)
_MEANT = "[...]"


class Block(NamedTuple):
    """A block: its lines, and where in the file they begin, counted from 0."""

    language: str
    start: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    @property
    def end(self) -> int:
        """The line after its last."""
        return self.start + len(self.lines)

    @property
    def is_commands(self) -> bool:
        """Whether it holds command lines."""
        if self.language in ("console", "sh", "bash"):
            return True
        return not self.language and bool(self.lines) and bool(_PROGRAM.match(self.lines[0]))


class Command(NamedTuple):
    """A command line, and the lines that it is shown to print; None where none are shown."""

    line: str
    printed: tuple[str, ...] | None
    start: int  #: the first line of what is printed
    end: int


def blocks(file: Path) -> list[Block]:
    """The blocks of a page."""
    found: list[Block] = []
    inside: tuple[str, str, int] | None = None
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if inside is None and match:
            inside = (match["indent"], match["language"], number + 1)
        elif inside is not None and line.strip() == "```":
            indent, language, start = inside
            held = tuple(one.removeprefix(indent) for one in lines[start:number])
            found.append(Block(language, start, held))
            inside = None
    return found


def commands(block: Block) -> list[Command]:
    """The commands of a block, lines that end in a backslash put together."""
    shown = any(line.startswith("$ ") for line in block.lines)
    found: list[Command] = []
    number = 0
    while number < len(block.lines):
        line = block.lines[number]
        number += 1
        begins = line.startswith("$ ") if shown else bool(line.strip())
        if not begins:
            continue
        line = line.removeprefix("$ ") if shown else line.strip()
        while line.endswith("\\") and number < len(block.lines):
            line = line[:-1] + block.lines[number].strip()
            number += 1
        while _open(line) and number < len(block.lines):
            line += f"\n{block.lines[number]}"
            number += 1
        start = number
        while shown and number < len(block.lines) and not block.lines[number].startswith("$ "):
            number += 1
        printed = block.lines[start:number] if shown else None
        if not line.startswith("#"):
            found.append(Command(line, printed, block.start + start, block.start + number))
    return found


def _open(line: str) -> bool:
    """Whether a quotation mark is not closed yet."""
    try:
        shlex.split(line, comments=True)
    except ValueError:
        return True
    return False


def agrees(shown: tuple[str, ...], printed: str) -> bool:
    """Whether what is shown is what was printed."""
    parts = []
    for line in shown:
        if line.strip() == _MEANT:
            parts.append(r"(?:.*\n)*?")
        else:
            pattern = r".*".join(re.escape(part) for part in line.rstrip().split(_MEANT))
            parts.append(rf"{pattern}[ \t]*\n")
    whole = printed.rstrip("\n") + "\n" if printed.strip() else ""
    # Empty lines at the end are nobody's.
    return re.fullmatch("".join(parts) + r"\n*", whole) is not None


def elided(shown: tuple[str, ...]) -> bool:
    """Whether something is left out."""
    return any(_MEANT in line for line in shown)
