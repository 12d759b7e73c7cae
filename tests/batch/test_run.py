"""Shards: each done once, whole or not at all, whatever is stopped when."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from tests.batch.factories import MADE, Here, bytes_of, work
from whence.batch.manifest import Manifest, entries, is_batch, opened
from whence.batch.run import planned, run
from whence.batch.shards import LEAST, MOST, shards_of, size_for
from whence.errors import BatchError
from whence.ingest.splits import Part

pytest.importorskip("pyarrow")

TEXT = "The port of Sulla reopened on Monday, the mayor said, and ships left it before noon."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        rows = [
            json.dumps(
                {"id": f"{name}{n}", "text": f"{TEXT} Number {n}.", "published": "2025-01-02"}
            )
            for n in range(40)
        ]
        (folder / f"{name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (folder / "c.txt").write_text(f"{TEXT} FAIL", encoding="utf-8")
    return folder


def do(source: Path, out: Path, mapper: Here | None = None) -> tuple[Here, list[str | None]]:
    mapper = mapper or Here()
    manifest = Manifest.begin(out, MADE)
    plan = planned([str(source)], manifest, 2_000)
    found = list(run(plan, manifest, mapper, lambda: work(out)))
    return mapper, [entry.fault for entry in found]


def test_everything_is_read_and_failures_are_rows(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    mapper, faults = do(source, out)
    batch = opened(out)
    assert len(mapper.tasks) > 3
    assert faults == [None] * len(mapper.tasks)
    assert batch.rows["reports"] == 80
    assert batch.rows["rejected"] == 1
    assert {entry.words for entry in batch.entries} != {0}
    assert is_batch(str(out))
    assert not is_batch(str(source))
    assert not (out / ".staging").exists()


def rows_of(folder: Path, table: str) -> list[dict[str, object]]:
    import pyarrow.parquet as pq

    return [
        row
        for file in opened(folder).files(table)
        for row in pq.ParquetFile(file).read().to_pylist()
    ]


def test_paths_are_shown_as_they_were_given(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where on a machine the files were is nobody else's business; that they are the same, is."""
    (source / "d.txt").write_text(f"{TEXT} Late.", encoding="utf-8")
    (source / "e.txt.gz").write_bytes(b"\x1f\x8bjunk")
    monkeypatch.chdir(source.parent)
    do(Path("in"), tmp_path / "relative")
    do(source, tmp_path / "whole")
    for out, folder in (("relative", "in"), ("whole", str(source))):
        shown = {row["source"] for row in rows_of(tmp_path / out, "reports")}
        assert shown >= {"a0", f"{folder}/d.txt"}
        spoiled = {row["source"] for row in rows_of(tmp_path / out, "rejected")}
        assert spoiled == {f"{folder}/c.txt", f"{folder}/e.txt.gz"}
        assert any(str(tmp_path) in str(one) for one in shown) == (out == "whole")
    ids = [
        {row["report"] for row in rows_of(tmp_path / out, "reports")}
        for out in ("relative", "whole")
    ]
    assert ids[0] == ids[1]
    # The same files by another path are done.
    manifest = Manifest.begin(tmp_path / "relative", MADE)
    assert planned([str(source)], manifest, 2_000).shards == []
    assert [
        one.name for one in planned([str(source)], Manifest.begin(tmp_path / "new", MADE)).shards
    ] == [one.name for one in planned(["in"], Manifest.begin(tmp_path / "newer", MADE)).shards]


def test_again_does_nothing(source: Path, tmp_path: Path) -> None:
    do(source, tmp_path / "out")
    before = bytes_of(tmp_path / "out")
    mapper, _ = do(source, tmp_path / "out")
    assert mapper.tasks == []
    assert bytes_of(tmp_path / "out") == before


@pytest.mark.parametrize("stop", [0, 1, 3])
def test_a_stopped_batch_continues_where_it_was(source: Path, tmp_path: Path, stop: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        do(source, tmp_path / "out", Here(stop))
    # As a process leaves it that was killed while it wrote: files, and no note that they are whole.
    (tmp_path / "out" / ".staging" / "x-1" / "reports").mkdir(parents=True)
    mapper, _ = do(source, tmp_path / "out")
    whole, _ = do(source, tmp_path / "whole")
    assert len(mapper.tasks) == len(whole.tasks) - stop
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "whole")


def test_more_sources_are_added_and_none_read_again(source: Path, tmp_path: Path) -> None:
    do(source, tmp_path / "out")
    (source / "a2.txt").write_text(f"{TEXT} And a late one.", encoding="utf-8")
    mapper, _ = do(source, tmp_path / "out")
    assert len(mapper.tasks) == 1
    assert opened(tmp_path / "out").rows["reports"] == 81


def test_a_batch_folder_among_the_sources_is_skipped(source: Path) -> None:
    do(source, source / "out")
    mapper, _ = do(source, source / "out")
    assert mapper.tasks == []
    assert opened(source / "out").rows["reports"] == 80


def test_a_shard_that_fails_is_reported_and_tried_again(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    manifest = Manifest.begin(out, MADE)
    plan = planned([str(source)], manifest, 2_000)
    kept = (source / "b.jsonl").read_bytes()
    (source / "b.jsonl").unlink()
    found = list(run(plan, manifest, Here(), lambda: work(out)))
    faults = [entry.fault for entry in found if entry.fault]
    assert faults
    assert all("b.jsonl: there is no such file" in fault for fault in faults)
    assert sum(entry.fault is not None for entry in entries(out)) == len(faults)
    (source / "b.jsonl").write_bytes(kept)
    _, again = do(source, out)
    assert again == [None] * len(again)
    assert opened(out).rows["reports"] == 80
    assert all(entry.fault is None for entry in entries(out))


def test_other_settings_need_another_folder(tmp_path: Path) -> None:
    Manifest.begin(tmp_path / "out", MADE)
    with pytest.raises(BatchError, match=r"made with bundle test, not other; name another folder"):
        Manifest.begin(tmp_path / "out", msgspec.structs.replace(MADE, bundle="other"))


def test_a_folder_of_something_else_is_left_alone(source: Path) -> None:
    with pytest.raises(BatchError, match="is not empty and not a batch"):
        Manifest.begin(source, MADE)
    with pytest.raises(BatchError, match="is not a batch"):
        opened(source)


def test_a_damaged_note_is_named(source: Path, tmp_path: Path) -> None:
    do(source, tmp_path / "out")
    note = next((tmp_path / "out" / "manifest").glob("*.json"))
    note.write_bytes(b"{")
    with pytest.raises(BatchError, match=note.name):
        opened(tmp_path / "out")


def test_shards_group_small_files_in_order() -> None:
    parts = [Part(source=f"{n}", kind="file", stop=10, size=10, mark=n) for n in range(7)]
    shards = list(shards_of(parts, 35))
    assert [len(shard.parts) for shard in shards] == [3, 3, 1]
    assert [part for shard in shards for part in shard.parts] == parts
    assert shards == list(shards_of(parts, 35))
    assert [len(shard.parts) for shard in shards_of(parts, 1)] == [1] * 7
    assert len({shard.name for shard in shards}) == 3


def test_small_jobs_have_several_shards_and_large_ones_no_larger_than_they_may() -> None:
    assert size_for(0) == size_for(1_000) == LEAST
    assert size_for(64_000_000) == 1_000_000
    assert size_for(10**12) == MOST
