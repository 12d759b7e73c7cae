"""Keys of whole reports become labels on the words that show it, and on no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from training.corpora import marking, participants
from training.corpora.marking import Marker

TAGS = {"the": "DET", "at": "ADP", "by": "ADP", "was": "AUX", "houses": "NOUN", "yesterday": "NOUN"}
PEOPLE = ("people", "peasants", "police", "bodyguards", "man")


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(marking, "usual_tags", lambda: TAGS)
    monkeypatch.setattr(marking, "head_types", lambda: {w: Counter(person=9) for w in PEOPLE})
    monkeypatch.setattr(marking, "plain_words", lambda: frozenset(TAGS))
    marking._units.cache_clear()
    yield
    marking._units.cache_clear()


def labels(marker: Marker) -> list[tuple[str, str]]:
    return [(marker.text[a:b], label) for a, b, label in marker.spans() if label != "O"]


def victim(names: list[str], text: list[str], effect: list[str], number: int = 1) -> dict[str, Any]:
    count = {"value": number}
    return {"names": names, "text": text, "effect": effect, "number": count, "optional": False}


def report(text: str, victims: list[dict[str, Any]], blamed: str = "") -> dict[str, Any]:
    bodies = [{"names": [blamed], "confidence": ["fact"], "optional": False}] if blamed else []
    incident = {
        "optional": False,
        "stage": "accomplished",
        "type": "attack",
        "killed": None,
        "injured": None,
        "victims": victims,
        "perpetrators": {"organisations": bodies, "individuals": []},
    }
    return {"id": "r", "text": text, "incidents": [incident]}


def test_a_name_is_labelled_near_harm_of_its_kind_alone() -> None:
    text = (
        "Senator Luis Galan was murdered by the ELN. He was 46.\n\n"
        "The Senate met.\n\nIts rooms are new.\n\nGalan's seat is empty. Mayor Ada Venn said it."
    )
    marker = participants.muc(report(text, [victim(["LUIS GALAN"], [], ["death"])], "ELN"))
    assert labels(marker) == [("Galan", "killed"), ("ELN", "accused")]
    assert (text.index("Venn"), text.index("Venn") + 4, "O") in marker.spans()
    far = text.rindex("Galan")
    assert not any(start == far for start, _, _ in marker.spans())  # in doubt, not "O"


def test_described_victims_go_by_the_nearest_harm() -> None:
    text = "The bomb killed three peasants and wounded two bodyguards. Peasants met at the houses."
    marker = participants.muc(
        report(
            text,
            [
                victim([], ["THREE PEASANTS"], ["death"], 3),
                victim([], ["BODYGUARDS"], ["injury"], 2),
            ],
        )
    )
    assert labels(marker) == [
        ("three", "killed"),
        ("peasants", "killed"),
        ("two", "injured"),
        ("bodyguards", "injured"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two people were killed and three others injured.", {"Two", "people", "three", "others"}),
        ("The blast left two dead; at least 3 people were wounded.", {"two", "3", "people"}),
        ("Police said four people were killed.", set()),  # the key has another number
        ("He killed two houses.", set()),
        ("Two people were wounded or killed.", set()),
        ("The 2-year-old died.", set()),
    ],
)
def test_numbers_need_a_construction_and_the_key(text: str, found: set[str]) -> None:
    marker = Marker(text)
    marker.counted({"killed": {2}, "injured": {3}})
    assert {word for word, _ in labels(marker)} == found


def test_a_surname_of_two_people_is_nobodys() -> None:
    text = "Eian Santiago, 9, died. Michael Santiago wept. Santiago said so."
    marker = Marker(text)
    marker.name("Eian Santiago", "killed")
    assert labels(marker) == [("Santiago", "killed")]
    assert marker.spans()[0][0] == text.index("Santiago")


def test_a_victim_of_an_attack_needs_a_sentence_that_says_so() -> None:
    row = {
        "text": "Nodeep Kaur was arrested. Kaur has two sisters. Police beat Kaur.",
        "violations": ["arbitrary detention"],
        "victims": [{"name": "Nodeep Kaur", "in_text": True}],
    }
    assert labels(participants.attack(row)) == [("Kaur", "detained")]


def test_the_shooter_is_accused_and_who_was_arrested_among_victims_is_in_doubt() -> None:
    row = {"text": "Bo Pell shot Ada Venn and Oren Resk. Venn died."}
    known = {
        "num_killed": 1,
        "num_injured": 1,
        "participants": [
            {"name": "Bo Pell", "type": "Subject-Suspect", "status": "Arrested"},
            {"name": "Ada Venn", "type": "Victim", "status": "Killed"},
            {"name": "Oren Resk", "type": "Victim", "status": "Injured, Arrested"},
        ],
    }
    marker = participants.incident(row, known)
    assert labels(marker) == [("Pell", "accused"), ("Venn", "killed"), ("Venn", "killed")]
