"""What the head of an attribution's source is: a name, a pronoun, a description, a document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from whence.records import Span
from whence.resolve.people.cast import Member
from whence.resolve.people.words import (
    BODIES,
    COLLECTIVES,
    DETERMINERS,
    DOCUMENTS,
    PRONOUNS,
    ROLES,
    STOPS,
    TITLES,
)

_WORD = re.compile(r"[^\W\d_][\w.'’-]*|\d[\d,.]*")
_TAIL = re.compile(r",|\(|\s—|\s–|\swho\b|\swhich\b|\swhose\b|\sthat\b|:")
#: Between a description and the name in apposition to it: "Venn's deputy, Tom Resk".
_APPOSED = re.compile(r",\s+(?:(?:former|acting|then)\s+)?(?:[A-Z][a-z]+\.?\s+){0,2}")


_NAME_WORD = re.compile(r"[^\W\d_](?:[\w-]|['’](?!s\b))*")
_LONGEST_NAME = 3  #: words


class Source(NamedTuple):
    """A source as it stands in the text."""

    kind: Literal["name", "names", "pronoun", "description", "none"]
    span: Span  #: all of it
    words: str
    members: tuple[Member, ...] = ()  #: whom it names
    head: str = ""  #: the head noun of a description, or the pronoun, in lower case
    definite: bool = False
    plural: bool = False


NOTHING = Source("none", Span(0, 0), "")


def source_of(text: str, spans: Sequence[Span], named: Mapping[Span, Member]) -> Source:
    """The source that the spans hold; `named` are the members by the spans of their names."""
    if not spans:
        return NOTHING
    span = min(spans)
    words = " ".join(span.of(text).split())
    plain = words.lower().strip("\"“”'‘’.,:;")
    if plain in PRONOUNS:
        return Source("pronoun", span, words, head=plain)
    inside = sorted((s, m) for s, m in named.items() if span.covers(s)) if named else []
    core = _core(text, span)
    heads = [(s, m) for s, m in inside if core.covers(s)]
    if heads:
        last, member = heads[-1]
        ends_there = not _WORD.search(text, last.end, core.end) or _is_possessive_only(
            text[last.end : core.end]
        )
        governed = _governed(text, core.start, heads[0][0].start)
        if ends_there and not governed:
            joint = _joint(text, heads)
            if len(joint) > 1:
                return Source("names", span, words, tuple(joint), plural=True)
            if member.type in ("person", "organization", "place", "facility", "product", "event"):
                return Source("name", span, words, (member,))
            if member.type == "group":
                return Source("name", span, words, (member,), plural=True)
    behind = next((m for s, m in inside if _APPOSED.fullmatch(text, core.end, s.start)), None)
    if behind is not None and behind.type == "person":
        return Source("name", span, words, (behind,))
    pronoun = _WORD.match(text, core.start)
    first = pronoun.group().lower() if pronoun else ""
    head = _head(text[core.start : core.end])
    return Source(
        "description",
        span,
        words,
        members=tuple(m for _, m in heads),
        head=head,
        definite=first in DETERMINERS or "’s " in words or "'s " in words,
        plural=head in COLLECTIVES or (head.endswith("s") and not head.endswith("ss")),
    )


def name_in(words: str) -> Span | None:
    """Where the name stands in words that are a name, its titles before and a phrase behind it.

    "Lt. Ada Venn of the harbour police" has one, "The Harbour Company of Sulla" none: a name in
    which the reader saw no name needs a title before it, or nothing but itself.
    """
    spans = [Span(*match.span()) for match in _NAME_WORD.finditer(words)]
    run = 0
    while run < len(spans) and words[spans[run].start].isupper():
        gap = words[spans[run - 1].end : spans[run].start] if run else ""
        if gap.strip(". "):
            break
        run += 1
    first = 0
    while first < run - 1 and spans[first].of(words).lower() in TITLES:
        first += 1
    if not 1 <= run - first <= _LONGEST_NAME:
        return None
    rest = words[spans[run - 1].end :]
    whole = not rest.strip(" .,'’\"s")
    goes_on = rest[:1].isspace() and rest[1:2].islower()
    if not whole and not (first and (goes_on or rest[:1] == ",")):
        return None
    return Span(spans[first].start, spans[run - 1].end)


def _core(text: str, span: Span) -> Span:
    """The source without what follows its head: an apposition, a relative clause, an age."""
    tail = _TAIL.search(text, span.start + 1, span.end)
    return Span(span.start, tail.start()) if tail else span


def _is_possessive_only(words: str) -> bool:
    return words.strip().lower() in ("'s", "’s", "'", "’")


def _governed(text: str, start: int, at: int) -> bool:
    """Whether a name hangs on a word before it: "a spokesman for Venn", "aides to Venn"."""
    before = [w.lower() for w in _WORD.findall(text[start:at])]
    return any(
        w in ("of", "for", "to", "from", "with", "by", "in", "at", "on", "near") for w in before
    )


def _joint(text: str, heads: Sequence[tuple[Span, Member]]) -> list[Member]:
    """The members joined by "and"; one alone where names only stand beside each other."""
    found = [heads[-1][1]]
    for (left, member), (right, _) in zip(reversed(heads[:-1]), reversed(heads[1:]), strict=True):
        between = text[left.end : right.start]
        joins = re.search(r"\b(?:and|or)\b|&", between) or between.strip() == ","
        if not joins or member is found[0]:
            break
        found.insert(0, member)
    return found


def _head(words: str) -> str:
    """The head noun: the last word before the first preposition, verb or comma."""
    head = ""
    for match in _WORD.finditer(words):
        word = match.group().lower().rstrip(".")
        word = re.sub(r"['’]s?$", "", word) if word.endswith(("'", "’")) else word
        if word in STOPS and head:
            break
        if word.endswith(("'s", "’s")):
            continue
        if word not in DETERMINERS and word not in STOPS:
            head = word
    return head


def type_of(source: Source) -> str:
    """What sort of entity a description is, by its head."""
    head = source.head
    single = head.removesuffix("s")
    if head in DOCUMENTS or single in DOCUMENTS:
        return "other"
    if head in BODIES or single in BODIES:
        return "organization"
    if source.plural and (head in COLLECTIVES or single in ROLES):
        return "group" if head in ("people", "residents", "voters", "authorities") else "person"
    if single in ROLES or head in ROLES:
        return "person"
    return "person" if source.definite or source.plural else "other"
