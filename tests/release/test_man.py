"""The manual page: as committed, as roff wants it, and of every command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from release import man
from whence.serve.cli.dispatch import COMMANDS


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs" / "man" / "whence.1").read_text(encoding="utf-8")


def test_it_is_what_the_commands_say(root: Path, page: str, tmp_path: Path) -> None:
    # In a process of its own: click remembers the name of a command's help from the first call.
    written = tmp_path / "whence.1"
    subprocess.run([sys.executable, "-m", "release.man", written], cwd=root, check=True)
    assert written.read_text(encoding="utf-8") == page, "run .venv/bin/python -m release.man"


def test_every_command_is_in_it(page: str) -> None:
    for name in COMMANDS:
        escaped = name.replace("-", "\\-")
        assert f'.SS "whence {escaped}"\n' in page
    assert '.SS "whence account password"\n' in page


def test_the_day_is_the_changelogs() -> None:
    from whence import __version__

    assert '"not released"' in man.page(f"## {__version__} (unreleased)\n")
    assert '.TH WHENCE 1 "March 2, 2026" ' in man.page(f"# x\n\n## {__version__} (2026-03-02)\n")


def test_no_line_asks_roff_for_what_it_does_not_know(page: str) -> None:
    """Holds where no roff is installed; the next test asks one."""
    known = {".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi", '.\\"'}
    for line in page.splitlines():
        assert line.strip(), "an empty line is a request of its own"
        if line.startswith((".", "'")):
            assert line.split(" ")[0] in known
    assert page.count("\n.nf\n") == page.count("\n.fi\n")


@pytest.mark.parametrize("warnings", [["mandoc", "-T", "lint", "-W", "warning"],
                                  ["groff", "-man", "-Tutf8", "-ww", "-z"]])  # fmt: skip
def test_roff_has_nothing_to_say(warnings: list[str], root: Path) -> None:
    if not shutil.which(warnings[0]):
        pytest.skip(f"needs {warnings[0]}")
    file = root / "docs" / "man" / "whence.1"
    done = subprocess.run([*warnings, file], capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).splitlines()
    # Until the release has a day, its place says so.
    assert [line for line in said if "TH not released" not in line] == []
