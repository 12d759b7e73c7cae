"""Records to rows and back: what is packed, and what has columns of its own for searching."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from whence.errors import LedgerError
from whence.ports import Result
from whence.records import (
    Attributed,
    Attributions,
    Block,
    Entity,
    Origin,
    Published,
    Reading,
    Report,
    Resolution,
)
from whence.records.attribution_chain import asserted
from whence.records.name_keys import folded
from whence.records.packing import packed_words, unpacked_words

Row = dict[str, Any]
#: Of zlib, 1 to 9: a higher level takes twice the time for a few per cent.
_LEVEL = 6


class _Body(msgspec.Struct, frozen=True):
    """A reading and its resolution, as they are packed.

    Without the mentions' antecedents: the resolution was made from them, and a bundle gives them
    again. The words' syntax, which comparing needs, is stored beside the reading, packed; bodies
    from older versions have none.
    """

    reading: Reading
    resolution: Resolution
    words: bytes = b""


def packed(value: object) -> bytes:
    """The record as compressed MessagePack."""
    return zlib.compress(msgspec.msgpack.encode(value), _LEVEL)


def body(reading: Reading, resolution: Resolution) -> bytes:
    """The stored part of a reading, packed."""
    return packed(split(reading, resolution))


def stored_reading(reading: Reading, resolution: Resolution) -> tuple[Reading, Resolution]:
    """The stored part of a reading."""
    return msgspec.structs.replace(reading, antecedents=()), resolution


def split(reading: Reading, resolution: Resolution) -> _Body:
    """The stored part of a reading, with the words packed beside it."""
    bare = msgspec.structs.replace(reading, words=(), antecedents=())
    return _Body(bare, resolution, packed_words(reading.words))


def whole(reading: Reading, words: bytes) -> Reading:
    """A reading with the words that were packed beside it."""
    return msgspec.structs.replace(reading, words=unpacked_words(words)) if words else reading


def unpacked_body(blob: bytes) -> tuple[Reading, Resolution]:
    """The reading and the resolution of a row; raises `LedgerError` where it is damaged."""
    try:
        found = msgspec.msgpack.decode(zlib.decompress(blob), type=_Body)
        reading = whole(found.reading, found.words)
    except (zlib.error, msgspec.DecodeError) as error:
        raise LedgerError(f"a reading in the ledger is damaged: {error}") from error
    return reading, found.resolution


def report_row(report: Report, number: int, run: int) -> Row:
    """The row of a report's version."""
    published = report.published
    return {
        "id": report.id,
        "identity": report.identity or report.id,
        "number": number,
        "source": report.origin.source,
        "media_type": report.origin.media_type,
        "raw_digest": report.origin.raw_digest,
        "fetched_at": report.origin.fetched_at,
        "title": report.title,
        "byline": report.byline,
        "published": published.value if published else None,
        "published_from": published.found_in if published else None,
        "published_utc": utc(published.value) if published else "",
        "publisher": report.publisher,
        "url": report.url,
        "language": report.language,
        "text": report.text,
        "blocks": packed(report.blocks),
        "run": run,
    }


def report_of(row: Mapping[str, Any], blocks: tuple[Block, ...] | None = None) -> Report:
    """The report in a row; `blocks` where the row has none."""
    if blocks is None:
        try:
            blocks = msgspec.msgpack.decode(zlib.decompress(row["blocks"]), type=tuple[Block, ...])
        except (zlib.error, msgspec.DecodeError, TypeError) as error:
            raise LedgerError(f"a report in the ledger is damaged: {error}") from error
    published = row["published"]
    return Report(
        id=row["id"],
        identity=row["identity"],
        origin=Origin(
            source=row["source"],
            media_type=row["media_type"],
            raw_digest=row["raw_digest"],
            fetched_at=row["fetched_at"],
        ),
        text=row["text"],
        title=row["title"],
        byline=row["byline"],
        published=Published(value=published, found_in=row["published_from"]) if published else None,
        publisher=row["publisher"],
        url=row["url"],
        language=row["language"],
        blocks=blocks,
    )


