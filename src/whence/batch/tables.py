"""Results to rows of five tables, and back. Offsets count code points of `reports.text`.

| table | a row is |
|---|---|
| reports | a report with its text; `result` holds all that was read in it, for whence |
| attributions | who says what: `parent` is the key of the attribution that it stands in |
| claims | a sentence, or part of one, that asserts something; on whose word |
| figures | a count or measure, with the claim that makes it |
| rejected | a document that gave no report, and why |

Each row has the `report`'s id and is filed under the day that its report came out, null where that
is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from whence.batch.manifest import NO_DAY, TABLES
from whence.errors import BatchError
from whence.ledger import rows
from whence.ports import Result
from whence.records import Block, Reading, Rejected, Report, Resolution, Span
from whence.records.keys import attribution_key, claim_key

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Reports whose rows are held as Python has them, which takes ten times as much as a table.
_HELD = 128
#: Rows of a group in a file: what is taken out of it at a time.
_GROUP = 1_000


class _Body(msgspec.Struct, frozen=True):
    """What of a result no column tells."""

    blocks: tuple[Block, ...]
    reading: Reading
    resolution: Resolution


def arrow() -> Any:
    """pyarrow; raises `BatchError` where it is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError as error:
        raise BatchError("Parquet needs pyarrow: pip install 'whence[batch]'") from error
    return pa


def schema(table: str) -> pa.Schema:
    """The columns of a table, `day` last."""
    pa = arrow()
    text, whole, number = pa.string(), pa.int32(), pa.float64()
    spans = pa.list_(pa.struct([("start", whole), ("end", whole)]))
    places = pa.list_(
        pa.struct(
            [
                *((n, text) for n in ("name", "country", "admin1", "precision")),
                *(("lat", number), ("lon", number)),
            ]
        )
    )
    words = pa.list_(text)
    columns: dict[str, list[tuple[str, Any]]] = {
        "reports": [
            *((n, text) for n in ("report", "identity", "source", "media_type", "raw_digest")),
            *((n, text) for n in ("fetched_at", "title", "byline", "published", "published_from")),
            *((n, text) for n in ("publisher", "url", "language", "text", "bundle")),
            ("result", pa.binary()),
        ],
        "attributions": [
            *((n, text) for n in ("report", "attribution", "parent", "kind", "act")),
            *((n, text) for n in ("source", "cue", "content")),
            *((f"{n}_spans", spans) for n in ("source", "cue", "content")),
            *(("speaker", text), ("speaker_type", text), ("speaker_named", pa.bool_())),
            *(("speaker_score", number), ("score", number)),
        ],
        "claims": [
            *(("report", text), ("claim", text), ("start", whole), ("end", whole), ("text", text)),
            *((n, text) for n in ("standing", "polarity", "modality")),
            *(("hedges", words), ("attribution", text), ("speaker", text), ("act", text)),
            *(("told_of", text), ("entities", words), ("places", places)),
        ],
        "figures": [
            *(("report", text), ("claim", text), ("start", whole), ("end", whole), ("text", text)),
            *(("role", text), ("value", number), ("low", number), ("high", number)),
            *(("unit", text), ("of", text), ("main", pa.bool_()), ("background", pa.bool_())),
            *(("implied", pa.bool_()), ("part_of", whole), ("status", text), ("people", words)),
        ],
        "rejected": [(n, text) for n in ("source", "stage", "code", "detail", "media_type")],
    }
    return pa.schema([*columns[table], ("day", text)])


def day_of(report: Report) -> str | None:
    """The day that a report is filed under: as its publisher dated it."""
    match = _DAY.match(report.published.value) if report.published else None
    return match.group() if match else None


class Tables:
    """The rows of one shard, as they come in."""

    def __init__(self) -> None:
        self._pa = arrow()
        self._schemas = {table: schema(table) for table in TABLES}
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._made: dict[str, list[pa.Table]] = {table: [] for table in TABLES}
        self._held = 0

    def add(self, result: Result) -> None:
        """Adds a report that was read."""
        day = day_of(result[0])
        for table, found in _rows_of(result):
            self._rows[table].append({**found, "day": day})
        self._held += 1
        if self._held >= _HELD:
            self._settle()

    def reject(self, one: Rejected) -> None:
        """Adds a document that gave no report."""
        kind = one.origin.media_type if one.origin else None
        self._rows["rejected"].append(
            {
                "source": one.source,
                "stage": one.stage,
                "code": one.code,
                "detail": one.detail,
                "media_type": kind,
                "day": None,
            }
        )

    def write(self, folder: Path, name: str) -> tuple[dict[str, int], tuple[str, ...]]:
        """Writes a file a table and day; gives how many rows each table has, and the files."""
        from pyarrow import compute as pc
        from pyarrow import parquet as pq

        self._settle()
        counts, files = {}, []
        for table in TABLES:
            parts = self._made.pop(table)
            whole = self._pa.concat_tables(parts) if parts else self._schemas[table].empty_table()
            counts[table] = whole.num_rows
            days = pc.unique(whole["day"]).to_pylist()
            for day in sorted(days, key=lambda one: one or ""):
                wanted = pc.is_null(whole["day"]) if day is None else pc.equal(whole["day"], day)
                file = f"{table}/day={day or NO_DAY}/{name}.parquet"
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                pq.write_table(
                    whole.filter(wanted).drop_columns("day"),
                    folder / file,
                    compression="zstd",
                    row_group_size=_GROUP,
                    # A shard's files are small: these would be more than the rows themselves.
                    write_statistics=False,
                    store_schema=False,
                )
                files.append(file)
        return counts, tuple(files)

    def _settle(self) -> None:
        for table, found in self._rows.items():
            if found:
                made = self._pa.Table.from_pylist(found, schema=self._schemas[table])
                self._made[table].append(made)
                found.clear()
        self._held = 0


