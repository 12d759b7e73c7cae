"""The published shape: what programs rely on."""

from __future__ import annotations

import io
import json
from itertools import count
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given

from tests.readings import documents, port, resolved
from tests.unsaid import TEXT, unsaid
from whence.export.document import Document, document, schema
from whence.export.json import JsonExporter
from whence.export.jsonl import JsonLinesExporter
from whence.records import Reading, Report, Span
from whence.records.keys import attribution_key as key
from whence.records.keys import in_text_order

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "document-1.json"


def _read(exporter: JsonExporter | JsonLinesExporter, *found: tuple[Report, Reading]) -> str:
    out = io.StringIO()
    exporter.write(map(resolved, found), out)
    return out.getvalue()


def test_the_published_schema_is_the_one_in_use() -> None:
    # Mend with: python -m whence.export.document > docs/schema/document-1.json
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


def test_shape() -> None:
    found = json.loads(_read(JsonExporter(), port()))[0]
    assert list(found) == [
        "schema", "report", "entities", "times", "figures", "attributions", "claims", "reader",
    ]  # fmt: skip
    assert found["schema"] == "whence.document/1"
    assert found["report"]["source"] == "port.txt"
    assert found["report"]["published"] == "2025-03-03T18:05+02:00"
    assert found["report"]["published_from"] == "metadata"
    assert [a["id"] for a in found["attributions"]] == ["A1", "A2", "A3", "A4"]
    assert [a["parent"] for a in found["attributions"]] == [None, None, None, "A3"]
    assert len(found["attributions"][1]["content"]) == 2
    assert "Ada Venn" in [e["name"] for e in found["entities"]]
    assert found["times"][0]["value"] == "2025-03-03"
    assert [(f["role"], f["value"]) for f in found["figures"]] == [("killed", 12), ("count", 2)]
    speakers = {e["id"]: e["name"] for e in found["entities"]}
    said = [speakers.get(a["speaker"]) for a in found["attributions"]]
    assert said[1] == "Ada Venn"
    standings = {c["standing"] for c in found["claims"]}
    assert standings == {"attributed"}


def test_a_key_depends_only_on_report_and_spans() -> None:
    report, reading = port()
    first = reading.attributions[1]
    scored = msgspec.structs.replace(first, score=0.1, kind="mixed", parent=0)
    moved = msgspec.structs.replace(first, cue=())
    assert key(report, first) == key(report, scored)
    assert key(report, first) != key(report, moved)
    assert key(report, first) != key(port("other.txt")[0], first)


def test_no_documents() -> None:
    assert json.loads(_read(JsonExporter())) == []
    assert _read(JsonLinesExporter()) == ""


def test_memory_does_not_grow_with_the_reports() -> None:
    """Each document is written before the next is taken."""

    class Out(io.StringIO):
        lines = 0

        def write(self, text: str) -> int:
            self.lines += text.count('"schema"')
            return len(text)

    for exporter in (JsonExporter(), JsonLinesExporter()):
        out = Out()

        def stream(out: Out = out) -> object:
            for number in range(5):
                assert out.lines == number
                yield resolved(port())

        exporter.write(stream(), out)  # type: ignore[arg-type]
        assert out.lines == 5


@given(documents())
def test_round_trip_through_the_schema(found: tuple[Report, Reading]) -> None:
    report, _ = found
    line = _read(JsonLinesExporter(), found)
    assert line.count("\n") == 1
    assert json.loads(_read(JsonExporter(), found, found))[1] == json.loads(line)
    # msgspec itself reads no lone surrogates, which the text may hold; Python's reader does.
    decoded = msgspec.convert(json.loads(line), type=Document)
    assert decoded == document(*resolved(found))
    assert decoded.report.text == report.text


@given(documents())
def test_text_order(found: tuple[Report, Reading]) -> None:
    _, reading = found
    ordered = in_text_order(reading)
    assert sorted(a.score for a in ordered) == sorted(a.score for a in reading.attributions)
    starts = [min((s.start for s in a.source + a.cue + a.content), default=0) for a in ordered]
    assert starts == sorted(starts)
    for index, attribution in zip(count(), ordered, strict=False):
        assert attribution.parent is None or attribution.parent < index


