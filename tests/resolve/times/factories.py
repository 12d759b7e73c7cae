"""Reports made of one text, with the expressions in [brackets] found by the reader."""

from __future__ import annotations

import re

import msgspec

from tests import readings
from whence.records import Mention, Published, Reading, Report, Span, Time
from whence.resolve.sentences import Sentences
from whence.resolve.times import resolve_times

#: A Friday.
FRIDAY = "2024-11-22"
_MARKED = re.compile(r"\[([^]]*)\](?::(DATE|TIME|DURATION|SET))?")


def marked(words: str, published: str | None = FRIDAY) -> tuple[Report, Reading]:
    """The report and its reading; "[for two weeks]:DURATION" is one of its times."""
    text, times, at = "", [], 0
    for match in _MARKED.finditer(words):
        text += words[at : match.start()]
        span = Span(len(text), len(text) + len(match[1]))
        times.append(Mention(span=span, type=match[2] or "DATE", score=0.9))
        text += match[1]
        at = match.end()
    text += words[at:]
    report = readings.report(text)
    if published is not None:
        found = Published(value=published, found_in="metadata")
        report = msgspec.structs.replace(report, published=found)
    return report, msgspec.structs.replace(readings.empty(report), times=tuple(times))


def named(words: str, *names: str, kind: str = "person") -> list[str]:
    """As `read`, of a text in which the reader found names of a kind."""
    report, reading = marked(words)
    spans = [
        Span(match.start(), match.end())
        for name in names
        for match in re.finditer(re.escape(name), report.text)
    ]
    entities = tuple(Mention(span=span, type=kind, score=0.9) for span in spans)
    reading = msgspec.structs.replace(reading, entities=entities)
    times = resolve_times(report, reading, Sentences(report, reading.words))
    return [f"{time.span.of(report.text)} {time.value}" for time in times]


def times_of(words: str, published: str | None = FRIDAY) -> tuple[str, tuple[Time, ...]]:
    """The text and its resolved times."""
    report, reading = marked(words, published)
    return report.text, resolve_times(report, reading, Sentences(report, reading.words))


def read(words: str, published: str | None = FRIDAY) -> list[str]:
    """Each expression as "words TYPE value"."""
    text, times = times_of(words, published)
    return [f"{time.span.of(text)} {time.type} {time.value}" for time in times]
