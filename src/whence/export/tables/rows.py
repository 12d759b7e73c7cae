"""Results and summaries of events as rows of tables: one mapping for every format of tables.

| table | a row is |
|---|---|
| reports | a report with its text, and the model that read it |
| entities | someone or something in a report; of a place its coordinates |
| mentions | one place in the text where an entity is named, described or referred to |
| times | a TIMEX3 with its value |
| attributions | who says what; `parent` is the one around it |
| claims | a sentence, or part of one, that asserts something; with its standing |
| figures | a count or measure, with the claim that makes it |
| events | something that happened, in one or more reports |
| event_reports | a report among those of an event; `original` is the one whose text it reprints |
| event_figures | a count of an event: best, low and high under the policy |
| versions | one value of such a count, and its sources |
| findings | a copy, a revision, a correction, a conflict, with its evidence |
| relations | how two versions of a count relate, and why |
| event_people | somebody harmed whom reports of an event name |
| blamed | somebody who is blamed, charged or convicted, and by whom |
| drifts | what a count lost between two reports: its source, its hedge |
| rejected | a document that gave no report, and why |

The first column of a table is the id of its rows, where they have one; a column with the name of
one refers to a row of that table ("report", "claim"). Offsets count code points of `reports.text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias

from whence.ports import Result
from whence.records import Attributions, Claim, Rejected, Resolution, Span
from whence.records.attribution_chain import asserted, lead, via
from whence.records.keys import (
    attribution_key,
    claim_key,
    entity_key,
    figure_key,
    once,
    time_key,
)

Row: TypeAlias = dict[str, Any]
#: The type of a column: text, (whole) numbers, true or false, lists of text; `spans` are lists of
#: {start, end}, `places` lists of {name, country, admin1, precision, lat, lon}.
Kind: TypeAlias = Literal["text", "whole", "number", "flag", "texts", "spans", "places"]
Columns: TypeAlias = dict[str, Kind]

#: Between words that are apart in the text.
BETWEEN = " … "


def _columns(**kinds: str) -> Columns:
    """Columns from "name name name" by kind, in the order in which the kinds are given.

    A kind may be given more than once: digits after its name are cut off ("text2").
    """
    found: Columns = {}
    for kind, names in kinds.items():
        column_type: Any = kind.rstrip("0123456789")
        found.update(dict.fromkeys(names.split(), column_type))
    return found


_STRETCH = {"whole": "start end", "text2": "text"}
_SPOT = {"text9": "name country admin1 precision", "number9": "lat lon"}

#: Table -> its columns, in their order.
COLUMNS: dict[str, Columns] = {
    "reports": _columns(
        text="report identity source media_type raw_digest fetched_at title byline published"
        " published_from publisher url language text reader bundle"
    ),
    "entities": _columns(
        text="entity report type name", flag="named", texts="descriptions", whole="mentions",
        text2="place country admin1 precision", whole2="geonames", number="lat lon",
    ),
    "mentions": _columns(
        text="entity report", **_STRETCH, text3="form", number="score", flag="metonym"
    ),
    "times": _columns(text="time report", **_STRETCH, text3="type value mod begin until"),
    "attributions": _columns(
        text="attribution report parent kind act source cue content",
        spans="source_spans cue_spans content_spans",
        text2="speaker speaker_entity speaker_type", flag="speaker_named",
        number="speaker_score score", texts="speakers speaker_entities", text3="stance",
        flag2="asserted", texts2="via",
    ),
    "claims": _columns(
        text="claim report", **_STRETCH, text3="standing polarity modality", texts="hedges",
        text4="attribution speaker speaker_entity act told_of", texts2="entities", places="places",
        text5="cue said", flag="asserted", texts3="speakers via",
    ),
    "figures": _columns(
        text="figure report claim", **_STRETCH, text3="role", number="value low high",
        text4="unit of", flag="main background implied", text5="part_of status", texts="people",
    ),
    "events": _columns(
        text="event type title start end", **_SPOT, whole="reports copies", flag="disputed",
        number="score",
    ),
    "event_reports": _columns(text="event report source outlet published original"),
    "event_figures": _columns(text="event role of", number="best low high"),
    "versions": _columns(
        text="event role of", number="value low high", whole="reports copies",
        text2="first_published last_published", whole2="sources_least sources_most",
        texts="speakers outlets state claims", flag="sources_known",
    ),
    "findings": _columns(
        text="finding event kind role of", number="score", texts="evidence"
    ),
    "relations": _columns(text="event role of kind one other reason"),
    "event_people": _columns(text="event name role", texts="claims"),
    "blamed": _columns(text="event who by status", texts="claims"),
    "drifts": _columns(
        text="event lost role", number="value", text2="before after had", texts="claims"
    ),
    "rejected": _columns(text="source stage code detail media_type"),
}  # fmt: skip
#: The tables of one report, and those of what reports say together.
OF_REPORTS = tuple(COLUMNS)[:7]
OF_EVENTS = tuple(COLUMNS)[7:16]


def rows_of(result: Result) -> Iterator[tuple[str, Row]]:
    """A report's rows, each with its table; rows that others refer to come first."""
    made = _Rows(result)
    yield "reports", made.report()
    for table, found in (
        ("entities", made.entities()),
        ("mentions", made.mentions()),
        ("times", made.times()),
        ("attributions", made.attributions()),
        ("claims", made.claims()),
        ("figures", made.figures()),
    ):
        for row in found:
            yield table, row


