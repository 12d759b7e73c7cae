"""Reports and readings made up for tests: some by hand, some as strange as hypothesis finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

import msgspec
from hypothesis import strategies as st

from whence import bootstrap
from whence.records import (
    Attribution,
    Block,
    Mention,
    Origin,
    Published,
    Reader,
    Reading,
    Report,
    Resolution,
    Span,
    digest,
)
from whence.records.reading import Act, EntityType, Kind, TimeType

READER = Reader(name="test", bundle="", version="0")

PORT = (
    "Blast at Port Sulla kills 12, ministry says\n"
    "\n"
    "“We heard two explosions,” Mayor Ada Venn said on Monday. “Then the lights went out.”\n"
    "According to the ministry, “everyone who, as she put it, ‘could walk’ has left”.\n"
)


def span(text: str, words: str, after: str = "") -> Span:
    """Where `words` are in the text, the first time after `after`."""
    start = text.index(words, text.index(after) + len(after) if after else 0)
    return Span(start, start + len(words))


def report(text: str, *, source: str = "port.txt", title: str | None = None) -> Report:
    return Report(
        id=digest(source, text),
        origin=Origin(source=source, media_type="text/plain", raw_digest=digest(text)),
        text=text,
        title=title,
        language="en",
    )


def port(source: str = "port.txt") -> tuple[Report, Reading]:
    """A headline, a split quotation, and a quotation that holds another."""
    text = PORT
    headline = "Blast at Port Sulla kills 12, ministry says"
    one = msgspec.structs.replace(
        report(text, source=source, title=headline),
        published=Published(value="2025-03-03T18:05+02:00", found_in="metadata"),
        publisher="The Sulla Courier",
        url="https://courier.example/blast",
        blocks=(Block(kind="headline", span=span(text, headline)),),
    )
    attributions = (
        Attribution(
            source=(span(text, "ministry"),),
            cue=(span(text, "says"),),
            content=(span(text, "Blast at Port Sulla kills 12"),),
            kind="indirect",
            act="state",
            score=0.9,
        ),
        Attribution(
            source=(span(text, "Mayor Ada Venn"),),
            cue=(span(text, "said"),),
            content=(
                span(text, "“We heard two explosions,”"),
                span(text, "“Then the lights went out.”"),
            ),
            kind="direct",
            act="state",
            score=0.99,
        ),
        Attribution(
            source=(span(text, "the ministry", "According"),),
            cue=(span(text, "According to"),),
            content=(span(text, "“everyone who, as she put it, ‘could walk’ has left”"),),
            kind="direct",
            act="state",
            score=0.8,
        ),
        Attribution(
            source=(span(text, "she"),),
            cue=(span(text, "put it"),),
            content=(span(text, "‘could walk’"),),
            kind="direct",
            act="other",
            score=0.7,
            parent=2,
        ),
    )
    return one, Reading(
        report_id=one.id,
        attributions=attributions,
        entities=(Mention(span=span(text, "Ada Venn"), type="person", score=0.9),),
        times=(Mention(span=span(text, "Monday"), type="DATE", score=0.9),),
        reader=READER,
    )


class FakeReader:
    """Finds nothing, quickly; fails on reports whose text holds "FAIL". Keeps what it was given."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        self.batches.append(len(reports))
        if any("FAIL" in r.text for r in reports):
            raise ValueError("cannot read this")
        return [empty(r) for r in reports]


class FakeResolver:
    """Makes nothing of a reading; fails on reports whose text holds "PUZZLE"."""

    def resolve(self, report: Report, reading: Reading) -> Resolution:
        if "PUZZLE" in report.text:
            raise ValueError("makes no sense")
        return unresolved(reading)


def resolved(found: tuple[Report, Reading]) -> tuple[Report, Reading, Resolution]:
    """With what the resolver that ships makes of it."""
    return *found, bootstrap.shared_resolver().resolve(*found)


def empty(one: Report) -> Reading:
    return Reading(report_id=one.id, attributions=(), entities=(), times=(), reader=READER)


def unresolved(reading: Reading) -> Resolution:
    """A resolution that says nothing."""
    return Resolution(
        report_id=reading.report_id,
        entities=(),
        times=(),
        figures=(),
        speakers=(None,) * len(reading.attributions),
        claims=(),
    )


#: Text as hostile as a report may bring: markup, control characters, lone surrogates, any script.
TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\n\n\r\t \x00\x1b\x85\u2028\ud800<>&\"'“”‘’«»👩\u0301\u200f"),
        st.sampled_from("abc ABC.,"),
    ),
    max_size=120,
)


#: What a report can hold: half of a surrogate pair is rejected where it comes in.
WHOLE_TEXTS = TEXTS.map(lambda text: re.sub("[\ud800-\udfff]", "", text))


@st.composite
def documents(
    draw: st.DrawFn, texts: st.SearchStrategy[str] = WHOLE_TEXTS
) -> tuple[Report, Reading]:
    """Any text with any layout of spans over it, overlapping, empty, nested in circles."""
    text = draw(texts)
    place = st.integers(0, len(text))
    spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), place, place)
    some = st.lists(spans, max_size=3).map(tuple)
    count = draw(st.integers(0, 5))
    attributions = tuple(
        Attribution(
            source=draw(some),
            cue=draw(some),
            content=draw(some),
            kind=draw(st.sampled_from(get_args(Kind))),
            act=draw(st.sampled_from(get_args(Act))),
            score=draw(st.floats(0, 1)),
            parent=draw(st.none() | st.integers(0, count - 1)),
        )
        for _ in range(count)
    )

    def mentions(types: tuple[str, ...]) -> tuple[Mention, ...]:
        one = st.builds(Mention, span=spans, type=st.sampled_from(types), score=st.floats(0, 1))
        return tuple(draw(st.lists(one, max_size=4)))

    found = report(text, source=draw(WHOLE_TEXTS), title=draw(st.none() | WHOLE_TEXTS))
    kinds = st.sampled_from(("headline", "dateline", "caption"))
    blocks = st.lists(st.builds(Block, kind=kinds, span=spans), max_size=2)
    found = Report(
        id=found.id,
        origin=found.origin,
        text=text,
        title=found.title,
        publisher=draw(st.none() | WHOLE_TEXTS),
        url=draw(st.none() | WHOLE_TEXTS),
        blocks=tuple(draw(blocks)),
    )
    return found, Reading(
        report_id=found.id,
        attributions=attributions,
        entities=mentions(get_args(EntityType)),
        times=mentions(get_args(TimeType)),
        reader=READER,
    )
