"""The last step of ingest, the same for every format: checks a draft and makes the report."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from whence.ingest import dates, discover, identity, language, sniff
from whence.ingest.formats import Type, media_type_of
from whence.ports import Parsers, SaveRaw
from whence.records import Block, Origin, Published, Rejected, Report, digest
from whence.settings import Settings

_LOG = logging.getLogger(__name__)


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """Metadata from the caller for what a source itself lacks; it never overrides the source.

    Raises ValueError where `published` is not a date.
    """

    published: str | None = None  #: any form that `dates.parse` reads
    title: str | None = None
    publisher: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        """Refuses a date that reports could not be ordered by."""
        if self.published is not None and dates.parse(self.published) is None:
            raise ValueError(
                f"{self.published!r} is not a date; write 2024-11-24 or 2024-11-24T17:00+02:00"
            )


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits for a document. See `Settings`, which has the same fields."""

    max_bytes: int = Settings().max_bytes
    max_chars: int = Settings().max_chars
    max_seconds: int = Settings().max_seconds
    languages: tuple[str, ...] = Settings().languages
    private_addresses: bool = Settings().private_addresses
    obey_robots: bool = Settings().obey_robots
    fetch_pages: bool = Settings().fetch_pages

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits in the settings."""
        return cls(
            max_bytes=settings.max_bytes,
            max_chars=settings.max_chars,
            max_seconds=settings.max_seconds,
            languages=settings.languages,
            private_addresses=settings.private_addresses,
            obey_robots=settings.obey_robots,
            fetch_pages=settings.fetch_pages,
        )


class Context(NamedTuple):
    """What is the same for all documents of one intake."""

    given: Given = Given()
    limits: Limits = Limits()
    raws: SaveRaw | None = None  #: gets the bytes of each document
    parsers: Parsers | None = None  #: of plug-ins
    path: str | None = (
        None  #: the file's whole path, where its name is relative to another's folder
    )

    def knowing(self, **known: str | None) -> Context:
        """The same with other metadata for what the source lacks."""
        return self._replace(given=msgspec.structs.replace(self.given, **known))

    def save(self, name: str, raw: bytes) -> None:
        """Passes on a document's bytes, named by their digest, where somebody wants them."""
        if self.raws:
            self.raws(name, raw)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a draft was found: the name a user knows it by, its file, type and bytes' digest."""

    source: str
    path: str  #: as the user wrote it, `-` for standard input
    type: Type
    raw_digest: str
    fetched_at: str | None = None  #: ISO 8601, UTC, where it was fetched
    media_type: str | None = None  #: where it is another than the type's

    def origin(self) -> Origin:
        """The same as the record that the report carries."""
        return Origin(
            source=self.source,
            media_type=self.media_type or media_type_of(self.type),
            raw_digest=self.raw_digest,
            fetched_at=self.fetched_at,
        )


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a format's reader took out of a document, before it is checked."""

    text: str
    blocks: tuple[Block, ...] = ()
    own_id: str | None = None  #: the id that the source itself gives, unique in its file
    title: str | None = None
    byline: str | None = None
    published: Published | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None  #: what the source says
    others: tuple[Draft, ...] = ()  #: further reports of the same document, on pages of several
    doubts: tuple[str, ...] = ()  #: warnings for people: "unreadable date ..."


_SURROGATE = re.compile("[\ud800-\udfff]")


def assemble(draft: Draft, place: Place, context: Context) -> Report | Rejected:
    """The report of a draft, or why there is none."""
    given, limits = context.given, context.limits
    unfit = _unfit(draft, limits)
    if unfit:
        return reject(place, unfit)
    detected = language.detect(draft.text)
    unfit = _foreign(draft, detected, limits)
    if unfit:
        return reject(place, unfit)
    publisher = draft.publisher or given.publisher
    url = draft.url or given.url
    published = draft.published
    if published is None and given.published is not None:
        value = dates.parse(given.published)
        published = Published(value=value, found_in="caller") if value else None
    for doubt in draft.doubts if published is None else ():
        _LOG.warning("%s: %s; read as a report without a date", place.source, doubt)
    parts = _identity(url, publisher, draft.own_id, place, context.path)
    return Report(
        id=digest(*parts, draft.text),
        # Standard input has no name of its own: each text from it is another report.
        identity=digest(*parts, draft.text) if _is_nameless(parts) else digest(*parts),
        origin=place.origin(),
        text=draft.text,
        title=draft.title or given.title,
        byline=draft.byline,
        published=published,
        publisher=publisher,
        url=url,
        language=detected or (draft.language and language.code_of(draft.language)) or None,
        blocks=draft.blocks,
    )


def reports_of(draft: Draft, place: Place, context: Context) -> Iterator[Report | Rejected]:
    """The report of a draft, and those of further stories in it."""
    yield assemble(draft, place, context)
    # One address belongs to one report: the others are told apart by their own headlines.
    context = context.knowing(url=None)
    for number, other in enumerate(draft.others, 2):
        here = msgspec.structs.replace(place, source=f"{place.source}:{number}")
        result = assemble(other, here, context)
        if isinstance(result, Report):
            yield result


def reject(place: Place, unfit: sniff.Unfit) -> Rejected:
    """The record of a document without a report, with its origin."""
    return Rejected(
        source=place.source,
        stage="ingest",
        code=unfit.code,
        detail=unfit.detail,
        origin=place.origin(),
    )


def _unfit(draft: Draft, limits: Limits) -> sniff.Unfit | None:
    text = draft.text
    if not text:
        return sniff.Unfit("empty", "there is no text in it")
    if text.isspace():
        return sniff.Unfit("empty", "there is only white space in it")
    if len(text) > limits.max_chars:
        return sniff.Unfit(
            "too_large",
            f"its text has {len(text):,} characters; the limit is {limits.max_chars:,}"
            " (setting max_chars)",
        )
    for field in ("text", "title", "byline", "publisher", "url", "own_id"):
        words, name = getattr(draft, field) or "", field.removeprefix("own_")
        if "\x00" in words:
            where = words.index("\x00")
            return sniff.Unfit("binary", f"its {name} has a NUL character (at {where})")
        half = _SURROGATE.search(words)
        if half:
            return sniff.Unfit(
                "encoding",
                f"its {name} has half of a surrogate pair"
                f" (\\u{ord(half.group()):x} at {half.start()}), which stands for no character",
            )
    return None


def _foreign(draft: Draft, detected: str | None, limits: Limits) -> sniff.Unfit | None:
    """Detection decides where it can; what a source says of itself can only reject."""
    wanted = " or ".join(language.name(code) for code in limits.languages)
    if detected and detected not in limits.languages:
        return sniff.Unfit("language", f"it is in {language.name(detected)}, not {wanted}")
    said = language.code_of(draft.language) if draft.language else ""
    if said and said not in limits.languages:
        return sniff.Unfit("language", f"it says that it is in {language.name(said)}, not {wanted}")
    return None


def _is_nameless(parts: tuple[str, ...]) -> bool:
    return parts == ("path", discover.STDIN, "")


def _identity(
    url: str | None, publisher: str | None, own_id: str | None, place: Place, whole: str | None
) -> tuple[str, ...]:
    """What identifies the report, apart from its words."""
    if url:
        return ("address", identity.canonical_address(url))
    if publisher and own_id:
        return ("publisher", publisher.casefold(), own_id)
    # The whole path, so that `report.txt` of two folders are two reports.
    path = place.path
    if path != discover.STDIN:
        path = discover.named(os.path.abspath(whole or path))  # noqa: PTH100  links stay
    return ("path", path, own_id or place.source.removeprefix(place.path))
