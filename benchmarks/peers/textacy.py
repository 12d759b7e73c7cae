"""textacy's direct quotations on a spaCy pipeline, paragraph by paragraph; the pipeline alone.

It raises where a quotation mark is alone, so each paragraph is asked by itself and what it
raises is caught and counted: better for textacy than losing the report. Paragraphs go through the
pipeline in batches, which is faster for spaCy than one by one and than whole reports.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from benchmarks.quality.gold import Missing
from benchmarks.samples import SHARED

_PARAGRAPH = re.compile(r"[^\n]+")


def open_pipeline() -> Any:
    """The spaCy pipeline that $SPACY_MODEL names, else ../shared/peers/en_news.

    Raises `Missing` where spaCy or the pipeline is not here.
    """
    named, usual = os.environ.get("SPACY_MODEL"), SHARED / "peers" / "en_news"
    if not find_spec("spacy"):
        raise Missing("spaCy is not installed: `make bench-peers` brings it")
    if not named and not usual.is_dir():
        raise Missing("there is no spaCy pipeline: ../shared/peers is not here, name one")
    import spacy

    try:
        return spacy.load(named or usual)
    except (OSError, ValueError) as error:
        raise Missing(f"spaCy cannot open the pipeline ({type(error).__name__})") from error


def annotate(pipeline: Any, texts: Sequence[str]) -> int:
    """The pipeline over every paragraph and nothing made of it; how many there were."""
    return sum(1 for _ in _annotated(pipeline, texts))


def open_reader(pipeline: Any) -> Reader:
    """A reader on the pipeline; raises `Missing` where it is not here."""
    if not find_spec("textacy"):
        raise Missing("textacy is not installed: `make bench-peers` brings it")
    return Reader(pipeline)


class Reader:
    """Counts the paragraphs that it was asked for, and those that textacy raised on."""

    UNIT = "paragraphs"

    def __init__(self, pipeline: Any) -> None:
        self.asked = self.raised = 0
        self._pipeline = pipeline

    def attributions(self, texts: Sequence[str]) -> list[list[dict[str, Any]]]:
        """What textacy finds in each text, in the shape that whence prints."""
        self.asked = self.raised = 0
        found: list[list[dict[str, Any]]] = [[] for _ in texts]
        for paragraph, (text, begin) in _annotated(self._pipeline, texts):
            here = found[text]
            for one in self._of_paragraph(paragraph, begin):
                here.append({"id": f"A{len(here) + 1}", **one})
        return found

    def _of_paragraph(self, paragraph: Any, begin: int) -> list[dict[str, Any]]:
        from textacy.extract import direct_quotations

        self.asked += 1
        try:
            triples = list(direct_quotations(paragraph))
        except Exception:  # noqa: BLE001  it raises ValueError and others for odd marks
            self.raised += 1
            return []

        def span(tokens: Any) -> list[dict[str, int]]:
            if not len(tokens):
                return []
            end = tokens[-1].idx + len(tokens[-1])
            return [{"start": begin + tokens[0].idx, "end": begin + end}]

        return [
            {
                "parent": None,
                "source": span(t.speaker),
                "cue": span(t.cue),
                "content": span(t.content),
            }
            for t in triples
        ]


def _annotated(pipeline: Any, texts: Sequence[str]) -> Iterator[tuple[Any, tuple[int, int]]]:
    """Each paragraph with the number of its text and where it begins there."""
    paragraphs = (
        (match.group(), (number, match.start()))
        for number, text in enumerate(texts)
        for match in _PARAGRAPH.finditer(text)
    )
    yield from pipeline.pipe(paragraphs, as_tuples=True)
