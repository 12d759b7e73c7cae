"""Groups files into shards: what one process reads at a time, and does again if it dies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from whence.ingest.splits import Part
from whence.records import digest

#: Bytes of a part at most, where a file can be cut: seconds of reading on one core.
PART = 256 << 10
#: Bytes of a shard in its files, least and most. The most is some minutes of reading on one core;
#: less makes small batches of several shards, so that no core is idle.
LEAST, MOST = 64 << 10, 4 << 20
#: Shards of a batch before they become larger.
_SHARDS = 64
#: Files in a shard at most.
FILES = 1_000


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """Parts of files that are read together; the same parts give the same name."""

    name: str
    parts: tuple[Part, ...]


def size_for(total: int) -> int:
    """Bytes of a shard in a batch of so many; the same on every machine."""
    return min(max(total // _SHARDS, LEAST), MOST)


def shards_of(parts: Iterable[Part], size: int) -> Iterator[Shard]:
    """The parts in shards of about `size` bytes, in their order."""
    held: list[Part] = []
    weight = 0
    for part in parts:
        if held and (weight + part.size > size or len(held) >= FILES):
            yield _shard(held)
            held, weight = [], 0
        held.append(part)
        weight += part.size
    if held:
        yield _shard(held)


def _shard(parts: list[Part]) -> Shard:
    return Shard(
        name=digest(*(msgspec.json.encode(part.key).decode() for part in parts))[:16],
        parts=tuple(parts),
    )
