"""The type of some bytes, by content and name, and their encoding, detected not assumed."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple, cast

from whence.ingest.formats import Type, format_of

#: Bytes at a file's beginning that decide its type.
HEAD = 8192

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet table, which is read by its name, .parquet"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32 first: its little-endian mark begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})")
_XML_ENCODING = re.compile(rb"(?i)^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|script)\b", re.IGNORECASE
)
_XML = re.compile(rb"^\s*<(?:\?xml|rss|feed)\b", re.IGNORECASE)
_JSON_ARRAY = re.compile(rb"\s*\[\s*(?:\{|\]\s*$)")
_JSON_OBJECT = re.compile(rb'\s*\{\s*(?:"|\}\s*$)')
# Control characters that no text has; tab, line ends, form feed and escape do occur.
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Unfit(NamedTuple):
    """Bytes without a report, and why: a code for programs, a sentence for people."""

    code: str
    detail: str


def type_of(head: bytes, name: str) -> Type | Unfit:
    """The type of a document by its first bytes and its name.

    The content decides what is no text at all; then a name with a type is believed, unless a page
    has no markup; without such a name the content decides.
    """
    what = _magic_of(head)
    if what:
        return Unfit("binary", f"this is {what}, not a news report in text")
    if head.startswith(b"WARC/"):
        return Unfit("unsupported", "a web archive is read by its name, .warc or .warc.gz")
    if head.startswith(b"filedesc://"):
        return Unfit("unsupported", "a web archive is read by its name, .arc or .arc.gz")
    head = _narrow(head)
    if b"\x00" in head:
        return Unfit("binary", "this has NUL bytes, so it is not text")
    if len(_CONTROLS.findall(head)) * 20 > len(head):
        return Unfit("binary", "this is mostly control characters, so it is not text")
    claimed = format_of(name)
    if claimed and claimed.name == "html":
        return "html" if b"<" in head else "text"
    if claimed and claimed.reads == "content":
        return cast("Type", claimed.name)
    if _XML.search(head) and not _HTML.search(head):
        return Unfit("unsupported", "a feed is read by its name, .xml, .rss or .atom")
    if head.lstrip().startswith(b"<") and _HTML.search(head):
        return "html"
    if _JSON_ARRAY.match(head):
        return "json"
    if _JSON_OBJECT.match(head):
        return "jsonl" if re.search(rb"\}\s*\n\s*\{", head) else "json"
    return "text"


def _magic_of(head: bytes) -> str | None:
    """What these first bytes identify, where that is no text."""
    if head[257:262] == b"ustar":
        return "a tar archive"
    return next((what for magic, what in _MAGIC if head.startswith(magic)), None)


def decode(raw: bytes, *, html: bool = False) -> str | Unfit:
    """The text of some bytes, without their byte order mark.

    In this order: a byte order mark, strict UTF-8, what a page declares, and then what
    charset-normalizer finds. Strict UTF-8 goes before a page's declaration because bytes that
    happen to be UTF-8 are UTF-8, while pages are often wrong about themselves.
    """
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            text = _strictly(raw, marked)
            broken = f"this begins as {marked.upper()} but is broken further on"
            return Unfit("encoding", broken) if text is None else text
    zeros = _zero_encoding(raw)
    text = _strictly(raw, zeros or "utf-8")
    if text is not None:
        return text
    if html:
        declared = _META_CHARSET.search(raw, 0, HEAD) or _XML_ENCODING.search(raw, 0, HEAD)
        encoding = _known(declared[1].decode("ascii", "replace")) if declared else None
        text = _strictly(raw, encoding) if encoding else None
        if text is not None:
            return text
    return _guess(raw)


def _guess(raw: bytes) -> str | Unfit:
    # Imported here: needed only for text that is not UTF-8, and it costs start-up.
    import charset_normalizer

    # Its guess takes longer with the length of the text, and is no better: the beginning is enough.
    fitting = charset_normalizer.from_bytes(raw[: 2**18])
    best = fitting.best()
    # Of those that fit alike, the one that English is written in: a lone "£" is "Ł" in others.
    western = next((one for one in fitting if one.encoding == "cp1252"), None)
    if best and western and western.chaos <= best.chaos:
        best = western
    text = _strictly(raw, best.encoding) if best else None
    if text is None:
        return Unfit("encoding", f"{_first_wrong(raw)}, and no other encoding fits")
    if sum(c < " " and c not in "\t\n\r\x0b\x0c\x1b" for c in text[:HEAD]) * 20 > len(text[:HEAD]):
        return Unfit("binary", "this is mostly control characters, so it is not text")
    return text


def _first_wrong(raw: bytes) -> str:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return f"this is not UTF-8 (byte {raw[error.start]:#04x} at position {error.start})"
    return "this is UTF-8"


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _known(label: str) -> str | None:
    """Python's codec for a page's charset label, by the web's rules: latin-1 means cp1252."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _zero_encoding(raw: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    head = raw[:HEAD]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd * 10 > len(head) * 4 and even * 20 < len(head):
        return "utf-16-le"
    if even * 10 > len(head) * 4 and odd * 20 < len(head):
        return "utf-16-be"
    return None


def _narrow(head: bytes) -> bytes:
    """A beginning in UTF-16 or UTF-32 as UTF-8, so that its content can be examined."""
    encoding = next((e for mark, e in _MARKS if head.startswith(mark)), None)
    encoding = encoding or _zero_encoding(head)
    if encoding is None or encoding == "utf-8-sig":
        return head.removeprefix(codecs.BOM_UTF8)
    whole = head[: len(head) // 4 * 4]
    return whole.decode(encoding, "replace").encode("utf-8", "replace")
