"""Runs all shards of a batch, with either engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from whence.batch.manifest import Entry, Manifest
from whence.batch.shards import Shard, shards_of, size_for
from whence.ingest.discover import Skipped
from whence.ingest.splits import Part, parts_of
from whence.ports import Mapper
from whence.records import Rejected


class Plan(NamedTuple):
    """The work to do."""

    shards: list[Shard]
    done: int  #: parts that were read before
    skipped: int  #: files in folders of types that are not read
    rejected: list[Rejected]  #: sources that cannot be read at all


def planned(sources: Iterable[str], manifest: Manifest, size: int | None = None) -> Plan:
    """The parts of the sources that the folder does not have yet, in shards.

    `size` is how many bytes of the sources a shard has; None chooses one by their total.
    """
    parts: list[Part] = []
    rejected, skipped = [], 0
    for found in parts_of(sources, manifest.made.part_size):
        if isinstance(found, Part):
            parts.append(found)
        elif isinstance(found, Skipped):
            skipped += 1
        else:
            rejected.append(found)
    manifest.forget_faults()
    lacking = manifest.lacks(parts)
    size = size or size_for(sum(part.size for part in parts))
    return Plan(list(shards_of(lacking, size)), len(parts) - len(lacking), skipped, rejected)


def run(
    plan: Plan, manifest: Manifest, mapper: Mapper, build: Callable[[], Callable[[Shard], Entry]]
) -> Iterator[Entry]:
    """Runs the plan; yields each shard when it is done, or with its fault."""
    for number, entry, fault in mapper.map(build, plan.shards):
        shard = plan.shards[number]
        outcome = entry or Entry(shard=shard.name, parts=shard.parts, fault=fault)
        manifest.record(outcome)
        yield outcome
    manifest.close()
