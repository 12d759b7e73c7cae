"""A batch compared: what a ledger of the same reports finds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.compare.worlds import archive
from tests.batch import factories
from tests.batch.factories import Here, written
from tests.compare.stores import filled
from whence.batch import joins
from whence.batch.compare import Compared, compare
from whence.batch.fingerprint_tasks import number_of
from whence.batch.manifest import opened
from whence.bootstrap import archives, comparing
from whence.errors import BatchError
from whence.ports import Result
from whence.records import digest
from whence.records.finding import EventSummary

pytest.importorskip("duckdb")


def compared(folder: Path) -> Compared:
    *_, last = archives.compared(folder, Here(), "500MB", 2)
    assert isinstance(last, Compared)
    return last


def summaries_in(folder: Path) -> dict[str, EventSummary]:
    rows = factories.asked(f"select event, dossier from '{folder}/compare/events.parquet'")
    return {event: msgspec.json.decode(summary, type=EventSummary) for event, summary in rows}


@pytest.fixture(scope="module")
def many(examples: list[Result]) -> list[Result]:
    """Five worlds of the examples: events that have nothing to do with each other."""
    return archive(examples, 5 * len(examples), comparing.frequencies(), rare=0.8)


@pytest.fixture(scope="module")
def wanted(many: list[Result], tmp_path_factory: pytest.TempPathFactory) -> dict[str, EventSummary]:
    """What a ledger of them finds."""
    with filled(tmp_path_factory.mktemp("ledger") / "l.db", [many]) as ledger:
        return {summary.event.id: summary for summary in comparing.summaries(ledger)}


@pytest.fixture(scope="module")
def whole(many: list[Result], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Compared]:
    """A batch of them, and what was found in it. Not to be changed."""
    folder = tmp_path_factory.mktemp("whole")
    written(folder, many)
    return folder, compared(folder)


def test_it_finds_what_a_ledger_finds(
    many: list[Result], wanted: dict[str, EventSummary], whole: tuple[Path, Compared]
) -> None:
    folder, found = whole
    assert found.reports == len(many)
    assert found.rows["events"] == len(wanted) > 10
    assert summaries_in(folder) == wanted


def test_many_rounds_find_the_same(
    many: list[Result],
    wanted: dict[str, EventSummary],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Parts that cut through everything.
    monkeypatch.setattr(joins, "_JOINED", 500)
    monkeypatch.setattr(joins, "PAIRS", 7)
    monkeypatch.setattr(joins, "REPORTS", 3)
    written(tmp_path, many)
    assert compared(tmp_path).reports == len(many)
    assert summaries_in(tmp_path) == wanted


def test_its_tables_say_what_its_summaries_do(whole: tuple[Path, Compared]) -> None:
    folder, found = whole
    summaries = summaries_in(folder)

    def asked(query: str) -> list[tuple[Any, ...]]:
        return factories.asked(query.replace("@", f"{folder}/compare/"))

    assert set(asked("select event, report, original from '@event_reports.parquet'")) == {
        (event, member.report, member.original)
        for event, summary in summaries.items()
        for member in summary.members
    }
    assert sorted(
        asked("select event, role, best, low, high from '@event_figures.parquet'"), key=str
    ) == sorted(
        (
            (event, f.role, f.best, f.low, f.high)
            for event, summary in summaries.items()
            for f in summary.event.figures
        ),
        key=str,
    )
    assert found.rows["findings"] == sum(len(d.findings) for d in summaries.values())
    assert found.rows["versions"] == sum(
        len(f.versions) for d in summaries.values() for f in d.event.figures
    )
    copies = asked("select one, other, share from '@copies.parquet'")
    assert copies
    assert all(share >= 0.3 and one < other for one, other, share in copies)


def test_a_second_run_fingerprints_only_what_is_new(
    examples: list[Result],
    tmp_path: Path,
) -> None:
    written(tmp_path, examples, shards=2)
    compared(tmp_path)
    before = summaries_in(tmp_path)
    mapper = Here()
    *_, _ = archives.compared(tmp_path, mapper, "500MB", 2)
    assert not any(hasattr(task, "shard") for task in mapper.tasks)
    assert summaries_in(tmp_path) == before
    (tmp_path / "compare" / ".work" / "method").write_text("0", encoding="utf-8")
    mapper = Here()
    *_, _ = archives.compared(tmp_path, mapper, "500MB", 2)
    assert sum(hasattr(task, "shard") for task in mapper.tasks) == 2


def test_of_an_edited_report_the_last_version_alone(examples: list[Result], tmp_path: Path) -> None:
    report, reading, resolution = examples[0]
    edited = msgspec.structs.replace(
        report,
        id=digest(report.id, "edited"),
        identity=report.identity or report.id,
        origin=msgspec.structs.replace(report.origin, fetched_at="2025-12-01T00:00:00Z"),
    )
    later = (edited, reading, msgspec.structs.replace(resolution, report_id=edited.id))
    written(tmp_path, [*examples, later, examples[1]])
    found = compared(tmp_path)
    assert found.reports == len(examples)
    members = {m.report for d in summaries_in(tmp_path).values() for m in d.members}
    assert edited.id in members
    assert report.id not in members


def test_reports_that_have_nothing_to_do_with_each_other(
    examples: list[Result],
    tmp_path: Path,
) -> None:
    written(tmp_path, examples[:1], shards=1)
    found = compared(tmp_path)
    assert (found.reports, found.pairs, found.rows["events"]) == (1, 0, 1)


def test_an_empty_batch_says_so(tmp_path: Path) -> None:
    written(tmp_path, [], shards=1)
    with pytest.raises(BatchError, match="no report to compare"):
        compared(tmp_path)


def test_a_step_that_fails_ends_it(examples: list[Result], tmp_path: Path) -> None:
    written(tmp_path, examples, shards=1)
    work = tmp_path / "compare" / ".work"
    builds = archives.builds(tmp_path)._replace(judging=partial(_building, work))
    with pytest.raises(BatchError, match="judging pairs failed: OSError: the disk is full"):
        list(compare(opened(tmp_path), Here(), builds, "500MB"))


def _building(_: Path):  # type: ignore[no-untyped-def]
    def judging(_: int) -> int:
        raise OSError("the disk is full")

    return judging


def test_memory_sizes_are_not_in_the_message(examples: list[Result], tmp_path: Path) -> None:
    written(tmp_path, examples, shards=1)
    with pytest.raises(BatchError, match="'lots' is not a size of memory"):
        list(archives.compared(tmp_path, Here(), "lots"))


def test_too_little_memory_says_what_may_help(examples: list[Result], tmp_path: Path) -> None:
    written(tmp_path, examples, shards=1)
    with pytest.raises(BatchError, match="more --memory may help: Out of Memory"):
        list(archives.compared(tmp_path, Here(), "300KB"))


def test_numbers_are_made_of_ids() -> None:
    assert number_of(digest("a")) != number_of(digest("b"))
    assert 0 <= number_of(digest("a")) < 2**60
