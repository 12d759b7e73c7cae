"""whence itself among its peers: whole, from the bytes of a file to the bytes of another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec import structs
from tokenizers import Tokenizer

from benchmarks.speed.ratio import whole
from whence import bootstrap
from whence.ports import Resolver
from whence.settings import Settings

Document = dict[str, Any]


class Ours:
    """whence with one bundle, one thread, its model in memory."""

    def __init__(self, settings: Settings, resolver: Resolver, folder: Path) -> None:
        self._reader, self._resolver = bootstrap.reader(settings), resolver
        self._sink = folder / "ours.jsonl"
        self._tokenizer = Tokenizer.from_file(str(bootstrap.bundle(settings).tokenizer))
        self._tokenizer.no_truncation()

    def read(self, source: Path) -> str:
        """What `whence read --format jsonl` prints of a file of reports."""
        whole(source, self._sink, self._reader, self._resolver)
        return self._sink.read_text(encoding="utf-8")

    def documents(self, source: Path) -> list[Document]:
        """The same, decoded."""
        return rows(self.read(source))

    def pieces(self, text: str) -> int:
        """The word pieces of a text, each counted once."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)


def rows(lines: str) -> list[dict[str, Any]]:
    """JSON Lines, decoded; not by `splitlines`, since a text may hold other ends of lines."""
    return [json.loads(line) for line in lines.split("\n") if line]


def open_ours(folder: Path) -> dict[str, Ours]:
    """By the names that they are shown under: whence, and with `--fast` where its bundle ships.

    `folder` is for what they write.
    """
    settings, resolver = structs.replace(bootstrap.settings(), threads=1), bootstrap.resolver()
    ours = {"whence": Ours(settings, resolver, folder)}
    fast = bootstrap.data("fast")
    if fast.is_dir():
        ours["whence --fast"] = Ours(structs.replace(settings, bundle=str(fast)), resolver, folder)
    return ours
