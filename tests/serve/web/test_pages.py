"""Every page: that it answers, as a page and as JSON, what it says, what it refuses."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from whence.serve.web.app import ACTIONS, ENDPOINTS
from whence.serve.web.differences import difference
from whence.serve.web.endpoint import Endpoint
from whence.serve.web.rendering import head, tail
from whence.serve.web.state import ServerState

#: A page's markup may weigh so much, in bytes.
_WEIGHT = 150_000


def found(client: TestClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def port(client: TestClient) -> Any:
    (event,) = (e for e in found(client, "/events.json")["events"] if e["type"] == "explosion")
    return found(client, f"/events/{event['id']}.json")


def addresses(client: TestClient) -> dict[str, str]:
    """An address for each endpoint that has one without a job under way."""
    shown = port(client)
    claims = found(client, "/claims.json?speaker=pell")["claims"]
    said, speaker = claims[0]["report"], claims[0]["voices"][-1]["speakers"][0]["key"]
    parts = {
        "event": shown["event"]["id"],
        "same": shown["event"]["id"],
        "report": shown["members"][3]["report"],
        "changes": shown["members"][3]["report"],
        "under-review": shown["members"][3]["report"],
        "card": shown["event"]["id"],
        "speaker": "Dorvan Pell",
    }
    several = {
        "speaker-in-report": f"/reports/{said}/speakers/{speaker}",
        "claim": f"/reports/{said}/claims/{claims[0]['key']}",
    }
    return {
        e.name: several.get(e.name) or re.sub(r"\{[^}]*\}", parts.get(e.name, ""), e.path)
        for e in ENDPOINTS
        if e.name != "job"
    }


def test_every_endpoint_answers_as_a_page_and_as_json(client: TestClient) -> None:
    links = addresses(client)
    assert len(links) == len(ENDPOINTS) - 1
    for endpoint in ENDPOINTS:
        if endpoint.name == "job":
            continue
        address = links[endpoint.name]
        page = client.get(address, headers=PAGE)
        assert page.status_code == 200, (address, page.text[-600:])
        assert page.headers["content-type"].startswith("text/html")
        assert "<h1" in page.text
        assert len(page.content) < _WEIGHT, address
        answer = client.get("/index.json" if address == "/" else f"{address}.json")
        assert answer.headers["content-type"] == "application/json"
        # What is answered is of the shape that the OpenAPI document gives.
        msgspec.json.decode(answer.content, type=endpoint.view)


def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient) -> None:
    for address in ("/", "/claims.json?q=silo"):
        first = client.get(address)
        tag = first.headers["etag"]
        again = client.get(address, headers={"If-None-Match": f'"other", W/{tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_port_s_toll_on_its_page(client: TestClient) -> None:
    event_page = port(client)
    page = client.get(f"/events/{event_page['event']['id']}", headers=PAGE).text
    assert "22 to 27 killed" in page
    assert "11 reports, 9 texts" in page
    assert page.count('class="flag">conflict') >= 1
    assert "1 named source (Selvane General Hospital)" in page
    # Each claim behind a version leads to its words in its report; at first some wordings
    # of each version do, once.
    keys = {k for f in event_page["event"]["figures"] for v in f["versions"] for k in v["claims"]}
    assert keys <= event_page["claims"].keys() | event_page["lines"].keys()
    shown = [event_page["claims"][key] for key in sorted(keys & event_page["claims"].keys())]
    assert len(shown) > len(event_page["lines"])
    everything = client.get(f"/events/{event_page['event']['id']}?all=true", headers=PAGE).text
    assert {one["key"] for one in shown if leads_to(one) not in everything} == set()
    wordings = {one["words"] for one in shown if leads_to(one) in page}
    for version in (v for f in event_page["event"]["figures"] for v in f["versions"]):
        said = [
            event_page["claims"][key]["words"]
            for key in version["claims"]
            if key in event_page["claims"]
        ]
        assert set(list(dict.fromkeys(said))[:4]) <= wordings
    for one in shown:
        report = client.get(f"/reports/{one['report']}", headers=PAGE).text
        assert f'id="c-{one["key"][:16]}"' in report


def leads_to(claim: Any) -> str:
    return f"/reports/{claim['report'][:16]}#c-{claim['key'][:16]}"


@pytest.mark.parametrize(
    ("policy", "best"), [("range", 22), ("conservative", None), ("best-high-low", None)]
)
def test_another_policy(client: TestClient, policy: str, best: float | None) -> None:
    event = port(client)["event"]["id"]
    shown = found(client, f"/events/{event}.json?policy={policy}")
    (toll,) = (f for f in shown["event"]["figures"] if f["role"] == "killed" and f["of"] is None)
    assert best is None or toll["best"] == best
    assert toll["low"] <= toll["high"]
    zero = found(client, f"/events/{event}.json?policy=contested-min-zero")
    (toll,) = (f for f in zero["event"]["figures"] if f["role"] == "killed" and f["of"] is None)
    assert toll["low"] == 0


def test_a_policy_s_file_is_not_opened(client: TestClient) -> None:
    event = port(client)["event"]["id"]
    for name in ("/etc/passwd.toml", "nonsense"):
        answer = client.get(f"/events/{event}.json", params={"policy": name})
        assert answer.status_code == 400
        assert answer.json()["error"]["target"] == "policy"


def test_a_report_as_it_was_published_with_what_was_read(client: TestClient) -> None:
    event_page = port(client)
    name = event_page["members"][3]["report"]
    shown = found(client, f"/reports/{name[:12]}.json")
    assert shown["document"]["report"]["id"] == name
    assert shown["event"]["id"] == event_page["event"]["id"]
    page = client.get(f"/reports/{name}", headers=PAGE).text
    text = re.search(r'<div class="text">(.*?)</div>\s*<', page, re.DOTALL)
    assert text
    assert 'class="note side' in page
    assert "/speakers/" in text[1]


def test_copies_are_shown_beside_a_report(client: TestClient) -> None:
    event_page = port(client)
    copy = next(m for m in event_page["members"] if m["original"])
    shown = found(client, f"/reports/{copy['report']}.json")
    assert {m["report"] for m in shown["copies"]} >= {copy["original"]}
    page = client.get(f"/reports/{copy['report']}", headers=PAGE).text
    assert "Same text in 2 other reports" in page


def test_versions_of_an_edited_report(client: TestClient, site: ServerState) -> None:
    text = "Eight people were killed in Averlow on Friday, police said.\nThe mayor said little."
    for body in (text, text.replace("Eight", "Nine")):
        sent = client.post(
            "/add.json",
            data={"text": body, "title": "Averlow", "url": "https://a.example/1"},
            files={},
            headers={"X-CSRF-Token": csrf(client)},
        )
        assert sent.status_code == 202, sent.text
        done(client, sent.json()["id"])
    (name,) = (
        r["id"]
        for r in found(client, "/reports.json?limit=100")["reports"]
        if r["title"] == "Averlow"
    )
    shown = found(client, f"/reports/{name}/changes.json")
    assert len(shown["versions"]) == 2
    page = client.get(f"/reports/{name}/changes", headers=PAGE).text
    assert "<del>Eight</del><ins>Nine</ins>" in page
    old = client.get(f"/reports/{shown['versions'][0]['id']}", headers=PAGE).text
    assert "is the newest" in old


def test_a_difference_loses_no_word() -> None:
    before, after = "One two\nthree.", "One too\nthree, four."
    stretches = difference(before, after).stretches
    assert "".join(s.words for s in stretches if s.kind != "came") == before
    assert "".join(s.words for s in stretches if s.kind != "went") == after


def test_claims_are_found_page_by_page(client: TestClient) -> None:
    first = found(client, "/claims.json?q=killed&limit=3")
    assert len(first["claims"]) == 3
    assert all("killed" in c["words"].casefold() for c in first["claims"])
    rest = found(client, f"/claims.json?q=killed&limit=3&cursor={first['next']}")
    assert {c["key"] for c in first["claims"]}.isdisjoint(c["key"] for c in rest["claims"])
    page = client.get("/claims?q=killed&limit=3", headers=PAGE).text
    assert "<mark>" in page
    assert 'rel="next"' in page


def test_the_timeline_of_an_event_and_lists_gone_on_with(client: TestClient) -> None:
    event = port(client)
    first = found(client, f"/timeline.json?event={event['event']['id']}&limit=4")
    reports = {m["report"] for m in event["members"]}
    assert {c["report"] for c in first["claims"]} <= reports
    again = found(
        client, f"/timeline.json?event={event['event']['id']}&limit=4&cursor={first['next']}"
    )
    days = [c["told_of"] for c in (*first["claims"], *again["claims"])]
    assert days == sorted(days)
    assert len({c["key"] for c in (*first["claims"], *again["claims"])}) == 8
    assert client.get("/timeline.json?event=none").status_code == 400
    people = found(client, "/speakers.json?limit=5")
    rest = found(client, f"/speakers.json?limit=200&cursor={people['next']}")
    assert len(people["speakers"]) + len(rest["speakers"]) == people["all"]
    assert client.get("/speakers.json?cursor=x").status_code == 400


def test_a_speaker_s_words_and_counts(client: TestClient) -> None:
    speaker = found(client, "/speakers/Dorvan Pell.json")
    assert speaker["person"]["claims"] >= len(speaker["claims"]) > 5
    killed = [m for m in speaker["moved"] if m["role"] == "killed" and m["of"] is None]
    assert [value for _, value in killed[0]["steps"]][:2] == ["14", "18"]
    assert client.get("/speakers/Nobody Atall.json").json()["error"]["code"] == "no-speaker"


@pytest.mark.parametrize(
    ("address", "status", "target"),
    [
        ("/claims.json?limit=0", 400, "limit"),
        ("/claims.json?limit=x", 400, "limit"),
        ("/claims.json?role=eaten", 400, "role"),
        ("/claims.json?since=yesterday", 400, "since"),
        ("/claims.json?until=2025-13", 400, "until"),
        ("/claims.json?cursor=%00", 400, "cursor"),
        ("/claims.json?nonsense=1", 400, None),
        ("/claims.json?q=a&q=b", 400, "q"),
        ("/events.json?cursor=AAAA", 400, "cursor"),
        ("/reports.json?cursor=AAAA", 400, "cursor"),
        ("/reports/zz.json", 404, None),
        ("/reports/abcdef.json", 404, None),
        ("/events/abcdef.json", 404, None),
        ("/add/abcdef.json", 404, None),
        ("/nothing.json", 404, None),
        ("/static/..%2Fapp.py", 404, None),
    ],
)
def test_errors_have_one_shape(
    client: TestClient, address: str, status: int, target: str | None
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert (error["status"], error["target"]) == (status, target)
    assert error["detail"]
    page = client.get(address.replace(".json", ""), headers=PAGE)
    assert page.status_code == status
    assert "<h1" in page.text or page.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/claims?since=yesterday", "Since is a day, a month or a year"),
        ("/claims?until=2025-13", "Until is a day, a month or a year"),
        ("/claims?since=2025-09-45", "Since is a day, a month or a year"),
        (f"/claims?q={'x' * 301}", "What is searched for is at most 300 letters long."),
        ("/claims?limit=0", "Limit is 1 or more."),
        ("/claims?limit=999", "Limit is 200 or less."),
        ("/claims?limit=ten", "Limit is a number."),
        ("/claims?role=eaten", "Role cannot be “eaten”."),
        ("/claims?colour=red", "There is no field “colour” here."),
        ("/events?disputed=maybe", "Disputed is true or false."),
        ("/unattributed?standing=attributed", "Standing cannot be “attributed”."),
    ],
)
def test_error_pages_say_what_to_do_next(client: TestClient, address: str, message: str) -> None:
    page = client.get(address, headers=PAGE)
    assert page.status_code == 400
    assert message in page.text
    assert f'<a href="{address.partition("?")[0]}">Try again</a>' in page.text


def test_no_address_that_is_missing_is_asked_again(client: TestClient) -> None:
    assert "Try again" not in client.get("/nothing?x=1", headers=PAGE).text


def test_a_query_without_letters_finds_nothing(client: TestClient) -> None:
    page = client.get("/claims?q=%F0%9F%94%A5", headers=PAGE).text
    assert "No claim fits" in page
    assert 'class="claim"' not in page


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("one two three four", "one two", "four"),
        ("onetwothreefour", "onetwothre", "othreefour"),
        (" " * 20, "", ""),
    ],
)
def test_a_text_without_its_middle_still_has_its_words(text: str, begins: str, ends: str) -> None:
    assert head(text, 10) == begins
    assert tail(text, 10) == ends


def test_an_older_event_is_not_reported_as_having_no_findings(client: TestClient) -> None:
    """Where the newest event has none, the older ones are looked through."""
    for kind in ("correction", "copy", "revision"):
        whole = found(client, f"/disputes.json?kind={kind}")["findings"]
        assert whole
        assert found(client, f"/disputes.json?kind={kind}&limit=1")["findings"][0] == whole[0]
        page = client.get(f"/disputes?kind={kind}&limit=1", headers=PAGE).text
        assert "No such finding" not in page
    assert found(client, "/disputes.json?drift=true&limit=1")["drifts"]


def test_dropped_attribution_is_shown_as_a_sentence(client: TestClient) -> None:
    page = client.get("/disputes?drift=true", headers=PAGE).text
    assert re.search(r"<li>[\d,]+ evacuated lost its approximation", page)


def test_rejected_input_is_not_lost(client: TestClient) -> None:
    sent = {"csrf": csrf(client), "url": "ftp://averlow.example/"}
    answer = client.post("/add", data=sent, headers=PAGE)
    assert answer.status_code == 400
    assert "Back button returns to the form" in answer.text


def test_where_all_is_rejected_nothing_was_taken_in(client: TestClient) -> None:
    sent = {"csrf": csrf(client)}
    files = [("files", ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "image/png"))]
    where = client.post("/add", data=sent, files=files, headers=PAGE).headers["location"]
    job = done(client, where.rpartition("/")[2])
    assert (len(job["kept"]), len(job["rejected"])) == (0, 1)
    assert "<h1>Nothing was added</h1>" in client.get(where, headers=PAGE).text


def test_a_moment_in_utc_says_so(client: TestClient) -> None:
    """As every page does, whatever zone its reports are of."""
    event = port(client)["event"]["id"]
    assert "Since, UTC" in client.get(f"/events/{event}", headers=PAGE).text
    assert "Times are UTC" in client.get(f"/events/{event}", headers=PAGE).text
    assert "Since, UTC" in client.get("/disputes", headers=PAGE).text
    report = next(m for m in port(client)["members"] if m["original"])["report"]
    assert re.search(r"</time> UTC", client.get(f"/reports/{report}", headers=PAGE).text)


def test_events_are_disputed_or_not_in_people_s_words(client: TestClient) -> None:
    page = client.get("/events?disputed=false", headers=PAGE).text
    assert '<option value="true">yes</option>' in page
    assert '<option value="false" selected>no</option>' in page
    (field,) = re.findall(r'name="disputed">.*?</select>', client.get("/events", headers=PAGE).text)
    assert "selected" not in field


def test_a_ledger_that_was_taken_away_is_named(client: TestClient, place: Path) -> None:
    client.get("/")
    place.rename(place.with_name("elsewhere.db"))
    page = client.get("/reports", headers=PAGE)
    assert page.status_code == 500
    assert "whence.db was removed while it was open" in page.text
    assert not place.exists()


def csrf(client: TestClient) -> str:
    found_ = re.search(
        r'<meta name="csrf" content="([^"]+)"', client.get("/add", headers=PAGE).text
    )
    assert found_
    return found_[1]


def done(client: TestClient, job: str) -> Any:
    for _ in range(6000):  # a busy machine takes its time; this ends what hangs
        state = found(client, f"/add/{job}.json")
        if state["state"] in ("done", "failed"):
            return state
        time.sleep(0.05)
    raise AssertionError("it does not end")


def test_a_text_is_added_and_read_at_once(client: TestClient) -> None:
    words = "Three people were killed in a fire in Averlow on Friday, Mayor Ada Venn said."
    form = {"csrf": csrf(client), "text": words, "publisher": "Averlow Courier"}
    sent = client.post("/add", data=form, files={"files": ("", b"")}, headers=PAGE)
    assert sent.status_code == 303, sent.text
    job = done(client, sent.headers["location"].rpartition("/")[2])
    assert job["state"] == "done", job
    (kept,) = job["kept"]
    assert kept["state"] == "added"
    page = client.get(sent.headers["location"], headers=PAGE).text
    assert f"/reports/{kept['report'][:16]}" in page
    shown = found(client, f"/reports/{kept['report']}.json")["document"]
    assert shown["report"]["text"] == words
    assert [e["name"] for e in shown["entities"] if e["type"] == "person"] == ["Ada Venn"]
    assert client.get("/claims.json?speaker=Venn").json()["claims"]
    again = client.post("/add", data=form, files={"files": ("", b"")}, headers=PAGE)
    assert done(client, again.headers["location"].rpartition("/")[2])["kept"][0]["state"] == "known"


def test_files_are_added_and_others_rejected_by_name(client: TestClient) -> None:
    files = [
        ("files", ("a.txt", b"A storm hit Averlow on Friday, the mayor said.", "text/plain")),
        ("files", ("../../b.txt", b"", "text/plain")),
        ("files", ("c.exe", b"MZ\x00\x01\x02", "application/octet-stream")),
    ]
    sent = client.post("/add.json", files=files, headers={"X-CSRF-Token": csrf(client)})
    assert sent.status_code == 202
    assert sent.headers["location"] == f"/add/{sent.json()['id']}.json"
    job = done(client, sent.json()["id"])
    assert [k["source"].partition("/")[2] for k in job["kept"]] == ["a.txt"]
    assert [r["source"].partition("/")[2] for r in job["rejected"]] == ["b.txt", "c.exe"]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, "nothing"),
        ({"text": "  "}, "nothing"),
        ({"url": "/etc/passwd"}, "no-address"),
        ({"url": "file:///etc/passwd"}, "no-address"),
        ({"text": "A text of the day.", "published": "the other day"}, "not-understood"),
    ],
)
def test_what_cannot_be_added(client: TestClient, form: dict[str, str], code: str) -> None:
    answer = client.post("/add.json", data=form, headers={"X-CSRF-Token": csrf(client)})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


def test_an_address_inside_the_network_is_not_fetched(client: TestClient) -> None:
    sent = client.post(
        "/add.json", data={"url": "http://127.0.0.1:9/x"}, headers={"X-CSRF-Token": csrf(client)}
    )
    job = done(client, sent.json()["id"])
    assert not job["kept"]
    assert job["rejected"][0]["detail"]


def test_nothing_is_added_for_another_site(client: TestClient) -> None:
    evil = {"Origin": "https://evil.example"}
    for headers in ({}, {"X-CSRF-Token": csrf(client), **evil}):
        answer = client.post("/add.json", data={"text": "A text."}, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")
    for headers in (evil, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post("/add.json", json={"text": "A text."}, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")
    asks = {**evil, "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in client.options("/add.json", headers=asks).headers


def test_a_program_hands_in_json(client: TestClient) -> None:
    form = {"text": "Two people were hurt in Averlow on Friday, police said.", "title": "Averlow"}
    sent = client.post("/add.json", json=form)
    assert sent.status_code == 202
    assert done(client, sent.json()["id"])["kept"][0]["title"] == "Averlow"
    answer = client.post("/add.json", json={"txt": "A text."})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "not-understood")


def test_an_empty_ledger_says_what_fills_it(empty: TestClient) -> None:
    assert "paste a text" in empty.get("/", headers=PAGE).text
    for endpoint in ENDPOINTS:
        if "{" not in endpoint.path:
            answer = empty.get(endpoint.path, headers=PAGE)
            assert answer.status_code == 200, endpoint.path


_HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>
"</title><style>*{display:none}</style>" said Ada "><b>Venn & Sons</b>, who spoke of {{ 7*7 }} dead.
javascript:alert(4) was what Mr. <iframe srcdoc="<script>alert(5)</script>"> called it on Friday."""


