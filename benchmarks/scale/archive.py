"""An archive of any size as a batch of recorded readings, with copies planted in it.

Worlds of reports (`benchmarks.compare.worlds`), and of one report in twenty a copy that another
outlet puts out the day after, with some of its sentences in other words of the same length, so that
what was read in it is still where it was.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from benchmarks.compare.worlds import Words, world
from whence.batch.manifest import Entry, Manifest, commit, opened, staging
from whence.batch.shards import Shard
from whence.batch.tables import Tables, results
from whence.bootstrap import comparing
from whence.ports import Result
from whence.records import digest
from whence.scale.local import LocalMapper

#: One report in so many has a copy.
_EVERY = 20
#: Of a copy's sentences so many at most are in other words, and of its runs of six words so many at
#: least are the report's: a copy by any rule.
_TURNED, _RETAINED = 0.5, 0.4
#: A shorter report is too short to be reported as a copy.
_LEAST = 600
#: Words are turned from this weight on, nearly all of them: with only the rare ones turned, a
#: report would be a copy of itself in every other world.
_COMMON = 1.0
_LONG = re.compile(r"[a-z]{5,}")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


def write(base: Path, folder: Path, size: int, workers: int) -> list[tuple[str, str]]:
    """Writes a batch of so many reports made of those in `base`; gives the planted copies.

    `base` is the folder of a batch. Each pair is the ids of a report and of its copy.
    """
    made = opened(base).made
    Manifest.begin(folder, made)
    count = opened(base).rows["reports"]
    worlds = [(n, min(count, size - n * count)) for n in range(-(-size // count))]
    build = partial(_building, str(base), str(folder))
    planted = []
    for _, pairs, fault in LocalMapper(workers).map(build, worlds):
        if pairs is None:
            raise RuntimeError(fault)
        planted += pairs
    return planted


def _building(base: str, folder: str) -> Callable[[tuple[int, int]], list[tuple[str, str]]]:
    reports = list(results(opened(Path(base)).files("reports")))
    frequencies = comparing.frequencies()

    def one(task: tuple[int, int]) -> list[tuple[str, str]]:
        number, count = task
        shard = Shard(name=f"world-{number:04}", parts=())
        tables, planted = Tables(), []
        copied = count // (_EVERY + 1)
        varied = list(world(reports[: count - copied], number, Words(frequencies, number, _COMMON)))
        other = Words(frequencies, 10_000 + number, _COMMON)
        rng = random.Random(number)
        for result in (*varied, *_copies(varied, copied, other, rng, planted)):
            tables.add(result)
        staged = staging(Path(folder), shard)
        rows, files = tables.write(staged, shard.name)
        commit(Path(folder), Entry(shard=shard.name, parts=(), rows=rows, files=files), staged)
        return planted

    return one


def _copies(
    varied: Sequence[Result],
    count: int,
    words: Words,
    rng: random.Random,
    planted: list[tuple[str, str]],
) -> Iterator[Result]:
    fit = [result for result in varied if _is_one(result)]
    for result in rng.sample(fit, min(count, len(fit))):
        found = _copy(result, words, rng)
        planted.append((result[0].id, found[0].id))
        yield found


def _is_one(result: Result) -> bool:
    """Whether this is a report: some pages hold other words than those of the report they name."""
    report = result[0]
    titled = set(_LONG.findall((report.title or "").lower()))
    words = set(_LONG.findall(report.text.lower()))
    return len(report.text) >= _LEAST and (not titled or not titled.isdisjoint(words))


def _copy(result: Result, words: Words, rng: random.Random) -> Result:
    report, reading, resolution = result
    text = _edited(report.text, words, rng)
    name = digest(report.id, "copy")
    published = report.published
    if published:
        day = dt.date.fromisoformat(published.value[:10]) + dt.timedelta(days=1)
        published = msgspec.structs.replace(published, value=day.isoformat())
    origin = msgspec.structs.replace(report.origin, source=f"copy/{report.origin.source}")
    copy = msgspec.structs.replace(
        report,
        id=name,
        identity=name,
        text=text,
        # One of its own, which whence would look for in the text, is beyond turning words.
        title=None,
        published=published,
        publisher="The Planted Gazette",
        origin=origin,
    )
    return (
        copy,
        msgspec.structs.replace(reading, report_id=name),
        msgspec.structs.replace(resolution, report_id=name),
    )


def _edited(text: str, words: Words, rng: random.Random) -> str:
    """The text with some of its sentences in other words."""
    share = rng.uniform(0, _TURNED)
    runs = _runs(text)
    while True:
        at, pieces = 0, []
        for sentence in _SENTENCE.finditer(text):
            pieces.append(text[at : sentence.start()])
            turned = rng.random() < share
            pieces.append(words.turned(sentence.group()) if turned else sentence.group())
            at = sentence.end()
        edited = "".join(pieces) + text[at:]
        if len(runs & _runs(edited)) >= _RETAINED * len(runs):
            return edited
        share /= 2


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return set(zip(*(words[n:] for n in range(6)), strict=False))
