"""Tasks on shards: reports to fingerprints, keys and shingles.

Each shard leaves a file in four folders: `sketches`, `own` (the keys that find a report), `wanted`
(the keys by which it finds others) and `bands` (of its MinHash signature).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from whence.batch.manifest import Entry
from whence.batch.tables import results
from whence.compare import blocking, copies
from whence.compare.fingerprint import fingerprint_of
from whence.compare.frequencies import Frequencies
from whence.export.tables.arrow import arrow
from whence.ledger.rows import utc
from whence.ports import Result
from whence.records import Outline

#: Hexadecimal digits of a report's id that make its number: 60 bits, which no two in an archive
#: share.
_LETTERS = 15


def number_of(report: str) -> int:
    """A report's number in the joins, from its id."""
    return int(report[:_LETTERS], 16)


class Fingerprinting:
    """The function of a process for a shard that was read: a task is its name and its files."""

    def __init__(self, batch: Path, out: Path, frequencies: Frequencies) -> None:
        """`batch` is the folder of the tables, `out` where the fingerprints go."""
        self._batch = batch
        self._out = out
        self._frequencies = frequencies

    def __call__(self, entry: Entry) -> int:
        """Fingerprints a shard's reports; returns how many there are."""
        from pyarrow import parquet as pq

        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        files = [str(self._batch / f) for f in entry.files if f.startswith("reports/")]
        for result in results(files):
            for table, found in self._rows(result):
                rows[table].append(found)
        for table, fields in _schemas().items():
            made = arrow().Table.from_pylist(rows[table], schema=fields)
            target = self._out / table / f"{entry.shard}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_suffix(".partial")
            pq.write_table(made, partial, compression="zstd")
            partial.replace(target)
        return len(rows["sketches"])

    def _rows(self, result: Result) -> Any:
        report = result[0]
        published = utc(report.published.value) if report.published else ""
        fingerprint = fingerprint_of(result, published, self._frequencies)
        own, wanted = blocking.keys_of(fingerprint, self._frequencies)
        shingles = copies.shingles_of(report, self._frequencies)
        number = number_of(report.id)
        outline = {name: getattr(fingerprint, name) for name in Outline.__struct_fields__}
        yield (
            "sketches",
            {
                "n": number,
                "report": report.id,
                "identity": report.identity or report.id,
                "published": published,
                "fetched_at": report.origin.fetched_at or "",
                "outline": msgspec.msgpack.encode(Outline(**outline)),
                "sketch": msgspec.msgpack.encode(fingerprint),
                "shingles": shingles.tobytes(),
            },
        )
        for table, keys in (("own", own), ("wanted", wanted)):
            for key, weight in keys.items():
                yield table, {"key": key, "n": number, "weight": weight}
        for key in copies.bands_of(shingles):
            yield "bands", {"key": key, "n": number}


def shingles_from(body: bytes) -> copies.Shingles:
    """Shingles as they are stored."""
    return np.frombuffer(body, np.uint64)


def _schemas() -> dict[str, Any]:
    pa = arrow()
    whole, text, body = pa.int64(), pa.string(), pa.binary()
    weighed = pa.schema([("key", whole), ("n", whole), ("weight", pa.int32())])
    return {
        "sketches": pa.schema(
            [
                ("n", whole),
                *((n, text) for n in ("report", "identity", "published", "fetched_at")),
                *((n, body) for n in ("outline", "sketch", "shingles")),
            ]
        ),
        "own": weighed,
        "wanted": weighed,
        "bands": pa.schema([("key", whole), ("n", whole)]),
    }
