"""What a ledger keeps: whole reports, once, with their trace; and what it lets go for good."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from tests.chance import tried
from tests.ledger.conftest import Places
from tests.ledger.factories import HOSPITAL, MINISTRY, RUN, made, opened
from tests.ledger.server import Server
from tests.readings import documents, resolved
from whence.errors import LedgerBusy, LedgerError, SchemaTooNew
from whence.ledger import Filters, SqlLedger, database, page_edits, queries, reports, schema
from whence.records import Reading, Rejected, Report, digest


def test_what_is_stored_comes_back_unchanged(place: str) -> None:
    report, reading, resolution = made(MINISTRY)
    with opened(place) as ledger:
        kept = ledger.add((report, reading, resolution), MINISTRY.encode())
        assert (kept.state, kept.claims) == ("added", len(resolution.claims))
        with ledger.reading() as connection:
            back, lean, meant = reports.result(connection, report.id)
            raw = reports.raw(connection, report.origin.raw_digest)
    assert (back, meant) == (report, resolution)
    # Comparing asks the words' syntax; antecedents a resolution is made of, and nobody asks again.
    assert reading.words
    assert lean == msgspec.structs.replace(reading, antecedents=())
    assert raw == MINISTRY.encode()


def test_adding_twice_adds_nothing(place: str) -> None:
    with opened(place) as ledger:
        ledger.add(made(MINISTRY))
        with ledger.reading() as connection:
            before = reports.counts(connection)
        assert ledger.has(made(MINISTRY)[0])
        assert ledger.add(made(MINISTRY)).state == "known"
        with ledger.reading() as connection:
            assert reports.counts(connection) == before


def test_an_edited_report_is_a_new_version(place: str) -> None:
    edited = MINISTRY.replace("18 people", "20 people").replace(
        "The shed reportedly held fertiliser.", "Nine ships were moored."
    )
    with opened(place) as ledger:
        ledger.add(made(MINISTRY))
        assert ledger.add(made(edited)).state == "changed"
        with ledger.reading() as connection:
            (change,) = page_edits.changes(connection, "a.txt")
            found = queries.find_claims(connection, Filters(words="people")).found
    assert any("18 people" in old and "20 people" in new for old, new in change.changed)
    assert any("fertiliser" in words for words in change.went)
    assert any("ships" in words for words in change.appeared)
    # Only the last version's claims are found.
    assert [claim.words for claim in found] == ["that 20 people had been killed"]


def test_a_newer_bundle_reads_again_and_loses_nothing(place: str) -> None:
    report, reading, resolution = made(MINISTRY)
    newer = msgspec.structs.replace(
        reading, reader=msgspec.structs.replace(reading.reader, bundle="newer")
    )
    fewer = msgspec.structs.replace(resolution, claims=resolution.claims[:1])
    with opened(place) as ledger:
        ledger.add((report, reading, resolution))
        assert ledger.reread((report, newer, fewer))
        assert not ledger.reread((report, newer, fewer))
        with ledger.reading() as connection:
            assert len(queries.find_claims(connection, Filters()).found) == 1
            assert reports.counts(connection)["readings"] == 2
            assert reports.counts(connection)["claims"] == len(resolution.claims) + 1


def test_a_damaged_reading_is_mended_by_another(place: str) -> None:
    report, reading, resolution = made(MINISTRY)
    with opened(place) as ledger:
        ledger.add((report, reading, resolution))
        with ledger._writing() as connection:
            connection.execute(update(schema.readings).values(body=b"spoiled"))
        with ledger.reading() as connection, pytest.raises(LedgerError, match="damaged"):
            reports.result(connection, report.id)
        assert ledger.reread((report, reading, resolution))
        assert not ledger.reread((report, reading, resolution))
        with ledger.reading() as connection:
            assert reports.result(connection, report.id)[2] == resolution


def test_the_same_words_of_two_outlets_are_two_reports(place: str) -> None:
    with opened(place) as ledger:
        ledger.add(made(MINISTRY, source="a.txt"))
        assert ledger.add(made(MINISTRY, source="b.txt")).state == "added"


def test_a_rejected_document_is_stored_once(place: str) -> None:
    rejected = Rejected(source="x.txt", stage="ingest", code="empty", detail="the file is empty")
    with opened(place) as ledger:
        ledger.reject(rejected)
        ledger.reject(rejected)
        with ledger.reading() as connection:
            assert reports.counts(connection)["rejected"] == 1


#: Words that no other test keeps: a server's databases are looked through together.
SECRET = (
    MINISTRY.replace("fertiliser", "gunpowder")
    .replace("Ada Venn", "Mira Vox")
    .replace("harbour", "quarry")
)


class TestForgetting:
    def test_nothing_of_it_is_left_in_the_files(self, places: Places) -> None:
        place = places.new()
        with opened(place) as ledger:
            ledger.add(made(SECRET), SECRET.encode())
            ledger.add(made(SECRET.replace("18", "20")), b"")
            ledger.add(made(HOSPITAL, source="b.txt"), HOSPITAL.encode())
            assert len(ledger.forget("a.txt", "court order 12/25")) == 2
            with ledger.reading() as connection:
                assert reports.counts(connection)["reports"] == 1
                assert not queries.find_claims(connection, Filters(words="killed")).found
                assert queries.find_claims(connection, Filters(words="water")).found
                assert reports.raw(connection, digest(SECRET)) is None
        left = places.content(place)
        for word in (b"gunpowder", b"Mira Vox", b"quarry on Monday"):
            assert word not in left
        assert b"court order" in left

    def test_it_may_not_come_back_in_any_version(self, place: str) -> None:
        with opened(place) as ledger:
            ledger.add(made(MINISTRY))
            ledger.forget(made(MINISTRY)[0].id[:8], "a source in danger")
            assert ledger.is_forgotten(made(MINISTRY)[0])
            with pytest.raises(LedgerError, match="forgotten"):
                ledger.add(made(MINISTRY.replace("18", "20")))

    def test_a_name_of_no_known_person(self, place: str) -> None:
        with opened(place) as ledger, pytest.raises(LedgerError, match="no report"):
            ledger.forget("nothing.txt", "why")


class TestTrouble:
    def test_no_ledger(self, tmp_path: Path) -> None:
        with pytest.raises(LedgerError, match="no ledger at"):
            SqlLedger(str(tmp_path / "none.db"))
        with pytest.raises(LedgerError, match="is a folder"):
            SqlLedger(str(tmp_path), create=True)
        with pytest.raises(LedgerError, match="no folder"):
            SqlLedger(str(tmp_path / "not" / "l.db"), create=True)

    def test_a_file_that_was_taken_away(self, tmp_path: Path) -> None:
        place = tmp_path / "l.db"
        with opened(str(place)) as ledger:
            ledger.add(made(MINISTRY))
            place.rename(tmp_path / "elsewhere.db")
            with pytest.raises(LedgerError, match="removed while"), ledger.reading() as connection:
                reports.stamp(connection)
            with pytest.raises(LedgerError, match="removed while"):
                ledger.add(made(HOSPITAL, source="b.txt"))
            assert not place.exists()
            (tmp_path / "elsewhere.db").rename(place)
            with ledger.reading() as connection:
                assert reports.stamp(connection)

    def test_no_ledgers_file(self, tmp_path: Path) -> None:
        path = tmp_path / "l.db"
        path.write_bytes(b"no database at all" * 100)
        with pytest.raises(LedgerError, match=f"^{path}: the file is no ledger"):
            SqlLedger(str(path))

    @pytest.mark.parametrize("table", ["reports", "bookmarks"])
    def test_another_programs_database(self, tmp_path: Path, table: str) -> None:
        path = tmp_path / "l.db"
        with sqlite3.connect(path) as connection:
            connection.execute(f"create table {table} (x)")
        connection.close()
        with pytest.raises(LedgerError, match=f"^{path}: .* tables of another program"):
            SqlLedger(str(path), create=True)
        with sqlite3.connect(path) as connection:
            (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
        connection.close()
        assert tables == 1

    def test_a_newer_schema(self, tmp_path: Path) -> None:
        opened(tmp_path / "l.db").close()
        with sqlite3.connect(tmp_path / "l.db") as connection:
            connection.execute("update schema_version set version = 99")
        connection.close()
        with pytest.raises(SchemaTooNew, match="schema 99"):
            SqlLedger(str(tmp_path / "l.db"))

    def test_two_writers(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened(tmp_path / "l.db").close()
        monkeypatch.setattr(database, "WAIT", 0.1)
        other = sqlite3.connect(tmp_path / "l.db", isolation_level=None)
        other.execute("begin immediate")
        try:
            with SqlLedger(str(tmp_path / "l.db")) as ledger:
                assert not ledger.has(made(MINISTRY)[0])  # who reads does not wait
                with pytest.raises(LedgerBusy, match=r"l\.db: another process"):
                    ledger.begin(RUN)
        finally:
            other.execute("rollback")
            other.close()

    def test_a_full_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "l.db"
        with opened(path) as ledger:
            ledger.add(made(MINISTRY), MINISTRY.encode())
        pages = path.stat().st_size // 2048
        full = (*database._PRAGMAS, f"max_page_count={pages + 2}")
        monkeypatch.setattr(database, "_PRAGMAS", full)
        with SqlLedger(str(path)) as ledger:
            ledger.begin(RUN)
            with pytest.raises(LedgerError, match=f"^{path}: the disk is full"):
                ledger.add(made(HOSPITAL * 40, source="b.txt"))
            with ledger.reading() as connection:
                assert reports.counts(connection)["reports"] == 1
                assert len(queries.find_claims(connection, Filters(words="killed")).found) == 1

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any file")
    def test_a_file_that_cannot_be_written(self, tmp_path: Path) -> None:
        path = tmp_path / "l.db"
        opened(path).close()
        path.chmod(0o444)
        with SqlLedger(str(path)) as ledger, pytest.raises(LedgerError, match="cannot be written"):
            ledger.try_writing()

    def test_a_read_only_ledger_can_be_queried(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a #1 ledger?.db"
        with opened(path) as ledger:
            ledger.add(made(MINISTRY))
        before = sorted(tmp_path.iterdir())
        # Root may write anywhere: what the system would answer others is said for it.
        monkeypatch.setattr("os.access", lambda *_: False)
        with SqlLedger(str(path)) as ledger:
            with ledger.reading() as connection:
                assert queries.find_claims(connection, Filters(words="killed")).found
                assert sorted(tmp_path.iterdir()) == before
            with pytest.raises(LedgerError, match="cannot be written"):
                ledger.begin(RUN)

    def test_nothing_before_a_run(self, tmp_path: Path) -> None:
        with SqlLedger(str(tmp_path / "l.db"), create=True) as ledger:
            with pytest.raises(LedgerError, match="begin"):
                ledger.add(made(MINISTRY))
            with ledger.reading() as connection:
                assert reports.counts(connection)["reports"] == 0


class TestServer:
    """What a database server alone can do wrong."""

    def test_two_writers(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        place = server.database()
        monkeypatch.setattr(database, "WAIT", 0.2)
        with opened(place) as one, SqlLedger(place) as two, one._writing():
            assert not two.has(made(MINISTRY)[0])
            with pytest.raises(LedgerBusy, match="another process"):
                two.begin(RUN)

    def test_no_ledger_in_it(self, server: Server) -> None:
        with pytest.raises(LedgerError, match="no ledger in postgresql"):
            SqlLedger(server.database())

    def test_no_database(self, server: Server) -> None:
        with pytest.raises(LedgerError, match="cannot be reached"):
            SqlLedger(f"{server.url}/nowhere", create=True)
        with pytest.raises(LedgerError, match="cannot be reached"):
            SqlLedger("postgresql://whence@127.0.0.1:9/whence")

    def test_no_password_is_shown(self, server: Server) -> None:
        place = server.database().replace("whence@", "whence:verysecret@")
        with SqlLedger(place, create=True) as ledger:
            assert "verysecret" not in ledger.place
            assert "127.0.0.1" in ledger.place
        with pytest.raises(LedgerError) as error:
            SqlLedger(place + "-not")
        assert "verysecret" not in str(error.value)

    @pytest.mark.parametrize("place", ["mysql://x/y", "redis://:secret@x", "what://is this"])
    def test_other_databases(self, place: str) -> None:
        with pytest.raises(LedgerError) as error:
            SqlLedger(place)
        assert "secret" not in str(error.value)


@given(documents())
@settings(max_examples=tried(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_that_was_read_comes_back(places: Places, read: tuple[Report, Reading]) -> None:
    """However odd the text and what was read in it: one ledger takes them all."""
    report, reading = read
    # Ingest lets no such report through.
    fields = "".join(field for field in msgspec.structs.astuple(report) if isinstance(field, str))
    fields += report.origin.source + (report.published.value if report.published else "")
    assume(not any(c == "\x00" or "\ud800" <= c <= "\udfff" for c in fields))
    result = resolved(read)
    with SqlLedger(places.shared, create=True) as ledger:
        ledger.begin(RUN)
        assume(not ledger.has(report))  # read otherwise before
        assert ledger.add(result).state == "added"
        with ledger.reading() as connection:
            back, lean, meant = reports.result(connection, report.id)
            found = queries.find_claims(connection, Filters(), limit=1000).found
    assert back == msgspec.structs.replace(report, identity=report.identity or report.id)
    assert (lean.attributions, meant) == (reading.attributions, result[2])
    words = {claim.key: claim.words for claim in found if claim.report == report.id}
    assert all(claim.span.of(report.text) in words.values() for claim in meant.claims)


TEXTS = [MINISTRY, HOSPITAL, MINISTRY.replace("18", "20"), HOSPITAL.replace("23", "24")]
RESULTS = [made(text, source=f"{n % 2}.txt") for n, text in enumerate(TEXTS)]


@given(st.lists(st.sampled_from([0, 1]), max_size=8))
@settings(max_examples=tried(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_any_split_give_the_same_claims(places: Places, order: list[int]) -> None:
    path = places.new()
    for number in (*order, 0, 1):
        with SqlLedger(path, create=True) as ledger:
            ledger.begin(RUN)
            ledger.add(RESULTS[number])
            with ledger.reading() as connection:
                found = queries.find_claims(connection, Filters(), limit=1000).found
    keys = {claim.key for claim in found}
    other = places.new()
    with opened(other) as ledger:
        ledger.add(RESULTS[1])
        ledger.add(RESULTS[0])
        with ledger.reading() as connection:
            assert keys == {
                c.key for c in queries.find_claims(connection, Filters(), limit=1000).found
            }
    for one in (path, other):
        places.drop(one)
