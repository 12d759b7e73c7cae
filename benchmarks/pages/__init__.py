"""How well news pages are read: bodies, titles, names, what stands in furniture; beside others.

ways.py        whence and what else finds articles in pages, each as its own documentation calls it
furniture.py   attributions that stand outside the body, or cross a block's border, by the gold

The pages with gold, and their scorer, are those of ../shared.
"""

from __future__ import annotations

import gzip
import json
import logging
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measure import Part
from benchmarks.pages import furniture, ways
from benchmarks.pages.ways import Found, Way
from benchmarks.quality.gold import Missing
from benchmarks.samples import SHARED

_PAGES = SHARED / "data" / "pages"
_SCORER = SHARED / "score" / "score_pages.py"
#: Turns of the ways whose times are compared, after one over some pages for warming up.
_TURNS, _WARM, _TIMED = 3, 8, frozenset({"whence", "trafilatura"})
#: What is shown of a way, and the scorer's name for it.
_SHOWN = {
    "body F1": "f1",
    "precision": "precision",
    "recall": "recall",
    "title exact": "title_exact",
    "same day": "date_same",
    "publisher": "publisher_same",
    "authors": "authors_recall",
}
#: whence's bars: the least, and the most.
_LEAST = {"body F1": 0.955, "title exact": 0.96, "publisher": 0.93, "authors": 0.93}
_MOST = {"lost": 1.0, "boilerplate": 3.0}
_TIMES, _SLOWEST, _IN_FURNITURE = 2.0, 2.0, 1.0

Gold = dict[str, Any]


class Page(NamedTuple):
    """A page with gold: its bytes as they were saved."""

    gold: Gold
    raw: bytes


class Taken(NamedTuple):
    """What a way gave of each page, and the seconds of a processor that each page took."""

    reports: list[dict[str, Any]]
    seconds: list[float]
    failed: int


def measure() -> Part:
    """Every way that is installed, in turns; some three minutes."""
    part = Part("pages")
    try:
        pages = _pages()
    except Missing as missing:
        part.remarks.append(f"nothing was measured: {missing}")
        return part
    here = {name: one.way for name, one in ways.WAYS.items() if one.is_here()}
    for name in ways.WAYS.keys() - here.keys():
        part.remarks.append(f"left out: {name} is not installed")
    with _quiet():
        taken = _taken(here, pages)
    found = {name: one for name, one in taken.items() if one.failed < len(pages)}
    with tempfile.TemporaryDirectory() as folder:
        scores = {name: _scored(one, pages, Path(folder)) for name, one in found.items()}
    _print_ours(part, scores, taken)
    _print_furniture(part, pages)
    for name, row in scores.items():
        if name != "whence":
            for key, value in row.items():
                part.add(f"{name}: {key}", value, "s" if key == "seconds" else "")
    part.details |= {"ways": scores, "packages": _versions(here), "pages": len(pages)}
    part.remarks.append(
        f"{len(pages)} pages, one thread; seconds are of a processor for all pages together, "
        f"whence's and trafilatura's the median of {_TURNS} turns. whence from a page's bytes to a "
        "report, checked and its language known; the others from a page's characters to their "
        "result"
    )
    failed = (f"{name} raised on {one.failed} pages" for name, one in taken.items() if one.failed)
    part.remarks += [*failed, "\n" + "\n".join(rows(scores))]
    return part


def _pages() -> list[Page]:
    if not (_PAGES / "gold.jsonl").is_file() or not _SCORER.is_file():
        raise Missing("the pages with gold or their scorer (../shared) are not here")
    lines = (_PAGES / "gold.jsonl").read_text("utf-8").splitlines()
    golds: list[Gold] = [json.loads(line) for line in lines if line.strip()]
    return [
        Page(gold, gzip.decompress((_PAGES / "html" / gold["file"]).read_bytes())) for gold in golds
    ]


