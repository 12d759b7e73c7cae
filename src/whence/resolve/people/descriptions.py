"""Descriptions beside a name: titles before it, appositions around it, whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from whence.records import Span
from whence.resolve.people.entities import Call, Member
from whence.resolve.people.gender import Gender, of_words
from whence.resolve.people.nouns import Noun
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.referents import Party
from whence.resolve.people.word_lists import (
    BODIES,
    DOCUMENTS,
    KIN,
    LEARNED,
    NEWSPAPERS,
    NO_MATTER,
    OFFICE_VERBS,
    POSSESSIVE,
    REGION_KINDS,
    ROLES,
    TITLES,
    singular,
)

_IS = frozenset({"is", "'s", "’s"})
#: A people is called as its country is, this far: "Algeria", "Algerian".
_STEM = 4


class Described(NamedTuple):
    """What the words beside one name say."""

    title: str = ""
    courtesy: str = ""
    apposed: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    owner: str = ""  #: whose it is: "Varnia's Defense Ministry"
    gender: Gender | None = None
    kin: bool = False
    #: the full name whose surname a first name before "and" shares
    shares: Span | None = None


def described_at_names(phrases: Phrases) -> dict[Span, Described]:
    """What is beside each name of the text."""
    found: dict[Span, Described] = {}
    for parties in phrases.all_parties():
        for number, party in enumerate(parties):
            following = parties[number + 1] if number + 1 < len(parties) else None
            for noun in party.nouns:
                if noun.name is not None:
                    found[noun.name] = _described(phrases, party, noun, following)
    return found


def describe(named: Mapping[Span, Member], described: Mapping[Span, Described]) -> None:
    """Gives each named member the descriptions beside its names."""
    for span, member in named.items():
        here = described.get(span)
        if here is None:
            continue
        if member.type == "person":
            for words in (here.title, *here.apposed):
                if words:
                    member.describe(words)
            member.gender = member.gender or here.gender
            member.kin = member.kin or here.kin
        member.calls += [c for c in here.calls if c not in member.calls]


def call_of(phrases: Phrases, noun: Noun, of: Sequence[Noun] = ()) -> Call:
    """What a description calls somebody."""
    tree = phrases.tree
    matter = set()
    last = noun.head
    for index in range(noun.first, last):
        word, lower = tree.words[index], tree.lower(index)
        if tree.lower(index + 1) in ("-", "‐", "‑"):
            continue  # "the Basel-based company" is about no Basel
        if word.tag in ("NOUN", "PROPN") or lower in TITLES:
            matter.add(lower)
    for other in of:  # "minister of transport"
        if other.name is None and other.first > noun.last and phrases.preposition(other) == "of":
            matter.add(tree.lower(other.head))
    return Call(
        singular(tree.lower(last)),
        frozenset(matter - NO_MATTER - POSSESSIVE - {"the"}),
        owner_of(phrases, noun, of),
    )


def owner_of(phrases: Phrases, noun: Noun, of: Sequence[Noun] = ()) -> str:
    """Whose somebody is, in lower case: before it, in it or after it; "" where nobody's."""
    if noun.owner is not None:
        if noun.owner.kind == "pronoun":
            return ""
        return phrases.words(noun.owner, whole=False).lower().removeprefix("the ")
    text = phrases.tree.text
    for span in noun.names:
        if text.startswith("-", span.end):
            continue  # "the Lagos-born nurse" is nobody's
        if phrases.kind_of(span) in ("organization", "place", "group"):
            return span.of(text).lower()
    for other in of:
        if other.name is not None and other.first > noun.last and other.kind != "person":
            return other.name.of(text).lower()
    return ""


def same_owner(one: str, other: str) -> bool:
    """Whether two owners may be one: "Algeria" and "Algerian", or one of them is not given."""
    if not one or not other or one == other:
        return True
    ones, others = (set(owner.split()) - REGION_KINDS for owner in (one, other))
    return any(a[:_STEM] == b[:_STEM] for a in ones for b in others)


