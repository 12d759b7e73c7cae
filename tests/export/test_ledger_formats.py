"""What is written of a whole ledger: maps, provenance, linked data that joins reports."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from whence import bootstrap
from whence.bootstrap import comparing
from whence.bootstrap.exports import Holdings
from whence.export.exporters import TextOfLedger
from whence.export.geojson import GeoJsonExporter, feature
from whence.export.graph import GraphExporter
from whence.export.prov import ProvExporter
from whence.ledger import Filters, SqlLedger
from whence.records import Change, Decision, Parts, Place, selectors_of
from whence.review import service

Node = dict[str, Any]


@pytest.fixture
def ledger(newsroom: Path, tmp_path: Path) -> Iterator[SqlLedger]:
    with bootstrap.ledger(str(shutil.copy(newsroom, tmp_path / "whence.db"))) as opened:
        yield opened


def written(exporter: TextOfLedger, ledger: SqlLedger) -> Any:
    out = io.StringIO()
    exporter.write(Holdings(ledger), out)
    return json.loads(out.getvalue())


def decide(ledger: SqlLedger, words: str, *, verb: str = "accept", why: str = "heard it") -> str:
    """Decides of the claim that begins with the words; gives its report."""
    for report, _, resolution in Holdings(ledger).results():
        for claim in resolution.claims:
            if claim.span.of(report.text).startswith(words):
                service.decided(
                    ledger.reviews(),
                    Decision(
                        report=report.id, target="claim", verb=verb,  # type: ignore[arg-type]
                        selectors=Parts(span=selectors_of(report.text, (claim.span,))),
                        change=Change(), who="Ada Venn", why=why,
                    ),
                )  # fmt: skip
                return report.id
    raise AssertionError(f"no claim begins with {words!r}")


def first_words(ledger: SqlLedger) -> str:
    report, _, resolution = next(Holdings(ledger).results())
    return resolution.claims[0].span.of(report.text)


def test_events_on_a_map(ledger: SqlLedger) -> None:
    geojson = pytest.importorskip("geojson")
    found = written(GeoJsonExporter(), ledger)
    read = geojson.loads(json.dumps(found))
    assert read.is_valid, read.errors()
    summaries = {summary.event.id: summary for summary in comparing.summaries(ledger)}
    assert {feature["id"] for feature in found["features"]} == set(summaries)
    for one in found["features"]:
        event, properties = summaries[one["id"]].event, one["properties"]
        assert properties["title"] == event.title
        assert properties["reports"] == len(event.reports)
        assert event.where is None  # the examples' places are invented
        assert one["geometry"] is None
        for figure in event.figures:
            if figure.of is None:
                low, high = properties[f"{figure.role}_low"], properties[f"{figure.role}_high"]
                assert (properties[figure.role], low, high) == (
                    figure.best,
                    figure.low,
                    figure.high,
                )
    (port,) = [f for f in found["features"] if "Port Selvane" in f["properties"]["title"]]
    assert port["properties"]["disputed"]
    assert port["properties"]["killed_low"] < port["properties"]["killed_high"]


def test_a_place_on_the_map(ledger: SqlLedger) -> None:
    geojson = pytest.importorskip("geojson")
    summary = next(iter(comparing.summaries(ledger)))
    place = Place(
        name="Tripoli", country="LY", admin1="LY-TB", geonames=2210247, lat=32.88, lon=13.19,
        precision="point",
    )  # fmt: skip
    there = msgspec.structs.replace(summary.event, where=place)
    found = feature(msgspec.structs.replace(summary, event=there))
    read = geojson.loads(json.dumps({"type": "FeatureCollection", "features": [found]}))
    assert read.is_valid, read.errors()
    # Longitude first, as the RFC has it and people forget.
    assert found["geometry"] == {"type": "Point", "coordinates": [13.19, 32.88]}
    assert (found["properties"]["place"], found["properties"]["admin1"]) == ("Tripoli", "LY-TB")


PROV = "http://www.w3.org/ns/prov#"
#: What PROV-O says of each property that is used: whose it is, and whom it leads to.
DEFINED = {
    "wasDerivedFrom": ("Entity", "Entity"), "wasQuotedFrom": ("Entity", "Entity"),
    "wasGeneratedBy": ("Entity", "Activity"), "wasAttributedTo": ("Entity", "Agent"),
    "alternateOf": ("Entity", "Entity"), "hadMember": ("Collection", "Entity"),
    "value": ("Entity", None), "atLocation": ("Entity", "Location"),
    "wasInfluencedBy": ("Entity", "Entity or Agent"), "used": ("Activity", "Entity"),
    "wasAssociatedWith": ("Activity", "Agent"), "generated": ("Activity", "Entity"),
    "startedAtTime": ("Activity", None), "endedAtTime": ("Activity", None),
}  # fmt: skip


@pytest.fixture
def trace(ledger: SqlLedger) -> Any:
    """The provenance of the newsroom, one claim of it reviewed, as RDF."""
    rdflib = pytest.importorskip("rdflib")
    decide(ledger, first_words(ledger))
    return rdflib.Graph().parse(data=json.dumps(written(ProvExporter(), ledger)), format="json-ld")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_provenance_uses_what_is_defined(trace: Any) -> None:
    from rdflib import RDF, URIRef

    kinds: dict[Any, set[str]] = {}
    for name, kind in trace.subject_objects(RDF.type):
        kinds.setdefault(name, set()).add(str(kind).removeprefix(PROV))
    used = set()
    for subject, predicate, value in trace:
        if not str(predicate).startswith(PROV):
            continue
        name = str(predicate).removeprefix(PROV)
        used.add(name)
        domain, range_ = DEFINED[name]
        assert domain in kinds[subject], (subject, predicate)
        if range_ is None:
            assert not isinstance(value, URIRef)
        elif not str(value).startswith("http"):  # a report's own address is not described
            assert kinds[value] & set(range_.split(" or ")), (predicate, value)
    assert used == set(DEFINED) - ({"alternateOf"} if "alternateOf" not in used else set())


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_everything_leads_back_to_bytes_and_to_a_run(trace: Any, ledger: SqlLedger) -> None:
    claims = [
        str(row[0])
        for row in trace.query(
            f"""select ?claim where {{
                ?claim <{PROV}wasDerivedFrom> ?report .
                ?report <{PROV}wasDerivedFrom> ?bytes ; <{PROV}wasGeneratedBy> ?run .
                ?run <{PROV}startedAtTime> ?when .
                filter(strstarts(str(?claim), "urn:whence:claim:"))
                filter(strstarts(str(?bytes), "urn:whence:bytes:"))
            }}"""
        )
    ]
    results = list(Holdings(ledger).results())
    assert len(set(claims)) >= sum(len(resolution.claims) for _, _, resolution in results)
    lost = trace.query(
        f"""select ?one where {{
            ?event <{PROV}hadMember>/<{PROV}wasDerivedFrom> ?one .
            filter not exists {{ ?one <{PROV}wasDerivedFrom> ?report }}
        }}"""
    )
    assert not list(lost)
    people = trace.query(
        f"""select ?who where {{ ?act <{PROV}generated> ?judged ;
            <{PROV}wasAssociatedWith>/<http://www.w3.org/2000/01/rdf-schema#label> ?who }}"""
    )
    assert [str(row[0]) for row in people] == ["Ada Venn"]


def test_offsets_of_the_provenance_slice_to_its_words(ledger: SqlLedger) -> None:
    texts = {f"urn:whence:report:{r.id}": r.text for r, _, _ in Holdings(ledger).results()}
    checked = 0
    for node in written(ProvExporter(), ledger)["@graph"]:
        places = node.get("prov:atLocation", [])
        froms = node.get("prov:wasQuotedFrom") or node.get("prov:wasDerivedFrom")
        if not places:
            continue
        text = texts[(froms[0] if isinstance(froms, list) else froms)["@id"]]
        words = " … ".join(text[one["oa:start"] : one["oa:end"]] for one in places)
        assert words == node["prov:value"]
        checked += 1
    assert checked > 1_000


CLAIM = {
    "@type", "@id", "text", "appearance", "firstAppearance", "isBasedOn", "author", "creditText",
    "keywords",
}  # fmt: skip
#: What schema.org defines of a ClaimReview, its own and those of Review, CreativeWork and Thing.
REVIEW = {
    "@type", "@id", "name", "claimReviewed", "reviewAspect", "itemReviewed", "author",
    "datePublished", "reviewBody",
}  # fmt: skip


def test_claims_that_several_reports_make(ledger: SqlLedger) -> None:
    graph = written(GraphExporter(), ledger)["@graph"]
    articles = {node["@id"]: node for node in graph if node["@type"] == "NewsArticle"}
    claims = {one["@id"] for article in articles.values() for one in article["interpretedAsClaim"]}
    joined = [node for node in graph if node["@type"] == "Claim"]
    assert len({node["@id"] for node in joined}) == len(joined)
    for node in joined:
        assert set(node) <= CLAIM
        appears = [one["@id"] for one in node["appearance"]]
        assert set(appears) <= set(articles)
        assert {one["@id"] for one in node.get("isBasedOn", [])} <= claims
        first = node.get("firstAppearance")
        if first:
            days = [articles[one]["datePublished"][:10] for one in appears]
            assert articles[first["@id"]]["datePublished"][:10] == min(days)
    (eighteen,) = [node for node in joined if node["text"] == "killed: 18"]
    # The wire, its two reprints and the broadcaster's: docs and README have four.
    assert len(eighteen["appearance"]) == 4
    assert any(node["@id"].startswith("urn:whence:same:") for node in joined)
    assert not [node for node in graph if node["@type"] == "ClaimReview"]


def test_a_review_is_what_a_person_decided_and_says_of_what(ledger: SqlLedger) -> None:
    words = first_words(ledger)
    report = decide(ledger, words, verb="reject", why="the minister never said so")
    graph = written(GraphExporter(), ledger)["@graph"]
    (review,) = [node for node in graph if node["@type"] == "ClaimReview"]
    assert set(review) <= REVIEW
    assert review["author"] == {"@type": "Person", "name": "Ada Venn"}
    assert review["claimReviewed"] == words
    assert review["reviewBody"] == "the minister never said so"
    assert "not whether" in review["reviewAspect"]
    assert "reviewRating" not in review
    # What was rejected is no claim any more: the review is of the article that it was in.
    (article,) = [node for node in graph if node.get("identifier") == report]
    claims = [claim["@id"] for claim in article["interpretedAsClaim"]]
    assert review["itemReviewed"]["@id"] in (article["@id"], *claims)


def test_a_query_chooses_reports_and_their_events(ledger: SqlLedger) -> None:
    whole = {report.id for report, _, _ in Holdings(ledger).results()}
    held = Holdings(ledger, Filters(speaker="Pell"))
    chosen = {report.id for report, _, _ in held.results()}
    assert chosen
    assert chosen < whole
    for _, _, resolution in held.results():
        assert any("Pell" in entity.name for entity in resolution.entities)
    events = [summary.event.id for summary in held.summaries()]
    assert 0 < len(events) < len(list(comparing.summaries(ledger)))
    rows = [row for table, row in held.rows(("reports",)) if table == "reports"]
    assert {row["report"] for row in rows} == chosen
    nothing = Holdings(ledger, Filters(speaker="Nobody Whatever"))
    assert not list(nothing.results())
    assert not list(nothing.summaries())