def test_a_missing_parent_is_dropped() -> None:
    report, reading = port()
    lost = msgspec.structs.replace(reading.attributions[3], parent=99)
    alone = msgspec.structs.replace(reading, attributions=(lost,))
    assert document(*resolved((report, alone))).attributions[0].parent is None


@pytest.mark.parametrize("kind", ["name"])
def test_same_name_is_one_entity(kind: str) -> None:
    report, reading = port()
    first = reading.entities[0]
    again = msgspec.structs.replace(first, span=Span(first.span.start, first.span.end))
    twice = msgspec.structs.replace(reading, entities=(first, again))
    entities = document(*resolved((report, twice))).entities
    (venn,) = [one for one in entities if one.name == "Ada Venn"]
    assert kind in {m.form for m in venn.mentions}


def test_who_speaks_how_and_through_whom() -> None:
    found = json.loads(msgspec.json.encode(document(*unsaid())))
    names = {e["id"]: e["name"] for e in found["entities"]}
    of = {a["cue"][0]["start"]: a for a in found["attributions"]}
    by_cue = {TEXT[a["cue"][0]["start"] : a["cue"][0]["end"]]: a for a in of.values()}
    assert by_cue["denied"]["act"] == "deny"
    assert by_cue["denied"]["asserted"]
    assert [names[e] for e in by_cue["denied"]["via"]] == ["the Herald"]
    assert not by_cue["has not confirmed"]["asserted"]
    assert by_cue["supports"]["stance"] == "attitude"
    joint = next(a for a in found["attributions"] if len(a["speakers"]) == 2)
    assert [names[e] for e in joint["speakers"]] == ["Pia Roth", "Jon Keller"]
    assert joint["speaker"] == joint["speakers"][0]
    assert all(a["stance"] == "statement" for a in of.values() if a is not by_cue["supports"])


def test_no_claim_reads_otherwise_than_it_is_said() -> None:
    found = json.loads(msgspec.json.encode(document(*unsaid())))
    names = {e["id"]: e["name"] for e in found["entities"]}
    described = {
        TEXT[c["start"] : c["end"]]: (
            names.get(c["speaker"]), c["act"], c["cue"], c["asserted"], c["modality"],
            [names[e] for e in c["via"]],
        )
        for c in found["claims"]
    }  # fmt: skip
    assert described["that anything was being concealed"] == (
        "Dorvan Pell", "deny", "denied", True, "actual", ["the Herald"],
    )  # fmt: skip
    assert described["that its drone hit the school"] == (
        "Norvia", "state", "has not confirmed", False, "unasserted", [],
    )  # fmt: skip
    assert described["of a fire"] == (
        "Jon Keller",
        "warn",
        "had warned",
        True,
        "actual",
        ["Ada Venn"],
    )
    assert described["The school stands in Brindle"] == (None, None, None, True, "actual", [])


def test_metonyms_and_ranges() -> None:
    found = json.loads(msgspec.json.encode(document(*unsaid())))
    metonyms = {e["name"] for e in found["entities"] for m in e["mentions"] if m["metonym"]}
    assert metonyms == {"Norvia", "Moscow"}
    early, march = found["times"]
    assert (early["mod"], early["begin"], early["until"]) == ("START", None, None)
    assert (march["mod"], march["begin"], march["until"]) == (None, "2025-03-03", "2025-03-05")
    assert TEXT[march["start"] : march["end"]] == "from 3 to 5 March"


def test_a_document_of_an_earlier_version_is_still_valid() -> None:
    found = msgspec.to_builtins(document(*unsaid()))
    for one in found["attributions"]:
        for field in ("speakers", "stance", "asserted", "via"):
            del one[field]
    for one in found["claims"]:
        for field in ("speaker", "act", "cue", "asserted", "via"):
            del one[field]
    for one in found["times"]:
        for field in ("mod", "begin", "until"):
            del one[field]
    for entity in found["entities"]:
        for one in entity["mentions"]:
            del one["metonym"]
    jsonschema.validate(json.loads(msgspec.json.encode(found)), schema())
    assert msgspec.convert(found, Document).attributions[0].asserted
