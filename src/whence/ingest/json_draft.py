"""One JSON object to the draft of a report: which of its keys mean what, and in which forms."""

from __future__ import annotations

import json
import re
from typing import Any

from whence.ingest import dates, fragment, json_shapes, outlet_and_author, plain, sniff
from whence.ingest.assemble import Draft
from whence.ingest.sniff import Unfit
from whence.records import Published

#: Names that whence, crawlers, feeds, content systems and archives have for the day a report came
#: out, the surest first. Case, and separators between the words, do not count.
_PUBLISHED = (
    "published", "date_publish", "date_published", "published_date", "published_at",
    "published_time", "published_on", "publish_date", "publish_time", "publication_date",
    "pub_date", "pubdate", "first_published", "first_publication_date", "web_publication_date",
    "article_published_time", "issued", "posted", "posted_at", "release_date", "article_date",
    "datetime", "date", "seendate", "created", "created_at", "date_created", "creation_date",
    "timestamp",
)  # fmt: skip
#: When a page was fetched or changed is not when it came out.
_OTHER_DATES = re.compile(
    r"modif|updat|edit|download|crawl|fetch|retriev|access|scrap|expir|event|birth|touched|seen"
)
#: A larger number is no id: as a float it would not be exact.
_MOST_DIGITS = 10**15
_DATED = re.compile(r"date|time|publi|posted|issued|created")

_KINDS: dict[type, str] = {
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
    dict: "an object",
}


def drafts_of(raw: bytes) -> list[tuple[bytes, Draft | Unfit]]:
    """The drafts of one object's bytes, each with its own bytes.

    It is one draft, with its text unchanged, unless the object is a feed or another list of
    reports.
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
        return [(raw, Unfit("json", f"this is {_kind(record)}, not an object"))]
    found = list(json_shapes.reports_in(record))
    if len(found) == 1 and found[0].items() >= record.items():
        return [(raw, _draft(found[0]))]
    if not found:
        return [(raw, Unfit("empty", "its list has no report"))]
    return [
        (json.dumps(one, ensure_ascii=False).encode("utf-8", "backslashreplace"), _draft(one))
        for one in found
    ]


def _draft(record: dict[str, Any]) -> Draft | Unfit:
    text = _text(record)
    if isinstance(text, Unfit):
        return text
    words, fragment_of = text
    names: dict[str, str | None] = {}
    for field, keys in (
        ("publisher", json_shapes.PUBLISHER),
        ("title", json_shapes.TITLE),
        ("url", json_shapes.URL),
        ("language", json_shapes.LANGUAGE),
    ):
        key = next((k for k in keys if record.get(k) is not None), keys[0])
        value = record.get(key)
        name = json_shapes.name_in(value) if isinstance(value, dict) else value
        if name is not None and not isinstance(name, str):
            return Unfit("type", f"its {key} is {_kind(value)}, not a string")
        names[field] = (name or "").strip() or None
    own = next((record[key] for key in json_shapes.ID if record.get(key) not in (None, "")), None)
    if isinstance(own, bool) or not isinstance(own, str | int | None):
        return Unfit("type", f"its id is {_kind(own)}, not a string")
    if fragment_of is not None:
        words = fragment.text(fragment_of, names["title"])
    layout = plain.lay_out(words, names["title"])
    published, doubts = _published(record, layout)
    return Draft(
        text=words,
        blocks=layout.blocks,
        own_id=str(own) if own is not None else None,
        title=layout.title,
        byline=_byline(record, names["publisher"]) or layout.byline,
        published=published,
        publisher=names["publisher"],
        url=names["url"],
        language=names["language"],
        doubts=doubts,
    )


def _text(record: dict[str, Any]) -> tuple[str, str | None] | Unfit:
    """A record's text, and the piece of a web page to take it from, if it is one."""
    key = next((k for k in json_shapes.TEXT if record.get(k) is not None), None)
    if key is None:
        elsewhere = any(isinstance(record.get(name), str) for name in json_shapes.URL)
        hint = "; it only has an address" if elsewhere else ""
        return Unfit("no_text", f"it has no text (the key `text`, or `maintext`){hint}")
    value = record[key]
    is_literal = isinstance(value, str) and key in json_shapes.LITERAL
    text = value if is_literal else json_shapes.text_in(value)
    if not isinstance(text, str):
        return Unfit("type", f"its {key} is {_kind(value)}, not a string")
    markup = key not in json_shapes.LITERAL and json_shapes.is_markup(text)
    return text, text if markup else None


def _published(
    record: dict[str, Any], layout: plain.Layout
) -> tuple[Published | None, tuple[str, ...]]:
    """The day a report came out, by the first of the known keys that has it, else by its text.

    Beside it warnings: keys that seem to have it and cannot be read.
    """
    by_key = {json_shapes.folded(key): (key, value) for key, value in reversed(record.items())}
    doubts = []
    for name in _PUBLISHED:
        key, value = by_key.get(name.replace("_", ""), (name, None))
        if value in (None, ""):
            continue
        when = _moment(value)
        if when is not None:
            return Published(value=when, found_in="metadata"), ()
        shown = json.dumps(value, ensure_ascii=False)[:60]
        doubts.append(f"unreadable date in {key}: {shown}")
    if layout.published:
        return Published(value=layout.published, found_in="text"), tuple(doubts)
    for folded, (key, value) in by_key.items():
        if (
            _DATED.search(folded)
            and not _OTHER_DATES.search(folded)
            and key not in json_shapes.TEXT
        ):
            when = _moment(value)
            if when is not None:
                doubts.append(f"its {key} looks like a date; it counts under the key `published`")
    return None, tuple(doubts)


def _moment(value: Any) -> str | None:
    if isinstance(value, dict):  # as MongoDB exports them
        value = value.get("$date", value.get("$numberLong"))
        return _moment(int(value) if isinstance(value, str) and value.isdigit() else value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        fits = abs(value) < _MOST_DIGITS
        return (dates.of_seconds(value) or dates.parse(str(value))) if fits else None
    return dates.parse(value) if isinstance(value, str) else None


def _byline(record: dict[str, Any], outlet: str | None) -> str | None:
    """The authors, by whatever name. Never a reason to reject."""
    found = (json_shapes.names_in(record.get(name)) for name in json_shapes.BYLINE)
    return outlet_and_author.byline(filter(None, found), outlet)


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "null")


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
