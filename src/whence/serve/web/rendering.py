"""Templates to pages: what all of them share, and how values are written for people."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from functools import cache, partial
from pathlib import PurePath
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from whence.bootstrap import figure_reasons
from whence.compare.counting_policy import words_of_value
from whence.export.dates import readable
from whence.export.figures import number
from whence.export.html import clean
from whence.ledger import reports, rows
from whence.ledger.query_types import Counted
from whence.ledger.search import END, HIT
from whence.records.attribution_chain import joined, pieces
from whence.records.roles import SEARCHED
from whence.serve.web import addresses
from whence.serve.web.errors import RequestError, refusal
from whence.serve.web.state import ServerState

#: Folders before a file's name: the folders of this machine are private.
_PATH = re.compile(r"(?<![\w:/])(?:[A-Za-z]:)?[/\\](?:[^\s/\\:;,]+[/\\])+")


def rendered(request: Request, template: str, /, **facts: Any) -> bytes:
    """The page as bytes of UTF-8."""
    principal = getattr(request.state, "principal", None)
    page = environment().get_template(template)
    text = page.render(
        principal=principal,
        path=request.url.path,
        query=request.url.query,
        nothing_added=partial(_nothing_added, request),
        **facts,
    )
    # A report's text may have characters that UTF-8 cannot carry.
    return text.encode("utf-8", errors="replace")


def _nothing_added(request: Request) -> bool:
    """Whether the ledger has no report yet."""
    state: ServerState = request.app.state.site
    with state.reading() as connection:
        return not reports.count_reports(connection)


def is_page(request: Request) -> bool:
    """Whether a browser asks for a page, and not a program for data."""
    path: str = request.scope["path"]
    data = path.startswith("/api/") or path.endswith((".json", ".jsonl", ".csv", ".atom"))
    data = data or "authorization" in request.headers
    return not data and "text/html" in request.headers.get("accept", "")


def problem(request: Request, refused: RequestError) -> Response:
    """An error: as a page for a person, in the one shape of errors for a program."""
    if not is_page(request):
        return refusal(refused)
    # A wrong query on a page keeps the page where it can.
    asked = request.method == "GET" and refused.status == 400 and bool(request.url.query)
    facts = {
        "status": refused.status,
        "detail": refused.detail,
        "asked": asked,
        "sent": request.method == "POST" and refused.status not in {401, 403},
    }
    return HTMLResponse(rendered(request, "error.html", **facts), refused.status, refused.headers)


@cache
def environment() -> Environment:
    """The templates, with their filters."""
    made = Environment(
        # Readings are shown as `read --format html` shows them.
        loader=ChoiceLoader(
            [
                PackageLoader("whence.serve.web", "templates"),
                PackageLoader("whence.export", "templates"),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "day": _day,
        "amount": words_of_value,
        "number": lambda value: "?" if value is None else number(value),
        "clean": clean,
        "marked": _marked,
        "many": many,
        "pieces": pieces,
        "joined": lambda one: joined(one.voices, one.words),
        "head": head,
        "tail": tail,
        "titled": titled,
        "clean_lines": lambda words: "\n".join(clean(line) for line in words.split("\n")),
        "attr_of": lambda name, found: getattr(found, name),
        "counted": counted,
        "file_name": lambda one: PurePath(str(one.source)).name,
        "unpathed": lambda line: _PATH.sub("", line),
        "whole_day": whole_day,
        "states": states,
        "independent": lambda sources: figure_reasons.independent(sources).replace(" to ", "–"),
        "explained": figure_reasons.explanations,
        "blamed": figure_reasons.blamed,
        "disputed_versions": figure_reasons.disputed_versions,
        "utc": rows.utc,
    }
    made.globals |= {"to": addresses, "roles_searched": SEARCHED}
    return made


def _day(value: str | None, otherwise: str = "date unknown") -> Markup:
    """A date for people, with the full value on hover."""
    if not value:
        return Markup('<span class="quiet">{}</span>').format(otherwise)
    plain = clean(value)
    # One zone for the whole page: a time without a zone stays as it is.
    shown = readable(rows.utc(plain)) if "T" in plain else readable(plain)
    return Markup('<time datetime="{0}" title="{0}">{1}</time>').format(plain, shown)


def _marked(text: str) -> Markup:
    """Words with each hit in an element of its own."""
    safe = str(escape(clean(text)))
    return Markup(safe.replace(HIT, "<mark>").replace(END, "</mark>"))  # noqa: S704  escaped above


def titled(one: Any) -> str:
    """A report's title, else its file's name, never a path of this machine."""
    if one.title:
        return str(one.title)
    source = str(one.source)
    return source if "://" in source else PurePath(source).name or source


def whole_day(date: str, last: bool) -> str:
    """A day for a date picker, from a day, a month or a year: its first, or its last."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if day:
        return date
    number = int(month) if month else 12 if last else 1
    at = calendar.monthrange(int(year), number)[1] if last and int(year) else 1
    return f"{year}-{number:02}-{at:02}"


def states(found: Sequence[str]) -> str:
    """The states of a version, for people."""
    named = {"superseded": "replaced", "unnamed": "unnamed source"}
    words = [named.get(one, one) for one in found]
    if not {"superseded", "withdrawn", "denied"} & set(found):
        words.insert(0, "current")
    return ", ".join(words)


def counted(one: Counted) -> str:
    """A figure as it was read: "18 killed", "at least 9 injured"."""
    if one.value is not None:
        low, high = one.low is not None, one.high is not None
        kind = "" if low and high else "at least " if low else "up to " if high else "about "
        return f"{kind}{number(one.value)} {one.role}"
    ends = [number(end) for end in (one.low, one.high) if end is not None]
    kind = "at least " if one.high is None else "up to " if one.low is None else ""
    return f"{kind}{' to '.join(ends) or 'some'} {one.role}"


def many(count: int, one: str, several: str | None = None) -> str:
    """The count with its noun: "1 report", "3 reports"."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def head(text: str, most: int) -> str:
    """A long text's beginning, in whole words where it has any."""
    return (text[:most].rsplit(maxsplit=1) or [""])[0]


def tail(text: str, most: int) -> str:
    """A long text's end, in whole words where it has any."""
    return (text[-most:].split(maxsplit=1) or [""])[-1]
