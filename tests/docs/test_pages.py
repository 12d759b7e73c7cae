"""Every snippet and command of README.md and docs/ runs, and prints what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.blocks import Command, agrees, blocks, commands, elided
from tests.docs.not_run import NOT_RUN, reason
from tests.docs.sandbox import Desk
from whence import bootstrap

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WITH_CODE = [
    page for page in PAGES if any(b.language == "python" or b.is_commands for b in blocks(page))
]
#: What a page writes where a reader puts in their own.
_MEANT = {" REPORT ": " archive/morning-flare/2025-11-05-burned-in-her-bed.html "}
#: Commands that are shown to end otherwise than well: their exit code.
_CODES = {"whence read notes.bin": 1, "whence add examples": 1}


@pytest.fixture(autouse=True, scope="module")
def the_real_reader() -> Iterator[None]:
    """Other tests put a reader that finds nothing where the shared one is kept."""
    bootstrap.shared_reader.cache_clear()
    yield
    bootstrap.shared_reader.cache_clear()


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


class _Tried:
    """A page as it is tried, block after block."""

    def __init__(self, page: Path, desk: Desk, *, regold: bool) -> None:
        self.page, self.desk, self.regold = page, desk, regold
        self.edits: list[tuple[int, int, list[str]]] = []

    def run(self) -> None:
        """All its blocks; what is shown is written anew where that is asked for."""
        found = blocks(self.page)
        lines = self.page.read_text(encoding="utf-8").splitlines()
        for index, block in enumerate(found):
            if block.language == "python":
                printed = self.desk.python(block.text)
                after = found[index + 1] if index + 1 < len(found) else None
                between = "".join(lines[block.end + 1 : after.start - 1]) if after else ""
                if after and after.language == "output" and not between.strip():
                    self._compare(after.lines, printed, after.start, after.end)
            elif block.is_commands:
                for command in commands(block):
                    self._command(command)
        if self.edits:
            for start, end, printed_lines in reversed(self.edits):
                lines[start:end] = printed_lines
            self.page.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _command(self, command: Command) -> None:
        if reason(command.line):
            return
        printed, code = self.desk.shell(command.line, _MEANT)
        wanted = _CODES.get(command.line, 0)
        assert code == wanted, f"{command.line} ended with {code}:\n{printed}"
        if command.printed is not None:
            self._compare(command.printed, printed, command.start, command.end)

    def _compare(self, shown: tuple[str, ...], printed: str, start: int, end: int) -> None:
        if agrees(shown, printed):
            return
        if self.regold and not elided(shown):
            self.edits.append((start, end, [one.rstrip() for one in printed.rstrip().splitlines()]))
            return
        pytest.fail(f"{_name(self.page)}, line {start + 1}: what is printed now is\n{printed}")


@pytest.mark.parametrize("page", WITH_CODE, ids=_name)
def test_runs(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _Tried(page, Desk(tmp_path, ROOT), regold=bool(request.config.getoption("--regold"))).run()


def test_no_reason_is_out_of_date() -> None:
    lines = [c.line for page in PAGES for b in blocks(page) if b.is_commands for c in commands(b)]
    bare = [re.sub(r"\s+#.*$", "", line) for line in lines]
    idle = [p for p in NOT_RUN if not any(re.fullmatch(p, line) for line in bare)]
    assert not idle, "no page has such a line any more"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_no_command_hides_in_an_indented_block(page: Path) -> None:
    """There nothing would run it."""
    text = page.read_text(encoding="utf-8")
    outside = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert not re.findall(r"^ {4,}(?:\$ )?(?:\.venv/bin/)?whence [a-z-]+.*$", outside, re.MULTILINE)