def test_a_hostile_report_s_markup_is_only_words(client: TestClient) -> None:
    form = {
        "text": _HOSTILE,
        "title": "<script>alert(6)</script>",
        "publisher": "<svg/onload=alert(7)>",
        "url": "javascript:alert(8)",
    }
    headers = {"X-CSRF-Token": csrf(client)}
    assert client.post("/add.json", data=form, headers=headers).status_code == 400
    form["url"] = "https://evil.example/<script>"
    sent = client.post("/add.json", data=form, headers=headers)
    (kept,) = done(client, sent.json()["id"])["kept"]
    places = ["/", "/reports", "/claims?q=dead", "/unattributed", f"/reports/{kept['report']}"]
    for address in places:
        answer = client.get(address, headers=PAGE)
        assert "alert" in answer.text or address != places[-1]
        assert not re.search(
            r"<(script|img|svg|iframe|style|b)\b(?![^>]*/static/)[^>]*alert", answer.text
        )
        assert re.findall(r"<script[^>]*>", answer.text) == ['<script src="/static/page.js" defer>']
        assert not re.search(r"\son\w+=", re.sub(r"&[^;]+;", "", _tags(answer.text)))
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def _tags(page: str) -> str:
    """The page's tags alone, without what is in quotes."""
    return " ".join(re.sub(r'"[^"]*"', '""', tag) for tag in re.findall(r"<[^>]+>", page))


