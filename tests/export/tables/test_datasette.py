"""The SQLite file as Datasette serves it, asked in process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from whence.bootstrap.exports import Holdings
from whence.export.tables.rows import COLUMNS
from whence.export.tables.sqlite import VIEWS, SqliteTables
from whence.ledger import SqlLedger

app = pytest.importorskip("datasette.app")


@pytest.fixture(scope="module")
def served(newsroom: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    place = tmp_path_factory.mktemp("datasette") / "news.db"
    with SqlLedger(str(newsroom)) as ledger:
        SqliteTables().write_to(Holdings(ledger).rows(), place, tuple(COLUMNS))
    metadata = json.loads(place.with_suffix(".metadata.json").read_text("utf-8"))
    # No limit of time that a busy machine would reach.
    limits = {"sql_time_limit_ms": 600_000, "facet_time_limit_ms": 600_000}
    served = app.Datasette(
        [str(place)], metadata=metadata, settings={"num_sql_threads": 0, **limits}
    )

    def get(address: str) -> Any:
        return asyncio.run(served.client.get(address))

    return get


def test_it_shows_every_table_and_view(served: Any) -> None:
    found = served("/news.json").json()
    shown = {table["name"] for table in found["tables"] if not table["hidden"]}
    assert shown == set(COLUMNS)
    assert {view["name"] for view in found["views"]} == set(VIEWS)
    # What it counts itself it gives 5 ms, and a busy machine takes longer.
    for table in COLUMNS.keys() - {"rejected"}:
        asked = served(f"/news.json?sql=select+count(*)+as+n+from+{table}&_shape=array")
        assert asked.json()[0]["n"] > 0


@pytest.mark.parametrize("name", [*COLUMNS, *VIEWS])
def test_every_page_is_there_with_its_description(served: Any, name: str) -> None:
    page = served(f"/news/{name}")
    assert page.status_code == 200
    if name != "rejected":
        assert "metadata-description" in page.text


def test_rows_are_called_by_their_labels(served: Any) -> None:
    # A claim's report is shown by its title and leads to its row.
    page = served("/news/claims?_size=5").text
    assert 'href="/news/reports/' in page
    assert "Saldovia" in page or "port" in page
    labels = served("/news/claims.json?_labels=on&_size=1&_shape=objects").json()["rows"][0]
    assert labels["report"]["label"]
    assert labels["report"]["label"] != labels["report"]["value"]


def test_words_are_searched_and_facets_counted(served: Any) -> None:
    found = served("/news/claims.json?_search=silo&_shape=objects").json()
    assert found["rows"]
    assert all("silo" in row["text"].casefold() for row in found["rows"])
    facets = served("/news/figures.json?_facet=role").json()["facet_results"]
    assert "killed" in json.dumps(facets)
    page = served("/news/claims").text
    assert "approximation</a>" in page  # each of a list, not the list
    assert "first code point" in page
    assert "its first day" in served("/news/events").text
