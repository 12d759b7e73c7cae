"""A desk at which a page is tried: a folder with the files that pages speak of, and a small shell.

Commands run in this process, so that the model is loaded once for all pages. The shell knows what
pages need: `|`, `>`, `<`, `&&`, variables before a command, `cat`, `echo`, `cp`, `ls`.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from whence.serve.cli.dispatch import run

_WIRE = "meridian-wire/2025-09-04-ministry-hospital-toll.txt"
#: What pages call a file or a folder -> the example reports that it is.
_FILES = {
    "report.txt": _WIRE,
    "report.html": "rkv-news/2025-09-03-fourteen-dead.html",
    "page.html": "rkv-news/2025-09-03-fourteen-dead.html",
    "feed.jsonl": "bourse-daily/2025-11-04-archive.jsonl",
    "archive": ".",
    "reports": "lantern-post",
}
_WHENCE = ("whence", ".venv/bin/whence")
_PYTHON = ("python", ".venv/bin/python")


class NotRun(Exception):
    """The small shell does not know how."""


class Desk:
    """The folder, and the names that a page's Python has made so far."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__main__"}
        reports = root / "examples" / "reports"
        shutil.copytree(root / "examples", folder / "examples")
        (folder / "src").symlink_to(root / "src")
        for name, place in _FILES.items():
            copy = shutil.copytree if (reports / place).is_dir() else shutil.copy
            copy(reports / place, folder / name)
        (folder / "password.txt").write_text("correct horse battery\n", encoding="utf-8")
        archive(folder / "crawl.warc.gz", (reports / _FILES["page.html"]).read_bytes())
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("WHENCE_")},
            "COLUMNS": "80", "USER": "ada", "NO_COLOR": "1",
        }  # fmt: skip

    def python(self, source: str) -> str:
        """What a block of Python prints."""
        with self._here({}):
            out, _ = _captured(lambda: self._execute(source))
        return out.decode()

    def _execute(self, source: str) -> int:
        exec(compile(source, "<page>", "exec"), self.names)
        return 0

    def shell(self, line: str, replaced: dict[str, str] | None = None) -> tuple[str, int]:
        """What a command line prints, on both streams in their order, and its exit code."""
        for name, value in (replaced or {}).items():
            line = line.replace(name, value)
        printed, code = b"", 0
        for one in _parted(_words(line), "&&"):
            out, code = self._piped(one)
            printed += out
            if code:
                break
        return printed.decode(), code

    def _piped(self, words: list[str]) -> tuple[bytes, int]:
        given, code = b"y\n", 0
        for one in _parted(words, "|"):
            given, code = self._one(one, given)
        return given, code

    def _one(self, words: list[str], given: bytes) -> tuple[bytes, int]:
        target: Path | None = None
        variables = {}
        while words and "=" in words[0] and words[0].split("=")[0].isidentifier():
            name, _, value = words.pop(0).partition("=")
            variables[name] = value
        for sign in (">", "<"):
            if sign in words:
                at = words.index(sign)
                place = self.folder / words[at + 1]
                del words[at : at + 2]
                if sign == "<":
                    given = place.read_bytes()
                else:
                    target = place
        with self._here(variables):
            split = target is not None
            out, code = self._program(words, given, split)
        if target is None:
            return out, code
        target.write_bytes(out)
        return b"", code

    def _program(self, words: list[str], given: bytes, split: bool) -> tuple[bytes, int]:
        name, *rest = words
        if name in _WHENCE:
            return _captured(lambda: run(rest), given, split=split)
        if name in _PYTHON and rest[0] == "-c":
            return _captured(lambda: self._execute(rest[1]), given, split=split)
        if name == "cat":
            return b"".join((self.folder / one).read_bytes() for one in rest), 0
        if name == "echo":
            return " ".join(rest).encode() + b"\n", 0
        if name == "cp":
            shutil.copy(self.folder / rest[0], self.folder / rest[1])
            return b"", 0
        if name == "ls":
            place = self.folder / (rest[0] if rest else ".")
            return "".join(f"{one.name}\n" for one in sorted(place.iterdir())).encode(), 0
        if name == "export":
            variable, _, value = rest[0].partition("=")
            self.environment[variable] = value
            return b"", 0
        raise NotRun(" ".join(words))

    @contextlib.contextmanager
    def _here(self, variables: dict[str, str]) -> Iterator[None]:
        before = Path.cwd(), dict(os.environ)
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment | variables)
        try:
            yield
        finally:
            os.chdir(before[0])
            os.environ.clear()
            os.environ.update(before[1])


def _captured(
    call: Callable[[], int], given: bytes = b"", *, split: bool = False
) -> tuple[bytes, int]:
    """What a call writes, and its code; `split`, without what it says on stderr."""
    held = io.BytesIO()
    out = io.TextIOWrapper(held, encoding="utf-8", write_through=True)
    apart = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    sys.stdout, sys.stderr = out, apart if split else out
    try:
        code = call()
    finally:
        out.flush()
        sys.stdin, sys.stdout, sys.stderr = before
    found = held.getvalue()
    out.detach()
    return found, code


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&<>")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    return list(lexer)


def _parted(words: list[str], sign: str) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for word in words:
        if word == sign:
            found.append([])
        else:
            found[-1].append(word)
    return found


def archive(place: Path, page: bytes) -> None:
    """A web archive with one page."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/blast\r\n"
        "WARC-Record-ID: <urn:uuid:6d3a4b3c-0000-4000-8000-000000000001>\r\n"
        "WARC-Date: 2025-09-03T20:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    place.write_bytes(gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0))
