"""JSON and JSON Lines: one report an object, streamed, each kept to the letter.

The keys are the contract's, and news-please's names for the same. A `.jsonl` file is read line by
line, so a broken line costs one report; a `.json` file holds an object or an array of them, found
by their braces without loading the file. Memory holds one object at a time.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

import msgspec

from whence.ingest import dates, fragment, plain, shapes, sniff
from whence.ingest.assemble import Draft, Given, Limits, Place, assemble, reject
from whence.ingest.sniff import Unfit
from whence.records import Published, Rejected, Report, digest

_CHUNK = 2**16
# How many of a file's ids are remembered to notice one that stands twice: enough for any file made
# by hand, and a bound for the others.
_REMEMBERED_IDS = 100_000

#: What whence, crawlers, feeds, content systems and archives call the day a report came out, the
#: surest first. Case, and what stands between the words, do not count.
_PUBLISHED = (
    "published", "date_publish", "date_published", "published_date", "published_at",
    "published_time", "published_on", "publish_date", "publish_time", "publication_date",
    "pub_date", "pubdate", "first_published", "first_publication_date", "web_publication_date",
    "article_published_time", "issued", "posted", "posted_at", "release_date", "article_date",
    "date", "datetime", "web_publication_date", "seendate", "created", "created_at", "date_created", "creation_date", "timestamp",
)  # fmt: skip
#: When a page was fetched or changed is not when it came out.
_OTHER_DATES = re.compile(
    r"modif|updat|edit|download|crawl|fetch|retriev|access|scrap|expir|event|birth|touched|seen"
)
_MOST_DIGITS = 10**15
_DATED = re.compile(r"date|time|publi|posted|issued|created")

_IN_STRING = re.compile(rb'["\\]')
_OUTSIDE = re.compile(rb'["{}\[\]]')
_KINDS: dict[type, str] = {
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
    dict: "an object",
}
_SCALAR = re.compile(rb"[^\s,\[\]{}:]+")


#: Bytes of white space on end, after which no more is looked for.
MOST_BLANK = 32 << 20
_BLANK = Unfit(
    "too_large", f"{MOST_BLANK >> 20} MiB of white space stand here; the rest is not read"
)


class Item(NamedTuple):
    """One object of a file as bytes, or why it could not be cut out; `line` counts from 1."""

    line: int
    raw: bytes | Unfit


def read(
    stream: BinaryIO,
    path: str,
    kind: sniff.Type,
    given: Given,
    limits: Limits,
    keep: Callable[[str, bytes], None] | None = None,
) -> Iterator[Report | Rejected]:
    """The reports of a JSON (`kind` "json") or JSON Lines ("jsonl") stream, in its order.

    `keep` is given each object's bytes, as UTF-8, with their digest.
    """
    items = lines if kind == "jsonl" else objects
    found = items(_as_utf8(stream), limits.max_bytes)
    any_item = False
    for result in reports_of(found, path, kind, given, limits, keep):
        any_item = True
        yield result
    if not any_item:
        place = Place(source=path, path=path, type=kind, raw_digest="")
        yield reject(place, Unfit("empty", "it holds no report"))


def reports_of(
    items: Iterable[Item],
    path: str,
    kind: sniff.Type,
    given: Given,
    limits: Limits,
    keep: Callable[[str, bytes], None] | None = None,
) -> Iterator[Report | Rejected]:
    """The reports of objects that were cut out of a file, in their order."""
    ids: OrderedDict[str, str] = OrderedDict()
    for line, raw in items:
        source = f"{path}:{line}"
        place = Place(source=source, path=path, type=kind, raw_digest="")
        if isinstance(raw, Unfit):
            yield reject(place, raw)
            continue
        for number, (one, draft) in enumerate(drafts_of(raw), 1):
            # One of several that an object lists is named by its number in it.
            where = source if one is raw else f"{source}.{number}"
            yield _report(one, draft, where, path, kind, given, limits, keep, ids)


def _report(
    raw: bytes,
    draft: Draft | Unfit,
    source: str,
    path: str,
    kind: sniff.Type,
    given: Given,
    limits: Limits,
    keep: Callable[[str, bytes], None] | None,
    ids: OrderedDict[str, str],
) -> Report | Rejected:
    """The report of one object; `ids` are those of the file so far, with where each stands."""
    place = Place(source=source, path=path, type=kind, raw_digest=digest(raw))
    if keep:
        keep(place.raw_digest, raw)
    if isinstance(draft, Unfit):
        return reject(place, draft)
    named = place
    if draft.own_id:
        first = ids.setdefault(draft.own_id, source)
        if first != source:
            line = first.removeprefix(f"{path}:")
            why = f"its id {draft.own_id!r} stands in this file before, at line {line}"
            return reject(place, Unfit("duplicate", why))
        if len(ids) > _REMEMBERED_IDS:
            ids.popitem(last=False)
        named = msgspec.structs.replace(place, source=draft.own_id)
    result = assemble(draft, named, given, limits)
    if isinstance(result, Rejected) and result.source != source:
        # People look for the line; the id alone would send them searching.
        return reject(place, Unfit(result.code, result.detail))
    return result


def lines(stream: BinaryIO, limit: int, before: int = 0) -> Iterator[Item]:
    """The lines that hold anything; one over the limit is passed over without being kept.

    `before` is how many stand before the stream's first.
    """
    number, blank = before, 0
    while raw := stream.readline(limit + 2):
        number += 1
        blank = 0 if raw.strip() else blank + len(raw)
        if blank > MOST_BLANK:
            yield Item(number, _BLANK)
            return
        if len(raw.rstrip(b"\r\n")) > limit:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(_CHUNK)
            yield Item(number, _too_large("line", limit))
        elif raw.strip():
            yield Item(number, raw.strip())


def objects(stream: BinaryIO, limit: int) -> Iterator[Item]:
    """The top-level objects of a stream, bare or in one array, cut out by their braces."""
    scan = _Scan(limit)
    blank = 0
    while chunk := stream.read(_CHUNK):
        found = False
        for one in scan.feed(chunk):
            found = True
            yield one
        # White space between objects, or within one: what it holds else is bounded by `limit`.
        blank = blank + len(chunk) if not found and not chunk.strip() else 0
        if blank > MOST_BLANK:
            yield Item(scan.line, _BLANK)
            return
    yield from scan.finish()


class _Scan:
    """The state of a walk through JSON's braces and strings, a chunk at a time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._line = 1  # of the next byte
        self._start = 1  # line at which the object in hand began
        self._open = bytearray()  # brackets around here
        self._braces = 0  # of them, so that depth costs nothing to ask
        self._in_string = self._escaped = self._array = False
        self._kept = bytearray()  # the object in hand
        self._size = 0  # of it, kept or not

    def feed(self, chunk: bytes) -> Iterator[Item]:
        """The objects that end in this chunk."""
        at = 0
        if self._escaped:
            self._take(chunk[:1])
            at, self._escaped = 1, False
        while at < len(chunk):
            match = (_IN_STRING if self._in_string else _OUTSIDE).search(chunk, at)
            end = match.end() if match else len(chunk)
            piece = chunk[at:end]
            mark = chunk[end - 1] if match else 0
            if not self._in_string:
                yield from self._stray(piece[:-1] if match else piece)
            at = end
            if mark == ord("\\"):
                # The character after a backslash is part of the string whatever it is.
                piece += chunk[at : at + 1]
                self._escaped = at >= len(chunk)
                at += 1
            yield from self._step(mark, piece)

    @property
    def line(self) -> int:
        """The line that it is at."""
        return self._line

    def finish(self) -> Iterator[Item]:
        """What is left open at the end of the stream."""
        if self._in_object():
            why = f"the file ends inside the object that begins at line {self._start}"
            yield Item(self._start, Unfit("json", why))
        elif self._open:
            yield Item(self._line, Unfit("json", "the file ends before its array is closed"))

    def _in_object(self) -> bool:
        return self._braces > 0

    def _step(self, mark: int, piece: bytes) -> Iterator[Item]:
        """Takes a piece that ends with a mark, and gives the object that the mark closes."""
        outside = not self._in_object()
        if mark == ord('"'):
            self._in_string = not self._in_string
            if outside and self._in_string:
                yield Item(self._line, Unfit("json", "here stands a string, not an object"))
        elif not self._in_string and mark in b"{[":
            if mark == ord("{") and outside:
                self._kept, self._size = bytearray(), 0
                self._start = self._line + piece.count(b"\n")
                self._line, piece = self._start, b"{"
            self._open.append(mark)
            self._braces += mark == ord("{")
        elif not self._in_string and mark in b"}]" and self._open:
            opened = self._open.pop()
            self._braces -= opened == ord("{")
            if not outside and not self._in_object():
                self._take(piece)
                yield Item(self._start, self._whole(opened, mark))
                return
        self._take(piece)

    def _take(self, piece: bytes) -> None:
        self._line += piece.count(b"\n")
        if self._in_object() or self._size:
            self._size += len(piece)
            if self._size <= self._limit:
                self._kept += piece

    def _whole(self, opened: int, mark: int) -> bytes | Unfit:
        size, self._size = self._size, 0
        if size > self._limit:
            return _too_large("object", self._limit)
        if (opened, mark) != (ord("{"), ord("}")):
            return Unfit("json", "its brackets do not match")
        return bytes(self._kept)

    def _stray(self, piece: bytes) -> Iterator[Item]:
        """Words between objects, where only commas and brackets belong."""
        if self._in_object():
            return
        word = _SCALAR.search(piece)
        if word:
            shown = word.group()[:20].decode("utf-8", "replace")
            line = self._line + piece.count(b"\n", 0, word.start())
            yield Item(line, Unfit("json", f"here stands {shown!r}, not an object"))


