"""What other ways of finding quotations reach on the texts that whence is scored on.

pattern.py    quotation marks and the nearest verb of saying: what anyone would try first
textacy.py    textacy's direct quotations, where textacy and spaCy are installed

Each gives documents of the shape that `whence read --format jsonl` prints, with attributions alone.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import Part
from benchmarks.peers import pattern, textacy
from benchmarks.quality.gold import SETS, Missing
from benchmarks.quality.scoring import flat, scorer

Attribution = dict[str, Any]
_SHOWN = ("linked.f1", "source.exact.f1", "cue.exact.f1", "content.exact.f1", "content.overlap.f1")


def measure() -> Part:
    """Reads PolNeAR dev with every peer that is here."""
    part = Part("peers")
    _score(part, "pattern", pattern.attributions)
    reader = textacy.open_reader()
    if reader is None:
        part.remarks.append("textacy, spaCy or ../shared/peers is not installed: left out")
        return part
    _score(part, "textacy", reader.attributions)
    part.remarks.append(f"textacy raised on {reader.raised} paragraphs of {reader.paragraphs}")
    return part


def _score(part: Part, name: str, find: Callable[[str], list[Attribution]]) -> None:
    gold = next(one for one in SETS if one.kind == "attribution")
    try:
        with tempfile.TemporaryDirectory() as folder:
            file, readings = Path(folder) / "gold.jsonl", Path(folder) / "readings.jsonl"
            file.write_text(gold.text(), encoding="utf-8")
            texts = [json.loads(line) for line in scorer("inputs", gold.kind, file).splitlines()]
            began = time.perf_counter()
            found = [_document(text["id"], text["text"], find) for text in texts]
            seconds = time.perf_counter() - began
            readings.write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
            scores = json.loads(scorer(gold.kind, file, readings))
    except Missing as missing:
        part.remarks.append(f"{name} was not scored: {missing}")
        return
    words = sum(len(text["text"].split()) for text in texts)
    for score in _SHOWN:
        part.add(f"{name} {score}", flat(scores)[score])
    part.add(f"{name} words a second", round(words / seconds), "words/s")
    part.details[name] = scores


def _document(source: str, text: str, find: Callable[[str], list[Attribution]]) -> dict[str, Any]:
    return {"report": {"source": source, "text": text}, "attributions": find(text)}
