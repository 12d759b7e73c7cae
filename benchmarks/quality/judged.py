"""Values of the held-back dates, where the gold's value and whence's were judged against the text.

The gold has errors of its own: its annotators call "last week" a week with its number here and a
week without one there, and take dates of one report for those of another. So each expression of
`dates` that whence found but valued otherwise was judged once, by a reader (a language model) who
saw the text, the report's date and the two values in random order, not whose they were. Among them
were 40 pairs of a value that both agree on and one made wrong by a day, a week, a year or a unit;
all 40 were judged rightly.

`judged.jsonl` holds ids, offsets and values, a document a line: `told` is the value that whence
gave then, `right` is "gold", "told", "either" (two notations, or the text leaves it open) or
"neither". Only what differed was judged, so a whence that gives other values than then gets no more
than it would by the gold; and where gold and whence agree, both may be wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.quality.gold import Missing
from training.corpora import DATA, held_back, timex
from whence import bootstrap
from whence.records import Origin, Published, Report, Time

FILE = Path(__file__).with_name("judged.jsonl")
SAYS = (
    "the held-back dates again, where gold and whence differ judged against the text by a reader "
    "who did not know which was which; nothing was changed after the judging that it shows"
)
_SETS = ("timebank", "aquaint")


class Judged(NamedTuple):
    """What was judged of one expression."""

    told: str | None
    right: str

    def accepts(self, value: str, gold: str) -> bool:
        """Whether a value in capitals is right."""
        if value == (self.told or "").upper():
            return self.right in ("told", "either")
        return value == gold and self.right in ("gold", "either")


def measure() -> dict[str, float]:
    """F1 of values as the scorer of `dates` reckons it, and the share right of those found.

    `gold.of_found` is the share that the gold's own values have right by the same judgement.
    """
    reader, resolver = bootstrap.reader(bootstrap.settings()), bootstrap.resolver()
    judged = _judged()
    wanted = timed = found = right = gold_right = 0
    for row in _documents():
        report = _report(row)
        (reading,) = reader.read([report])
        times = list(resolver.resolve(report, reading).times)
        gold = [one for one in row["timexes"] if one["end"] > one["start"]]
        wanted, timed = wanted + len(gold), timed + len(times)
        for one in gold:
            best = _match(one, times)
            if best is None:
                continue
            times.remove(best)
            found += 1
            value, meant = (best.value or "").upper(), (one["value"] or "").upper()
            verdict = judged.get((row["doc_id"], one["start"], one["end"]))
            right += verdict.accepts(value, meant) if verdict else value == meant
            gold_right += verdict is None or verdict.right in ("gold", "either")
    return {
        "value.f1": round(200 * right / max(1, wanted + timed), 1),
        "value.of_found": round(100 * right / max(1, found), 1),
        "gold.of_found": round(100 * gold_right / max(1, found), 1),
    }


def digest() -> str:
    """What names the gold."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:16]


def _match(gold: Mapping[str, Any], times: list[Time]) -> Time | None:
    """The scorer's: the same span if there is one, else the first that overlaps."""
    overlapping = [t for t in times if t.span.start < gold["end"] and gold["start"] < t.span.end]
    same = (t for t in overlapping if (t.span.start, t.span.end) == (gold["start"], gold["end"]))
    return next(same, overlapping[0] if overlapping else None)


def _judged() -> dict[tuple[str, int, int], Judged]:
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return {
        (row["id"], one["start"], one["end"]): Judged(one["told"], one["right"])
        for row in rows
        for one in row["judged"]
    }


def _documents() -> Iterator[dict[str, Any]]:
    """The held-back documents; raises `Missing`, also where a text is not the one judged."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    digests = {row["id"]: row["digest"] for row in map(json.loads, lines)}
    for name in _SETS:
        file = DATA / "dates" / f"{name}.jsonl"
        if not file.is_file():
            raise Missing(f"dates/{name}.jsonl (../shared/data) is not here")
        for line in file.read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            if held_back(row["doc_id"], timex.TEST_SHARE):
                text = hashlib.sha256(row["text"].encode()).hexdigest()[:16]
                if digests.get(row["doc_id"], text) != text:
                    raise Missing(f"{row['doc_id']} has another text than the one judged")
                yield row


def _report(row: Mapping[str, Any]) -> Report:
    name = row["doc_id"]
    origin = Origin(source=name, media_type="text/plain", raw_digest="")
    when = Published(value=row["dct"], found_in="caller")
    return Report(id=name, origin=origin, text=row["text"], published=when)
