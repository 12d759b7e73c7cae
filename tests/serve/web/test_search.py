"""One search over people, claims, events, reports and places; facets, filters and sorting."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from whence.ledger.facets import loosened


def search(client: TestClient, words: str) -> Any:
    answer = client.get("/search.json", params={"q": words})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_name_finds_its_page_and_all_its_claims(client: TestClient) -> None:
    found = search(client, "Dorvan Pell")
    (pell,) = found["people"]
    assert (pell["name"], found["people_total"]) == ("Dorvan Pell", 1)
    page = client.get("/search?q=Dorvan+Pell", headers=PAGE).text
    assert 'href="/speakers/Dorvan%20Pell"' in page
    assert f"{pell['claims']} claims" in page
    said = client.get("/speakers/Dorvan%20Pell.jsonl").text.splitlines()
    assert len(said) == pell["claims"] > 20


@pytest.mark.parametrize(
    ("typed", "held"), [("explo", "explo"), ("killing", "killed"), ("hospitals", "hospital")]
)
def test_beginnings_and_other_endings(client: TestClient, typed: str, held: str) -> None:
    found = search(client, typed)
    assert found["meant"] is None
    assert any(held in claim["words"].lower() for claim in found["claims"])


@pytest.mark.parametrize(("typed", "meant"), [("hosptal", "hospital"), ("dorvan pel1", "pell")])
def test_a_typo_is_corrected_and_the_correction_shown(
    client: TestClient, typed: str, meant: str
) -> None:
    found = search(client, typed)
    assert meant in found["meant"]
    assert found["people"] or found["claims"]
    page = client.get("/search", params={"q": typed}, headers=PAGE).text
    assert f"No results for “{typed}”" in page


def test_somebody_and_what_they_spoke_of(client: TestClient) -> None:
    found = search(client, "pell missing")
    assert found["said_by"] == "pell"
    assert {claim["speaker"] for claim in found["claims"]} == {"Dorvan Pell"}
    assert all("missing" in claim["words"] for claim in found["claims"])


def test_events_reports_and_places(client: TestClient) -> None:
    found = search(client, "port selvane")
    assert [event["type"] for event in found["events"]] == ["explosion"]
    assert found["reports_total"] >= len(found["reports"]) > 1
    assert "Port Selvane" in [one["place"]["name"] for one in found["places"]]


@pytest.mark.parametrize("typed", ["", "zzzzqqqq", '"', "*", "' or 1=1 --", "é" * 50])
def test_nothing_found_is_said(client: TestClient, typed: str) -> None:
    found = search(client, typed)
    assert not found["claims"]
    page = client.get("/search", params={"q": typed}, headers=PAGE)
    assert page.status_code == 200
    assert "Type a name" in page.text or "No results" in page.text


def test_facets_count_what_their_links_find(client: TestClient) -> None:
    found = client.get("/claims.json?q=kill*").json()
    kinds = {kind: values for kind, values in found["facets"].items() if kind != "whole"}
    assert {"publisher", "speaker", "month", "standing", "role"} <= {
        k for k, v in kinds.items() if v
    }
    for kind, values in kinds.items():
        for one in values:
            value = one["value"]
            more = {"since": value, "until": value} if kind == "month" else {kind: value}
            again = client.get("/claims.json", params={"q": "kill*", **more}).json()
            # A name's beginning is asked for by it, so that others may come with it.
            assert again["total"] >= one["claims"], (kind, one)
            if kind in ("month", "standing", "role", "act"):
                assert again["total"] == one["claims"], (kind, one)


def test_how_a_query_is_loosened() -> None:
    assert loosened("killed explosions") == "kill* explosion*"
    assert loosened('"death toll" was red') == '"death toll" was* red*'
    assert loosened("explo*") == "explo*"


def dates(client: TestClient, **asked: str) -> list[str]:
    found = client.get("/reports.json", params={"limit": "200", **asked}).json()["reports"]
    return [one["published"] or "" for one in found]


def test_reports_by_day_place_figure_and_order(client: TestClient) -> None:
    everything = dates(client)
    assert dates(client, order="oldest") != everything
    assert sorted(dates(client, order="oldest")) == sorted(everything)
    some = dates(client, since="2025-09-04", until="2025-09-05")
    assert some
    assert all("2025-09-04" <= one[:10] <= "2025-09-06" for one in some)
    assert 0 < len(dates(client, role="missing")) < len(everything)
    assert 0 < len(dates(client, place="port selvane")) < len(everything)
    first = client.get("/reports.json?order=oldest&limit=3").json()
    rest = client.get(f"/reports.json?order=oldest&limit=200&cursor={first['next']}").json()
    ids = [one["id"] for one in (*first["reports"], *rest["reports"])]
    assert len(ids) == len(set(ids)) == len(everything)


def test_events_by_type_figure_day_and_order(client: TestClient) -> None:
    def ids(**asked: str) -> list[str]:
        found = client.get("/events.json", params={"alone": "true", **asked}).json()["events"]
        return [event["id"] for event in found]

    everything = client.get("/events.json?alone=true").json()["events"]
    for event in everything:
        assert event["id"] in ids(type=event["type"])
    assert ids(type="explosion") != ids()
    missing = [e["id"] for e in everything if any(f["role"] == "missing" for f in e["figures"])]
    assert sorted(ids(role="missing")) == sorted(missing)
    started = [e["id"] for e in everything if (e["when"]["start"] or "").startswith("2025-09")]
    assert sorted(ids(since="2025-09-01", until="2025-09")) == sorted(started)
    by_size = client.get("/events.json?alone=true&order=reports").json()["events"]
    sizes = [len(event["reports"]) for event in by_size]
    assert sizes == sorted(sizes, reverse=True)
    page = client.get("/events.json?alone=true&order=reports&limit=1").json()
    again = client.get(f"/events.json?alone=true&order=reports&cursor={page['next']}").json()
    assert page["events"][0]["id"] not in {event["id"] for event in again["events"]}
    wrong = client.get(f"/events.json?order=day&cursor={page['next']}")
    assert wrong.status_code == 400
