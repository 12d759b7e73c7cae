"""Who said what as Markdown, to be pasted where people work: a note, a ticket, a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO

from whence.ports import Result

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
#: What begins a list, though only at a line's beginning.
_BEGINNING = re.compile(r"^(\d+)([.)])|^([-+=])")


class MarkdownExporter:
    """Writes a heading for each report and a list item for each attribution, in text order."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Keeps `whence.ports.Exporter`: each report is written whole, as it arrives."""
        for result in results:
            out.write("\n".join([*_lines(result), "", ""]))
            out.flush()


def _lines(result: Result) -> list[str]:
    report, reading, resolution = result
    about = [report.publisher, report.published and report.published.value, report.origin.source]
    lines = [
        f"## {_plain(report.title or report.origin.source)}",
        "",
        f"*{_plain(', '.join(one for one in about if one))}*",
        "",
    ]
    for one, speaker in zip(reading.attributions, resolution.speakers, strict=True):
        source = " ".join(span.of(report.text) for span in one.source)
        who = resolution.entities[speaker.entity].name if speaker else source
        words = " … ".join(_plain(span.of(report.text)) for span in one.content)
        indent = "    " if one.parent is not None else ""
        lines.append(f"{indent}- **{_plain(who or 'nobody in particular')}** ({one.act}): {words}")
    if not reading.attributions:
        lines.append("Nobody is quoted.")
    return lines


def _plain(words: str) -> str:
    """Words on one line that Markdown shows as they are."""
    line = _SPECIAL.sub(r"\\\1", " ".join(words.split()))
    return _BEGINNING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)
