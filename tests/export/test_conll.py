"""Tokens in columns: the text's own words, with tags that give every stretch back."""

from __future__ import annotations

import io
import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import documents, empty, port, report, resolved, span, unresolved
from whence.export.conll import COLUMNS, ConllExporter
from whence.ports import Result
from whence.records import Attribution, Reading, Report, Span, Time, Word
from whence.records.keys import in_text_order

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def _written(*results: Result) -> str:
    out = io.StringIO()
    ConllExporter().write(results, out)
    out.getvalue().encode()
    return out.getvalue()


def _sentences(*results: Result) -> list[tuple[list[str], list[dict[str, str]]]]:
    """Comments and rows of each sentence, read by the rules of CoNLL-U Plus alone."""
    first, *lines = _written(*results).split("\n")
    assert lines.pop() == ""
    name, _, columns = first.partition(" = ")
    assert name == "# global.columns"
    found = []
    comments: list[str] = []
    rows: list[dict[str, str]] = []
    for line in lines:
        # No reader may see a line end where there is none.
        assert line.splitlines() in ([line], [])
        if line.startswith("#") and not rows:
            comments.append(line)
        elif line:
            cells = line.split("\t")
            assert all(cell and cell == cell.strip() for cell in cells)
            rows.append(dict(zip(columns.split(" "), cells, strict=True)))
        else:
            found.append((comments, rows))
            comments, rows = [], []
    assert not comments
    assert not rows
    return found


def _tags(
    sentences: list[tuple[list[str], list[dict[str, str]]]], column: str
) -> list[tuple[Span, str]]:
    """The stretches that a column's BIO tags mark."""
    found: list[tuple[int, int, str]] = []
    under_way: dict[str, int] = {}
    for row in (row for _, rows in sentences for row in rows):
        here: dict[str, int] = {}
        for tag in [] if row[column] == "O" else row[column].split("|"):
            bio, name = tag[0], tag[2:]
            assert name not in here
            if bio == "B":
                here[name] = len(found)
                found.append((int(row["WHENCE:START"]), int(row["WHENCE:END"]), name))
            else:
                assert bio == "I"
                here[name] = under_way[name]
                found[here[name]] = (found[here[name]][0], int(row["WHENCE:END"]), name)
        under_way = here
    return [(Span(start, end), name) for start, end, name in found]


def _trimmed(text: str, stretch: Span) -> Span | None:
    """A stretch without the white space at its ends."""
    words = stretch.of(text)
    if not words.strip():
        return None
    start = stretch.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _wanted(text: str, attribution: Attribution, number: int) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    for part in ("source", "cue", "content"):
        merged: list[Span] = []
        for one in sorted(getattr(attribution, part)):
            if one.start == one.end:
                continue
            if merged and one.start < merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(one.end, merged[-1].end))
            else:
                merged.append(one)
        trimmed = (_trimmed(text, one) for one in merged)
        found += [(one, f"{part}-A{number}") for one in trimmed if one]
    return found


def _check(result: Result) -> None:
    one, reading, resolution = result
    text = one.text
    sentences = _sentences(result)
    at = 0
    for comments, rows in sentences:
        assert [row["ID"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        assert bool(rows) == any(c.startswith("# sent_id = ") for c in comments)
        for row in rows:
            start, end = int(row["WHENCE:START"]), int(row["WHENCE:END"])
            form = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), row["FORM"])
            assert form == text[start:end]
            # Whatever lies between two tokens is white space.
            assert not text[at:start].strip()
            at = end
            head = row["HEAD"]
            assert head == "_" or 0 <= int(head) <= len(rows)
            assert head != row["ID"]
    assert not text[at:].strip()
    wanted: dict[bool, list[tuple[Span, str]]] = {True: [], False: []}
    for number, attribution in enumerate(in_text_order(reading), 1):
        wanted[attribution.parent is None] += _wanted(text, attribution, number)
    assert sorted(_tags(sentences, "WHENCE:OUTER")) == sorted(wanted[True])
    assert sorted(_tags(sentences, "WHENCE:NESTED")) == sorted(wanted[False])
    names = {(_trimmed(text, m.span), m.type) for m in reading.entities}
    assert set(_tags(sentences, "WHENCE:NAME")) <= names
    times = {(_trimmed(text, t.span), t.type if t.value is None else f"{t.type}-{t.value}") for t in resolution.times}  # fmt: skip
    assert set(_tags(sentences, "WHENCE:TIMEX")) <= times


