"""`--format brat`: standoff annotation, to be opened in brat or by what reads its files.

Written to what brat 1.3 accepts: one T line a source, cue, content, name and time, with the
fragments of a discontinuous span joined by ";" and their words by a space; an R line from each cue
to its source and content (from the content where there is no cue), and from a nested attribution to
the content around it, and to the name of who passes the words on (Via); kind, act, stance and
whether the source asserts it (Asserted) as A lines. Offsets are code points.

On stdout only the annotations are written; several reports are separated by `==> name.ann <==`
lines, as `head` and `tail` separate files. In a folder (`--out`) each report is a `.txt` and `.ann`
beside one `annotation.conf` and `visual.conf`, which is what brat opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from whence.export.exporters import FolderOfReports, whole
from whence.ports import Result
from whence.records import Attribution, Reading, Report, Resolution, Span
from whence.records.keys import in_text_order, spans, text_order

_ENTITIES = {
    "person": "Person", "organization": "Organization", "place": "Place", "group": "Group",
    "product": "Product", "facility": "Facility", "event": "Event", "other": "Other_name",
}  # fmt: skip
_TIMES = {"DATE": "Date", "TIME": "Time", "DURATION": "Duration", "SET": "Set"}

# brat reads .ann files with a line reader that breaks at each of these, and separates its columns
# by tabs, so a fragment may contain none of them.
_UNFIT = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_UNSAFE = re.compile(r"[^\w.-]+")


class BratExporter(FolderOfReports):
    """Writes .ann lines to a stream, separated by name where there are several reports."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        names = Names()
        held: tuple[str, Result] | None = None
        several = False
        for result in results:
            if held:
                several = True
                _part(*held, out, several=True)
            held = (names.name(result[0]), result)
        if held:
            _part(*held, out, several=several)

    def write_folder(self, results: Iterable[Result], folder: Path) -> None:
        """Writes a folder that brat opens; existing files of the same names are replaced."""
        folder.mkdir(parents=True, exist_ok=True)
        names = Names()
        for report, reading, resolution in results:
            base = names.name(report)
            with whole(folder / f"{base}.txt") as out:
                out.write(_encodable(report.text))
            with whole(folder / f"{base}.ann") as out:
                out.writelines(f"{line}\n" for line in lines(report, reading, resolution))
        (folder / "annotation.conf").write_text(ANNOTATION_CONF, encoding="utf-8")
        (folder / "visual.conf").write_text(VISUAL_CONF, encoding="utf-8")


def lines(report: Report, reading: Reading, resolution: Resolution) -> Iterator[str]:
    """The .ann lines of one report, without line ends."""
    page = _Annotations(report.text)
    attributions = in_text_order(reading)
    for attribution in attributions:
        page.add(attribution)
    for number, attribution in enumerate(attributions):
        if attribution.parent is not None:
            page.relate("Within", page.heads[number], page.contents[attribution.parent])
    names = {
        entity.span: page.mark(_ENTITIES.get(entity.type, "Other_name"), (entity.span,))
        for entity in sorted(reading.entities, key=lambda m: m.span)
    }
    for number, old in enumerate(text_order(reading.attributions)):
        for index in resolution.passed_on(old):
            spans = [m.span for m in resolution.entities[index].mentions if m.span in names]
            near = min(spans, key=lambda s: _apart(s, attributions[number]), default=None)
            if near is not None:
                page.relate("Via", page.heads[number], names[near])
    for time in sorted(reading.times, key=lambda m: m.span):
        page.mark(_TIMES.get(time.type, "Date"), (time.span,))
    yield from page.bound
    yield from page.relations
    yield from page.notes
    if reading.decided and page.bound:
        # Which decisions it includes, so that importing it reverts no later one.
        yield f"#1\tDecided T1\t{reading.decided}"


