"""A document in hand: words, tables, formats, a notebook's view."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from pathlib import Path

import pytest

import whence
from tests.readings import port, resolved
from whence import bootstrap
from whence.errors import SettingsError
from whence.ledger import SqlLedger, reports


@pytest.fixture
def document() -> whence.Document:
    return whence.Document(*resolved(port()))


@pytest.fixture(scope="module")
def toll(newsroom: Path) -> whence.Document:
    """The example report of the ministry's and the hospital's toll, as the model reads it."""
    with SqlLedger(str(newsroom)) as ledger, ledger.reading() as connection:
        for report in reports.every_report(connection):
            result = reports.result(connection, report)
            if "ministry-hospital-toll" in result[0].origin.source:
                return whence.Document(*result)
    raise AssertionError("the example is gone")


def test_quotations_are_the_report_s_words(document: whence.Document) -> None:
    assert [q.cue for q in document.quotations] == ["says", "said", "According to", "put it"]
    said = document.quotations[1]
    assert said.source == "Mayor Ada Venn"
    assert said.content == "“We heard two explosions,” … “Then the lights went out.”"
    assert (said.kind, said.act, said.score) == ("direct", "state", 0.99)
    assert [span.of(document.text) for span in said.content_spans] == said.content.split(" … ")
    nested = document.quotations[3]
    assert nested.parent == document.quotations[2].key
    assert said.parent is None


def test_speakers_and_claims(toll: whence.Document) -> None:
    speakers = {q.speaker for q in toll.quotations}
    assert {"Dorvan Pell", "Selvane General Hospital"} <= speakers
    standings = {claim.standing for claim in toll.claims}
    assert {"attributed", "own-voice"} <= standings
    for claim in toll.claims:
        assert toll.text[claim.start : claim.end] == claim.words
        assert claim.speaker is None or claim.standing != "own-voice"
    assert len({claim.key for claim in toll.claims}) == len(toll.claims)
    assert any(entity.name == "Dorvan Pell" for entity in toll.entities)


def test_it_is_the_tuple_that_everything_takes(document: whence.Document) -> None:
    report, reading, resolution = document
    assert (report, reading, resolution) == resolved(port())
    assert document == (report, reading, resolution)
    assert document.report is report
    assert repr(document) == (
        "<Document 'Blast at Port Sulla kills 12, ministry says': 4 attributions>"
    )


@pytest.mark.parametrize("form", bootstrap.FORMATS)
def test_every_format(document: whence.Document, tmp_path: Path, form: str) -> None:
    text = document.to(form)
    assert "Ada Venn" in text or "said" in text
    document.save(tmp_path / "out", form)
    assert (tmp_path / "out").read_bytes().decode() == text


def test_what_is_no_text_is_refused_with_what_reads_it(tmp_path: Path) -> None:
    for wrong in (tmp_path / "a.txt", b"He said it.", None):
        with pytest.raises(TypeError, match=r"text is a string, not .*; read_all reads files"):
            whence.read(wrong)  # type: ignore[arg-type]  # it is wrong
    with pytest.raises(TypeError, match="published is a string, not date"):
        whence.read("He said it.", published=dt.date(2025, 3, 4))  # type: ignore[arg-type]  # so is this


def test_formats_and_tables_that_there_are_not(document: whence.Document) -> None:
    with pytest.raises(SettingsError, match="no format 'pdf'"):
        document.to("pdf")
    with pytest.raises(SettingsError, match="no table 'events'"):
        document.table("events")


def test_the_published_shape(document: whence.Document) -> None:
    assert document.to_dict()["schema"] == "whence.document/1"
    assert [json.loads(json.dumps(document.to_dict()))] == json.loads(document.to("json"))


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(toll: whence.Document) -> None:
    shown = toll._repr_html_()
    match = re.fullmatch(r'<iframe sandbox [^>]*srcdoc="([^"]*)"></iframe>', shown)
    assert match
    assert html.unescape(match[1]) == toll.to("html")


def test_a_report_cannot_leave_the_frame() -> None:
    hostile = '"></iframe><script>alert(1)</script>'
    report, reading = port()
    import msgspec

    bad = msgspec.structs.replace(report, title=hostile)
    shown = whence.Document(*resolved((bad, reading)))._repr_html_()
    assert "<script" not in shown
    assert shown.count("</iframe>") == 1
