"""A batch's folder: how it was made, and which shards are done.

    out/
      manifest.json            what the rows were made with; a run with other settings is refused
      manifest/SHARD.json      one a shard that is done, written last of all that it leaves
      reports/day=2025-01-02/SHARD.parquet, and so for each table

A shard without its entry is not done, whatever else there is of it: it is done again.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from whence.batch.shards import Shard
from whence.errors import BatchError
from whence.ingest.discover import BATCH
from whence.ingest.splits import Part
from whence.records import Rejected

#: Of a batch's folder; another whence may write another.
FORMAT = 1
TABLES = ("reports", "attributions", "claims", "figures", "rejected")
_MADE, _ENTRIES = BATCH
_STAGING = ".staging"
#: The day of a report without a date: null, as Hive writes it.
NO_DAY = "__HIVE_DEFAULT_PARTITION__"


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What the rows of a folder depend on beside their sources."""

    format: int = FORMAT
    bundle: str  #: `Reader.digest`: of the model, with what ran it
    max_bytes: int
    max_chars: int
    languages: tuple[str, ...]
    part_size: int  #: bytes; files cut elsewhere would be read twice


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A shard that is done, or why it could not be."""

    shard: str
    parts: tuple[Part, ...]
    fault: str | None = None
    rows: dict[str, int] = {}  #: table -> how many
    files: tuple[str, ...] = ()  #: relative to the folder
    left: tuple[Rejected, ...] = ()  #: files that could not be read now: the next run tries again
    spoiled: tuple[Rejected, ...] = ()  #: the first places where its sources are broken
    words: int = 0  #: of the reports' texts, divided by white space
    seconds: float = 0.0  #: of the process that did it
    peak: int = 0  #: bytes of memory that the process had used at most


class Manifest:
    """The folder of a batch, for the process that runs it; workers only `commit`."""

    def __init__(self, folder: Path, made: Made) -> None:
        self.folder = folder
        self.made = made
        self._entries = {entry.shard: entry for entry in entries(folder)}

    @classmethod
    def begin(cls, folder: Path, made: Made) -> Manifest:
        """Makes or continues the folder; raises `BatchError` where it was made in another way."""
        there = folder / _MADE
        try:
            if there.exists():
                _same(folder, opened(folder).made, made)
            elif folder.exists() and any(folder.iterdir()):
                raise BatchError(f"{folder} is not empty and not a batch: it has no {_MADE}")
            else:
                folder.mkdir(parents=True, exist_ok=True)
                _write(there, msgspec.json.format(msgspec.json.encode(made)))
            (folder / _ENTRIES).mkdir(exist_ok=True)
            shutil.rmtree(folder / _STAGING, ignore_errors=True)
        except OSError as error:
            raise BatchError(f"cannot write to {folder}: {error.strerror}") from error
        return cls(folder, made)

    def done(self) -> list[Entry]:
        """The shards that are done."""
        return [entry for entry in self._entries.values() if entry.fault is None]

    def lacks(self, parts: list[Part]) -> list[Part]:
        """The parts that no finished shard has."""
        read = {part.key for entry in self.done() for part in entry.parts}
        return [part for part in parts if part.key not in read]

    def record(self, entry: Entry) -> None:
        """Records a shard; a failed one, for the next run to try again."""
        self._entries[entry.shard] = entry
        if entry.fault is not None:
            commit(self.folder, entry)

    def close(self) -> None:
        """Removes half-written files of processes that were stopped."""
        shutil.rmtree(self.folder / _STAGING, ignore_errors=True)

    def forget_faults(self) -> None:
        """Drops the records of failed shards: they are cut anew and tried again."""
        for entry in list(self._entries.values()):
            if entry.fault is not None:
                (self.folder / _ENTRIES / f"{entry.shard}.json").unlink(missing_ok=True)
                del self._entries[entry.shard]


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A batch to read from."""

    folder: Path
    made: Made
    entries: tuple[Entry, ...]  #: of the shards that are done, by name

    @property
    def rows(self) -> Counter[str]:
        """How many rows each table has."""
        return sum((Counter(entry.rows) for entry in self.entries), Counter())

    def files(self, table: str) -> list[str]:
        """The whole paths of a table's files, sorted."""
        return sorted(
            str(self.folder / file)
            for entry in self.entries
            for file in entry.files
            if file.startswith(f"{table}/")
        )


def opened(folder: Path) -> Opened:
    """The batch in a folder; raises `BatchError` where there is none."""
    try:
        made = msgspec.json.decode((folder / _MADE).read_bytes(), type=Made)
    except (FileNotFoundError, NotADirectoryError):
        raise BatchError(f"{folder} is not a batch: it has no {_MADE}") from None
    except (OSError, msgspec.DecodeError) as error:
        raise BatchError(f"{folder / _MADE} cannot be read: {error}") from error
    if made.format != FORMAT:
        raise BatchError(f"{folder} is of format {made.format}; this whence reads {FORMAT}")
    whole = (entry for entry in entries(folder) if entry.fault is None)
    return Opened(folder=folder, made=made, entries=tuple(sorted(whole, key=lambda e: e.shard)))


def is_batch(folder: str) -> bool:
    """Whether a path is the folder of a batch."""
    try:
        return (Path(folder) / _MADE).is_file() and (Path(folder) / _ENTRIES).is_dir()
    except (OSError, ValueError):
        return False  # opening it will say what is wrong with the name


def entries(folder: Path) -> Iterator[Entry]:
    """The record of each shard; raises `BatchError` where one is damaged."""
    for file in sorted((folder / _ENTRIES).glob("*.json")):
        try:
            yield msgspec.json.decode(file.read_bytes(), type=Entry)
        except (OSError, msgspec.DecodeError) as error:
            raise BatchError(f"{file} cannot be read: {error}; remove it and run again") from error


def staging(folder: Path, shard: Shard) -> Path:
    """An empty folder for a process's files of a shard before it is complete."""
    found = folder / _STAGING / f"{shard.name}-{os.getpid()}"
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir(parents=True)
    return found


def commit(folder: Path, entry: Entry, staged: Path | None = None) -> None:
    """Moves a shard's files into place and, last, records that it is done."""
    if staged is not None:
        for file in entry.files:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            (staged / file).replace(target)
        shutil.rmtree(staged, ignore_errors=True)
    _write(folder / _ENTRIES / f"{entry.shard}.json", msgspec.json.encode(entry))


def _same(folder: Path, before: Made, now: Made) -> None:
    for name in Made.__struct_fields__:
        if getattr(before, name) != getattr(now, name):
            raise BatchError(
                f"{folder} was made with {name} {getattr(before, name)}, not {getattr(now, name)}; "
                "name another folder"
            )


def _write(file: Path, body: bytes) -> None:
    """All of the bytes or none, flushed to the disk."""
    partial = file.with_suffix(f".{os.getpid()}")
    with partial.open("wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(file)
