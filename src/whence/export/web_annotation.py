"""`--format annotation`: W3C Web Annotations, for Hypothesis, Recogito and the like.

One AnnotationCollection with one AnnotationPage that holds the annotations of all reports, written
as they come: `total` and the ids, which depend on all of them, come at the end. Its media type is
`MEDIA_TYPE`. Terms are those of https://www.w3.org/TR/annotation-model/ alone (with the one of
schema.org that its context knows), so no context of ours has to be fetched.

An attribution, a claim, a hedge, an entity, a time and a figure are an annotation each, with an id
that outlives the bundle (`urn:whence:attribution:KEY`). Targets are the stretches of words; which
part of an attribution one is (source, cue, content) is its `styleClass`, since each body is about
each target. Bodies say what was read: as "kind: direct" (purpose classifying), "score: 0.97"
(assessing), a name (tagging); or as links: to the entity that speaks, to a place in GeoNames
(identifying), to the attribution around another, to those around a claim and to who passes words on
(linking). "asserted: no" means that the source does not assert it, which is no denial; "said" of a
claim puts who says it and how in words. A mention that means a government has the styleClass
`metonym`.

A target's source is the report's address, else `urn:whence:report:ID`. Each has two selectors:

- TextQuoteSelector: the words with 32 characters before and after.
- TextPositionSelector: half-open, in Unicode code points. The Recommendation asks for code points
  ("MUST be in terms of unicode code points, not in terms of code units"), in logical order, which
  are whence's own offsets; nothing is converted. JavaScript counts code units: a client that slices
  by them is off by one for each character beyond U+FFFF before.

"Normalized", as the Recommendation wants the text, means without tags and with entities decoded:
`report.text` is that. It is not brought to another Unicode form, or quotes would no longer be the
page's. Positions count in `report.text`, which a page's own text differs from (menus, captions);
the TimeState beside an address says so, by naming the copy. A client then goes by the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from whence.export.linked import Node, address, entity_urn, line, shown, urn
from whence.ports import Result
from whence.records import (
    Attribution,
    Attributions,
    Claim,
    Entity,
    Figure,
    Reading,
    Report,
    Resolution,
    Span,
    Time,
    digest,
)
from whence.records.attribution_chain import asserted, lead, via
from whence.records.decision import Selector
from whence.records.keys import (
    attribution_key,
    claim_key,
    figure_key,
    in_text_order,
    once,
    text_order,
    time_key,
)

MEDIA_TYPE = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = "http://www.w3.org/ns/anno.jsonld"

# A class without a stylesheet must be ignored, so the annotations that use one carry it.
_STYLES: Node = {
    "type": "CssStylesheet",
    "value": ".source{background:#e8c9a0}.cue{background:#d5d0c4}.content{background:#cfe0ea}",
}


class AnnotationExporter:
    """Writes one annotation a line between the head and the foot of the collection."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        head = line({"@context": CONTEXT, "type": "AnnotationCollection", "label": "whence"})
        out.write(f'{head[:-1]},"first":{{"type":"AnnotationPage","startIndex":0,"items":[')
        total = 0
        name = ""
        for result in results:
            name = digest(name, result[0].id)
            for found in annotations_of(*result):
                out.write((",\n" if total else "\n") + line(found))
                total += 1
        whole = urn("collection", name or digest(name))
        page = f"{whole}:1"
        # The inner objects are closed by hand: they were opened before all ids were known.
        out.write("\n]," + line({"id": page, "partOf": whole})[1:])
        out.write("," + line({"id": whole, "total": total, "last": page})[1:] + "\n")


def annotations_of(report: Report, reading: Reading, resolution: Resolution) -> Iterator[Node]:
    """The annotations of one report, without a context of their own; each id occurs once."""
    taken: dict[str, int] = {}
    for found in _Annotations(report, reading, resolution).all():
        found["id"] = once(taken, found["id"])
        yield found


