"""Citron's JSON: quotes as its annotator or `export --format citron` writes them.

An attribution is a cue, its sources and its contents; a coreference, which names who the source is,
is taken for the speaker. The format has no kind and no act.
"""

from __future__ import annotations

from typing import Any

from whence.records import Span
from whence.review.annotated.annotations import Annotated, Marked, Unread, span_in


def parse(found: dict[str, Any], *, source: str, name: str) -> Annotated:
    """The report of one of its objects; raises `Unread`."""
    text, quotes = found.get("text"), found.get("quotes")
    if not isinstance(text, str) or not isinstance(quotes, list):
        raise Unread("it has no text and quotes")
    about = found.get("source")
    named = about.get("report") if isinstance(about, dict) else None
    decided = about.get("decided") if isinstance(about, dict) else None
    return Annotated(
        source=source,
        name=named if isinstance(named, str) else name,
        text=text,
        attributions=tuple(_marked(text, one, f"quote {n}") for n, one in enumerate(quotes, 1)),
        cues_only=True,
        decided=decided if isinstance(decided, int) else None,
    )


def _marked(text: str, quote: Any, where: str) -> Marked:
    if not isinstance(quote, dict):
        raise Unread(f"{where} is not an object")
    cue, names = quote.get("cue"), _spans(text, quote.get("coreferences") or [], where)
    contents = _spans(text, quote.get("contents") or [], where)
    if not contents:
        raise Unread(f"{where} has no contents")
    return Marked(
        source=_spans(text, quote.get("sources") or [], where),
        cue=_spans(text, [cue] if cue else [], where),
        content=contents,
        speaker=names[0].of(text) if names else None,
    )


def _spans(text: str, found: Any, where: str) -> tuple[Span, ...]:
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unread(f"{where} has no list of stretches where one belongs")
    return tuple(
        sorted(
            span_in(text, one.get("start"), one.get("end"), one.get("text"), where) for one in found
        )
    )
