"""Names of one person, organization, group, place or thing joined to one member of the cast."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from whence.records import Mention, Place, Span
from whence.resolve.people.descriptions import Described, same_owner
from whence.resolve.people.entities import Entities, Member
from whence.resolve.people.gender import Gender, likely, of_name, of_words
from whence.resolve.people.word_lists import (
    BODIES,
    COMMERCIAL,
    COMPANIES,
    CORPORATE,
    COURTESY,
    GENERIC_NAMES,
    NAME_ENDINGS,
    NEWSPAPERS,
    PARTICLES,
    ROLES,
    TITLES,
    pairs,
)

_POSSESSIVE = re.compile(r"['’]s?$")
_EDGES = " \t\n\r,.;:\"“”‘’'()[]"
_LETTERS = re.compile(r"(?:The )?(?:[A-Z]\.)+[A-Z]")
_NICKNAME = re.compile(r"[\"“‘'(]\s*([A-Z][\w.-]+)\s*[\"”’')]")
_SHORT = pairs("short name")
_NAME_OF_TWO = 2
_HE_OR_SHE = re.compile(r"\b([Hh]e|[Hh]is|[Ss]he|[Hh]er)\b")
_NEAR = 120  #: characters
_AGES = frozenset({"jr", "sr"})
_NOTHING = Described()


def join_names(
    text: str,
    mentions: Sequence[Mention],
    toponyms: Sequence[tuple[Mention, Place | None]],
    described: Mapping[Span, Described],
    entities: Entities,
) -> dict[Span, Member]:
    """Puts every named mention into the cast; gives the member of each mention's span.

    `mentions` are clean and typed (`mentions.clean`), `told` is what stands at each name.
    """
    of_span: dict[Span, Member] = {}
    for mention, place in sorted(toponyms, key=lambda t: t[0].span):
        _join_place(text, mention, place, entities, of_span)
    by_type: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.span):
        if mention.span not in of_span:
            by_type[mention.type].append(mention)
    for kind, found in by_type.items():
        if kind == "person":
            _join_people(text, found, described, entities, of_span)
        elif kind == "organization":
            _join_organizations(text, found, described, entities, of_span)
        elif kind == "place":
            for mention in found:
                _join_place(text, mention, None, entities, of_span)
        else:
            _join_same(text, kind, found, entities, of_span)
    return of_span


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


def _take(member: Member, mention: Mention, name: str, of_span: dict[Span, Member]) -> None:
    member.names.append((mention.span, name))
    member.scores[mention.span] = mention.score
    of_span[mention.span] = member


def _join_place(
    text: str,
    mention: Mention,
    place: Place | None,
    entities: Entities,
    of_span: dict[Span, Member],
) -> None:
    name = plain(mention.span.of(text)) or mention.span.of(text)
    for member in entities.members:
        if member.type != "place":
            continue
        same_name = any(name.casefold() == n.casefold() for _, n in member.names)
        if member.place == place and (place is not None or same_name):
            _take(member, mention, name, of_span)
            return
    member = entities.add(Member("place", place=place))
    _take(member, mention, name, of_span)


def _join_same(
    text: str,
    kind: str,
    mentions: Sequence[Mention],
    entities: Entities,
    of_span: dict[Span, Member],
) -> None:
    known: dict[str, Member] = {}
    for mention in mentions:
        name = plain(mention.span.of(text)) or mention.span.of(text)
        own = key(name)
        if kind == "group" and own.endswith("s") and len(own) > 4:
            own = own[:-1]  # a Democrat, Democrats
        member = known.get(own) or known.setdefault(
            own, entities.add(Member(kind, plural=kind == "group"))
        )
        _take(member, mention, name, of_span)


# -- bodies ----------------------------------------------------------------------------------------


def _join_organizations(
    text: str,
    mentions: Sequence[Mention],
    described: Mapping[Span, Described],
    entities: Entities,
    of_span: dict[Span, Member],
) -> None:
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
            _take(spelt, mention, name, of_span)
            continue
        # "Sulla's Harbour Authority" is the Sulla Harbour Authority.
        whole = [*owner.split(), *words]
        matches = [
            (full, member)
            for full, its_owner, member in known
            if (_same_body(words, full, name) and same_owner(owner, its_owner))
            or _same_body(whole, [*its_owner.split(), *full], name)
        ]
        exact = [member for full, member in matches if full == words] or [m for _, m in matches]
        distinct = list({id(m): m for m in exact}.values())
        if len(distinct) > 1:
            distinct = [_nearest(distinct, mention.span)]
        member = distinct[0] if distinct else entities.add(Member("organization"))
        known.append((words, owner, member))
        _take(member, mention, name, of_span)


def _owned(name: str, owner: str) -> tuple[str, list[str]]:
    """The owner that a name has before it or in itself, and the words of the name without it."""
    before, mark, rest = name.replace("’", "'").partition("'s ")
    if mark and rest:
        owner, name = owner or key(before), rest
    return owner, [_POSSESSIVE.sub("", w.strip(".,")) or w for w in key(name).split()]


def _nearest(members: Sequence[Member], span: Span) -> Member:
    """The one last named before the span, else the first named behind it."""
    before = [(s.start, m) for m in members for s, _ in m.names if s.start < span.start]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return min(members, key=lambda m: min(s.start for s, _ in m.names))


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


# -- people ----------------------------------------------------------------------------------------


def _join_people(
    text: str,
    mentions: Sequence[Mention],
    described: Mapping[Span, Described],
    entities: Entities,
    of_span: dict[Span, Member],
) -> None:
    full: list[tuple[list[str], Member]] = []
    single: list[tuple[Mention, str]] = []
    for mention in mentions:
        name = person_name(mention.span.of(text))
        words = _key(name)
        if len(words) < 2:
            single.append((mention, name))
            continue
        here = described.get(mention.span, _NOTHING)
        alike = (m for w, m in full if _same_person(words, w) and _fits(here, m))
        member = next((m for m in alike if not _of_another_age(name, m)), None)
        if member is None:
            member = entities.add(Member("person"))
        full.append((words, member))
        member.gender = member.gender or here.gender or of_name(words[0])
        member.likely = member.likely or likely(words[0]) or _by_pronoun(text, mention, mentions)
        member.kin = member.kin or here.kin
        _take(member, mention, name, of_span)
    _take_their_surname(full, single, described, of_span)
    alone: list[tuple[str, Member]] = []
    for mention, name in single:
        if mention.span in of_span:
            continue
        here = described.get(mention.span, _NOTHING)
        own = _whole(name) if not _family(text, mention) else f"the {_whole(name)}"
        member = None
        if not own.startswith("the "):
            member = _of_one_word(mention, own, here, full, alone, described)
        else:
            member = next((m for n, m in alone if n == own), None)
        if member is None:
            member = entities.add(Member("person", plural=own.startswith("the ")))
            alone.append((own, member))
        member.gender = member.gender or here.gender
        member.likely = member.likely or likely(name)
        _take(member, mention, name, of_span)


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


def _whole(name: str) -> str:
    return key(name).strip(".")


def _key(name: str) -> list[str]:
    """The words that tell two names apart: no initials in the middle, no Jr."""
    words = [w.strip(".,") for w in _NICKNAME.sub(" ", name).replace("’", "'").casefold().split()]
    words = [w for w in words if w and w not in NAME_ENDINGS]
    return [w for i, w in enumerate(words) if len(w) > 1 or i == 0] or words


def _same_person(one: list[str], other: list[str]) -> bool:
    if one[-1].replace("-", "") != other[-1].replace("-", ""):
        # Chinese and Korean names keep their order; Spanish ones drop the mother's surname.
        shorter, longer = sorted((one, other), key=len)
        return len(shorter) >= 2 and longer[: len(shorter)] == shorter
    if len(one) > 2 and len(other) > 2 and not set(one[1:-1]) & set(other[1:-1]):
        return False  # Carl Otto Berg, Carl Erik Berg
    a, b = one[0], other[0]
    return (
        a == b
        or (min(len(a), len(b)) == 1 and a[0] == b[0])
        or (min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)))
        or b in _SHORT.get(a, ())
        or a in _SHORT.get(b, ())
        or a in other[1:-1]
        or b in one[1:-1]
    )


def _of_another_age(name: str, member: Member) -> bool:
    """Whether one is the elder and the other the younger: Rupert Vance Sr. and Jr."""
    own, *others = (_AGES & set(key(n).split()) for n in (name, *(n for _, n in member.names)))
    return bool(own) and any(other and other != own for other in others)


def _take_their_surname(
    full: Sequence[tuple[list[str], Member]],
    single: Sequence[tuple[Mention, str]],
    described: Mapping[Span, Described],
    of_span: dict[Span, Member],
) -> None:
    """A first name that a list shares a surname with: "Una and Cleo Brandt" has Una Brandt."""
    for mention, name in single:
        whole = described.get(mention.span, _NOTHING).shares
        surname = of_span.get(whole) if whole is not None else None
        if surname is None:
            continue
        words = [_whole(name), *_key(surname.name)[1:]]
        member = next((m for w, m in full if w == words), None)
        if member is not None:
            _take(member, mention, name, of_span)


def _of_one_word(
    mention: Mention,
    name: str,
    here: Described,
    full: Sequence[tuple[list[str], Member]],
    alone: Sequence[tuple[str, Member]],
    described: Mapping[Span, Described],
) -> Member | None:
    """The person whom a bare surname or first name means; None where it is somebody new.

    A courtesy title tells man or woman, an office who holds it; who was brought in as another's
    kin ("his daughter, Ana Ruivo") is not who was called by the surname before, nor who has a
    title that is not theirs.
    """
    found = [m for w, m in full if _ends_with(w, name)] or [m for w, m in full if w[0] == name]
    candidates = list({id(m): m for m in [*found, *(m for n, m in alone if n == name)]}.values())
    candidates = [m for m in candidates if _fits(here, m)]
    if here.title:
        holders = [m for m in candidates if _holds(m, here, described)]
        candidates = holders or [m for m in candidates if not m.kin]
    if not here.title:
        earlier = [m for m in candidates if not m.kin or _named_before(m, mention.span)]
        candidates = earlier
    if len(candidates) > 1:
        # Two of one surname: the one named last before, in full or not.
        candidates = [_nearest(candidates, mention.span)]
    return candidates[0] if candidates else None


def _named_before(member: Member, span: Span) -> bool:
    return any(own.start < span.start for own, _ in member.names)


def _holds(member: Member, here: Described, described: Mapping[Span, Described]) -> bool:
    """Whether the member is given the title at another of its names."""
    head = here.title.split()[-1].lower()
    for span, _ in member.names:
        there = described.get(span, _NOTHING)
        if any(head in words.lower().split() for words in (there.title, *there.apposed)):
            return True
    return False


def _fits(here: Described, member: Member) -> bool:
    """Whether "Ms" may be said of the member."""
    if here.courtesy not in COURTESY:
        return True
    said, known = of_words(here.courtesy), member.gender or member.likely
    return said is None or known is None or said == known


def _by_pronoun(text: str, mention: Mention, people: Sequence[Mention]) -> Gender | None:
    """What the first "he" or "her" behind a name tells, if no other person is named before it."""
    after = [m.span.start for m in people if m.span.start >= mention.span.end]
    end = min([*after, mention.span.end + _NEAR])
    found = _HE_OR_SHE.search(text, mention.span.end, end)
    if found is None:
        return None
    return "male" if found[1].lower().startswith("h") and found[1].lower() != "her" else "female"


def _ends_with(words: list[str], name: str) -> bool:
    """Whether a bare name is the surname: the last word, with its particle or without."""
    particle, _, rest = key(words[-1]).partition(" ")
    if rest == name and particle in PARTICLES:
        return True  # "Sisi" is Abdel-Fattah al-Sisi
    words = [*words[:-1], key(words[-1])]
    if words[-1] == name or " ".join(words[-2:]) == name:
        return True
    return len(words) > 2 and words[-2] in PARTICLES and name in words[-2:]


def _family(text: str, mention: Mention) -> bool:
    """Whether "the Clintons" stands here: a plural after the article."""
    words = mention.span.of(text)
    before = text[max(0, mention.span.start - 4) : mention.span.start].lower()
    return words.endswith("s") and not words.endswith(("'s", "’s")) and before.endswith("the ")