class _Annotations:
    """The lines of one .ann file, numbered by their kind."""

    def __init__(self, text: str) -> None:
        self.bound: list[str] = []
        self.relations: list[str] = []
        self.notes: list[str] = []
        self.heads: list[
            str | None
        ] = []  #: of each attribution, the mark that its relations start from
        self.contents: list[str | None] = []
        self._text = text
        self._sources: dict[tuple[Span, ...], str] = {}

    def add(self, attribution: Attribution) -> None:
        """Its three parts, what joins them, and its kind and act."""
        source = self._source(attribution.source)
        cue = self.mark("Cue", attribution.cue)
        content = self.mark("Content", attribution.content)
        head = cue or content or source
        self.heads.append(head)
        self.contents.append(content)
        self.relate("Said_by", head, source)
        if cue:
            self.relate("Says", cue, content)
        self._note("Kind", content or head, attribution.kind)
        self._note("Act", head, attribution.act)
        self._note("Stance", head, attribution.stance)
        self._note("Asserted", head, "yes" if attribution.asserted else "no")

    def mark(self, kind: str, spans: Sequence[Span]) -> str | None:
        """A T line for the spans, and its id; None where they contain nothing to mark."""
        fragments = tuple(_fragments(self._text, spans))
        if not fragments:
            return None
        name = f"T{len(self.bound) + 1}"
        where = ";".join(f"{s.start} {s.end}" for s in fragments)
        what = " ".join(s.of(self._text) for s in fragments)
        self.bound.append(f"{name}\t{kind} {where}\t{_encodable(what)}")
        return name

    def relate(self, kind: str, one: str | None, other: str | None) -> None:
        """An R line between two marks, where both exist."""
        if one and other and one != other:
            number = len(self.relations) + 1
            self.relations.append(f"R{number}\t{kind} Arg1:{one} Arg2:{other}")

    def _source(self, spans: tuple[Span, ...]) -> str | None:
        """One T line for a source that two cues share ("Moon said ... and warned ...")."""
        name = self._sources.get(spans) or self.mark("Source", spans)
        if name:
            self._sources[spans] = name
        return name

    def _note(self, kind: str, target: str | None, value: str) -> None:
        if target:
            self.notes.append(f"A{len(self.notes) + 1}\t{kind} {target} {value}")


class Names:
    """File names for reports: from the source, safe on any system, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, report: Report) -> str:
        """A base name without suffix, different from every one given before."""
        source = report.origin.source.rstrip("/")
        plain = _UNSAFE.sub("-", re.split(r"[/\\]", source)[-1]).strip("-.")
        plain = re.sub(r"\.(txt|html?|jsonl?|ann)$", "", plain, flags=re.IGNORECASE)[:80]
        plain = _encodable(plain) or "report"
        name = plain
        number = 2
        while name.casefold() in self._taken:
            name = f"{plain}-{number}"
            number += 1
        self._taken.add(name.casefold())
        return name


def _part(name: str, result: Result, out: TextIO, *, several: bool) -> None:
    if several:
        out.write(f"==> {name}.ann <==\n")
    out.writelines(f"{line}\n" for line in lines(*result))
    if several:
        out.write("\n")


def _apart(span: Span, attribution: Attribution) -> int:
    """The distance of a mention from an attribution's words."""
    found = spans(attribution)
    return min((max(s.start - span.end, span.start - s.end, 0) for s in found), default=0)


def _fragments(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans in order, merged where they touch, cut at line breaks, without blank fragments."""
    end = -1
    merged: list[Span] = []
    for span in sorted(Span(max(0, s.start), min(len(text), s.end)) for s in spans):
        if span.start >= span.end:
            continue
        if span.start <= end:
            end = max(end, span.end)
            merged[-1] = Span(merged[-1].start, end)
        else:
            end = span.end
            merged.append(span)
    for span in merged:
        start = span.start
        for gap in _UNFIT.finditer(text, span.start, span.end):
            if text[start : gap.start()].strip():
                yield Span(start, gap.start())
            start = gap.end()
        if text[start : span.end].strip():
            yield Span(start, span.end)


def _encodable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot write, replaced one for one."""
    return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


_PARTS = "Source|Cue|Content"
_SEPARATOR = "\n"

ANNOTATION_CONF = f"""\
[entities]
{_SEPARATOR.join(["Source", "Cue", "Content", *_ENTITIES.values(), *_TIMES.values()])}

[relations]
Said_by Arg1:Cue|Content, Arg2:Source
Says Arg1:Cue, Arg2:Content
Within Arg1:{_PARTS}, Arg2:Content
Via Arg1:{_PARTS}, Arg2:{"|".join(_ENTITIES.values())}
# Contents hold sources, cues, names and each other, which brat forbids unless told.
<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Kind Arg:{_PARTS}, Value:direct|indirect|mixed
Act Arg:{_PARTS}, Value:state|deny|ask|order|promise|warn|accuse|believe|other
Stance Arg:{_PARTS}, Value:statement|attitude|deed
Asserted Arg:{_PARTS}, Value:yes|no
"""

VISUAL_CONF = """\
[labels]
Source | Source | Src
Cue | Cue
Content | Content | Cont
Said_by | said by | by
Says | says
Within | within | in
Via | passed on by | via
Other_name | Name

[drawing]
SPAN_DEFAULT fgColor:black, bgColor:lightgray, borderColor:darken
Source bgColor:#e8c9a0
Cue bgColor:#d5d0c4
Content bgColor:#cfe0ea
ARC_DEFAULT color:black, arrowHead:triangle-5
"""
