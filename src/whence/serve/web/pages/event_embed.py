"""An event as a card: HTML to paste into an article, which loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from markupsafe import Markup, escape

from whence.bootstrap import figure_reasons
from whence.compare.counting_policy import words_of_value
from whence.export.dates import readable
from whence.export.html import clean
from whence.records.finding import EventSummary
from whence.serve.web import addresses
from whence.serve.web.endpoint import Endpoint, Query, Shown
from whence.serve.web.pages import event_view
from whence.serve.web.pages.events import summary_of
from whence.serve.web.state import ServerState

#: Versions of the first figure that are shown.
_VERSIONS = 6
#: A card is part of somebody else's page: its style goes along with it.
_STYLES = {
    "figure": "margin:1em 0;padding:1em;border:1px solid #bbb;max-width:36em;font-family:serif",
    "name": "margin:0 0 .3em;font-weight:bold;font-size:1.15em",
    "says": "margin:0 0 .5em",
    "table": "border-collapse:collapse;font-family:sans-serif;font-size:.85em",
    "cell": "padding:.15em .8em .15em 0;text-align:left;vertical-align:top",
    "foot": "margin:.6em 0 0;color:#555;font-family:sans-serif;font-size:.8em",
}


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """An event's card as HTML."""

    event: str
    name: str
    html: str


def _card(state: ServerState, _: Query, parts: Mapping[str, str]) -> Shown:
    summary, name = summary_of(state, parts["id"])
    link = parts.get("base", "") + addresses.event(summary.event.id)
    view = Card(
        event=summary.event.id,
        name=name,
        html=card(summary, name, link, styled=True),
    )
    # The page itself accepts no styles inside a text.
    return Shown(view, {"preview": card(summary, name, link, styled=False)})


def card(summary: EventSummary, called: str, link: str, *, styled: bool) -> Markup:
    """The event's name, its figure as a sentence, who says what, and the address."""

    def tag(name: str, style: str, words: str | Markup) -> Markup:
        look = Markup(' style="{}"').format(_STYLES[style]) if styled else Markup()
        return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), look, words)  # noqa: S704  ours

    name = Markup('<a href="{}">{}</a>').format(link, clean(called))
    says = " ".join(filter(None, (event_view.headline(summary), f"{event_view.counted(summary)}.")))
    rows = Markup("\n").join(
        Markup("<tr>{}{}{}</tr>").format(
            tag("th", "cell", clean(value)), tag("td", "cell", clean(who)), tag("td", "cell", since)
        )
        for value, who, since in _rows(summary)
    )
    head = Markup("<tr>{}{}{}</tr>").format(
        tag("th", "cell", "Figure"), tag("th", "cell", "Said by"), tag("th", "cell", "Since (UTC)")
    )
    table = tag("table", "table", head + Markup("\n") + rows) if rows else Markup()
    foot = tag("figcaption", "foot", "Compiled with whence from the reports listed at the link.")
    inside = [tag("p", "name", name), tag("p", "says", escape(clean(says))), table, foot]
    return tag("figure", "figure", Markup("\n").join(one for one in inside if one))


def _rows(summary: EventSummary) -> list[tuple[str, str, str]]:
    """The current versions of the first total: value, who says it, since when."""
    figures = zip(summary.event.figures, summary.courses, strict=True)
    first = next(((figure, course) for figure, course in figures if figure.of is None), None)
    if first is None:
        return []
    figure, course = first
    found = []
    for n in figure_reasons.current(figure.versions)[:_VERSIONS]:
        one = figure.versions[n]
        by = dict.fromkeys(point.source for point in course if point.version == n)
        who = ", ".join("unattributed" if name == event_view.NOBODY else name for name in by)
        since = readable(one.first_published[:10]) if one.first_published else ""
        found.append((f"{words_of_value(one)} {figure.role}", who, since))
    return found


ENDPOINTS = (
    Endpoint(
        path="/events/{id}/card",
        name="card",
        says="An event as a piece of HTML to paste into an article.",
        view=Card,
        answer=_card,
        template="card.html",
    ),
)
