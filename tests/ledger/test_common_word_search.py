"""Claims with common words are found a shorter way, with the same answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from whence.ledger import Filters, SqlLedger, common_word_search, queries

ASKED: list[dict[str, Any]] = [
    {"words": "the"},
    {"words": "said*"},
    {"words": "killed people"},
    {"words": "p*", "act": "deny"},
    {"words": "a*", "publisher": "lantern", "since": "2025-09-04"},
    {"words": "the", "speaker": "pell"},
    {"words": "nowhere"},
]


@pytest.mark.parametrize("limit", [1, 5, 40, 1000])
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_same_claims_in_the_same_order(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], limit: int
) -> None:
    filters = Filters(**asked)
    with SqlLedger(str(newsroom)) as ledger, ledger.reading() as connection:
        assert common_word_search.newest(connection, filters, limit) is None  # not common enough
        usual = queries.find_claims(connection, filters, limit=limit)
        monkeypatch.setattr(common_word_search, "_COMMON", 0)
        monkeypatch.setattr(common_word_search, "_AT_ONCE", 3)
        found = common_word_search.newest(connection, filters, limit + 1)
        assert found is not None
        assert queries.find_claims(connection, filters, limit=limit) == usual
        # A page goes on from it as from any other.
        if usual.next:
            more = queries.find_claims(connection, filters, limit=limit, cursor=usual.next)
            assert not {one.key for one in more.found} & {one.key for one in usual.found}


def test_after_many_reports_the_usual_way_is_gone(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common_word_search, "_COMMON", 0)
    monkeypatch.setattr(common_word_search, "_AT_ONCE", 3)
    monkeypatch.setattr(common_word_search, "_MOST", 6)
    with SqlLedger(str(newsroom)) as ledger, ledger.reading() as connection:
        assert common_word_search.newest(connection, Filters(words="the"), 1000) is None
        assert queries.find_claims(connection, Filters(words="the"), limit=1000).found
