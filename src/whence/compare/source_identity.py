"""Which sources in an event's reports are one source under two names.

A part of a name and the whole, whatever type reading gave each; two spellings of one person; a
person described by a body and that body. What is only likely lowers the lower count, nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from whence.compare.source_types import SourceKey
from whence.lang import words

#: Words for the level of an office, which make it no other office: "the provincial governor".
_LEVELS = words("across", "levels")
_OFFICES, _OFFICE_WORDS = words("across", "offices"), words("across", "office words")
#: Letters: shorter surnames differ in one letter without being misspelt.
#: A guess.
_LONG = 5


def grouped(
    keys: Sequence[SourceKey], affiliated: Mapping[SourceKey, Collection[str]]
) -> list[list[SourceKey]]:
    """The keys of some sources in groups, one for each source.

    `affiliated` has, by key, the words that describe a source.
    """
    groups: list[list[SourceKey]] = []
    for key in keys:
        near = [g for g in groups if any(_are_one(key, other, affiliated) for other in g)]
        for group in near:
            groups.remove(group)
        groups.append([*(other for group in near for other in group), key])
    for body in keys:
        held = [g for g in groups if any(_is_office_of(body, key, affiliated) for key in g)]
        own = next(g for g in groups if body in g)
        if len(held) == 1 and held[0] is not own:  # of two governors, it may be either's
            groups.remove(own)
            held[0] += own
    return groups


def may_be_kin(one: SourceKey, other: SourceKey) -> bool:
    """Whether two people have one surname, or nearly: who in a family said it is often mixed up.

    Reporters also misspell.
    """
    ours, theirs = one.words(), other.words()
    both = one.kind == other.kind == "person"
    return both and bool(ours and theirs) and _nearly(ours[-1], theirs[-1])


def _are_one(
    one: SourceKey, other: SourceKey, affiliated: Mapping[SourceKey, Collection[str]]
) -> bool:
    ours, theirs = one.words(), other.words()
    if not ours or not theirs:
        return False
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    if may_be_kin(one, other):
        if min(len(ours), len(theirs)) == 1:
            return True  # "Dillon" here and "Dana Dillion" there
        return ours[0][0] == theirs[0][0]
    has_office = _has_office(one, other, affiliated) or _has_office(other, one, affiliated)
    return has_office or _is_of_body(one, other, affiliated) or _is_of_body(other, one, affiliated)


def _has_office(
    office: SourceKey, person: SourceKey, affiliated: Mapping[SourceKey, Collection[str]]
) -> bool:
    """Whether a person has the office another report names: "the governor of Herat", Noorzad."""
    if office.kind != "person" or person.kind != "person":
        return False
    noun, *place = office.words()
    called = set(affiliated.get(person, ()))
    if noun not in affiliated.get(office, ()) or noun not in called or noun in person.words():
        return False
    others = called - {noun} - _LEVELS
    return not others or bool(others & set(place))


def _is_office_of(
    body: SourceKey, person: SourceKey, affiliated: Mapping[SourceKey, Collection[str]]
) -> bool:
    """Whether a body is the office of a person: "the governor's press office", the governor."""
    if not (person.kind == "person" and body.kind == "body"):
        return False
    holder, *rest = body.words() or [""]
    known = {*person.words(), *affiliated.get(person, ())}
    return bool(rest) and rest[-1] in _OFFICE_WORDS and holder in _OFFICES and holder in known


def _is_of_body(
    person: SourceKey, body: SourceKey, affiliated: Mapping[SourceKey, Collection[str]]
) -> bool:
    """Whether a person is described by a body's own noun: "zoo director", the Brennick Zoo."""
    if not (person.kind == "person" and body.kind == "body"):
        return False
    return body.words()[-1] in affiliated.get(person, ())


def _nearly(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter more, less or other."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    at = next((n for n, c in enumerate(shorter) if c != longer[n]), len(shorter))
    same_length = len(one) == len(other)
    return shorter[at + same_length :] == longer[at + 1 :]
