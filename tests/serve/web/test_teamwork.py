"""Several decisions at once, and who is reviewing which report."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from tests.serve.web.test_pages import csrf, found, port
from tests.serve.web.test_queue import queue
from tests.serve.web.test_review import sends


def post(client: TestClient, address: str, status: int, /, **sent: Any) -> Any:
    answer = client.post(address, json=sent, headers={"X-CSRF-Token": csrf(client)})
    assert answer.status_code == status, answer.text
    return answer.json()


def item(one: Any) -> str:
    place = one["key"] if one["target"] == "attribution" else f"{one['start']}-{one['end']}"
    return f"{one['report']} {one['target']} {place}"


def test_several_are_decided_at_once_and_undone_one_by_one(client: TestClient) -> None:
    figures, said = (queue(client, target=one)["waiting"] for one in ("figure", "attribution"))
    items = [item(one) for one in (*figures[:2], *said[:2])]
    about = {"verb": "accept", "items": [*items, items[0]], "who": "Ada Venn", "why": "read them"}
    made = post(client, "/review/several.json", 201, **about)
    assert len(made["ids"]) == 4
    assert made["refused"] == []
    after = queue(client)
    assert not {item(one) for one in after["waiting"]} & set(items)
    assert {(d["verb"], d["who"], d["why"]) for d in after["log"][:4]} == {
        ("accept", "Ada Venn", "read them")
    }
    sends(client, verb="undo", undoes=made["ids"][0])
    assert items[0] in {item(one) for one in queue(client)["waiting"]}


def test_those_that_fit_are_stored_and_the_others_named(client: TestClient) -> None:
    good, other = (item(one) for one in queue(client, target="attribution")["waiting"][:2])
    report = good.split()[0]
    bad = f"{report} attribution {'0' * 32}"
    made = post(
        client, "/review/several.json", 201, verb="reject", items=[good, bad], who="Ada Venn"
    )
    assert len(made["ids"]) == 1
    assert [one["item"] for one in made["refused"]] == [bad]
    about = {"verb": "reject", "who": "Ada Venn"}
    assert post(client, "/review/several.json", 409, **about, items=[bad])["error"]["target"]
    for wrong in ([], ["nothing"], [f"{report} event 1-2"], [good] * 201):
        error = post(client, "/review/several.json", 400, **about, items=wrong)["error"]
        assert error["target"] == "items"
    nobody = post(client, "/review/several.json", 400, verb="reject", items=[other])
    assert nobody["error"]["code"] == "nameless"


def test_a_form_sends_each_box_that_is_ticked(client: TestClient) -> None:
    waiting = queue(client)["waiting"][:60]  # more than other forms have fields
    sent = {
        "verb": "accept", "items": [item(one) for one in waiting], "who": "Ada Venn",
        "csrf": csrf(client), "next": "/review?target=figure",
    }  # fmt: skip
    answer = client.post("/review/several", data=sent, headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?target=figure")
    assert len(queue(client)["log"]) == 60
    page = client.get("/review", headers=PAGE).text
    assert page.count('name="items"') == page.count("data-review") == 20


def test_who_is_reviewing_what(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    assert found(client, f"/reports/{report}/review.json")["assigned"] is None
    about = {"report": report, "verb": "take"}
    made = post(client, "/review/assign.json", 200, **about, who="Ada Venn")
    assert made["assigned"]["who"] == "Ada Venn"
    assert found(client, f"/reports/{report}/review.json")["assigned"]["who"] == "Ada Venn"
    # Once more changes nothing; somebody else is shown who has it, and may take it over.
    assert post(client, "/review/assign.json", 200, **about, who="Ada Venn") == made
    error = post(client, "/review/assign.json", 409, **about, who="Bo Lind")["error"]
    assert "Ada Venn is reviewing this report" in error["detail"]
    shown = queue(client)
    assert [(one["report"], one["who"]) for one in shown["assigned"]] == [(report, "Ada Venn")]
    theirs = queue(client, assigned="Ada Venn")
    assert {one["report"] for one in theirs["waiting"]} == {report}
    assert {one["assigned"] for one in theirs["waiting"]} == {"Ada Venn"}
    free = queue(client, assigned="-")
    assert report not in {one["report"] for one in free["waiting"]}
    assert free["left"] + theirs["left"] == shown["left"]
    page = client.get("/review?assigned=Ada Venn", headers=PAGE).text
    assert "Who is reviewing what" in page
    assert "<b>Ada Venn</b> is reviewing this report" in page
    over = post(client, "/review/assign.json", 200, **about, who="Bo Lind", over=True)
    assert over["assigned"]["who"] == "Bo Lind"
    gone = post(client, "/review/assign.json", 200, report=report, verb="release", who="Ada Venn")
    assert gone["assigned"] is None
    assert queue(client)["assigned"] == []


def test_a_report_that_is_forgotten_is_nobody_s(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    post(client, "/review/assign.json", 200, report=report, verb="take", who="Ada Venn")
    sent = {"report": report, "reason": "asked for", "sure": True}
    post(client, "/forget.json", 200, **sent)
    assert queue(client)["assigned"] == []
    post(client, "/review/assign.json", 404, report=report, verb="take", who="Ada Venn")