class _Rows:
    """The rows of one report, with their ids."""

    def __init__(self, result: Result) -> None:
        self._report, self._reading, self._resolution = result
        report, resolution, taken = self._report, self._resolution, dict[str, int]()
        self._entities = [once(taken, entity_key(report, e)) for e in resolution.entities]
        self._attributions = [
            once(taken, attribution_key(report, a)) for a in self._reading.attributions
        ]
        self._claims = [once(taken, claim_key(report, c)) for c in resolution.claims]
        self._figures = [once(taken, figure_key(report, f)) for f in resolution.figures]
        self._times = [once(taken, time_key(report, t)) for t in resolution.times]
        self._said = Attributions(*result)

    def report(self) -> Row:
        """The row of the report itself."""
        report, reader = self._report, self._reading.reader
        published = report.published
        return {
            "report": report.id,
            "identity": report.identity or report.id,
            "source": report.origin.source,
            "media_type": report.origin.media_type,
            "raw_digest": report.origin.raw_digest,
            "fetched_at": report.origin.fetched_at,
            "title": report.title,
            "byline": report.byline,
            "published": published.value if published else None,
            "published_from": published.found_in if published else None,
            "publisher": report.publisher,
            "url": report.url,
            "language": report.language,
            "text": report.text,
            "reader": reader.name,
            "bundle": reader.digest,
        }

    def entities(self) -> Iterator[Row]:
        """Everybody and everything in it."""
        for name, one in zip(self._entities, self._resolution.entities, strict=True):
            place = one.place
            yield {
                "entity": name,
                "report": self._report.id,
                "type": one.type,
                "name": one.name,
                "named": one.named,
                "descriptions": list(one.descriptions),
                "mentions": len(one.mentions),
                "place": place.name if place else None,
                "country": place.country if place else None,
                "admin1": place.admin1 if place else None,
                "precision": place.precision if place else None,
                "geonames": place.geonames if place else None,
                "lat": place.lat if place else None,
                "lon": place.lon if place else None,
            }

    def mentions(self) -> Iterator[Row]:
        """Where they are mentioned."""
        for name, one in zip(self._entities, self._resolution.entities, strict=True):
            for mention in one.mentions:
                row = {"entity": name, "report": self._report.id}
                row |= self._stretch(mention.span)
                yield row | {
                    "form": mention.form, "score": mention.score, "metonym": mention.metonym,
                }  # fmt: skip

    def times(self) -> Iterator[Row]:
        """The time expressions."""
        for name, one in zip(self._times, self._resolution.times, strict=True):
            row = {"time": name, "report": self._report.id, **self._stretch(one.span)}
            yield row | {
                "type": one.type, "value": one.value, "mod": one.mod, "begin": one.begin,
                "until": one.end,
            }  # fmt: skip

    def attributions(self) -> Iterator[Row]:
        """Who says what."""
        for number, one in enumerate(self._reading.attributions):
            speaker = self._resolution.speaker(number)
            entity = self._resolution.entities[speaker.entity] if speaker else None
            all_ = [one.entity for one in self._resolution.all_speakers(number)]
            parts = {part: getattr(one, part) for part in ("source", "cue", "content")}
            yield {
                "attribution": self._attributions[number],
                "report": self._report.id,
                "parent": None if one.parent is None else self._attributions[one.parent],
                "kind": one.kind,
                "act": one.act,
                **{part: self._words(spans) for part, spans in parts.items()},
                **{
                    f"{part}_spans": [{"start": s.start, "end": s.end} for s in spans]
                    for part, spans in parts.items()
                },
                "speaker": entity.name if entity else None,
                "speaker_entity": self._entities[speaker.entity] if speaker else None,
                "speaker_type": entity.type if entity else None,
                "speaker_named": entity.named if entity else None,
                "speaker_score": speaker.score if speaker else None,
                "score": one.score,
                "speakers": [self._resolution.entities[n].name for n in all_],
                "speaker_entities": [self._entities[n] for n in all_],
                "stance": one.stance,
                "asserted": one.asserted,
                "via": list(self._said.one(number).via),
            }

    def claims(self) -> Iterator[Row]:
        """The claims."""
        resolution = self._resolution
        for name, claim in zip(self._claims, resolution.claims, strict=True):
            inner = claim.voices[-1] if claim.voices else None
            speaker = None if inner is None else resolution.speaker(inner)
            chain = self._said.of_claim(claim)
            yield {
                "claim": name,
                "report": self._report.id,
                **self._stretch(claim.span),
                "standing": claim.standing,
                "polarity": claim.polarity,
                "modality": claim.modality,
                "hedges": list(dict.fromkeys(hedge.kind for hedge in claim.hedges)),
                "attribution": None if inner is None else self._attributions[inner],
                "speaker": resolution.entities[speaker.entity].name if speaker else None,
                "speaker_entity": self._entities[speaker.entity] if speaker else None,
                "act": None if inner is None else self._reading.attributions[inner].act,
                "told_of": resolution.told_of(claim.times),
                "entities": [resolution.entities[n].name for n in claim.entities],
                "places": [_located(resolution, n) for n in claim.places],
                "cue": chain[-1].cue if chain else None,
                "said": lead(chain) or None,
                "asserted": asserted(chain),
                "speakers": [one.name for one in chain[-1].speakers] if chain else [],
                "via": list(via(chain)),
            }

    def figures(self) -> Iterator[Row]:
        """What is counted and measured; a figure outside every claim has none."""
        makes = _makers(self._resolution.claims)
        for number, one in enumerate(self._resolution.figures):
            claim = makes.get(number)
            yield {
                "figure": self._figures[number],
                "report": self._report.id,
                "claim": None if claim is None else self._claims[claim],
                **self._stretch(one.span),
                "role": one.role,
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "unit": one.unit,
                "of": one.of.of(self._report.text) if one.of else None,
                "main": one.main,
                "background": one.background,
                "implied": one.implied,
                "part_of": None if one.part_of is None else self._figures[one.part_of],
                "status": one.status,
                "people": list(one.people),
            }

    def _stretch(self, span: Span) -> Row:
        return {"start": span.start, "end": span.end, "text": span.of(self._report.text)}

    def _words(self, spans: Sequence[Span]) -> str | None:
        return BETWEEN.join(span.of(self._report.text) for span in spans) or None


def _makers(claims: Sequence[Claim]) -> dict[int, int]:
    """For each figure the shortest claim around it."""
    found: dict[int, int] = {}
    for number, claim in enumerate(claims):
        for index in claim.figures:
            known = found.get(index)
            if known is None or _length(claims[known]) > _length(claim):
                found[index] = number
    return found


def _length(claim: Claim) -> int:
    return claim.span.end - claim.span.start


def _located(resolution: Resolution, index: int) -> Row:
    entity = resolution.entities[index]
    place = entity.place
    names = ("country", "admin1", "precision", "lat", "lon")
    return {"name": entity.name} | {n: getattr(place, n) if place else None for n in names}


def row_of_rejected(one: Rejected) -> Row:
    """The row of a document that gave no report."""
    return {
        "source": one.source,
        "stage": one.stage,
        "code": one.code,
        "detail": one.detail,
        "media_type": one.origin.media_type if one.origin else None,
    }


def plain(row: Row) -> Row:
    """A row without lone surrogates, which neither UTF-8 nor Arrow can hold."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else _whole(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return {k: _plain(v) for k, v in value.items()} if isinstance(value, dict) else value


def _whole(text: str) -> str:
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" else c for c in text)
