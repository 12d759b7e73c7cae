"""Office documents and PDFs with a text layer (.docx, .odt, .pdf), by `whence[documents]`.

python-docx and pypdf do the reading; an .odt is XML in a zip, which lxml reads. What is packed is
bounded before it is unpacked, and a PDF is read in a process that can be ended.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from whence.ingest import dates, plain
from whence.ingest.assemble import Draft, Limits
from whence.ingest.formats import format_of
from whence.ingest.normalize import canonical
from whence.ingest.sniff import Unfit
from whence.records import Block, Published
from whence.records.report import BlockKind
from whence.scale import isolated

#: Times the limit for a report's bytes that a document may have unpacked.
_MOST_TIMES = 8
_ODT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODT_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_HEADING, _TOP = re.compile(r"Title|Heading"), re.compile(r"Title$|Heading 1$")
_SCANNED = Unfit(
    "no_text", "its pages have no text layer: they are scanned pictures, which are not read"
)
#: Pages: a line at the head or foot of so many is the paper's, not the report's.
_AGAIN = 3
_PAGE_NUMBER = re.compile(r"(?i)(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?")
_STOP = re.compile(r"[.!?…:][\"'”’)\]]*$")
#: A line shorter than this share of the longest ends a paragraph.
_SHORT = 0.8


class _Line(NamedTuple):
    """A paragraph of a document, and its role where the document marks one."""

    words: str
    kind: BlockKind | None


def read(raw: bytes, ending: str, limits: Limits) -> Draft | Unfit:
    """The draft of a document's bytes; `ending` is that of its name."""
    known = format_of(ending)
    if known and (lacking := known.lacks()):
        return Unfit("unsupported", f"{ending} needs {lacking}: pip install 'whence[documents]'")
    if ending == ".pdf":
        return _apart(raw, limits)
    too_large = _unpacked(raw, limits)
    if too_large:
        return too_large
    try:
        return _docx(raw) if ending == ".docx" else _odt(raw)
    except Exception as error:  # noqa: BLE001  a library's parser on other people's bytes
        return Unfit("broken", f"the document cannot be read ({type(error).__name__})")


def _apart(raw: bytes, limits: Limits) -> Draft | Unfit:
    try:
        found: Draft | Unfit = isolated.call(
            "whence.ingest.office_documents:pdf", limits.max_seconds, raw
        )
    except isolated.Failed as error:
        return Unfit("broken", f"the document cannot be read ({error})")
    except isolated.Ended as error:
        why = f"it takes more than {limits.max_seconds:,.0f} s of a processor to read"
        return (
            Unfit("slow", f"{why} (setting max_seconds)")
            if error.slow
            else Unfit("broken", str(error))
        )
    return found


