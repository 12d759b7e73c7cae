"""`--format text`: attributions for a person at a terminal.

The left column holds who speaks and how, the right one nothing but what is said. The rule between
them has the speaker's colour, and runs on beside nested attributions, so that one look down the
page shows the speakers and who quotes whom:

           Ukrainian President │ the critical role of Ukrainian Armed Forces stationed in the
            Volodymyr Zelensky │ Kursk region
         emphasized · indirect │

                            he │ “Putin wants to showcase that he can fulfill, as he stated, …
                added · direct │
                               │
                            he │ │ he can fulfill … the objectives of the so-called ‘special
             stated · indirect │ │ military operation’

After them come claims without a source, and the figures. A source that is no name is followed by
one ("he = Volodymyr Zelensky"). Below 60 columns the left column becomes a line above the content.
Nothing is cut unless `brief`, which leaves out claims and figures. An act is named where it is
another than "state", and so is what is not asserted, an attitude, a deed, and who passes words on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from whence.export.dates import readable
from whence.export.figures import amount, counted, flags, manner
from whence.export.speakers import SpeakerHue, adds, manner_of, speakers_of, words
from whence.export.terminal import Terminal
from whence.export.text_pieces import paragraphs
from whence.ports import Result
from whence.records import Attributed, Attribution, Attributions, Report, Resolution
from whence.records.amounts import many
from whence.records.keys import in_text_order, text_order
from whence.records.roles import OF_PEOPLE

_KINDS = ("direct", "indirect", "mixed")
_DIM = Style(dim=True)
_BRIEF = 160  #: characters of a content that `brief` shows
_NARROW = 60  #: columns below which there is no left column
_WIDEST = 110  #: columns beyond which a line is too long to read

#: One colour for each hue, from the terminal's own palette so that they fit its background, light
#: or dark; the bold half of the palette is for the fifth to the eighth speaker.
_COLOURS = ("cyan", "magenta", "yellow", "green", "blue", "bright_cyan", "bright_magenta",
            "bright_green")  # fmt: skip

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class TextExporter:
    """Writes for people: in colour on a terminal, plain elsewhere or under `NO_COLOR`.

    `width` is in columns, the terminal's own if None. `brief` shortens long contents.
    """

    def __init__(self, *, width: int | None = None, brief: bool = False) -> None:
        self._width = width
        self._brief = brief

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        console = Terminal(file=out, width=self._width, highlight=False, markup=False, emoji=False)
        width = max(20, min(console.width, _WIDEST))
        total: Counter[str] = Counter()
        for report, reading, resolution in results:
            if total["reports"]:
                console.print()
            # The lines are cut to the width already; one print for each report, since each costs
            # much.
            page = Text("\n").join(
                self._report(console, width, (report, reading, resolution), total)
            )
            console.print(page, soft_wrap=True)
        if total["reports"] > 1:
            console.print()
            counts = _counts(total, total["attributions"], total["voices"])
            console.print(Text("─" * width, _DIM))
            console.print(Text(f"{many(total['reports'], 'report')} · {counts}", "bold"))

    def _report(
        self, console: Console, width: int, result: Result, total: Counter[str]
    ) -> Iterator[Text]:
        report, reading, resolution = result
        attributions = in_text_order(reading)
        order = text_order(reading.attributions)
        heard, known = speakers_of(resolution, order)
        spoken = Attributions(report, reading, resolution)
        yield Text("─" * width, _DIM)
        title = Text(_clean(report.title or report.origin.source), "bold")
        yield from _wrapped(console, title, width)
        for fact in _facts(report, width):
            yield from _wrapped(console, Text(fact, _DIM), width)
        yield Text()

        gutter = 0 if width < _NARROW else min(30, max(18, width * 2 // 7))
        parted = list(paragraphs(report.text, report.blocks))
        rows = list(_tree(attributions))
        for place, path in enumerate(rows):
            index = path[-1]
            rules = [_rule(heard[i]) for i in path]
            head = _head(report, attributions[index], heard[index], spoken.one(order[index]))
            said = _said(report, attributions[index], parted)
            yield from self._row(console, width, gutter, head, rules, said)
            # The blank line between a content and what is nested in it continues the shared rules.
            after = rows[place + 1] if place + 1 < len(rows) else ()
            shared = [_rule(heard[i]) for i in path[: _common(path, after)]]
            yield _joined(Text(" " * (gutter + (gutter > 0))), *shared)
        if not self._brief:
            yield from self._own_words(console, width, gutter, report, resolution)
            yield from self._figures(console, width, gutter, report, resolution)
        kinds = Counter(str(a.kind) for a in attributions)
        counts = Text(_counts(kinds, len(attributions), len(known)), _DIM)
        inset = gutter + 3 if gutter else 0
        for line in _wrapped(console, counts, width - inset):
            yield _joined(Text(" " * inset), line)
        total.update(kinds)
        total.update(reports=1, attributions=len(attributions), voices=len(known))

    def _own_words(
        self, console: Console, width: int, gutter: int, report: Report, resolution: Resolution
    ) -> Iterator[Text]:
        """Claims without a source: the outlet's own assertions, and hearsay without a cue."""
        own = [claim for claim in resolution.claims if not claim.voices]
        if not own:
            return
        yield _heading("unattributed statements", gutter)
        for claim in own:
            hedged = [f"“{_clean(h.span.of(report.text))}”, {h.kind}" for h in claim.hedges]
            label = "the outlet" if claim.standing == "own-voice" else "hearsay"
            also = [m for m in manner(claim) if m != "hearsay"]
            head = [Text(label, _DIM), *(Text(f"· {m}", _DIM) for m in also)]
            head += [Text(f"· hedged: {h}", _DIM) for h in hedged[:3]]
            said = [_clean(" ".join(claim.span.of(report.text).split()))]
            yield from self._row(console, width, gutter, head, [Text("┊ ", _DIM)], said)
            yield Text()

    @staticmethod
    def _figures(
        console: Console, width: int, gutter: int, report: Report, resolution: Resolution
    ) -> Iterator[Text]:
        """The figures, each on a line."""
        if not resolution.figures:
            return
        yield _heading("figures", gutter)
        for figure in resolution.figures:
            value = Text(_clean(amount(figure)), Style(bold=figure.main))
            value.pad_left(max(0, gutter - value.cell_len))
            role = figure.role if figure.role in OF_PEOPLE else ""
            parts = [p for p in (role, counted(report, figure), *flags(figure)) if p]
            rest = Text(_clean(" · ".join(parts)), _DIM if figure.background else Style())
            left_width = max(gutter, 14)
            if value.cell_len > left_width:
                # A number cut short would be another number: it has a line to itself.
                yield from _wrapped(console, value, width)
                value = Text(" " * left_width)
            lines = list(_wrapped(console, rest, max(10, width - left_width - 3)))
            for number, line in enumerate(lines or [Text()]):
                left = value if number == 0 else Text(" " * value.cell_len)
                yield _joined(left, Text("   "), line)
        yield Text()

    def _row(
        self,
        console: Console,
        width: int,
        gutter: int,
        head: Sequence[Text],
        rules: Sequence[Text],
        said: Sequence[str],
    ) -> Iterator[Text]:
        """The lines of one attribution; `rules` are its own and, before it, those around it."""
        rules = rules[-6:]
        inner_width = max(10, width - gutter - (gutter > 0) - 2 * len(rules))
        body = list(self._content(console, inner_width, said))
        if not gutter:
            for line in Text(" ").join(head).wrap(console, width - 2 * (len(rules) - 1)):
                yield _joined(*rules[:-1], line)
            for line in body:
                yield _joined(*rules, line)
            return
        side = _balanced(console, head[0], gutter)
        how = Text(" ").join(head[1:])
        # The act and kind stay together: on the cue's line, or on one of their own.
        parts = [how] if how.cell_len <= gutter else head[1:]
        for part in parts:
            side += part.wrap(console, gutter)
        for number in range(max(len(side), len(body))):
            left = side[number] if number < len(side) else Text()
            left.rstrip()
            left.pad_left(gutter - left.cell_len)
            left.append(" ")
            yield _joined(left, *rules, body[number] if number < len(body) else Text())

    def _content(self, console: Console, inner_width: int, parts: Sequence[str]) -> Iterator[Text]:
        """The lines of what is said, each paragraph on its own."""
        if not parts:
            yield Text("nothing quoted", _DIM)
        left = _BRIEF if self._brief else None
        for part in parts:
            said = part
            if left is not None and len(said) > left:
                said = said[:left].rsplit(" ", 1)[0] + " …"
            yield from Text(said).wrap(console, inner_width)
            if left is not None:
                left -= len(part)
                if left <= 0:
                    return


