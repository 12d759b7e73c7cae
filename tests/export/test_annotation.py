"""Web Annotations: what the Recommendation asks for, and words that are found again."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given

from tests.readings import documents, port, report, resolved, span
from whence.export.web_annotation import CONTEXT, AnnotationExporter
from whence.records import Attribution, Entity, Place, Reading, Reference, Report, Span
from whence.records.keys import attribution_key, claim_key, in_text_order, spans

Node = dict[str, Any]
OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"

# The terms in use, as https://www.w3.org/ns/anno.jsonld maps them: tests have no network.
TERMS: Node = {
    "id": "@id",
    "type": "@type",
    "schema": "http://schema.org/",
    "Annotation": f"{OA}Annotation",
    "SpecificResource": f"{OA}SpecificResource",
    "TextualBody": f"{OA}TextualBody",
    "TextQuoteSelector": f"{OA}TextQuoteSelector",
    "TextPositionSelector": f"{OA}TextPositionSelector",
    "TimeState": f"{OA}TimeState",
    "CssStylesheet": f"{OA}CssStyle",
    "Software": f"{AS}Application",
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "assessing": f"{OA}assessing",
    "classifying": f"{OA}classifying",
    "identifying": f"{OA}identifying",
    "linking": f"{OA}linking",
    "tagging": f"{OA}tagging",
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "state": {"@id": f"{OA}hasState", "@type": "@id"},
    "cached": {"@id": f"{OA}cachedSource", "@type": "@id"},
    "stylesheet": {"@id": f"{OA}styledBy", "@type": "@id"},
    "generator": {"@id": f"{AS}generator", "@type": "@id"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
    "first": {"@id": f"{AS}first", "@type": "@id"},
    "last": {"@id": f"{AS}last", "@type": "@id"},
    "partOf": {"@id": f"{AS}partOf", "@type": "@id"},
    "total": f"{AS}totalItems",
    "startIndex": f"{AS}startIndex",
    "name": "http://xmlns.com/foaf/0.1/name",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "exact": f"{OA}exact",
    "prefix": f"{OA}prefix",
    "suffix": f"{OA}suffix",
    "start": f"{OA}start",
    "end": f"{OA}end",
    "styleClass": f"{OA}styleClass",
}


def _written(*found: tuple[Report, Reading]) -> str:
    out = io.StringIO()
    AnnotationExporter().write(map(resolved, found), out)
    return out.getvalue()


def _items(*found: tuple[Report, Reading]) -> list[Node]:
    items: list[Node] = json.loads(_written(*found).encode())["first"]["items"]
    return items


def _read_back(text: str, target: Node) -> str:
    """The words of a target, found by each of its selectors on its own."""
    quote, position = target["selector"]
    by_position = text[position["start"] : position["end"]]
    whole = quote["prefix"] + quote["exact"] + quote["suffix"]
    places = [
        at + len(quote["prefix"]) for at in range(len(text) + 1) if text.startswith(whole, at)
    ]
    assert position["start"] in places
    assert by_position == quote["exact"]
    return by_position


def _bodies(item: Node, purpose: str) -> Iterator[str]:
    for body in item["body"]:
        if body["purpose"] == purpose:
            yield body.get("value") or body["source"]


def _is_iri(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http", "urn:")) and " " not in value


@given(documents())
def test_any_reading_meets_the_recommendation(found: tuple[Report, Reading]) -> None:
    one, _ = found
    whole = json.loads(_written(found).encode())
    assert (whole["@context"], whole["type"]) == (CONTEXT, "AnnotationCollection")
    assert _is_iri(whole["id"])
    page = whole["first"]
    assert (page["type"], page["partOf"]) == ("AnnotationPage", whole["id"])
    assert whole["last"] == page["id"] != whole["id"]
    assert whole["total"] == len(page["items"])
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert _is_iri(item["id"])
        assert item["target"]
        assert "bodyValue" not in item
        for body in item["body"]:
            assert body["type"] in {"TextualBody", "SpecificResource"}
            assert body["purpose"] in TERMS
            assert isinstance(body["value"], str) if "value" in body else _is_iri(body["source"])
        for target in item["target"]:
            assert target["type"] == "SpecificResource"
            assert _is_iri(target["source"])
            target["source"].encode()
            # A class that the annotation has no style for would have to be ignored.
            if "styleClass" in target:
                assert f".{target['styleClass']}{{" in item["stylesheet"]["value"]
            if "selector" in target:
                _read_back(one.text, target)


@given(documents())
def test_every_stretch_of_an_attribution_is_found_again(found: tuple[Report, Reading]) -> None:
    one, reading = found
    ordered = in_text_order(reading)
    items = [i for i in _items(found) if i["id"].startswith("urn:whence:attribution:")]
    for attribution, item in zip(ordered, items, strict=True):
        assert item["id"].startswith(f"urn:whence:attribution:{attribution_key(one, attribution)}")
        assert list(_bodies(item, "classifying"))[:2] == [
            f"kind: {attribution.kind}",
            f"act: {attribution.act}",
        ]
        for part in ("source", "cue", "content"):
            wanted = [s for s in sorted(getattr(attribution, part)) if s.start < s.end]
            positions = [
                Span(t["selector"][1]["start"], t["selector"][1]["end"])
                for t in item["target"]
                if t.get("styleClass") == part
            ]
            assert positions == wanted
        if not any(s.start < s.end for s in spans(attribution)):
            assert ["selector" in target for target in item["target"]] == [False]


def test_who_says_what() -> None:
    found = port()
    one, reading = found
    whole = _items(found)
    items = {item["id"]: item for item in whole}
    venn = items[f"urn:whence:attribution:{attribution_key(one, reading.attributions[1])}"]
    assert "speaker: Ada Venn" in _bodies(venn, "classifying")
    assert "score: 0.99" in _bodies(venn, "assessing")
    (entity,) = _bodies(venn, "identifying")
    assert list(_bodies(items[entity], "tagging")) == ["Ada Venn"]
    said = [_read_back(one.text, t) for t in venn["target"] if t["styleClass"] == "content"]
    assert said == ["“We heard two explosions,”", "“Then the lights went out.”"]
    inner = items[f"urn:whence:attribution:{attribution_key(one, reading.attributions[3])}"]
    outer = f"urn:whence:attribution:{attribution_key(one, reading.attributions[2])}"
    assert outer in list(_bodies(inner, "linking"))
    for claim in resolved(found)[2].claims:
        item = items[f"urn:whence:claim:{claim_key(one, claim)}"]
        assert f"standing: {claim.standing}" in _bodies(item, "classifying")
        assert all(link in items for link in _bodies(item, "linking"))


def test_hedges_times_figures() -> None:
    text = "At least 18 people were reportedly killed on Monday, the ministry said."
    one = msgspec.structs.replace(report(text), published=port()[0].published)
    said = Attribution(
        source=(span(text, "the ministry"),),
        cue=(span(text, "said"),),
        content=(Span(0, text.index(",")),),
        kind="indirect",
        act="state",
        score=1.0,
    )
    reading = msgspec.structs.replace(port()[1], report_id=one.id, attributions=(said,))
    monday = msgspec.structs.replace(reading.times[0], span=span(text, "Monday"))
    reading = msgspec.structs.replace(reading, entities=(), times=(monday,))
    described = {
        tuple(_bodies(item, "classifying")): [_read_back(text, t) for t in item["target"]]
        for item in _items((one, reading))
    }
    assert described["time: DATE", "value: 2025-03-03"] == ["Monday"]
    assert described["figure: killed", "value: 18", "low: 18", "unit: person"] == ["18"]
    assert described[("hedge: approximation",)] == ["At least"]
    assert described[("hedge: hearsay",)] == ["reportedly"]


def test_a_place_is_identified() -> None:
    one, reading, resolution = resolved(port())
    sulla = Entity(
        type="place",
        name="Port Sulla",
        named=True,
        descriptions=(),
        mentions=(Reference(span=span(one.text, "Port Sulla"), form="name", score=1.0),),
        place=Place(
            name="Port Sulla",
            country="GR",
            admin1=None,
            geonames=123,
            lat=1.0,
            lon=2.0,
            precision="point",
        ),
    )
    resolution = msgspec.structs.replace(resolution, entities=(*resolution.entities, sulla))
    out = io.StringIO()
    AnnotationExporter().write([(one, reading, resolution)], out)
    (found,) = [
        item
        for item in json.loads(out.getvalue())["first"]["items"]
        if "https://sws.geonames.org/123/" in _bodies(item, "identifying")
    ]
    assert [_read_back(one.text, t) for t in found["target"]] == ["Port Sulla"]


def test_offsets_are_code_points_in_logical_order() -> None:
    text = "👩‍🚀 قال الوزير: \u200f“نعم 🚀” اليوم"
    one = report(text)
    content = span(text, "“نعم 🚀”")
    said = Attribution(
        source=(span(text, "الوزير"),), cue=(), content=(content,), kind="direct", act="state", score=1.0
    )  # fmt: skip
    reading = msgspec.structs.replace(
        port()[1], report_id=one.id, attributions=(said,), entities=(), times=()
    )
    item = _items((one, reading))[0]
    assert [_read_back(text, t) for t in item["target"]] == ["الوزير", "“نعم 🚀”"]
    assert item["target"][1]["selector"][1]["start"] == content.start


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://courier.example/blast?a=1&b=ä#c", True),
        (None, False),
        ("ftp://courier.example/blast", False),
        ("https://courier.example/a b", False),
        ("javascript:alert(1)", False),
        ("https://courier.example/\ud800", False),
    ],
)
def test_the_source_is_the_address_or_a_urn(url: str | None, kept: bool) -> None:
    one, reading = port()
    one = msgspec.structs.replace(one, url=url)
    target = _items((one, reading))[0]["target"][0]
    name = f"urn:whence:report:{one.id}"
    assert target["source"] == (url if kept else name)
    assert target.get("state") == ({"type": "TimeState", "cached": name} if kept else None)


def test_no_reports() -> None:
    whole = json.loads(_written())
    assert (whole["total"], whole["first"]["items"]) == (0, [])
    assert _is_iri(whole["id"])


def test_ids_depend_only_on_the_words() -> None:
    one, reading = port()
    sure = [msgspec.structs.replace(a, score=0.1, kind="mixed") for a in reading.attributions]
    again = msgspec.structs.replace(reading, attributions=tuple(sure[::-1]))
    ids = [item["id"] for item in _items((one, reading)) if "attribution" in item["id"]]
    assert ids == [item["id"] for item in _items((one, again)) if "attribution" in item["id"]]


def test_memory_does_not_grow_with_the_reports() -> None:
    out = io.StringIO()

    def stream() -> Iterator[Any]:
        for number in range(3):
            assert out.getvalue().count("urn:whence:claim:") >= number
            yield resolved(port(f"{number}.txt"))
            assert f"urn:whence:report:{port(f'{number}.txt')[0].id}" in out.getvalue()

    AnnotationExporter().write(stream(), out)
    assert json.loads(out.getvalue())["total"] == out.getvalue().count('"type":"Annotation"')


def test_linked_data_readers_see_every_term() -> None:
    """Expanded, nothing is dropped, and no term is left that is not an IRI."""
    jsonld = pytest.importorskip("pyld").jsonld

    def load(url: str, _: object) -> Node:
        assert url == CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}

    written = json.loads(_written(port(), port("other.txt")))
    options = {"documentLoader": load}
    expanded = jsonld.expand(written, options)
    again = jsonld.compact(expanded, {"@context": TERMS}, options)
    del written["@context"], again["@context"]
    assert _arrays(again) == _arrays(written)
    quads = jsonld.normalize(
        written | {"@context": CONTEXT}, options | {"format": "application/n-quads"}
    )
    assert quads.count(f"<{OA}hasTarget>") == sum(
        len(item["target"]) for item in written["first"]["items"]
    )


def _arrays(value: Any) -> Any:
    """JSON-LD does not distinguish one value from an array of one."""
    if isinstance(value, dict):
        return {key: _arrays(one) for key, one in value.items()}
    if isinstance(value, list):
        found = [_arrays(one) for one in value]
        return found[0] if len(found) == 1 else found
    return value