@given(documents())
def test_any_reading_is_read_back(found: tuple[Report, Reading]) -> None:
    _check(resolved(found))


@given(documents(), st.data())
def test_any_words_are_read_back(found: tuple[Report, Reading], data: st.DataObject) -> None:
    one, reading = found
    place = st.integers(0, len(one.text))
    words = []
    for number in range(data.draw(st.integers(0, 6))):
        span = Span(*sorted((data.draw(place), data.draw(place))))
        # No word depends on itself; on one that is not there, or in a circle, it may.
        head = data.draw(st.none() | st.sampled_from([i for i in range(7) if i != number]))
        words.append(Word(span=span, tag="NOUN", relation="dep", head=head))
    reading = msgspec.structs.replace(reading, words=tuple(words))
    _check((one, reading, unresolved(reading)))


def _parsed(text: str, *words: tuple[str, str, str, int | None]) -> tuple[Report, Reading]:
    one = report(text)
    at = 0
    found = []
    for form, tag, relation, head in words:
        at = text.index(form, at)
        found.append(Word(span=Span(at, at + len(form)), tag=tag, relation=relation, head=head))
        at += len(form)
    return one, msgspec.structs.replace(empty(one), words=tuple(found))


_TWO = (
    "“Ships sail,” he said. It rains.",
    ("“", "PUNCT", "punct", 2),
    ("Ships", "NOUN", "nsubj", 2),
    ("sail", "VERB", "ccomp", 6),
    (",", "PUNCT", "punct", 2),
    ("”", "PUNCT", "punct", 2),
    ("he", "PRON", "nsubj", 6),
    ("said", "VERB", "root", None),
    ("It", "PRON", "nsubj", 8),
    ("rains", "VERB", "root", None),
)


def test_a_sentence_ends_at_a_stop_that_no_arc_passes() -> None:
    one, reading = _parsed(*_TWO)
    first, second = _sentences((one, reading, unresolved(reading)))
    # The full stops, which the reading has no words for, are tokens too.
    assert [row["FORM"] for row in first[1]] == "“ Ships sail , ” he said .".split()
    assert [row["HEAD"] for row in first[1]] == ["3", "3", "7", "3", "3", "7", "0", "_"]
    assert [row["UPOS"] for row in second[1]] == ["PRON", "VERB", "_"]
    assert [row["HEAD"] for row in second[1]] == ["2", "0", "_"]
    assert second[0] == [f"# sent_id = {one.id}-2"]


def test_a_stop_inside_an_arc_ends_nothing() -> None:
    one, reading = _parsed("Mr. Venn left.", ("Mr", "PROPN", "compound", 2), (".", "PUNCT", "punct", 0), ("Venn", "PROPN", "nsubj", 3), ("left", "VERB", "root", None))  # fmt: skip
    ((_, rows),) = _sentences((one, reading, unresolved(reading)))
    assert [row["HEAD"] for row in rows] == ["3", "1", "4", "0", "_"]


def test_no_arc_leaves_a_paragraph() -> None:
    one, reading = _parsed("Blast\n\nShips left", ("Blast", "NOUN", "dep", 2), ("Ships", "NOUN", "nsubj", 2), ("left", "VERB", "root", None))  # fmt: skip
    (_, first), (_, second) = _sentences((one, reading, unresolved(reading)))
    assert [(row["UPOS"], row["HEAD"], row["DEPREL"]) for row in first] == [("NOUN", "_", "_")]
    assert [row["HEAD"] for row in second] == ["2", "0"]


def test_a_word_is_cut_where_a_stretch_ends_inside() -> None:
    one, reading = _parsed("He said yes-men.", ("He", "PRON", "nsubj", 1), ("said", "VERB", "root", None), ("yes-men", "NOUN", "obj", 1))  # fmt: skip
    said = Attribution(
        source=(span(one.text, "He"),), cue=(span(one.text, "said"),), content=(span(one.text, "yes"),),
        kind="indirect", act="state", score=1.0,
    )  # fmt: skip
    reading = msgspec.structs.replace(reading, attributions=(said,))
    ((_, rows),) = _sentences((one, reading, unresolved(reading)))
    cells = [(r["FORM"], r["UPOS"], r["HEAD"], r["DEPREL"], r["WHENCE:OUTER"]) for r in rows]
    assert cells == [
        ("He", "PRON", "2", "nsubj", "B-source-A1"),
        ("said", "VERB", "0", "root", "B-cue-A1"),
        ("yes", "NOUN", "2", "obj", "B-content-A1"),
        ("-men", "X", "3", "goeswith", "O"),
        (".", "_", "_", "_", "O"),
    ]


