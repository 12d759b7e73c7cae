"""Direct, indirect or mixed, and the edges of spans corrected by the text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.extract.quotes import Quotation, Quotations
from whence.records import Span
from whence.records.reading import Kind

_COMMAS = ", \t\n\xa0"
_WORD = re.compile(r"[^\W_]")
_SO_CALLED = re.compile(r"\bso[- ]called\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


_LONGEST_TITLE = 8  #: words
_NICKNAME = re.compile(r"\W+(?:(?i:the|el|la)\s)?[A-Z]\w*(?:[ -]\w+)?\W+")
_NAME_BEFORE = re.compile(r"(?:^|[\s(])[A-Z][\w.'’-]*\s$")
_NAME_BEHIND = re.compile(r"\s[A-Z][a-z]")


def kind_of(
    text: str, content: Sequence[Span], outside: Sequence[Span], quotations: Quotations
) -> Kind:
    """How a content is given, by its own quotation marks.

    A quotation that also holds the attribution's cue or source (`outside`) is not the content's
    own: it belongs to the speaker quoted around it. Nor are the marks of "so-called", of a nickname
    (Davit "Dro" Tann), or of a work's title within it.
    """
    own = sorted(
        q
        for q in {q for c in content for q in quotations.near(c.start, c.end)}
        if not any(q.start <= o.start and o.end <= q.end for o in outside)
        and not _SO_CALLED.search(text, max(0, q.start - 40), q.start)
        and not _is_nickname(text, q)
        and not (len(content) == 1 and _is_title(text, q, content[0]))
    )
    inside = bare = False
    for span in content:
        at = span.start
        for q in own:
            inside = inside or _has_words(text, max(at, q.start), min(q.end, span.end))
            bare = bare or _has_words(text, at, min(q.start, span.end))
            at = max(at, q.end)
        bare = bare or _has_words(text, at, span.end)
    return "mixed" if inside and bare else "direct" if inside else "indirect"


def _has_words(text: str, start: int, end: int) -> bool:
    return start < end and _WORD.search(text, start, end) is not None


def _is_nickname(text: str, quotation: Quotation) -> bool:
    start, end = quotation.start, quotation.end
    return (
        bool(_NICKNAME.fullmatch(text, start, end))
        and bool(_NAME_BEFORE.search(text, max(0, start - 30), start))
        and bool(_NAME_BEHIND.match(text, end))
    )


def _is_title(text: str, quotation: Quotation, content: Span) -> bool:
    """Whether the marks hold a title, as in: the film “The Long Harbour” opens."""
    if quotation.start <= content.start or quotation.end >= content.end:
        return False
    words = text[quotation.start : quotation.end].strip("\"“”'‘’,").split()
    long = [word for word in words if len(word) > 3]
    return (
        1 < len(words) <= _LONGEST_TITLE
        and len(long) > 0
        and words[0][:1].isupper()
        and all(word[:1].isupper() or not word[:1].isalpha() for word in long)
        and words[-1][-1:] not in ".!?"
    )


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


#: What is left out of a word at an edge is no longer than this.
_LONGEST_REST = 24


def whole_words(text: str, span: Span) -> Span:
    """The span with all of the words at its edges: not "Im Chae-" of "Im Chae-won"."""
    start, end = span.start, span.end
    last, first = end + _LONGEST_REST, start - _LONGEST_REST
    if start < end and (text[end - 1].isalnum() or text[end - 1] in "-‑"):
        while end < last and text[end : end + 1].isalnum():
            end += 1
    while (
        start > max(0, first)
        and start < end
        and text[start - 1].isalnum()
        and text[start].isalnum()
    ):
        start -= 1
    return span if end == last or start == first else Span(start, end)


def bare(text: str, span: Span) -> Span:
    """The span without the commas at its edges; a cue that is a mark itself stays."""
    start, end = span.start, span.end
    while start < end and text[start] in _COMMAS:
        start += 1
    while end > start and text[end - 1] in _COMMAS:
        end -= 1
    return trimmed(text, start, end) if start < end else span


def with_marks(span: Span, quotations: Quotations) -> Span:
    """The content's span with the quotation marks around its words.

    Where an edge falls within two characters of a quotation's edge, it is meant to be there: a
    content has its own marks, and the commonest slip of a reader is to leave one out.
    """
    start, end = span.start, span.end
    for q in quotations.near(start, end):
        if 0 < start - q.start <= 2 and q.end - start > 3:
            start = q.start
        if q.closed and 0 < q.end - end <= 2 and end - q.start > 3:
            end = q.end
    return Span(start, end)
