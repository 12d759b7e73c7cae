"""Words of a report's text as a form or a program names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.records import Selector, Span
from whence.records.decision import selectors_of
from whence.serve.web.errors import RequestError

_PLACES = re.compile(r"\s*(?:\d+-\d+\s*(?:,\s*|$))*")
_DIGITS = 30  #: a place in the text, from and to, has fewer
_MARKED = re.compile(r"(?P<before>[^\[\]]*)\[(?P<words>[^\[\]]+)\](?P<after>[^\[\]]*)")


def selected(
    text: str, typed: str, name: str, near: Sequence[Selector] = ()
) -> tuple[Selector, ...]:
    """Offsets as selectors: "120-180,200-210"; or words of the text that occur only once.

    Words that occur several times are those `near` others, or are marked among the words beside
    them: "killed [18] people". Raises `RequestError`, with the field's `name`, where they are not
    in the text.
    """
    if not _PLACES.fullmatch(typed):
        return selectors_of(text, [_of_words(text, typed, name, near)])
    spans = []
    for one in filter(None, (part.strip() for part in typed.split(","))):
        start, _, end = one.partition("-")
        # Python converts no more than some thousand digits.
        fits = start.isdecimal() and end.isdecimal() and len(one) < _DIGITS
        if not (fits and 0 <= int(start) < int(end) <= len(text)):
            raise RequestError(
                400, "not-understood", f"{one!r} is not a place in the text", target=name
            )
        spans.append(Span(int(start), int(end)))
    return selectors_of(text, spans)


def _of_words(text: str, typed: str, name: str, near: Sequence[Selector]) -> Span:
    found = [match.span() for match in re.finditer(_as_typed(typed), text)]
    marked = None if found else _MARKED.fullmatch(typed.strip())
    if marked:
        before, words, after = (_as_typed(part) for part in marked.groups())
        pattern = rf"{before}\s*({words})\s*{after}"
        found = [match.span(1) for match in re.finditer(pattern, text)]
    if len(found) == 1 or (found and near):
        return Span(*min(found, key=lambda at: abs(at[0] - near[0].start) if near else 0))
    if found:
        words = " ".join((marked["words"] if marked else typed).split())
        detail = (
            f"{words!r} occurs {len(found)} times in the text: select it there, or type the words"
            f" beside it too, with brackets around it: … [{words}] …"
        )
    else:
        detail = f"{typed!r} occurs nowhere in the text: select the words there"
    raise RequestError(400, "not-understood", detail, target=name)


def _as_typed(words: str) -> str:
    """Words as a pattern: however they are spaced in the text, and no part of a longer word."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<!\w)" if words.strip()[:1].isalnum() else ""
    return f"{before}{pattern}" + (r"(?!\w)" if words.strip()[-1:].isalnum() else "")
