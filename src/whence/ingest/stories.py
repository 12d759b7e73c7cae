"""Separates several stories on one page, so that none is read as part of another.

headings of one template    pages that go on with the next story under its own title
several under one title     a round-up: sections that share no name or subject with each other
headings of other stories   a full report, then headings whose sections share no name or subject
                            with it or among each other
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from whence.ingest.body import Judged
from whence.ingest.normalize import loosely
from whence.ingest.text_runs import Run
from whence.lang import patterns, words

#: Words that a story has at least, where others follow it on its page.
_STORY = 25
#: Words and paragraphs of a report that is complete without what follows.
_WHOLE, _PARAGRAPHS = 60, 3
#: Words of a heading that can be another story's headline.
_HEADLINE = 5
#: Paragraphs of a story under another: a report's own section has fewer.
_ENOUGH_PARAGRAPHS = 2
#: Share of the words of the shorter: stories of other events have less in common.
_SHARED = 0.12
#: Letters of a word that says what a story is about.
_LEAST_LETTERS = 4
_NAME = re.compile(r"(?<![.!?…:“\"‘]\s)(?<!^)(?<![“\"‘])\b[A-Z][\w’'-]{2,}")
_PERSON = re.compile(r"\b[A-Z][\w’'-]+ [A-Z][\w’'-]{2,}")
_STOPS = words("pages", "stopwords")
#: Titles of one report in sections, whatever these are about.
_ONE_REPORT = patterns("page_talk", "titles of one report in sections")
#: News says who says so.
_SAYS = re.compile(r"\b(?:said|says|told|according\s+to|announced|confirmed|denied|reported)\b")
_LONGEST = 120  #: letters of a heading in bold
#: Titles of one report with many subjects.
_ROUNDUP = patterns("page_talk", "titles of many subjects")


class Story(NamedTuple):
    """The judged runs of one story; `heading` is its own on a page of several."""

    heading: Run | None
    judged: list[Judged]


def split(judged: list[Judged], heading: Run | None, title: str) -> list[Story]:
    """The page's stories, its own first; one on nearly every page.

    Args:
        judged: the page's runs.
        heading: the run that shows the page's title.
        title: what the page is called.
    """
    several = _round_up(judged, title)
    if several:
        return several
    parts = _by_template(judged, heading)
    first = _by_subject(parts[0].judged, title)
    return [*first, *parts[1:]]


def _by_template(judged: list[Judged], heading: Run | None) -> list[Story]:
    if heading is None or heading.heading is None:
        return [Story(None, judged)]
    own, length = heading.heading, len(heading.tokens)
    starts = [
        at
        for at, one in enumerate(judged)
        if (box := one.run.heading) is not None
        and (one.run is heading or len(one.run.tokens) >= min(3, length))
        and (box.tag, box.kind) == (own.tag, own.kind)
        and (one.run is heading or box.parent is not own.parent)
        and (
            one.run is heading
            or box.parent is None
            or own.parent is None
            or box.parent.kind == own.parent.kind
        )
    ]
    at = next((n for n, start in enumerate(starts) if judged[start].run is heading), None)
    if at is None or len(starts) < 2:
        return [Story(None, judged)]
    edges = [*starts, len(judged)]
    parts = [
        Story(judged[start].run, judged[start:end])
        for start, end in pairwise(edges)
        if judged[start].run is heading or _written(judged[start:end]) >= _STORY
    ]
    if len(parts) < 2:
        return [Story(None, judged)]
    # What comes before the first title belongs to the first story: a deck, a picture, a date.
    parts = [
        Story(None, [*(judged[: starts[0]] if at == 0 else []), *part.judged])
        if part.heading is heading
        else part
        for part in parts
    ]
    return sorted(parts, key=lambda part: part.heading is not None)


def _written(judged: Sequence[Judged]) -> int:
    """Words of paragraphs that may be a story's, whatever their votes."""
    return sum(len(one.run.tokens) for one in judged if one.prose and not one.beside)


