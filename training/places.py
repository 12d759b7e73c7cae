"""Fits how a name's place is chosen, and how sure that is.

    python -m training.places [--search SECONDS] [--keep FILE]

Reads those halves of LGL and GeoVirus, and the training part of `attacks`, that no score is
from (`../shared/data`), and prints what `whence.resolve.places.votes` and `.sure` hold: the weights
of what speaks for a candidate, searched for one at a time; a logistic model of whether the choice
is right, fitted by Newton's method with a ridge; and what each threshold would leave out.

In `attacks` only the event's country is known. A place in it counts as right; a town in another
country that the report does not name counts as wrong; all else is left out.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.quality.gold import TEST_HALF
from benchmarks.samples import SHARED
from training.corpora import held_back
from whence import bootstrap
from whence.records import Reading, Report
from whence.resolve.places import Gazetteer, sure, toponyms, votes
from whence.resolve.places.gazetteer import Candidate, kilometres

_DATA = SHARED / "data"
_NEAR_KM = 161.0
#: Mentions of one name in one report beyond these count little: they are right or wrong together.
_MOST, _REPEATED = 3, 0.2
#: What a label that only the event's country gives is worth.
_WEAK = 0.5
_RIDGE = 2.0
#: What a step has to gain, in names: one report more or less is luck.
_WORTH_IT = 1.5
#: With less, every namesake speaks for every region, and the largest list decides.
_LEAST_SHARP = 0.7
#: The first step of the search for each weight; halved when none helps.
_STEPS = {
    "country": 1, "admin1": 1, "region": 1.5, "county": 0.7, "people": 0.15, "great": 0.3,
    "own": 0.8, "shadow": 1, "same_country": 0.8, "same_region": 1.2, "near": 0.5,
    "container": 2, "listed": 2, "within": 1.5, "given": 1.5, "contains": 1, "paper": 1.2,
    "home": 1.2, "sharp": 0.2,
}  # fmt: skip


class Document(NamedTuple):
    """A report's names, and where on earth each is: (index of the name, latitude, longitude)."""

    names: list[votes.Name]
    paper: list[Candidate]
    home: str
    points: list[tuple[int, float, float]]
    country: str  #: of the event; "" where the points are known


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _inputs() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each gold row that may be looked at, with the report as `whence read` takes it."""
    for name in ("places/lgl.jsonl", "places/geovirus.jsonl"):
        for row in _rows(name):
            if not held_back(str(row["doc_id"]), TEST_HALF):
                fields = {"id": str(row["doc_id"]), "published": row.get("date")}
                yield row, fields | {"publisher": row.get("domain"), "text": row["text"]}
    for row in _rows("attacks/train.jsonl"):
        if row["country_code"]:
            yield row, {key: row[key] for key in ("id", "text", "published")}


def _readings(keep: Path | None) -> list[tuple[dict[str, Any], Report, Reading]]:
    if keep and keep.exists():
        found: list[tuple[dict[str, Any], Report, Reading]] = pickle.loads(keep.read_bytes())
        return found
    settings = bootstrap.settings()
    gold, texts = {}, Path("places-in.jsonl")
    with texts.open("w", encoding="utf-8") as out:
        for row, listed in _inputs():
            gold[listed["id"]] = row
            out.write(json.dumps({k: v for k, v in listed.items() if v}) + "\n")
    try:
        reader = bootstrap.own_reader(settings)
        found = []
        for report in bootstrap.reports([str(texts)], settings):
            if isinstance(report, Report):
                found.append((gold[str(report.origin.source)], report, reader.read([report])[0]))
    finally:
        texts.unlink()
    if keep:
        keep.write_bytes(pickle.dumps(found))
    return found


def _documents(keep: Path | None, gazetteer: Gazetteer) -> list[Document]:
    found = []
    for row, report, reading in _readings(keep):
        names = toponyms.names_in(report, reading, gazetteer)
        points, used = [], set()
        for gold in row.get("toponyms", ()):
            met = (
                at for at, name in enumerate(names)
                if at not in used and name.start < gold["end"] and gold["start"] < name.end
            )  # fmt: skip
            at = next(met, None)
            if at is None:
                continue
            used.add(at)
            if gold.get("lat") is not None and names[at].candidates:
                points.append((at, float(gold["lat"]), float(gold["lon"])))
        paper, home = toponyms.home_of(report, gazetteer)
        found.append(Document(names, paper, home, points, row.get("country_code") or ""))
    return found


def _right(documents: Sequence[Document], weights: votes.Weights) -> float:
    """How many names are put near where they are."""
    right = 0.0
    for one in documents:
        if not one.points:
            continue
        for name in one.names:
            name.choice = None
        votes.Votes(one.names, one.paper, one.home, weights).settle()
        seen: Counter[str] = Counter()
        for at, lat, lon in one.points:
            name = one.names[at]
            seen[name.key] += 1
            if (c := name.choice) and kilometres(c.lat, c.lon, lat, lon) <= _NEAR_KM:
                right += 1.0 if seen[name.key] <= _MOST else _REPEATED
    return right


def _searched(documents: Sequence[Document], seconds: float) -> votes.Weights:
    """Better weights by coordinate ascent, beginning with those in use."""
    weights, chance = votes.WEIGHTS, random.Random(7)
    best, scale, end = _right(documents, weights), 1.0, time.monotonic() + seconds
    print(f"{best:.1f} right with the weights in use")
    while scale > 0.2 and time.monotonic() < end:
        before = best
        for field in chance.sample(sorted(_STEPS), len(_STEPS)):
            for way in (1, -1):
                value = round(getattr(weights, field) + way * _STEPS[field] * scale, 3)
                if field == "sharp":
                    value = max(_LEAST_SHARP, value)
                tried = weights._replace(**{field: value})
                if (
                    time.monotonic() < end
                    and (right := _right(documents, tried)) > best + _WORTH_IT
                ):
                    best, weights = right, tried
                    break
        scale *= 0.5 if best == before else 1.0
    print(f"{best:.1f} right with {weights}")
    return weights


def _examples(
    documents: Sequence[Document], weights: votes.Weights
) -> Iterator[tuple[sure.Evidence, bool, float]]:
    """What speaks for each choice, whether it is right, and what the example is worth."""
    for one in documents:
        for name in one.names:
            name.choice = None
        counted = votes.Votes(one.names, one.paper, one.home, weights)
        counted.settle()
        seen: Counter[str] = Counter()
        if one.country:
            countries = {
                n.choice.country for n in one.names if n.choice and n.choice.kind == "country"
            }
            for name in one.names:
                found, c = sure.evidence(name, counted), name.choice
                seen[name.key] += 1
                if found is None or c is None or seen[name.key] > 1:
                    continue
                if c.country == one.country:
                    yield found, True, _WEAK
                elif c.kind in ("city", "county") and c.country not in countries:
                    yield found, False, _WEAK
        for at, lat, lon in one.points:
            name = one.names[at]
            found, c = sure.evidence(name, counted), name.choice
            seen[name.key] += 1
            if found and c:
                near = kilometres(c.lat, c.lon, lat, lon) <= _NEAR_KM
                yield found, near, 1.0 if seen[name.key] <= _MOST else _REPEATED


def _fitted(x: Any, y: Any, worth: Any) -> Any:
    """A logistic model's weights, the bias last."""
    x = np.column_stack([x, np.ones(len(x))])
    found, ridge = np.zeros(x.shape[1]), np.full(x.shape[1], _RIDGE)
    ridge[-1] = 1e-6
    for _ in range(50):
        likely = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (worth * (y - likely)) - ridge * found
        curve = (x * (worth * likely * (1 - likely))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        found = found + step
        if np.abs(step).max() < 1e-8:
            break
    return found


def main() -> None:
    """Searches, fits, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--search", type=float, default=0.0, help="seconds to search for weights")
    parser.add_argument("--keep", type=Path, help="a file that keeps the readings between runs")
    options = parser.parse_args()
    documents = _documents(options.keep, Gazetteer.open(bootstrap.data("gazetteer")))
    weights = _searched(documents, options.search) if options.search else votes.WEIGHTS
    examples = list(_examples(documents, weights))
    x = np.array([one[0] for one in examples])
    y = np.array([one[1] for one in examples], float)
    worth = np.array([one[2] for one in examples])
    found = _fitted(x, y, worth)
    print(f"{len(y)} examples, {int(y.sum())} right")
    for field, value in zip((*sure.Evidence._fields, "bias"), found, strict=True):
        print(f"    {field}={value:.2f},")
    likely = 1 / (1 + np.exp(-np.column_stack([x, np.ones(len(x))]) @ found))
    print("threshold  told  right of those told  right of all")
    for threshold in np.arange(0.2, 0.85, 0.05):
        kept = worth * (likely >= threshold)
        right = (kept * y).sum()
        print(
            f"{threshold:.2f} {100 * kept.sum() / worth.sum():6.1f} "
            f"{100 * right / kept.sum():6.1f} {100 * right / worth.sum():6.1f}"
        )


if __name__ == "__main__":
    main()
