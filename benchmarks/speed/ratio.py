"""Our reading against a plain ONNX pass over the very same windows, and resolving against it.

The windows are recorded where onnxruntime is called, so second looks inside contents are among
them, and what is asked of the model for each. The plain pass asks the same of its own session with
the same options, and for several cores with a plain thread pool. The ways take turns, so that a
busy moment of the machine strikes all alike; `--fast` takes turns with the usual bundle.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from msgspec import structs

from benchmarks.facts import cores
from benchmarks.measure import Part
from benchmarks.samples import as_jsonl, news
from whence import bootstrap
from whence.pipeline import read_all
from whence.ports import Reader, Resolver
from whence.records import Reading, Report, Resolution

_BAR = 1.3
_RESOLVE_BAR = 0.2  # of the reader's time
_WHOLE_BAR = 1.4  # reading and resolving over the plain pass, on one core
_TWICE = 2.0  # --fast's words a second over the usual ones
_REPORTS = 12
_TURNS = 5

#: What one call of onnxruntime is given: the outputs that are asked for, the windows, the options.
Call = tuple[Any, ...]


class Cost(NamedTuple):
    """What one pass took, in seconds."""

    wall: float
    cpu: float  #: of all threads


def measure(part: Part) -> None:
    """With one thread, and with one for each core."""
    reports, where = news(_REPORTS)
    part.remarks.append(f"read: {len(reports)} reports of {where}, medians of {_TURNS} turns")
    for threads in sorted({1, cores()}):
        _measure(part, reports, threads)


def _measure(part: Part, reports: list[Report], threads: int) -> None:
    reader = bootstrap.reader(structs.replace(bootstrap.settings(), threads=threads))
    fast = bootstrap.reader(structs.replace(bootstrap.settings(fast=True), threads=threads))
    calls, fast_calls = recorded(reader, reports), recorded(fast, reports)
    pieces = sum(call[1]["ids"].size for call in calls)
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(threads) as pool:
        source, sink = Path(name) / "in.jsonl", Path(name) / "out.jsonl"
        as_jsonl(reports, source)
        usual, smaller = _plain_session(fast=False), _plain_session(fast=True)

        def bare(session: onnxruntime.InferenceSession, calls: list[Call]) -> None:
            if threads == 1:
                for call in calls:
                    session.run(*call)
            else:
                list(pool.map(lambda call: session.run(*call), calls))

        resolver = bootstrap.resolver()
        readings = _read(reports, reader)
        ways: dict[str, Callable[[], object]] = {
            "bare": lambda: bare(usual, calls),
            "read": lambda: _read(reports, reader),
            "resolve": lambda: [*map(resolver.resolve, reports, readings)],
            "meant": lambda: [*read_all(reports, reader, resolver)],
            "whole": lambda: whole(source, sink, reader, resolver),
            "fast bare": lambda: bare(smaller, fast_calls),
            "fast whole": lambda: whole(source, sink, fast, resolver),
        }
        costs: dict[str, list[Cost]] = {way: [] for way in ways}
        for work in ways.values():
            work()
        for _ in range(_TURNS):
            for way, work in ways.items():
                costs[way].append(_cost(work))
    _print(part, threads, costs, reports, pieces)


def _print(
    part: Part, threads: int, costs: dict[str, list[Cost]], reports: list[Report], pieces: int
) -> None:
    wall = {way: statistics.median(c.wall for c in taken) for way, taken in costs.items()}
    cpu = {way: statistics.median(c.cpu for c in taken) for way, taken in costs.items()}
    words = sum(len(report.text.split()) for report in reports)
    on = "1 thread" if threads == 1 else f"{threads} threads"
    of_processor = f"of processor time {cpu['read'] / cpu['bare']:.3f}"
    part.add(f"read / plain pass, {on}", wall["read"] / wall["bare"], bar=_BAR, note=of_processor)
    of_processor = f"of processor time {cpu['resolve'] / cpu['read']:.3f}"
    share = wall["resolve"] / wall["read"]
    part.add(f"resolving / reading, {on}", share, bar=_RESOLVE_BAR, note=of_processor)
    of_processor = f"of processor time {cpu['meant'] / cpu['bare']:.3f}"
    bar = _WHOLE_BAR if threads == 1 else None
    ratio = wall["meant"] / wall["bare"]
    part.add(f"reading and resolving / plain pass, {on}", ratio, bar=bar, note=of_processor)
    of_processor = f"of processor time {cpu['whole'] / cpu['bare']:.3f}"
    part.add(f"bytes to jsonl / plain pass, {on}", wall["whole"] / wall["bare"], note=of_processor)
    part.add(f"words a second, {on}", round(words / wall["whole"]), "words/s")
    part.add(f"word pieces a second, {on}", round(pieces / wall["whole"]), "pieces/s")
    part.add(f"plain pass, {on}", round(pieces / wall["bare"]), "pieces/s")
    part.add(f"words a second, --fast, {on}", round(words / wall["fast whole"]), "words/s")
    for way, name in (("fast bare", "plain pass"), ("fast whole", "bytes to jsonl")):
        usual = way.removeprefix("fast ")
        of_processor = f"of processor time {cpu[usual] / cpu[way]:.3f}"
        bar = _TWICE if usual == "bare" and threads == 1 else None
        more = {"bar": bar, "higher": True, "note": of_processor}
        part.add(f"--fast over usual: {name}, {on}", wall[usual] / wall[way], "times", **more)
    part.details[on] = {
        "seconds": {way: [round(c.wall, 4) for c in taken] for way, taken in costs.items()},
        "processor": {way: [round(c.cpu, 4) for c in taken] for way, taken in costs.items()},
        "reports": len(reports),
        "words": words,
        "pieces": pieces,
    }


def recorded(reader: Reader, reports: list[Report]) -> list[Call]:
    """What a reading of the reports asks of onnxruntime, in the order of its calls."""
    calls: list[Call] = []
    with _listening(calls):
        _read(reports, reader)
    return calls


@contextmanager
def _listening(calls: list[Call]) -> Iterator[None]:
    """Every call of every session is written down while this is open."""
    run = onnxruntime.InferenceSession.run

    def listening(self: Any, names: Any, feed: dict[str, Any], *more: Any) -> Any:
        held = {name: np.ascontiguousarray(array) for name, array in feed.items()}
        calls.append((names, held, *more))
        return run(self, names, feed, *more)

    onnxruntime.InferenceSession.run = listening
    try:
        yield
    finally:
        onnxruntime.InferenceSession.run = run


def _plain_session(*, fast: bool) -> onnxruntime.InferenceSession:
    """A session with the options that whence.encoder.session chooses."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = True
    options.log_severity_level = 3
    model = bootstrap.bundle(bootstrap.settings(fast=fast)).model
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _read(reports: list[Report], reader: Reader) -> list[Reading]:
    """In the batches that the pipeline makes, but not resolved."""
    found = read_all(reports, reader, _Unresolved())
    return [outcome[1] for outcome in found if isinstance(outcome, tuple)]


class _Unresolved:
    """A resolver that makes nothing of a reading."""

    def resolve(self, report: Report, reading: Reading) -> Resolution:
        nothing = (None,) * len(reading.attributions)
        return Resolution(
            report_id=report.id, entities=(), times=(), figures=(), speakers=nothing, claims=()
        )


def whole(source: Path, sink: Path, reader: Reader, resolver: Resolver) -> None:
    """From the bytes of a file to the bytes of another, as the command does it."""
    taken = bootstrap.reports([str(source)], bootstrap.settings())
    found = (one for one in read_all(taken, reader, resolver) if isinstance(one, tuple))
    with sink.open("w", encoding="utf-8") as out:
        bootstrap.exporter("jsonl").write(found, out)


def _cost(work: Callable[[], object]) -> Cost:
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)