def _said(report: Report, attribution: Attribution, parted: Sequence[tuple[int, int]]) -> list[str]:
    """The content, a string for each paragraph; a split quotation's parts are joined by …."""
    found: list[str] = []
    last = None
    for span in sorted(attribution.content):
        for at in range(max(0, bisect_left(parted, (span.start, 0)) - 1), len(parted)):
            start, end = max(parted[at][0], span.start), min(parted[at][1], span.end)
            if parted[at][0] >= span.end:
                break
            piece = _clean(" ".join(report.text[start:end].split())) if start < end else ""
            if not piece:
                continue
            if at == last:
                found[-1] += f" … {piece}"
            else:
                found.append(piece)
            last = at
    return found


def _tree(attributions: Sequence[Attribution]) -> Iterator[tuple[int, ...]]:
    """The attributions in order: a nested one after its parent."""
    children: dict[int | None, list[int]] = {}
    for index, attribution in enumerate(attributions):
        children.setdefault(attribution.parent, []).append(index)
    stack: list[tuple[int, ...]] = [(index,) for index in reversed(children.get(None, []))]
    while stack:
        path = stack.pop()
        yield path
        stack += [(*path, child) for child in reversed(children.get(path[-1], []))]


def _common(path: tuple[int, ...], after: tuple[int, ...]) -> int:
    """How many of the attributions around the one are around the other, too."""
    count = 0
    for one, other in zip(path, after, strict=False):
        if one != other:
            break
        count += 1
    return count


