"""Whether a figure belongs to the happening that the report is about, or to another one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from whence.records import Report, Time
from whence.resolve.figures.draft import Draft
from whence.resolve.sentences import Sentences

#: Words that take a sentence to another happening or another time.
_ELSEWHERE = re.compile(
    r"""\b(?:last\s(?:year|month|summer|winter|spring|fall|autumn|decade)|(?:a|one|two|three|four|
    five|six|seven|eight|nine|ten|several|few|\d+)\s(?:years?|months?|decades?|weeks?)\s(?:ago|
    earlier|before)|years\s(?:ago|earlier)|since\s(?:19|20)\d\d|(?:so\sfar\s)?this\syear|so\sfar\sin|
    year-to-date|(?:an|in\sa)\s(?:earlier|unrelated|separate|similar|previous)\s\w+|
    in\s(?:previous|other|similar|unrelated)\s\w+|in\srecent\s(?:years|months|weeks)|
    (?:the|over\sthe|in\sthe|during\sthe)\spast\s(?:\w+\s)?(?:years?|months?|decades?|weeks)|
    (?:worst|deadliest|bloodiest)\s(?:\w+\s){0,4}(?:since|in)|each\syear|every\syear|per\syear|
    annually|a\syear\b|nationwide|previously|in\sthe\s(?:19|20)\d0s|during\sthe\s\w+\swar|
    another\s(?:shooting|attack|incident|crash|case|bombing|stabbing)|the\ssame\s(?:period|time)\slast)
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A figure told of a day this long before the report is of another happening.
_LONG_AGO = dt.timedelta(days=60)


class Background:
    """Tells, sentence by sentence, where the report turns to another happening or time."""

    def __init__(self, report: Report, sentences: Sentences, times: Sequence[Time]) -> None:
        """Uses the resolved times where there are any, else only the words."""
        self._sentences = sentences
        self._published = _date(report.published.value) if report.published else None
        self._old: dict[int, list[tuple[int, int]]] = {}
        for time in times:
            if self._is_long_ago(time):
                at = sentences.at(time.span.start)
                self._old.setdefault(at, []).append((time.span.start, time.span.end))

    def _is_long_ago(self, time: Time) -> bool:
        if self._published is None or time.value is None or time.type not in {"DATE", "TIME"}:
            return False
        told = _date(time.value)
        if told is None:
            year = re.match(r"(\d{4})(?!\d)", time.value)
            return bool(year) and int(time.value[:4]) < self._published.year
        return self._published - told > _LONG_AGO

    def mark(self, drafts: Sequence[Draft]) -> None:
        """Sets `background` on the drafts of sentences about something else."""
        seen: dict[int, bool] = {}
        for draft in drafts:
            if draft.sentence not in seen:
                seen[draft.sentence] = self._is_elsewhere(draft.sentence)
            if seen[draft.sentence] or draft.former:
                draft.background = True

    def _is_elsewhere(self, index: int) -> bool:
        sentence = self._sentences.sentences[index]
        if index in self._old:
            return True
        if _ELSEWHERE.search(sentence.span.of(self._sentences.folded)):
            return True
        if self._published is None:
            return False
        years = _YEAR.finditer(sentence.span.of(self._sentences.text))
        return any(int(year.group()) < self._published.year for year in years)


def _date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None
