"""Where a reading's time goes: `python -m benchmarks.speed.stages`, processor time by function.

Functions are wrapped while one thread reads, and each is counted without what is counted beneath
it. Slower to run than a profiler's table to read, but it does not slow down what it measures.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import structs

from benchmarks.samples import as_jsonl, news
from benchmarks.speed.ratio import whole
from whence import bootstrap, ingest, pipeline
from whence.encoder import encoder, session
from whence.export import jsonl
from whence.extract import neural
from whence.resolve import resolver as resolving

_REPORTS = 12
_TURNS = 3

#: (where the name is looked up, the name, what to show it as)
_COUNTED: tuple[tuple[Any, str, str], ...] = (
    (session.Session, "run", "onnxruntime"),
    (encoder, "pieces_of", "pieces: offsets, shapes, breaks"),
    (encoder, "cut", "windows cut"),
    (encoder.Encoder, "score", "encoder: tokenizer, inputs, stitching"),
    (neural, "quotations", "quotation marks"),
    (neural, "decode", "decoding"),
    (neural, "link", "links"),
    (neural, "find_missing", "missing sources and contents looked for"),
    (neural, "_attribution", "attributions built: kinds, marks, acts"),
    (neural, "insides", "which contents to look into"),
    (neural, "_ordered", "ordering"),
    (neural.NeuralReader, "_mentions", "mentions built"),
    (neural.NeuralReader, "_look_inside", "second looks: the rest"),
    (neural.NeuralReader, "read", "reader: the rest"),
    (neural, "words", "words: parts of speech, heads"),
    (neural, "antecedents", "antecedents"),
    (resolving, "Sentences", "resolve: sentences"),
    (resolving, "resolve_times", "resolve: times"),
    (resolving, "locate", "resolve: places"),
    (resolving, "resolve_people", "resolve: people"),
    (resolving, "find_figures", "resolve: figures"),
    (resolving, "find_claims", "resolve: claims"),
    (ingest.Intake, "__next__", "ingest"),
    (jsonl, "document", "document built"),
    (jsonl, "encode", "JSON encoded"),
    (pipeline, "_read", "pipeline: the rest"),
)


class Clock:
    """Processor seconds by name, each without those counted beneath it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.calls: dict[str, int] = {}
        self._beneath = [0.0]

    def counted(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The function, counted."""

        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            self._beneath.append(0.0)
            began = time.thread_time()
            try:
                return function(*given, **named)
            finally:
                took = time.thread_time() - began
                own = took - self._beneath.pop()
                self._beneath[-1] += took
                self.spent[name] = self.spent.get(name, 0.0) + own
                self.calls[name] = self.calls.get(name, 0) + 1

        return timed


def main() -> None:
    """Prints milliseconds a report, the dearest first."""
    reports, where = news(_REPORTS)
    reader, resolver = (
        bootstrap.reader(structs.replace(bootstrap.settings(), threads=1)),
        bootstrap.resolver(),
    )
    with TemporaryDirectory() as name:
        source, sink = Path(name) / "in.jsonl", Path(name) / "out.jsonl"
        as_jsonl(reports, source)
        whole(source, sink, reader, resolver)
        clock = Clock()
        for owner, attribute, shown in _COUNTED:
            # A name that has moved on must fail here, not be counted in silence with another.
            setattr(owner, attribute, clock.counted(getattr(owner, attribute), shown))
        began = time.thread_time()
        for _ in range(_TURNS):
            whole(source, sink, reader, resolver)
        total = time.thread_time() - began
    clock.spent["everything else"] = total - sum(clock.spent.values())
    passes = _TURNS * len(reports)
    print(f"{len(reports)} reports of {where}, {total / passes * 1000:.1f} ms a report")
    for shown, seconds in sorted(clock.spent.items(), key=lambda item: -item[1]):
        calls = clock.calls.get(shown, 0) / passes
        print(f"  {seconds / passes * 1000:9.3f} ms  {seconds / total:6.1%}  {calls:8.1f}  {shown}")


if __name__ == "__main__":
    main()
