"""Time expressions on MEANTIME (English Wikinews): news that no rule of times was made on.

The set annotates times in the title, the date and the first sentences of each report, so what
whence finds behind those is left out. Scored as `dates` is: strict and overlapping spans, and those
with the same value, too. `value.of_found` is the share of right values among those found, on which
the spans do not weigh.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from benchmarks.quality.gold import Missing
from training.corpora import DATA
from whence import bootstrap
from whence.records import Origin, Published, Report, Span, Time

#: The number of the last sentence in which MEANTIME annotates times.
_LAST = 5
SAYS = (
    "MEANTIME's annotated sentences, on which neither spans were trained nor rules of times made; "
    "its errors were looked at once, after it was measured, and nothing was changed that it shows"
)


class Gold(NamedTuple):
    """A text as far as it is annotated, with its time expressions."""

    name: str
    text: str
    published: str | None
    until: int
    times: tuple[tuple[Span, str], ...]


def measure() -> dict[str, float]:
    """Percentages of precision and recall's F1, and of the values found."""
    reader, resolver = bootstrap.reader(bootstrap.settings()), bootstrap.resolver()
    wanted = produced = strict = found = right = 0
    for gold in _documents():
        origin = Origin(source=gold.name, media_type="text/plain", raw_digest="")
        when = Published(value=gold.published, found_in="caller") if gold.published else None
        report = Report(id=gold.name, origin=origin, text=gold.text, published=when)
        (reading,) = reader.read([report])
        times = [t for t in resolver.resolve(report, reading).times if t.span.start < gold.until]
        wanted += len(gold.times)
        produced += len(times)
        for span, value in gold.times:
            best = max(times, key=lambda one: _shared(one.span, span), default=None)
            if best is None or not _shared(best.span, span):
                continue
            times.remove(best)
            found += 1
            strict += best.span == span
            right += _value(best) == value.upper()
    both = max(1, wanted + produced)
    return {
        "strict.f1": round(200 * strict / both, 1),
        "relaxed.f1": round(200 * found / both, 1),
        "value.f1": round(200 * right / both, 1),
        "value.of_found": round(100 * right / max(1, found), 1),
    }


def digest() -> str:
    """What names the gold."""
    return hashlib.sha256(repr(list(_documents())).encode()).hexdigest()[:16]


def _value(time: Time) -> str:
    return (time.value or "").upper()


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _documents() -> Iterator[Gold]:
    file = DATA / "meantime" / "docs.jsonl"
    if not file.is_file():
        raise Missing("meantime/docs.jsonl (../shared/data) is not here")
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Gold(row["doc_id"], row["text"], row["dct"], _until(row), tuple(_times(row)))


def _times(row: dict[str, Any]) -> Iterator[tuple[Span, str]]:
    for one in row["mentions"]:
        if one["tag"] == "TIMEX3" and one.get("start") is not None and one.get("value"):
            yield Span(one["start"], one["end"]), one["value"]


def _until(row: dict[str, Any]) -> int:
    """Where the last annotated sentence ends."""
    at = 0
    for token, sentence in zip(row["tokens"], row["sent"], strict=True):
        start = row["text"].find(token, at)
        if sentence > _LAST:
            return max(start, at)
        if start >= 0:
            at = start + len(token)
    return len(row["text"])
