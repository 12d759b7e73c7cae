"""textacy's direct quotations on a spaCy pipeline, paragraph by paragraph.

It raises where a quotation mark stands alone, so each paragraph is asked by itself and what it
raises is caught and counted: better for textacy than losing the report.
"""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from typing import Any

from benchmarks.samples import SHARED

_PARAGRAPH = re.compile(r"[^\n]+")


def open_reader() -> Reader | None:
    """The reader, with the pipeline that $SPACY_MODEL names, else ../shared/peers/en_news."""
    model = os.environ.get("SPACY_MODEL") or str(SHARED / "peers" / "en_news")
    if not find_spec("textacy") or not find_spec("spacy"):
        return None
    if not os.environ.get("SPACY_MODEL") and not (SHARED / "peers" / "en_news").is_dir():
        return None
    import spacy

    return Reader(spacy.load(model))


class Reader:
    """Counts the paragraphs that it was asked for, and those that textacy raised on."""

    def __init__(self, pipeline: Any) -> None:
        self.paragraphs = self.raised = 0
        self._pipeline = pipeline

    def attributions(self, text: str) -> list[dict[str, Any]]:
        """What textacy finds, in the shape that whence prints."""
        found: list[dict[str, Any]] = []
        for paragraph in _PARAGRAPH.finditer(text):
            found += self._of_paragraph(paragraph.group(), paragraph.start())
        for number, one in enumerate(found, 1):
            one["id"] = f"A{number}"
        return found

    def _of_paragraph(self, words: str, begin: int) -> list[dict[str, Any]]:
        from textacy.extract import direct_quotations

        self.paragraphs += 1
        try:
            triples = list(direct_quotations(self._pipeline(words)))
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