def utc(value: str) -> str:
    """A date in the form that is compared: in UTC where the offset is known, else unchanged."""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    if moment.tzinfo is None:
        return value
    try:
        return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except OverflowError:
        return value


def speakers_of(resolution: Resolution) -> list[int]:
    """The indices of the entities that speak, in their order."""
    numbers = range(len(resolution.speakers))
    return sorted({one.entity for n in numbers for one in resolution.all_speakers(n)})


def name_word_rows(name: int, folded_name: str) -> list[dict[str, Any]]:
    """The words of a name as rows, each once; the last one is marked."""
    words = folded_name.split()
    return [{"word": w, "name": name, "last": w == words[-1]} for w in dict.fromkeys(words)]


def name_row(entity: Entity) -> Row:
    """The row of a speaker's name."""
    return {
        "type": entity.type,
        "named": entity.named,
        "name": entity.name,
        "folded": folded(entity.name),
    }


def claim_rows(
    resolution: Resolution, reading: int, first: int, speakers: Mapping[int, int]
) -> list[Row]:
    """The claims of a reading, numbered from `first`.

    `speakers` has the row of each entity that speaks.
    """
    made = []
    for number, claim in enumerate(resolution.claims):
        inner = claim.voices[-1] if claim.voices else None
        speaker = resolution.speaker(inner) if inner is not None else None
        made.append(
            {
                "id": first + number,
                "reading": reading,
                "number": number,
                "start": claim.span.start,
                "stop": claim.span.end,
                "standing": claim.standing,
                "polarity": claim.polarity,
                "modality": claim.modality,
                "hedges": " ".join(sorted({h.kind for h in claim.hedges})),
                "speaker": speakers[speaker.entity] if speaker else None,
                "told_of": resolution.told_of(claim.times),
            }
        )
    return made


def attributed_rows(result: Result, first: int) -> Iterator[Row]:
    """Who says each claim that has a source; `first` is the row of the first claim."""
    said = Attributions(*result)
    for number, claim in enumerate(result[2].claims):
        chain = said.of_claim(claim)
        if chain:
            yield {
                "claim": first + number,
                "act": chain[-1].act,
                "asserted": asserted(chain),
                "voices": chain_text(chain),
            }


def chain_text(chain: Sequence[Attributed]) -> str:
    """The attributions around a claim, in the form its row has."""
    return msgspec.json.encode(chain).decode()


def chain_of(text: str) -> tuple[Attributed, ...]:
    """The attributions in a row."""
    return msgspec.json.decode(text, type=tuple[Attributed, ...])


def joint_rows(resolution: Resolution, first: int, speakers: Mapping[int, int]) -> Iterator[Row]:
    """The other speakers of a claim, beside its first."""
    for number, claim in enumerate(resolution.claims):
        for one in resolution.all_speakers(claim.voices[-1])[1:] if claim.voices else ():
            yield {"claim": first + number, "speaker": speakers[one.entity]}


def place_rows(resolution: Resolution, first: int) -> Iterator[Row]:
    """The places of each claim; `first` is the row of the first claim."""
    for number, claim in enumerate(resolution.claims):
        for index in claim.places:
            entity = resolution.entities[index]
            yield {
                "claim": first + number,
                "name": entity.name,
                "folded": folded(entity.name),
                "country": entity.place.country if entity.place else None,
                "admin1": entity.place.admin1 if entity.place else None,
            }


def figure_rows(resolution: Resolution, first: int) -> Iterator[Row]:
    """The figures of each claim."""
    for number, claim in enumerate(resolution.claims):
        for index in claim.figures:
            figure = resolution.figures[index]
            yield {
                "claim": first + number,
                "role": figure.role,
                "value": figure.value,
                "low": figure.low,
                "high": figure.high,
            }
