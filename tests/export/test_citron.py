"""Citron's format: what its own reader asks of a file, and words that are found again."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given

from tests.readings import documents, port, report, resolved
from whence.export.citron import CitronExporter
from whence.records import Reading, Report
from whence.records.keys import attribution_key, in_text_order

Node = dict[str, Any]


def _objects(*found: tuple[Report, Reading]) -> list[Node]:
    out = io.StringIO()
    CitronExporter().write(map(resolved, found), out)
    raw = out.getvalue().encode()
    assert raw.count(b"\n") == len(found)
    return [json.loads(one) for one in raw.splitlines()]


def _read_back(data: Node) -> list[tuple[str, list[str], list[str], list[str]]]:
    """The quotes by their offsets alone, asked for as `citron.data.CitronParser.parse` does."""
    text = data["text"]

    def words(span: Node) -> str:
        assert 0 <= span["start"] < span["end"] <= len(text)
        assert set(span) == {"start", "end", "text"}
        found: str = text[span["start"] : span["end"]]
        assert found == span["text"]
        return found

    for group in data["coreference_groups"]:
        assert len([words(span) for span in group]) > 1
    return [
        (
            words(quote["cue"]),
            [words(span) for span in quote["sources"]],
            [words(span) for span in quote["contents"]],
            [words(span) for span in quote["coreferences"]],
        )
        for quote in data["quotes"]
    ]


@given(documents())
def test_any_reading_is_read_back(found: tuple[Report, Reading]) -> None:
    one, reading = found
    (data,) = _objects(found)
    assert list(data) == ["text", "quotes", "coreference_groups", "source"]
    assert data["text"] == one.text
    quotes = _read_back(data)
    for quote in data["quotes"]:
        assert set(quote) == {"cue", "sources", "contents", "coreferences", "confidence", "id"}
        assert 0 <= float(quote["confidence"]) <= 1
    expressible = []
    for a in in_text_order(reading):
        words = [
            [s.of(one.text) for s in sorted(part) if s.start < s.end]
            for part in (a.cue, a.source, a.content)
        ]
        if words[0] and words[2]:
            expressible.append((words[0][0], *words[1:]))
    assert [quote[:3] for quote in quotes] == expressible


def test_who_says_what() -> None:
    one, reading = port()
    (data,) = _objects((one, reading))
    assert _read_back(data) == [
        ("says", ["ministry"], ["Blast at Port Sulla kills 12"], []),
        (
            "said",
            ["Mayor Ada Venn"],
            ["“We heard two explosions,”", "“Then the lights went out.”"],
            [],
        ),
        (
            "According to",
            ["the ministry"],
            ["“everyone who, as she put it, ‘could walk’ has left”"],
            [],
        ),
        ("put it", ["she"], ["‘could walk’"], ["Ada Venn"]),
    ]
    assert data["quotes"][1]["confidence"] == "0.9900"
    assert [q["id"] for q in data["quotes"]] == [
        attribution_key(one, a) for a in reading.attributions
    ]
    groups = [[span["text"] for span in group] for group in data["coreference_groups"]]
    assert any({"Ada Venn", "she"} <= set(group) for group in groups)
    assert data["source"]["report"] == "port.txt"


def test_what_has_no_cue_is_left_out() -> None:
    one, reading = port()
    bare = msgspec.structs.replace(reading.attributions[0], cue=())
    nothing = msgspec.structs.replace(reading.attributions[1], content=())
    reading = msgspec.structs.replace(reading, attributions=(bare, nothing))
    assert _objects((one, reading))[0]["quotes"] == []


def test_no_reports() -> None:
    assert _objects() == []


def test_folder(tmp_path: Path) -> None:
    torn = report("One \ud800 two.\r\n", source="b.txt")
    empty = msgspec.structs.replace(port()[1], report_id=torn.id, attributions=())
    empty = msgspec.structs.replace(empty, entities=(), times=())
    CitronExporter().write_folder([resolved(port()), resolved((torn, empty))], tmp_path / "out")
    found = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in found] == ["b.json", "port.json"]
    assert json.loads(found[0].read_bytes())["text"] == torn.text
    assert json.loads(found[1].read_bytes()) == _objects(port())[0]
