"""Names of people joined where they are one person: in full, by surname, with and without title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whence.records import Mention, Span
from whence.resolve.people.descriptions import Described
from whence.resolve.people.entities import Entities, Member
from whence.resolve.people.gender import Gender, likely, of_name, of_words
from whence.resolve.people.name_forms import key, nearest, person_name, take
from whence.resolve.people.word_lists import (
    COURTESY,
    NAME_ENDINGS,
    PARTICLES,
    ROLES,
    pairs,
    singular,
)

_NICKNAME = re.compile(r"[\"“‘'(]\s*([A-Z][\w.-]+)\s*[\"”’')]")
_SHORT = pairs("short name")
#: Somebody without a name; after a comma it may be what the name before is called.
_SOMEBODY = re.compile(r"[^,] (?:the|a|an|their) (\w+)")
_IN_MARKS = re.compile(r"[“\"][^”\"]*[”\"]")
_MARK = re.compile(r"[“”\"]")
_HE_OR_SHE = re.compile(r"\b([Hh]e|[Hh]is|[Ss]he|[Hh]er)\b")
_NEAR = 120  #: characters after a name in which a pronoun shows man or woman
_AGES = frozenset({"jr", "sr"})
_NOTHING = Described()


def join_people(
    text: str,
    mentions: Sequence[Mention],
    described: Mapping[Span, Described],
    entities: Entities,
    of_span: dict[Span, Member],
) -> None:
    """Adds names of people to the entities, and to `of_span` by their spans."""
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
        take(member, mention, name, of_span)
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
        member.kin = member.kin or here.kin
        take(member, mention, name, of_span)


def _whole(name: str) -> str:
    return key(name).strip(".")


def _key(name: str) -> list[str]:
    """The words that distinguish two names: no initials in the middle, no Jr."""
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
            take(member, mention, name, of_span)


def _of_one_word(
    mention: Mention,
    name: str,
    here: Described,
    full: Sequence[tuple[list[str], Member]],
    alone: Sequence[tuple[str, Member]],
    described: Mapping[Span, Described],
) -> Member | None:
    """The person whom a bare surname or first name means; None where it is somebody new.

    A courtesy title shows man or woman, an office its holder; who was brought in as another's kin
    ("his daughter, Ana Ruivo") is not who was called by the surname before, nor who has a title
    that is not theirs.
    """
    found = [m for w, m in full if _ends_with(w, name)]
    first = [m for w, m in full if w[0] == name]
    known = any(_named_before(m, mention.span) for m in first)
    if not found or (known and not any(_named_before(m, mention.span) for m in found)):
        found = first  # "Kim Jong Un ... Kim said", though a Jack Kim is named at the end
    candidates = list({id(m): m for m in [*found, *(m for n, m in alone if n == name)]}.values())
    candidates = [m for m in candidates if _fits(here, m)]
    if here.title:
        holders = [m for m in candidates if _holds(m, here, described)]
        candidates = holders or [m for m in candidates if not m.kin]
    if not here.title:
        earlier = [m for m in candidates if not m.kin or _named_before(m, mention.span)]
        candidates = earlier
    if not candidates and of_words(here.courtesy) == "female" and found:
        # "Alan Thirlby ... his wife, Pauline, ... Mrs Thirlby"
        kin = [m for _, m in alone if m.kin and m.gender == "female"]
        candidates = kin if len(kin) == 1 else []
    if len(candidates) > 1 and not here.title:
        # "her son, Cormac Tiernan ... Tiernan said": who is called so is whom it is about
        candidates = [m for m in candidates if not m.kin] or candidates
    if len(candidates) > 1:
        # Two of one surname: the one named last before, in full or not.
        candidates = [nearest(candidates, mention.span)]
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
    """What the first "he" or "her" after a name shows, if no other person is named before it."""
    after = [m.span.start for m in people if m.span.start >= mention.span.end]
    end = min([*after, mention.span.end + _NEAR])
    for found in _HE_OR_SHE.finditer(text, mention.span.end, end):
        if len(_MARK.findall(text, mention.span.end, found.start())) % 2:
            continue  # in somebody's words it may be anybody
        between = _IN_MARKS.sub("", text[mention.span.end : found.start()])
        if any(singular(other[1].lower()) in ROLES for other in _SOMEBODY.finditer(between)):
            return None  # "Traudl Kofler said the guide had spent all his life there"
        he = found[1].lower() in ("he", "his")
        return "male" if he else "female"
    return None


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
    """Whether "the Clintons" is here: a plural after the article."""
    words = mention.span.of(text)
    before = text[max(0, mention.span.start - 4) : mention.span.start].lower()
    return words.endswith("s") and not words.endswith(("'s", "’s")) and before.endswith("the ")
