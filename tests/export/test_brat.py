"""Standoff files that brat reads without complaint."""

from __future__ import annotations

import io
import re
from pathlib import Path

import msgspec
from hypothesis import given

from tests.readings import documents, empty, port, report, resolved, unresolved
from whence.export.brat import ANNOTATION_CONF, BratExporter, Names, lines
from whence.records import Attribution, Reading, Report, Span

_BOUND = re.compile(r"(T\d+)\t([A-Z][A-Za-z_]*) (\d+ \d+(?:;\d+ \d+)*)\t(.+)")
_RELATION = re.compile(r"R\d+\t(\w+) Arg1:(T\d+) Arg2:(T\d+)")
_ATTRIBUTE = re.compile(r"A\d+\t(\w+) (T\d+) (\w+)")


def _check(report: Report, reading: Reading) -> dict[str, str]:
    """Holds each line to the rules of brat's own reader (server/src/annotation.py, 1.3)."""
    types: dict[str, str] = {}
    ids: set[str] = set()
    for line in lines(report, reading, unresolved(reading)):
        # brat takes the file apart with str.splitlines' idea of a line.
        assert line.splitlines() == [line]
        line.encode()
        name = line.split("\t")[0]
        assert name not in ids
        ids.add(name)
        if match := _BOUND.fullmatch(line):
            types[match[1]] = match[2]
            pairs = [tuple(map(int, pair.split())) for pair in match[3].split(";")]
            last = -1
            for start, end in pairs:
                assert last < start < end <= len(report.text)
                last = end
            said = " ".join(report.text[a:b] for a, b in pairs)
            assert match[4] == re.sub("[\ud800-\udfff]", "\ufffd", said)
            assert match[4].count("\t") == 0
        elif match := _RELATION.fullmatch(line):
            assert {match[2], match[3]} <= ids
            assert match[1] in ANNOTATION_CONF
        else:
            match = _ATTRIBUTE.fullmatch(line)
            assert match, line
            assert match[2] in ids
            assert match[3] in ANNOTATION_CONF
    return types


@given(documents())
def test_any_reading_is_well_formed(found: tuple[Report, Reading]) -> None:
    types = _check(*found)
    declared = ANNOTATION_CONF.split("[relations]")[0].split()
    assert set(types.values()) <= set(declared)


def test_every_part_comes_through() -> None:
    report, reading = port()
    types = _check(report, reading)
    assert sorted(types.values()) == sorted(
        ["Source"] * 4 + ["Cue"] * 4 + ["Content"] * 4 + ["Person", "Date"]
    )
    found = "\n".join(lines(report, reading, unresolved(reading)))
    split = reading.attributions[1].content
    where = ";".join(f"{s.start} {s.end}" for s in split)
    assert f"Content {where}\t“We heard two explosions,” “Then the lights went out.”" in found
    assert len(re.findall(r"\tSaid_by ", found)) == 4
    assert len(re.findall(r"\tWithin ", found)) == 1


def test_a_content_over_two_paragraphs_has_a_fragment_in_each() -> None:
    one = report("“One.\n\n“Two,” he said.")
    reading = empty(one)
    both = Attribution(
        source=(), cue=(), content=(Span(0, 13),), kind="direct", act="state", score=1.0
    )
    reading = msgspec.structs.replace(reading, attributions=(both,))
    assert next(lines(one, reading, unresolved(reading))) == "T1\tContent 0 5;7 13\t“One. “Two,”"


def test_stdout_has_no_heading_for_one_and_one_each_for_several() -> None:
    out = io.StringIO()
    BratExporter().write([resolved(port())], out)
    assert out.getvalue().startswith("T1\t")
    out = io.StringIO()
    BratExporter().write([resolved(port()), resolved(port())], out)
    assert "==> port.ann <==\n" in out.getvalue()
    assert "==> port-2.ann <==\n" in out.getvalue()


def test_folder(tmp_path: Path) -> None:
    crlf = report("One.\r\nTwo.", source="../a/../../b.txt")
    BratExporter().write_folder([resolved(port()), resolved((crlf, empty(crlf)))], tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "annotation.conf", "b.ann", "b.txt", "port.ann", "port.txt", "visual.conf",
    ]  # fmt: skip
    assert (tmp_path / "out" / "b.txt").read_bytes() == b"One.\r\nTwo."


@given(documents())
def test_names_are_safe(found: tuple[Report, Reading]) -> None:
    names = Names()
    one, two = names.name(found[0]), names.name(found[0])
    assert one.casefold() != two.casefold()
    for name in (one, two):
        assert name
        assert Path(name).name == name
        assert not name.startswith(".")
        name.encode()
