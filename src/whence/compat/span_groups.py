"""The reading of a doc as groups of spans, and their display in displaCy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Span

from whence.api.document import Document
from whence.compat.serialize import document
from whence.compat.views import Placer
from whence.records.keys import in_text_order

GROUPS = ("whence", "whence_claims", "whence_figures", "whence_times", "whence_places")

#: Label -> colour, for the few labels; displaCy finds them by an entry point.
COLOURS = {
    "SOURCE": "#f5c26b",
    "CUE": "#d9d9d9",
    "CONTENT": "#9fd3c7",
    "ATTRIBUTED": "#9fd3c7",
    "HEARSAY": "#f2b5b5",
    "OWN-VOICE": "#c9cbe8",
}


def displacy_options(key: str = "whence") -> dict[str, Any]:
    """Options for `displacy.render(doc, style="span", options=...)`.

    Each of a group's spans is shown: `key` is one of `GROUPS`. Raises ValueError for another.
    """
    if key not in GROUPS:
        raise ValueError(f"no group {key!r}; there are {', '.join(GROUPS)}")
    return {"spans_key": key, "colors": dict(COLOURS)}


def show(doc: Doc) -> None:
    """Fills the doc's groups; they are empty where it gave no report.

    A span's `id_` is its number in `whence read --format json` (A1, F1, T1, E1), its `kb_id_` its
    value: a TIMEX3 value, a place's ISO 3166 code. They never have words of the text, since
    displaCy writes them into its pages unescaped.
    """
    found = document(doc)
    for key in GROUPS:
        doc.spans[key] = []
    if found is None:
        return
    place, resolution = Placer(doc, found), found.resolution
    doc.spans["whence"] = list(_attributed(place, found))
    doc.spans["whence_claims"] = [
        place.span(one.span, one.standing.upper(), id=f"C{number}")
        for number, one in enumerate(resolution.claims, 1)
    ]
    doc.spans["whence_figures"] = [
        place.span(one.span, one.role.upper(), id=f"F{number}")
        for number, one in enumerate(resolution.figures, 1)
    ]
    doc.spans["whence_times"] = [
        place.span(one.span, one.type, one.value or "", f"T{number}")
        for number, one in enumerate(resolution.times, 1)
    ]
    doc.spans["whence_places"] = [
        place.span(mention.span, "PLACE", one.place.admin1 or one.place.country or "", f"E{number}")
        for number, one in enumerate(resolution.entities, 1)
        if one.place
        for mention in one.mentions
    ]


def _attributed(place: Placer, found: Document) -> Iterator[Span]:
    for number, one in enumerate(in_text_order(found.reading), 1):
        parts = (("SOURCE", one.source), ("CUE", one.cue), ("CONTENT", one.content))
        for label, spans in parts:
            yield from (place.span(span, label, id=f"A{number}") for span in spans)