def _facts(report: Report, width: int) -> list[str]:
    """Publisher, date and source on one line; a long source on its own."""
    date = readable(report.published.value) if report.published else "date unknown"
    first = _clean(" · ".join(f for f in (report.publisher, date) if f))
    if not report.title:
        return [first]  # the source takes the title's place
    source = _clean(report.origin.source)
    both = f"{first} · {source}"
    return [both] if cell_len(both) <= width else [first, source]


def _head(
    report: Report, attribution: Attribution, speaker: SpeakerHue | None, said: Attributed
) -> list[Text]:
    """Who, by which words, and the kind and act."""
    if attribution.source:
        who = Text(_clean(words(report, attribution.source)), _colour(speaker) + Style(bold=True))
    else:
        who = Text("no source named", _DIM)
    also = "".join(f", {_clean(one)}" for one in manner_of(attribution, said.via))
    cue = _clean(words(report, attribution.cue))
    sort = Text(f"· {attribution.kind}{also}", _DIM)
    names = " and ".join(one.name for one in said.speakers)
    several = len(said.speakers) > 1 and any(one.name not in who.plain for one in said.speakers)
    if speaker and (several or adds(speaker, who.plain)):
        who.append(f" = {_clean(names)}", _colour(speaker) + _DIM)
    return [who, Text(cue, Style(italic=True)), sort] if cue else [who, sort]


def _heading(words: str, gutter: int) -> Text:
    heading = Text(words, Style(italic=True, dim=True))
    heading.pad_left(max(0, gutter - heading.cell_len))
    return heading


def _rule(speaker: SpeakerHue | None) -> Text:
    return Text("│ ", _colour(speaker) if speaker and speaker.hue else _DIM)


def _wrapped(console: Console, text: Text, width: int) -> Iterator[Text]:
    for line in text.wrap(console, width):
        line.rstrip()
        yield line


def _balanced(console: Console, text: Text, width: int) -> list[Text]:
    """Wrapped to lines of about one length, so that no surname is alone on a line."""
    if text.cell_len <= width:
        return [text]
    lines = text.wrap(console, width)
    for narrower in range(text.cell_len // len(lines), width):
        even = text.wrap(console, narrower)
        if len(even) == len(lines):
            return list(even)
    return list(lines)


def _joined(*parts: Text) -> Text:
    line = Text.assemble(*parts)
    line.rstrip()
    return line


def _colour(speaker: SpeakerHue | None) -> Style:
    return Style(color=_COLOURS[speaker.hue - 1]) if speaker and speaker.hue else Style()


def _clean(text: str) -> str:
    """Without control characters: a report must not move the terminal's cursor or reorder it."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).replace("\t", " ")


def _counts(kinds: Counter[str], attributions: int, speakers: int) -> str:
    if not attributions:
        return "no attributions"
    each = ", ".join(f"{kinds[kind]} {kind}" for kind in _KINDS if kinds[kind])
    return f"{many(attributions, 'attribution')} ({each}) · {many(speakers, 'speaker')}"
