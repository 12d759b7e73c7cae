"""The addresses of pages, for links: no page writes one by hand."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from whence.records import NamedSpeaker

#: Characters of a report's id that name it in an address.
_ID = 16


def report(name: str, anchor: str = "") -> str:
    """A report's page, or a place on it."""
    return f"/reports/{name[:_ID]}{'#' + anchor if anchor else ''}"


def review(name: str, of: str = "", key: str = "") -> str:
    """Where a report's findings of a kind are reviewed, or one of them."""
    at = f"#{key.replace(':', '-')}" if key else ""
    return with_query(f"{report(name)}/review", of=of) + at


def claim(report_id: str, key: str) -> str:
    """A claim's words in its report."""
    return report(report_id, claim_anchor(key))


def cite(report_id: str, key: str) -> str:
    """The page of one claim, where it can be cited."""
    return f"{report(report_id)}/claims/{key[:_ID]}"


def claim_anchor(key: str) -> str:
    """The anchor of a claim on its report's page."""
    return f"c-{key[:_ID]}"


def event(name: str) -> str:
    """An event's page."""
    return f"/events/{name}"


def speaker(name: str) -> str:
    """The page of a speaker."""
    return f"/speakers/{quote(name, safe='', errors='replace')}"


def speaker_in(report_id: str, key: str) -> str:
    """The page of a speaker in one report, by their key; speakers without a name have it, too."""
    return f"{report(report_id)}/speakers/{key[:_ID]}"


def who(report_id: str, one: NamedSpeaker) -> str:
    """The page of a speaker in a report that is in force."""
    return speaker(one.name) if one.named else speaker_in(report_id, one.key)


def claims(**filters: Any) -> str:
    """The search for claims, with its filters."""
    return with_query("/claims", **filters)


def with_query(path: str, **filters: Any) -> str:
    """An address with its query; empty fields are left out."""
    given = {name: value for name, value in filters.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(given)}" if given else path


def whole(path: str, form: str, asked: Any = None) -> str:
    """The file of a whole list, with the same filters."""
    if asked is None:
        return f"{path}.{form}"
    given = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name in asked.__struct_fields__
        if name not in ("limit", "cursor") and (value := getattr(asked, name)) is not None
    }
    return with_query(f"{path}.{form}", **given)


def narrowed(path: str, asked: Any, name: str, value: str) -> str:
    """The same list with one more filter; a month is two."""
    given = {one: getattr(asked, one) for one in asked.__struct_fields__ if one != "cursor"}
    given |= {"since": value, "until": value} if name == "month" else {name: value}
    return with_query(path, **given)


def as_json(path: str, query: str = "") -> str:
    """The same address for programs."""
    address = "/index.json" if path == "/" else f"{path}.json"
    return f"{address}?{query}" if query else address
