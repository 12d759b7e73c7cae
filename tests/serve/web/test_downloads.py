"""Whole lists as files: every row, no formula, no denial without its cue; claims cited; cards."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from whence.export import sheet
from whence.serve.web import atom
from whence.serve.web.app import ENDPOINTS

LISTS = (
    "/claims", "/timeline", "/unattributed", "/speakers", "/speakers/Dorvan%20Pell", "/reports",
    "/events", "/disputes",
)  # fmt: skip


def table(client: TestClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix(sheet.BOM), newline="")))


def every(client: TestClient, address: str, name: str, **asked: Any) -> list[Any]:
    """All items of a list, page by page."""
    found: list[Any] = []
    more: dict[str, str] = {}
    while True:
        answer = client.get(f"{address}.json", params={**asked, "limit": 100, **more}).json()
        found += answer[name]
        if answer["next"] is None:
            return found
        more = {"cursor": answer["next"]}


def test_every_paged_list_can_be_fetched_whole() -> None:
    paged = {e.name for e in ENDPOINTS if "cursor" in e.query.__struct_fields__}
    assert paged
    assert {e.name for e in ENDPOINTS if e.rows} >= paged


@pytest.mark.parametrize(
    ("address", "name", "asked"),
    [
        ("/claims", "claims", {}),
        ("/claims", "claims", {"act": "deny"}),
        ("/timeline", "claims", {"at": "0001"}),
        ("/timeline", "claims", {"at": "2025-09-05"}),
        ("/unattributed", "claims", {"standing": "hearsay"}),
        ("/speakers/Dorvan%20Pell", "claims", {}),
        ("/reports", "reports", {"publisher": "post"}),
        ("/speakers", "speakers", {}),
    ],
)
def test_all_rows_of_a_list_not_a_page(
    client: TestClient, address: str, name: str, asked: dict[str, str]
) -> None:
    expected = every(client, address, name, **asked)
    asked = {**asked, "limit": "1"}  # a page's size is no size of a file
    lines = client.get(f"{address}.jsonl", params=asked).text.splitlines()
    assert len(lines) == len(expected) > 1
    for form in ("csv", "spreadsheet.csv"):
        query = "&".join(f"{k}={v}" for k, v in asked.items())
        rows = table(client, f"{address}.{form}?{query}")
        identity = "key" if name == "claims" else "id" if name == "reports" else "name"
        assert [row[identity] for row in rows] == [one[identity] for one in expected]
        assert all(row["link"].startswith("http://localhost/") for row in rows)


def test_no_denial_without_its_cue(client: TestClient) -> None:
    denials = [row for row in table(client, "/claims.csv") if row["act"] == "deny"]
    assert len(denials) > 5
    for row in denials:
        assert row["cue"]
        assert row["sentence"].startswith(row["said"])
        assert row["cue"].split()[0] in row["sentence"]
    assert {
        "Dorvan Pell denied that anything was being concealed"
    } <= {row["sentence"] for row in denials}  # fmt: skip


def test_a_row_for_each_figure_and_each_version(client: TestClient) -> None:
    figures = table(client, "/events.csv")
    (toll,) = (
        row
        for row in figures
        if row["type"] == "explosion" and row["role"] == "killed" and not row["of"]
    )
    assert (toll["low"], toll["high"]) == ("22", "27")
    versions = table(client, "/disputes.csv?kind=conflict")
    assert {"22", "27"} <= {row["value"] for row in versions if row["role"] == "killed"}
    assert all(row["kind"] == "conflict" for row in versions)


def test_no_folder_of_this_machine(client: TestClient) -> None:
    for address in LISTS:
        assert "/examples/" not in client.get(f"{address}.csv").text
        assert "/examples/" not in client.get(address, headers=PAGE).text


def test_what_cannot_be_asked_of_a_file(client: TestClient) -> None:
    assert client.get("/claims.csv?role=eaten").json()["error"]["target"] == "role"
    assert client.get("/speakers/Nobody%20Atall.csv").status_code == 404
    assert client.get("/review.csv").status_code == 404
    assert table(client, "/claims.csv?q=zzzzz") == []


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1 killed", "@SUM(A1)", "\tx", " =cmd|' /C calc'!A0", "＝1", "\r=1"]
)
def test_no_cell_starts_a_formula(words: str) -> None:
    head, line = sheet.lines(["a", "b"], [{"a": words, "b": -3.0}], spreadsheet=True)
    assert head == "\ufeffa,b\r\n"
    ((cell, number),) = csv.reader(io.StringIO(line, newline=""))
    assert cell == f"'{words}"
    assert number == "-3"
    plain = list(sheet.lines(["a", "b"], [{"a": words, "b": -3.0}]))
    assert next(csv.reader(io.StringIO(plain[1], newline=""))) == [words, "-3"]


class TestCiting:
    def one(self, client: TestClient) -> Any:
        (claim,) = client.get("/claims.json?q=concealed").json()["claims"]
        return client.get(f"/reports/{claim['report']}/claims/{claim['key'][:16]}.json").json()

    def test_who_what_where_when(self, client: TestClient) -> None:
        shown = self.one(client)
        link = f"http://localhost{shown['link'].removeprefix('http://localhost')}"
        said = "Dorvan Pell denied that anything was being concealed."
        for form in ("text", "markdown", "bibtex"):
            cited = shown["citations"][form]
            for words in (said, "Lantern Post", "2025", link):
                assert words in cited, (form, words)
        assert "month = sep" in shown["citations"]["bibtex"]
        assert "5 Sep 2025" in shown["citations"]["text"]
        assert shown["citations"]["bibtex"].count("{") == shown["citations"]["bibtex"].count("}")
        page = client.get(shown["link"].partition("#")[0], headers=PAGE).text
        assert f'id="{shown["link"].partition("#")[2]}"' in page

    def test_each_row_leads_there(self, client: TestClient) -> None:
        page = client.get("/claims?q=concealed", headers=PAGE).text
        assert page.count(">Cite</a>") == page.count(">Copy link</button>") == 1

    def test_of_a_missing_claim(self, client: TestClient) -> None:
        report = client.get("/claims.json?q=concealed").json()["claims"][0]["report"]
        assert client.get(f"/reports/{report}/claims/0123456789.json").status_code == 404


def test_a_card_loads_nothing_and_says_who(client: TestClient) -> None:
    (event,) = (e for e in client.get("/events.json").json()["events"] if e["type"] == "explosion")
    card = client.get(f"/events/{event['id']}/card.json").json()
    assert card["name"] == "Explosion, Port Selvane, 3 Sep 2025"
    for words in ("22 killed", "27 killed", "Selvane General Hospital", "independent source"):
        assert words in card["html"]
    assert f'href="http://localhost/events/{event["id"]}"' in card["html"]
    for word in ("<script", "<img", "<link", "<iframe", "@import", "url("):
        assert word not in card["html"]


ATOM = "{http://www.w3.org/2005/Atom}"


class TestFeeds:
    def feed(self, client: TestClient, address: str) -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("application/atom+xml")
        return ET.fromstring(answer.content)

    @pytest.mark.parametrize(
        "address", ["/claims", "/reports", "/disputes", "/unattributed", "/speakers/Dorvan%20Pell"]
    )
    def test_a_search_is_followed(self, client: TestClient, address: str) -> None:
        root = self.feed(client, f"{address}.atom")
        entries = root.findall(f"{ATOM}entry")
        assert entries
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids)
        days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
        assert days == sorted(days, reverse=True)
        assert all(day.endswith("Z") for day in days)
        assert root.findtext(f"{ATOM}updated") == days[0]
        # The same has the same ids: nothing comes twice.
        again = self.feed(client, f"{address}.atom").findall(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}id") for entry in again] == ids
        known = client.get(f"{address}.atom").headers["etag"]
        unchanged = client.get(f"{address}.atom", headers={"If-None-Match": known})
        assert unchanged.status_code == 304

    def test_a_denial_is_shown_as_a_denial(self, client: TestClient) -> None:
        root = self.feed(client, "/claims.atom?act=deny")
        titles = [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
        assert "Dorvan Pell denied that anything was being concealed" in titles

    def test_an_event_alert_lists_each_new_figure(self, client: TestClient) -> None:
        found = client.get("/events.json").json()["events"]
        (event,) = (one for one in found if one["type"] == "explosion")
        root = self.feed(client, f"/events/{event['id']}.atom")
        titles = [entry.findtext(f"{ATOM}title") or "" for entry in root.findall(f"{ATOM}entry")]
        name = "Explosion, Port Selvane, 3 Sep 2025"
        assert f"27 killed: {name}" in titles
        assert f"31 killed, withdrawn, denied: {name}" in titles
        rows = table(client, f"/events/{event['id']}.csv")
        assert len(rows) == sum(len(figure["versions"]) for figure in event["figures"])

    def test_what_xml_cannot_hold(self) -> None:
        entry = atom.Entry("k", "a\x00b<&\ud800\ufffe", "http://a/", "2025-01-01T00:00:00Z", "\x1b")
        ET.fromstring(atom.feed("t", "http://a/x.atom", "http://a/x", [entry]))
