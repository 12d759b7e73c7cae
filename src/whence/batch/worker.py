"""Reads one shard: resolves and writes it, whole or not at all."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from whence.batch.manifest import Entry, commit, staging
from whence.batch.shards import Shard
from whence.batch.tables import Tables
from whence.errors import FetchError
from whence.ingest import Context, Limits, splits
from whence.ingest.splits import Part
from whence.pipeline import Apart, read_all
from whence.ports import Reader, Resolver
from whence.records import Rejected, Report

#: Codes of rejections where the archive itself is broken, not its content.
_SPOILED = frozenset({"broken", "json", "junk", "parquet", "unsupported", "warc"})
#: Codes that may pass: the part is not done, and all others are.
_PASSING = frozenset({"missing", "unreadable"})
#: Rejections of a shard that are reported beside being rows.
_NAMED = 5


class Work:
    """The function of a process for a shard; built once, with its model in memory."""

    def __init__(
        self,
        folder: Path,
        reader: Reader,
        resolver: Resolver,
        limits: Limits,
        apart: Apart | None = None,
    ) -> None:
        """`folder` is the batch's, under the same path for every process.

        `apart` reads in a process that can be ended.
        """
        self._apart = apart
        self._folder = folder
        self._reader = reader
        self._resolver = resolver
        self._limits = limits

    def __call__(self, shard: Shard) -> Entry:
        """Reads a shard into the folder's tables. Done twice it leaves the same as done once.

        A file that is gone, or cannot be read now, is left to the next run. Raises `FetchError`
        where all of them are.
        """
        began = time.perf_counter()
        staged = staging(self._folder, shard)
        left: dict[Part, Rejected] = {}
        read = None
        while read is None:  # once, and again for each file that is lost meanwhile
            read = self._read([part for part in shard.parts if part not in left], left)
        tables, spoiled, words = read
        if len(left) == len(shard.parts):
            first = next(iter(left.values()))
            raise FetchError(f"{first.source}: {first.detail}")
        rows, files = tables.write(staged, shard.name)
        entry = Entry(
            shard=shard.name,
            parts=tuple(part for part in shard.parts if part not in left),
            left=tuple(left.values()),
            rows=rows,
            files=files,
            spoiled=spoiled,
            words=words,
            seconds=round(time.perf_counter() - began, 3),
            peak=_peak(),
        )
        commit(self._folder, entry, staged)
        return entry

    def _read(
        self, wanted: list[Part], left: dict[Part, Rejected]
    ) -> tuple[Tables, tuple[Rejected, ...], int] | None:
        """The rows of the parts, where they are broken, and how many words they have.

        A part that cannot be read now goes into `left`. None where some of it was read already: its
        rows would come twice when all of it is.
        """
        tables, words = Tables(), 0
        spoiled: list[Rejected] = []
        torn = False

        def taken() -> Iterator[Report | Rejected]:
            nonlocal torn
            for part in wanted:
                for before, one in enumerate(splits.read(part, Context(limits=self._limits))):
                    if isinstance(one, Rejected) and one.code in _PASSING:
                        left[part] = one
                        torn = before > 0
                        break
                    yield one
                if torn:
                    return

        for outcome in read_all(taken(), self._reader, self._resolver, apart=self._apart):
            if isinstance(outcome, Rejected):
                tables.reject(outcome)
                if outcome.code in _SPOILED and len(spoiled) < _NAMED:
                    spoiled.append(outcome)
            else:
                tables.add(outcome)
                words += len(outcome[0].text.split())
        return None if torn else (tables, tuple(spoiled), words)


def _peak() -> int:
    """The most bytes of memory that this process has had; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows has none
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # the Mac counts bytes
