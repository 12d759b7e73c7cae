"""What rules take of the clock for eight times the text: tests count steps, patterns hide some."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.measure import Part
from whence.extract.quotes import quotations
from whence.records import Origin, Reader, Reading, Report, digest
from whence.resolve.figures import find_figures
from whence.resolve.sentences import Sentences
from whence.resolve.times import resolve_times

_SHORT, _TIMES = 10_000, 8
_BAR = 24.0  # a square would be 64 times
_LEAST = 0.01  # seconds; below it a clock says nothing

_PIECES = {
    "quotations": ('"', "“a ‘b “c” b’ a” ", "«", "players' 'a ", "„a “b ", '5" x '),
    "figures": ("a", "1", ".", "12, ", "A.", "two ", "killed ", "Eva Olsik, ", "18 dead: "),
    "times": ("now ", "1990, 1991, ", "Monday Tuesday ", "12:", "the the ", "9"),
}


def measure() -> Part:
    """Each rule on each piece of text, said over and over."""
    part = Part("growth")
    for rule, pieces in _PIECES.items():
        for piece in pieces:
            short, long = (_seconds(rule, piece, _SHORT * n) for n in (1, _TIMES))
            name = f"{rule}, {piece.strip()!r} {_TIMES} times as long"
            part.add(name, long / max(short, _LEAST), "times", bar=_BAR)
    part.remarks.append(f"processor time, the better of two, for {_SHORT:,} characters and more")
    return part


def _seconds(rule: str, piece: str, length: int) -> float:
    text = piece * (length // len(piece))
    return min(_timed(_work(rule, text)) for _ in range(2))


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _work(rule: str, text: str) -> Callable[[], object]:
    if rule == "quotations":
        return lambda: quotations(text)
    origin = Origin(source="growth", media_type="text/plain", raw_digest=digest(text))
    report = Report(id=digest(text), origin=origin, text=text, language="en")
    nobody = Reader(name="none", bundle="", version="0")
    reading = Reading(report_id=report.id, attributions=(), entities=(), times=(), reader=nobody)
    sentences = Sentences(report)
    if rule == "times":
        return lambda: resolve_times(report, reading, sentences)
    return lambda: find_figures(report, reading, sentences, ())
