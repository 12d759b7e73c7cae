"""Every gold set read by `whence read`, scored, and held against its floors."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import tempfile
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

from benchmarks.facts import bundle_digest
from benchmarks.measure import Part
from benchmarks.quality import floors
from benchmarks.quality.gold import SETS, Gold, Missing, digest_of
from benchmarks.quality.scoring import flat, scorer
from benchmarks.samples import WHENCE

#: Set -> score -> the least that the project asks for.
_BARS = {
    "attribution": {
        "linked.f1": 69.0,
        "source.exact.f1": 78.0,
        "cue.exact.f1": 71.0,
        "content.exact.f1": 62.0,
        "content.overlap.f1": 90.0,
    }
}


def measure(only: Collection[str] = ()) -> tuple[Part, dict[str, floors.Measured]]:
    """Reads and scores the sets that are here; the second is what floors are checked against.

    `only` names the sets to score; empty is all.
    """
    part, measured = Part("quality"), {}
    bundle = bundle_digest()
    for gold in SETS:
        if only and gold.name not in only:
            continue
        try:
            scores, seconds, digest = _score(gold)
        except Missing as missing:
            part.remarks.append(f"{gold.name} was not scored: {missing}")
            continue
        kept = {name: value for name, value in flat(scores).items() if gold.keeps(name)}
        for name, value in kept.items():
            bar = _BARS.get(gold.kind, {}).get(name)
            part.add(f"{gold.name} {name}", value, bar=bar, higher=bar is not None)
        part.details[gold.name] = {"scores": scores, "seconds": round(seconds, 1), "input": digest}
        part.remarks += [f"{gold.name}: {gold.says}"]
        for trouble in ("without_reading", "text_not_kept"):
            if scores.get(trouble):
                part.remarks.append(f"{gold.name}: {trouble} {scores[trouble]}")
        measured[gold.name] = floors.Measured(scores=kept, digest=digest, bundle=bundle)
    return part, measured


def check(measured: dict[str, floors.Measured]) -> list[str]:
    """What is wrong against the floors in floors.toml."""
    return floors.check(floors.load(floors.FILE), measured)


def repin(measured: dict[str, floors.Measured], because: str | None) -> None:
    """Writes the scores as new floors; raises `floors.Lowered` for a lower one without a reason."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    floors.FILE.write_text(
        floors.dump(floors.repin(floors.load(floors.FILE), measured, because, today)),
        encoding="utf-8",
    )


def _score(gold: Gold) -> tuple[dict[str, Any], float, str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        held_back, texts, readings = (folder / n for n in ("gold.jsonl", "in.jsonl", "out.jsonl"))
        held_back.write_text(gold.text(), encoding="utf-8")
        texts.write_text(scorer("inputs", gold.kind, held_back), encoding="utf-8")
        began = time.perf_counter()
        command: list[str | Path] = [WHENCE, "read", texts, "--format", "jsonl", "--out", readings]
        # 1 is for reports that were rejected: they score as read with nothing found, and are told.
        done = subprocess.run(command, check=False)
        if done.returncode > 1:
            raise subprocess.CalledProcessError(done.returncode, "whence read")
        seconds = time.perf_counter() - began
        scores: dict[str, Any] = json.loads(scorer(gold.kind, held_back, readings))
        return scores, seconds, digest_of(held_back)
