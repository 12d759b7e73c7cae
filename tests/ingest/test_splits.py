"""Files in parts: the same reports, whatever the parts' size."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import tried
from tests.ingest.test_warc import packed, pages, record
from whence.ingest import Context, ingest, splits
from whence.records import Rejected, Report

TEXT = "The port of Sulla reopened on Monday, the mayor said, and ships left it before noon."


def in_parts(path: Path, size: int) -> tuple[int, list[Report | Rejected]]:
    found = list(splits.parts_of([str(path)], size))
    assert all(isinstance(one, splits.Part) for one in found), found
    read = [
        result
        for one in found
        if isinstance(one, splits.Part)
        for result in splits.read(one, Context())
    ]
    return len(found), read


def lines(count: int) -> str:
    """Objects with an id and without, and between them what is no report."""
    rows = []
    for n in range(count):
        row = {"text": f"{TEXT} It was the {n}th time." + " So it went." * (n % 7)}
        rows.append(json.dumps(row | ({"id": f"r{n}"} if n % 3 else {})))
        if n % 5 == 0:
            rows.append("")
        if n % 11 == 0:
            rows.append("{broken")
    return "\n".join(rows)


@given(count=st.integers(1, 40), size=st.integers(1, 3000), end=st.sampled_from(["", "\n", "\r\n"]))
@settings(max_examples=tried(40))
def test_lines(tmp_path_factory: pytest.TempPathFactory, count: int, size: int, end: str) -> None:
    path = tmp_path_factory.mktemp("parts") / "a.jsonl"
    path.write_text(lines(count) + end, encoding="utf-8", newline="")
    whole = list(ingest([str(path)]))
    number, read = in_parts(path, size)
    assert read == whole
    if size > path.stat().st_size:
        assert number == 1


def test_lines_are_cut_where_they_should_be(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines(40), encoding="utf-8")
    found = [one for one in splits.parts_of([str(path)], 1000) if isinstance(one, splits.Part)]
    assert len(found) > 3
    assert [one.start for one in found[1:]] == [one.stop for one in found[:-1]]
    assert found[-1].stop == path.stat().st_size
    # No line here is longer than 200 bytes.
    assert max(one.size for one in found) <= 1200


@pytest.mark.parametrize("size", [300, 2_000, 100_000])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_archives(tmp_path: Path, name: str, size: int) -> None:
    records = [record(b"software: x\r\n", kind="warcinfo"), *pages(30)]
    path = tmp_path / name
    path.write_bytes(packed(records) if name.endswith("gz") else b"".join(records))
    whole = list(ingest([str(path)]))
    assert sum(isinstance(one, Report) for one in whole) == 30
    number, read = in_parts(path, size)
    assert read == whole
    assert (number == 1) == (size == 100_000)


def test_files_are_not_cut_at_a_beginning_inside_a_packed_record(tmp_path: Path) -> None:
    noise = b"\x1f\x8b\x08\x00" * 40
    body = b"<html><body><p>" + noise + b"</p></body></html>"
    path = tmp_path / "a.warc.gz"
    # Stored, not squeezed, so that the bytes are there as they are.
    import gzip

    stored = [gzip.compress(record(body, address=f"https://x.org/{n}"), 0) for n in range(3)]
    path.write_bytes(b"".join(stored))
    edges = [0, len(stored[0]), len(stored[0]) + len(stored[1])]
    found = [one for one in splits.parts_of([str(path)], 20) if isinstance(one, splits.Part)]
    assert {one.start for one in found} <= set(edges)
    assert len(found) > 1


@pytest.mark.parametrize("size", [500, 3_000, 10**6])
def test_tables(tmp_path: Path, size: int) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq

    rows = [
        {"text": f"{TEXT} It was the {n}th time.", "id": f"r{n}", "published": dt.date(2025, 1, 2)}
        for n in range(60)
    ]
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=17)
    whole = [one for one in ingest([str(path)]) if isinstance(one, Report)]
    assert len(whole) == 60
    assert {one.published.value for one in whole if one.published} == {"2025-01-02"}
    assert whole[3].origin.source == "r3"
    _, read = in_parts(path, size)
    assert read == whole


def test_a_table_is_what_lines_of_json_are(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq

    row = {"text": TEXT, "title": "Port reopens", "publisher": "Sulla Post", "id": "7"}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "a.parquet")
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    one, other = (next(ingest([str(tmp_path / name)])) for name in ("a.parquet", "a.jsonl"))
    assert isinstance(one, Report)
    assert isinstance(other, Report)
    assert one.id == other.id
    assert one.origin.media_type == "application/vnd.apache.parquet"


def test_a_broken_table_is_rejected_by_name(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + b"\x00" * 100)
    (one,) = ingest([str(path)])
    assert isinstance(one, Rejected)
    assert one.code == "parquet"
    (part,) = splits.parts_of([str(path)], 10)
    assert isinstance(part, splits.Part)
    assert [r.code for r in splits.read(part, Context()) if isinstance(r, Rejected)] == ["parquet"]


def test_a_table_without_pyarrow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (one,) = ingest([str(tmp_path / "a.parquet")])
    assert isinstance(one, Rejected)
    assert "whence[parquet]" in one.detail


def test_what_is_no_archive_is_rejected(tmp_path: Path) -> None:
    found = list(splits.parts_of(["-", "https://example.org/a", str(tmp_path / "no")], 10))
    assert [one.code for one in found if isinstance(one, Rejected)] == [
        "unsupported",
        "unsupported",
        "missing",
    ]


def test_a_file_that_changed_is_another_part(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    before = list(splits.parts_of([str(path)], 1000))
    assert list(splits.parts_of([str(path)], 1000)) == before
    path.write_text(TEXT.replace("Monday", "Sunday"), encoding="utf-8")
    assert list(splits.parts_of([str(path)], 1000)) != before


def test_an_archive_of_the_old_format_is_one_part(tmp_path: Path) -> None:
    """Its records do not begin as WARC's do, so it must not be cut as one."""
    path = tmp_path / "pages.arc"
    path.write_bytes((Path(__file__).parent / "cases" / "handover" / "pages.arc").read_bytes())
    whole = list(ingest([str(path)]))
    assert any(isinstance(one, Report) for one in whole)
    assert in_parts(path, 100) == (1, whole)
