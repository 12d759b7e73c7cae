"""On the page and in its JSON every claim says who, how and through whom; no link is dead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from starlette.testclient import TestClient

from tests.ledger.factories import opened
from tests.unsaid import TEXT, unsaid
from whence.bootstrap import comparing
from whence.serve.web.app import application
from whence.serve.web.middleware import Rules
from whence.serve.web.state import ServerState
from whence.settings import Settings

PAGE = {"Accept": "text/html"}
DENIED = "that anything was being concealed"
UNCONFIRMED = "that its drone hit the school"
ID = unsaid()[0].id
EDITED = TEXT + "More follows.\n"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    place = tmp_path / "unsaid.db"
    with opened(place) as ledger:
        ledger.add(unsaid())
        ledger.add(unsaid("other.txt", None))
        for _ in comparing.compared(ledger):
            pass
    state = ServerState(str(place), Settings())
    yield TestClient(
        application(state, Rules(loopback=True)),
        base_url="http://localhost",
        raise_server_exceptions=False,
        follow_redirects=False,
    )
    state.close()


def page(client: TestClient, address: str) -> str:
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == 200, (address, answer.text[:300])
    return answer.text


def rows(client: TestClient, address: str) -> list[str]:
    """The claims of a page as a person reads them, each on one line."""
    found = re.findall(r'<li class="claim".*?</li>', page(client, address), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in found]


@pytest.mark.parametrize(
    "address",
    ["/claims", "/claims?q=concealed", "/speakers/Dorvan%20Pell", "/timeline?q=concealed"],
)
def test_a_denial_reads_like_a_denial(client: TestClient, address: str) -> None:
    for row in rows(client, address):
        if DENIED in row:
            assert row.startswith(f"Dorvan Pell denied (via the Herald): {DENIED}")
            assert " denied " in row.removeprefix("Dorvan Pell denied")


def test_a_speaker_s_page_has_the_denial(client: TestClient) -> None:
    said = rows(client, "/speakers/Dorvan%20Pell")
    assert len(said) == 2
    assert all(DENIED in row for row in said)


def test_what_is_not_confirmed(client: TestClient) -> None:
    (row,) = [row for row in rows(client, "/claims?speaker=norvia&limit=1") if UNCONFIRMED in row]
    assert row.startswith(f"Norvia has not confirmed {UNCONFIRMED}")
    assert "not asserted" in row


def test_joint_speakers_have_the_claim_each(client: TestClient) -> None:
    for name in ("Pia%20Roth", "Jon%20Keller"):
        found = rows(client, f"/speakers/{name}")
        assert any("Pia Roth and Jon Keller said the bridge" in row for row in found)


def test_the_json_of_claims(client: TestClient) -> None:
    found: dict[str, Any] = client.get("/claims.json?q=concealed&limit=1").json()
    (one,) = found["claims"]
    assert found["total"] == 2
    assert (one["speaker"], one["act"], one["cue"]) == ("Dorvan Pell", "deny", "denied")
    assert (one["asserted"], one["via"]) == (True, ["the Herald"])
    assert one["said"] == "Dorvan Pell denied (via the Herald)"
    assert one["attribution"]
    assert "url" in one
    bridge = client.get("/claims.json?q=bridge&limit=1").json()["claims"][0]
    assert bridge["speakers"] == ["Pia Roth", "Jon Keller"]
    assert bridge["places"][0]["name"] == "Brindle"
    houses = client.get("/claims.json?q=houses&limit=1").json()["claims"][0]
    assert houses["figures"] == [{"role": "count", "value": 12.0, "low": 12.0, "high": 12.0}]


def test_denials_are_asked_for(client: TestClient) -> None:
    denials = client.get("/claims.json?act=deny").json()["claims"]
    assert {one["words"] for one in denials} == {DENIED}
    unsaid_ = client.get("/claims.json?asserted=false").json()["claims"]
    assert {one["words"] for one in unsaid_} == {UNCONFIRMED}
    assert client.get("/claims.json?act=denies").status_code == 400


def test_reports_by_title_outlet_and_day(client: TestClient) -> None:
    def total(query: str) -> int:
        answer = client.get(f"/reports.json?{query}").json()
        assert len(answer["reports"]) == answer["total"]
        return int(answer["total"])

    assert total("") == 2
    assert total("q=rejects+minister") == 2
    assert total("q=flood") == 0
    assert total("publisher=sulla") == 2
    assert total("publisher=gazette") == 0
    assert total("since=2025-05-20") == 2
    assert total("since=2025-05-21") == 0
    assert "No report fits" in page(client, "/reports?q=flood")


def test_every_speaker_has_a_page(client: TestClient) -> None:
    shown = page(client, f"/reports/{ID}")
    links = set(re.findall(r'href="(/(?:reports/[^"]*/speakers|speakers)/[^"]*)"', shown))
    assert any(link.startswith("/reports/") for link in links)  # the residents
    assert any(link.startswith("/speakers/") for link in links)
    for link in links:
        page(client, unescape(link))
    (residents,) = [link for link in links if link.startswith("/reports/")]
    assert any("Residents who fled said" in row for row in rows(client, residents))
    found = client.get(residents + ".json").json()
    assert (found["name"], found["named"]) == ("Residents who fled", False)
    assert client.get(f"/reports/{ID}/speakers/ffff", headers=PAGE).status_code == 404


def test_no_link_is_dead(client: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        answer = client.get(address, headers=PAGE)
        assert answer.status_code in (200, 303), address
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        for link in re.findall(r'(?:href|src)="(/[^"]*)"', answer.text):
            found = urldefrag(unescape(link))[0]
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    assert len(seen) > 30


def test_a_version_that_was_edited_has_no_dead_links(tmp_path: Path) -> None:
    report, reading, resolution = unsaid()
    place = tmp_path / "edited.db"
    import msgspec

    from tests.readings import empty, unresolved
    from whence.records import digest

    with opened(place) as ledger:
        ledger.add((report, reading, resolution))
        newer = msgspec.structs.replace(report, id=digest("unsaid.txt", EDITED), text=EDITED)
        ledger.add((newer, empty(newer), unresolved(empty(newer))))
    state = ServerState(str(place), Settings())
    client = TestClient(application(state, Rules(loopback=True)), base_url="http://localhost")
    shown = page(client, f"/reports/{report.id}")
    links = set(re.findall(r'href="(/reports/[^"]*/speakers/[^"]*)"', shown))
    assert len(links) == 7
    assert not re.search(r'href="/speakers/', shown)
    for link in links:
        page(client, unescape(link))
    state.close()


def test_the_report_s_page_shows_how(client: TestClient) -> None:
    shown = page(client, f"/reports/{ID}")
    assert "denies, via the Herald" in shown
    assert "not said: has not confirmed" in shown
    assert "attitude: supports" in shown
    assert "Pia Roth and Jon Keller" in shown


def test_a_person_says_that_nobody_says_it(client: TestClient) -> None:
    found = client.get(f"/reports/{ID}/review.json?of=attribution").json()["findings"]
    houses = next(one for one in found if "12 houses" in one["words"])
    sent = {
        "report": ID, "target": "attribution", "verb": "correct", "key": houses["key"],
        "asserted": False, "speaker": "Pia Roth; Jon Keller", "via": "the Herald", "who": "ada",
    }  # fmt: skip
    answer = client.post("/review.json", json=sent)
    assert answer.status_code == 201, answer.text
    one = client.get("/claims.json?q=houses").json()["claims"]
    changed = next(claim for claim in one if claim["report"] == ID)
    assert not changed["asserted"]
    assert changed["modality"] == "unasserted"
    assert changed["speakers"] == ["Pia Roth", "Jon Keller"]
    assert changed["via"] == ["the Herald"]
    shown = page(client, f"/reports/{ID}/review")
    assert "not asserted" in shown
    assert 'value="Pia Roth; Jon Keller"' in shown


def test_the_style_moves_nothing_on_focus(client: TestClient) -> None:
    style = client.get("/static/page.css").text
    moves = re.compile(
        r"[{;](?:padding|margin|border(?!-color|-radius)|width|height|font|top|left)[-a-z]*:"
    )
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style):
        apart = ".skip" in selector or "::after" in selector  # neither takes room in the text
        if re.search(r":focus|\.at-hand|:active", selector) and not apart:
            assert not moves.search("{" + body), selector
