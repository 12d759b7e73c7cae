"""`--format html`: one self-contained page for all reports given.

No script, no request: the style is inline under a Content-Security-Policy that allows it by its
digest and nothing else, so that not even a hole in the escaping could run a report's own markup.
Articles are written as they are read; the index, which needs them all, comes last in the page and
is moved to its top by the style, so memory holds one line a report and no text.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TextIO
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whence.export.article import Note, article, where
from whence.export.dates import readable
from whence.export.figures import amount, counted, flags, manner
from whence.export.speakers import adds, manner_of, speakers_of, words
from whence.ports import Result
from whence.records import (
    Attributed,
    Attribution,
    Attributions,
    Entity,
    Reading,
    Report,
    Resolution,
)
from whence.records.keys import in_text_order, text_order

_ACTS = {
    "state": "states", "deny": "denies", "ask": "asks", "order": "orders", "promise": "promises",
    "warn": "warns", "accuse": "accuses", "believe": "believes", "other": "",
}  # fmt: skip


class HtmlExporter:
    """Writes the page."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        environment = _environment()
        index: list[dict[str, Any]] = []
        for number, report, reading, resolution, several in _numbered(results):
            if number == 1:
                out.write(_head(environment, None if several else report))
            # "#A12" is an address to send to a colleague; with several reports "#r2-A12".
            prefix = f"r{number}-" if several else ""
            facts = facts_of(report, reading, resolution, prefix)
            out.write(environment.get_template("report.html").render(facts))
            index.append({k: facts[k] for k in ("anchor", "title", "publisher", "date", "count")})
        if not index:
            out.write(_head(environment, None))
        out.write(environment.get_template("page_foot.html").render(index=index))


def _numbered(
    results: Iterable[Result],
) -> Iterator[tuple[int, Report, Reading, Resolution, bool]]:
    """Each document with its number and whether there are several; reads one ahead to know."""
    held: Result | None = None
    number = 0
    for found in results:
        if held is not None:
            number += 1
            yield number, *held, True
        held = found
    if held is not None:
        yield number + 1, *held, number > 0


def facts_of(
    report: Report,
    reading: Reading,
    resolution: Resolution,
    prefix: str = "",
    *,
    page_of: Callable[[Entity], str] | None = None,
    anchors: Mapping[int, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """What `report.html` shows.

    `page_of` returns the address of a speaker's page, for the notes to lead to; `anchors` names
    offsets in the text.
    """
    attributions = in_text_order(reading)
    order = text_order(reading.attributions)
    heard, known = speakers_of(resolution, order)
    spoken = Attributions(report, reading, resolution)
    said = [spoken.one(index) for index in order]
    pages = {
        speaker.entity: page_of(resolution.entities[speaker.entity]) if page_of else ""
        for speaker in known
    }
    notes = [
        Note(
            id=f"A{number}",
            anchor=f"{prefix}A{number}",
            who=clean(" and ".join(s.name for s in one.speakers) or words(report, a.source)),
            hue=speaker.hue if speaker else 0,
            act=clean(_how(a, one)),
            kind=a.kind,
            score=a.score,
            page=pages[speaker.entity] if speaker else "",
        )
        for number, (a, speaker, one) in enumerate(zip(attributions, heard, said, strict=True), 1)
    ]
    # With several reports the index has the page's own heading.
    heading, subheading = ("h2", "h3") if prefix else ("h1", "h2")
    body, titled = article(report, resolution, attributions, notes, heading, anchors or {})
    published = report.published
    return {
        "anchor": prefix.rstrip("-") or "report",
        "title": clean(report.title or report.origin.source),
        "titled": titled,
        "heading": heading,
        "subheading": subheading,
        "publisher": clean(report.publisher or ""),
        "byline": clean(report.byline or ""),
        "source": clean(report.origin.source),
        "url": _link(report.url),
        "date": clean(readable(published.value)) if published else "",
        "iso": clean(published.value) if published else "",
        "found_in": published.found_in if published else "",
        "count": len(attributions),
        "kinds": Counter(str(a.kind) for a in attributions),
        "voices": [
            {
                "name": clean(v.name),
                "hue": v.hue,
                "count": v.count,
                "page": pages[v.entity],
            }
            for v in known
        ],
        "body": Markup(body),  # noqa: S704  article.py escapes every word
        "rows": [
            {
                "note": note,
                "source": clean(words(report, a.source))
                if adds(speaker, words(report, a.source))
                else "",
                "cue": clean(words(report, a.cue)),
                "content": clean(words(report, a.content)),
                "act": a.act,
                "manner": [clean(m) for m in manner_of(a, one.via) if m != a.act],
                "parent": notes[a.parent] if a.parent is not None else None,
            }
            for note, a, speaker, one in zip(notes, attributions, heard, said, strict=True)
        ],
        "figures": _figures(report, resolution),
        "own": _own(report, resolution),
        "settled": _settled(report, resolution),
        "reader": msgspec.structs.asdict(reading.reader),
    }


def _how(one: Attribution, said: Attributed) -> str:
    """How it is said, for the margin: "denies", "does not say: has not confirmed"."""
    if one.stance != "statement":
        how = f"{one.stance}: {said.cue}" if said.cue else one.stance
    elif not one.asserted and one.act != "ask":
        how = f"not said: {said.cue}" if said.cue else "not said"
    else:
        how = _ACTS[one.act] or said.cue or "other"
    return how + "".join(f", via {name}" for name in said.via)


def _figures(report: Report, resolution: Resolution) -> list[dict[str, Any]]:
    return [
        {
            "amount": clean(amount(figure)),
            "role": figure.role,
            "of": clean(counted(report, figure)),
            "words": clean(" ".join(figure.span.of(report.text).split())),
            "flags": flags(figure),
            "main": figure.main,
            "background": figure.background,
        }
        for figure in resolution.figures
    ]


def _own(report: Report, resolution: Resolution) -> list[dict[str, Any]]:
    """Claims without a source."""
    return [
        {
            "words": clean(" ".join(claim.span.of(report.text).split())),
            "standing": claim.standing,
            "manner": [m for m in manner(claim) if m != "hearsay"],
            "hedges": [
                {"words": clean(h.span.of(report.text)), "kind": h.kind} for h in claim.hedges
            ],
        }
        for claim in resolution.claims
        if not claim.voices
    ]


def _settled(report: Report, resolution: Resolution) -> list[dict[str, str]]:
    """Dates and places with their resolved values, each once."""
    found: dict[tuple[str, str], str] = {}
    for time in resolution.times:
        if time.value:
            found.setdefault(
                (clean(" ".join(time.span.of(report.text).split())), time.value), "time"
            )
    for entity in resolution.entities:
        if entity.place:
            found.setdefault((clean(entity.name), where(entity.place)), "place")
    return [
        {"words": words_, "value": value, "kind": kind} for (words_, value), kind in found.items()
    ]


def clean(text: str) -> str:
    """The text with what a page cannot carry (NUL, lone surrogates) replaced one for one."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text
    )


def _link(url: str | None) -> str:
    """The address if a click may follow it; not so a `javascript:` one."""
    try:
        good = url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        good = False
    return clean(url) if good and url else ""


def _head(environment: Environment, report: Report | None) -> str:
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = clean(report.title or report.origin.source) if report else "Reports"
    template = environment.get_template("page_head.html")
    return template.render(title=title, style=Markup(style), digest=digest)  # noqa: S704  our own file


@cache
def _style() -> str:
    return files("whence.export").joinpath("templates/style.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("whence.export", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
