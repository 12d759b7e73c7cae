"""One bad source costs itself and nothing else, whatever it is and however it is bad."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.factories import MADE, Here, work
from whence.batch.manifest import Manifest, opened
from whence.batch.run import planned, run
from whence.ingest import discover, html, json_reader, plain, splits, warc
from whence.ingest.assemble import Context
from whence.records import Rejected, Report

pytest.importorskip("pyarrow")

TEXT = "The port of Sulla reopened on Monday, the mayor said, and ships left it before noon."
PAGE = f"<html><body><article><p>{TEXT}</p><p>{TEXT} Again.</p></article></body></html>"
GOOD = 20


def table() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "text": [TEXT, f"{TEXT} Two."]}), stream)
    return stream.getvalue()


def spoiled(raw: bytes) -> bytes:
    return raw[: len(raw) // 2] + b"\xff" * 40 + raw[len(raw) // 2 + 40 :]


LINES = json.dumps({"text": TEXT}).encode() * 50
BROKEN: dict[str, bytes] = {
    "aa.jsonl.gz": b"\x1f\x8b" + b"junk" * 20,
    "ab.jsonl.gz": b"\x1f\x8b\x08" + b"junk" * 20,
    "ac.jsonl.gz": gzip.compress(LINES, mtime=0)[:-20],
    "ad.jsonl.gz": gzip.compress(LINES, mtime=0)[:5],
    "ae.jsonl.gz": spoiled(gzip.compress(bytes(range(256)) * 9, mtime=0)),
    "af.txt.gz": gzip.compress(TEXT.encode(), mtime=0)[:-5],
    "ag.html.gz": spoiled(gzip.compress(PAGE.encode(), mtime=0)),
    "ah.json.gz": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\x00" * 50,
    "ai.txt": b"\x1f\x8b\x08\x00",
    "aj.json": b"\x1f\x8b\x08",
    "ba.parquet": b"PAR1" + b"junk" * 20,
    "bb.parquet": table()[:-9],
    "bc.parquet": spoiled(table()),
    "bd.parquet": b"",
    "ca.warc.gz": b"\x1f\x8b\x08" + b"junk" * 20,
    "cb.warc": b"WARC/1.0\r\nContent-Length: 99999\r\n\r\n",
    "cc.warc": b"junk" * 99,
    "da.json": b'{"text": "' + b"[" * 5_000,
    "db.json": b'{"a":' * 50_000,
    "dc.jsonl": b"\xff\xfe\x00",
    "dd.json": b"\xff\xfe" + b'{"text"'.decode().encode("utf-16-le") + b"\x00",
    "ea.html": b"<" * 500,
    "eb.html": b"<html><body>" + b"<div>" * 5_000 + b"x",
    "fa.txt": b"\x00" * 500,
}


def read(folder: Path, out: Path) -> tuple[list[str | None], list[str]]:
    manifest = Manifest.begin(out, MADE)
    found = list(run(planned([str(folder)], manifest), manifest, Here(), lambda: work(out)))
    return [one.fault for one in found], [one.source for entry in found for one in entry.left]


def beside(folder: Path) -> Path:
    """Good reports, since their names sort after those of the broken."""
    rows = [json.dumps({"id": f"{n}", "text": f"{TEXT} Number {n}."}) for n in range(GOOD)]
    (folder / "s0.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_each_broken_file_is_a_rejected_row_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, raw in BROKEN.items():
        (folder / name).write_bytes(raw)
    faults, left = read(beside(folder), tmp_path / "out")
    assert (set(faults), left) == ({None}, [])
    batch = opened(tmp_path / "out")
    assert batch.rows["reports"] >= GOOD
    import pyarrow.parquet as pq

    named = [
        row["source"]
        for file in batch.files("rejected")
        for row in pq.ParquetFile(file).read().to_pylist()
    ]
    lacking = [name for name in BROKEN if not any(name in source for source in named)]
    assert lacking == []
    # Done is done: nothing of it is tried again.
    manifest = Manifest.begin(tmp_path / "out", MADE)
    assert planned([str(folder)], manifest).shards == []


@pytest.mark.parametrize("name", ["s0.jsonl", "t.html", "u.txt", "v.warc", "w.parquet", "x.json"])
@pytest.mark.parametrize("fault", [RecursionError, ZeroDivisionError, MemoryError, KeyError])
def test_any_parser_error_is_a_rejected_row(
    name: str, fault: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> object:
        raise fault

    (tmp_path / name).write_bytes(table() if name == "w.parquet" else b"x" * 100)
    for module, function in (
        (html, "read"), (json_reader, "drafts_of"), (json_reader, "lines"), (json_reader, "objects"),
        (plain, "lay_out"), (warc, "_plain"),
    ):  # fmt: skip
        monkeypatch.setattr(module, function, fails)
    (tmp_path / "t.html").write_text(PAGE, encoding="utf-8")
    found = [
        one
        for part in splits.parts_of([str(tmp_path / name)], 1_000)
        if isinstance(part, splits.Part)
        for one in splits.read(part, Context())
    ]
    assert [type(one) for one in found] == [Rejected] * len(found)
    assert found


def test_an_unreadable_file_is_retried_later_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (beside(folder) / "a.txt").write_text(f"{TEXT} Late.", encoding="utf-8")
    really, gone = splits.read, {"a.txt"}

    def fails(part: splits.Part, context: Context) -> Iterator[Report | Rejected]:
        name = Path(part.source).name
        if name in gone:
            if name == "s0.jsonl":  # half of it is read when the disk gives up
                yield next(really(part, context))
            yield discover.failed(part.source, OSError(5, "Input/output error"))
        else:
            yield from really(part, context)

    monkeypatch.setattr(splits, "read", fails)
    faults, left = read(folder, tmp_path / "out")
    assert faults == [None]
    assert left == [str(folder / "a.txt")]
    assert opened(tmp_path / "out").rows == {"reports": GOOD}
    gone.clear()
    assert read(folder, tmp_path / "out") == ([None], [])
    assert opened(tmp_path / "out").rows == {"reports": GOOD + 1}
    gone.add("s0.jsonl")
    faults, left = read(folder, tmp_path / "other")
    assert (faults, set(left)) == ([None], {str(folder / "s0.jsonl")})
    assert opened(tmp_path / "other").rows == {"reports": 1}
    gone.add("a.txt")
    faults, left = read(folder, tmp_path / "none")
    assert [fault and "put/output error" in fault for fault in faults] == [True]
