"""Annotations read: what export wrote comes back, and what is broken says where."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.chance import tried
from tests.readings import documents, port, resolved
from whence.export.brat import lines
from whence.export.citron import citron
from whence.export.json import JsonExporter
from whence.ports import Result
from whence.records import Rejected
from whence.review.annotated import Annotated, Unread, annotated
from whence.review.annotated import brat as brat_files
from whence.review.annotated import citron as citron_files
from whence.review.annotated.changes import changes

WORDS = "“We heard two explosions,”"


def of_brat(result: Result) -> Annotated:
    found = list(lines(*result))
    return brat_files.parse(result[0].text, found, source="a.ann", name="a")


def of_citron(result: Result) -> Annotated:
    found = json.loads(json.dumps(citron(*result)))
    return citron_files.parse(found, source="a.json", name="a")


def of_json(result: Result, folder: Path) -> Annotated:
    out = io.StringIO()
    JsonExporter().write([result], out)
    (folder / "a.json").write_bytes(out.getvalue().encode())
    (found,) = annotated(folder / "a.json")
    assert isinstance(found, Annotated), found
    return found


@settings(max_examples=tried(80))
@given(found=documents())
def test_what_was_written_and_left_alone_is_no_decision(
    tmp_path_factory: pytest.TempPathFactory, found: tuple[Any, Any]
) -> None:
    result = resolved(found)
    if any("\ud800" <= c <= "\udfff" for c in result[0].text):
        return  # brat's files are UTF-8, which has no half of a pair
    for marked in (
        of_brat(result),
        of_citron(result),
        of_json(result, tmp_path_factory.mktemp("a")),
    ):
        assert marked.text == result[0].text
        assert changes(result, result, marked, "ada") == []


def test_the_parts_of_brat_s_attributions() -> None:
    result = resolved(port())
    marked = of_brat(result).attributions
    text = result[0].text
    read = sorted(result[1].attributions, key=lambda one: one.cue)
    for one, other in zip(sorted(marked, key=lambda one: one.cue), read, strict=True):
        assert (one.source, one.cue, one.content) == (other.source, other.cue, other.content)
        assert (one.kind, one.act) == (other.kind, other.act)
    said = next(one for one in marked if [s.of(text) for s in one.cue] == ["said"])
    assert [span.of(text) for span in said.content] == [WORDS, "“Then the lights went out.”"]


def test_a_note_of_an_annotator_is_why() -> None:
    result = resolved(port())
    found = [*lines(*result)]
    cue = next(
        line.split("\t")[0] for line in found if "\tCue " in line and line.endswith("\tsaid")
    )
    found.append(f"#1\tAnnotatorNotes {cue}\theard on the tape")
    marked = brat_files.parse(result[0].text, found, source="a.ann", name="a")
    assert [one.why for one in marked.attributions if one.why] == ["heard on the tape"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1\tCue 0 5", "line 1 is not a line of brat standoff"),
        ("T1\tCue 0 5\tother", "line 1: the words at 0 5 are not those that it gives"),
        ("T1\tCue 5 4\tx", "line 1: 5-4 is not a stretch of the text"),
        ("T1\tCue 0 50000\tBlast", "line 1: 0-50000 is not a stretch"),
        ("nonsense", "line 1 is not a line of brat standoff"),
        ("A1\tAct T1 shout", "line 1: Act is shout, and not one of state, deny"),
        ("R1\tSays Arg1:T1 Arg2:T2", "Says joins T1, which is not in the file"),
    ],
)
def test_a_broken_line_is_named(line: str, reason: str) -> None:
    with pytest.raises(Unread) as error:
        brat_files.parse(port()[0].text, [line], source="a.ann", name="a")
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "it is not JSON"),
        ("[1]", "it is not a JSON object"),
        ("{}", "neither a whence.document/1 nor Citron's JSON"),
        ('{"quotes": []}', "no text and quotes"),
        ('{"text": "abc", "quotes": [{"contents": []}]}', "quote 1 has no contents"),
        ('{"text": "abc", "quotes": [{"contents": [{"start": 0, "end": 9}]}]}', "not a stretch"),
        (
            '{"text": "abc", "quotes": [{"contents": [{"start": 0, "end": 2, "text": "bc"}]}]}',
            "quote 1: at 0-2 is 'ab', not 'bc'",
        ),
        ('{"text": "abc", "quotes": [{"contents": {"start": 0}}]}', "no list of stretches"),
        ('{"schema": "whence.document/2"}', "it is not a whence.document/1"),
    ],
)
def test_a_broken_object_is_named(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    (found,) = annotated(tmp_path / "a.json")
    assert isinstance(found, Rejected)
    assert reason in found.detail
    assert found.source == str(tmp_path / "a.json")


def test_one_broken_line_of_many_costs_one(tmp_path: Path) -> None:
    good = json.dumps({"text": "abc", "quotes": []})
    (tmp_path / "a.jsonl").write_text(f"{good}\nbroken\n{good}\n", encoding="utf-8")
    found = list(annotated(tmp_path / "a.jsonl"))
    assert [isinstance(one, Rejected) for one in found] == [False, True, False]
    assert [one.source for one in found] == [f"{tmp_path}/a.jsonl:{n}" for n in (1, 2, 3)]


def test_a_folder_and_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("", encoding="utf-8")
    (tmp_path / "b.ann").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text("text", encoding="utf-8")
    (tmp_path / "annotation.conf").write_text("[entities]", encoding="utf-8")
    found = list(annotated(tmp_path))
    assert all(isinstance(one, Rejected) for one in found)
    assert [one.source for one in found] == [str(tmp_path / "a.ann"), str(tmp_path / "b.ann")]
    details = [one.detail for one in found if isinstance(one, Rejected)]
    assert "a.txt, is not beside it" in details[0]
    assert "not UTF-8 text" in details[1]


def test_what_holds_no_annotations_says_so_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "readme.md").write_text("nothing of ours", encoding="utf-8")
    (tmp_path / "a.txt").write_text("A report.\n\nIt has\nlines.\n", encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    for name, why in (("in", "no annotation files"), ("a.txt", "not JSON"), ("a.png", "not UTF-8")):
        (found,) = annotated(tmp_path / name)
        assert isinstance(found, Rejected)
        assert why in found.detail
        assert found.source == str(tmp_path / name)


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{}\n\n\n{"quotes": 1}\n', encoding="utf-8")
    sources = [one.source for one in annotated(tmp_path / "a.jsonl")]
    assert sources == [f"{tmp_path}/a.jsonl:{n}" for n in (1, 4)]
