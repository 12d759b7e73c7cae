"""The baseline: what is in quotation marks, the nearest verb of saying, the name beside it."""

from __future__ import annotations

import re
from typing import Any

_QUOTED = re.compile(r"[“\"]([^“”\"\n]{2,}?)[”\"]")
_SAYS = re.compile(
    r"\b(?:said|says|told|added|wrote|tweeted|asked|stated|explained|argued|insisted|claimed"
    r"|warned|according to|announced|noted)\b"
)
_WHO = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*|\b(?:he|she|they|it|He|She|They|It)\b")
_REACH = 80  # characters from a quotation to its verb


def attributions(text: str) -> list[dict[str, Any]]:
    """One attribution a quotation; source and cue are empty where no verb is near."""
    verbs = list(_SAYS.finditer(text))
    found = []
    for number, quoted in enumerate(_QUOTED.finditer(text), 1):
        cue = min(
            (v for v in verbs if v.end() <= quoted.start() or v.start() >= quoted.end()),
            key=lambda v: _gap(v, quoted),
            default=None,
        )
        if cue is not None and _gap(cue, quoted) > _REACH:
            cue = None
        who = _nearest_name(text, cue) if cue else None
        found.append(
            {
                "id": f"A{number}",
                "parent": None,
                "source": [_span(who)] if who else [],
                "cue": [_span(cue)] if cue else [],
                "content": [_span(quoted)],
            }
        )
    return found


def _nearest_name(text: str, cue: re.Match[str]) -> re.Match[str] | None:
    """The last name or pronoun before the verb in its line, else the first after it."""
    line = text.rfind("\n", 0, cue.start()) + 1
    before = list(_WHO.finditer(text, max(line, cue.start() - _REACH), cue.start()))
    return before[-1] if before else _WHO.search(text, cue.end(), cue.end() + _REACH)


def _gap(a: re.Match[str], b: re.Match[str]) -> int:
    return max(a.start() - b.end(), b.start() - a.end())


def _span(match: re.Match[str]) -> dict[str, int]:
    return {"start": match.start(), "end": match.end()}
