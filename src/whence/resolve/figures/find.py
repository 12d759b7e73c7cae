"""Every figure of a report: found sentence by sentence, then set in relation to one another."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.records import Entity, Figure, Reading, Report, Time
from whence.records.claim import Role
from whence.resolve.figures.among import settle_among
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.context import Background
from whence.resolve.figures.exclusions import not_counted
from whence.resolve.figures.factuality import Factuality
from whence.resolve.figures.former import mark_former, mark_superseded
from whence.resolve.figures.grown_counts import link_grown
from whence.resolve.figures.labels import link_labels
from whence.resolve.figures.named_next import name_in_next
from whence.resolve.figures.names_beside import name_beside
from whence.resolve.figures.others import add_others
from whence.resolve.figures.participants import Group, Participants
from whence.resolve.figures.person_name_phrases import LIKELY, Named
from whence.resolve.figures.quantities import Excluded, Stretches, quantities, share_nouns
from whence.resolve.figures.relations import (
    add_left_out,
    find_parts,
    joined,
    multiply_each,
    settle_ordinals,
)
from whence.resolve.figures.restated import settle_restated
from whence.resolve.figures.rival_counts import link_rivals, mark_rivals
from whence.resolve.figures.roles import BEREFT, triggers_in
from whence.resolve.figures.shot import Names, count_victims, settle_held, settle_shot, settle_taken
from whence.resolve.figures.survivors import settle_survivors
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.figures.tolls import Count, link_tolls
from whence.resolve.figures.totals import mark_totals
from whence.resolve.figures.victim_lists import (
    name_by_pronoun,
    name_described,
    name_members,
    name_the_counted,
)
from whence.resolve.sentences import Sentences, Token

#: A source or a time expression that the reader is less sure of than this is not used.
_SURE = 0.4


def find_figures(
    report: Report,
    reading: Reading,
    sentences: Sentences,
    times: Sequence[Time],
    entities: Sequence[Entity] = (),
) -> tuple[Figure, ...]:
    """The figures of the report, in text order.

    `times` are the report's resolved time expressions and may be empty: the reading's own then
    still keep dates and durations from being taken for counts, and figures of other years are
    recognised by the words alone. `entities` name whom the report describes in one place and names
    in another.
    """
    excluded = Excluded(
        Stretches(not_counted(report.text)),
        Stretches(
            [(t.span.start, t.span.end) for t in times]
            + [
                (m.span.start, m.span.end)
                for m in reading.times
                # Where a time was resolved, its own span is the better one: "18 on Thursday".
                if m.score >= _SURE
                and not any(m.span.overlaps(t.span) for t in times)
                # A bare number that no time could be made of is no time: "rose to 18 on Thursday".
                and not (times and m.span.of(report.text).isdigit())
            ]
        ),
    )
    clauses = Clauses(sentences)
    drafts = _drafts(sentences, excluded, reading, entities, clauses)
    Background(report, sentences, times, clauses.tree).mark(drafts)
    mark_superseded(drafts, sentences.tokens, sentences, clauses)
    mark_rivals(drafts, clauses)
    mark_totals(drafts, _headline_drafts(report, reading))
    place = {id(draft): at for at, draft in enumerate(drafts)}
    return tuple(draft.figure(place) for draft in drafts)


def _drafts(
    sentences: Sentences,
    excluded: Excluded,
    reading: Reading,
    entities: Sequence[Entity],
    clauses: Clauses,
) -> list[Draft]:
    """The figures of every sentence with their roles and parts, in text order."""
    drafts: list[Draft] = []
    groups: list[Group] = []
    toll: Count | None = None
    dead = False
    tokens = sentences.tokens
    named = _named(tokens, reading)
    factuality = Factuality(tokens, reading, clauses)
    known = _known(entities)
    for index, sentence in enumerate(sentences.sentences):
        found = quantities(tokens, sentence, index, excluded)
        for draft in found:
            if draft.certain == 5 and draft.head is not None and not draft.zero:
                at = draft.head
                draft.unasserted = not factuality.is_asserted(at, at + 1, sentence)
        add_others(found, drafts, tokens, sentence, index)
        triggers = triggers_in(tokens, sentence.first, sentence.last)
        if not dead:
            triggers = [trigger for trigger in triggers if trigger.words not in BEREFT]
        if triggers:
            participants = Participants(tokens, sentence, index, found, named, clauses)
            participants.link(triggers, factuality)
            for group in participants.groups:
                add_left_out(group, found, tokens, sentence, triggers)
                multiply_each(group, found, tokens, sentence)
            groups += participants.groups
        settle_ordinals(found, drafts, tokens)
        settle_survivors(found, tokens, sentence)
        name_members(found, named, tokens, sentence, clauses)
        link_labels(found, tokens, sentence)
        settle_restated(found, tokens, sentence)
        link_grown(found, tokens, sentence, clauses, factuality)
        toll = link_tolls(found, tokens, sentence, toll)
        link_rivals(found, tokens, sentence)
        mark_former(found, tokens, sentence)
        share_nouns(found, tokens)
        drafts += found
        dead = dead or _has_dead(found)
    drafts.sort(key=lambda d: (d.start, d.end))
    find_parts(drafts, tokens)
    settle_among(drafts, tokens)
    settle_shot(drafts, tokens, known)
    settle_taken(drafts, tokens)
    settle_held(drafts, tokens)
    count_victims(drafts, tokens, clauses)
    name_beside(drafts, named, sentences, clauses)
    drafts += joined(groups, drafts, tokens)
    drafts += name_the_counted(drafts, sentences, named)
    _name_single(drafts, sentences, named, known)
    drafts = _without_pronouns(drafts)
    for draft in drafts:
        if draft.unasserted:
            draft.role, draft.certain = ("count" if draft.certain != 9 else draft.role), 0
    drafts.sort(key=lambda d: (d.start, -d.end))
    return [draft for draft in drafts if _is_figure(draft)]


def _name_single(drafts: Sequence[Draft], sentences: Sentences, named: Named, known: Names) -> None:
    """Names single persons by what the report says of them elsewhere."""
    name_described(drafts, sentences.tokens, named, known)
    name_by_pronoun(drafts, sentences.tokens, known)
    name_in_next(drafts, sentences, named)


def _named(tokens: Sequence[Token], reading: Reading) -> Named:
    """The report's person names."""
    sources = [
        span
        for one in reading.attributions
        if one.score >= _SURE and one.cue
        for span in one.source
    ]
    mentions = [mention for mention in reading.entities if mention.score >= LIKELY]
    return Named(tokens, mentions, sources, reading.words)


