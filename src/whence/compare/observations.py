"""A report's counts of people, each with its source and its hedges."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from whence.compare import money, prices
from whence.compare.boilerplate import is_video_title
from whence.compare.called_parts import called
from whence.compare.count_sources import (
    as_source,
    in_full,
    passed_on_by,
    source_of,
    source_of_it,
)
from whence.compare.cues_above import cue_above, cue_words
from whence.compare.frequencies import Frequencies, words_of
from whence.compare.rejected_counts import Rejections
from whence.compare.scopes import Scopes
from whence.compare.sentence_at import line_of, sentence_at
from whence.compare.source_types import is_body
from whence.compare.withdrawals import (
    is_corrected_value,
    is_correction,
    lowered,
    not_so,
    own_error,
    withdrawn,
)
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.ports import Result
from whence.records import Attributions, Claim, Entity, Figure, Reading, Report, Resolution, Span
from whence.records.attribution_chain import lead
from whence.records.claim import Role, Standing
from whence.records.fingerprint import CountSource, Observation
from whence.records.keys import key_of_span
from whence.records.report import HEADINGS
from whence.records.roles import CROWDS, OF_PEOPLE, PRICED
from whence.syntax import Tree

#: Weight (inverse document frequency) from which a word distinguishes events: one in fewer than
#: 1 of 12 reports. A guess.
_SALIENT = 2.5
_SPEAKING = frozenset({"person", "organization", "facility", "group"})
_COUNT = r"(?:toll|number|figure|count|total|tally|crowd|turnout|attendance)"
#: What comes between the subject that sets a count and the count: "put it at", "raised the number
#: of dead to", "'s figure is".
_SETS = (
    re.compile(
        r"\b(?:puts?|putting|raise[sd]?|raising|revise[sd]?|lower(?:s|ed)?|increase[sd]?|"
        r"update[sd]?|correct(?:s|ed)?|correcting|cuts?|reduce[sd]?|gives?|gave|sets?)\s+(?:it|(?:[\w’'-]+\s+){0,6}?"
        + _COUNT
        + r"(?:\s+of\s+(?:the\s+)?[\w’'-]+(?:\s+(?!to\b)[\w’'-]+){0,12}?)?)"
        r"\s+(?:at|to|as)\s+(?:at least\s+|about\s+)?(?:[\w-]+,?\s+(?:down\s+)?from\s+)?$",
        re.IGNORECASE,
    ),
    re.compile(r"\bstick(?:s|ing)?\s+to\s+$|\bstuck\s+to\s+$", re.IGNORECASE),
    re.compile(
        r"[’']s?\s+(?:own\s+)?" + _COUNT + r"\s+(?:is|was|stands at|stood at)\s+$", re.IGNORECASE
    ),
)
#: "22 people according to the interior ministry and 27 according to ...".
_ACCORDING = re.compile(
    r"^(?:\s+[a-z]+){0,2},?\s+according to\s+([\w’' ]+?)(?=\s+and\b|[,.;:)]|$)", re.IGNORECASE
)
#: A headline's "hospital says 23", and its "14 dead, says minister", "23 dead, hospital says".
_HEADLINE_BEFORE = re.compile(
    r"(?:^|[,;:])\s*([\w’' ]+?)\s+says?\s+$|^\s*([\w’' ]+):\s+(?:at least\s+)?$", re.IGNORECASE
)
_HEADLINE_AFTER = re.compile(
    r"^[^,:;\d]*,\s+(?:says?\s+([\w’' ]+)|([\w’' ]+?)\s+says?\b(?!\s+\d))", re.IGNORECASE
)
#: "the hospital, to which most were taken,", "the hospital that has received most of them".
_ASIDE = re.compile(r",[^,;]*,\s*$")
_RELATIVE = re.compile(r"\s(?:that|which|who)\s[^,;]*$")
_CLAUSE = re.compile(r"[,;:–—]|\b(?:as|but|while|and)\b", re.IGNORECASE)
_PUTTING = lemmas("across", "putting at").keys()
_COUNTING, _AUTHORITIES = words("across", "counting"), words("across", "authorities")
#: How agencies mark a report that replaces one of their own.
_UPDATE = re.compile(r"^\W*UPDATE\s+\d+-")
_PRONOUNS = frozenset("it he she they we which that who".split())
_SMALL = frozenset({"the", "a", "an"})
_OF = re.compile(r"\s(?:of|for|in)\s")
#: Contents to try: this many that begin before a place may contain it.
#: A guess.
_NEAR = 50


def counts(result: Result, frequencies: Frequencies) -> tuple[Observation, ...]:
    """The counts of a report that was read, in the order of the text; then its other amounts."""
    report, reading, resolution = result
    inside = _Inside(reading)
    tree = Tree(report.text, reading.words)
    scopes = Scopes(report, tree, resolution)
    roles = {
        n: role
        for n, figure in enumerate(resolution.figures)
        if (role := _role(figure, reading, inside.innermost(figure.span), scopes)) is not None
    }
    of_amounts = {
        n: of
        for n, figure in enumerate(resolution.figures)
        if figure.role in PRICED
        and not figure.background
        and _is_said(reading, inside.innermost(figure.span))
        and (of := prices.of_price(tree, figure) or money.of_what(tree, figure)) is not None
    }
    chosen = [
        n
        for n in (*roles, *of_amounts)
        if not is_video_title(line_of(report.text, resolution.figures[n].span).of(report.text))
    ]
    cues = cue_words(tree, reading)
    place = {n: at for at, n in enumerate(chosen) if n in roles}
    corrects = is_correction(report)
    rejected = Rejections(result, tree)
    claims = _claims(resolution)
    attributions = Attributions(*result)
    entities = _People(resolution)
    found = []
    for n in chosen:
        figure = resolution.figures[n]
        claim = claims.get(n)
        line = line_of(report.text, figure.span)
        span = claim.span if claim else _stated_elsewhere(figure, line, resolution)
        inner = inside.innermost(figure.span)
        if inner is None and claim and claim.voices:
            # Not a denial: only its content is denied.
            last = claim.voices[-1]
            inner = None if reading.attributions[last].act == "deny" else last
        if inner is None and (aside := cue_above(tree, figure.span, cues)) is not None:
            inner = aside if reading.attributions[aside].is_said else None
        attribution = reading.attributions[inner] if inner is not None else None
        narrator = _narrator(report, figure, entities) or entities.who_counted(tree, figure.span)
        source = narrator or source_of(inner, report, reading, resolution)
        source = source or source_of_it(inner, report, reading, resolution)
        taken_back = (
            lowered(report.text, figure.span)
            or scopes.taken_back(figure)
            or withdrawn(report.text, figure.span, line, source, corrects=corrects)
        )
        chain = attributions.of_attribution(inner) if inner is not None and narrator is None else ()
        found.append(
            Observation(
                claim=key_of_span(report.id, span),
                span=span,
                role=roles.get(n, figure.role),
                value=figure.value,
                low=figure.low,
                high=figure.high,
                of=called(tree, figure) or (figure.of.of(report.text) if figure.of else None),
                status=figure.status,
                main=figure.main,
                background=not taken_back and (figure.background or scopes.elsewhere(figure)),
                implied=figure.implied,
                part_of=place.get(figure.part_of) if figure.part_of is not None else None,
                standing=_standing(claim, source),
                hedges=tuple(dict.fromkeys(h.kind for h in claim.hedges)) if claim else (),
                act=attribution.act if attribution else None,
                source=source,
                withdrawn=taken_back and not is_corrected_value(report.text, figure.span, line),
                scope=scopes.of(figure),
                doer=scopes.doer(figure),
                moved=scopes.moved(figure),
                rejects=rejected.of(source),
                people=figure.people,
                context=_salient_words(sentence_at(report.text, figure.span)[0], frequencies),
                said=lead(chain),
                via=passed_on_by(inner, reading, resolution) if narrator is None else (),
            )
        )
    for at, n in enumerate(chosen):
        if n in of_amounts:
            subject, around = of_amounts[n]
            unit = resolution.figures[n].unit or ""
            found[at] = msgspec.structs.replace(found[at], of=subject, context=around, scope=unit)
    whole = [_with_the_whole(one, found) for one in found]
    figures = [resolution.figures[n] for n in chosen]
    return (*whole, *not_so(report, figures, whole), *own_error(tree, whole))


def _role(figure: Figure, reading: Reading, attribution: int | None, scopes: Scopes) -> Role | None:
    """The role of people in a figure, also where a source denies it."""
    if figure.implied and figure.role in CROWDS:
        return None
    if figure.role in OF_PEOPLE:
        return figure.role if _is_said(reading, attribution) else None
    if figure.role != "count":
        return None
    denied = attribution is not None and reading.attributions[attribution].act == "deny"
    return scopes.role(figure) if denied or scopes.taken_back(figure) else None


def _is_said(reading: Reading, attribution: int | None) -> bool:
    """Whether a source asserts what is in an attribution: what is feared or asked is no count."""
    seen: set[int] = set()
    while attribution is not None and attribution not in seen:
        seen.add(attribution)
        one = reading.attributions[attribution]
        if not one.asserted or one.stance == "attitude":
            return False
        # "released the names of four people who were killed": no words, and no less so
        attribution = one.parent
    return True


def _salient_words(sentence: str, frequencies: Frequencies) -> tuple[str, ...]:
    assertion = {w for w in words_of(sentence) if frequencies.weight(w) >= _SALIENT}
    return tuple(sorted(assertion))


def _with_the_whole(count: Observation, all_counts: Sequence[Observation]) -> Observation:
    """A part without a source has that of its whole."""
    whole = all_counts[count.part_of] if count.part_of is not None else None
    if whole is None or count.source is not None or whole.source is None:
        return count
    return msgspec.structs.replace(count, source=whole.source, standing=whole.standing)


def _claims(resolution: Resolution) -> dict[int, Claim]:
    """The narrowest claim with each count; a headline's may have none."""
    found: dict[int, Claim] = {}
    for claim in resolution.claims:
        for n in claim.figures:
            known = found.get(n)
            if known is None or _length(claim.span) < _length(known.span):
                found[n] = claim
    return found


