"""A news report as it was taken in."""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.records.span import Span

PublishedFrom = Literal["text", "metadata", "feed", "caller"]
BlockKind = Literal[
    "headline", "deck", "dateline", "byline", "subhead", "paragraph", "quotation", "caption",
    "credit", "list", "row", "post", "entry", "furniture",
]  # fmt: skip
#: Blocks that are headings of others: titles and the lines under them, headings, an entry's time
#: and heading.
HEADINGS: frozenset[BlockKind] = frozenset({"headline", "deck", "subhead", "entry"})
#: Blocks whose words the outlet does not assert: headings, and others' words or no news.
UNASSERTED: frozenset[BlockKind] = HEADINGS | {
    "dateline", "byline", "quotation", "credit", "post", "furniture",
}  # fmt: skip


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report's bytes came from."""

    source: str  #: path, address or the JSON object's own id: how the user names it
    media_type: str
    raw_digest: str  #: of the bytes as they came
    fetched_at: str | None = None


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When a report says that it was published, and where that was found.

    `value` is ISO 8601, as precise as the source: `2024-11-24`, `2024-11-24T17:00:20`, or with an
    offset from UTC (`+02:00`) where that is known. Never completed from the machine's clock.
    """

    value: str
    found_in: PublishedFrom


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the text with a role in the layout: a headline is no claim of the outlet's."""

    kind: BlockKind
    span: Span


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report. `text` never changes after ingest; every span in whence counts in it."""

    id: str  #: digest of identity and text
    #: digest of what identifies the report whatever its text: the canonical address, else publisher
    #: and the source's own id, else the path; an edited page has the same
    identity: str = ""
    origin: Origin
    text: str
    title: str | None = None
    byline: str | None = None
    published: Published | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None  #: ISO 639-1
    blocks: tuple[Block, ...] = ()