def _has_dead(drafts: Sequence[Draft]) -> bool:
    """Whether people have been reported killed."""
    return any(d.role == "killed" and d.certain and not d.unasserted for d in drafts)


def _known(entities: Sequence[Entity]) -> Names:
    """The names of persons by where the report has other words for them."""
    return {
        (mention.span.start, mention.span.end): entity.name
        for entity in entities
        if entity.named and entity.type == "person"
        for mention in entity.mentions
    }


def _without_pronouns(drafts: list[Draft]) -> list[Draft]:
    """The drafts without "he died" where somebody else is reported dead: it may be the same."""
    roles = {draft.role for draft in drafts if draft.certain and not draft.pronoun}
    remaining: set[Role] = set()
    found = []
    for draft in drafts:
        if draft.pronoun:
            if draft.role in roles or draft.role in remaining or draft.part_of is not None:
                continue
            remaining.add(draft.role)
        found.append(draft)
    return found


def _headline_drafts(report: Report, reading: Reading) -> list[Draft]:
    """What the title says, which many reports do not repeat in their text."""
    if not report.title:
        return []
    title = Sentences(msgspec.structs.replace(report, text=report.title, blocks=()))
    shapes = Stretches(not_counted(report.title))
    silent = msgspec.structs.replace(reading, attributions=(), entities=(), words=())
    return _drafts(title, Excluded(shapes, Stretches(())), silent, (), Clauses(title))


def _is_figure(draft: Draft) -> bool:
    """Whether a draft is a figure: it has a role, or counts something that a noun names."""
    if draft.certain:
        return True
    if draft.zero or draft.implied:
        return False
    return draft.of is not None and draft.head is not None
