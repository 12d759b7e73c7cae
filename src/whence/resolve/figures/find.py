"""Every figure of a report: found sentence by sentence, then set in relation to one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from whence.records import Attribution, Figure, Mention, Reading, Report, Time
from whence.records.claim import Role
from whence.resolve.figures.casualties import triggers_in
from whence.resolve.figures.context import Background
from whence.resolve.figures.deaths import PronounDeath, settle_deaths
from whence.resolve.figures.draft import Draft
from whence.resolve.figures.exclusions import not_counted
from whence.resolve.figures.joint import joined
from whence.resolve.figures.lexicon import is_person
from whence.resolve.figures.named import Named
from whence.resolve.figures.parts import find_parts
from whence.resolve.figures.patients import Patients
from whence.resolve.figures.phrases import AUXILIARIES
from whence.resolve.figures.quantities import Excluded, Stretches, quantities, share_nouns
from whence.resolve.figures.rolls import name_the_counted
from whence.resolve.figures.speaking import Speaking
from whence.resolve.figures.tolls import link_tolls
from whence.resolve.figures.totals import mark_totals
from whence.resolve.sentences import Sentence, Sentences, Token

#: A name or a time expression that the reader is less sure of than this is not used.
_SURE = 0.4
#: No word that may follow a name is longer, in code points.
_WORD = 30
#: Types of names that may end with a number.
_NUMBERED = frozenset({"product", "facility", "event", "other"})
#: Words that lead over from the counted to some of them by name, and how far off they may stand.
_AMONG = frozenset({"including", "included"})
_NEAR = 6
#: How far off a colon may stand that leads over to their names.
_COLON = 16


def find_figures(
    report: Report, reading: Reading, sentences: Sentences, times: Sequence[Time]
) -> tuple[Figure, ...]:
    """The figures of the report, in text order.

    `times` are the report's resolved time expressions and may be empty: the reading's own then
    still keep dates and durations from being taken for counts, and figures of other years are told
    by the words alone.
    """
    excluded = Excluded(
        Stretches([*not_counted(report.text), *_numbered(report.text, reading.entities)]),
        Stretches(
            [(t.span.start, t.span.end) for t in times]
            + [
                (m.span.start, m.span.end)
                for m in reading.times
                # Where a time was resolved, its own span is the better one: "18 on Thursday".
                if m.score >= _SURE
                and not any(m.span.overlaps(t.span) for t in times)
                # A bare number that no time could be made of is none: "rose to 18 on Thursday".
                and not (times and m.span.of(report.text).isdigit())
            ]
        ),
    )
    drafts = _drafts(sentences, excluded, reading.entities, reading.attributions)
    Background(report, sentences, times).mark(drafts)
    mark_totals(drafts, _headline_drafts(report))
    place = {id(draft): at for at, draft in enumerate(drafts)}
    return tuple(draft.figure(place) for draft in drafts)


def _numbered(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Names that a number is the end of: "the Corra 2"; but "in Sulla 12 were hurt"."""
    for mention in mentions:
        name = mention.span.of(text)
        if mention.type not in _NUMBERED or mention.score < _SURE:
            continue
        follows = (
            text[mention.span.end : mention.span.end + _WORD].lstrip(" ").split(" ", 1)[0].lower()
        )
        if (
            name[0].isalpha()
            and name[-1].isdigit()
            and not (follows in AUXILIARIES or is_person(follows))
        ):
            yield mention.span.start, mention.span.end


def _drafts(
    sentences: Sentences,
    excluded: Excluded,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
) -> list[Draft]:
    """The figures of every sentence with their roles and parts, in text order."""
    drafts: list[Draft] = []
    pronouns: list[PronounDeath] = []
    groups: list[list[Draft]] = []
    told: Role | None = None
    tokens = sentences.tokens
    named = Named(tokens, [mention for mention in mentions if mention.score >= _SURE])
    speaking = Speaking(tokens, [one for one in attributions if one.score >= _SURE])
    for index, sentence in enumerate(sentences.sentences):
        found = quantities(tokens, sentence, index, excluded)
        triggers = triggers_in(tokens, sentence.first, sentence.last)
        if triggers:
            patients = Patients(tokens, sentence, index, found, named, speaking)
            patients.link(triggers)
            pronouns += patients.pronoun_deaths
            groups += patients.groups
        _name_members(found, named, tokens, sentence)
        told = link_tolls(found, tokens, sentence, told)
        share_nouns(found, tokens)
        drafts += found
    drafts.sort(key=lambda d: (d.start, d.end))
    find_parts(drafts, tokens)
    settle_deaths(drafts, pronouns, tokens)
    name_the_counted(drafts, sentences, named)
    drafts += joined(groups, drafts, tokens)
    drafts.sort(key=lambda d: (d.start, -d.end))
    return [draft for draft in drafts if _tells(draft)]


def _name_members(
    drafts: Sequence[Draft], named: Named, tokens: Sequence[Token], sentence: Sentence
) -> None:
    """Notes whom the text names among the counted: "18 soldiers, including General Roe"."""
    for draft in drafts:
        if draft.person is False:
            continue
        near = range(draft.last, min(draft.last + _COLON, sentence.last))
        colon = next((n for n in near if tokens[n].lower == ":"), None)
        if colon is not None and draft.certain and not draft.implied:
            draft.people += named.listed(colon + 1, sentence.last)  # "three died: Roe, Poe and Lo"
        for at in range(draft.last, min(draft.last + _NEAR, sentence.last)):
            if tokens[at].lower in _AMONG:
                draft.people += named.listed(at + 1, sentence.last)
                break


def _headline_drafts(report: Report) -> list[Draft]:
    """What the title tells, which many reports do not repeat in their text."""
    if not report.title:
        return []
    title = Sentences(msgspec.structs.replace(report, text=report.title, blocks=()))
    shapes = Stretches(not_counted(report.title))
    return _drafts(title, Excluded(shapes, Stretches(())), (), ())


def _tells(draft: Draft) -> bool:
    """Whether a draft is a figure: it has a role, or counts something that a noun names."""
    if draft.certain:
        return True
    if draft.zero or draft.implied:
        return False
    return draft.of is not None and draft.head is not None
