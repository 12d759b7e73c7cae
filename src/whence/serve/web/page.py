"""Templates to pages: what every one of them has, and how things are written for people."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from whence.compare.policy import words_of_value
from whence.export.dates import readable
from whence.export.figures import number
from whence.export.html import clean
from whence.ledger.search import END, HIT
from whence.records.spoken import joined, pieces
from whence.serve.web import addresses
from whence.serve.web.refused import Refused, refusal


def rendered(request: Request, template: str, /, **facts: Any) -> bytes:
    """The page as bytes of UTF-8."""
    visitor = getattr(request.state, "visitor", None)
    page = environment().get_template(template)
    text = page.render(visitor=visitor, path=request.url.path, query=request.url.query, **facts)
    # A report's text may hold what UTF-8 cannot carry.
    return text.encode("utf-8", errors="replace")


def is_page(request: Request) -> bool:
    """Whether a person's browser asks for a page, and not a program for data."""
    path: str = request.scope["path"]
    data = path.startswith("/api/") or path.endswith((".json", ".jsonl", ".csv"))
    data = data or "authorization" in request.headers
    return not data and "text/html" in request.headers.get("accept", "")


def problem(request: Request, refused: Refused) -> Response:
    """What went wrong: as a page for a person, in the one shape of errors for a program."""
    if not is_page(request):
        return refusal(refused)
    # What cannot be asked leaves the page itself, where something else can.
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
    """The templates, with the filters that they share."""
    made = Environment(
        # What was read in a report is shown as `read --format html` shows it.
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
    }
    made.globals |= {"to": addresses}
    return made


def _day(value: str | None, otherwise: str = "date unknown") -> Markup:
    """A date for people, with the whole of it on hover."""
    if not value:
        return Markup('<span class="quiet">{}</span>').format(otherwise)
    plain = clean(value)
    return Markup('<time datetime="{0}" title="{0}">{1}</time>').format(plain, readable(plain))


def _marked(text: str) -> Markup:
    """Words with each hit in an element of its own."""
    safe = str(escape(clean(text)))
    return Markup(safe.replace(HIT, "<mark>").replace(END, "</mark>"))  # noqa: S704  escaped above


def many(count: int, one: str, several: str | None = None) -> str:
    """The count with its noun: "1 report", "3 reports"."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def head(text: str, most: int) -> str:
    """A long text's beginning, in whole words where it has any."""
    return (text[:most].rsplit(maxsplit=1) or [""])[0]


def tail(text: str, most: int) -> str:
    """A long text's end, in whole words where it has any."""
    return (text[-most:].split(maxsplit=1) or [""])[-1]
