"""What is in a list can be read alone: claims, headings, the lead of an event."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import msgspec
from starlette.testclient import TestClient

from tests.ledger.factories import RUN
from tests.serve.web.conftest import PAGE
from tests.serve.web.test_pages import found, port
from whence.bootstrap import comparing
from whence.ledger import reports
from whence.records import digest
from whence.serve.web.state import ServerState


def lines(client: TestClient, address: str, pattern: str) -> list[str]:
    page = client.get(address, headers=PAGE).text
    parts = re.findall(pattern, page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in parts]


def test_no_row_lacks_its_subject(client: TestClient) -> None:
    expected = "Interior Minister Dorvan Pell was expected to visit the site later on Wednesday."
    rows = lines(client, "/claims?q=visit", r'<p class="said".*?</p>')
    assert expected in rows
    table = csv.DictReader(io.StringIO(client.get("/claims.csv").text))
    sentences = [row["sentence"] for row in table]
    assert expected in sentences
    assert not any(one.startswith("source not given (“was") for one in sentences)
    claims = [json.loads(line) for line in client.get("/claims.jsonl").text.splitlines()]
    (one,) = [row for row in claims if row["words"] == "to visit the site later on Wednesday"]
    assert one["before"] + one["words"] + one["after"] == expected
    # In nobody's mouth, words do not begin in the middle of a sentence.
    begun = [row for row in claims if not row["voices"] and row["words"][:1].islower()]
    assert begun
    assert all(row["before"] for row in begun)


def test_claims_of_several_reports_are_sentences(client: TestClient) -> None:
    event = port(client)["event"]["id"]
    headings = lines(client, f"/events/{event}/claims", r"<h2>.*?</h2>")
    assert len(headings) > 8
    assert any("Dorvan Pell dismissed as ‘a lie’" in one for one in headings)
    assert not any(re.match(r"(to|as|that|who|which) ", one) for one in headings)
    view = found(client, f"/events/{event}/claims.json")
    keys = {k for one in view["findings"] for v in one["versions"] for k in v["claims"]}
    assert keys & view["claims"].keys()


def test_a_dispute_says_what_disagrees(client: TestClient) -> None:
    says = lines(client, "/", r'<p class="says">.*?</p>')
    assert any("earlier reports gave 23 and 9" in one for one in says), says
    disputed = [one for one in says if one.startswith("Disputed")]
    # Each has two figures at least.
    assert all(len(re.findall(r"\d+", one)) > 1 for one in disputed)


def test_disputes_have_current_figures_first_and_the_others_folded(client: TestClient) -> None:
    page = client.get("/disputes?q=selvane", headers=PAGE).text
    now, _, before = page.partition("earlier or withdrawn figure")
    assert re.findall(r'<th scope="row" class="n">(.*?)</th>', now)[:2] == ["22", "27"]
    assert "at least 9" in before
    assert 'class="gone"' not in now


def test_how_many_reports_wait_is_counted_anew(client: TestClient, site: ServerState) -> None:
    assert found(client, "/index.json")["waiting"] == 0
    report = port(client)["members"][0]["report"]
    with site.reading() as connection:
        result = reports.result(connection, report)
    name = digest(report, "again")
    again = msgspec.structs.replace(result[0], id=name, identity=name)
    with site.writing:
        site.store.begin(RUN)
        site.store.add(
            (
                again,
                msgspec.structs.replace(result[1], report_id=name),
                msgspec.structs.replace(result[2], report_id=name),
            )
        )
    assert found(client, "/index.json")["waiting"] == 1
    with site.writing:
        list(comparing.compared(site.store))
    assert found(client, "/index.json")["waiting"] == 0
