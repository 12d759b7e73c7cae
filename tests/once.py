"""What the tests make once, however many of them, and whichever processes, want it."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from filelock import FileLock

from whence import bootstrap
from whence.encoder.runtime_version import runtime
from whence.ports import Reader
from whence.records import Origin, Reading, Report, digest
from whence.settings import Settings


def made_once(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills, in the first of a run's processes to want it; not to be changed.

    It lies in the run's own temporary folder, so the next run makes it anew.
    """
    place = common(temporary) / name
    with FileLock(f"{place}.lock"):
        if not place.exists():
            half = place.with_name(f"{name}.half")
            shutil.rmtree(half, ignore_errors=True)  # of one who failed
            half.mkdir()
            make(half)
            half.rename(place)
    return place


def common(temporary: pytest.TempPathFactory) -> Path:
    """The folder that all processes of a run share."""
    base = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # then each has a folder of its own in it
        base = base.parent
    folder = base / "once"
    folder.mkdir(exist_ok=True)
    return folder


class Remembering:
    """A reader that reads a text once; what it read before, in any process of the run, it gives again.

    A reading depends on its report's text and layout alone (`tests/extract/test_neural.py`), and a
    dozen tests and pages begin with the example reports.
    """

    def __init__(self, reader: Any, folder: Path) -> None:
        self.reader = reader.reader
        self._reader: Reader = reader
        self._folder = folder
        self._known: dict[str, Reading] = {}

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        """One reading a report, in order."""
        keys = [self._key(report) for report in reports]
        new = {key: one for key, one in zip(keys, reports, strict=True) if not self._has(key)}
        if new:
            for key, reading in zip(new, self._reader.read(list(new.values())), strict=True):
                self._store(key, reading)
        return [
            msgspec.structs.replace(self._known[key], report_id=report.id)
            for key, report in zip(keys, reports, strict=True)
        ]

    def _key(self, report: Report) -> str:
        # More than a reading may depend on: only what depends on where the report lies is left out.
        origin = Origin(source="", media_type=report.origin.media_type, raw_digest="")
        bare = msgspec.structs.replace(report, id="", identity="", origin=origin)
        return digest(self.reader.digest, msgspec.json.encode(bare).decode())

    def _has(self, key: str) -> bool:
        file = self._folder / key
        if key not in self._known and file.exists():
            self._known[key] = pickle.loads(file.read_bytes())
        return key in self._known

    def _store(self, key: str, reading: Reading) -> None:
        self._known[key] = reading
        half = self._folder / f"{key}.{os.getpid()}"
        half.write_bytes(pickle.dumps(reading))
        half.replace(self._folder / key)


class Readers:
    """What replaces `bootstrap.own_reader`: a model is loaded once, a text read once."""

    def __init__(self, folder: Path) -> None:
        self.build = bootstrap.own_reader  #: what it replaces
        self._folder = folder
        self._built: dict[tuple[Path, str, int], Remembering] = {}

    def reader(self, settings: Settings) -> Reader:
        """The reader of these settings; one of a test's own bundle is built each time."""
        folder = bootstrap.bundle_folder(settings)
        if folder.parent != bootstrap.data(""):
            return self.build(settings)
        key = folder, runtime(), os.getpid()  # a fork must not use its parent's
        if key not in self._built:
            self._built[key] = Remembering(self.build(settings), self._folder)
        return self._built[key]
