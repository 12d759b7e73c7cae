"""Attributions of whence's readings that stand outside a page's body, or cross a block's border.

By the body that people marked: an attribution stands in furniture where less than half of its words
are in that body or the title, in runs of four; a shorter span counts by all of its words. Decks,
captions and embedded posts, which most golds leave out, are counted apart. A span crosses a border
where one of our blocks, or of the gold's paragraphs, ends within it. Of a page with several stories
the first report counts, which is the page's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from whence import bootstrap
from whence.ingest import handed
from whence.pipeline import read_all
from whence.records import Rejected, Report, Span
from whence.records.reading import Attribution

_WORD = re.compile(r"\w+")
_RUN = 4
#: Blocks that a page shows beside its body, and most golds leave out.
_BESIDE = frozenset({"headline", "deck", "caption", "credit", "post"})
#: Cases that are kept for people to look at.
_SHOWN = 40


class Count(NamedTuple):
    """Attributions of all pages; `cases` are those outside and crossing, in words."""

    all: int
    outside: int
    crossing: int
    beside: int  #: in decks, captions and posts that the gold leaves out
    cases: tuple[str, ...]


class Body:
    """A gold body's words, with the paragraph of each."""

    def __init__(self, body: str, title: str) -> None:
        self._words: list[str] = []
        self._paragraphs: list[int] = []
        for number, line in enumerate(re.split(r"\n+", body)):
            found = _WORD.findall(line.casefold())
            self._words += found
            self._paragraphs += [number] * len(found)
        self._at: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at in range(len(self._words)):
            self._at[tuple(self._words[at : at + _RUN])].append(at)
        titled = _WORD.findall(title.casefold())
        self._title_runs = set(_runs(titled))
        self._title = f" {' '.join(titled)} "
        self._whole = f" {' '.join(self._words)} "

    def holds(self, spans: list[list[str]]) -> bool:
        """Whether half of the words of these spans, or more, are in the body or the title."""
        words = sum(map(len, spans))
        return sum(self._share(span) * len(span) for span in spans) * 2 >= words

    def _share(self, words: list[str]) -> float:
        if len(words) < _RUN:
            phrase = f" {' '.join(words)} "
            return float(phrase in self._whole or phrase in self._title)
        runs = list(_runs(words))
        return sum(run in self._at or run in self._title_runs for run in runs) / len(runs)

    def crosses(self, words: list[str]) -> bool:
        """Whether a paragraph ends within these words, wherever they are in the body."""
        places = self._at.get(tuple(words[:_RUN]), []) if len(words) >= _RUN else []
        whole = [at for at in places if self._words[at : at + len(words)] == words]
        return bool(whole) and all(
            self._paragraphs[at] != self._paragraphs[at + len(words) - 1] for at in whole
        )


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def count(pages: Iterable[tuple[str, dict[str, Any], bytes]]) -> Count:
    """Reads the pages whose body the gold has, and counts; a minute or two.

    Args:
        pages: of each the name of its file, its gold, its bytes.
    """
    golds: dict[str, dict[str, Any]] = {}
    documents: list[tuple[str, bytes]] = []
    for name, gold, raw in pages:
        if gold.get("body"):
            golds[name.removesuffix(".gz")] = gold
            documents.append((name.removesuffix(".gz"), raw))
    reports = (
        own
        for _, several in groupby(handed(documents), key=_page_of)
        if isinstance(own := next(several), Report)
    )
    settings = bootstrap.settings()
    found = read_all(reports, bootstrap.reader(settings), bootstrap.resolver())
    whole = outside = crossing = beside = 0
    cases: list[str] = []
    for outcome in found:
        if not isinstance(outcome, tuple):
            continue
        report, reading = outcome[0], outcome[1]
        name = _page_of(report)
        body = Body(golds[name]["body"], f"{golds[name].get('title') or ''}\n{report.title or ''}")
        for one in reading.attributions:
            whole += 1
            what = _where(one, report, body)
            outside += what == "outside"
            crossing += what == "crossing"
            beside += what == "beside"
            if what in ("outside", "crossing"):
                cases.append(f"{name}: {what}: {_words_of(one, report)}")
    return Count(whole, outside, crossing, beside, tuple(cases[:_SHOWN]))


def _page_of(report: Report | Rejected) -> str:
    source = report.origin.source if isinstance(report, Report) else report.source
    return source.partition("/")[2].partition(":")[0]


def _spans(one: Attribution) -> tuple[Span, ...]:
    return tuple(sorted((*one.source, *one.cue, *one.content), key=lambda span: span.start))


def _words_of(one: Attribution, report: Report) -> str:
    return " … ".join(span.of(report.text) for span in _spans(one))[:200]


def _where(one: Attribution, report: Report, body: Body) -> str:
    """Where an attribution is: "inside", "outside", "crossing" or "beside"."""
    spans = _spans(one)
    words = [_WORD.findall(span.of(report.text).casefold()) for span in spans]
    here = [
        block.kind
        for block in report.blocks
        if any(block.span.start < s.end and s.start < block.span.end for s in spans)
    ]
    if not body.holds(words):
        return "beside" if here and set(here) <= _BESIDE else "outside"
    ends = [block.span.end for block in report.blocks]
    if any(span.start < end < span.end for span in spans for end in ends):
        return "crossing"
    return "crossing" if any(map(body.crosses, words)) else "inside"
