r"""`--format conll`: one token a line, for taggers, parsers and people who annotate.

CoNLL-U Plus (universaldependencies.org/ext-format.html): its first line names the columns,
separated by tabs; "_" is nothing; a blank line ends a sentence; "#" lines describe what follows.

- ID, FORM, UPOS, HEAD, DEPREL: as in CoNLL-U; "_" where the reading has no syntax. FORM is the
  text's code points from START to END, where control characters, lone surrogates and the backslash
  are `\uXXXX`; no token holds white space, and together they hold everything else of the text.
- WHENCE:START, WHENCE:END: half-open, in code points of the report's text.
- WHENCE:OUTER: BIO tags of the outermost attributions, `B-content-A2`: part (source, cue, content)
  and attribution, numbered as in `--format json`. Where attributions share words ("Moon said ...
  and warned ..."), a cell holds several, parted by "|", in the order of their numbers.
- WHENCE:NESTED: the same of attributions in another's content, however deep.
- WHENCE:NAME: BIO tags of names by type, `B-person`. Of names that overlap, the first is written.
- WHENCE:TIMEX: BIO tags of times by type and value, `B-DATE-2025-03-03`; likewise.

A token with an edge of a stretch inside is cut there, so that tags give back every stretch but for
white space at its ends; a word's further parts are X and depend on the first by `goeswith`, as
Universal Dependencies has it. A sentence ends with its paragraph, and at a full stop that no arc
crosses; where the reading has no words, a paragraph is one. The arcs are the model's: a word
without a head has HEAD "_", several roots in a sentence are left so, and an arc that leaves its
paragraph is left out. Before a report's first sentence come `# newdoc id`, `# source`, its other
metadata, and for each attribution `# A2 = direct state`; then `attitude` or `deed` where it is no
statement, `unasserted` where its source does not assert it, `in A1` for a nested one, `by` its
speakers' names, if known, and `via` who passes the words on, separated by "; ".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TextIO

import msgspec

from whence.export.linked import shown
from whence.export.text_pieces import paragraphs
from whence.ports import Result
from whence.records import Attribution, Reading, Report, Resolution, Span, Word
from whence.records.keys import in_text_order, text_order

COLUMNS = (
    "ID", "FORM", "UPOS", "HEAD", "DEPREL", "WHENCE:START", "WHENCE:END", "WHENCE:OUTER",
    "WHENCE:NESTED", "WHENCE:NAME", "WHENCE:TIMEX",
)  # fmt: skip

_PARTS = ("source", "cue", "content")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\]")
#: What a tag may not contain: the separators of cells, and of tags in a cell.
_UNFIT_IN_TAG = re.compile(r"[\s|]|" + _UNFIT.pattern)
# All but white space and marks belongs to a word, so that scripts with vowel signs are not torn
# apart.
_LETTER = r"[^\s\x00-/:-@\[-`{-\xbf×÷\u2010-\u205e\u3001-\u303f\ud800-\udfff]"
_PLAIN = re.compile(
    rf"(?:{_LETTER}|(?<=\d)[.,](?=\d)|(?<={_LETTER})[-'’–](?={_LETTER}))+|\S",
)
_VISIBLE = re.compile(r"\S+")
_NEAR = 8  #: characters before a sentence that are checked for a full stop
_ENDED = re.compile(r"[.!?…][\"”’'»)\]]*\s+\Z")


class ConllExporter:
    """Writes the line of columns, then the sentences of each report as it arrives."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        out.write(f"# global.columns = {' '.join(COLUMNS)}\n")
        for result in results:
            out.writelines(f"{line}\n" for line in lines(*result))


def lines(report: Report, reading: Reading, resolution: Resolution) -> Iterator[str]:
    """The lines of one report, without line ends."""
    text = report.text
    attributions = in_text_order(reading)
    names = _apart(text, ((m.span, m.type) for m in reading.entities))
    times = _apart(
        text,
        (
            (t.span, t.type if t.value is None else f"{t.type}-{_escaped(t.value, _UNFIT_IN_TAG)}")
            for t in resolution.times
        ),
    )
    layers = (*_layers(text, attributions), names, times)
    edges = {edge for layer in layers for span, _ in layer for edge in (span.start, span.end)}
    tokens = _tokens(report, reading.words, sorted(edges))
    columns = [_column(tokens, layer) for layer in layers]
    yield from _head(report, reading, resolution, attributions)
    number = first = 0
    for index, token in enumerate(tokens):
        if token.begins:
            if number:
                yield ""
            number += 1
            first = index
            yield f"# sent_id = {report.id}-{number}"
        head = "_" if token.head is None else "0" if token.head < 0 else str(token.head - first + 1)
        yield "\t".join(
            (
                str(index - first + 1),
                _escaped(text[token.start : token.end]),
                token.tag,
                head,
                token.relation,
                str(token.start),
                str(token.end),
                *(column[index] for column in columns),
            )
        )
    yield ""


#: Stretches with their tags.
_Layer = list[tuple[Span, str]]


class _Token(msgspec.Struct):
    """One line. `head` is an index among the tokens, -1 for a root, None where nothing is known."""

    start: int
    end: int
    tag: str = "_"
    relation: str = "_"
    head: int | None = None
    begins: bool = False  #: whether a sentence begins here


