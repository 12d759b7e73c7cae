"""The gold sets, and of each only the documents that no training has seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.samples import SHARED
from training.corpora import held_back, timex, worldwide

SCORER = SHARED / "score" / "score.py"
_DATA = SHARED / "data"
#: Of sets without parts of their own, the share that no rule was tuned on.
TEST_HALF = 0.5


class Missing(Exception):
    """A set or the scorer is not on this machine."""


@dataclass(frozen=True)
class Gold:
    """One set to score on."""

    name: str
    kind: str  #: the scorer's name for what is scored
    files: tuple[str, ...]
    unseen: Callable[[dict[str, Any]], bool]  #: whether training left the row out
    floors: tuple[str, ...]  #: the scores that are kept
    says: str
    beside: tuple[str, ...] = ()  #: files that the scorer looks for beside the gold
    fast: bool = False  #: whether it is read with the smaller bundle

    def keeps(self, score: str) -> bool:
        """Whether a score (a dotted name) is shown and has a floor."""
        return score in self.floors

    def file(self, name: str) -> Path:
        """One of the set's files; raises `Missing`."""
        found = _DATA / name
        if not found.is_file():
            raise Missing(f"{name} (../shared/data) is not here")
        return found

    def text(self) -> str:
        """The unseen rows as JSON Lines, to the letter; raises `Missing`."""
        kept = []
        for name in self.files:
            with self.file(name).open(encoding="utf-8") as lines:
                kept += [line for line in lines if line.strip() and self.unseen(json.loads(line))]
        return "".join(kept)


def digest_of(file: Path) -> str:
    """What names a scoring's input: two scores compare only where it is the same."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def _all(_: dict[str, Any]) -> bool:
    return True


def _of_worldwide(row: dict[str, Any]) -> bool:
    return held_back(str(row["doc_id"]), worldwide.TEST_SHARE)


def _of_dates(row: dict[str, Any]) -> bool:
    return held_back(row["doc_id"], timex.TEST_SHARE)


def _of_places(row: dict[str, Any]) -> bool:
    return held_back(_id(row), TEST_HALF)


def _of_incidents(row: dict[str, Any]) -> bool:
    return held_back(_id(row), TEST_HALF)


def _id(row: dict[str, Any]) -> str:
    return str(row.get("id") or row.get("doc_id"))


_USUAL = (
    Gold(
        name="attribution",
        kind="attribution",
        files=("polnear/dev.jsonl",),
        unseen=_all,
        floors=(
            *("linked.f1", "source.exact.f1", "cue.exact.f1", "content.exact.f1"),
            "content.overlap.f1",
        ),
        says="PolNeAR dev, 84 reports, never trained on",
    ),
    Gold(
        name="entities",
        kind="entities",
        files=("entities/worldwide.jsonl",),
        unseen=_of_worldwide,
        floors=("all.f1", "person.f1", "organization.f1", "place.f1", "group.f1"),
        says="the held-back fifth of the worldwide newswire set; exact span and type",
    ),
    Gold(
        name="dates",
        kind="dates",
        files=("dates/timebank.jsonl", "dates/aquaint.jsonl"),
        unseen=_of_dates,
        floors=("strict.f1", "relaxed.f1", "value.f1", "type.f1"),
        says="the held-back quarter of TimeBank and AQUAINT, which nothing was tuned on",
    ),
    Gold(
        name="places-lgl",
        kind="places",
        files=("places/lgl.jsonl",),
        unseen=_of_places,
        floors=("spans.f1", "end_to_end_acc161", "resolution_acc161"),
        says="LGL, local US papers: the half whose errors nobody looked at",
    ),
    Gold(
        name="places-geovirus",
        kind="places",
        files=("places/geovirus.jsonl",),
        unseen=_of_places,
        floors=("spans.f1", "end_to_end_acc161", "resolution_acc161"),
        says="GeoVirus, Wikinews: the half whose errors nobody looked at",
    ),
    Gold(
        name="shootings",
        kind="shootings",
        files=("shootings/dev.jsonl",),
        unseen=_all,
        floors=("killed.accuracy", "injured.accuracy"),
        says="the dev part, 66 reports",
    ),
    Gold(
        name="incidents",
        kind="incidents",
        files=("incidents/reports.jsonl",),
        unseen=_of_incidents,
        floors=("killed.accuracy", "injured.accuracy"),
        says="the half whose errors nobody looked at, each report against the register's final "
        "figures, which early ones may rightly differ from",
        beside=("incidents/incidents.jsonl",),
    ),
)

#: Each set twice: what the usual bundle makes of it, and the smaller one.
SETS = (
    *_USUAL,
    *(replace(gold, name=f"{gold.name}-fast", fast=True, says="with --fast") for gold in _USUAL),
)
