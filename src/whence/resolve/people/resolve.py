"""The people of a report: every mention in one entity, every source with its speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from whence.records import Entity, Mention, Place, Reading, Report, Span, Speaker
from whence.resolve.people.dead import mark_the_dead
from whence.resolve.people.descriptions import describe, described_at_names
from whence.resolve.people.entities import Entities, Member
from whence.resolve.people.mentions import clean, persons_apart
from whence.resolve.people.names import join_names
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.pronouns import Mentioned, Scene
from whence.resolve.people.speakers import Speakers, Speaking
from whence.resolve.people.unparsed import plain_words
from whence.resolve.people.word_lists import HANDED_ON, POINTERS, SHOWN_TO
from whence.resolve.sentences import Sentences
from whence.syntax import Tree

_CREDIT = re.compile(r"\b(?:Photo|File|Getty|AFP|Reuters|EPA)\b|/\s?(?:AP|[A-Z][a-z]+ [A-Z])")
_LONGEST_CREDIT = 80  #: code points


class People(NamedTuple):
    """The entities of a report in the order of their first mention, and who speaks.

    `speakers`, `joint` and `via` have one item for each attribution of the reading: the first
    speaker or None, all of them, and the entities that pass the words on.
    """

    entities: tuple[Entity, ...]
    speakers: tuple[Speaker | None, ...]
    joint: tuple[tuple[Speaker, ...], ...]
    via: tuple[tuple[int, ...], ...]


def resolve_people(
    report: Report,
    reading: Reading,
    sentences: Sentences,
    toponyms: Sequence[tuple[Mention, Place | None]],
) -> People:
    """Joins names, adds the descriptions and pronouns that are sources, and finds who speaks.

    `toponyms` are the report's places, which replace the reading's own. A speaker is left out where
    the text does not say.
    """
    entities = Entities()
    tree = Tree(report.text, reading.words or plain_words(report.text))
    found, toponyms = persons_apart(tree, reading.entities, toponyms)
    mentions = clean(report, found, toponyms)
    types = {m.span: m.type for m in mentions} | {m.span: "place" for m, _ in toponyms}
    phrases = Phrases(tree, types)
    described = described_at_names(phrases)
    named = join_names(report.text, mentions, toponyms, described, entities)
    describe(named, described)
    mark_the_dead(phrases, named)
    scene = Scene(sentences, reading.antecedents)
    _set(scene, report, phrases, named, [s for a in reading.attributions for s in a.content])
    answers = Speakers(reading.attributions, entities, named, phrases, scene).resolve()
    members = sorted((m for m in entities.members if m.names or m.others), key=_place)
    index = {id(member): number for number, member in enumerate(members)}
    joint = tuple(_speaking(answer, index) for answer in answers)
    return People(
        entities=tuple(member.record() for member in members),
        speakers=tuple(one[0] if one else None for one in joint),
        joint=joint,
        via=tuple(
            tuple(index[id(m)] for m in answer.via if id(m) in index) if answer else ()
            for answer in answers
        ),
    )


def _set(
    scene: Scene,
    report: Report,
    phrases: Phrases,
    named: Mapping[Span, Member],
    contents: Sequence[Span],
) -> None:
    """Puts all names on the scene: they need no understanding.

    Where and by whom a report was filed is no part of its content: "SULLA (Meridian) - It ...".
    """
    filed = [block.span for block in report.blocks if block.kind == "dateline"]
    tree = phrases.tree
    # The longer name last: in "Sulla City Council" the council counts, and the town in its name.
    for span, member in sorted(named.items(), key=_extent):
        for word in tree.within(span):
            scene.put(tree.words[word].span.start, member)
        if any(f.covers(span) for f in filed) or _leads_elsewhere(report.text, span):
            continue
        if _is_credited(report.text, span) or _only_shows(tree, span):
            continue
        at = tree.at(span.start)
        noun = phrases.at(at) if at is not None else None
        heads = noun is not None and noun.name == span
        governed = not heads or (noun is not None and bool(phrases.preposition(noun)))
        subject = not governed and noun is not None and phrases.is_subject(noun)
        said = any(s.start <= span.start < s.end for s in contents)
        scene.add(Mentioned(span.start, member, subject, governed, said))


def _leads_elsewhere(text: str, span: Span) -> bool:
    """Whether it is in a line that leads to another story: "READ MORE Singer marries"."""
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start].lower().lstrip(" -–—•*[(▶►»")
    return any(line.startswith(pointer.replace("-", " ")) for pointer in POINTERS)


def _is_credited(text: str, span: Span) -> bool:
    """Whether it is whose picture it is: "(Thibault Camus, File/Associated Press)"."""
    opens = text.rfind("(", max(0, span.start - _LONGEST_CREDIT), span.start)
    closes = text.find(")", span.end, span.end + _LONGEST_CREDIT)
    inside = text[opens + 1 : closes] if opens >= 0 and closes >= 0 else ""
    return ")" not in inside and _CREDIT.search(inside) is not None


def _only_shows(tree: Tree, span: Span) -> bool:
    """Whether an outlet only passes on words: "in a post seen by TechLedger, it wrote"."""
    at = tree.at(span.start)
    while at is not None and at > 1 and tree.words[at - 1].tag in ("DET", "ADJ"):
        at -= 1
    by = at is not None and at > 1 and tree.lower(at - 1) == "by"
    return by and at is not None and tree.lower(at - 2) in HANDED_ON | SHOWN_TO


def _speaking(answer: Speaking | None, index: Mapping[int, int]) -> tuple[Speaker, ...]:
    if answer is None:
        return ()
    score = round(answer.score, 2)
    return tuple(
        Speaker(entity=index[id(m)], score=score) for m in answer.members if id(m) in index
    )


def _extent(pair: tuple[Span, Member]) -> int:
    return pair[0].end - pair[0].start


def _place(member: Member) -> int:
    return member.first
