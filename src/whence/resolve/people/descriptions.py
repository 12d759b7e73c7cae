"""What people are called besides their names: titles before them, appositions after them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from whence.records import Span
from whence.resolve.people.cast import Member
from whence.resolve.people.gender import of_words
from whence.resolve.people.words import ROLES, STOPS, TITLES

_BEFORE = re.compile(r"((?:[^\W\d_][\w.'’-]*[ ]){1,7})$")
_LAST_BEFORE = re.compile(r"[^\W\d_][\w.'’-]*(?=[ ]$)")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_AFTER = re.compile(
    r",\s*(?:(?P<age>\d{1,3}),\s*)?"
    r"(?P<words>(?:(?:the|a|an|his|her|its|their|who is|now|then|former)\s+)?"
    r"[^,.;:()\n]{3,80}?)(?=[,.;:)\n]|\s+(?:said|says|told|who|and)\b)"
)
_LEADING = re.compile(
    r"\b([Tt]he\s[^,.;:()\n]{3,70}),\s+(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Gen|Sen|Rep)\.?\s)?$"
)
_OPENINGS = frozenset("the a an his her former who now its their".split())
_TITLES_AND_ROLES = TITLES | ROLES
_LONGEST = 8  #: words before a name that may be its title


def describe(text: str, named: Mapping[Span, Member]) -> None:
    """Gives each named person the descriptions that stand at its names."""
    for span, member in named.items():
        if member.type != "person":
            continue
        if before := _title(text, span.start) or _apposition_before(text, span.start):
            member.describe(before)
            member.gender = member.gender or of_words(before)
        if after := _apposition(text, span.end):
            member.describe(after)
            member.gender = member.gender or of_words(after)


def _apposition_before(text: str, start: int) -> str:
    """A role between an article and a comma before a name: "the mayor of Sulla, Mr. Venn"."""
    match = _LEADING.search(text[max(0, start - 100) : start])
    if not match:
        return ""
    role = re.split(r"\s(?:of|for|at|in)\s", match[1])[0].split()[-1].lower()
    return match[1] if role in ROLES else ""


def _title(text: str, start: int) -> str:
    """The words before a name that end in a title or role and begin where its phrase does."""
    before = text[max(0, start - 90) : start]
    # The last word alone first: seldom is it a title, and the pattern of all tries each beginning.
    last = _LAST_BEFORE.search(before, before.rstrip().rfind(" ") + 1)
    if not last or last.group().lower().strip(".") not in _TITLES_AND_ROLES:
        return ""
    match = _BEFORE.search(before)
    if not match:
        return ""
    words = match.group(1).split()[-_LONGEST:]
    kept: list[str] = []
    for word in reversed(words):
        plain = word.lower().strip(".,")
        if plain in STOPS or plain in ("the", "a", "an", "that", "also", "not"):
            # "president of the council Ada Venn" is rarer than "told Mayor Ada Venn".
            break
        if kept and not (
            word[:1].isupper() or plain in ROLES or plain in _MODIFIERS or "-" in word
        ):
            break
        kept.insert(0, word)
    words = [w for w in kept if w.lower().strip(".") not in ("mr", "mrs", "ms", "miss")]
    return " ".join(words).strip(" ,'’")


_MODIFIERS = frozenset(
    """former deputy acting then vice senior chief assistant foreign interior defense defence
        prime state federal local national military police press government opposition party
        campaign health finance education transport energy city county regional district company
        bank hospital school university human rights executive general managing associate junior
        retired late current longtime veteran ruling top lead leading presidential congressional
        civil union army navy""".split()
)


def _apposition(text: str, end: int) -> str:
    """A phrase between commas that holds a role: "Venn, the mayor of Sulla, ..."."""
    match = _AFTER.match(text, end)
    if not match:
        return ""
    words = match["words"]
    parts = [w.lower().strip(".") for w in _WORD.findall(words)]
    opening = parts[:1]
    if not any(part in ROLES for part in parts[:7]):
        return ""
    if opening and (opening[0] in ROLES or opening[0] in _OPENINGS):
        return re.sub(r"^(?:who is|now)\s+", "", words)
    return words if words[:1].isupper() else ""
