"""Pipelines with the component in them: with the model that ships, and with made-up readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tests.readings import READER
from whence.compat import component
from whence.extract.neural import NeuralReader
from whence.records import Attribution, Reading, Report, Span

TEXT = "“We are leaving,” Ada Venn said on Monday. “It is late.”"

#: What is found in a text, by its words.
Finder = Callable[[Report], Sequence[Attribution]]


class MadeUp:
    """A reader that finds what it is asked to; keeps how many reports came at once."""

    def __init__(self, find: Finder) -> None:
        self.batches: list[int] = []
        self._find = find

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        self.batches.append(len(reports))
        if any("FAIL" in report.text for report in reports):
            raise ValueError("cannot read this")
        return [
            Reading(
                report_id=report.id,
                attributions=tuple(self._find(report)),
                entities=(),
                times=(),
                reader=READER,
            )
            for report in reports
        ]


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> Callable[[Finder], MadeUp]:
    """Puts a made-up reader in place of the model."""

    def put(find: Finder) -> MadeUp:
        reader = MadeUp(find)
        monkeypatch.setattr(component, "_reader", lambda settings: reader)
        return reader

    return put


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch, neural: NeuralReader) -> NeuralReader:
    """The model that ships, on one thread and opened once for all tests."""
    monkeypatch.setattr(component, "_reader", lambda settings: neural)
    return neural


@pytest.fixture
def nlp() -> Language:
    """A pipeline of nothing but the component."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("whence")
    return pipeline


@pytest.fixture
def texts(root: Path) -> list[str]:
    """Some of the example reports."""
    files = sorted((root / "examples" / "reports").rglob("*.txt"))
    return [file.read_text(encoding="utf-8") for file in files[:6]]


def said(report: Report, *parts: str, **fields: object) -> Attribution:
    """An attribution by its words: source, cue and contents, "" for none."""

    def spans(words: str) -> tuple[Span, ...]:
        start = report.text.find(words)
        assert start >= 0, words
        return (Span(start, start + len(words)),) if words else ()

    source, cue, *contents = parts
    one = Attribution(
        source=spans(source),
        cue=spans(cue),
        content=tuple(span for words in contents for span in spans(words)),
        kind="direct",
        act="state",
        score=0.9,
    )
    return msgspec.structs.replace(one, **fields)


def venn(report: Report) -> list[Attribution]:
    """Finds what Ada Venn says, where she says it."""
    if "Ada Venn" not in report.text:
        return []
    return [said(report, "Ada Venn", "said", "“We are leaving,”", "“It is late.”")]


def facts(doc: Doc) -> list[tuple[Any, ...]]:
    """What was found, in plain values."""
    return [
        (one.speaker, one.words, one.kind, one.parent, [str(span) for span in one.content])
        for one in doc._.attributions
    ]
