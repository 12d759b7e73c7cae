"""A report's findings one by one, as they are reviewed: in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Literal, get_args

import msgspec
from markupsafe import Markup

from whence.export.article import Note, article
from whence.export.figures import amount, counted
from whence.export.html import clean
from whence.export.speakers import manner_of, speakers_of
from whence.export.speakers import words as words_of
from whence.ledger.review_queue import beside
from whence.ports import Result
from whence.records import Attributions, Decision, Figure, Report, Span, Time
from whence.records.attribution_chain import sentence
from whence.records.claim import Modality, Standing
from whence.records.keys import attribution_key, in_text_order, key_of_span, text_order
from whence.records.reading import Act, Stance, TimeMod
from whence.records.roles import OF_PEOPLE, ROLES
from whence.serve.web.pages.decision_form import Precision
from whence.serve.web.rendering import many

Target = Literal["attribution", "claim", "figure", "time", "place", "entity"]
#: Characters of context shown on either side.
_AROUND = 40
_WHO = ("person", "organization")
ACTS: tuple[Act, ...] = (
    "state", "deny", "ask", "order", "promise", "warn", "accuse", "believe", "other",
)  # fmt: skip
STANCES: tuple[Stance, ...] = ("statement", "attitude", "deed")
#: The choices for a claim and for a time, in words for people.
STANDINGS: dict[Standing, str] = {
    "attributed": "attributed", "hearsay": "hearsay, no source given",
    "own-voice": "unattributed (the outlet’s own words)",
}  # fmt: skip
MODALITIES: dict[Modality, str] = {
    "actual": "asserted as fact", "possible": "possible", "future": "future",
    "conditional": "conditional", "unasserted": "not asserted",
}  # fmt: skip
MODIFIERS: dict[TimeMod, str] = {
    "START": "early", "MID": "mid", "END": "late", "APPROX": "about", "BEFORE": "before",
    "AFTER": "after", "ON_OR_BEFORE": "on or before", "ON_OR_AFTER": "on or after",
    "LESS_THAN": "less than", "MORE_THAN": "more than", "EQUAL_OR_LESS": "at most",
    "EQUAL_OR_MORE": "at least",
}  # fmt: skip


#: The values of a figure or a time that is not there yet.
_NOTHING = dict.fromkeys(
    ("value", "low", "high", "role", "counted", "main", "time", "mod", "begin", "until")
)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was read, or corrected by a decision.

    `key` is an attribution's, else "figure:10-12" and the like; `at` is its place.
    """

    target: Target
    key: str
    at: str  #: offsets in code points: "10-12", or several
    words: str
    says: str  #: what it was resolved to, for people
    score: float | None  #: 0 to 1, of an attribution
    values: dict[str, Any]  #: the current values of what a correction may set
    decision: Decision | None


def of_report(result: Result, decided: Mapping[str, Decision]) -> Iterator[Found]:
    """The report's attributions, claims, figures, times, people, bodies and places."""
    yield from _attributions(result, decided)
    yield from _claims(result, decided)
    report, _, resolution = result
    for figure in resolution.figures:
        key = f"figure:{_at(figure.span)}"
        yield Found(
            target="figure",
            key=key,
            at=_at(figure.span),
            words=_around(report.text, figure.span),
            says=_of_figure(report, figure),
            score=None,
            values={
                "value": figure.value, "low": figure.low, "high": figure.high, "role": figure.role,
                "main": figure.main,
                "counted": counted(report, figure) if figure.of is not None else "",
            },
            decision=decided.get(key),
        )  # fmt: skip
    for time in resolution.times:
        key = f"time:{_at(time.span)}"
        yield Found(
            target="time",
            key=key,
            at=_at(time.span),
            words=_around(report.text, time.span),
            says=_of_time(time),
            score=None,
            values={"time": time.value, "mod": time.mod, "begin": time.begin, "until": time.end},
            decision=decided.get(key),
        )
    yield from _entities(result, decided)
    for entity in resolution.entities:
        if entity.type != "place" or not entity.mentions:
            continue
        spans = [mention.span for mention in entity.mentions]
        keys = [f"place:{_at(span)}" for span in spans]
        where = entity.place
        yield Found(
            target="place",
            key=keys[0],
            at=_at(spans[0]),
            words=_around(report.text, spans[0]),
            says=f"{entity.name}: {where.admin1 or where.country or where.precision}"
            if where
            else f"{entity.name}: not found",
            score=None,
            values={"place": f"{where.name}, {where.country}" if where else None},
            decision=next((decided[key] for key in keys if key in decided), None),
        )


def _attributions(result: Result, decided: Mapping[str, Decision]) -> Iterator[Found]:
    report, reading, resolution = result
    order = text_order(reading.attributions)
    spoken = Attributions(report, reading, resolution)
    for index in order:
        one = reading.attributions[index]
        said = spoken.one(index)
        names = "; ".join(speaker.name for speaker in said.speakers)
        also = manner_of(msgspec.structs.replace(one, act="state"), said.via)
        key = attribution_key(report, one)
        spans = (*one.source, *one.cue, *one.content)
        yield Found(
            target="attribution",
            key=key,
            at=",".join(_at(span) for span in spans),
            words=clean(words_of(report, one.content)),
            says=", ".join((names or "source not given", one.act, one.kind, *also)),
            score=round(one.score, 3),
            values={
                "speaker": names or None,
                "act": one.act,
                "stance": one.stance,
                "asserted": one.asserted,
                "via": "; ".join(said.via),
                "kind": one.kind,
                "source": clean(words_of(report, one.source)),
                "cue": clean(words_of(report, one.cue)),
                "content": clean(words_of(report, one.content)),
            },
            decision=decided.get(key),
        )


