"""Which attributions of one report share a speaker, as far as the words alone tell.

Only colour hangs on this. Who "he" or "the ministry" is stays unsaid until resolve says it, so a
pronoun has no voice; "Zelensky" joins "Volodymyr Zelensky" where just one full name ends so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import msgspec

from whence.records import Attribution, Mention, Reading, Report, Span

HUES = 8  #: speakers that get a hue of their own in one report; the rest stay neutral

_PRONOUNS = frozenset({
    "i", "me", "my", "we", "us", "our", "you", "your", "he", "him", "his", "she", "her", "hers",
    "it", "its", "they", "them", "their", "who", "whom", "which", "that", "this", "these",
    "those", "himself", "herself", "itself", "themselves", "one",
})  # fmt: skip


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One speaker of a report. `hue` is 1 to `HUES`, or 0 for neutral."""

    name: str
    hue: int
    count: int


def voices(
    report: Report, reading: Reading, attributions: Sequence[Attribution]
) -> tuple[list[Voice | None], list[Voice]]:
    """For each attribution its voice, or None; and the voices, those heard most often first."""
    names = sorted((m for m in reading.entities if m.type == "person"), key=_start)
    last = _last_names(report, names)
    shown: dict[str, str] = {}
    keys: list[str | None] = []
    for attribution in attributions:
        name = _name(report, attribution, names, last)
        # "I" inside a quotation is who is quoted, the one pronoun that needs no resolving.
        if name is None and attribution.parent is not None and attribution.parent < len(keys):
            first_person = words(report, attribution.source).casefold() == "i"
            keys.append(keys[attribution.parent] if first_person else None)
            continue
        keys.append(None if name is None else name.casefold())
        if name is not None:
            shown.setdefault(name.casefold(), name)
    counts = Counter(k for k in keys if k is not None)
    found = {
        key: Voice(name=shown[key], hue=number if number <= HUES else 0, count=count)
        for number, (key, count) in enumerate(counts.most_common(), 1)
    }
    return [None if k is None else found[k] for k in keys], list(found.values())


def words(report: Report, spans: Sequence[Span], between: str = " … ") -> str:
    """The words of the spans on one line, in text order."""
    return between.join(" ".join(s.of(report.text).split()) for s in sorted(spans))


def _start(mention: Mention) -> int:
    return mention.span.start


def _last_names(report: Report, names: Sequence[Mention]) -> dict[str, str]:
    """Last name -> the one full name that ends so; last names of two people are left out."""
    full: dict[str, set[str]] = {}
    for mention in names:
        parts = mention.span.of(report.text).split()
        if len(parts) > 1:
            full.setdefault(parts[-1], set()).add(" ".join(parts))
    return {last: next(iter(found)) for last, found in full.items() if len(found) == 1}


def _name(
    report: Report, attribution: Attribution, people: Sequence[Mention], last: dict[str, str]
) -> str | None:
    said = words(report, attribution.source, " ")
    if not said or said.casefold() in _PRONOUNS:
        return None
    inside = [
        people[at]
        for span in attribution.source
        for at in range(
            bisect_left(people, span.start, key=_start), bisect_left(people, span.end, key=_start)
        )
    ]
    # A title may hold the name of an office ("Health Ministry spokeswoman Ana Ruiz"): the person
    # speaks. Two people named in one source are a voice of their own.
    if len(inside) == 1:
        name = " ".join(inside[0].span.of(report.text).split())
        return last.get(name, name)
    head, _, tail = said.partition(" ")
    return tail if head.casefold() in ("the", "a", "an") and tail else said
