"""Results to rows and back, and what others read of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from tests.batch import factories
from tests.batch.factories import written
from tests.chance import tried
from tests.readings import documents, port, resolved
from whence.batch.manifest import TABLES, opened
from whence.batch.tables import Tables, result_of, results, schema
from whence.errors import BatchError
from whence.ledger import rows
from whence.ports import Result
from whence.records import Rejected

pytest.importorskip("duckdb")


def asked(folder: Path, query: str) -> list[tuple[Any, ...]]:
    return factories.asked(query.replace("@", f"{folder}/"))


def test_results_come_back_as_they_were(tmp_path: Path, examples: list[Result]) -> None:
    written(tmp_path, examples)
    batch = opened(tmp_path)
    back = {result[0].id: result for result in results(batch.files("reports"))}
    assert back == {result[0].id: result for result in examples}
    assert batch.rows["reports"] == len(examples)


@settings(max_examples=tried(30))
@given(found=documents())
def test_any_reading_comes_back(
    tmp_path_factory: pytest.TempPathFactory, found: tuple[object, object]
) -> None:
    result = resolved(found)  # type: ignore[arg-type]
    if not all(map(_is_text, (result[0].text, result[0].origin.source, *_others(result)))):
        return  # half a surrogate pair: ingest lets none through
    tables = Tables()
    tables.add(result)
    folder = tmp_path_factory.mktemp("tables")
    counts, files = tables.write(folder, "one")
    (back,) = results([str(folder / f) for f in files if f.startswith("reports/")])
    kept = rows.stored_reading(result[1], result[2])
    named = msgspec.structs.replace(result[0], identity=result[0].identity or result[0].id)
    assert back == (named, *kept)
    assert counts["attributions"] == len(result[1].attributions)
    assert counts["claims"] == len(result[2].claims)


def _others(result: Result) -> list[str]:
    return [v for v in (result[0].title, result[0].publisher, result[0].url) if v]


def _is_text(words: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in words)


def test_offsets_slice_to_the_words_shown(tmp_path: Path, examples: list[Result]) -> None:
    written(tmp_path, examples)
    for table, text in (("claims", "c.text"), ("figures", "c.text")):
        wrong = asked(
            tmp_path,
            f"""select count(*) filter (
                    where substring(r.text, c.start + 1, c."end" - c.start) <> {text}), count(*)
                from '@{table}/**/*.parquet' c join '@reports/**/*.parquet' r using (report)""",
        )
        assert wrong[0][0] == 0
        assert wrong[0][1]
    wrong = asked(
        tmp_path,
        """select count(*) from (
               select a.*, r.text, unnest(content_spans) as span
               from '@attributions/**/*.parquet' a join '@reports/**/*.parquet' r using (report)
           ) where not contains(content, substring(text, span.start + 1, span."end" - span.start))
        """,
    )
    assert wrong[0][0] == 0


def test_rows_refer_to_each_other(tmp_path: Path, examples: list[Result]) -> None:
    written(tmp_path, examples)
    for table, column, other, key in (
        ("claims", "attribution", "attributions", "attribution"),
        ("attributions", "parent", "attributions", "attribution"),
        ("figures", "claim", "claims", "claim"),
        ("claims", "report", "reports", "report"),
    ):
        lost = asked(
            tmp_path,
            f"""select count(*) from '@{table}/**/*.parquet' x
                anti join '@{other}/**/*.parquet' y on y.{key} = x.{column}
                where x.{column} is not null""",
        )
        assert lost == [(0,)]


def test_rows_are_filed_under_their_report_s_day(tmp_path: Path, examples: list[Result]) -> None:
    written(tmp_path, examples)
    days = asked(tmp_path, "select published[:10], day from '@reports/**/*.parquet'")
    assert {str(day) for _, day in days} == {str(published) for published, _ in days}
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(tmp_path / "reports")
    assert len(frame) == len(examples)
    assert set(frame["day"].astype(str)) == {str(day) for _, day in days}


def test_a_report_without_a_date_has_no_day(tmp_path: Path) -> None:
    report, reading, resolution = resolved(port())
    undated = msgspec.structs.replace(report, published=None)
    written(tmp_path, [(undated, reading, resolution)], shards=1)
    assert asked(tmp_path, "select day from read_parquet('@reports/**/*.parquet')") == [(None,)]


def test_the_columns_are_the_documented_ones(tmp_path: Path) -> None:
    tables = Tables()
    tables.add(resolved(port()))
    tables.reject(Rejected(source="x", stage="ingest", code="empty", detail="the file is empty"))
    counts, files = tables.write(tmp_path, "one")
    assert sorted(counts) == sorted(TABLES)
    for file in files:
        columns = asked(tmp_path, f"describe select * from '@{file}'")
        table = file.partition("/")[0]
        assert {str(c[0]) for c in columns} == set(schema(table).names)


def test_a_damaged_reading_is_reported() -> None:
    with pytest.raises(BatchError, match=r"port\.txt is damaged"):
        result_of({"result": b"\xff", "source": "port.txt"})
