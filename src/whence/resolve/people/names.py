"""Names of one person, organization, group, place or thing joined to one entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from whence.records import Mention, Place, Span
from whence.resolve.people.descriptions import Described
from whence.resolve.people.entities import Entities, Member
from whence.resolve.people.name_forms import key, plain, take
from whence.resolve.people.organization_names import join_organizations
from whence.resolve.people.person_names import join_people


def join_names(
    text: str,
    mentions: Sequence[Mention],
    toponyms: Sequence[tuple[Mention, Place | None]],
    described: Mapping[Span, Described],
    entities: Entities,
) -> dict[Span, Member]:
    """Adds every named mention to the entities; gives the entity of each mention's span.

    `mentions` are clean and typed (`mentions.clean`), `described` is what is beside each name.
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
            join_people(text, found, described, entities, of_span)
        elif kind == "organization":
            join_organizations(text, found, described, entities, of_span)
        elif kind == "place":
            for mention in found:
                _join_place(text, mention, None, entities, of_span)
        else:
            _join_same(text, kind, found, entities, of_span)
    return of_span


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
            take(member, mention, name, of_span)
            return
    member = entities.add(Member("place", place=place))
    take(member, mention, name, of_span)


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
        take(member, mention, name, of_span)