def test_who_says_what() -> None:
    one, reading, resolution = resolved(port())
    sentences = _sentences((one, reading, resolution))
    assert len(sentences) == 3
    comments = sentences[0][0]
    assert comments[:2] == [f"# newdoc id = {one.id}", "# source = port.txt"]
    assert "# published = 2025-03-03T18:05+02:00" in comments
    assert "# A2 = direct state by Ada Venn" in comments
    assert any(comment.startswith("# A4 = direct other in A3") for comment in comments)
    assert _tags(sentences, "WHENCE:NESTED") == [
        (span(one.text, "she"), "source-A4"),
        (span(one.text, "put it"), "cue-A4"),
        (span(one.text, "‘could walk’"), "content-A4"),
    ]
    assert (span(one.text, "Ada Venn"), "person") in _tags(sentences, "WHENCE:NAME")
    assert _tags(sentences, "WHENCE:TIMEX") == [(span(one.text, "Monday"), "DATE-2025-03-03")]
    assert "did" not in [row["UPOS"] for _, rows in sentences for row in rows]


def test_a_shared_source_is_in_one_cell() -> None:
    one = report("Moon said no and warned them.")
    text = one.text
    moon = span(text, "Moon")
    both = tuple(
        Attribution(source=(moon,), cue=(span(text, cue),), content=(span(text, content),), kind="indirect", act="state", score=1.0)
        for cue, content in (("said", "no"), ("warned", "them"))
    )  # fmt: skip
    reading = msgspec.structs.replace(empty(one), attributions=both)
    ((_, rows),) = _sentences((one, reading, unresolved(reading)))
    assert rows[0]["WHENCE:OUTER"] == "B-source-A1|B-source-A2"


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("The U.S. won't pay $1,250.50 to Al-Shabab's men.",
         ["The", "U", ".", "S", ".", "won't", "pay", "$", "1,250.50", "to", "Al-Shabab's", "men", "."]),
        ("हिन्दी में 🚀👩‍🚀", ["हिन्दी", "में", "🚀👩‍🚀"]),
        ("قال: “نعم”.", ["قال", ":", "“", "نعم", "”", "."]),
        ("a\x00b \ud800\\", ["a", "\\u0000", "b", "\\ud800", "\\u005c"]),
    ],
)  # fmt: skip
def test_plain_tokens(text: str, forms: list[str]) -> None:
    one = report(text)
    reading = empty(one)
    ((_, rows),) = _sentences((one, reading, unresolved(reading)))
    assert [row["FORM"] for row in rows] == forms


def test_a_value_that_would_break_a_cell_is_escaped() -> None:
    one = report("today")
    reading = empty(one)
    time = Time(span=Span(0, 5), type="DATE", value="a|b\tc")
    resolution = msgspec.structs.replace(unresolved(reading), times=(time,))
    ((_, rows),) = _sentences((one, reading, resolution))
    assert rows[0]["WHENCE:TIMEX"] == "B-DATE-a\\u007cb\\u0009c"


def test_no_reports_and_no_words() -> None:
    assert _written() == f"# global.columns = {' '.join(COLUMNS)}\n"
    blank = report(" \n ")
    reading = empty(blank)
    ((comments, rows),) = _sentences((blank, reading, unresolved(reading)))
    assert comments[0] == f"# newdoc id = {blank.id}"
    assert rows == []


def test_other_readers_see_the_same() -> None:
    conllu = pytest.importorskip("conllu")
    one, reading = _parsed(*_TWO)
    results = [(one, reading, unresolved(reading)), resolved(port())]
    ours = _sentences(*results)
    theirs: list[Any] = conllu.parse(_written(*results))
    assert len(theirs) == len(ours)
    for (_, rows), sentence in zip(ours, theirs, strict=True):
        assert [token["form"] for token in sentence] == [row["FORM"] for row in rows]
        assert [token["whence:outer"] for token in sentence] == [r["WHENCE:OUTER"] for r in rows]
        assert sentence.metadata["sent_id"]
    tree = theirs[0].filter(head=lambda head: head is not None).to_tree()
    assert tree.token["form"] == "said"
