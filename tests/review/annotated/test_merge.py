"""A file that was exported earlier never reverts what others decided since."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from tests.review.factories import decision, parts
from tests.unsaid import DENIAL, JOINT, TEXT, UNNAMED, WARNED, unsaid
from whence.export.brat import lines
from whence.export.document import document
from whence.records import Decision
from whence.review import with_decisions
from whence.review.annotated import brat, edited_document
from whence.review.annotated.merge import merged

MACHINE = unsaid()


def numbered(*made: Decision) -> list[Decision]:
    return [msgspec.structs.replace(one, id=n, who="bo") for n, one in enumerate(made, 1)]


def decided(number: int, verb: Any = "correct", **change: Any) -> Decision:
    return decision(MACHINE[0], verb, parts(TEXT, MACHINE[1].attributions[number]), **change)


def exported(*made: Decision) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(
        document(*with_decisions(MACHINE, numbered(*made)).result)
    )
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def of(found: dict[str, Any], number: int) -> dict[str, Any]:
    """The attribution in an exported document."""
    where = MACHINE[1].attributions[number].content[0]
    return next(
        one
        for one in found["attributions"]
        if one["content"][0] == {"start": where.start, "end": where.end}
    )


def taken(found: dict[str, Any], *now: Decision) -> tuple[list[Decision], list[str]]:
    return merged(MACHINE, numbered(*now), edited_document.parse(found, source="f"), "ada")


def test_nothing_changed_reverts_nothing() -> None:
    later = (decided(DENIAL, act="state"), decided(UNNAMED, speaker="Pia Roth"))
    assert taken(exported(), *later) == ([], [])
    assert taken(exported(later[0]), *later) == ([], [])
    assert taken(exported(*later), *later) == ([], [])


def test_changes_made_elsewhere_survive() -> None:
    found = exported()
    of(found, WARNED)["act"] = "state"
    made, clashes = taken(found, decided(DENIAL, act="state"))
    assert [(one.verb, one.change.act) for one in made] == [("correct", "state")]
    assert made[0].selectors.content[0].exact == "of a fire"
    assert clashes == []


def test_two_fields_of_one_attribution_do_not_clash() -> None:
    found = exported()
    of(found, UNNAMED)["act"] = "warn"
    made, clashes = taken(found, decided(UNNAMED, speaker="Pia Roth"))
    assert [one.change.act for one in made] == ["warn"]
    assert clashes == []


def test_a_clash_is_reported_and_nothing_is_decided() -> None:
    found = exported()
    of(found, UNNAMED)["act"] = "warn"
    made, clashes = taken(found, decided(UNNAMED, act="accuse"))
    assert made == []
    (clash,) = clashes
    assert "12 houses burned" in clash
    assert "bo decided after the export (decision 1)" in clash


def test_what_both_decided_alike_is_no_clash() -> None:
    found = exported()
    of(found, UNNAMED)["act"] = "warn"
    of(found, WARNED)["act"] = "state"
    later = decided(UNNAMED, act="warn")
    made, clashes = taken(found, later)
    assert [one.selectors.content[0].exact for one in made] == ["of a fire"]
    assert clashes == []


@pytest.mark.parametrize("verb", ["reject", "correct"])
def test_taken_out_and_decided_since(verb: str) -> None:
    found = exported()
    found["attributions"].remove(of(found, UNNAMED))
    later = decided(UNNAMED, verb, **({} if verb == "reject" else {"act": "warn"}))
    made, clashes = taken(found, later)
    assert made == []
    assert len(clashes) == (verb == "correct")


def test_undoing_is_recorded_as_a_later_decision() -> None:
    first = decided(UNNAMED, act="warn")
    found = exported(first)
    of(found, UNNAMED)["act"] = "accuse"
    of(found, JOINT)["act"] = "warn"
    undo = decision(MACHINE[0], "undo", undoes=1)
    made, clashes = taken(found, first, undo)
    assert [one.selectors.content[0].exact for one in made] == [
        "the bridge in Brindle was unsafe in early May"
    ]
    assert len(clashes) == 1


def test_imported_twice_changes_nothing() -> None:
    found = exported()
    of(found, UNNAMED)["act"] = "warn"
    made, _ = taken(found)
    assert taken(found, *made) == ([], [])


def test_imported_again_with_others_decisions_in_between() -> None:
    """What of the file is stored since makes nothing that others decided its own."""
    found = exported()
    of(found, UNNAMED)["act"] = "warn"
    of(found, WARNED)["act"] = "state"
    of(found, DENIAL)["act"] = "accuse"
    others = (decided(DENIAL, act="state"), decided(DENIAL, stance="statement"))
    made, clashes = taken(found, *others)
    assert (len(made), len(clashes)) == (2, 1)
    assert "against what bo decided" in clashes[0]
    assert taken(found, *others, *made) == ([], clashes)
    # What was undone before the export is nobody's later decision.
    undone = decision(MACHINE[0], "undo", undoes=1)
    made, clashes = taken(found, decided(DENIAL, act="state"), undone)
    assert (len(made), clashes) == (3, [])


def test_brat_s_files_too() -> None:
    later = decided(DENIAL, act="state")
    old = brat.parse(TEXT, lines(*MACHINE), source="f", name="n")
    assert merged(MACHINE, numbered(later), old, "ada") == ([], [])


def test_what_an_earlier_whence_wrote_reverts_nothing() -> None:
    found = exported()
    for one in found["attributions"]:
        for field in ("speakers", "stance", "asserted", "via"):
            del one[field]
    for one in found["times"]:
        for field in ("mod", "begin", "until"):
            del one[field]
    for entity in found["entities"]:
        for one in entity["mentions"]:
            del one["metonym"]
    assert taken(found) == ([], [])
    older = [line for line in lines(*MACHINE) if "Stance" not in line and "Asserted" not in line]
    assert merged(MACHINE, [], brat.parse(TEXT, older, source="f", name="n"), "ada") == ([], [])