def _stated_elsewhere(figure: Figure, line: Span, resolution: Resolution) -> Span:
    """The claim that repeats a headline's count: one with the same count, else one of its line."""
    for claim in resolution.claims:
        if any(_is_same_count(resolution.figures[n], figure) for n in claim.figures):
            return claim.span
    return next((c.span for c in resolution.claims if c.span.overlaps(line)), line)


def _is_same_count(one: Figure, other: Figure) -> bool:
    return (one.role, one.value, one.low) == (other.role, other.value, other.low)


def _length(span: Span) -> int:
    return span.end - span.start


class _Inside:
    """Which attribution contains a position, without a look at all of them."""

    def __init__(self, reading: Reading) -> None:
        spans = [
            (span.start, span.end, n)
            for n, attribution in enumerate(reading.attributions)
            for span in attribution.content
        ]
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]

    def innermost(self, place: Span) -> int | None:
        """The attribution with the shortest content around the position."""
        last = bisect_right(self._starts, place.start)
        # Contents that contain it begin not far before it: nested ones, and long quotations.
        containing = [
            (end - start, n)
            for start, end, n in self._spans[max(0, last - _NEAR) : last]
            if end >= place.end
        ]
        return min(containing)[1] if containing else None


class _People:
    """Who may have set a count, by the words for them."""

    def __init__(self, resolution: Resolution) -> None:
        speakers = {s.entity for s in resolution.speakers if s is not None}
        self._speakers = [resolution.entities[n] for n in sorted(speakers)]
        self._known = [
            (frozenset(words_of(" ".join((entity.name, *entity.descriptions)))), entity)
            for entity in resolution.entities
            if entity.type in _SPEAKING
        ]

    def known(self, words: str) -> CountSource | None:
        """The entity that words before a headline's colon mean, if it is quoted in the report."""
        wanted = {word for word in words_of(words) if word not in _SMALL}
        speaking = [
            e for known, e in self._known if wanted and wanted <= known and e in self._speakers
        ]
        return as_source(speaking[0]) if len(speaking) == 1 else None

    def who_counted(self, tree: Tree, number: Span) -> CountSource | None:
        """The body that counted: "police counted 8,000 demonstrators", "put the cost at 300"."""
        at = tree.head_of(number)
        verb = None if at is None else tree.predicate(tree.counted(at) or at)
        if verb is None or tree.words[verb].tag != "VERB":
            return None
        put = tree.lower(verb) in _PUTTING and tree.preposition(at or 0) == "at"
        if not put and tree.lower(verb) not in _COUNTING:
            return None
        subject = tree.agent(verb)
        if subject is None or subject == at or tree.negated(verb):
            return None
        if tree.words[subject].tag not in ("NOUN", "PROPN"):
            return None
        found = self.described(tree.phrase(subject, case=False).of(tree.text))
        # A description of an unknown entity is a body only by its noun.
        plain = msgspec.structs.replace(found, type="other", name=tree.lower(subject))
        is_known = plain.name in _AUTHORITIES or is_body(plain)
        return found if found.named or is_known else None

    def described(self, words: str) -> CountSource:
        """The entity that some words mean, by name or description; else a body without a name."""
        wanted = {word for word in words_of(words) if word not in _SMALL}
        fitting = [entity for known, entity in self._known if wanted and wanted <= known]
        if fitting:
            # "The hospital" is the body of that name rather than its director.
            return as_source(
                max(fitting, key=lambda e: (_is_called(e, wanted), e.named, len(e.mentions)))
            )
        office = set(words_of(_OF.split(words)[0])) - _SMALL
        holder = [e for known, e in self._known if known - _SMALL == office and e.type == "person"]
        if len(holder) == 1 and not holder[0].named:  # "the governor of Herat"
            return in_full(as_source(holder[0]), words)
        return CountSource(type="organization", name=words.strip(), named=False)