def _described(phrases: Phrases, party: Party, noun: Noun, following: Party | None) -> Described:
    title, courtesy = phrases.title(noun), phrases.courtesy(noun)
    heads = [w.strip(".,").lower() for w in title.split()]
    if not any(w in TITLES or singular(w) in ROLES or w in BODIES for w in heads):
        title = ""
    apposed = [other for other in party.nouns if other is not noun and other.name is None]
    wanted = "person" if noun.kind == "person" else "organization"
    apposed = [other for other in apposed if other.kind == wanted]
    office = _office(phrases, noun)
    if office is not None and office.kind == wanted and office not in apposed:
        apposed.append(office)
    texts = [_whole(phrases, other, party) for other in apposed]
    calls = [call_of(phrases, other, party.of) for other in apposed]
    if title and noun.kind == "person":
        words = [w.strip(".,").lower() for w in title.split()]
        owner = owner_of(phrases, noun)
        calls.append(Call(singular(words[-1]), frozenset(words[:-1]) - NO_MATTER, owner))
        if _has_two(words):  # "Health commissioner Dr Yewande Fashola"
            calls.append(Call(singular(words[-2]), frozenset(words[:-2]) - NO_MATTER, owner))
    if noun.name is not None and noun.kind != "person":
        calls += _of_name(phrases, noun)
    kin_heads = heads[-1:] if title else []
    kin_heads += [phrases.tree.lower(other.head) for other in apposed]
    kin = any(singular(head) in KIN for head in kin_heads)
    gender = of_words(courtesy) if courtesy else None
    for head in [*reversed(kin_heads), *heads[-1:]]:
        gender = gender or of_words(head)
    return Described(
        title, courtesy, tuple(texts), tuple(calls), owner_of(phrases, noun), gender, kin,
        _shared(phrases, noun, following),
    )  # fmt: skip


def _has_two(words: Sequence[str]) -> bool:
    """Whether an office comes before a rank or a degree: "commissioner Dr", "chief Colonel"."""
    if len(words) < 2:
        return False
    degree = words[-1] in LEARNED or (words[-1] in TITLES and words[-1] not in ROLES)
    return degree and singular(words[-2]) in ROLES


def _office(phrases: Phrases, noun: Noun) -> Noun | None:
    """What a sentence calls its subject: "Reyes is stepping down as [head coach]", "is mayor"."""
    tree = phrases.tree
    verb = tree.head(noun.head) if tree.relation(noun.head) in ("nsubj", "nsubj:pass") else None
    if verb is None or verb < noun.head or tree.negated(verb):
        return None
    copula = tree.child(verb, "cop")
    if copula is not None:
        held = verb if tree.lower(copula) in _IS else None
    elif tree.lower(verb) in OFFICE_VERBS:
        behind = (i for i in tree.children(verb, "obl", "nmod") if tree.preposition(i) == "as")
        held = next(behind, None)
    else:
        return None
    found = phrases.at(held) if held is not None else None
    role = found is not None and singular(tree.lower(found.head)) in ROLES
    return found if role and found is not None and found.name is None else None


def _of_name(phrases: Phrases, noun: Noun) -> list[Call]:
    """What the name of a body calls it: "the Sulla Harbour Authority" is an authority."""
    if noun.name is None:
        return []
    words = noun.name.of(phrases.tree.text).replace("’", "'").lower().split()
    owner = owner_of(phrases, noun)
    if not owner and words and words[0].endswith("'s"):
        owner, words = words[0].removesuffix("'s"), words[1:]
    return [
        Call(singular(word), frozenset(words[:at]) | frozenset(words[at + 1 :]), owner)
        for at, word in enumerate(words)
        if singular(word) in BODIES | DOCUMENTS or word in BODIES
    ] + [Call("newspaper", frozenset(), owner) for _ in words[-1:] if words[-1] in NEWSPAPERS]


def _whole(phrases: Phrases, noun: Noun, party: Party) -> str:
    """An apposition with its dependents: "the mayor of Sulla"."""
    span = phrases.span(noun)
    end, last = span.end, noun.last
    text = phrases.tree.text
    for other in party.of:
        reached = phrases.span(other)
        if other.first > last and "," not in text[end : reached.start] and reached.start >= end:
            end, last = reached.end, other.last
    return " ".join(text[span.start : end].split())


def _shared(phrases: Phrases, noun: Noun, following: Party | None) -> Span | None:
    """The full name right after "and" that a bare first name may share a surname with."""
    if noun.name is None or following is None or noun.kind != "person":
        return None
    other = following.nouns[0]
    if other.name is None or other.kind != "person":
        return None
    between = phrases.tree.text[noun.name.end : other.name.start]
    bare = " " not in noun.name.of(phrases.tree.text)
    return other.name if bare and between.strip() in ("and", "&") else None
