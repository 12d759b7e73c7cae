"""The rows of readings: adds and removes a reading with its claims, speakers and index entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from whence.ledger import comparisons, rows, schema, search
from whence.ledger.database import insert_row
from whence.ledger.person_merging import acronyms_of
from whence.ports import Result
from whence.records import Entity, Report

#: Names whose rows are cached, to save looking them up.
_REMEMBERED = 5_000


class Readings:
    """Writes and erases readings, inside the caller's transaction."""

    def __init__(self) -> None:
        #: rows of names by (type, named, name), of this ledger's past transactions
        self._names: dict[tuple[str, bool, str], int] = {}

    def add(self, connection: Connection, result: Result, run: int) -> int:
        """Adds a reading, which is then its report's last; returns its number."""
        try:
            return self._add_rows(connection, result, run)
        except BaseException:
            self.forget_names()  # rows of this transaction are rolled back
            raise

    def forget_names(self) -> None:
        """Empties the cache of names: some rows no longer exist."""
        self._names.clear()

    def _add_rows(self, connection: Connection, result: Result, run: int) -> int:
        report, reading, resolution = result
        row = {
            "report": report.id,
            "bundle": reading.reader.digest,
            "run": run,
            "body": rows.body(reading, resolution),
        }
        number = insert_row(connection, schema.readings, row)
        speakers = {
            index: self._add_speaker(connection, number, report, resolution.entities[index])
            for index in rows.speakers_of(resolution)
        }
        # The one writer holds its lock: nobody else uses numbers given here.
        first = 1 + (connection.execute(select(func.max(schema.claims.c.id))).scalar() or 0)
        for table, found in (
            (schema.claims, rows.claim_rows(resolution, number, first, speakers)),
            (schema.claim_voices, list(rows.attributed_rows(result, first))),
            (schema.claim_speakers, list(rows.joint_rows(resolution, first, speakers))),
            (schema.claim_places, list(rows.place_rows(resolution, first))),
            (schema.claim_figures, list(rows.figure_rows(resolution, first))),
        ):
            if found:
                connection.execute(insert(table), found)
        words = [(first + n, c.span.of(report.text)) for n, c in enumerate(resolution.claims)]
        search.index_of(connection).add(connection, words)
        return number

    def _add_speaker(
        self, connection: Connection, reading: int, report: Report, entity: Entity
    ) -> int:
        row = rows.name_row(entity)
        key = row["type"], row["named"], row["name"]
        if key not in self._names:
            table = schema.names
            known = connection.execute(
                select(table.c.id).where(
                    table.c.type == entity.type,
                    table.c.named == entity.named,
                    table.c.name == entity.name,
                )
            ).scalar()
            self._names[key] = _add_name(connection, row) if known is None else known
            if len(self._names) > _REMEMBERED:
                self._names.pop(next(iter(self._names)))
        described = "; ".join((*entity.descriptions, *acronyms_of(entity, report.text)))
        made = {"reading": reading, "name": self._names[key], "descriptions": described}
        return insert_row(connection, schema.speakers, made)

    def remove(self, connection: Connection, report: str, numbers: Sequence[int]) -> None:
        """Removes readings of a report, the index first, which needs the words.

        Names of those who spoke only there are removed, too.
        """
        if not numbers:
            return
        claims, speakers, names = schema.claims, schema.speakers, schema.names
        ids = select(claims.c.id).where(claims.c.reading.in_(numbers))
        spans = connection.execute(
            select(claims.c.id, claims.c.start, claims.c.stop).where(claims.c.reading.in_(numbers))
        ).all()
        text = connection.execute(
            select(schema.reports.c.text).where(schema.reports.c.id == report)
        ).scalar_one()
        search.index_of(connection).remove(
            connection, [(row, text[start:stop]) for row, start, stop in spans]
        )
        for table in (
            schema.claim_voices, schema.claim_speakers, schema.claim_places, schema.claim_figures,
        ):  # fmt: skip
            connection.execute(delete(table).where(table.c.claim.in_(ids)))
        connection.execute(delete(claims).where(claims.c.reading.in_(numbers)))
        of_them = speakers.c.reading.in_(numbers)
        spoke = set(connection.execute(select(speakers.c.name).where(of_them)).scalars())
        connection.execute(delete(speakers).where(of_them))
        still = select(speakers.c.name).where(speakers.c.name.in_(spoke))
        spoke -= set(connection.execute(still).scalars())
        words = schema.name_words
        connection.execute(delete(words).where(words.c.name.in_(spoke)))
        connection.execute(delete(names).where(names.c.id.in_(spoke)))
        self.forget_names()
        connection.execute(delete(schema.reviewed).where(schema.reviewed.c.reading.in_(numbers)))
        connection.execute(delete(schema.readings).where(schema.readings.c.id.in_(numbers)))

    def erase(self, connection: Connection, report: str) -> None:
        """Erases a version of a report with everything that refers to it."""
        comparisons.drop(connection, [report])
        readings = schema.readings
        of_it = select(readings.c.id).where(readings.c.report == report)
        self.remove(connection, report, list(connection.execute(of_it).scalars()))
        connection.execute(delete(schema.reports).where(schema.reports.c.id == report))


def _add_name(connection: Connection, row: dict[str, Any]) -> int:
    number = insert_row(connection, schema.names, row)
    words = rows.name_word_rows(number, row["folded"])
    if words:
        connection.execute(insert(schema.name_words), words)
    return number
