"""Rows as tables of the libraries that people work with."""

from __future__ import annotations

import sys
from typing import Any

import msgspec
import pandas as pd
import pytest

import whence
from tests.readings import port, resolved
from whence.api.frames import Rows, columns_of
from whence.errors import MissingExtra
from whence.ledger.query_types import FoundClaim, Person

polars = pytest.importorskip("polars")


@pytest.fixture
def rows() -> Rows[dict[str, Any]]:
    return whence.Document(*resolved(port())).table("attributions")


def test_a_sequence(rows: Rows[dict[str, Any]]) -> None:
    assert len(rows) == 4
    assert rows[1]["cue"] == "said"
    assert [row["cue"] for row in rows[:2]] == ["says", "said"]
    assert isinstance(rows[:2], Rows)
    assert list(rows)[-1] == rows[-1]
    assert "4 rows of attribution, report" in repr(rows)
    with pytest.raises(IndexError):
        rows[4]


def test_what_every_library_makes_of_it(rows: Rows[dict[str, Any]]) -> None:
    wanted = rows.to_dicts()
    assert rows.to_arrow().to_pylist() == wanted
    assert rows.to_polars().to_dicts() == wanted
    assert polars.DataFrame(rows).to_dicts() == wanted  # by Arrow's capsule interface
    frame = rows.to_pandas()
    assert list(frame.columns) == list(rows.columns)
    assert frame["cue"].tolist() == [row["cue"] for row in wanted]
    assert frame["content_spans"].tolist() == [row["content_spans"] for row in wanted]
    assert frame["score"].dtype == "float64"


def test_duckdb_takes_it(rows: Rows[dict[str, Any]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    found = rows.to_arrow()
    assert found.num_rows == 4
    assert duckdb.sql("select count(*) from found").fetchall() == [(4,)]


def test_types_hold_where_a_value_is_nothing_and_where_there_is_no_row() -> None:
    table = whence.Document(*resolved(port())).table("figures")
    for rows in (table, Rows((), table.columns)):
        frame = rows.to_pandas()
        assert str(frame["start"].dtype) == "Int64"
        assert str(frame["value"].dtype) == "float64"
        assert str(frame["main"].dtype) == "boolean"
        assert rows.to_arrow().schema.names == list(table.columns)
    assert pd.isna(Rows([{"a": None}], {"a": "whole"}).to_pandas()["a"][0])


def test_half_a_surrogate_pair_does_not_fail() -> None:
    rows = Rows([{"a": "x\ud83d"}], {"a": "text"})
    assert rows.to_arrow().to_pylist() == [{"a": "x\N{REPLACEMENT CHARACTER}"}]
    assert rows.to_dicts() == [{"a": "x\ud83d"}]


def test_columns_of_records() -> None:
    assert columns_of(FoundClaim)["start"] == "whole"
    assert columns_of(FoundClaim)["hedges"] == "texts"
    assert columns_of(FoundClaim)["speaker"] == "text"
    assert columns_of(FoundClaim)["speaker_named"] == "flag"
    assert set(columns_of(Person)) == {field.name for field in msgspec.structs.fields(Person)}
    assert "marked" not in columns_of(FoundClaim, without=("marked",))


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_library_that_is_missing_is_named(
    rows: Rows[dict[str, Any]], library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=library):
        {"pandas": rows.to_pandas, "polars": rows.to_polars, "pyarrow": rows.to_arrow}[library]()