def _head(
    report: Report,
    reading: Reading,
    resolution: Resolution,
    attributions: Sequence[Attribution],
) -> Iterator[str]:
    yield f"# newdoc id = {report.id}"
    fields = {
        "source": report.origin.source,
        "title": report.title,
        "published": report.published.value if report.published else None,
        "publisher": report.publisher,
        "url": report.url,
        "reader": f"{reading.reader.name} {reading.reader.version}",
    }
    for name, value in fields.items():
        if value is not None:
            yield f"# {name} = {_escaped(value)}"
    order = text_order(reading.attributions)
    for number, attribution in enumerate(attributions):
        line = f"# A{number + 1} = {attribution.kind} {attribution.act}"
        if attribution.stance != "statement":
            line += f" {attribution.stance}"
        if not attribution.asserted:
            line += " unasserted"
        if attribution.parent is not None:
            line += f" in A{attribution.parent + 1}"
        for word, indices in (
            ("by", [one.entity for one in resolution.all_speakers(order[number])]),
            ("via", resolution.passed_on(order[number])),
        ):
            if indices:
                line += (
                    f" {word} {'; '.join(_escaped(resolution.entities[n].name) for n in indices)}"
                )
        yield line


def _layers(text: str, attributions: Sequence[Attribution]) -> tuple[_Layer, _Layer]:
    """The stretches of the outermost attributions, and of the nested ones."""
    outer: _Layer = []
    nested: _Layer = []
    for number, attribution in enumerate(attributions, 1):
        layer = outer if attribution.parent is None else nested
        for part in _PARTS:
            end = -1
            for span in shown(text, getattr(attribution, part)):
                # One tag could not distinguish two stretches of one part apart where they overlap.
                if span.start < end:
                    end = max(end, span.end)
                    layer[-1] = (Span(layer[-1][0].start, end), layer[-1][1])
                else:
                    end = span.end
                    layer.append((span, f"{part}-A{number}"))
    return outer, nested


def _apart(text: str, found: Iterable[tuple[Span, str]]) -> _Layer:
    """The stretches that overlap none before."""
    layer: _Layer = []
    for span, name in sorted(found):
        if any(shown(text, (span,))) and (not layer or span.start >= layer[-1][0].end):
            layer.append((span, name))
    return layer


def _tokens(report: Report, words: Sequence[Word], edges: Sequence[int]) -> list[_Token]:
    """All of the text but its white space, in order, cut at the edges."""
    text = report.text
    tokens: list[_Token] = []
    place: dict[int, int] = {}  # of each word, its first token
    at = 0
    for index in sorted(range(len(words)), key=lambda i: words[i].span):
        span = words[index].span
        if span.start < at or not span.of(text).strip() or span.end > len(text):
            continue  # no word of this text, or one that another overlaps
        tokens += _plain(text, at, span.start, edges)
        place[index] = len(tokens)
        tokens += _parts(text, span.start, span.end, edges)
        for part in tokens[place[index] + 1 :]:
            part.tag, part.relation, part.head = "X", "goeswith", place[index]
        at = span.end
    tokens += _plain(text, at, len(text), edges)
    for index, first in place.items():
        word = words[index]
        token = tokens[first]
        token.tag, token.relation = word.tag or "_", word.relation or "_"
        # A word without a head is a root in CoNLL-U only if it says so.
        root = word.head is None and word.relation == "root"
        token.head = -1 if root else place.get(-1 if word.head is None else word.head)
    _part(report, tokens)
    return tokens


def _part(report: Report, tokens: Sequence[_Token]) -> None:
    """Begins sentences, and removes the arcs that would leave one."""
    text = report.text
    starts = [token.start for token in tokens]
    paragraph = [start for start, _ in paragraphs(text, report.blocks)]
    passing = [0] * (len(tokens) + 1)
    parsed = False
    for index, token in enumerate(tokens):
        if token.head is None or token.head < 0:
            parsed = parsed or token.head is not None
            continue
        one, other = sorted((index, token.head))
        if bisect_right(paragraph, starts[one]) != bisect_right(paragraph, starts[other]):
            token.head, token.relation = None, "_"
            continue
        parsed = True
        passing[one + 1] += 1
        passing[other + 1] -= 1
    for start in paragraph:
        tokens[bisect_left(starts, start)].begins = True
    arcs = 0
    for index, token in enumerate(tokens):
        arcs += passing[index]
        if parsed and not arcs and _may_begin(text, token.start):
            token.begins = True


def _may_begin(text: str, start: int) -> bool:
    """Whether a sentence may end before: after a full stop, and not before a small letter."""
    return bool(_ENDED.search(text, max(0, start - _NEAR), start)) and not text[start].islower()


def _plain(text: str, start: int, end: int, edges: Sequence[int]) -> Iterator[_Token]:
    """Tokens by rule, for a stretch without words in the reading."""
    for match in _PLAIN.finditer(text, start, end):
        yield from _parts(text, match.start(), match.end(), edges)


def _parts(text: str, start: int, end: int, edges: Sequence[int]) -> Iterator[_Token]:
    """A token, or several where edges or white space are inside."""
    inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
    for one, other in pairwise((start, *inside, end)):
        for match in _VISIBLE.finditer(text, one, other):
            yield _Token(match.start(), match.end())


def _column(tokens: Sequence[_Token], layer: _Layer) -> list[str]:
    """The BIO tags of a layer, one cell a token."""
    starts = [token.start for token in tokens]
    cells: list[list[str]] = [[] for _ in tokens]
    for span, name in layer:
        first = bisect_left(starts, span.start)
        for index in range(first, bisect_left(starts, span.end)):
            cells[index].append(f"{'B' if index == first else 'I'}-{name}")
    return ["|".join(cell) or "O" for cell in cells]


def _escaped(text: str, unfit: re.Pattern[str] = _UNFIT) -> str:
    return unfit.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