def test_the_openapi_document_lists_every_address(client: TestClient) -> None:
    document = found(client, "/openapi.json")
    assert document["openapi"].startswith("3.1")
    operations = {o["operationId"] for path in document["paths"].values() for o in path.values()}
    assert operations == {e.name for e in ENDPOINTS} | {a.name for a in ACTIONS}
    assert "/claims.json" in document["paths"]
    help_page = client.get("/help", headers=PAGE).text
    assert all(e.shown_path in help_page for e in ENDPOINTS)


def test_every_endpoint_has_its_own_name_and_template(root: Any) -> None:
    names = [e.name for e in ENDPOINTS]
    assert len(set(names)) == len(names)
    templates = root / "src/whence/serve/web/templates"
    assert all((templates / e.template).is_file() for e in ENDPOINTS if e.template)
    assert all(isinstance(e, Endpoint) for e in ENDPOINTS)


def test_health(client: TestClient) -> None:
    assert found(client, "/health") == {"status": "ok"}
    style = client.get("/static/page.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "--paper" in style.text
    assert "--accent" in style.text


def test_errors_are_shown_as_pages(client: TestClient) -> None:
    form = {"csrf": "of another start of the server", "verb": "undo", "undoes": "1"}
    answer = client.post("/review", data=form, headers=PAGE)
    assert answer.status_code == 403
    assert "<h1>Not allowed</h1>" in answer.text
    assert "load the page again" in answer.text
    assert client.post("/review.json", data=form, headers=PAGE).json()["error"]["code"] == "csrf"


def test_the_same_as_json_with_the_same_query(client: TestClient) -> None:
    page = client.get("/claims?q=silo&standing=attributed", headers=PAGE).text
    assert 'href="/claims.json?q=silo&amp;standing=attributed"' in page


def test_missing_events_of_an_older_ledger_are_reported(
    client: TestClient, site: ServerState
) -> None:
    with site.reading() as connection:
        connection.exec_driver_sql("delete from events")
        connection.exec_driver_sql("commit")
    assert "from an older version of whence" in client.get("/", headers=PAGE).text
    assert found(client, "/index.json")["untold"] > 0


def test_examples_of_what_may_be_asked_are_answered(client: TestClient) -> None:
    paths = found(client, "/openapi.json")["paths"]
    for path in ("/claims.json", "/reports.json", "/search.json"):
        asked = {
            one["name"]: one["example"]
            for one in paths[path]["get"]["parameters"]
            if "example" in one
        }
        assert {"q"} <= set(asked)
        assert client.get(path, params=asked).status_code == 200
    for name in ("q", "publisher", "since"):
        assert name in {one["name"] for one in paths["/reports.json"]["get"]["parameters"]}


def test_a_word_is_no_report(client: TestClient) -> None:
    answer = client.post(
        "/add.json", data={"text": "hello"}, headers={"X-CSRF-Token": csrf(client)}
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "too-short")


@pytest.mark.parametrize(
    "address",
    [
        "/claims", "/reports", "/events", "/disputes", "/speakers", "/timeline", "/unattributed",
        "/review", "/search?q=pell",
    ],
)  # fmt: skip
def test_lists_of_an_empty_ledger_say_that_nothing_is_there(
    client: TestClient, empty: TestClient, address: str
) -> None:
    nothing = "Nothing is in this ledger yet"
    assert nothing in empty.get(address, headers=PAGE).text
    assert nothing not in client.get(address, headers=PAGE).text
    if address != "/review":
        missed = client.get(f"{address.partition('?')[0]}?q=qxqxqxqx", headers=PAGE).text
        assert 'class="empty"' in missed
        assert nothing not in missed


def test_the_front_page_says_what_it_holds_and_an_empty_one_offers_samples(
    client: TestClient, empty: TestClient
) -> None:
    page = client.get("/", headers=PAGE).text
    assert "Who said what in 22 reports from 5 outlets over 15 days" in page
    page = empty.get("/", headers=PAGE).text
    assert "Try it with the sample reports" in page
    answer = empty.post(
        "/samples", data={"csrf": csrf(empty)}, headers=PAGE, follow_redirects=False
    )
    assert answer.status_code == 303
    assert len(done(empty, answer.headers["location"].rpartition("/")[2])["kept"]) == 22
