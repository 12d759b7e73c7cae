"""`--format jsonld`: schema.org JSON-LD, for search engines, archives and graph stores.

One `@graph` with a NewsArticle a report, written as they come. Of schema.org's vocabulary these
properties are used, each on a type that it is defined for and with a value that it may have:

- NewsArticle: headline, datePublished, publisher, creditText (the byline: whether it is a person's
  name is not known), url, inLanguage, identifier, articleBody (the text unchanged), hasPart,
  interpretedAsClaim, mentions.
- Quotation, in `hasPart`: each direct or mixed attribution whose source asserts it. text (its
  stretches unchanged, with " … " between them), spokenByCharacter (all that speak), creditText,
  isPartOf, position. A quotation inside another is part of that.
- Claim, in `interpretedAsClaim`: text, appearance, author, creditText, isBasedOn (the quotations
  around it), keywords (standing, polarity, modality, act). The author is the speaker, the
  innermost where one person is quoted by another; for the outlet's own voice it is the publisher.
  What somebody denies has no author, and the denial for its creditText ("Pell denied"); what nobody
  asserts is no Claim. Not `firstAppearance`: one report cannot know; nor `claimInterpreter`, which
  only a person or an organisation can be.
- Person, Organization, Place, Event, Product, Thing, in `mentions`: name, description; of a place
  geo (GeoCoordinates with latitude and longitude) and sameAs (GeoNames).

`spokenByCharacter` and `author` take a Person or an Organization and nothing else; a speaker who is
unknown, or neither ("residents"), is credited by the report's words in `creditText`, and so is who
passes words on ("via the Herald"). Nothing here is a ClaimReview: that says whether a claim is
true, and only people may.

schema.org has no place for offsets, indirect speech without its claim, cues, acts, scores, hedges,
times and figures. "<" is written as an escape, so that the JSON can be placed in a page's script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from whence.export.linked import Node, address, entity_urn, line, shown, urn, without_empty
from whence.ports import Result
from whence.records import Attributions, Claim, Entity, Reading, Report, Resolution, Span
from whence.records.attribution_chain import asserted, lead, via
from whence.records.keys import attribution_key, claim_key, in_text_order, once, text_order

MEDIA_TYPE = "application/ld+json"
CONTEXT = "https://schema.org"

_BETWEEN = " … "
_TYPES = {
    "person": "Person", "organization": "Organization", "place": "Place", "facility": "Place",
    "event": "Event", "product": "Product",
}  # fmt: skip
_SPEAKERS = ("person", "organization")


class JsonLdExporter:
    """Writes one article a line inside the graph."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        out.write(f'{{"@context":"{CONTEXT}","@graph":[')
        before = "\n"
        for result in results:
            out.write(before + line(article(*result)).replace("<", "\\u003c"))
            before = ",\n"
        out.write("\n]}\n")


def article(report: Report, reading: Reading, resolution: Resolution) -> Node:
    """One report as a NewsArticle, without a context of its own."""
    parts = _Parts(report, reading, resolution)
    byline, published = report.byline, report.published
    publisher = {"@type": "Organization", "name": report.publisher} if report.publisher else None
    return without_empty(
        {
            "@type": "NewsArticle",
            "@id": parts.here,
            "headline": report.title,
            "datePublished": published.value if published else None,
            "publisher": publisher,
            "creditText": byline,
            "url": address(report),
            "inLanguage": report.language,
            "identifier": report.id,
            "articleBody": report.text,
            "hasPart": list(parts.quotations()),
            "interpretedAsClaim": list(parts.claims()),
            "mentions": [_entity(report, one) for one in resolution.entities],
        }
    )


