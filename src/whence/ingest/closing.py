"""What comes after a report on its page: who wrote it, and what the outlet says of itself.

Such paragraphs look like the report's own. They are recognised by their place, at its end, and by
their subject: the writer named in the byline, a journalist who occurs nowhere else in the report,
or the outlet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.ingest.body import Judged
from whence.lang import patterns

#: Paragraphs at a report's end that are looked at.
_REACH = 5
#: Points against one.
_AGAINST = -5.0
_SUBJECT = re.compile(
    r"\W*(?P<name>[A-Z][\w.'’-]+(?:\s+(?:(?:de|van|von|der|al|bin|la|di)\s+)*[A-Z][\w.'’-]*){0,3})"
    r"(?=[\s,’'])"
)
_NAME = re.compile(r"[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){1,2}")
_GOES_ON = re.compile(r"(?:He|She|They|His|Her|Their|Previously|Before|Prior)\b")
_BIO = patterns("page_talk", "what is said of writers")
_JOB = patterns("page_talk", "what writers are")
_IS_OUTLET = patterns("page_talk", "what outlets say of themselves")
_WORD = re.compile(r"\w+")


def leave_out(judged: Sequence[Judged], byline: str | None, outlet: str | None) -> None:
    """Takes out of the article what is at its end and is not the report.

    Args:
        judged: the page's runs, in its order; those concerned get points against them.
        byline: who wrote the report, by the page's own data.
        outlet: the outlet's name.
    """
    article = [one for one in judged if one.is_article]
    prose = [one for one in article if one.run.heading is None]
    last = prose[-_REACH:]
    found: Judged | None = None
    about = ""
    for one in last:
        head = _name_over(one, article)
        if head is not None:
            found, about = one, head.run.words
            _against(head, "it is the name of who wrote the report")
            _against(one, "it is about who wrote the report")
            continue
        before = [each.run.words for each in article if each is not one]
        who = _writer(one.run.words, before, byline)
        if who:
            found, about = one, who
            _against(one, "it is about who wrote the report")
        elif _is_outlet(one.run.words, outlet):
            found, about = one, ""
            _against(one, "it is about the outlet")
        elif found is not None and about and _goes_on(one.run.words, about):
            _against(one, "it is about who wrote the report")
        elif found is not None:
            found, about = None, ""


def _name_over(one: Judged, article: Sequence[Judged]) -> Judged | None:
    """The heading over a paragraph, where it is the name of whom this is about, and nobody else."""
    at = article.index(one)
    head = article[at - 1] if at else None
    if head is None or head.prose or not _NAME.fullmatch(head.run.words):
        return None
    if not one.run.words.startswith(tuple(head.run.words.split())):
        return None
    last = head.run.words.split()[-1]
    others = [each.run.words for each in article if each not in (head, one)]
    if not _BIO.search(one.run.words) or any(map(_NAME.fullmatch, others)):
        return None
    return None if any(re.search(rf"\b{re.escape(last)}\b", words) for words in others) else head


def _against(one: Judged, why: str) -> None:
    one.beside = one.beside or why
    one.add(_AGAINST - max(0.0, one.points), why)


def _writer(words: str, others: Sequence[str], byline: str | None) -> str:
    """The name of the writer whom a paragraph is about; "" where it is not about one."""
    match = _SUBJECT.match(words)
    if match is None:
        return ""
    name = re.sub(r"['’]s?$", "", match["name"]).rstrip(".")
    tokens, signed = _WORD.findall(name), _WORD.findall(byline or "")
    if signed and tokens and set(tokens) <= set(signed):
        return name if _BIO.search(words) else ""
    if len(tokens) < 2 or not _JOB.match(words, match.end()):
        return ""
    elsewhere = any(re.search(rf"\b{re.escape(tokens[-1])}\b", other) for other in others)
    return "" if elsewhere else name


def _goes_on(words: str, about: str) -> bool:
    """Whether a paragraph goes on about a person."""
    return bool(_GOES_ON.match(words)) or words.startswith(tuple(about.split()))


def _is_outlet(words: str, outlet: str | None) -> bool:
    if not outlet:
        return False
    names = {outlet, outlet.removeprefix("The "), outlet.split()[-1]}
    any_of = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    begins = re.match(rf"\W*(?:The\s+)?(?:{any_of})\b\W*", words)
    return bool(begins) and bool(_IS_OUTLET.match(words, begins.end() if begins else 0))
