"""The registry of what can be read: each format's endings, media type, reader and library."""

from __future__ import annotations

import importlib.util
from pathlib import PurePath
from typing import Literal, NamedTuple

Type = Literal["text", "html", "json", "jsonl", "parquet"]
#: How a format is read: by its content, which may overrule the name; as an open stream; by its
#: path; whole, for one report; as a table, which in a folder may be of anything; or as a list of
#: addresses.
Reads = Literal["content", "stream", "path", "whole", "table", "addresses"]

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"


class Format(NamedTuple):
    """One format by the endings of its files' names."""

    name: str
    endings: tuple[str, ...]
    media_type: str
    reads: Reads
    module: str  #: of `whence.ingest`, with its reader
    gzipped: bool = False  #: whether `.gz` may follow the ending
    library: str | None = None  #: that the extra `whence[documents]` brings

    def lacks(self) -> str | None:
        """The library that it needs and that is not installed."""
        needed = self.library
        return needed if needed and importlib.util.find_spec(needed) is None else None


FORMATS = (
    Format("text", (".txt", ".text"), "text/plain", "content", "plain", gzipped=True),
    Format("html", (".html", ".htm", ".xhtml"), "text/html", "content", "html", gzipped=True),
    Format("json", (".json",), "application/json", "content", "json_reader", gzipped=True),
    Format(
        "jsonl", (".jsonl", ".ndjson"), "application/x-ndjson", "content", "json_reader",
        gzipped=True,
    ),
    Format("csv", (".csv", ".tsv"), "text/csv", "table", "csv_reader"),
    Format("warc", (".warc", ".wet"), "application/warc", "stream", "warc", gzipped=True),
    Format("arc", (".arc",), "application/x-arc", "stream", "arc", gzipped=True),
    Format(
        "parquet", (".parquet", ".pq"), "application/vnd.apache.parquet", "path", "parquet_reader"
    ),
    Format(
        "feed", (".xml", ".rss", ".atom"), "application/xml", "addresses", "online", gzipped=True
    ),
    Format("message", (".eml",), "message/rfc822", "whole", "mail"),
    Format("saved page", (".mht", ".mhtml"), "multipart/related", "whole", "mail"),
    Format("docx", (".docx",), _DOCX, "whole", "office_documents", library="docx"),
    Format("odt", (".odt",), _ODT, "whole", "office_documents"),
    Format("pdf", (".pdf",), "application/pdf", "whole", "office_documents", library="pypdf"),
)  # fmt: skip
_BY_ENDING = {ending: one for one in FORMATS for ending in one.endings}
_BY_NAME = {one.name: one for one in FORMATS}


def ending_of(name: str) -> str:
    """The ending of a file's name in lower case, without the `.gz` behind it."""
    return PurePath(name.lower().removesuffix(".gz")).suffix


def format_of(name: str) -> Format | None:
    """The format that a file's name claims; None for one that is not read here."""
    found = _BY_ENDING.get(ending_of(name))
    packed = name.lower().endswith(".gz")
    return found if found and (found.gzipped or not packed) else None


def media_type_of(kind: str) -> str:
    """The media type of a format, by its name."""
    return _BY_NAME[kind].media_type


def is_always_read(name: str) -> bool:
    """Whether a file's name claims a format of reports that needs nothing more to be read."""
    found = format_of(name)
    return found is not None and found.reads in ("content", "stream", "path")


def is_feed(name: str) -> bool:
    """Whether a file's name says that it is a feed or a sitemap, whose pages are elsewhere."""
    found = format_of(name)
    return found is not None and found.reads == "addresses"