def results(files: Iterable[str]) -> Iterator[Result]:
    """The reports in some files of the table `reports`, with what was read in them."""
    arrow()
    from pyarrow import parquet as pq

    for file in files:
        with pq.ParquetFile(file) as opened:
            for batch in opened.iter_batches(_HELD):
                yield from map(result_of, batch.to_pylist())


def result_of(row: Row) -> Result:
    """The result that a row of `reports` holds; raises `BatchError` where it is damaged."""
    try:
        body = msgspec.msgpack.decode(row["result"], type=_Body)
    except msgspec.DecodeError as error:
        raise BatchError(f"the reading of {row['source']} is damaged: {error}") from error
    report = rows.report_of({**row, "id": row["report"]}, body.blocks)
    return report, body.reading, body.resolution


def _rows_of(result: Result) -> Iterator[tuple[str, Row]]:
    report, reading, resolution = result
    yield "reports", _report(result)
    keys = [attribution_key(report, one) for one in reading.attributions]
    for number, one in enumerate(reading.attributions):
        speaker = resolution.speakers[number]
        entity = resolution.entities[speaker.entity] if speaker else None
        yield (
            "attributions",
            {
                "report": report.id,
                "attribution": keys[number],
                "parent": None if one.parent is None else keys[one.parent],
                "kind": one.kind,
                "act": one.act,
                **{n: _words(report, getattr(one, n)) for n in ("source", "cue", "content")},
                **{f"{n}_spans": _spans(getattr(one, n)) for n in ("source", "cue", "content")},
                "speaker": entity.name if entity else None,
                "speaker_type": entity.type if entity else None,
                "speaker_named": entity.named if entity else None,
                "speaker_score": speaker.score if speaker else None,
                "score": one.score,
            },
        )
    yield from _claims(result, keys)


def _report(result: Result) -> Row:
    report, reading, resolution = result
    published = report.published
    kept = rows.kept_of(reading, resolution)
    return {
        "report": report.id,
        "identity": report.identity or report.id,
        "source": report.origin.source,
        "media_type": report.origin.media_type,
        "raw_digest": report.origin.raw_digest,
        "fetched_at": report.origin.fetched_at,
        "title": report.title,
        "byline": report.byline,
        "published": published.value if published else None,
        "published_from": published.found_in if published else None,
        "publisher": report.publisher,
        "url": report.url,
        "language": report.language,
        "text": report.text,
        "bundle": reading.reader.bundle,
        "result": msgspec.msgpack.encode(_Body(report.blocks, *kept)),
    }


def _claims(result: Result, keys: Sequence[str]) -> Iterator[tuple[str, Row]]:
    report, reading, resolution = result
    for claim in resolution.claims:
        key = claim_key(report, claim)
        inner = claim.voices[-1] if claim.voices else None
        speaker = None if inner is None else resolution.speakers[inner]
        yield (
            "claims",
            {
                "report": report.id,
                "claim": key,
                **_place(report, claim.span),
                "standing": claim.standing,
                "polarity": claim.polarity,
                "modality": claim.modality,
                "hedges": [hedge.kind for hedge in claim.hedges],
                "attribution": None if inner is None else keys[inner],
                "speaker": resolution.entities[speaker.entity].name if speaker else None,
                "act": None if inner is None else reading.attributions[inner].act,
                "told_of": rows.told_of(resolution, claim.times),
                "entities": [resolution.entities[n].name for n in claim.entities],
                "places": [_located(resolution, n) for n in claim.places],
            },
        )
        for index in claim.figures:
            one = resolution.figures[index]
            yield (
                "figures",
                {
                    "report": report.id,
                    "claim": key,
                    **_place(report, one.span),
                    "role": one.role,
                    "value": one.value,
                    "low": one.low,
                    "high": one.high,
                    "unit": one.unit,
                    "of": one.of.of(report.text) if one.of else None,
                    "main": one.main,
                    "background": one.background,
                    "implied": one.implied,
                    "part_of": _start_of(resolution, one.part_of),
                    "status": one.status,
                    "people": list(one.people),
                },
            )


def _start_of(resolution: Resolution, figure: int | None) -> int | None:
    """Where in the text the figure stands that another is part of."""
    return None if figure is None else resolution.figures[figure].span.start


def _located(resolution: Resolution, index: int) -> Row:
    entity = resolution.entities[index]
    place = entity.place
    names = ("country", "admin1", "precision", "lat", "lon")
    return {"name": entity.name} | {n: getattr(place, n) if place else None for n in names}


def _place(report: Report, span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.of(report.text)}


def _words(report: Report, spans: Sequence[Span]) -> str | None:
    return " … ".join(span.of(report.text) for span in spans) or None


def _spans(spans: Sequence[Span]) -> list[Row]:
    return [{"start": span.start, "end": span.end} for span in spans]
