"""Events of a compared ledger, asked for page by page, over each database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ledger.factories import HOSPITAL, MINISTRY, made, opened
from whence.bootstrap import comparing
from whence.errors import LedgerError
from whence.ledger import SqlLedger, events, queries, reports
from whence.ledger.events import Wanted
from whence.ledger.query_types import Filters


@pytest.fixture
def compared_ledger(place: str) -> Iterator[SqlLedger]:
    """Two reports of one text, one of another event; compared."""
    with opened(place) as ledger:
        ledger.add(made(MINISTRY * 2))
        ledger.add(made(MINISTRY * 2 + "\nThe paper adds a line.\n", source="b.txt"))
        ledger.add(made(HOSPITAL, source="c.txt"))
        assert sum(1 for _ in comparing.compared(ledger)) == 3
        yield ledger


def test_events_are_listed_page_by_page(compared_ledger: SqlLedger) -> None:
    with compared_ledger.reading() as connection:
        every = events.every_summary(connection)
        assert sorted(len(d.members) for d in every) == [1, 2]
        first = events.listed(connection, Wanted(), limit=1)
        assert first.next
        rest = events.listed(connection, Wanted(), limit=1, cursor=first.next)
        assert rest.next is None
        assert {d.event.id for d in (*first.summaries, *rest.summaries)} == {
            d.event.id for d in every
        }
        (both,) = events.listed(connection, Wanted(several=True)).summaries
        assert {m.source for m in both.members} == {"a.txt", "b.txt"}
        assert sum(m.original is not None for m in both.members) == 1
        assert events.count(connection) == 2
        assert events.count(connection, several=True) == 1
        assert events.count(connection, disputed=True) == 0
        assert events.listed(connection, Wanted(words="nothing of that")).summaries == ()
        with pytest.raises(LedgerError, match="not a cursor"):
            events.listed(connection, Wanted(), cursor="AAAA")


def test_an_event_is_found_by_its_report(compared_ledger: SqlLedger) -> None:
    with compared_ledger.reading() as connection:
        (both,) = events.listed(connection, Wanted(several=True)).summaries
        report = both.members[0].report
        assert events.event_of(connection, report) == both.event.id
        assert events.summary(connection, both.event.id) == both
        assert events.summary(connection, "none") is None
        assert events.of_reports(connection, [report]) == [both]
        assert events.of_reports(connection, []) == []


def test_a_forgotten_report_s_summaries_go_with_it(compared_ledger: SqlLedger) -> None:
    compared_ledger.forget("b.txt", "asked to")
    with compared_ledger.reading() as connection:
        assert [len(d.members) for d in events.every_summary(connection)] == [1]
    for _ in comparing.compared(compared_ledger):
        pass
    with compared_ledger.reading() as connection:
        every = events.every_summary(connection)
        assert [len(d.members) for d in every] == [1, 1]
        assert all(m.source != "b.txt" for d in every for m in d.members)


def test_claims_are_ordered_by_position(compared_ledger: SqlLedger) -> None:
    with compared_ledger.reading() as connection:
        one = queries.find_claims(connection, Filters()).found[0]
        places = {one.key: (one.report, one.start, one.end), "other": (one.report, 0, 1)}
        assert queries.claims_at(connection, places) == {one.key: one}
        assert queries.claims_at(connection, {}) == {}
        assert reports.words_at(connection, one.report, one.start, one.end) == one.words


def test_outlets_and_the_newest_reports(compared_ledger: SqlLedger) -> None:
    with compared_ledger.reading() as connection:
        rows = queries.outlets(connection)
        every = queries.find_claims(connection, Filters(), limit=1000).found
        assert sum(row["claims"] for row in rows) == len(every)
        assert sum(row["own_voice"] for row in rows) == sum(
            one.standing == "own-voice" for one in every
        )
        assert reports.count_reports(connection) == 3
        newest = reports.newest(connection, limit=2)
        last = newest[-1].id
        rest = reports.newest(connection, after=(reports.moment(connection, last), last))
        assert len({r.id for r in (*newest, *rest)}) == 3
        assert reports.version_named(connection, last[:8]) == last
