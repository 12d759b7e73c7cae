"""Names of one person, organization, group, place or thing joined to one member of the cast."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from whence.records import Mention, Place, Span
from whence.resolve.people.cast import Cast, Member
from whence.resolve.people.gender import of_name, of_words
from whence.resolve.people.words import GENERIC_NAMES, NAME_ENDINGS, PARTICLES, ROLES, TITLES

_POSSESSIVE = re.compile(r"['’]s?$")
_EDGES = " \t\n\r,.;:\"“”‘’'()[]"
_NICKNAME = re.compile(r"[\"“‘'(]\s*([A-Z][\w.-]+)\s*[\"”’')]")
_CORPORATE = frozenset(
    "inc corp co ltd llc plc group company corporation limited ag sa gmbh".split()
)
#: Short forms that begin otherwise than the name they stand for.
_SHORT = {
    "bill": "william", "bob": "robert", "dick": "richard", "jim": "james", "jack": "john",
    "ted": "edward", "tony": "anthony", "mike": "michael", "liz": "elizabeth", "beth": "elizabeth",
    "kate": "katherine", "peggy": "margaret", "larry": "lawrence", "chuck": "charles",
    "hank": "henry", "harry": "henry", "sasha": "alexander", "volodya": "vladimir",
    "joe": "joseph", "joey": "joseph", "mitch": "mitchell", "andy": "andrew", "betty": "elizabeth",
    "molly": "mary", "polly": "mary", "gene": "eugene", "bernie": "bernard", "tom": "thomas",
}  # fmt: skip

_NAME_OF_TWO = 2


def join_names(
    text: str,
    mentions: Sequence[Mention],
    toponyms: Sequence[tuple[Mention, Place | None]],
    cast: Cast,
) -> dict[Span, Member]:
    """Puts every named mention into the cast; gives the member of each mention's span."""
    of_span: dict[Span, Member] = {}
    for mention, place in sorted(toponyms, key=lambda t: t[0].span):
        _join_place(text, mention, place, cast, of_span)
    others = [m for m in mentions if m.type != "place" and m.span not in of_span]
    types = _types(text, others)
    by_type: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(others, key=lambda m: m.span):
        by_type[types[_plain(mention.span.of(text)).casefold()]].append(mention)
    for kind, found in by_type.items():
        if kind == "person":
            _join_people(text, found, cast, of_span)
        elif kind == "organization":
            _join_organizations(text, found, cast, of_span)
        else:
            _join_same(text, kind, found, cast, of_span)
    return of_span


@lru_cache(maxsize=1024)
def _plain(words: str) -> str:
    """A name without marks, possessive and article."""
    name = _POSSESSIVE.sub("", " ".join(words.split()).strip(_EDGES + " ").strip())
    name = name.strip(_EDGES)
    return name[4:] if name[:4].lower() == "the " and len(name) > 4 else name


