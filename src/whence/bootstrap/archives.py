"""Builds the parts that read, compare and add whole archives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from whence import bootstrap
from whence.bootstrap import comparing
from whence.bootstrap.read_in_process import apart
from whence.errors import SettingsError
from whence.pipeline import Outcome, store_all
from whence.ports import Mapper, Result
from whence.records import Kept, Rejected, Report
from whence.settings import Settings

if TYPE_CHECKING:
    from whence.batch.compare import Builds, Compared, Step
    from whence.batch.manifest import Entry, Manifest
    from whence.batch.run import Plan
    from whence.batch.shards import Shard
    from whence.ledger import SqlLedger
    from whence.plugins import PluginStore

Engine = Literal["local", "ray"]
ENGINES: tuple[Engine, ...] = ("local", "ray")


def mapper(engine: Engine, workers: int | None = None, address: str | None = None) -> Mapper:
    """The mapper of tasks to processes; `workers` None is one for each core.

    Raises `WorkerError` where Ray is asked for and is not there.
    """
    if engine == "ray":
        from whence.scale.ray import RayMapper

        return RayMapper(workers, address)
    if address:
        raise SettingsError("--address needs --engine ray")
    from whence.scale.local import LocalMapper

    return LocalMapper(workers)


def manifest(settings: Settings, folder: Path, part_size: int | None = None) -> Manifest:
    """The folder of a batch, made or continued; raises `BatchError`."""
    from whence.batch.manifest import Made, Manifest
    from whence.batch.shards import PART
    from whence.export.tables.arrow import arrow

    arrow()
    made = Made(
        bundle=bootstrap.reader_digest(settings),
        max_bytes=settings.max_bytes,
        max_chars=settings.max_chars,
        languages=settings.languages,
        part_size=min(part_size or PART, PART),
    )
    return Manifest.begin(folder.absolute(), made)


def batch(plan: Plan, settings: Settings, manifest: Manifest, mapper: Mapper) -> Iterator[Entry]:
    """Runs the plan into the folder; yields each shard when it is done, or with its fault."""
    from whence.batch.run import run

    yield from run(plan, manifest, mapper, partial(_work, settings, str(manifest.folder)))


def _work(settings: Settings, folder: str) -> Callable[[Shard], Entry]:
    """The function of each process: one thread, since there is a process for each core."""
    from whence.batch.worker import Work
    from whence.ingest import Limits

    alone = msgspec.structs.replace(settings, threads=1)
    return Work(
        Path(folder),
        bootstrap.reader(alone),
        bootstrap.resolver(),
        Limits.of(settings),
        apart(alone),
    )


def is_batch(source: str) -> bool:
    """Whether a source is the folder of a batch."""
    from whence.batch.manifest import is_batch

    return is_batch(source)


def taken_in(
    folders: Iterable[str], settings: Settings, store: SqlLedger | PluginStore
) -> Iterator[Kept | Rejected]:
    """Stores the reports of batches in a ledger, as they were read; raises `BatchError`."""
    from whence.batch.manifest import opened
    from whence.batch.tables import results

    batches = [opened(Path(folder)) for folder in folders]
    store.begin(bootstrap.run_of("add", settings))
    held: dict[str, Result] = {}

    def reports() -> Iterator[Report]:
        for one in batches:
            for result in results(one.files("reports")):
                held[result[0].id] = result
                yield result[0]
                held.pop(result[0].id, None)

    def read(fresh: Iterator[Report | Rejected]) -> Iterator[Outcome]:
        for one in fresh:
            yield one if isinstance(one, Rejected) else held.pop(one.id)

    yield from store_all(reports(), read, store)


def compared(
    folder: Path, mapper: Mapper, memory: str, threads: int | None = None
) -> Iterator[Step | Compared]:
    """Compares a batch; raises `BatchError` where there is none or its steps fail."""
    from whence.batch.compare import compare
    from whence.batch.manifest import opened

    batch = opened(folder.absolute())
    yield from compare(batch, mapper, builds(batch.folder), memory, threads)


def builds(batch: Path) -> Builds:
    """The builders of each process's functions, with a batch's whole path."""
    from whence.batch.compare import Builds, work_of

    work = str(work_of(batch))
    return Builds(
        sketching=partial(_sketching, str(batch), work),
        judging=partial(_judging, work),
        summarizing=partial(_summarizing, work),
    )


def _sketching(batch: str, work: str) -> Callable[[Entry], int]:
    from whence.batch.fingerprint_tasks import Fingerprinting

    return Fingerprinting(Path(batch), Path(work), comparing.frequencies())


def _judging(work: str) -> Callable[[int], int]:
    from whence.batch.event_tasks import Judging

    return Judging(Path(work))


def _summarizing(work: str) -> Callable[[int], int]:
    from whence.batch.event_tasks import Summarizing
    from whence.bootstrap.figure_reasons import explained_summary

    policy = comparing.policy(comparing.USUAL_POLICY)
    return Summarizing(Path(work), policy, explained_summary)