def _is_called(entity: Entity, wanted: set[str]) -> bool:
    return wanted <= set(words_of(entity.name))


def _standing(claim: Claim | None, source: CountSource | None) -> Standing:
    if source is not None:
        return "attributed"
    return claim.standing if claim else "own-voice"


def _narrator(report: Report, figure: Figure, entities: _People) -> CountSource | None:
    """Who set the count: "the ministry put the number at 21", "14 dead, says X"."""
    sentence, start = sentence_at(report.text, figure.span)
    before = _UPDATE.sub("", sentence[: figure.span.start - start])
    after = sentence[figure.span.end - start :]
    for pattern in _SETS:
        if setting := pattern.search(before):
            subject = _subject(before[: setting.start()])
            return entities.described(subject) if subject else None
    if said := _ACCORDING.search(after):
        return entities.described(said[1])
    in_headline = any(b.kind in HEADINGS and b.span.covers(figure.span) for b in report.blocks)
    if in_headline and (said := _HEADLINE_BEFORE.search(before)):
        return entities.described(said[1]) if said[1] else entities.known(said[2])
    if in_headline and (said := _HEADLINE_AFTER.search(after)):
        return entities.described(said[1] or said[2])
    return None


def _subject(words: str) -> str:
    """The subject at the end of some words, without its predicate."""
    plain = _RELATIVE.sub("", _ASIDE.sub("", words))
    last = _CLAUSE.split(plain)[-1].strip()
    return "" if last.casefold() in _PRONOUNS else last
