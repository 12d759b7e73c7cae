"""A ledger that is a file of JSON Lines: `whence add reports/ --ledger jsonlines:kept.jsonl`.

Each line is one of

    {"kept": REPORT ID, "identity": ..., "document": what `--format json` gives}
    {"rejected": {"source": ..., "stage": ..., "code": ..., "detail": ...}}
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import msgspec

from whence.errors import LedgerError
from whence.export.document import document
from whence.ports import Result
from whence.records import Kept, Rejected, Report

_BEGINNINGS = (b'{"kept": ', b'{"rejected": ')


class JsonLinesStore:
    """Appends a line at a time, each on the disk before the next; lines are never changed."""

    def __init__(self, address: str) -> None:
        """Opens the file at a path, or makes it. Raises `LedgerError`."""
        self._path = Path(address)
        self._ids: set[str] = set()
        self._identities: set[str] = set()
        self._rejected: set[str] = set()
        if not address:
            raise LedgerError("jsonlines: names no file; write jsonlines:kept.jsonl")
        try:
            self._file = self._path.open("a+b")
        except OSError as error:
            raise LedgerError(f"{self._path} cannot be used: {error.strerror}") from error
        try:
            self._read()
        except BaseException:
            self._file.close()
            raise

    def _read(self) -> None:
        """Learns what is there; cuts off a last line that was not finished when writing stopped."""
        self._file.seek(0)
        whole = 0
        for number, line in enumerate(self._file, 1):
            unfinished = not line.endswith(b"\n")
            # Somebody else's file is never cut.
            if unfinished and any(one.startswith(line[: len(one)]) for one in _BEGINNINGS):
                break
            whole += len(line)
            try:
                self._learn(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise LedgerError(f"{self._path}: line {number} is none of a ledger's") from error
        self._file.truncate(whole)

    def _learn(self, line: dict[str, Any]) -> None:
        if "kept" in line:
            self._ids.add(line["kept"])
            self._identities.add(line["identity"])
        else:
            self._rejected.add(json.dumps(line["rejected"]))

    def has(self, report: Report) -> bool:
        """Keeps `whence.ports.Store`."""
        return report.id in self._ids

    def is_forgotten(self, report: Report) -> bool:  # noqa: ARG002  the port's
        """Keeps `whence.ports.Store`: nothing is forgotten here but by hand."""
        return False

    def add(self, result: Result, raw: bytes | None = None) -> Kept:  # noqa: ARG002  the port's
        """Keeps `whence.ports.Store`; the bytes are not kept."""
        report, _, resolution = result
        self._check(report.origin.source)
        if self.has(report):
            return Kept.known(report)
        state = "changed" if report.identity in self._identities else "added"
        written = msgspec.to_builtins(document(*result))
        self._append({"kept": report.id, "identity": report.identity, "document": written})
        return Kept.of(report, "changed" if state == "changed" else "added", len(resolution.claims))

    def reject(self, rejected: Rejected) -> None:
        """Keeps `whence.ports.Store`."""
        self._check(rejected.source)
        row = {name: getattr(rejected, name) for name in ("source", "stage", "code", "detail")}
        if json.dumps(row) not in self._rejected:
            self._append({"rejected": row})

    def _check(self, source: str) -> None:
        """Raises `LedgerError` for this very file, which would grow as it is read."""
        file, _, line = source.rpartition(":")
        path = file if file and line.isdigit() else source
        if Path(path).absolute() == self._path.absolute():
            raise LedgerError(f"{self._path} is the ledger itself, and stands among the sources")

    def _append(self, line: dict[str, Any]) -> None:
        # ASCII, so that any text can be written: JSON may carry half of a surrogate pair.
        self._file.write(json.dumps(line).encode("ascii") + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._learn(line)

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()
