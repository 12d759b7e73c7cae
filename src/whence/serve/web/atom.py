"""Lists and events as Atom feeds (RFC 4287): a saved search is its address, polled again and again.

An entry's id is made from its content, so that a reader shows it once, whatever is restarted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree as ET

from whence.compare.counting_policy import words_of_value
from whence.export.html import clean
from whence.ledger import rows
from whence.ledger.query_types import FoundClaim, Stored
from whence.records.finding import Finding
from whence.serve.web.table_rows import VersionRow

TYPE = "application/atom+xml"
#: What a finding is, for people.
_FOUND = {
    "conflict": "Disputed",
    "revision": "Revised",
    "correction": "Corrected",
    "copy": "Copied",
}
#: Entries in a feed: the newest.
ENTRIES = 50
_NAMESPACE = "http://www.w3.org/2005/Atom"
#: The date of entries without one; a feed must have one.
_NEVER = "1970-01-01T00:00:00Z"


class Entry(NamedTuple):
    """One entry. `key` stays the same as long as the content does."""

    key: str
    title: str
    link: str
    updated: str
    summary: str = ""


def feed(title: str, address: str, page: str, entries: Iterable[Entry]) -> bytes:
    """The feed of an address, the newest entries first."""
    shown = sorted(entries, key=lambda one: one.updated, reverse=True)[:ENTRIES]
    root = ET.Element("feed", xmlns=_NAMESPACE)
    _add(root, "id", address)
    _add(root, "title", title)
    _add(root, "updated", shown[0].updated if shown else _NEVER)
    ET.SubElement(root, "link", rel="self", href=address)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=page)
    _add(ET.SubElement(root, "author"), "name", "whence")
    for one in shown:
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", urn(one.key))
        _add(entry, "title", one.title)
        _add(entry, "updated", one.updated)
        ET.SubElement(entry, "link", rel="alternate", href=one.link)
        if one.summary:
            _add(entry, "summary", one.summary)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def urn(key: str) -> str:
    """The id of an entry, from its content."""
    digest = hashlib.sha256(key.encode("utf-8", errors="replace")).hexdigest()[:32]
    return f"urn:whence:{digest}"


def _add(parent: ET.Element, name: str, words: str) -> None:
    text = clean(words).encode("utf-8", errors="replace").decode("utf-8")
    ET.SubElement(parent, name).text = "".join(
        c for c in text if c >= " " and c not in "\ufffe\uffff"
    )


def moment(value: str | None) -> str:
    """A date for Atom: with a time and a zone."""
    try:
        when = dt.datetime.fromisoformat(rows.utc(value or ""))
    except ValueError:
        return _NEVER
    return when.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def of_item(item: object, link: str) -> list[Entry]:
    """A list's item as an entry; nothing for kinds that are not news."""
    if isinstance(item, FoundClaim):
        said = " ".join(item.sentence.split())
        where = ", ".join(filter(None, (item.publisher, item.title)))
        return [Entry(item.key, said, link, moment(item.published), where)]
    if isinstance(item, Stored):
        title = item.title or "untitled report"
        return [Entry(item.id, title, link, moment(item.published), item.publisher or "")]
    if isinstance(item, Finding):
        what = ", ".join(filter(None, (item.topic.role, item.topic.of)))
        values = ", ".join(one.text or words_of_value(one) for one in item.versions)
        since = max((one.first_published or "" for one in item.versions), default="")
        title = f"{_FOUND.get(item.kind, item.kind)}, {what or item.topic.what}: {values}"
        key = f"{item.topic.event} {item.kind} {what} {values}"
        return [Entry(key, title, link, moment(since), item.topic.what)]
    if isinstance(item, VersionRow):
        gone = ", ".join(state for state in item.state if state in ("withdrawn", "denied"))
        what = ", ".join(filter(None, (item.role, item.of)))
        title = f"{item.value} {what}{f', {gone}' if gone else ''}: {item.what}"
        when = item.last_published if gone else item.first_published
        key = f"{item.event} {what} {item.value} {gone} {item.first_published}"
        summary = "; ".join(item.said) or ", ".join(item.speakers) or "unattributed"
        return [Entry(key, title, link, moment(when), summary)]
    return []
