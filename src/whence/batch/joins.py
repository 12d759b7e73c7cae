"""The comparison's joins and shuffles, in DuckDB: large data is on the disk, never in Python.

Candidates are joined on keys (blocks and bands); parts of the work are each written into a folder
of their own, with everything that the process needs.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whence.compare import blocking
from whence.errors import BatchError

#: Rows of one join of keys, at most, before they are summed.
_JOINED = 30_000_000
#: Rows of a group in the parts' files.
_GROUP = 512
#: Pairs, and reports, of a part.
PAIRS, REPORTS = 10_000, 1_000


class Joins:
    """The tables of one comparison, in the folder where processes leave theirs."""

    def __init__(self, work: Path, memory: str, threads: int | None) -> None:
        """`memory` is DuckDB's limit before it uses the disk, such as "2GB"."""
        try:
            import duckdb
        except ImportError as error:
            raise BatchError("comparing needs DuckDB: pip install 'whence[batch]'") from error
        self._work = work
        self._failed = duckdb.Error
        self._db = duckdb.connect(str(work / "joins.duckdb"))
        try:
            self._db.execute("set memory_limit = ?", [memory])
        except duckdb.Error as error:
            raise BatchError(f"{memory!r} is not a size of memory, such as 2GB") from error
        self._run("set temp_directory = ?", str(work / "spill"))
        self._run("set preserve_insertion_order = false")
        # Rows of a part are held in memory up to this number: fingerprints are long.
        self._run("set partitioned_write_flush_threshold = ?", _GROUP)
        if threads:
            self._run("set threads = ?", threads)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def choose(self) -> int:
        """Chooses the reports to compare: each once, the last version of each identity.

        Returns their number. Raises `BatchError` where two have one number.
        """
        self._see("sketches", "kept", ", filename = true, file_row_number = true")
        twice = """
            select count(*) from (select n from kept group by n having count(distinct report) > 1)
            """
        if self._one(twice):
            raise BatchError("two reports share a number, so they cannot be joined")
        # Where each is, so that its long columns are read only when the parts are written.
        self._run(
            """
            create table chosen as
            with once as (
                select n, report, identity, published, fetched_at, filename, file_row_number
                from kept qualify row_number() over (
                    partition by n order by filename, file_row_number
                ) = 1
            )
            select n, report, published, filename, file_row_number
            from once qualify row_number() over (
                partition by identity order by fetched_at desc, published desc, n
            ) = 1
            """
        )
        self._run(
            """
            create view sketches as
            select k.* from kept k semi join chosen using (n, filename, file_row_number)
            """
        )
        return int(self._one("select count(*) from chosen"))

    def pair(self) -> int:
        """Finds the pairs that share a band, or enough of their blocks; returns their number.

        The keys are joined in rounds, so that no join has more rows than fit.
        """
        for table in ("own", "wanted", "bands"):
            self._see(table, "keys")
            # A report in two shards counts once.
            wanted = "select distinct k.* from keys k semi join chosen using (n)"
            self._run(f"create table {table} as {wanted}")
        rows = self._one(
            """
            select coalesce(sum(o.many * w.many), 0) from
            (select key, count(*) as many from own group by key) o join
            (select key, count(*) as many from wanted group by key) w using (key)
            """
        )
        rounds = int(rows) // _JOINED + 1
        self._run("create table found (a bigint, b bigint)")
        for number in range(rounds):
            self._run(
                """
                insert into found
                select w.n, o.n from wanted w join own o on o.key = w.key and w.n < o.n
                where w.n % ? = ?
                group by w.n, o.n having sum(w.weight * o.weight) >= ?
                """,
                *(rounds, number, blocking.LIKENESS),
            )
        self._run(
            """
            create table pairs as
            select distinct a, b from (
                from found union all
                select x.n, y.n from bands x join bands y on x.key = y.key and x.n < y.n
            )
            """
        )
        for table in ("own", "wanted", "bands", "found"):
            self._run(f"drop table {table}")
        return int(self._one("select count(*) from pairs"))

    def deal_pairs(self) -> list[Path]:
        """Writes the pairs in parts, each with the outlines and shingles of its reports."""
        # Reports of about one time are in the same parts, so that each is written few times.
        self._run(
            """
            create table dealt as
            select a, b, (row_number() over (order by c.published, a, b) - 1) // ? as part
            from pairs join chosen c on c.n = a
            """,
            PAIRS,
        )
        self._deal("pairs", "select part, a, b from dealt")
        self._deal(
            "outlines",
            """
            select part, n, outline, shingles
            from sketches join (select part, a as n from dealt union select part, b from dealt)
            using (n)
            """,
        )
        self._run("drop table dealt")
        return sorted((self._work / "pairs").glob("part=*"))

    def connect(self, bond: int) -> None:
        """Labels each report with the least number that matches of the bond connect it with.

        Labels go from neighbour to neighbour, and each to its label's label, until none changes.
        """
        self._see("matches")
        self._run(
            """
            create table edges as
            select a, b from matches where score >= $1 union all
            select b, a from matches where score >= $1
            """,
            bond,
        )
        self._run("create table labels as select n, n as label from chosen")
        moved = True
        while moved:
            self._run(
                """
                create or replace table near as
                select l.n, least(l.label, coalesce(min(m.label), l.label)) as label
                from labels l left join edges e on e.a = l.n left join labels m on m.n = e.b
                group by l.n, l.label
                """
            )
            self._run(
                """
                create or replace table further as
                select x.n, y.label from near x join near y on y.n = x.label
                """
            )
            moved = self._one(
                "select count(*) from labels l join further f using (n) where l.label <> f.label"
            )
            self._run("create or replace table labels as from further")

    def deal_reports(self) -> list[Path]:
        """Writes the reports in parts, no group split, with their matches and neighbours."""
        self._run(
            """
            create table groups as
            with one as (
                select label, min(published) as published, count(*) as many
                from labels join chosen using (n) group by label
            ), placed as (
                select label, sum(many) over (order by published, label) - many as before from one
            )
            select n, label, (before // ?)::bigint as part from labels join placed using (label)
            """,
            REPORTS,
        )
        self._deal(
            "members",
            """
            select part, n, label, published, sketch from sketches join groups using (n)
            """,
        )
        self._run(
            """
            create table around as
            select g.part, m.* from matches m join groups g on g.n = m.a union
            select g.part, m.* from matches m join groups g on g.n = m.b
            """
        )
        self._deal("around", "from around")
        self._deal(
            "neighbours",
            """
            select part, n, sketch from sketches join (
                select part, a as n from around union select part, b from around
                except select part, n from groups
            ) using (n)
            """,
        )
        return sorted((self._work / "members").glob("part=*"))

    def write_copies(self, file: Path, share: int) -> int:
        """Writes every pair that shares so many thousandths of the shorter report."""
        self._run(
            """
            create view copies as
            select x.report as one, y.report as other, share / 1000 as share
            from matches join chosen x on x.n = a join chosen y on y.n = b
            where share >= getvariable('share')
            """
        )
        self._run("set variable share = ?", share)
        return self._write("from copies order by one, other", file)

    def gather(self, table: str, file: Path, by: str) -> int:
        """Merges the parts of a table into one file, sorted; returns the number of rows."""
        self._see(table)
        return self._write(f"from {table} order by {by}", file)

    def _see(self, table: str, name: str = "", how: str = "") -> None:
        """Makes a view of a table's files from the processes, under its own name or another."""
        files = _quoted(self._work / table / "**" / "*.parquet")
        query = f"from read_parquet('{files}', hive_partitioning = true{how})"
        self._run(f"create or replace view {name or table} as {query}")

    def _deal(self, table: str, query: str) -> None:
        """Writes the rows of a query into a folder for each of their parts."""
        how = f"format parquet, compression zstd, row_group_size {_GROUP}, partition_by (part)"
        self._run(f"copy ({query}) to '{_quoted(self._work / table)}' ({how})")

    def _write(self, query: str, file: Path) -> int:
        """Writes the rows of a query; returns how many."""
        how = "format parquet, compression zstd"
        row = self._run(f"copy ({query}) to '{_quoted(file)}' ({how})").fetchone()
        return int(row[0]) if row else 0

    def _run(self, query: str, *given: Any) -> Any:
        try:
            return self._db.execute(query, given or None)
        except self._failed as error:
            why = str(error).partition("\n")[0]
            raise BatchError(f"the joins failed; more --memory may help: {why}") from error

    def _one(self, query: str) -> Any:
        row = self._run(query).fetchone()
        return row[0] if row else None


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
