"""`--format citron`: quotes in the JSON format of BBC R&D's Citron.

The output is Citron's annotation format (docs/data_format.md and citron/data.py of
github.com/bbc/citron), which its evaluation, training and annotator read: one object a report, with
`text`, `quotes` and `coreference_groups`; one object a line on stdout, one file each in a folder,
which is what Citron opens. A quote has `cue`, `sources`, `contents`, `coreferences`, `confidence`
(four decimals in a string, as Citron writes it) and `id`; each stretch `start`, `end` and `text`.
Offsets are code points of the text: Citron calls them character indices and slices with Python.
Citron's server answers with the same names, but its numbers there are spaCy tokens, and it swaps
`sources` and `coreferences`; here both are as in the format's description.

- `sources` are the words beside the quote, `coreferences` the speaker's first name in the report
  where those words do not name the speaker.
- `coreference_groups` are the entities that are mentioned more than once.
- `source` is the server's field for what made the quotes; `report` in it, which is ours, is the
  report as the user names it, and `decided` the last decision applied to it.

The format has no place for attributions without a cue, or whose content is no words, and those that
nobody asserts (`asserted` false, an attitude, a deed), which are left out; a cue's second stretch
("put ... down"); kind, act and parent; who passes words on; the type of a speaker; the title, date
and publisher; times, places, figures, hedges and claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from whence.export.brat import Names
from whence.export.exporters import FolderOfReports, whole
from whence.export.linked import Node, line, shown
from whence.ports import Result
from whence.records import Attribution, Entity, Reading, Report, Resolution, Span
from whence.records.keys import attribution_key, in_text_order, text_order


class CitronExporter(FolderOfReports):
    """Writes one JSON object a line."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        for result in results:
            out.write(line(citron(*result)) + "\n")
            out.flush()

    def write_folder(self, results: Iterable[Result], folder: Path) -> None:
        """Writes a file for each report; existing files of the same names are replaced."""
        folder.mkdir(parents=True, exist_ok=True)
        names = Names()
        for result in results:
            with whole(folder / f"{names.name(result[0])}.json") as out:
                out.write(line(citron(*result)) + "\n")


def citron(report: Report, reading: Reading, resolution: Resolution) -> Node:
    """One report as Citron's object."""
    text = report.text
    groups = [_stretches(text, [m.span for m in e.mentions]) for e in resolution.entities]
    return {
        "text": text,
        "quotes": list(_quotes(report, reading, resolution)),
        "coreference_groups": [group for group in groups if len(group) > 1],
        "source": {
            "application": reading.reader.name,
            # Citron's server has this name with the colon in it.
            "model:": reading.reader.bundle,
            "runtime": reading.reader.runtime,
            "report": report.origin.source,
            "decided": reading.decided,
        },
    }


def _quotes(report: Report, reading: Reading, resolution: Resolution) -> Iterator[Node]:
    text = report.text
    order = text_order(reading.attributions)
    for old, attribution in zip(order, in_text_order(reading), strict=True):
        cues = _stretches(text, attribution.cue)
        contents = _stretches(text, attribution.content)
        # Only what is asserted is a quote.
        if not cues or not contents or not attribution.is_said:
            continue
        heard = [resolution.entities[s.entity] for s in resolution.all_speakers(old)]
        names = [span for entity in heard for span in _named(attribution, entity)]
        yield {
            "cue": cues[0],
            "sources": _stretches(text, attribution.source),
            "contents": contents,
            "coreferences": _stretches(text, names),
            "confidence": f"{attribution.score:.4f}",
            "id": attribution_key(report, attribution),
        }


def _named(attribution: Attribution, entity: Entity) -> Sequence[Span]:
    """Where a speaker is first named, if the source does not do so itself."""
    if not attribution.source:
        return ()
    names = [mention.span for mention in entity.mentions if mention.form == "name"]
    if any(name.overlaps(source) for name in names for source in attribution.source):
        return ()
    return sorted(names)[:1]


def _stretches(text: str, spans: Sequence[Span]) -> list[Node]:
    return [{"start": s.start, "end": s.end, "text": s.of(text)} for s in shown(text, spans)]