@contextmanager
def _quiet() -> Iterator[None]:
    """What libraries say of pages is not shown: it is other people's pages that they mean."""
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _taken(here: dict[str, Way], pages: list[Page]) -> dict[str, Taken]:
    """What each way gives; those that are compared in time take turns, the others have one."""
    turns: dict[str, list[Taken]] = {name: [] for name in here}
    for way in here.values():
        _turn(way, pages[:_WARM])
    for number in range(_TURNS):
        for name, way in here.items():
            if number == 0 or name in _TIMED:
                turns[name].append(_turn(way, pages))
    return {
        name: sorted(several, key=lambda one: sum(one.seconds))[len(several) // 2]
        for name, several in turns.items()
    }


def _turn(way: Way, pages: list[Page]) -> Taken:
    reports, seconds, failed = [], [], 0
    for gold, raw in pages:
        page = ways.Source(gold["file"], gold["url"] or "", raw, ways.characters(raw))
        began = time.process_time()
        try:
            found: Found = way(page)
        except Exception:  # noqa: BLE001  a page that a library fails on is one that it lost
            # One that fails on every page is not installed as it should be: it has no scores.
            found, failed = {}, failed + 1
        seconds.append(time.process_time() - began)
        reports.append({"source": gold["file"], **found})
    return Taken(reports, seconds, failed)


def _scored(taken: Taken, pages: list[Page], folder: Path) -> dict[str, float]:
    """The scores by ../shared's scorer, and the seconds."""
    gold, read, scores = (folder / name for name in ("gold.jsonl", "read.jsonl", "scores.json"))
    gold.write_text("".join(json.dumps(one.gold) + "\n" for one in pages), encoding="utf-8")
    found = ({"report": one} for one in taken.reports if one.get("text"))
    read.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")
    subprocess.run(
        [sys.executable, _SCORER, gold, read, "--json", scores], check=True, capture_output=True
    )
    summary = json.loads(scores.read_text("utf-8"))["summary"]
    row = {shown: summary[key]["mean"] for shown, key in _SHOWN.items() if key in summary}
    # A way that finds no such thing has no score for it.
    for shown, key in (
        ("same day", "published"),
        ("publisher", "publisher"),
        ("authors", "byline"),
    ):
        if not any(key in one for one in taken.reports):
            row.pop(shown, None)
    return row | {
        "lost": float(summary["body_lost"]),
        "boilerplate": float(summary["boilerplate"]),
        "seconds": round(sum(taken.seconds), 2),
    }


def _print_ours(part: Part, scores: dict[str, dict[str, float]], taken: dict[str, Taken]) -> None:
    for key, value in scores["whence"].items():
        bar = _LEAST.get(key, _MOST.get(key))
        unit = "s" if key == "seconds" else ""
        part.add(f"whence: {key}", value, unit, bar=bar, higher=key in _LEAST)
    if "trafilatura" in scores:
        times = scores["whence"]["seconds"] / scores["trafilatura"]["seconds"]
        part.add("whence's seconds over trafilatura's", times, bar=_TIMES)
    slowest, where = max(
        (seconds, one["source"])
        for one, seconds in zip(taken["whence"].reports, taken["whence"].seconds, strict=True)
    )
    part.add("whence: the slowest page", slowest, "s", bar=_SLOWEST, note=where)


def _print_furniture(part: Part, pages: list[Page]) -> None:
    """Attributions outside the body or over a border, of those in whence's readings."""
    count = furniture.count((one.gold["file"], one.gold, one.raw) for one in pages)
    share = 100 * (count.outside + count.crossing) / max(1, count.all)
    part.add(
        "attributions in furniture or over a block's border, of 100",
        share,
        bar=_IN_FURNITURE,
        note=f"{count.outside} and {count.crossing} of {count.all:,}",
    )
    part.details["furniture"] = count._asdict()
    part.remarks.append(
        f"attributions: {count.all:,} of pages with a body in the gold; in furniture: less than "
        "half of its words are in the body or the title, in runs of four; decks, captions and "
        f"posts ({count.beside}) aside; over a border: one of its spans goes on in another block, "
        "ours or the gold's"
    )


def _versions(here: dict[str, Way]) -> dict[str, str]:
    return {
        one.package: metadata.version(one.package)
        for name, one in ways.WAYS.items()
        if name in here
    }


def rows(table: dict[str, dict[str, float]]) -> list[str]:
    """The table as lines: one way each, a column for each score."""
    columns = list(dict.fromkeys(key for scores in table.values() for key in scores))
    lines = [f"{'':<22}" + "".join(f"{column:>13}" for column in columns)]
    for name, scores in table.items():
        cells = (_cell(column, scores.get(column)) for column in columns)
        lines.append(f"{name:<22}" + "".join(f"{cell:>13}" for cell in cells))
    return lines


def _cell(column: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if column in _MOST else f"{value:.3f}"
