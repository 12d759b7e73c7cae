"""What people decide of persons and events across reports: kept, shown, undone, read again."""

from __future__ import annotations

import re
from typing import Any

from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from tests.serve.web.test_pages import found, port
from tests.serve.web.test_review import sends
from whence import bootstrap
from whence.bootstrap import comparing
from whence.serve.web.state import ServerState


def person(client: TestClient, name: str) -> Any:
    return found(client, f"/speakers/{name}.json")["person"]


def read_again(site: ServerState) -> None:
    with site.writing:
        assert not any(
            getattr(r, "code", None) for r in bootstrap.reread(site.settings, site.store)
        )
        for _ in comparing.compared(site.store):
            pass


def test_two_names_are_merged_split_and_undone(client: TestClient, site: ServerState) -> None:
    alone = person(client, "Tressom Group")
    theirs = person(client, "Tressom Terminals")
    merge = {
        "target": "person",
        "verb": "merge",
        "name": "Tressom Terminals",
        "other": "Tressom Group",
    }
    made = sends(client, **merge)
    for name in ("Tressom Group", "Tressom Terminals"):
        both = person(client, name)
        assert set(both["names"]) == {"Tressom Group", "Tressom Terminals"}
        assert both["claims"] == alone["claims"] + theirs["claims"]
    listed = found(client, "/speakers.json?limit=200")["speakers"]
    assert "Tressom Group" not in {one["name"] for one in listed}
    page = client.get("/speakers/Tressom Group", headers=PAGE).text
    assert "merged by <b>Ada Venn</b>" in page
    read_again(site)
    assert len(person(client, "Tressom Group")["names"]) == 2
    sends(client, 409, **merge)
    sends(client, **{**merge, "verb": "split"})
    assert person(client, "Tressom Group")["names"] == ["Tressom Group"]
    last = found(client, "/speakers/Tressom Group.json")["decisions"][-1]
    sends(client, verb="undo", undoes=last["id"])
    assert len(person(client, "Tressom Group")["names"]) == 2
    sends(client, verb="undo", undoes=made["id"])
    assert person(client, "Tressom Group")["names"] == ["Tressom Group"]


def test_a_merge_is_of_people_who_speak(client: TestClient) -> None:
    merge = {"target": "person", "verb": "merge", "name": "Tressom Group"}
    sends(client, 404, **merge, other="Nobody Atall")
    sends(client, 400, **merge, other="Pell")  # two of that name
    sends(client, 400, **merge, other="")
    sends(client, 409, target="person", verb="accept", name="Tressom Group", other="Halcross")


def test_when_and_where_somebody_spoke(client: TestClient) -> None:
    speaker = found(client, "/speakers/Dorvan Pell.json")
    assert sum(day["claims"] for day in speaker["days"]) == speaker["person"]["claims"]
    assert [day["value"] for day in speaker["days"]] == sorted(
        day["value"] for day in speaker["days"]
    )
    assert {"The Morning Flare", "RKV News"} <= {one["value"] for one in speaker["outlets"]}
    page = client.get("/speakers/Dorvan Pell", headers=PAGE).text
    assert "/speakers/Dorvan%20Pell?since=2025-09-04&amp;until=2025-09-04" in page


def test_an_event_has_a_name_a_note_and_a_grade(client: TestClient, site: ServerState) -> None:
    event = port(client)["event"]["id"]
    one = {"target": "event", "verb": "correct", "event": event}
    form = {"name": "Selvane warehouse blast", "note": "Two tolls.", "grade": "contested"}
    made = sends(client, **one, **form, status="checked")
    sends(client, 409, **one, **form)  # it says nothing new
    shown = found(client, f"/events/{event}.json")["event"]["recorded"]
    assert {r["what"]: r["words"] for r in shown} == {**form, "status": "checked"}
    page = client.get(f"/events/{event}", headers=PAGE).text
    assert '<h1 class="headline" dir="auto">Selvane warehouse blast</h1>' in page
    assert "Grade: contested" in page
    assert [e["id"] for e in found(client, "/events.json?q=warehouse+blast")["events"]] == [event]
    assert "Selvane warehouse blast" in client.get("/", headers=PAGE).text
    read_again(site)
    assert found(client, f"/events/{event}.json")["event"]["recorded"] == shown
    sends(client, verb="undo", undoes=made["id"])
    assert not found(client, f"/events/{event}.json")["event"]["recorded"]
    page = client.get(f"/events/{event}", headers=PAGE).text
    assert "Explosion, Port Selvane, 3 Sep 2025" in page


def test_a_figure_entered_by_a_person_is_shown_beside_the_machine_s(client: TestClient) -> None:
    event = port(client)["event"]
    one = {"target": "event", "verb": "correct", "event": event["id"]}
    sends(client, **one, role="killed", value=25, low=22, high=27)
    sends(client, **one, role="killed", value=26, low=22, high=27)
    sends(client, **one, role="displaced", low=400)
    sends(client, 400, **one, role="killed")
    sends(client, 400, **one, status="fine")
    sends(client, 409, **one, role="killed", value=-3)
    now = found(client, f"/events/{event['id']}.json")["event"]
    assert now["figures"] == event["figures"]
    assert [(r["role"], r["value"]) for r in now["recorded"]] == [
        ("killed", 26.0),
        ("displaced", None),
    ]
    page = client.get(f"/events/{event['id']}", headers=PAGE).text
    assert "<b>26 killed</b> (22 to 27), recorded by <b>Ada Venn</b>" in page
    assert "<b>at least 400 displaced</b>, recorded" in page


def test_what_was_recorded_outlives_a_report_that_is_forgotten(
    client: TestClient, site: ServerState
) -> None:
    shown = port(client)
    one = {"target": "event", "verb": "correct", "event": shown["event"]["id"]}
    sends(client, **one, note="Two tolls.")
    with site.writing:
        site.store.forget(shown["members"][0]["report"], "asked to")
        for _ in comparing.compared(site.store):
            pass
    listed = found(client, "/events.json?q=explosion")["events"]
    assert [[r["words"] for r in e["recorded"]] for e in listed if e["recorded"]] == [
        ["Two tolls."]
    ]


def test_speakers_in_tables_link_to_their_page(client: TestClient) -> None:
    event = port(client)["event"]["id"]
    link = "/speakers/Selvane%20General%20Hospital"
    for address in (f"/events/{event}", "/disputes"):
        page = client.get(address, headers=PAGE).text
        assert f'href="{link}"' in page
        linked = set(re.findall(r'href="(/speakers/[^"?]+)"', page))
        assert all(client.get(one, headers=PAGE).status_code == 200 for one in linked)
