"""Names of organizations joined where they are one body: in full, shortened, by its initials."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whence.records import Mention, Span
from whence.resolve.people.descriptions import Described, same_owner
from whence.resolve.people.entities import Entities, Member
from whence.resolve.people.name_forms import key, nearest, plain, take
from whence.resolve.people.word_lists import (
    BODIES,
    COMMERCIAL,
    COMPANIES,
    CORPORATE,
    CORPORATE_NOUNS,
    GENERIC_NAMES,
    NEWSPAPERS,
)

_POSSESSIVE = re.compile(r"['’]s?$")
_NOTHING = Described()
#: Last words of a name that say that it is a body's.
_BODY_WORDS = BODIES | COMMERCIAL | COMPANIES | CORPORATE | CORPORATE_NOUNS | NEWSPAPERS


def join_organizations(
    text: str,
    mentions: Sequence[Mention],
    described: Mapping[Span, Described],
    entities: Entities,
    of_span: dict[Span, Member],
) -> None:
    """Adds names of organizations to the entities, and to `of_span` by their spans."""
    known: list[tuple[list[str], str, Member]] = []

    # The fullest first, so that what shortens them finds them whatever comes first in the text;
    # those with an owner before those without, which are the last one spoken of.
    def order(mention: Mention) -> tuple[int, bool, Span]:
        owner = described.get(mention.span, _NOTHING).owner
        return -len(plain(mention.span.of(text)).split()), not owner, mention.span

    for mention in sorted(mentions, key=order):
        name = plain(mention.span.of(text)) or mention.span.of(text)
        owner, words = _owned(name, described.get(mention.span, _NOTHING).owner)
        if (spelt := _spelt_out(text, mention, name, of_span)) is not None:
            known.append((words, owner, spelt))
            take(spelt, mention, name, of_span)
            continue
        # "Sulla's Harbour Authority" is the Sulla Harbour Authority.
        whole = [*owner.split(), *words]
        matches = [
            (full, member)
            for full, its_owner, member in known
            if (_same_body(words, full, name) and same_owner(owner, its_owner))
            or _same_body(whole, [*its_owner.split(), *full], name)
        ]
        matches = [(full, m) for full, m in matches if not _names_a_part(words, full, mention, m)]
        exact = [member for full, member in matches if full == words] or [m for _, m in matches]
        distinct = list({id(m): m for m in exact}.values())
        if len(distinct) > 1:
            distinct = [nearest(distinct, mention.span)]
        member = distinct[0] if distinct else entities.add(Member("organization"))
        known.append((words, owner, member))
        take(member, mention, name, of_span)


def _names_a_part(words: list[str], full: list[str], mention: Mention, member: Member) -> bool:
    """Whether the longer name, which comes later, is of something that the body has.

    "Norvane still sells saloons. They have Norvane Connect": a body is called in full first, or its
    name ends with what it is ("Norvane Motors").
    """
    longer = len(words) == 1 and len(full) == 2 and full[0] == words[0]
    return longer and mention.span.start < member.first and full[1] not in _BODY_WORDS


def _owned(name: str, owner: str) -> tuple[str, list[str]]:
    """The owner that a name has before it or in itself, and the words of the name without it."""
    before, mark, rest = name.replace("’", "'").partition("'s ")
    if mark and rest:
        owner, name = owner or key(before), rest
    return owner, [_POSSESSIVE.sub("", w.strip(".,")) or w for w in key(name).split()]


def _spelt_out(
    text: str, mention: Mention, name: str, of_span: dict[Span, Member]
) -> Member | None:
    """Whom a name in parentheses shortens: "the Sulla Harbour Authority (SHA)"."""
    start = mention.span.start
    if " " in name or text[max(0, start - 1) : start] != "(":
        return None
    before = len(text[: start - 1].rstrip())
    member = next((member for span, member in of_span.items() if span.end == before), None)
    spelt = member is not None and _same_body([key(name)], key(member.name).split(), name.upper())
    return member if name.isupper() or spelt else None


def _same_body(words: list[str], full: list[str], name: str) -> bool:
    if words == full:
        return True
    short = [w for w in words if w not in CORPORATE]
    long = [w for w in full if w not in CORPORATE]
    if short == long and short:
        return True
    if len(words) == 1 and name.replace(".", "").isupper() and len(full) > 1:
        initials = "".join(w[0] for w in full if w not in ("of", "the", "and", "for", "in"))
        return len(words[0]) > 1 and words[0] in (initials, "".join(w[0] for w in full))
    if len(short) > 1 and long[-len(short) :] == short:  # "Coast Guard", "Sulla Coast Guard"
        return True
    if len(short) == 1 and len(long) > 1 and short[0] == long[-1] and short[0] in NEWSPAPERS:
        return True  # "the Enquirer", "the Sulla Enquirer"
    # "Boeing" for "Boeing Commercial Airplanes" is another body; "Halden" for "Halden Ferries" is
    # the same.
    return (
        len(short) == 1
        and len(long) == 2
        and short[0] == long[0]
        and short[0] not in GENERIC_NAMES
        and (long[1] not in BODIES or long[1] in COMMERCIAL | COMPANIES)  # "the Airbus union"
    )
