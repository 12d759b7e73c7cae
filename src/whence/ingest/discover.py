"""Finds the documents in files, folders and standard input, without opening any."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from whence.errors import WhenceError
from whence.ingest.formats import format_of, is_always_read, is_feed
from whence.ports import Parser, Parsers
from whence.records import Rejected, Report

#: Files in the folder of a `whence batch`, beside its tables.
BATCH = ("manifest.json", "manifest")
#: The source that means standard input.
STDIN = "-"


#: Rejections for one of these reasons are junk, not reports in another language or too long.
_JUNK = frozenset({"binary", "broken", "empty", "json", "no_text", "type", "warc"})
#: Junk documents in a row after which the rest of a file is not read.
MOST_JUNK = 10_000


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A file to open, by the name that the user sees; `path` is None for standard input.

    `is_address` marks one to be fetched, which has no path either.
    """

    source: str
    path: Path | None
    is_address: bool = False


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a folder of a type that is not read: counted, not rejected."""

    source: str


def find(source: str, parsers: Parsers | None = None) -> Iterator[Found | Skipped | Rejected]:
    """The documents of a source, folders in sorted order, one at a time.

    In a folder that is the types read here, and those of the parsers.
    """
    if source == STDIN:
        yield Found(source=source, path=None)
        return
    if source.lower().startswith(("http://", "https://")):
        yield Found(source=source, path=None, is_address=True)
        return
    try:
        # Raises ValueError for names that no system allows, such as one with a NUL.
        mode = os.stat(source).st_mode  # noqa: PTH116
    except (OSError, ValueError) as error:
        yield unreadable(source or "''", error)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(source, parsers)
        return
    yield Found(source=named(source), path=Path(source))


def _folder(source: str, parsers: Parsers | None) -> Iterator[Found | Skipped | Rejected]:
    # A folder without permission has none of them; pathlib would raise.
    if all(os.path.exists(os.path.join(source, name)) for name in BATCH):  # noqa: PTH110, PTH118
        why = "it is the folder of a `whence batch`; `whence add` adds it as it was read"
        yield rejected(source, "no_reports", why)
        return
    any_report = False
    skipped = 0
    for item in _walk(source, set(), parsers):
        if isinstance(item, Skipped):
            skipped += 1
        else:
            any_report = True
        yield item
    if not any_report:
        were = "was" if skipped == 1 else "were"
        others = f" ({skipped:,} of other types {were} skipped)" if skipped else ""
        yield rejected(source, "no_reports", f"the folder has no report{others}")


def _walk(
    folder: str, seen: set[tuple[int, int]], parsers: Parsers | None
) -> Iterator[Found | Skipped | Rejected]:
    """A folder's files, sorted by name; each real folder once, so links in a circle end."""
    try:
        with os.scandir(folder) as entries:
            here = os.stat(folder)  # noqa: PTH116
            if (here.st_dev, here.st_ino) in seen:
                return
            seen.add((here.st_dev, here.st_ino))
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield unreadable(folder, error)
        return
    if set(BATCH) <= set(names):
        yield Skipped(source=folder)  # our own tables: their rows were read already
        return
    for name in names:
        path = os.path.join(folder, name)  # noqa: PTH118
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116
        except OSError as error:
            # A broken link is mentioned only where it has a report's name.
            known = is_always_read(name)
            yield unreadable(path, error) if known else Skipped(source=path)
            continue
        if stat.S_ISDIR(mode):
            if not name.startswith("."):
                yield from _walk(path, seen, parsers)
        elif stat.S_ISREG(mode) and not name.startswith(".") and _is_read(name, parsers):
            yield Found(source=named(path), path=Path(path))
        else:
            yield Skipped(source=path)


def _is_read(name: str, parsers: Parsers | None) -> bool:
    if is_always_read(name) or parser_of(name, parsers) is not None:
        return True
    # Without its library a document is not read.
    known = format_of(name)
    return known is not None and known.reads == "whole" and known.lacks() is None


def parser_of(name: str, parsers: Parsers | None) -> Parser | None:
    """The plug-in whose parser reads a file of this name, where the type is not read here."""
    if parsers is None or is_always_read(name) or is_feed(name):
        return None
    return parsers.of_name(name)


def rejected(source: str, code: str, detail: str) -> Rejected:
    """A source without a report, at this stage."""
    return Rejected(source=named(source), stage="ingest", code=code, detail=detail)


def named(path: str) -> str:
    r"""A path in characters: an invalid byte is written as \xff is.

    Names of files are bytes, and Python represents what is no UTF-8 as halves of surrogate pairs,
    which can be neither printed nor stored.
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return path


def shielded(source: str, results: Iterator[Report | Rejected]) -> Iterator[Report | Rejected]:
    """The same results; an error in getting them becomes a rejection in their place.

    One source must not end the others, whatever its bytes do to any parser. Errors that the
    operator must mend are raised.
    """
    try:
        yield from _worth(source, results)
    except WhenceError:
        raise
    except Exception as error:  # noqa: BLE001  anybody's parser on anybody's bytes
        yield failed(source, error)


def _worth(source: str, results: Iterator[Report | Rejected]) -> Iterator[Report | Rejected]:
    """The results as far as they are worth reading on: until only junk comes."""
    junk = 0
    for one in results:
        junk = junk + 1 if isinstance(one, Rejected) and one.code in _JUNK else 0
        yield one
        if junk >= MOST_JUNK:
            why = f"{junk:,} pieces in a row are no reports; the rest is not read"
            yield rejected(source, "junk", why)
            return


def failed(source: str, error: Exception) -> Rejected:
    """A source that could not be read to its end, in words without a traceback.

    A file error may pass and is `unreadable`; wrong bytes stay wrong and are `broken`.
    """
    if isinstance(error, OSError) and error.errno is not None:
        return unreadable(source, error)
    words = " ".join(str(error).split()) if isinstance(error, (OSError, ValueError)) else ""
    reason = f"{words[:1].lower()}{words[1:]}" or f"{type(error).__name__} in its bytes"
    return rejected(source, "broken", f"it cannot be read: {reason}")


def unreadable(source: str, error: OSError | ValueError) -> Rejected:
    """A source that the system does not let us read, in words without a traceback."""
    if isinstance(error, FileNotFoundError):
        return rejected(source, "missing", "there is no such file or folder")
    if isinstance(error, PermissionError):
        return rejected(source, "unreadable", "permission to read it is denied")
    reason = getattr(error, "strerror", None) or str(error)
    return rejected(source, "unreadable", f"it cannot be read: {reason[:1].lower()}{reason[1:]}")
