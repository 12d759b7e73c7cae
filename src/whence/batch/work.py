"""One shard: read, resolved and written, whole or not at all."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from whence.batch.manifest import Entry, commit, staging
from whence.batch.shards import Shard
from whence.batch.tables import Tables
from whence.errors import FetchError
from whence.ingest import Given, Limits, parts
from whence.pipeline import read_all
from whence.ports import Reader, Resolver
from whence.records import Rejected

#: What documents are rejected for where the archive itself is broken, and not what is in it.
_SPOILED = frozenset({"json", "parquet", "unsupported", "warc"})
#: What may be otherwise the next time: the shard is not done.
_PASSING = frozenset({"missing", "unreadable"})
#: So many of a shard are told of beside being rows.
_TOLD = 5


class Work:
    """What a process does with a shard; built once, with its model in memory."""

    def __init__(self, folder: Path, reader: Reader, resolver: Resolver, limits: Limits) -> None:
        """`folder` is the batch's, which every process has under this path."""
        self._folder = folder
        self._reader = reader
        self._resolver = resolver
        self._limits = limits

    def __call__(self, shard: Shard) -> Entry:
        """Reads a shard into the folder's tables. Done twice it leaves what it leaves once.

        Raises `FetchError` where a file that was there is gone or cannot be read.
        """
        began = time.perf_counter()
        staged = staging(self._folder, shard)
        tables, words = Tables(), 0
        spoiled: list[Rejected] = []
        taken = (one for part in shard.parts for one in parts.read(part, Given(), self._limits))
        for outcome in read_all(taken, self._reader, self._resolver):
            if isinstance(outcome, Rejected):
                if outcome.code in _PASSING:
                    raise FetchError(f"{outcome.source}: {outcome.detail}")
                tables.reject(outcome)
                if outcome.code in _SPOILED and len(spoiled) < _TOLD:
                    spoiled.append(outcome)
            else:
                tables.add(outcome)
                words += len(outcome[0].text.split())
        rows, files = tables.write(staged, shard.name)
        entry = Entry(
            shard=shard.name,
            parts=shard.parts,
            rows=rows,
            files=files,
            spoiled=tuple(spoiled),
            words=words,
            seconds=round(time.perf_counter() - began, 3),
            peak=_peak(),
        )
        commit(self._folder, entry, staged)
        return entry


def _peak() -> int:
    """Bytes of memory that this process has had at most; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows has none
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # the Mac counts bytes