class _Annotations:
    """One report's annotations; what they share is made once."""

    def __init__(self, report: Report, reading: Reading, resolution: Resolution) -> None:
        self._report = report
        self._resolution = resolution
        self._attributions = in_text_order(reading)
        self._said = Attributions(report, reading, resolution)
        self._order = text_order(reading.attributions)
        here = urn("report", report.id)
        self._source: Node = {"type": "SpecificResource", "source": address(report) or here}
        if self._source["source"] != here:
            self._source["state"] = {"type": "TimeState", "cached": here}
        reader = reading.reader
        self._generator: Node = {"type": "Software", "name": reader.name}
        self._generator["schema:softwareVersion"] = reader.version
        if reader.runtime:
            self._generator["schema:runtimePlatform"] = reader.runtime
        if reader.bundle:
            self._generator["id"] = urn("bundle", reader.bundle)

    def all(self) -> Iterator[Node]:
        """What is said, by whom, then what it is about."""
        for number, attribution in enumerate(self._attributions):
            yield self._attribution(number, attribution)
        for claim in self._resolution.claims:
            yield from self._claim(claim)
        yield from map(self._entity, self._resolution.entities)
        yield from map(self._time, self._resolution.times)
        yield from map(self._figure, self._resolution.figures)

    def _attribution(self, number: int, attribution: Attribution) -> Node:
        old = self._order[number]
        bodies = [_class("kind", attribution.kind), _class("act", attribution.act)]
        bodies.append(_class("stance", attribution.stance))
        bodies.append(_class("asserted", "yes" if attribution.asserted else "no"))
        bodies.append(_score("score", attribution.score))
        for speaker in self._resolution.all_speakers(old):
            entity = self._resolution.entities[speaker.entity]
            bodies += [
                _class("speaker", entity.name),
                _link("identifying", entity_urn(self._report, entity)),
                _score("speaker_score", speaker.score),
            ]
        for index in self._resolution.passed_on(old):
            entity = self._resolution.entities[index]
            bodies.append(_class("via", entity.name))
            bodies.append(_link("linking", entity_urn(self._report, entity)))
        if attribution.parent is not None:
            bodies.append(_link("linking", self._urn(self._attributions[attribution.parent])))
        targets = [
            target
            for part in ("source", "cue", "content")
            for target in self._targets(getattr(attribution, part), part)
        ]
        return {**self._one(self._urn(attribution), bodies, targets), "stylesheet": _STYLES}

    def _claim(self, claim: Claim) -> Iterator[Node]:
        key = claim_key(self._report, claim)
        name = urn("claim", key)
        place = {old: new for new, old in enumerate(self._order)}
        bodies = [
            _class("standing", claim.standing),
            _class("polarity", claim.polarity),
            _class("modality", claim.modality),
        ]
        chain = self._said.of_claim(claim)
        if chain:
            bodies += [_class("speaker", one.name) for one in chain[-1].speakers]
            bodies += [_class("act", chain[-1].act), _class("cue", chain[-1].cue)]
            bodies.append(_class("asserted", "yes" if asserted(chain) else "no"))
            bodies += [_class("via", name) for name in via(chain)]
            bodies.append(_class("said", lead(chain)))
        bodies += [_link("linking", self._urn(self._attributions[place[v]])) for v in claim.voices]
        yield self._one(name, bodies, self._targets((claim.span,)))
        for hedge in claim.hedges:
            yield self._one(
                urn("hedge", digest(key, _where(hedge.span))),
                [_class("hedge", hedge.kind), _link("linking", name)],
                self._targets((hedge.span,)),
            )

    def _entity(self, entity: Entity) -> Node:
        bodies = [_class("entity", entity.type), _tag(entity.name)]
        if entity.place is not None and entity.place.geonames is not None:
            geonames = f"https://sws.geonames.org/{entity.place.geonames}/"
            bodies.append(_link("identifying", geonames))
        targets = self._targets([m.span for m in entity.mentions])
        metonyms = self._targets([m.span for m in entity.mentions if m.metonym])
        for target in targets:
            if target in metonyms:
                target["styleClass"] = "metonym"
        return self._one(entity_urn(self._report, entity), bodies, targets)

    def _time(self, time: Time) -> Node:
        bodies = [_class("time", time.type)]
        if time.value is not None:
            bodies.append(_class("value", time.value))
        more = (("mod", time.mod), ("begin", time.begin), ("until", time.end))
        bodies += [_class(what, value) for what, value in more if value is not None]
        name = urn("time", time_key(self._report, time))
        return self._one(name, bodies, self._targets((time.span,)))

    def _figure(self, figure: Figure) -> Node:
        bodies = [_class("figure", figure.role)]
        for what in ("value", "low", "high"):
            amount = getattr(figure, what)
            if amount is not None:
                bodies.append(_class(what, f"{amount:.15g}"))
        if figure.unit:
            bodies.append(_class("unit", figure.unit))
        name = urn("figure", figure_key(self._report, figure))
        return self._one(name, bodies, self._targets((figure.span,)))

    def _one(self, name: str, bodies: Sequence[Node], targets: Sequence[Node]) -> Node:
        """An annotation; without words in the text it is about the report as a whole."""
        return {
            "id": name,
            "type": "Annotation",
            "motivation": "classifying",
            "generator": self._generator,
            "body": list(bodies),
            "target": list(targets) or [self._source],
        }

    def _targets(self, spans: Sequence[Span], part: str = "") -> list[Node]:
        found = []
        for span in shown(self._report.text, spans):
            target = {**self._source, "selector": _selectors(self._report.text, span)}
            if part:
                target["styleClass"] = part
            found.append(target)
        return found

    def _urn(self, attribution: Attribution) -> str:
        return urn("attribution", attribution_key(self._report, attribution))


def _selectors(text: str, span: Span) -> list[Node]:
    found = Selector.of(text, span)
    return [
        {
            "type": "TextQuoteSelector",
            "exact": found.exact,
            "prefix": found.prefix,
            "suffix": found.suffix,
        },
        {"type": "TextPositionSelector", "start": found.start, "end": found.end},
    ]


def _class(name: str, value: str) -> Node:
    return {"type": "TextualBody", "purpose": "classifying", "value": f"{name}: {value}"}


def _score(name: str, value: float) -> Node:
    return {"type": "TextualBody", "purpose": "assessing", "value": f"{name}: {value:.4g}"}


def _tag(value: str) -> Node:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _link(purpose: str, iri: str) -> Node:
    return {"type": "SpecificResource", "purpose": purpose, "source": iri}


def _where(span: Span) -> str:
    return f"{span.start}-{span.end}"