def drafts_of(raw: bytes) -> list[tuple[bytes, Draft | Unfit]]:
    """The drafts that one object's bytes make, each with the bytes that are its own.

    It is one, its text to the letter, but where the object is a feed or another list of reports.
    """
    text = sniff.decode(raw)
    if isinstance(text, Unfit):
        return [(raw, text)]
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        why = f"this is broken JSON: {_lowered(error.msg)} at column {error.colno}"
        return [(raw, Unfit("json", why))]
    except (ValueError, RecursionError) as error:
        return [(raw, Unfit("json", f"this JSON cannot be read: {_lowered(str(error))}"))]
    if not isinstance(record, dict):
        return [(raw, Unfit("json", f"here stands {_kind(record)}, not an object"))]
    found = list(shapes.reports_in(record))
    if len(found) == 1 and found[0] is record:
        return [(raw, _draft(record))]
    return [(json.dumps(one, ensure_ascii=False).encode("utf-8", "backslashreplace"), _draft(one)) for one in found]


def _draft(record: dict[str, Any]) -> Draft | Unfit:
    text = _text(record)
    if isinstance(text, Unfit):
        return text
    words, fragment_of = text
    told: dict[str, str | None] = {}
    for field, keys in (
        ("publisher", shapes.PUBLISHER),
        ("title", shapes.TITLE),
        ("url", shapes.URL),
        ("language", shapes.LANGUAGE),
    ):
        key = next((k for k in keys if record.get(k) is not None), keys[0])
        value = record.get(key)
        name = shapes.name_in(value) if isinstance(value, dict) else value
        if name is not None and not isinstance(name, str):
            return Unfit("type", f"its {key} is {_kind(value)}, not a string")
        told[field] = (name or "").strip() or None
    own = next((record[key] for key in shapes.ID if record.get(key) not in (None, "")), None)
    if isinstance(own, bool) or not isinstance(own, str | int | None):
        return Unfit("type", f"its id is {_kind(own)}, not a string")
    if fragment_of is not None:
        words = fragment.text(fragment_of, told["title"])
    layout = plain.lay_out(words, told["title"])
    published, doubts = _published(record, layout)
    return Draft(
        text=words,
        blocks=layout.blocks,
        own_id=str(own) if own is not None else None,
        title=layout.title,
        byline=_byline(record) or layout.byline,
        published=published,
        publisher=told["publisher"],
        url=told["url"],
        language=told["language"],
        doubts=doubts,
    )


