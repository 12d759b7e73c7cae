"""What people decided is taught, and what nobody looked at is taught to nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from tests.readings import PORT, port, resolved
from tests.review.factories import decision, parts
from training.corpora import Example, reviewed
from whence.export.training import training_row
from whence.records import Decision
from whence.review import with_decisions

READ = resolved(port())


def row(*made: Decision) -> dict[str, Any] | None:
    numbered = [msgspec.structs.replace(one, id=n) for n, one in enumerate(made, 1)]
    return training_row(READ, with_decisions(READ, numbered))


def of(number: int) -> Decision:
    return decision(READ[0], "accept", parts(PORT, READ[1].attributions[number]))


def words(example: Example) -> list[tuple[str, str]]:
    return [(example.text[s:e], role) for s, e, role in example.spans["attribution"]]


def test_only_what_was_looked_at(tmp_path: Path) -> None:
    found = row(of(1))
    assert found is not None
    assert [a["decided"] for a in found["attributions"]] == ["accept"]
    assert len(found["left"]) == 3
    file = tmp_path / "out.jsonl"
    file.write_text(json.dumps(found) + "\n" + json.dumps(found) + "\n", encoding="utf-8")
    first, second = reviewed.load([file])
    assert first == second
    assert first.text == PORT.splitlines()[2]
    assert words(first) == [
        ("Mayor Ada Venn", "source"), ("said", "cue"), ("“We heard two explosions,”", "content"),
        ("“Then the lights went out.”", "content"),
    ]  # fmt: skip
    assert [first.text[s:e] for s, e, _ in first.pointers["link"]] == [
        "Mayor Ada Venn", "“We heard two explosions,”", "“Then the lights went out.”",
    ]  # fmt: skip
    assert [first.text[s:e] for s, e in first.people] == ["Ada Venn"]


def test_a_paragraph_with_something_left_is_not_taught() -> None:
    found = row(of(1), of(2))  # in 2 is 3, which nobody decided
    assert found is not None
    assert [e.text for e in reviewed.examples(found)] == [PORT.splitlines()[2]]
    found = row(of(1), of(2), of(3))
    assert found is not None
    assert [e.text for e in reviewed.examples(found)] == ["\n".join(PORT.splitlines()[2:4])]


def test_the_model_learns_that_there_is_none() -> None:
    reject = decision(READ[0], "reject", parts(PORT, READ[1].attributions[0]))
    found = row(reject)
    assert found is not None
    assert found["attributions"] == []
    (example,) = reviewed.examples(found)
    assert example.text == PORT.splitlines()[0]
    assert words(example) == []


def test_nothing_decided() -> None:
    assert row() is None
