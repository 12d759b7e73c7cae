"""Every gold set read by `whence read`, scored, and held against its floors."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any, Protocol

from benchmarks.facts import bundle_digest
from benchmarks.measure import Part
from benchmarks.quality import floors, judged, rulings, speakers, syntax, times
from benchmarks.quality.gold import SETS, Gold, Missing, digest_of
from benchmarks.quality.scoring import flat, scorer
from benchmarks.samples import WHENCE
from whence import bootstrap

_RULINGS = {
    "kind": 95.0,
    "act": 85.0,
    "speakers.right": 90.0,
    "own_voice.f1": 88.0,
    "hedges.f1": 75.0,
    "figures.f1": 75.0,
}
#: Set -> score -> the least that the project asks for.
_BARS = {
    "attribution": {
        "linked.f1": 69.0,
        "source.exact.f1": 78.0,
        "cue.exact.f1": 71.0,
        "content.exact.f1": 62.0,
        "content.overlap.f1": 90.0,
    },
    # No more than 1.5 below the usual bundle.
    "attribution-fast": {"linked.f1": 71.6},
    "entities": {"all.f1": 82.0},
    "dates": {"strict.f1": 81.0, "value.f1": 78.0},
    "places-lgl": {"spans.f1": 70.0, "end_to_end_acc161": 55.0, "resolution_acc161": 76.0},
    "places-geovirus": {"end_to_end_acc161": 75.0, "resolution_acc161": 88.0},
    "shootings": {"killed.accuracy": 75.0, "injured.accuracy": 72.0},
    "speakers": {"answered": 85.0, "right": 90.0},
    "rulings": _RULINGS,
    "rulings-unseen": _RULINGS,
}


class Own(Protocol):
    """A set that the scorer in ../shared does not know: a module, or what is like one."""

    SAYS: str

    def measure(self) -> dict[str, float]:
        """The scores by name; raises `Missing`."""

    def digest(self) -> str:
        """What names the gold."""


OWN: dict[str, Own] = {
    "speakers": speakers,
    "rulings": rulings.FIRST,
    "rulings-unseen": rulings.SECOND,
    "syntax": syntax,
    "times-meantime": times,
    "dates-judged": judged,
}


def measure(only: Collection[str] = ()) -> tuple[Part, dict[str, floors.Measured]]:
    """Reads and scores the sets that are here; the second is what floors are checked against.

    `only` names the sets to score; empty is all.
    """
    part, measured = Part("quality"), {}
    bundle = bundle_digest()
    # A bundle that is named is the one measured.
    named = bootstrap.settings().bundle is not None
    smaller = bundle if named else bundle_digest(fast=True)
    for gold in SETS:
        if (only and gold.name not in only) or (gold.fast and named):
            continue
        try:
            scores, seconds, digest = _score(gold)
        except Missing as missing:
            part.remarks.append(f"{gold.name} was not scored: {missing}")
            continue
        kept = {name: value for name, value in flat(scores).items() if gold.keeps(name)}
        for name, value in kept.items():
            bar = _BARS.get(gold.name, {}).get(name)
            part.add(f"{gold.name} {name}", value, bar=bar, higher=bar is not None)
        part.details[gold.name] = {"scores": scores, "seconds": round(seconds, 1), "input": digest}
        part.remarks += [f"{gold.name}: {gold.says}"]
        for trouble in ("without_reading", "text_not_kept"):
            if scores.get(trouble):
                part.remarks.append(f"{gold.name}: {trouble} {scores[trouble]}")
        read_by = smaller if gold.fast else bundle
        measured[gold.name] = floors.Measured(scores=kept, digest=digest, bundle=read_by)
    for name, own in OWN.items():
        if only and name not in only:
            continue
        try:
            began = time.perf_counter()
            own_scores, digest = own.measure(), own.digest()
        except Missing as missing:
            part.remarks.append(f"{name} was not scored: {missing}")
            continue
        for score, value in own_scores.items():
            bar = _BARS.get(name, {}).get(score)
            part.add(f"{name} {score}", value, bar=bar, higher=bar is not None)
        seconds = round(time.perf_counter() - began, 1)
        part.details[name] = {"scores": own_scores, "seconds": seconds, "input": digest}
        part.remarks.append(f"{name}: {own.SAYS}")
        measured[name] = floors.Measured(scores=own_scores, digest=digest, bundle=bundle)
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
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        # The scorer knows the files beside a gold set by the set's own name.
        held_back = folder / Path(gold.files[0]).name
        texts, readings = folder / "in.jsonl", folder / "out.jsonl"
        held_back.write_text(gold.text(), encoding="utf-8")
        for name in gold.beside:
            shutil.copy(gold.file(name), folder)
        texts.write_text(scorer("inputs", gold.kind, held_back), encoding="utf-8")
        began = time.perf_counter()
        command: list[str | Path] = [WHENCE, "read", texts, "--format", "jsonl", "--out", readings]
        command += ["--fast"] if gold.fast else []
        # 1 is for reports that were rejected: they score as if nothing was found, and are named.
        done = subprocess.run(command, check=False)
        if done.returncode > 1:
            raise subprocess.CalledProcessError(done.returncode, "whence read")
        seconds = time.perf_counter() - began
        scores: dict[str, Any] = json.loads(scorer(gold.kind, held_back, readings))
        return scores, seconds, digest_of(held_back)
