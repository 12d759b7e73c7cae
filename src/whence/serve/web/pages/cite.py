"""One claim by itself: its sentence, its context, and how to cite it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from whence.export.dates import readable
from whence.ledger import queries, reports
from whence.ledger.query_types import FoundClaim
from whence.serve.web import addresses
from whence.serve.web.endpoint import Endpoint, Query, Shown
from whence.serve.web.errors import RequestError
from whence.serve.web.pages.reports import version_of
from whence.serve.web.state import ServerState

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = re.compile(r"([\\{}$&#^_%~])")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")
#: Replacements in TeX where a backslash is not enough.
_TEX_WORDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


class Citations(msgspec.Struct, frozen=True, kw_only=True):
    """A claim cited: who said what, where it was reported, on which day, with its address."""

    text: str
    markdown: str
    bibtex: str


class ClaimShown(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with the text before and after it in its paragraph, and how it is cited."""

    claim: FoundClaim
    sentence: str
    before: str
    after: str
    link: str  #: its permanent address on this server
    citations: Citations


def _claim(state: ServerState, _: Query, parts: Mapping[str, str]) -> Shown:
    with state.reading() as connection:
        versions, one = version_of(connection, parts["id"])
        found = [c for c in queries.claims_in(connection, one.id) if c.key.startswith(parts["key"])]
        if not found:
            raise RequestError(404, "no-claim", "this report has no claim with that key")
        claim = found[0]
        text = reports.report(connection, one.id).text
    start = text.rfind("\n", 0, claim.start) + 1
    end = text.find("\n", claim.end)
    link = parts.get("base", "") + addresses.claim(claim.report, claim.key)
    view = ClaimShown(
        claim=claim,
        sentence=_line(claim.sentence),
        before=text[start : claim.start],
        after=text[claim.end : end if end >= 0 else len(text)],
        link=link,
        citations=cited(claim, link),
    )
    return Shown(view, {"newest": one.id == versions[-1].id})


def cited(claim: FoundClaim, link: str) -> Citations:
    """The claim as plain text, as Markdown and as BibTeX."""
    said = _line(claim.sentence)
    said = said if said.endswith((".", "!", "?", "”", '"', "’")) else f"{said}."
    title = _line(claim.title or "") or None
    outlet = _line(claim.publisher or "") or None
    day = (claim.published or "")[:10]
    where = [f"“{title}”" if title else None, outlet, readable(day) if day else None]
    source = ", ".join(filter(None, where))
    text = " ".join(filter(None, (said, f"{source}." if source else None, claim.url, link)))
    titled = _escaped(f"“{title}”") if title else None
    if titled and claim.url:
        titled = f"[{titled}](<{claim.url}>)"
    where = [titled, _escaped(outlet or ""), readable(day) if day else None, f"[claim](<{link}>)"]
    markdown = f"> {_escaped(said)}\n>\n> — {', '.join(filter(None, where))}\n"
    return Citations(text=text, markdown=markdown, bibtex=_bibtex(claim, said, link))


def _bibtex(claim: FoundClaim, said: str, link: str) -> str:
    day = (claim.published or "")[:10]
    fields = {
        "title": f"{{{_tex(_line(claim.title))}}}" if claim.title else None,
        "journal": _tex(_line(claim.publisher)) if claim.publisher else None,
        "year": day[:4] or None,
        "month": _MONTHS[int(day[5:7]) - 1] if len(day) >= 7 else None,
        "day": str(int(day[8:10])) if len(day) >= 10 else None,
        "url": claim.url or link,
        "note": f"{_tex(said)} \\url{{{link}}}",
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join((f"@misc{{whence-{claim.key[:12]},", *lines, "}")) + "\n"


def _line(words: str) -> str:
    return " ".join(words.split())


def _escaped(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


def _tex(words: str) -> str:
    return _TEX.sub(lambda match: _TEX_WORDS.get(match[1], f"\\{match[1]}"), words)


ENDPOINTS = (
    Endpoint(
        path="/reports/{id}/claims/{key}",
        name="claim",
        says="One claim: its sentence, its paragraph, and how to cite it.",
        view=ClaimShown,
        answer=_claim,
        template="claim.html",
    ),
)
