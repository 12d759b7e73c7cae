"""The source of a count: who an attribution's words mean, in full.

"Authorities from the Police Department" are that department, and "the public prosecutor in Bari" is
one office, whatever its holder.
"""

from __future__ import annotations

import re

import msgspec

from whence.compare.frequencies import words_of
from whence.compare.sentence_at import sentence_at
from whence.compare.source_types import is_body
from whence.lang import words
from whence.records import Entity, Reading, Report, Resolution, Span
from whence.records.fingerprint import CountSource

_AUTHORITIES = words("across", "authorities")
#: What follows a source and qualifies it: "of the Red Cross", "in Bari".
_OF_WHOM = re.compile(r"\s+(?:of|for|in|at|from|with)\s+((?:[a-z]+\s+){0,3}[A-Z][^,;]*)")
#: What a post is at: "[Orovia's chief] of police".
_OF_BODY = re.compile(r"\s+of\s+(?:the\s+)?[a-z][a-z-]+(?:\s+[a-z][a-z-]+)?")
_HEADS = words("across", "heads of bodies")
#: "The gang that calls itself Grey Heron", "a group known as Red Path".
_CALLED = re.compile(
    r",?\s+(?:(?:that|who|which)\s+)?(?:calls?\s+(?:itself|themselves)|calling\s+(?:itself|themselves)|"
    r"(?:is\s+)?known\s+as|named|called)\s+((?:[A-Z][\w’'-]*\s*)+)"
)
_CLAUSE_END = re.compile(r"[.,;:\n]")
_ONE = re.compile(r"the(?:\s|$)", re.IGNORECASE)
_OWNER = re.compile(r".*[’']s?(?:\s|$)")
#: Offices that many people have, so that they do not identify anybody.
_MANY = re.compile(
    r"\b(?:\w+s|police|official|source|officer|witness|resident|man|woman|spokes\w+|doctor|people)$",
    re.IGNORECASE,
)
_EVENT_NOUNS = [[word] for word in sorted(words("across", "event nouns"))]
#: A newspaper's name alone may be taken for a person's.
_PASSING_ON = frozenset({"organization", "person"})
#: Marks around a name, which are no part of it.
AROUND = " ,;:-–—"


def as_source(entity: Entity) -> CountSource:
    """An entity as the source of a count."""
    return CountSource(
        type=entity.type,
        name=entity.name.strip(AROUND),
        named=entity.named,
        descriptions=entity.descriptions,
    )


def source_of(
    attribution: int | None, report: Report, reading: Reading, resolution: Resolution
) -> CountSource | None:
    """The speaker of an attribution, with the rest of the phrase that the report has for them."""
    speaker = resolution.speaker(attribution) if attribution is not None else None
    if attribution is None or speaker is None:
        return None
    entity = resolution.entities[speaker.entity]
    found = as_source(entity)
    source = reading.attributions[attribution].source
    if len(source) == 1:
        phrase = source[0].of(report.text)
        if found.name not in phrase:  # "Kestrel reported, citing the governor of Herat"
            phrase = _phrase_after(entity, source[0], report)
        found = _body_of(found, phrase, resolution) or in_full(found, phrase)
        found = _of_what_body(found, source[0], report, resolution)
    # "Port blast: 14 dead": a blast is no speaker, whatever the colon.
    return None if found.name.casefold().split()[-1:] in _EVENT_NOUNS else found


def _phrase_after(entity: Entity, source: Span, report: Report) -> str:
    """The words for an entity nearest after an attribution's source, to the clause's end."""
    after = [m.span.start for m in entity.mentions if m.span.start >= source.end]
    rest = report.text[min(after) :] if after else ""
    return _CLAUSE_END.split(rest, maxsplit=1)[0]


def _body_of(source: CountSource, phrase: str, resolution: Resolution) -> CountSource | None:
    """The body whose people are quoted for it: "authorities from the Police Department"."""
    words = phrase.strip(AROUND)
    at = words.find(source.name)
    of = _OF_WHOM.match(words[at + len(source.name) :]) if at >= 0 else None
    if of is None or source.named or words_of(source.name)[-1:][0] not in _AUTHORITIES:
        return None
    bodies = (e for e in resolution.entities if e.type == "organization" and e.named)
    return next((as_source(e) for e in bodies if of[1].strip(AROUND).endswith(e.name)), None)


