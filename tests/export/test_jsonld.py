"""schema.org JSON-LD: terms that are defined for their types, and words that are the report's."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given

from tests.readings import documents, port, resolved
from whence.export.jsonld import CONTEXT, JsonLdExporter
from whence.ports import Result
from whence.records import Entity, Place, Reading, Reference, Report, Span
from whence.records.keys import in_text_order

Node = dict[str, Any]

_THING = {"name", "description", "sameAs"}
#: What schema.org defines, of what is used: by type, as its own pages list them.
DEFINED = {
    "NewsArticle": {
        "headline", "datePublished", "publisher", "creditText", "url", "inLanguage", "identifier",
        "articleBody", "hasPart", "interpretedAsClaim", "mentions",
    },
    "Quotation": {"text", "spokenByCharacter", "creditText", "isPartOf", "position"},
    "Claim": {"text", "appearance", "author", "creditText", "isBasedOn", "keywords"},
    "Person": _THING,
    "Organization": _THING,
    "Event": _THING,
    "Product": _THING,
    "Thing": _THING,
    "Place": _THING | {"geo"},
    "GeoCoordinates": {"latitude", "longitude"},
}  # fmt: skip


def _written(*results: Result) -> str:
    out = io.StringIO()
    JsonLdExporter().write(results, out)
    return out.getvalue()


def _articles(*results: Result) -> list[Node]:
    whole = json.loads(_written(*results).encode())
    assert set(whole) == {"@context", "@graph"}
    assert whole["@context"] == CONTEXT
    found: list[Node] = whole["@graph"]
    return found


def _nodes(value: Any) -> Iterator[Node]:
    """Every node with a type, at any depth."""
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for one in value.values():
            yield from _nodes(one)


def _types(article: Node, kind: str) -> list[Node]:
    return [node for node in _nodes(article) if node["@type"] == kind]


@given(documents())
def test_any_reading_uses_what_is_defined(found: tuple[Report, Reading]) -> None:
    one, _ = found
    written = _written(resolved(found))
    # It can be in a page's script, whatever the report says.
    assert "<" not in written
    (article,) = json.loads(written.encode())["@graph"]
    assert article.get("articleBody", "") == one.text
    for node in _nodes(article):
        terms = set(node) - {"@type", "@id"}
        assert terms <= DEFINED[node["@type"]], node["@type"]
        assert all(value not in (None, "", []) for value in node.values())
        for speaker in (node.get("spokenByCharacter"), node.get("author")):
            assert speaker is None or speaker["@type"] in {"Person", "Organization"}
    stands = [*_types(article, "Quotation"), *_types(article, "Claim")]
    assert len({node["@id"] for node in stands}) == len(stands)
    for claim in _types(article, "Claim"):
        assert claim["appearance"]["@id"] == article["@id"]
        assert claim["text"] in one.text
    known = {node["@id"] for node in stands} | {article["@id"]}
    for node in stands:
        for link in (node.get("isPartOf"), *node.get("isBasedOn", ())):
            assert link is None or link["@id"] in known


@given(documents())
def test_quotations_are_the_words_of_the_report(found: tuple[Report, Reading]) -> None:
    one, reading = found
    ordered = in_text_order(reading)
    (article,) = _articles(resolved(found))
    quotations = article.get("hasPart", [])
    spoken = []
    for number, attribution in enumerate(ordered, 1):
        words = [s.of(one.text) for s in sorted(attribution.content) if s.start < s.end]
        if attribution.kind != "indirect" and words:
            spoken.append((number, " … ".join(words)))
    assert [(q["position"], q["text"]) for q in quotations] == spoken


def test_who_says_what() -> None:
    (article,) = _articles(resolved(port()))
    assert article["headline"] == "Blast at Port Sulla kills 12, ministry says"
    assert article["publisher"] == {"@type": "Organization", "name": "The Sulla Courier"}
    assert article["@id"] == article["url"] == "https://courier.example/blast"
    assert article["datePublished"] == "2025-03-03T18:05+02:00"
    venn, ministry, inner = article["hasPart"]
    assert venn["text"] == "“We heard two explosions,” … “Then the lights went out.”"
    assert venn["spokenByCharacter"]["name"] == inner["spokenByCharacter"]["name"] == "Ada Venn"
    assert venn["spokenByCharacter"]["@type"] == "Person"
    assert venn["isPartOf"] == {"@id": article["@id"]}
    assert inner["isPartOf"] == {"@id": ministry["@id"]}
    blast, *_, walk = article["interpretedAsClaim"]
    assert blast["text"] == "Blast at Port Sulla kills 12"
    assert blast["author"]["@type"] == "Organization"
    # The headline's words are reported, not quoted.
    assert "isBasedOn" not in blast
    assert [link["@id"] for link in walk["isBasedOn"]] == [ministry["@id"], inner["@id"]]
    assert walk["author"]["name"] == "Ada Venn"
    assert walk["keywords"][0] == "attributed"
    assert {"Person", "Organization"} <= {node["@type"] for node in article["mentions"]}
    assert "ClaimReview" not in json.dumps(article)


def test_who_may_not_speak_is_credited() -> None:
    one, reading, resolution = resolved(port())
    count = len(reading.attributions)
    silent = msgspec.structs.replace(resolution, speakers=(None,) * count, joint=((),) * count)
    venn = _articles((one, reading, silent))[0]["hasPart"][0]
    assert "spokenByCharacter" not in venn
    assert venn["creditText"] == "Mayor Ada Venn"
    group = tuple(msgspec.structs.replace(e, type="group") for e in resolution.entities)
    crowd = msgspec.structs.replace(resolution, entities=group)
    (article,) = _articles((one, reading, crowd))
    assert "spokenByCharacter" not in article["hasPart"][0]
    assert article["hasPart"][0]["creditText"] == "Ada Venn"
    assert article["interpretedAsClaim"][1]["creditText"] == "Ada Venn"


def test_what_the_outlet_says_is_its_own() -> None:
    one, reading, resolution = resolved(port())
    own = msgspec.structs.replace(resolution.claims[0], standing="own-voice", voices=())
    hearsay = msgspec.structs.replace(own, standing="hearsay", span=Span(0, 5))
    resolution = msgspec.structs.replace(resolution, claims=(own, hearsay))
    first, second = _articles((one, reading, resolution))[0]["interpretedAsClaim"]
    assert first["author"] == {"@type": "Organization", "name": "The Sulla Courier"}
    assert not {"author", "creditText"} & set(second)


def test_byline_and_place() -> None:
    one, reading, resolution = resolved(port())
    one = msgspec.structs.replace(one, byline="Staff and agencies", url=None)
    sulla = Entity(
        type="place",
        name="Port Sulla",
        named=True,
        descriptions=(),
        mentions=(Reference(span=Span(9, 19), form="name", score=1.0),),
        place=Place(
            name="Port Sulla",
            country="GR",
            admin1=None,
            geonames=123,
            lat=1.5,
            lon=2.0,
            precision="point",
        ),
    )
    resolution = msgspec.structs.replace(resolution, entities=(*resolution.entities, sulla))
    (article,) = _articles((one, reading, resolution))
    assert article["creditText"] == "Staff and agencies"
    assert "url" not in article
    assert article["@id"] == f"urn:whence:report:{one.id}"
    place = article["mentions"][-1]
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 1.5, "longitude": 2.0}
    assert place["sameAs"] == "https://sws.geonames.org/123/"


def test_none_and_several() -> None:
    assert _articles() == []
    several = _articles(resolved(port("a.txt")), resolved(port("b.txt")))
    assert len({article["identifier"] for article in several}) == 2


def test_linked_data_readers_see_every_term() -> None:
    jsonld = pytest.importorskip("pyld").jsonld

    def load(url: str, _: object) -> Node:
        assert url == CONTEXT
        # As schema.org's own context does it: every term without a word of its own is in its space.
        document = {"@context": {"@vocab": "http://schema.org/"}}
        return {"contextUrl": None, "documentUrl": url, "document": document}

    written = json.loads(_written(resolved(port())))
    expanded = jsonld.expand(written, {"documentLoader": load})
    (article,) = [one for one in expanded if one["@type"] == ["http://schema.org/NewsArticle"]]
    assert set(article) == {"@id", "@type"} | {
        f"http://schema.org/{term}" for term in written["@graph"][0] if not term.startswith("@")
    }