def _claims(result: Result, decided: Mapping[str, Decision]) -> Iterator[Found]:
    """Each claim as a sentence: who says it and how, and its words."""
    report, reading, resolution = result
    spoken = Attributions(report, reading, resolution)
    for claim in resolution.claims:
        key = key_of_span(report.id, claim.span)
        words = clean(words_of(report, (claim.span,)))
        yield Found(
            target="claim",
            key=key,
            at=_at(claim.span),
            words=clean(sentence(spoken.of_claim(claim), words)),
            says=", ".join((STANDINGS[claim.standing], claim.polarity, MODALITIES[claim.modality])),
            score=None,
            values={
                "standing": claim.standing,
                "polarity": claim.polarity,
                "modality": claim.modality,
                "sourced": bool(claim.voices),
            },
            decision=decided.get(key),
        )


def precision_of(values: Mapping[str, Any]) -> tuple[Precision, float | None, float | None]:
    """How a figure's number is meant, and its one number or two, as the form takes them."""
    value, low, high = values["value"], values["low"], values["high"]
    if value is None and low is not None and high is not None and low != high:
        return "between", low, high
    number = value if value is not None else low if low is not None else high
    if low is None and high is None:
        return ("about" if number is not None else "exactly"), number, None
    return "at least" if high is None else "at most" if low is None else "exactly", number, None


def _entities(result: Result, decided: Mapping[str, Decision]) -> Iterator[Found]:
    """Who is who: persons and bodies, each with its mentions."""
    report, _, resolution = result
    for entity in resolution.entities:
        if entity.type not in _WHO or not entity.mentions:
            continue
        spans = [mention.span for mention in entity.mentions]
        keys = [f"entity:{_at(span)}" for span in spans]
        yield Found(
            target="entity",
            key=keys[0],
            at=_at(spans[0]),
            words=entity.name,
            says=", ".join((entity.type, many(len(spans), "mention"), *entity.descriptions[:2])),
            score=None,
            values={
                "name": entity.name,
                "type": entity.type,
                "mentions": [(_at(span), _around(report.text, span)) for span in spans],
            },
            decision=next((decided[key] for key in keys if key in decided), None),
        )


def _of_figure(report: Report, figure: Figure) -> str:
    """A figure for people: "18 killed", "112 injured, people", "3 children (count)"."""
    of, role = counted(report, figure), figure.role
    if role not in OF_PEOPLE:
        return " ".join(filter(None, (amount(figure), of, f"({role})")))
    return f"{amount(figure)} {role}" + (f", {of}" if of not in ("", "person") else "")


def _of_time(time: Time) -> str:
    """A time's value for people, with its other TIMEX3 attributes."""
    found = [time.value or "no value"]
    if time.mod:
        found.append(MODIFIERS[time.mod])
    if time.begin or time.end:
        found.append(f"from {time.begin or '?'} to {time.end or '?'}")
    return ", ".join(found)


def page_facts(result: Result) -> dict[str, Any]:
    """What the page needs besides: the text to select words in, and the choices."""
    report, reading, resolution = result
    attributions = in_text_order(reading)
    heard, _ = speakers_of(resolution, text_order(reading.attributions))
    notes = [
        Note(
            id=f"A{n}",
            anchor=f"A{n}",
            who=clean(speaker.name) if speaker else "",
            hue=speaker.hue if speaker else 0,
            act=a.act,
            kind=a.kind,
            score=a.score,
        )
        for n, (a, speaker) in enumerate(zip(attributions, heard, strict=True), 1)
    ]
    body, _ = article(report, resolution, attributions, notes, "h2")
    names = {
        e.name for e in resolution.entities if e.named and e.type in ("person", "organization")
    }
    return {
        "body": Markup(body),  # noqa: S704  article.py escapes every word
        "names": sorted(clean(name) for name in names),
        "acts": ACTS,
        "stances": STANCES,
        "roles": ROLES,
        "standings": STANDINGS,
        "modalities": MODALITIES,
        "modifiers": MODIFIERS,
        "precisions": get_args(Precision),
        "precision_of": precision_of,
        "nothing": _NOTHING,
    }


def in_order(
    found: Sequence[Found], decided: Mapping[str, Decision], target: str
) -> list[tuple[str, Found | None, Decision | None]]:
    """The findings of a kind, and rejected ones in their old places: each with its key."""
    rows: list[tuple[int, str, Found | None, Decision | None]] = [
        (min(int(at.partition("-")[0]) for at in one.at.split(",")), one.key, one, None)
        for one in found
        if one.target == target
    ]
    rows += [
        (min(words.start for words in one.selectors.all()), key, None, one)
        for key, one in decided.items()
        if one.verb == "reject" and one.target == target
    ]
    return [row[1:] for row in sorted(rows, key=itemgetter(0))]


def _at(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _around(text: str, span: Span) -> str:
    """The words of a span with a few on either side."""
    before, after = beside(text, span, _AROUND)
    return clean(f"{before}[{text[span.start : span.end]}]{after}")
