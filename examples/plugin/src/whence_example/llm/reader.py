"""The reader: names, times and syntax by the one that ships, attributions by the model."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib import metadata

import msgspec

from whence.extract.acts import act_of
from whence.extract.kinds import kind_of, with_marks
from whence.extract.quotes import Quotations, quotations
from whence.ports import Reader as ReaderPort
from whence.records import Attribution, Reader, Reading, Report, Span, digest
from whence_example.llm.answer import said
from whence_example.llm.chat import Chat, Message, NoAnswer, Unusable
from whence_example.llm.places import Placed, place
from whence_example.llm.prompt import PROMPT, windows
from whence_example.llm.settings import LlmSettings

#: The model says nothing that could be weighed, so every attribution is as unsure as can be.
SCORE = 0.5
#: Tries of a question whose answer is of no use.
_TRIES = 2

_log = logging.getLogger("whence_example.llm")


class LlmReader:
    """Keeps `whence.ports.Reader`: every span is of the text, whatever the model says."""

    def __init__(
        self, shipped: Callable[[], ReaderPort], bundle: str, chat: Chat, settings: LlmSettings
    ) -> None:
        """`shipped` opens whence's own reader, when there is a report; `bundle` is its digest."""
        self._open = shipped
        self._chat = chat
        self._window = settings.window
        #: Attributions that the model gave and the text does not hold, over all reports.
        self.dropped = 0
        self.reader = Reader(
            name=f"whence+llm:{settings.model}",
            bundle=digest(bundle, settings.model, PROMPT),
            version=metadata.version("whence-example"),
        )
        self._known: dict[str, tuple[Attribution, ...] | NoAnswer] = {}

    @cached_property
    def _shipped(self) -> ReaderPort:
        return self._open()

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        """One reading a report. Raises `NoAnswer` where the model gives nothing for one of them.

        Of several reports whence then asks for one at a time, to find which it was: what is known
        of each by then is not asked for again.
        """
        found: list[tuple[Attribution, ...] | NoAnswer] = []
        for report in reports:
            known = self._known.pop(report.id, None)
            found.append(self._attributions(report) if known is None else known)
        failures = [one for one in found if isinstance(one, NoAnswer)]
        if failures:
            if len(reports) > 1:
                self._known = {r.id: one for r, one in zip(reports, found, strict=True)}
            raise failures[0]
        readings = self._shipped.read(reports)
        return [
            msgspec.structs.replace(reading, attributions=one, reader=self.reader)
            for reading, one in zip(readings, found, strict=True)
            if not isinstance(one, NoAnswer)
        ]

    def _attributions(self, report: Report) -> tuple[Attribution, ...] | NoAnswer:
        kept: dict[Placed, None] = {}
        dropped = 0
        try:
            for window in windows(report.text, self._window):
                placed, lost = self._asked(report.text, window)
                kept |= dict.fromkeys(placed)
                dropped += lost
        except NoAnswer as error:
            return error
        self.dropped += dropped
        _log.info("%s: %d kept, %d not in the text", report.origin.source, len(kept), dropped)
        return _in_order(report.text, list(kept))

    def _asked(self, text: str, window: Span) -> tuple[list[Placed], int]:
        """What of the model's answer is in a window, and how much of it does not."""
        messages: list[Message] = [
            {"role": "system", "content": PROMPT},
            {"role": "user", "content": window.of(text)},
        ]
        why = ""
        for _ in range(_TRIES):
            try:
                given = said(self._chat.ask(messages))
            except Unusable as error:
                why = str(error)
            else:
                found = [place(text, window, one) for one in given]
                placed = [one for one in found if one is not None]
                if placed or not given:
                    return placed, len(given) - len(placed)
                why = f"none of the {len(given)} attributions that the model gave is in the text"
            # At temperature 0 the same question has the same answer: so it gets the error, too.
            again = f"That was of no use: {why}. Answer with the JSON object alone."
            messages = [*messages[:2], {"role": "user", "content": again}]
        raise NoAnswer(f"{why}; asked {_TRIES} times")


def _in_order(text: str, placed: list[Placed]) -> tuple[Attribution, ...]:
    """Attributions in text order, each with the one in whose content it is."""
    marks = quotations(text)
    marked = [
        one._replace(content=tuple(with_marks(span, marks) for span in one.content))
        for one in placed
    ]
    marked.sort(key=lambda one: (one.hull().start, -one.hull().end))
    return tuple(_attribution(text, one, marks, _parent(marked, one)) for one in marked)


def _parent(found: Sequence[Placed], one: Placed) -> int | None:
    """The index of the smallest attribution with a content that holds all of this one."""
    hull = one.hull()
    holders = [
        (other.hull().end - other.hull().start, index)
        for index, other in enumerate(found)
        if any(span.covers(hull) for span in other.content) and other.hull() != hull
    ]
    return min(holders)[1] if holders else None


def _attribution(text: str, one: Placed, marks: Quotations, parent: int | None) -> Attribution:
    kind = kind_of(text, one.content, one.cue or one.source, marks)
    cue, words = (" ".join(s.of(text) for s in spans) for spans in (one.cue, one.content))
    return Attribution(
        source=one.source,
        cue=one.cue,
        content=one.content,
        kind=kind,
        act=act_of(cue, words, kind == "direct"),
        score=SCORE,
        parent=parent,
    )