def _of_what_body(
    source: CountSource, at: Span, report: Report, resolution: Resolution
) -> CountSource:
    """A source with the name of the body of "its director", where the sentence has but one."""
    its = [d for d in source.descriptions if d.casefold().startswith("its ")]
    if not its:
        return source
    _, start = sentence_at(report.text, at)
    before = [
        entity
        for entity in resolution.entities
        if entity.type in ("organization", "facility")
        and any(start <= mention.span.start < at.start for mention in entity.mentions)
    ]
    if len(before) != 1:
        return source
    descriptions = tuple(
        f"{d[len('its ') :]} of {before[0].name}" if d in its else d for d in source.descriptions
    )
    return msgspec.structs.replace(source, descriptions=descriptions)


def in_full(source: CountSource, phrase: str) -> CountSource:
    """A source with the rest of its phrase: "Claire Aubert of the Red Cross".

    "The public prosecutor in Bari" is one office, whatever its holder, and so one source; "the news
    agency Kestrel" is an agency.
    """
    words = phrase.strip(AROUND)
    at = words.find(source.name)
    rest = words[at + len(source.name) :] if at >= 0 else ""
    if not source.named and (called := _CALLED.match(rest)) is not None:
        descriptions = (*source.descriptions, source.name)
        return msgspec.structs.replace(
            source, name=called[1].strip(), named=True, descriptions=descriptions
        )
    before = _OWNER.sub("", _ONE.sub("", words[: max(at, 0)].strip(AROUND), count=1))
    if source.named and source.type == "organization" and before[:1].islower():
        descriptions = (*source.descriptions, before)
        source = msgspec.structs.replace(source, descriptions=descriptions)
    of = _OF_WHOM.match(rest)
    body = None if source.named else _OF_BODY.match(rest)
    if of is None and body is not None and words_of(source.name)[-1:][0] in _HEADS:
        return msgspec.structs.replace(source, name=f"{source.name}{body[0]}")
    if of is None:
        return source
    if source.named:
        descriptions = (*source.descriptions, of[1].strip(AROUND))
        return msgspec.structs.replace(source, descriptions=descriptions)
    if source.type != "person" or not _ONE.match(words) or _MANY.search(source.name):
        # "Doctors at the hospital": of which, though not who.
        descriptions = (*source.descriptions, of[1].strip(AROUND))
        return msgspec.structs.replace(source, descriptions=descriptions)
    return msgspec.structs.replace(
        source, name=f"{source.name}{of[0]}".strip(), named=True, descriptions=(source.name,)
    )


def passed_on_by(
    attribution: int | None, reading: Reading, resolution: Resolution
) -> tuple[str, ...]:
    """Who passes an attribution's words on: Kestrel in "Kestrel reports, citing the ministry"."""
    speaker = resolution.speaker(attribution) if attribution is not None else None
    if attribution is None or speaker is None:
        return ()
    one = reading.attributions[attribution]
    named = [e for e in resolution.entities if e.named and e.type in _PASSING_ON]
    sources = [
        other.source[0]
        for other in reading.attributions
        if other.content == one.content and len(other.source) == 1
    ]
    return tuple(
        entity.name
        for entity in named
        if entity is not resolution.entities[speaker.entity]
        and any(m.form == "name" and at.covers(m.span) for m in entity.mentions for at in sources)
    )


def source_of_it(
    attribution: int | None, report: Report, reading: Reading, resolution: Resolution
) -> CountSource | None:
    """The body that was quoted last, for an "it said" without a known antecedent."""
    if attribution is None:
        return None
    source = reading.attributions[attribution].source
    if not source or source[0].of(report.text).casefold() not in ("it", "they"):
        return None
    before = [
        (one.source[0].start, n)
        for n, one in enumerate(reading.attributions)
        if one.source and one.source[0].start < source[0].start
    ]
    found = source_of(max(before)[1], report, reading, resolution) if before else None
    return found if found is not None and is_body(found) else None