def _types(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """One type a name: what most of its mentions were taken for, weighed by their scores."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        votes[_plain(mention.span.of(text)).casefold()][mention.type] += 0.01 + mention.score  # type: ignore[assignment]
    return {name: counts.most_common(1)[0][0] for name, counts in votes.items()}


def _take(member: Member, mention: Mention, name: str, of_span: dict[Span, Member]) -> None:
    member.names.append((mention.span, name))
    member.scores[mention.span] = mention.score
    of_span[mention.span] = member


def _join_place(
    text: str, mention: Mention, place: Place | None, cast: Cast, of_span: dict[Span, Member]
) -> None:
    name = _plain(mention.span.of(text)) or mention.span.of(text)
    for member in cast.members:
        if member.type != "place":
            continue
        same_name = any(name.casefold() == n.casefold() for _, n in member.names)
        if member.place == place and (place is not None or same_name):
            _take(member, mention, name, of_span)
            return
    member = cast.add(Member("place", place=place))
    _take(member, mention, name, of_span)


def _join_same(
    text: str, kind: str, mentions: Sequence[Mention], cast: Cast, of_span: dict[Span, Member]
) -> None:
    known: dict[str, Member] = {}
    for mention in mentions:
        name = _plain(mention.span.of(text)) or mention.span.of(text)
        key = name.casefold()
        if kind == "group" and key.endswith("s") and len(key) > 4:
            key = key[:-1]  # a Democrat, Democrats
        member = known.get(key) or known.setdefault(
            key, cast.add(Member(kind, plural=kind == "group"))
        )
        _take(member, mention, name, of_span)


def _join_organizations(
    text: str, mentions: Sequence[Mention], cast: Cast, of_span: dict[Span, Member]
) -> None:
    known: list[tuple[list[str], Member]] = []
    # The fullest first, so that what shortens them finds them whatever comes first in the text.
    order = sorted(mentions, key=lambda m: -len(_plain(m.span.of(text)).split()))
    for mention in order:
        name = _plain(mention.span.of(text)) or mention.span.of(text)
        # "Sulla's Harbour Authority" is the Sulla Harbour Authority.
        words = [_POSSESSIVE.sub("", w.strip(".,")) or w for w in name.casefold().split()]
        if (spelt := _spelt_out(text, mention, name, of_span)) is not None:
            known.append((words, spelt))
            _take(spelt, mention, name, of_span)
            continue
        matches = [member for full, member in known if _same_body(words, full, name)]
        distinct = list({id(m): m for m in matches}.values())
        if len(distinct) == 1 or (distinct and any(full == words for full, _ in known)):
            exact = [member for full, member in known if full == words]
            member = (exact or distinct)[0]
        else:
            member = cast.add(Member("organization"))
        known.append((words, member))
        _take(member, mention, name, of_span)


def _spelt_out(
    text: str, mention: Mention, name: str, of_span: dict[Span, Member]
) -> Member | None:
    """Whom a name in parentheses shortens: "the Sulla Harbour Authority (SHA)"."""
    start = mention.span.start
    if not name.isupper() or " " in name or text[max(0, start - 1) : start] != "(":
        return None
    before = len(text[: start - 1].rstrip())
    return next((member for span, member in of_span.items() if span.end == before), None)


def _same_body(words: list[str], full: list[str], name: str) -> bool:
    if words == full:
        return True
    short = [w for w in words if w not in _CORPORATE]
    long = [w for w in full if w not in _CORPORATE]
    if short == long and short:
        return True
    if len(words) == 1 and name.replace(".", "").isupper() and len(full) > 1:
        letters = name.replace(".", "").casefold()
        initials = "".join(w[0] for w in full if w not in ("of", "the", "and", "for", "in"))
        return len(letters) > 1 and letters in (initials, "".join(w[0] for w in full))
    if len(short) > 1 and long[-len(short) :] == short:  # "Coast Guard", "Sulla Coast Guard"
        return True
    # "Boeing" for "Boeing Commercial Airplanes" is another body; "Halden" for "Halden Ferries" is
    # the same.
    return (
        len(short) == 1 and len(long) == 2 and short[0] == long[0] and short[0] not in GENERIC_NAMES
    )


def _join_people(
    text: str, mentions: Sequence[Mention], cast: Cast, of_span: dict[Span, Member]
) -> None:
    full: list[tuple[list[str], Member]] = []
    single: list[tuple[Mention, str]] = []
    for mention in mentions:
        name = _person_name(mention.span.of(text))
        words = _key(name)
        if len(words) < 2:
            single.append((mention, name))
            continue
        member = next((m for w, m in full if _same_person(words, w)), None)
        if member is None:
            member = cast.add(Member("person"))
        full.append((words, member))
        _gendered(text, mention, words, member)
        _take(member, mention, name, of_span)
    alone: dict[str, Member] = {}
    for mention, name in single:
        member = _of_one_word(text, mention, name, full, of_span)
        if member is None:
            key = name.casefold()
            if _family(text, mention):
                key = f"the {key}"
            member = alone.get(key) or alone.setdefault(key, cast.add(Member("person")))
            member.plural = key.startswith("the ")
        _gendered(text, mention, [], member)
        _take(member, mention, name, of_span)


def _person_name(words: str) -> str:
    """A person's name without titles, nicknames' marks and possessive."""
    name = _plain(words)
    parts = name.split()
    while len(parts) > 1 and parts[0].strip(".,").lower() in TITLES and parts[0][:1].isupper():
        parts = parts[1:]
    # A role at a sentence's beginning: "Spokeswoman Delia Rostrand". Of two words it is a name's.
    if len(parts) > _NAME_OF_TWO and parts[0].lower() in ROLES:
        parts = parts[1:]
    return " ".join(parts) or name


def _key(name: str) -> list[str]:
    """The words that tell two names apart: no initials in the middle, no Jr."""
    plain = _NICKNAME.sub(" ", name).casefold().replace(",", " ").split()
    words = [w.strip(".") for w in plain]
    words = [w for w in words if w and w not in NAME_ENDINGS]
    return [w for i, w in enumerate(words) if len(w) > 1 or i == 0] or words


def _same_person(one: list[str], other: list[str]) -> bool:
    if one[-1] != other[-1]:
        # Chinese and Korean names keep their order; Spanish ones drop the mother's surname.
        shorter, longer = sorted((one, other), key=len)
        return len(shorter) >= 2 and longer[: len(shorter)] == shorter
    a, b = one[0], other[0]
    return (
        a == b
        or (min(len(a), len(b)) == 1 and a[0] == b[0])
        or (min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)))
        or _SHORT.get(a) == b
        or _SHORT.get(b) == a
        or a in other[1:-1]
        or b in one[1:-1]
    )


def _of_one_word(
    text: str,
    mention: Mention,
    name: str,
    full: Sequence[tuple[list[str], Member]],
    of_span: dict[Span, Member],
) -> Member | None:
    """The person of full name whom a bare surname or first name means; None where none can be."""
    if _family(text, mention):
        return None
    word = name.casefold().strip(".")
    found = [m for w, m in full if _ends_with(w, word)] or [m for w, m in full if w[0] == word]
    people = list({id(m): m for m in found}.values())
    if len(people) > 1:
        told = of_words(_before(text, mention.span.start, 6))
        fitting = [m for m in people if told and m.gender == told]
        people = fitting or people
    if len(people) > 1:
        # Two of one surname: the one named last before, in full or not.
        before = [
            (span.start, m)
            for span, m in of_span.items()
            if span.start < mention.span.start and any(m is p for p in people)
        ]
        people = [max(before, key=lambda pair: pair[0])[1]] if before else people[:1]
    return people[0] if people else None


def _ends_with(words: list[str], word: str) -> bool:
    """Whether a bare name is the surname: the last word, with its particle or without."""
    if words[-1] == word or " ".join(words[-2:]) == word:
        return True
    return len(words) > 2 and words[-2] in PARTICLES and word in words[-2:]


def _family(text: str, mention: Mention) -> bool:
    """Whether "the Clintons" stands here: a plural after the article."""
    words = mention.span.of(text)
    before = text[max(0, mention.span.start - 4) : mention.span.start].lower()
    return words.endswith("s") and not words.endswith(("'s", "’s")) and before.endswith("the ")


def _before(text: str, start: int, length: int) -> str:
    return text[max(0, start - length) : start]


def _gendered(text: str, mention: Mention, words: list[str], member: Member) -> None:
    told = of_words(_before(text, mention.span.start, 7)) or of_words(mention.span.of(text))
    member.gender = member.gender or told or (of_name(words[0]) if words else None)