class _Parts:
    """The parts of one article, under names that are each given once."""

    def __init__(self, report: Report, reading: Reading, resolution: Resolution) -> None:
        self.here = address(report) or urn("report", report.id)
        self._report = report
        self._resolution = resolution
        self._order = text_order(reading.attributions)
        self._attributions = in_text_order(reading)
        self._chains = Attributions(report, reading, resolution)
        self._taken: dict[str, int] = {}
        #: For each attribution, by its place in text order, the quotation; None for others.
        self._names = [
            once(self._taken, urn("attribution", attribution_key(report, one)))
            if one.kind != "indirect" and one.is_said and self._said(one.content)
            else None
            for one in self._attributions
        ]

    def quotations(self) -> Iterator[Node]:
        """The direct and mixed attributions, in text order."""
        for number, (one, name) in enumerate(zip(self._attributions, self._names, strict=True)):
            if name is None:
                continue
            outer = None if one.parent is None else self._names[one.parent]
            speaker = _one_or_more(self._speakers(number))
            yield without_empty(
                {
                    "@type": "Quotation",
                    "@id": name,
                    "text": self._said(one.content),
                    "spokenByCharacter": speaker,
                    "creditText": self._credit(number, named=bool(speaker)),
                    "isPartOf": {"@id": outer or self.here},
                    "position": number + 1,
                }
            )

    def claims(self) -> Iterator[Node]:
        """The claims, in their order."""
        place = {old: new for new, old in enumerate(self._order)}
        for claim in self._resolution.claims:
            chain = self._chains.of_claim(claim)
            if not asserted(chain):
                continue
            around = [place[index] for index in claim.voices]
            authors = self._authors(claim, around)
            credit = None
            if chain and chain[-1].act == "deny":
                # A denial's speaker is not the author of what it denies.
                authors, credit = [], lead(chain)
            elif around:
                credit = self._credit(around[-1], named=bool(authors), via=via(chain))
            name = urn("claim", claim_key(self._report, claim))
            yield without_empty(
                {
                    "@type": "Claim",
                    "@id": once(self._taken, name),
                    "text": self._said((claim.span,)),
                    "appearance": {"@id": self.here},
                    "author": _one_or_more(authors),
                    "creditText": credit,
                    "isBasedOn": [{"@id": n} for v in around if (n := self._names[v])],
                    "keywords": [
                        claim.standing,
                        claim.polarity,
                        claim.modality,
                        *(one.act for one in chain[-1:]),
                    ],
                }
            )

    def _authors(self, claim: Claim, around: Sequence[int]) -> list[Node]:
        if around:
            return self._speakers(around[-1])
        if claim.standing == "own-voice" and self._report.publisher:
            return [{"@type": "Organization", "name": self._report.publisher}]
        return []

    def _heard(self, number: int) -> list[Entity]:
        """The entities that speak, as far as known."""
        speaking = self._resolution.all_speakers(self._order[number])
        return [self._resolution.entities[one.entity] for one in speaking]

    def _speakers(self, number: int) -> list[Node]:
        """The speakers of types that may speak in schema.org."""
        return [
            without_empty(
                {
                    "@type": _TYPES[entity.type],
                    "@id": entity_urn(self._report, entity),
                    "name": entity.name,
                }
            )
            for entity in self._heard(number)
            if entity.type in _SPEAKERS
        ]

    def _credit(self, number: int, *, named: bool, via: Sequence[str] | None = None) -> str:
        """Speakers of other types, by name or else by the report's own words."""
        others = [one.name for one in self._heard(number) if one.type not in _SPEAKERS]
        if not others and not named:
            others = [self._said(self._attributions[number].source)]
        through = self._chains.one(self._order[number]).via if via is None else via
        return "; ".join(filter(None, (*others, *(f"via {name}" for name in through))))

    def _said(self, spans: Sequence[Span]) -> str:
        text = self._report.text
        return _BETWEEN.join(span.of(text) for span in shown(text, spans))


def _one_or_more(found: Sequence[Node]) -> Node | list[Node] | None:
    return found[0] if len(found) == 1 else list(found) or None


def _entity(report: Report, entity: Entity) -> Node:
    found: Node = {
        "@type": _TYPES.get(entity.type, "Thing"),
        "@id": entity_urn(report, entity),
        "name": entity.name,
        "description": list(entity.descriptions),
    }
    place = entity.place
    if place is not None and found["@type"] == "Place":
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.lat,
            "longitude": place.lon,
        }
        if place.geonames is not None:
            found["sameAs"] = f"https://sws.geonames.org/{place.geonames}/"
    return without_empty(found)
