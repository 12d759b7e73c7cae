"""The people of a report: every mention in one entity, every source that can be told a speaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whence.records import Entity, Mention, Place, Reading, Report, Span, Speaker
from whence.resolve.people.cast import Cast, Member
from whence.resolve.people.descriptions import describe
from whence.resolve.people.names import join_names
from whence.resolve.people.pronouns import Scene, antecedents_by_start
from whence.resolve.people.speakers import Speakers
from whence.resolve.sentences import Sentences


class People(NamedTuple):
    """The entities of a report in the order of their first mention, and who speaks.

    `speakers` has one item for each attribution of the reading, None where nobody can be told.
    """

    entities: tuple[Entity, ...]
    speakers: tuple[Speaker | None, ...]


def resolve_people(
    report: Report,
    reading: Reading,
    sentences: Sentences,
    toponyms: Sequence[tuple[Mention, Place | None]],
) -> People:
    """Joins names, adds the descriptions and pronouns that are sources, and tells who speaks.

    `toponyms` are the report's places, which stand for the reading's own. A speaker is left out
    where the text does not tell; joint speakers are an entity of their own beside each of them.
    """
    cast = Cast()
    named = join_names(report.text, reading.entities, toponyms, cast)
    describe(report.text, named)
    # Where and by whom a report was filed is no part of what it tells: "SULLA (Meridian) - It ...".
    filed = [block.span for block in report.blocks if block.kind == "dateline"]
    told_of = ((s, m) for s, m in named.items() if not any(f.covers(s) for f in filed))
    mentions = sorted(((span.start, member) for span, member in told_of), key=_first)
    tokens = sentences.tokens
    words: dict[int, Member] = {}
    # The longer name last: in "Sulla City Council" the council stands, and the town in its name.
    for span, member in sorted(named.items(), key=_extent):
        at = sentences.token_at(span.start)
        while at < len(tokens) and tokens[at].start < span.end:
            words[tokens[at].start] = member
            at += 1
    scene = Scene(sentences, mentions, antecedents_by_start(reading.antecedents))
    answers = Speakers(report.text, reading.attributions, cast, named, scene, words).resolve()
    members = sorted((m for m in cast.members if m.names or m.others), key=_place)
    index = {id(member): number for number, member in enumerate(members)}
    return People(
        entities=tuple(member.record() for member in members),
        speakers=tuple(
            Speaker(entity=index[id(answer.member)], score=round(answer.score, 2))
            if answer is not None and id(answer.member) in index
            else None
            for answer in answers
        ),
    )


def _extent(pair: tuple[Span, Member]) -> int:
    return pair[0].end - pair[0].start


def _first(pair: tuple[int, Member]) -> int:
    return pair[0]


def _place(member: Member) -> int:
    return member.first
