"""`whence export --format jsonld`: the articles of `jsonld`, and what connects them.

After the articles come, in the same graph and in schema.org's terms alone:

- Claim: what several reports say, in whatever words, and each version of a count ("killed: 18").
  `creditText` is who says it and how; `appearance` are the articles that make it,
  `firstAppearance` the one that came out first, where they have dates; `isBasedOn` the articles'
  own claims that it combines.
- ClaimReview: a person's decision on a claim, and nothing else: `author`, `datePublished`,
  `reviewBody` (why), `itemReviewed`. `reviewAspect` says that it is how the report was read, and
  not whether what it says is true: whence does not know that, and nobody was asked. There is no
  rating for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from whence.export.exporters import TextOfLedger
from whence.export.jsonld import CONTEXT, MEDIA_TYPE, article
from whence.export.linked import Node, address, line, urn, without_empty
from whence.ports import Holdings
from whence.records import Decision, Resolution, Span, digest
from whence.records.finding import EventFigure, EventSummary, Version
from whence.records.keys import claim_key
from whence.records.report import Report

__all__ = ["CONTEXT", "MEDIA_TYPE", "GraphExporter"]

_ASPECT = "how the report was read, not whether what it says is true"
_VERBS = {
    "accept": "read rightly", "correct": "corrected", "reject": "read wrongly",
    "add": "overlooked by the machine", "merge": "joined", "split": "parted",
}  # fmt: skip


class GraphExporter(TextOfLedger):
    """Writes one node a line inside the graph."""

    def write(self, held: Holdings, out: TextIO) -> int:
        """Implements `TextOfLedger.write`."""
        out.write(f'{{"@context":"{CONTEXT}","@graph":[')
        articles: dict[str, str] = {}
        before = "\n"
        for node in self._nodes(held, articles):
            # The JSON may be placed in a page's script.
            out.write(before + line(node).replace("<", "\\u003c"))
            before = ",\n"
        out.write("\n]}\n")
        return len(articles)

    @staticmethod
    def _nodes(held: Holdings, articles: dict[str, str]) -> Iterator[Node]:
        """The articles, whose ids the others use, then what joins them."""
        for result in held.results():
            report = result[0]
            articles[report.id] = address(report) or urn("report", report.id)
            yield article(*result)
            for decision in held.decisions(report):
                review = _review(report, result[2], decision)
                if review is not None:
                    yield review
        for summary in held.summaries():
            joining = _Joining(summary, held.claims(summary), articles)
            yield from joining.versions()
            for finding in held.same(summary):
                for version in finding.versions:
                    name = urn("same", digest(finding.id, *version.claims))
                    words = version.text or summary.event.title
                    # One of the two says that it is not so.
                    denied = finding.kind == "conflict" and version.said
                    text = f"{version.said[0]}: {words}" if denied else words
                    yield from joining.joined(name, text, version)


class _Joining:
    """What the articles of one event have in common."""

    def __init__(
        self, summary: EventSummary, claims: Mapping[str, str], articles: Mapping[str, str]
    ) -> None:
        """`claims` are the reports of the event's claims by key, `articles` their ids by report."""
        self._event = summary.event
        self._claims = claims
        self._articles = articles
        # A count in a headline has a place, but is no claim of its report.
        self._reports = {key: place[0] for key, place in summary.spans.items()} | dict(claims)
        self._order = [m.report for m in summary.members if m.published]

    def versions(self) -> Iterator[Node]:
        """Each version of each count."""
        for figure in self._event.figures:
            for version in figure.versions:
                text = _text(figure, version)
                # One claim may have several counts: "112 of the 134 seriously hurt".
                name = urn("version", digest(self._event.id, text, *version.claims))
                yield from self.joined(name, text, version)

    def joined(self, name: str, text: str, version: Version) -> Iterator[Node]:
        """A claim that reports share, if any of them is in the graph."""
        found = [self._reports[key] for key in version.claims if key in self._reports]
        makers = list(dict.fromkeys(found))
        there = [report for report in makers if report in self._articles]
        if not there:
            return
        dated = [report for report in self._order if report in makers]
        # Without all dates it is unknown which came first.
        first = dated[0] if len(dated) == len(makers) and dated[0] in self._articles else None
        based = [key for key in version.claims if self._claims.get(key) in self._articles]
        yield without_empty(
            {
                "@type": "Claim",
                "@id": name,
                "text": text,
                "creditText": "; ".join(version.said),
                "appearance": [{"@id": self._articles[report]} for report in there],
                "firstAppearance": {"@id": self._articles[first]} if first else None,
                "isBasedOn": [{"@id": urn("claim", key)} for key in based],
            }
        )


def _text(figure: EventFigure, version: Version) -> str:
    amounts = [f"{x:.15g}" for x in (version.low, version.high) if x is not None]
    amount = "–".join(dict.fromkeys(amounts)) if version.value is None else f"{version.value:.15g}"
    of = f", {figure.of}" if figure.of else ""
    return f"{figure.role}{of}: {amount or 'unknown'}"


def _review(report: Report, resolution: Resolution, decision: Decision) -> Node | None:
    """A person's decision on a claim, or on an attribution or figure in one."""
    places = decision.selectors.all()
    if not places or decision.verb not in _VERBS:
        return None
    start, end = min(p.start for p in places), max(p.end for p in places)
    item: Any = _claim_around(report, resolution, Span(start, end))
    words = " … ".join(place.exact for place in places)
    return without_empty(
        {
            "@type": "ClaimReview",
            "@id": urn("decision", f"{decision.id}"),
            "name": f"{decision.target} {_VERBS[decision.verb]}",
            "reviewAspect": _ASPECT,
            "claimReviewed": words,
            "itemReviewed": item,
            "author": {"@type": "Person", "name": decision.who},
            "datePublished": decision.at,
            "reviewBody": decision.why,
        }
    )


def _claim_around(report: Report, resolution: Resolution, span: Span) -> Node:
    """The shortest claim that covers a span or begins in it, else the whole article."""
    near = [c for c in resolution.claims if c.span.overlaps(span)]
    if not near:
        return {"@id": address(report) or urn("report", report.id)}
    best = min(near, key=lambda c: (not c.span.covers(span), c.span.end - c.span.start))
    return {"@id": urn("claim", claim_key(report, best))}
