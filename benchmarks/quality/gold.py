"""The gold sets, and of each only the documents that no training has seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.samples import SHARED
from training.corpora import held_back, timex, worldwide

SCORER = SHARED / "score" / "score.py"
_DATA = SHARED / "data"


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

    def keeps(self, score: str) -> bool:
        """Whether a score (a dotted name) is shown and has a floor."""
        return score in self.floors

    def text(self) -> str:
        """The unseen rows as JSON Lines, to the letter; raises `Missing`."""
        kept = []
        for name in self.files:
            if not (_DATA / name).is_file():
                raise Missing(f"{name} (../shared/data) is not here")
            with (_DATA / name).open(encoding="utf-8") as lines:
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


SETS = (
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
        floors=("strict.f1", "relaxed.f1", "type.f1"),
        says="the held-back quarter of TimeBank and AQUAINT; spans and types alone, since values "
        "are not resolved yet",
    ),
)