def _unpacked(raw: bytes, limits: Limits) -> Unfit | None:
    """Why a zip is not unpacked: it is no zip, or too large for any report."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return Unfit("broken", "the document is not a complete zip archive")
    if size > _MOST_TIMES * limits.max_bytes:
        return Unfit("too_large", f"unpacked it has {size:,} bytes (setting max_bytes)")
    return None


def _docx(raw: bytes) -> Draft | Unfit:
    import docx
    from docx.table import Table

    document = docx.Document(io.BytesIO(raw))
    lines: list[_Line] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            rows = (dict.fromkeys(cell.text for cell in row.cells) for row in part.rows)
            lines += [_Line(_row(row), "row") for row in rows]
        else:
            style = part.style.name if part.style else ""
            lines.append(_Line(part.text, "subhead" if _HEADING.match(style or "") else None))
    heading = next(
        (p.text for p in document.paragraphs if p.style and _TOP.match(p.style.name)), None
    )
    return _draft(lines, heading, None)


def _odt(raw: bytes) -> Draft | Unfit:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        tree = etree.fromstring(packed.read("content.xml"), parser)
    for space in tree.iter(f"{_ODT}s", f"{_ODT}tab", f"{_ODT}line-break"):
        space.text = " "
    lines: list[_Line] = []
    heading = None
    for part in tree.iter(f"{_ODT}h", f"{_ODT}p", f"{_ODT_TABLE}table-row"):
        words = "".join(part.itertext())
        if part.tag == f"{_ODT_TABLE}table-row":
            cells = ("".join(cell.itertext()) for cell in part.iter(f"{_ODT_TABLE}table-cell"))
            lines.append(_Line(_row(cells), "row"))
        elif next(part.iterancestors(f"{_ODT_TABLE}table-row"), None) is None:
            is_heading = part.tag == f"{_ODT}h"
            heading = heading or (words if is_heading else None)
            lines.append(_Line(words, "subhead" if is_heading else None))
    return _draft(lines, heading, None)


def _row(cells: Iterable[str]) -> str:
    return " | ".join(filter(None, map(canonical, cells)))


def pdf(raw: bytes) -> Draft | Unfit:
    """The draft of a PDF's text layer."""
    import pypdf

    document = pypdf.PdfReader(io.BytesIO(raw))
    if document.is_encrypted and not document.decrypt(""):
        return Unfit("unsupported", "the document is locked with a password")
    pages = [(page.extract_text() or "").splitlines() for page in document.pages]
    if not any(line.strip() for lines in pages for line in lines):
        return _SCANNED
    metadata = document.metadata
    made = _text_of(
        lambda: (
            metadata.creation_date.date().isoformat()
            if metadata and metadata.creation_date
            else None
        )
    )
    title = _text_of(lambda: metadata.title if metadata else None)
    return _draft([_Line(line, None) for line in _paragraphs(pages)], title, made)


def _text_of(value: Callable[[], Any]) -> str | None:
    """A document's own metadata, where it can be read."""
    try:
        found = value()
    except Exception:  # noqa: BLE001  a library's parser on other people's bytes
        return None
    return found if isinstance(found, str) else None


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Paragraphs from a page's lines, without what is on each page."""
    ends = Counter(line.strip() for lines in pages for line in {*lines[:2], *lines[-2:]})
    lines = [
        line.strip()
        for page in pages
        for line in page
        if not _PAGE_NUMBER.fullmatch(line.strip()) and ends[line.strip()] < _AGAIN
    ]
    width = max((len(line) for line in lines), default=0)
    found: list[str] = []
    before = ""
    for line in lines:
        if not line or not before:
            found += [line] if line else []
        elif found[-1].endswith("-") and line[:1].islower():
            found[-1] = found[-1][:-1] + line
        elif len(before) < _SHORT * width and (_STOP.search(before) or line[:1].isupper()):
            found.append(line)
        else:
            found[-1] += " " + line
        before = line
    return found


def _draft(lines: Iterable[_Line], title: str | None, published: str | None) -> Draft | Unfit:
    whole = [_Line(words, kind) for line, kind in lines if (words := canonical(line))]
    if not whole:
        return Unfit("no_text", "the document has no text")
    text = "\n\n".join(line.words for line in whole)
    title = canonical(title or "") or None
    # The title in its properties counts where it is at the text's head.
    is_first = title is not None and whole[0].words.startswith(title)
    layout = plain.lay_out(text, title if is_first else None)
    when = layout.published or (dates.parse(published) if published else None)
    return Draft(
        text=text,
        blocks=tuple(_roles(layout.blocks, whole)),
        title=layout.title or title,
        byline=layout.byline,
        published=Published(value=when, found_in="text" if layout.published else "metadata")
        if when
        else None,
    )


def _roles(blocks: Iterable[Block], lines: Iterable[_Line]) -> Iterator[Block]:
    """The blocks, of which those that the document marks as headings or rows are so."""
    kinds: dict[int, BlockKind | None] = {}
    at = 0
    for words, kind in lines:
        kinds[at] = kind
        at += len(words) + 2
    for block in blocks:
        known = kinds.get(block.span.start)
        yield Block(kind=known, span=block.span) if known and block.kind == "paragraph" else block
