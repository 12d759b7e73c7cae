"""What needs review: in words, with rivals, by kind, outlet and event; words found in the text."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from tests.serve.web.test_pages import found, port
from tests.serve.web.test_review import sends


def queue(client: TestClient, **asked: Any) -> Any:
    answer = client.get("/review.json", params={"limit": 200, **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_it_shows_words_values_speakers_and_rivals(client: TestClient) -> None:
    waiting = queue(client, target="attribution")["waiting"]
    said = [one for one in waiting if one["target"] == "attribution"]
    assert said
    assert any(one["said"] for one in said)
    items = queue(client, target="figure", event=port(client)["event"]["id"])
    killed = items["waiting"]
    # Only what the event's sources disagree on, and nothing else that its reports count.
    assert {one["figure"]["role"] for one in killed} == {"killed"}
    rivals = [items["rivals"][f"{one['report']} {one['key']}"] for one in killed]
    assert any("27 (Selvane General Hospital)" in one for one in rivals)
    page = client.get("/review?target=figure", headers=PAGE).text
    assert "read as <b>" in page
    assert "others: " in page


def test_it_is_chosen_from_and_counted(client: TestClient) -> None:
    everything = queue(client)
    assert everything["left"] >= len(everything["waiting"])
    figures = queue(client, target="figure")
    assert {one["target"] for one in figures["waiting"]} == {"figure"}
    others = queue(client, target="attribution")
    assert figures["left"] + others["left"] == everything["left"]
    post = queue(client, publisher="lantern")
    assert {one["publisher"] for one in post["waiting"]} == {"Lantern Post"}
    event = port(client)["event"]["id"]
    assert {one["event"] for one in queue(client, event=event)["waiting"]} == {event}
    assert queue(client, limit=1)["left"] == everything["left"]
    one = everything["waiting"][0]
    place = f"{one['start']}-{one['end']}"
    where = {"key": one["key"]} if one["target"] == "attribution" else {"at": place}
    sends(client, report=one["report"], target=one["target"], verb="accept", **where)
    assert queue(client)["left"] == everything["left"] - 1


def test_a_part_is_given_by_its_words(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    text = found(client, f"/reports/{report}.json")["document"]["report"]["text"]
    one = next(
        f
        for f in found(client, f"/reports/{report}/review.json")["findings"]
        if f["target"] == "attribution" and len(f["values"]["content"].split()) > 6
    )
    about = {"report": report, "target": "attribution", "verb": "correct", "key": one["key"]}
    refused = sends(client, 400, **about, content="words that stand nowhere in it")
    assert refused["error"]["target"] == "content"
    assert "nowhere" in refused["error"]["detail"]
    twice = next(w for w in text.split() if text.split().count(w) > 1 and w.isalpha())
    assert " times in the text" in sends(client, 400, **about, content=twice)["error"]["detail"]
    long = next(s for s in text.split("\n") if text.count(s) == 1 and len(s.split()) > 8)
    sends(client, **about, content=" ".join(long.split()[:8]))
    now = found(client, f"/reports/{report}/review.json")["findings"]
    changed = [f for f in now if f["target"] == "attribution" and f["decision"]]
    assert [f["values"]["content"] for f in changed] == [" ".join(long.split()[:8])]
