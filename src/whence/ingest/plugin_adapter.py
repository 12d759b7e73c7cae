"""Documents that plug-ins read: a parser's reports, checked as all others are."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from whence.ingest import dates
from whence.ingest.assemble import Context, Draft, Place, assemble, reject
from whence.ingest.sniff import Unfit
from whence.ports import Parser
from whence.records import Rejected, Report


def reports_of(
    raw: bytes, place: Place, parser: Parser, context: Context
) -> Iterator[Report | Rejected]:
    """The reports that a parser finds in the bytes of a document; `place` is its origin.

    A report's `identity`, where the parser gives one, is the source's own id of it, unique in its
    document; ids are made here, as for every report.
    """
    seen: set[str] = set()
    # One address belongs to one report; others in the document are told apart by their own ids.
    others = context.knowing(url=None)
    number = 0
    for number, one in enumerate(parser.parse(raw, place.source), 1):
        if isinstance(one, Rejected):
            yield msgspec.structs.replace(one, stage="ingest", origin=place.origin())
            continue
        here = msgspec.structs.replace(
            place,
            source=place.source if number == 1 else f"{place.source}:{number}",
            media_type=one.origin.media_type or place.media_type,
        )
        draft = _draft(one)
        context.save(place.raw_digest, raw)
        result = (
            reject(here, draft)
            if isinstance(draft, Unfit)
            else assemble(draft, here, context if number == 1 else others)
        )
        if isinstance(result, Report) and result.identity in seen:
            yield reject(here, Unfit("duplicate", "its id is already in this file"))
            continue
        if isinstance(result, Report):
            seen.add(result.identity)
        yield result
    if not number:
        yield reject(place, Unfit("empty", "it has no report"))


def _draft(one: Report) -> Draft | Unfit:
    """The draft of what the parser took out of the document, if it is valid."""
    for block in one.blocks:
        if not 0 <= block.span.start <= block.span.end <= len(one.text):
            return Unfit("parser", f"its {block.kind} is not in the text that its parser gave")
    published = one.published
    if published:
        value = dates.parse(published.value)
        if value is None:
            return Unfit("parser", f"its parser gave {published.value!r}, which is not a date")
        published = msgspec.structs.replace(published, value=value)
    return Draft(
        text=one.text,
        blocks=one.blocks,
        own_id=one.identity or None,
        title=one.title,
        byline=one.byline,
        published=published,
        publisher=one.publisher,
        url=one.url,
        language=one.language,
    )
