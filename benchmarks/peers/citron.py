"""BBC R&D's Citron on a spaCy pipeline, where somebody has it: it is not on PyPI.

$CITRON names a clone of its repository, $CITRON_MODEL a model's folder, else the newest of the
clone's own is taken.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.quality.gold import Missing

_EARLIER = "measured earlier on another machine, retrained on PolNeAR train: 1,700 words a second"


def open_reader(pipeline: Any) -> Reader:
    """Citron on the pipeline; raises `Missing` where it is not here or does not open."""
    clone, model = os.environ.get("CITRON"), os.environ.get("CITRON_MODEL")
    if clone:
        sys.path.insert(0, clone)
    # PyPI has another package of the same name, without this module.
    if not find_spec("citron") or not find_spec("citron.citron"):
        raise Missing(f"Citron is not here, $CITRON would name a clone ({_EARLIER})")
    if not model:
        own = sorted(Path(clone).glob("models/*/")) if clone else []
        if not own:
            raise Missing(f"Citron has no model here, $CITRON_MODEL would name one ({_EARLIER})")
        model = str(own[-1])
    try:
        # It loads a pipeline by name, unless given one, and only then registers what its own
        # code needs on spans.
        with mock.patch("spacy.load", return_value=pipeline):
            return Reader(importlib.import_module("citron.citron").Citron(model), pipeline)
    except Exception as error:
        raise Missing(f"Citron does not open ({type(error).__name__}; {_EARLIER})") from error


class Reader:
    """Whole reports, since Citron looks for who "he" is; counts those that it raised on."""

    UNIT = "reports"

    def __init__(self, citron: Any, pipeline: Any) -> None:
        self.asked = self.raised = 0
        self._citron = citron
        self._pipeline = pipeline

    def attributions(self, texts: Sequence[str]) -> list[list[dict[str, Any]]]:
        """What Citron finds in each text, in the shape that whence prints."""
        self.asked, self.raised = len(texts), 0
        return [self._of_report(report) for report in self._pipeline.pipe(texts)]

    def _of_report(self, report: Any) -> list[dict[str, Any]]:
        try:
            quotes = self._citron.get_quotes(report)
        except Exception:  # noqa: BLE001  a report that it fails on counts as read with nothing found
            self.raised += 1
            return []
        return [
            {
                "id": f"A{number}",
                "parent": None,
                "source": _spans(quote.sources),
                "cue": _spans([quote.cue]),
                "content": _spans(quote.contents),
            }
            for number, quote in enumerate(quotes, 1)
        ]


def _spans(found: Sequence[Any]) -> list[dict[str, int]]:
    return [{"start": span.start_char, "end": span.end_char} for span in found]
