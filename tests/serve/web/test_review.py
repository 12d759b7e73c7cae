"""What people decide on the page: kept with their name, laid over every reading, undone."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from tests.serve.web.test_pages import csrf, found, port
from whence import bootstrap
from whence.serve.web.app import ACTIONS
from whence.serve.web.openapi import BODIES
from whence.serve.web.state import ServerState


def sends(client: TestClient, status: int = 201, /, **decision: Any) -> Any:
    form = {"who": "Ada Venn", **decision}
    answer = client.post("/review.json", json=form, headers={"X-CSRF-Token": csrf(client)})
    assert answer.status_code == status, answer.text
    return answer.json()


def under_review(client: TestClient, report: str) -> Any:
    return found(client, f"/reports/{report}/review.json")


def first(client: TestClient, target: str, report: str | None = None) -> tuple[str, Any]:
    report = report or port(client)["members"][3]["report"]
    findings = under_review(client, report)["findings"]
    return report, next(
        f for f in findings if f["target"] == target and f["values"].get("speaker", 1)
    )


def test_a_speaker_is_corrected_and_holds_when_the_report_is_read_again(
    client: TestClient, site: ServerState
) -> None:
    report, one = first(client, "attribution")
    made = sends(
        client,
        report=report,
        target="attribution",
        verb="correct",
        key=one["key"],
        speaker="Orla Brandt",
        why="she read it out",
    )
    (now,) = (f for f in under_review(client, report)["findings"] if f["key"] == one["key"])
    assert now["values"]["speaker"] == "Orla Brandt"
    assert (now["decision"]["who"], now["decision"]["why"]) == ("Ada Venn", "she read it out")
    assert found(client, "/speakers/Orla Brandt.json")["claims"]
    shown = found(client, f"/reports/{report}.json")
    assert shown["decisions"][one["key"]]["who"] == "Ada Venn"
    page = client.get(f"/reports/{report}", headers=PAGE).text
    assert "Ada Venn" in page
    with site.writing:
        assert not any(
            getattr(r, "code", None) for r in bootstrap.reread(site.settings, site.store)
        )
    (again,) = (f for f in under_review(client, report)["findings"] if f["key"] == one["key"])
    assert again["values"]["speaker"] == "Orla Brandt"
    sends(client, verb="undo", undoes=made["id"])
    (before,) = (f for f in under_review(client, report)["findings"] if f["key"] == one["key"])
    assert before["values"]["speaker"] == one["values"]["speaker"]
    assert before["decision"] is None
    log = found(client, "/review.json")["log"]
    assert [d["verb"] for d in log[:2]] == ["undo", "correct"]


def test_a_rejected_attribution_is_gone_and_comes_back(client: TestClient) -> None:
    report, one = first(client, "attribution")
    many = len(found(client, f"/reports/{report}.json")["document"]["attributions"])
    made = sends(client, report=report, target="attribution", verb="reject", key=one["key"])
    shown = found(client, f"/reports/{report}.json")["document"]["attributions"]
    assert len(shown) < many
    assert under_review(client, report)["rejected"][0]["who"] == "Ada Venn"
    sends(client, verb="undo", undoes=made["id"])
    assert len(found(client, f"/reports/{report}.json")["document"]["attributions"]) == many


def test_a_corrected_figure_changes_the_event(client: TestClient) -> None:
    shown = port(client)
    report = shown["members"][0]["report"]  # "at least 9"
    figures = [f for f in under_review(client, report)["findings"] if f["target"] == "figure"]
    nine = next(f for f in figures if f["values"]["role"] == "killed" and f["values"]["value"] == 9)
    for one in figures:
        if one["values"]["role"] == "killed" and one["values"]["value"] == 9:
            sends(
                client, report=report, target="figure", verb="correct", at=one["at"],
                value=10, low=10, high=10, role="killed",
            )  # fmt: skip
    assert nine["words"].count("[") == 1
    after = port(client)
    (toll,) = (f for f in after["event"]["figures"] if f["role"] == "killed" and f["of"] is None)
    assert 10 in [v["value"] for v in toll["versions"]]


def test_times_and_places(client: TestClient) -> None:
    report, time = first(client, "time")
    sends(client, report=report, target="time", verb="correct", at=time["at"], time="2025-09-01")
    _, now = first(client, "time", report)
    assert now["values"]["time"] == "2025-09-01"
    places = [f for f in under_review(client, report)["findings"] if f["target"] == "place"]
    one = places[0]
    made = {"report": report, "target": "place", "verb": "correct", "at": one["at"]}
    sends(client, **made, place="Paris, FR")
    now = next(f for f in under_review(client, report)["findings"] if f["key"] == one["key"])
    assert now["values"]["place"] == "Paris, FR"
    assert sends(client, 400, **made, place="Nowhereatall, FR")["error"]["target"] == "place"


def test_an_attribution_is_added_of_selected_words(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    text = found(client, f"/reports/{report}.json")["document"]["report"]["text"]
    words = text.split("\n\n")[-1].strip()[:40]
    start = text.index(words)
    sends(
        client, report=report, target="attribution", verb="add",
        content=f"{start}-{start + len(words)}", speaker="Ada Venn", act="state",
    )  # fmt: skip
    added = [
        f for f in under_review(client, report)["findings"]
        if f["decision"] and f["decision"]["verb"] == "add"
    ]  # fmt: skip
    assert [f["values"]["speaker"] for f in added] == ["Ada Venn"]


@pytest.mark.parametrize(
    "digits", ["9" * 5_000, "\u0663" * 5_000, "9" * 25], ids=["many", "arabic", "some"]
)
def test_no_number_is_too_long_to_be_refused(client: TestClient, digits: str) -> None:
    """Python itself converts no more than some thousand digits."""
    report = port(client)["members"][3]["report"]
    for place in (f"{digits}-2", f"1-{digits}"):
        made = {"report": report, "target": "attribution", "verb": "add", "act": "state"}
        assert sends(client, 400, **made, content=place)["error"]["target"] == "content"
        made = {"report": report, "target": "time", "verb": "correct", "time": "2025-09-01"}
        assert sends(client, 400, **made, at=place)["error"]["code"]
    assert client.post("/review.json", json={"verb": "undo", "undoes": digits}).status_code == 400
    assert found(client, "/claims.json")["claims"]
    for address in (
        f"/claims.json?after={digits}",
        f"/claims.json?limit={digits}",
        f"/reports.json?after={digits}",
    ):
        assert client.get(address).status_code in (200, 400)


def test_reports_are_split_and_merged(client: TestClient) -> None:
    shown = port(client)
    one, other = shown["members"][0]["report"], shown["members"][1]["report"]
    made = sends(client, target="event", verb="other-event", report=one, other=other)
    after = found(client, f"/reports/{one}.json")["event"]["id"]
    assert after != found(client, f"/reports/{other}.json")["event"]["id"]
    sends(client, verb="undo", undoes=made["id"])
    assert (
        found(client, f"/reports/{one}.json")["event"]["id"]
        == found(client, f"/reports/{other}.json")["event"]["id"]
    )


@pytest.mark.parametrize(
    ("decision", "status", "target"),
    [
        ({"verb": "accept", "key": "nonsense"}, 404, "key"),
        ({"verb": "eat"}, 400, "verb"),
        ({"verb": "accept", "target": "figure", "at": "9-3"}, 400, "at"),
        ({"verb": "accept", "target": "figure", "at": "0-1"}, 409, None),
        ({"verb": "correct", "target": "figure", "at": "0-5", "role": "eaten"}, 400, "role"),
        ({"verb": "undo", "undoes": 99}, 404, None),
        ({"verb": "undo"}, 400, "undoes"),
        ({"verb": "accept", "report": "abcdef"}, 404, None),
        ({"verb": "accept", "who": " "}, 400, "who"),
        ({"verb": "accept", "nonsense": 1}, 400, None),
    ],
)
def test_what_cannot_be_decided(
    client: TestClient, decision: dict[str, Any], status: int, target: str | None
) -> None:
    report = port(client)["members"][3]["report"]
    answer = sends(client, status, **{"report": report, **decision})
    assert answer["error"]["target"] == target


def test_a_form_goes_back_to_where_it_came_from(client: TestClient) -> None:
    report, one = first(client, "attribution")
    form = {
        "csrf": csrf(client), "who": "Ada Venn", "report": report, "target": "attribution",
        "verb": "accept", "key": one["key"], "next": f"/reports/{report}/review#{one['key']}",
        "value": "",
    }  # fmt: skip
    answer = client.post("/review", data=form, headers=PAGE)
    assert answer.status_code == 303
    assert answer.headers["location"] == form["next"]
    form["next"] = "https://evil.example/"
    assert client.post("/review", data=form, headers=PAGE).headers["location"] == "/"


def test_a_report_is_forgotten_only_by_who_is_sure(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    headers = {"X-CSRF-Token": csrf(client)}
    form = {"report": report, "reason": "asked to"}
    assert client.post("/forget.json", json=form, headers=headers).status_code == 400
    answer = client.post("/forget.json", json={**form, "sure": True}, headers=headers)
    assert answer.json() == {"forgotten": [report]}
    assert client.get(f"/reports/{report}.json").status_code == 404
    assert len(port(client)["members"]) == 10


def test_the_queue_holds_what_is_in_doubt(client: TestClient) -> None:
    queue = found(client, "/review.json?limit=50")
    assert queue["waiting"]
    weights = [one["weight"] for one in queue["waiting"]]
    assert weights == sorted(weights, reverse=True)
    one = queue["waiting"][0]
    named = {"key": one["key"]} if one["target"] == "attribution" else {
        "at": f"{one['start']}-{one['end']}"
    }  # fmt: skip
    sends(client, report=one["report"], target=one["target"], verb="accept", **named)
    left = found(client, "/review.json?limit=50")["waiting"]
    assert (one["report"], one["key"]) not in {(w["report"], w["key"]) for w in left}


def test_entities_are_merged_and_split(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]

    def people() -> dict[str, Any]:
        findings = under_review(client, report)["findings"]
        return {f["values"]["name"]: f for f in findings if f["target"] == "entity"}

    before = people()
    many = next(f for f in before.values() if len(f["values"]["mentions"]) > 1)
    other = next(f for f in before.values() if f["key"] != many["key"])
    mention = many["values"]["mentions"][-1][0]
    sends(client, report=report, target="entity", verb="split", at=mention, name="Ada Venn")
    assert people()["Ada Venn"]["at"] == mention
    made = sends(
        client, report=report, target="entity", verb="merge", at=many["at"], other=other["at"]
    )
    assert len(people()) == len(before)
    sends(client, verb="undo", undoes=made["id"])
    assert len(people()) == len(before) + 1


def test_what_was_read_is_shown_in_whole_words(client: TestClient) -> None:
    report, one = first(client, "figure")
    text = found(client, f"/reports/{report}.json")["document"]["report"]["text"]
    findings = under_review(client, report)["findings"]
    for around in [f["words"] for f in findings if f["target"] in ("figure", "time", "place")]:
        shown = around.removeprefix("…").removesuffix("…").replace("[", "").replace("]", "")
        start = text.index(shown)
        end = start + len(shown)
        assert not (around.startswith("…") and text[start - 1].isalnum()), around
        assert not (around.endswith("…") and text[end].isalnum()), around
    assert one["says"] == "18 killed"
    assert any(f["says"] == "3 children (count)" for f in findings)
    assert not [f["says"] for f in findings if "1 mentions" in f["says"]]


def test_what_is_rejected_stays_in_its_place_until_it_is_undone(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    findings = under_review(client, report)["findings"]
    keys = [f["key"] for f in findings if f["target"] == "attribution"]
    sends(client, report=report, target="attribution", verb="reject", key=keys[2])
    page = client.get(f"/reports/{report}/review", headers=PAGE).text
    assert re.findall(r'<li data-review id="(\w{32})"', page) == keys
    (row,) = re.findall(rf'<li data-review id="{keys[2]}">.*?</li>', page, re.DOTALL)
    assert "<del>" in row
    assert "rejected by <b>Ada Venn</b>" in row
    assert "Undo" in row
    assert "<del>" not in client.get(f"/reports/{report}/review?of=figure", headers=PAGE).text


def test_a_claim_s_standing_polarity_and_modality(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    claims = [f for f in under_review(client, report)["findings"] if f["target"] == "claim"]
    one = next(f for f in claims if "112 people had been injured" in f["words"])
    assert one["words"].startswith("Dorvan Pell said: 112 people")
    assert one["values"] == {
        "standing": "attributed", "polarity": "positive", "modality": "actual", "sourced": True,
    }  # fmt: skip
    made = sends(
        client, report=report, target="claim", verb="correct", at=one["at"],
        standing="hearsay", polarity="negative", modality="possible",
    )  # fmt: skip
    (now,) = (f for f in under_review(client, report)["findings"] if f["key"] == one["key"])
    assert now["says"] == "hearsay, no source given, negative, possible"
    assert now["decision"]["who"] == "Ada Venn"
    listed = found(client, "/claims.json?q=112&standing=hearsay")["claims"]
    assert [(c["polarity"], c["modality"]) for c in listed] == [("negative", "possible")]
    page = client.get(f"/reports/{report}/review?of=claim", headers=PAGE).text
    assert "corrected by <b>Ada Venn</b>" in page
    sends(client, verb="undo", undoes=made["id"])
    (now,) = (f for f in under_review(client, report)["findings"] if f["key"] == one["key"])
    assert (now["values"], now["decision"]) == (one["values"], None)


def test_a_claim_of_the_outlet_s_own_is_not_offered_as_attributed(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    page = client.get(f"/reports/{report}/review?of=claim", headers=PAGE).text
    forms = re.findall(r'<select id="sd-[^"]*" name="standing">(.*?)</select>', page)
    own = [one for one in forms if '"own-voice" selected' in one]
    assert own
    assert not any('"attributed"' in one for one in own)
    assert all('"attributed"' in one for one in forms if one not in own)


def test_a_figure_is_added_of_selected_words(client: TestClient) -> None:
    report, one = first(client, "figure")
    sends(client, report=report, target="figure", verb="reject", at=one["at"])
    text = found(client, f"/reports/{report}.json")["document"]["report"]["text"]
    start = text.index("Three children")
    at = f"{start}-{start + 5}"
    added = {"report": report, "target": "figure", "verb": "add", "at": at, "role": "killed"}
    assert sends(client, 400, **added, precision="exactly")["error"]["target"] == "value"
    wrong = {**added, "precision": "between", "value": 5, "high": 3}
    assert sends(client, 400, **wrong)["error"]["target"] == "high"
    sends(
        client, **added, precision="between", value=40, high=50, main=True,
        counted=f"{start + 6}-{start + 14}",
    )  # fmt: skip
    findings = under_review(client, report)["findings"]
    (now,) = (f for f in findings if f["key"] == f"figure:{at}")
    assert now["says"] == "40–50 killed, children"
    assert now["values"] == {
        "value": None, "low": 40, "high": 50, "role": "killed", "main": True,
        "counted": "children",
    }  # fmt: skip
    # A report has one total for a role: the one that a person gave.
    mains = [f for f in findings if f["target"] == "figure" and f["values"]["main"]]
    assert [f["key"] for f in mains if f["values"]["role"] == "killed"] == [now["key"]]
    page = client.get(f"/reports/{report}/review?of=figure", headers=PAGE).text
    assert "<option selected>between</option>" in page
    sends(client, **{**added, "verb": "correct"}, precision="about", value=45, counted="-")
    (now,) = (f for f in under_review(client, report)["findings"] if f["key"] == now["key"])
    assert now["says"] == "about 45 killed"
    # The number stays where only its role changes.
    sends(client, **{**added, "verb": "correct", "role": "injured"}, precision="about")
    (now,) = (f for f in under_review(client, report)["findings"] if f["key"] == now["key"])
    assert now["says"] == "about 45 injured"


def test_an_added_figure_is_a_version_of_its_event(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    sends(
        client, report=report, target="figure", verb="add", at="[Three] children were among",
        role="killed", precision="exactly", value=31, main=True,
    )  # fmt: skip
    (toll,) = (
        f for f in port(client)["event"]["figures"] if f["role"] == "killed" and f["of"] is None
    )
    assert 31 in [v["value"] for v in toll["versions"]]


def test_words_that_occur_twice_are_named_by_those_beside_them(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    added = {
        "report": report, "target": "figure", "verb": "add", "role": "count",
        "precision": "exactly", "value": 18,
    }  # fmt: skip
    said = sends(client, 400, **added, at="18")["error"]
    assert said["target"] == "at"
    assert "type the words beside it too, with brackets around it: … [18] …" in said["detail"]
    sends(client, **added, at="children were among the [18],")
    text = found(client, f"/reports/{report}.json")["document"]["report"]["text"]
    start = text.index("the 18, Interior") + 4
    findings = under_review(client, report)["findings"]
    (now,) = (f for f in findings if f["key"] == f"figure:{start}-{start + 2}")
    assert (now["values"]["role"], now["decision"]["verb"]) == ("count", "add")


def test_a_time_is_added_and_its_value_removed(client: TestClient) -> None:
    report = port(client)["members"][3]["report"]
    added = {"report": report, "target": "time", "verb": "add", "at": "blast toll at"}
    said = sends(client, 409, **added, time="next Tuesday")["error"]
    assert "“next Tuesday” is no time: write a day as 2025-09-03" in said["detail"]
    assert "a time that is added needs a value" in sends(client, 409, **added)["error"]["detail"]
    sends(client, **added, time="2025-09", mod="START")
    (now,) = (
        f for f in under_review(client, report)["findings"]
        if f["target"] == "time" and "[blast toll at]" in f["words"]
    )  # fmt: skip
    assert now["says"] == "2025-09, early"
    sends(
        client, report=report, target="time", verb="correct", at=now["at"], mod="-", time="-",
        begin="2025-09-03", until="2025-09-05",
    )  # fmt: skip
    (now,) = (f for f in under_review(client, report)["findings"] if f["key"] == now["key"])
    assert now["says"] == "no value, from 2025-09-03 to 2025-09-05"


def test_each_action_has_an_example_that_it_takes(client: TestClient) -> None:
    described = found(client, "/openapi.json")["paths"]
    for action in ACTIONS:
        example = described[f"{action.path}.json"]["post"]["requestBody"]["content"]
        given = example["application/json"]["example"]
        assert given == BODIES[action.name]
        if not isinstance(action.takes, dict):
            msgspec.convert(given, action.takes)
