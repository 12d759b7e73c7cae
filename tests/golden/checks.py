"""Facts that a right reading of a report must show, checked without pinning every span."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from whence import bootstrap
from whence.extract.neural import NeuralReader
from whence.records import Attribution, Reading, Report, Span
from whence.records.reading import Act, Kind
from whence.settings import Settings

#: What may be missing or too much at a content's end: the contract leaves these outside.
_LOOSE = " \n.,;:"


class Expected(NamedTuple):
    """One attribution as a person reads it.

    `source` is in the found source ("" for none); the content's first span starts with one of
    `starts` ("|" parts alternatives), its last one ends with one of `ends`; "" asks nothing.
    """

    cue: str
    source: str
    kind: Kind
    starts: str
    ends: str
    act: Act = "state"
    contents: int = 0  #: how many spans the content has; 0 asks nothing


class Document:
    """A report with its reading, asked by words."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self.text = report.text
        self.reading = reading

    def words(self, spans: Sequence[Span]) -> str:
        return " … ".join(span.of(self.text) for span in spans)

    def find(self, expected: Expected, *, nested: bool, under: str = "") -> Attribution:
        """The attribution of that cue whose content fits best; fails where there is none."""
        held = [
            one
            for one in self.reading.attributions
            if (one.parent is not None) == nested
            and expected.cue in self.words(one.cue)
            and (not under or under in self._cue_of_parent(one))
        ]
        starts = tuple(expected.starts.split("|"))
        held.sort(key=lambda one: not self.words(one.content).startswith(starts))
        held.sort(key=lambda one: not self._holds(one, starts))
        assert held, f"nobody found who {expected.cue!r}"
        assert self._holds(held[0], starts), (
            f"{expected.cue!r} with {starts!r} not found; there is {self.words(held[0].content)!r}"
        )
        return held[0]

    def _holds(self, one: Attribution, starts: tuple[str, ...]) -> bool:
        words = self.words(one.content)
        return any(start.strip("“‘\"'") in words for start in starts)

    def _cue_of_parent(self, one: Attribution) -> str:
        assert one.parent is not None
        return self.words(self.reading.attributions[one.parent].cue)

    def check_source(self, expected: Expected, found: Attribution) -> None:
        """Whether the source holds the words expected, or there is none where none is."""
        source = self.words(found.source)
        assert source if expected.source else not source, f"source is {source!r}"
        assert expected.source in source, f"{expected.source!r} is not in the source {source!r}"

    def check_content(self, expected: Expected, found: Attribution) -> None:
        """Whether the content begins and ends as it should, to the letter but for punctuation."""
        words = self.words(found.content)
        starts = tuple(expected.starts.split("|"))
        ends = tuple(end.rstrip(_LOOSE) for end in expected.ends.split("|"))
        assert words.startswith(starts), f"content is {words!r}, not from {starts!r}"
        assert words.rstrip(_LOOSE).endswith(ends), f"content is {words!r}, not to {ends!r}"
        if expected.contents:
            assert len(found.content) == expected.contents, f"content is {words!r}"

    def check(self, expected: Expected) -> None:
        """All of it."""
        found = self.find(expected, nested=False)
        self.check_source(expected, found)
        self.check_content(expected, found)
        assert found.kind == expected.kind, f"{found.kind}: {self.words(found.content)!r}"
        assert found.act == expected.act, f"{found.act}: {self.words(found.cue)!r}"


def read(reader: NeuralReader, file: Path) -> list[Document]:
    """Each report of a file with its reading."""
    reports = [one for one in bootstrap.reports([str(file)], Settings()) if isinstance(one, Report)]
    assert reports, f"nothing taken in from {file}"
    return [Document(r, d) for r, d in zip(reports, reader.read(reports), strict=True)]
