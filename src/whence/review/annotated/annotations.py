"""Somebody's annotations of a report, whatever format they came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from whence.records import Change, Span
from whence.records.decision import Target
from whence.records.reading import Act, Kind, Stance


class Unread(ValueError):
    """A file is not what its format asks for; the message is one sentence for people."""


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution as somebody marked it. Fields that the format lacks are None.

    `speaker` is a name, "" for nobody, and `speakers` are the names of all who speak together;
    `via` of those who pass the words on; `why` is a note.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind | None = None
    act: Act | None = None
    speaker: str | None = None
    speakers: tuple[str, ...] | None = None
    stance: Stance | None = None
    asserted: bool | None = None
    via: tuple[str, ...] | None = None
    why: str = ""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A figure, a time, a claim or an entity as somebody has it; `change` has all its fields."""

    target: Target
    span: Span
    change: Change


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """A report with somebody's annotations.

    `name` is what the file calls the report: an id, a source or a file's name. `cues_only` means
    that the format has no attribution without a cue or a content, so that a missing one was not
    removed by anybody. `items` is None where the format has attributions alone.
    """

    source: str  #: the file, and the line in it
    name: str
    text: str
    attributions: tuple[Marked, ...]
    items: tuple[Item, ...] | None = None
    decided: int | None = None  #: the last decision in what was exported; None where not given
    cues_only: bool = False


def span_in(text: str, start: Any, end: Any, words: str | None, where: str) -> Span:
    """A span in the text, after a check that the file's words are there.

    Raises `Unread`.
    """
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
        raise Unread(f"{where}: {start}-{end} is not a stretch of the text")
    found = Span(start, end)
    if words is not None and found.of(text) != words:
        raise Unread(f"{where}: at {start}-{end} is {_short(found.of(text))}, not {_short(words)}")
    return found


def covered(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """The positions of the characters, white space aside: what two formats agree on."""
    return frozenset(n for s in spans for n in range(s.start, s.end) if not text[n].isspace())


def _short(words: str) -> str:
    return repr(words if len(words) <= 40 else words[:39] + "…")
