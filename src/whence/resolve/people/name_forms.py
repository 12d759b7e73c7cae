"""What spellings of one name share, and the entity that a name belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from whence.records import Mention, Span
from whence.resolve.people.entities import Member
from whence.resolve.people.word_lists import ROLES, TITLES

_POSSESSIVE = re.compile(r"['’]s?$")
_EDGES = " \t\n\r,.;:\"“”‘’'()[]"
_LETTERS = re.compile(r"(?:The )?(?:[A-Z]\.)+[A-Z]")
#: Words: "Baker Hall" is a first and a last name, whatever the first word may mean.
_NAME_OF_TWO = 2


@lru_cache(maxsize=1024)
def plain(words: str) -> str:
    """A name without marks, possessive and article."""
    name = _POSSESSIVE.sub("", " ".join(words.split()).strip(_EDGES + " ").strip())
    name = name.strip(_EDGES)
    if _LETTERS.fullmatch(name) and f"{name}." in words:
        name += "."  # "the U.N."
    return name[4:] if name[:4].lower() == "the " and len(name) > 4 else name


@lru_cache(maxsize=1024)
def key(name: str) -> str:
    """What two spellings of one name share: "U.N." and "UN", "Al-Shabab" and "al Shabab"."""
    folded = name.replace("’", "'").replace("‘", "'").casefold()
    folded = re.sub(r"\b((?:\w\.)+\w?)(?!\w)", lambda m: m[1].replace(".", ""), folded)
    return " ".join(re.sub(r"[-–]", " ", folded).split())


def person_name(words: str) -> str:
    """A person's name without titles, nicknames' marks and possessive."""
    name = plain(words)
    parts = name.split()
    while len(parts) > 1 and parts[0].strip(".,").lower() in TITLES and parts[0][:1].isupper():
        parts = parts[1:]
    # A role at a sentence's beginning: "Spokeswoman Delia Rostrand". Of two words it is a name's.
    if len(parts) > _NAME_OF_TWO and parts[0].lower() in ROLES:
        parts = parts[1:]
    return " ".join(parts) or name


def take(member: Member, mention: Mention, name: str, of_span: dict[Span, Member]) -> None:
    """Puts a mention down as a name of the member."""
    member.names.append((mention.span, name))
    member.scores[mention.span] = mention.score
    of_span[mention.span] = member


def nearest(members: Sequence[Member], span: Span) -> Member:
    """The one last named before the span, else the first named after it."""
    before = [(s.start, m) for m in members for s, _ in m.names if s.start < span.start]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return min(members, key=lambda m: min(s.start for s, _ in m.names))