def _by_subject(judged: list[Judged], title: str) -> list[Story]:
    """A report, and the stories under headings that have nothing to do with it."""
    if _ROUNDUP.search(title):
        return [Story(None, judged)]
    article = [n for n, one in enumerate(judged) if one.is_article]
    heads = [n for n in article if judged[n].run.heading is not None]
    paragraphs = [n for n in article if judged[n].prose]
    for start in heads:
        before = [n for n in paragraphs if n < start]
        written = sum(len(judged[n].run.tokens) for n in before)
        if len(before) < _PARAGRAPHS or written < _WHOLE:
            continue
        edges = [*(n for n in heads if n >= start), len(judged)]
        main = title + "\n" + "\n".join(judged[n].run.words for n in article if n < start)
        sections = [judged[a:b] for a, b in pairwise(edges)]
        if all(_is_story(section, main) for section in sections):
            return [
                Story(None, judged[:start]),
                *(Story(section[0].run, section) for section in sections),
            ]
    return [Story(None, judged)]


def _round_up(judged: list[Judged], title: str) -> list[Story]:
    """The stories of a page that has nothing of its own but a title over them; else none."""
    if _ONE_REPORT.search(title):
        return []
    article = [n for n, one in enumerate(judged) if one.is_article]
    heads = [
        n
        for n in article
        if _is_head(judged[n]) and loosely(judged[n].run.words) not in loosely(title)
    ]
    if len(heads) < 2 or any(judged[n].prose for n in article if n < heads[0]):
        return []
    sections = [
        [one for one in judged[a:b] if one.is_article] for a, b in pairwise([*heads, len(judged)])
    ]
    # What is over the next heading alone, such as a section's name, is no story.
    sections = [section for section in sections if len(section) > 1]
    if len(sections) < 2 or not all(map(_is_complete, sections)):
        return []
    texts = ["\n".join(one.run.words for one in section) for section in sections]
    if any(
        _names(one) & _names(other) or _common(_subject(one), _subject(other)) > _SHARED
        for one, other in combinations(texts, 2)
    ):
        return []
    edges = [judged.index(section[0]) for section in sections]
    return [Story(judged[a].run, judged[a:b]) for a, b in pairwise([*edges, len(judged)])]


def _is_head(one: Judged) -> bool:
    """Whether a run heads a section, by its element or as a line in bold."""
    run = one.run
    bold = run.bold >= 0.9 * run.size and run.size <= _LONGEST and not one.prose
    return run.heading is not None or bold


def _is_complete(section: Sequence[Judged]) -> bool:
    """Whether a heading and its paragraphs can be a report: a headline, and who it is about."""
    paragraphs = [one.run.words for one in section[1:] if one.prose]
    text = "\n".join(paragraphs)
    return (
        len(section[0].run.tokens) >= _HEADLINE - 1
        and not section[0].run.words.endswith("?")
        and len(paragraphs) >= _ENOUGH_PARAGRAPHS
        and len(text.split()) >= _STORY
        and len(_SAYS.findall(text)) >= 1
        and bool(_PERSON.search(text))
    )


def _common(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _is_story(section: Sequence[Judged], main: str) -> bool:
    """Whether a heading and what is under it are about something else than the report before."""
    heading = section[0].run
    paragraphs = [
        one.run.words for one in section[1:] if one.is_article and one.run.heading is None
    ]
    if (
        len(heading.tokens) < _HEADLINE
        or heading.words.endswith("?")
        or len(paragraphs) < _ENOUGH_PARAGRAPHS
    ):
        return False
    text = "\n".join(paragraphs)
    # A story says at once who it is about; a section goes on with those named before.
    if not _PERSON.search(paragraphs[0]):
        return False
    here, there = _subject(text), _subject(main)
    own = _subject(heading.words)
    names = _names(text) & _names(main)
    shared = len((here | own) & there) / max(1, len(here | own))
    return bool(own & here) and not names and shared <= _SHARED and not own & there


def _subject(text: str) -> set[str]:
    """The subject words of a text, by their beginnings: "bankruptcy", "bankrupt"."""
    return {
        word[:6]
        for word in re.findall(r"[^\W\d_]+", text.casefold())
        if len(word) >= _LEAST_LETTERS and word not in _STOPS
    }


def _names(text: str) -> set[str]:
    return {match.group() for match in _NAME.finditer(text)} - {day.capitalize() for day in _STOPS}