def _text(record: dict[str, Any]) -> tuple[str, str | None] | Unfit:
    """A record's text, and the piece of a web page that it has to be taken out of, if it is one."""
    key = next((k for k in shapes.TEXT if record.get(k) is not None), None)
    if key is None:
        elsewhere = any(isinstance(record.get(name), str) for name in shapes.URL)
        hint = "; it gives an address alone" if elsewhere else ""
        return Unfit("no_text", f"it has no text (the key `text`, or `maintext`){hint}")
    value = record[key]
    text = shapes.text_in(value) if isinstance(value, dict) else value
    if not isinstance(text, str):
        return Unfit("type", f"its {key} is {_kind(value)}, not a string")
    markup = key not in shapes.LITERAL and shapes.is_markup(text)
    return text, text if markup else None


def _published(
    record: dict[str, Any], layout: plain.Layout
) -> tuple[Published | None, tuple[str, ...]]:
    """The day a report came out, by the first of the known keys that tells it, else by its text.

    Beside it what somebody should know: keys that seem to tell it and cannot be read.
    """
    told = {_folded(key): (key, value) for key, value in reversed(record.items())}
    doubts = []
    for name in _PUBLISHED:
        key, value = told.get(name.replace("_", ""), (name, None))
        if value in (None, ""):
            continue
        when = _moment(value)
        if when is not None:
            return Published(value=when, found_in="metadata"), ()
        shown = json.dumps(value, ensure_ascii=False)[:60]
        doubts.append(f"its {key} {shown} is no date that we can read")
    if layout.published:
        return Published(value=layout.published, found_in="text"), tuple(doubts)
    for folded, (key, value) in told.items():
        if _DATED.search(folded) and not _OTHER_DATES.search(folded) and key not in shapes.TEXT:
            when = _moment(value)
            if when is not None:
                doubts.append(f"its {key} looks like a date; it counts under the key `published`")
    return None, tuple(doubts)


def _folded(key: str) -> str:
    return re.sub(r"[\W_]+", "", key).lower()


def _moment(value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        fits = abs(value) < _MOST_DIGITS
        return (dates.of_seconds(value) or dates.parse(str(value))) if fits else None
    return dates.parse(value) if isinstance(value, str) else None


def _byline(record: dict[str, Any]) -> str | None:
    """The authors, by whatever name. Of no weight, so no ground to reject."""
    found = (shapes.names_in(record.get(name)) for name in shapes.BYLINE)
    return next(filter(None, found), None)


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "null")


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


def _too_large(what: str, limit: int) -> Unfit:
    return Unfit(
        "too_large", f"this {what} is over the limit of {limit:,} bytes (setting max_bytes)"
    )


def _as_utf8(stream: BinaryIO) -> BinaryIO:
    """A stream in UTF-16 or UTF-32 recoded on the way; any other as it is, without its mark."""
    head = stream.peek(4)[:4] if hasattr(stream, "peek") else b""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        if head.startswith(codecs.BOM_UTF8):
            stream.read(3)
        return stream
    return codecs.EncodedFile(stream, "utf-8", encoding, "replace")
