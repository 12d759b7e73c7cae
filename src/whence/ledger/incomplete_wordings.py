"""Words that cannot be read alone, with the rest of their sentence.

"to visit the site on Wednesday" says nothing without "the minister was expected", and "whose roof
fell in" nothing without its house. Such claims are shown in the report's own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from whence.ledger.schema import claims, readings, reports
from whence.records import Attributed, Span
from whence.records.attribution_chain import lead

#: Characters on either side in which the sentence is looked for.
_FAR = 400
_STOP = re.compile(r"[.!?][\"'”’)]*(?=\s)|\n")
_SPACE = re.compile(r"\s+")


class Around(NamedTuple):
    """The rest of a claim's sentence, before its words and after them."""

    before: str = ""
    after: str = ""


def is_fragment(chain: Sequence[Attributed], words: str) -> bool:
    """Whether a claim's words lack their subject: in nobody's mouth, or begun elsewhere.

    What a source says is completed by its lead ("Pell denied"), whatever it begins with.
    """
    if not chain:
        return words[:1].islower()
    return any(one.cue and not (one.speakers or one.source) for one in chain)


def sentences_of(connection: Connection, some: Sequence[int]) -> dict[int, Around]:
    """What is around some claims, by their rows."""
    begin = case((claims.c.start > _FAR, claims.c.start - _FAR), else_=0)
    wanted = (
        select(
            claims.c.id,
            claims.c.start,
            claims.c.stop,
            begin.label("begin"),
            func.substr(reports.c.text, begin + 1, claims.c.stop - begin + _FAR).label("text"),
        )
        .select_from(
            claims.join(readings, readings.c.id == claims.c.reading).join(
                reports, reports.c.id == readings.c.report
            )
        )
        .where(claims.c.id.in_(some))
    )
    return {
        row.id: around(
            row.text, Span(row.start - row.begin, row.stop - row.begin), cut=row.begin > 0
        )
        for row in connection.execute(wanted)
    }


def around(text: str, span: Span, *, cut: bool = False) -> Around:
    """The sentence before and after a span of a text; with `cut` the text has a beginning."""
    before, after = text[: span.start], text[span.end :]
    stops = [match.end() for match in _STOP.finditer(before)]
    if stops:
        before = before[stops[-1] :]
    elif cut:
        before = "…" + before.partition(" ")[2]
    end = _STOP.search(after)
    if text[: span.end].rstrip("\"'”’)")[-1:] in ".!?":
        after = ""
    elif end is not None:
        after = after[: end.end()].rstrip("\n")
    elif len(after) >= _FAR:
        after = after.rpartition(" ")[0] + "…"
    return Around(_SPACE.sub(" ", before).lstrip(), _SPACE.sub(" ", after).rstrip())


def with_outer(chain: Sequence[Attributed], one: Around) -> Around:
    """The same after who passes the words on, where that is in another sentence."""
    outer = chain[:-1]
    if all(said.cue in one.before or said.cue in one.after for said in outer):
        return one
    return Around(f"{lead(outer)}: {one.before}", one.after)
