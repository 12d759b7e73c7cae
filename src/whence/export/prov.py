"""`whence export --format prov`: where everything comes from, as PROV-O in JSON-LD.

The W3C's provenance ontology (https://www.w3.org/TR/prov-o/), for archives and for anybody who has
to show how a statement came about. One `@graph`, whose context is in the file: nothing is fetched.

- The bytes of a source: an Entity, with their media type (dcterms:format).
- A report: an Entity, wasDerivedFrom its bytes, wasGeneratedBy the run that added it,
  wasAttributedTo its publisher; a copy wasQuotedFrom its original.
- An attribution: an Entity, wasQuotedFrom the report where it is a quotation, direct or mixed, and
  wasDerivedFrom it where it is not; wasAttributedTo all its speakers, wasInfluencedBy who passes
  the words on, wasGeneratedBy the run that read it; value: its words, atLocation: their offsets;
  comment: who says it and how ("Pell denied"). One that its source does not say (label: not said),
  an attitude and a deed are attributed to nobody, but wasInfluencedBy their sources.
- A claim: an Entity, wasDerivedFrom the report and the attributions around it; comment: as of
  an attribution.
- A version of a count: an Entity, wasDerivedFrom the claims that give it.
- An event: a Collection, wasDerivedFrom its reports; hadMember: the versions of its counts.
- A run of a command: an Activity, startedAtTime, used the model, wasAssociatedWith the software.
- A person's decision: an Activity, endedAtTime, used the report, wasAssociatedWith the person.
- A speaker, a publisher, a person, the software: an Agent, and its kind.

Places in the text are Web Annotation text positions, half-open, in code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from whence.export.exporters import TextOfLedger
from whence.export.linked import Node, address, entity_urn, line, shown, urn, without_empty
from whence.ports import Holdings, Result
from whence.records import Attributions, Decision, Report, Run, Span, digest
from whence.records.attribution_chain import lead
from whence.records.finding import Event, EventFigure, EventSummary, Version
from whence.records.keys import attribution_key, claim_key, once

MEDIA_TYPE = "application/ld+json"
CONTEXT: Node = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AGENTS = {"person": ("prov:Person",), "organization": ("prov:Organization",)}
_BETWEEN = " … "


class ProvExporter(TextOfLedger):
    """Writes one node a line inside the graph; nodes with one id add up."""

    def write(self, held: Holdings, out: TextIO) -> int:
        """Implements `TextOfLedger.write`."""
        out.write(f'{{"@context":{line(CONTEXT)},"@graph":[')
        self._reports = 0
        before = "\n"
        for node in self._nodes(held):
            out.write(before + line(without_empty(node)))
            before = ",\n"
        out.write("\n]}\n")
        return self._reports

    def _nodes(self, held: Holdings) -> Iterator[Node]:
        for number, run in held.runs():
            yield from _run(number, run)
        for result in held.results():
            self._reports += 1
            added, read = (urn("run", f"{number}") for number in held.runs_of(result[0]))
            yield from _report(result[0], added)
            yield from _Readings(result, read).all()
            for decision in held.decisions(result[0]):
                yield from _decision(result[0], decision)
        for summary in held.summaries():
            yield from _event(summary)


def _run(number: int, run: Run) -> Iterator[Node]:
    software, model = urn("software", f"whence-{run.version}"), urn("bundle", run.bundle)
    yield {
        "@id": urn("run", f"{number}"),
        "@type": "prov:Activity",
        "rdfs:label": f"whence {run.command}",
        "prov:startedAtTime": _moment(run.began),
        "prov:used": _to(model) if run.bundle else None,
        "prov:wasAssociatedWith": _to(software),
    }
    yield {
        "@id": software,
        "@type": ["prov:Agent", "prov:SoftwareAgent"],
        "rdfs:label": f"whence {run.version}",
    }
    if run.bundle:
        yield {"@id": model, "@type": "prov:Entity", "rdfs:label": f"model {run.bundle}"}


def _report(report: Report, run: str) -> Iterator[Node]:
    bytes_ = urn("bytes", report.origin.raw_digest or report.id)
    publisher = urn("publisher", digest(report.publisher)) if report.publisher else None
    published = report.published.value if report.published else None
    yield {
        "@id": bytes_,
        "@type": "prov:Entity",
        "rdfs:label": report.origin.source,
        "dcterms:format": report.origin.media_type,
    }
    yield {
        "@id": _name(report),
        "@type": "prov:Entity",
        "rdfs:label": report.title or report.origin.source,
        "dcterms:issued": published,
        "prov:wasDerivedFrom": _to(bytes_),
        "prov:wasGeneratedBy": _to(run),
        "prov:wasAttributedTo": _to(publisher),
        "prov:alternateOf": _to(address(report)),
    }
    if publisher:
        yield {
            "@id": publisher,
            "@type": ["prov:Agent", "prov:Organization"],
            "rdfs:label": report.publisher,
        }


class _Readings:
    """What was read in one report."""

    def __init__(self, result: Result, run: str) -> None:
        self._report, self._reading, self._resolution = result
        self._run = run
        self._said = Attributions(*result)
        taken: dict[str, int] = {}
        self._names = [
            urn("attribution", once(taken, attribution_key(self._report, one)))
            for one in self._reading.attributions
        ]

    def all(self) -> Iterator[Node]:
        """The attributions with their speakers, then the claims."""
        numbers = range(len(self._reading.attributions))
        heard = {s.entity for n in numbers for s in self._resolution.all_speakers(n)}
        heard |= {entity for n in numbers for entity in self._resolution.passed_on(n)}
        for index in sorted(heard):
            entity = self._resolution.entities[index]
            yield {
                "@id": entity_urn(self._report, entity),
                "@type": ["prov:Agent", *_AGENTS.get(entity.type, ())],
                "rdfs:label": entity.name,
            }
        yield from self._attributions()
        yield from self._claims()

    def _attributions(self) -> Iterator[Node]:
        here = _to(_name(self._report))
        for number, one in enumerate(self._reading.attributions):
            speaking = [s.entity for s in self._resolution.all_speakers(number)]
            quoted = one.kind != "indirect" and one.is_said
            outer = [] if one.parent is None else [_to(self._names[one.parent])]
            through = [self._agent(index) for index in self._resolution.passed_on(number)]
            label = f"{one.kind} quotation" if quoted else "reported speech"
            if not one.is_said:
                label = "not said" if one.stance == "statement" else one.stance
                # The words are not the source's own: it does not assert them.
                through += [self._agent(index) for index in speaking]
                speaking = []
            yield {
                "@id": self._names[number],
                "@type": "prov:Entity",
                "rdfs:label": label,
                "rdfs:comment": lead((self._said.one(number),)),
                "prov:wasQuotedFrom" if quoted else "prov:wasDerivedFrom": here,
                "prov:wasInfluencedBy": _one_or_more([*outer, *through]),
                "prov:wasAttributedTo": _one_or_more([self._agent(n) for n in speaking]),
                "prov:wasGeneratedBy": _to(self._run),
                **self._words(one.content or one.cue or one.source),
            }

    def _claims(self) -> Iterator[Node]:
        taken: dict[str, int] = {}
        for claim in self._resolution.claims:
            around = [_to(self._names[a]) for a in claim.voices]
            yield {
                "@id": urn("claim", once(taken, claim_key(self._report, claim))),
                "@type": "prov:Entity",
                "rdfs:label": f"claim, {claim.standing}",
                "rdfs:comment": lead(self._said.of_claim(claim)),
                "prov:wasDerivedFrom": [_to(_name(self._report)), *around],
                "prov:wasGeneratedBy": _to(self._run),
                **self._words((claim.span,)),
            }

    def _agent(self, index: int) -> Node | None:
        return _to(entity_urn(self._report, self._resolution.entities[index]))

    def _words(self, spans: Sequence[Span]) -> Node:
        found = list(shown(self._report.text, spans))
        return {
            "prov:value": _BETWEEN.join(span.of(self._report.text) for span in found),
            "prov:atLocation": [
                {
                    "@type": ["prov:Location", "oa:TextPositionSelector"],
                    "oa:start": span.start,
                    "oa:end": span.end,
                }
                for span in found
            ],
        }


def _one_or_more(found: Sequence[Node | None]) -> Node | list[Node | None] | None:
    return found[0] if len(found) == 1 else list(found)


def _decision(report: Report, decision: Decision) -> Iterator[Node]:
    person = urn("person", digest(decision.who))
    yield {"@id": person, "@type": ["prov:Agent", "prov:Person"], "rdfs:label": decision.who}
    yield {
        "@id": urn("decision", f"{decision.id}"),
        "@type": "prov:Activity",
        "rdfs:label": f"{decision.verb} {decision.target}",
        "rdfs:comment": decision.why,
        "prov:endedAtTime": _moment(decision.at),
        "prov:used": _to(_name(report)),
        "prov:wasAssociatedWith": _to(person),
        "prov:generated": {
            "@id": urn("judgement", f"{decision.id}"),
            "@type": "prov:Entity",
            "prov:value": _BETWEEN.join(one.exact for one in decision.selectors.all()),
        },
    }


def _event(summary: EventSummary) -> Iterator[Node]:
    event = summary.event
    versions = [_version(event, f, v) for f in event.figures for v in f.versions]
    yield {
        "@id": urn("event", event.id),
        "@type": ["prov:Entity", "prov:Collection"],
        "rdfs:label": event.title,
        "prov:wasDerivedFrom": [_to(urn("report", m.report)) for m in summary.members],
        "prov:hadMember": [without_empty(version) for version in versions],
    }
    for member in summary.members:
        if member.original:
            original = _to(urn("report", member.original))
            yield {"@id": urn("report", member.report), "prov:wasQuotedFrom": original}
    # A headline's count is no claim of its report, but it leads back to it as well.
    for key, (report, _, _) in summary.spans.items():
        derived = _to(urn("report", report))
        yield {"@id": urn("claim", key), "@type": "prov:Entity", "prov:wasDerivedFrom": derived}


def _version(event: Event, figure: EventFigure, version: Version) -> Node:
    amounts = (version.value, version.low, version.high)
    return {
        "@id": urn("version", digest(event.id, figure.role, *version.claims)),
        "@type": "prov:Entity",
        "rdfs:label": f"{figure.role}{f', {figure.of}' if figure.of else ''}",
        "prov:value": next((amount for amount in amounts if amount is not None), None),
        "prov:wasDerivedFrom": [_to(urn("claim", key)) for key in version.claims],
    }


def _name(report: Report) -> str:
    return urn("report", report.id)


def _to(name: str | None) -> Node | None:
    return {"@id": name} if name else None


def _moment(value: str) -> Node | None:
    return {"@type": "xsd:dateTime", "@value": value} if value else None
