"""A report's text as markup: every word of it, in order, marked with what was read.

Rule: without the elements of class `note`, the article's text is `report.text` unchanged, but for
NUL and lone surrogates, which HTML cannot carry and which are replaced one for one. A test checks
it for any text and any spans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec
from markupsafe import escape

from whence.export.figures import amount, flags
from whence.export.text_pieces import Piece, paragraphs, pieces
from whence.records import Attribution, Place, Report, Resolution, Span
from whence.records.report import HEADINGS, BlockKind

_UNFIT = {0: 0xFFFD, **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)}


_SHOWN = frozenset(
    (
        "source", "cue", "name", "place", "time", "dateline", "figure", "hedge", "own", "unsaid",
    )
)  # fmt: skip


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """The note in the margin beside one attribution. All plain text, not yet escaped."""

    id: str
    anchor: str
    who: str  #: empty where no source is named
    hue: int
    act: str
    kind: str
    score: float
    page: str = ""  #: the address of the speaker's page, where there is one


class _Mark(msgspec.Struct, frozen=True):
    """A span to mark: `role` and, for an attribution's parts, which and how deep."""

    role: str
    number: int = -1
    hue: int = 0
    depth: int = 0
    title: str = ""


def article(
    report: Report,
    resolution: Resolution,
    attributions: Sequence[Attribution],
    notes: Sequence[Note],
    heading: str = "h1",
    anchors: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> tuple[str, bool]:
    """The markup of the text, and whether the headline is in it (so need not be said again).

    `heading` is the element that a headline becomes; `anchors` names offsets in the text that links
    elsewhere lead to.
    """
    text = report.text
    marks = _layers(report, resolution, attributions, notes)
    blocks = list(paragraphs(text, report.blocks))
    cuts = [edge for block in blocks for edge in block]
    begins = _begins(attributions, len(text))
    found = pieces(len(text), marks, [*cuts, *begins, *anchors])

    out: list[str] = []
    position = 0
    titled = False
    for start, end in blocks:
        inside: list[Piece[_Mark]] = []
        while position < len(found) and found[position].start < end:
            piece = found[position]
            if piece.start < start:
                out.append(_words(text, piece))  # the line breaks between paragraphs
            else:
                inside.append(piece)
            position += 1
        roles = {mark.role for piece in inside for mark in piece.marks}
        headline = "headline" in roles and not titled
        tag = heading if headline else "p"
        kind = next((r for r in ("headline", "caption", "dateline") if r in roles), "paragraph")
        # A wire's dateline is at the head of its first sentence, which is a paragraph.
        if kind == "dateline" and not all(
            any(mark.role == kind for mark in piece.marks)
            for piece in inside
            if text[piece.start : piece.end].strip()
        ):
            kind = "paragraph"
        # A deck or a subheading: the page has one title.
        if kind == "headline" and titled:
            kind = "subhead"
        titled = titled or headline
        out.append(f'<{tag} class="{kind}" dir="auto">')
        here: list[Note] = []
        for piece in inside:
            out += [f'<span class="note at" id="{a}"></span>' for a in anchors.get(piece.start, ())]
            for number in begins.get(piece.start, ()):
                here.append(notes[number])
                out.append(_aside(notes[number]))
            out.append(_piece(text, piece))
        out.append(f"</{tag}>")
        if here:
            out.append(_folded(here))
    out += [_words(text, piece) for piece in found[position:]]
    return "".join(out), titled


def _role_of(kind: BlockKind) -> str | None:
    """How a block of this kind is shown; None where as a paragraph."""
    if kind in HEADINGS:
        return "headline"
    shown = {"caption": "caption", "credit": "caption", "dateline": "dateline"}
    return shown.get(kind)


def _layers(
    report: Report,
    resolution: Resolution,
    attributions: Sequence[Attribution],
    notes: Sequence[Note],
) -> list[tuple[Span, _Mark]]:
    layers = [(b.span, _Mark(role)) for b in report.blocks if (role := _role_of(b.kind))]
    depths: list[int] = []
    unsaid = {n for n, one in enumerate(attributions) if not one.is_said}
    for number, (attribution, note) in enumerate(zip(attributions, notes, strict=True)):
        parent = attribution.parent
        # Parents come first in text order; anything else is a broken reading and ignored.
        depths.append(depths[parent] + 1 if parent is not None and parent < number else 0)
        for role in ("content", "source", "cue"):
            # What the source does not assert is not tinted as its words.
            shown = "unsaid" if role == "content" and number in unsaid else role
            mark = _Mark(shown, number, note.hue, depths[-1])
            layers += [(span, mark) for span in getattr(attribution, role)]
    for entity in resolution.entities:
        label = f"{entity.name} · {where(entity.place) if entity.place else entity.type}"
        role = "place" if entity.place else "name"
        layers += [(m.span, _Mark(role, title=label)) for m in entity.mentions if m.form == "name"]
    layers += [(t.span, _Mark("time", title=t.value or t.type)) for t in resolution.times]
    for figure in resolution.figures:
        label = " · ".join((amount(figure), figure.role, *flags(figure)))
        layers.append((figure.span, _Mark("figure", title=label)))
    for claim in resolution.claims:
        if claim.standing == "own-voice" and claim.modality != "unasserted":
            layers.append((claim.span, _Mark("own")))
        layers += [(h.span, _Mark("hedge", title=f"{h.kind}")) for h in claim.hedges]
    return layers


def where(place: Place) -> str:
    """A place as codes and a point: "UA-63, 49.99, 36.23"."""
    code = place.admin1 or place.country or place.precision
    return f"{code}, {place.lat:.2f}, {place.lon:.2f}"


def _begins(attributions: Sequence[Attribution], length: int) -> dict[int, list[int]]:
    """The offset of each attribution's first visible word: its note and address go there."""
    begins: dict[int, list[int]] = {}
    for number, a in enumerate(attributions):
        starts = [max(0, s.start) for s in a.source + a.cue + a.content if s.start < s.end]
        begins.setdefault(min(starts, default=0), []).append(number)
    return {start: found for start, found in begins.items() if start < length}


def _words(text: str, piece: Piece[_Mark]) -> str:
    said = str(escape(text[piece.start : piece.end].translate(_UNFIT)))
    # A parser would turn a bare carriage return into a line feed.
    return said.replace("\r", "&#13;")


def _piece(text: str, piece: Piece[_Mark]) -> str:
    classes: list[str] = []
    title = ""
    contents = [m for m in piece.marks if m.role == "content"]
    if contents:
        # The innermost speaker gives the tint; the outer one shows on either side of it.
        inner = max(contents, key=lambda m: (m.depth, m.number))
        classes += ["c", f"h{inner.hue}"] + (["deep"] if len(contents) > 1 else [])
    for mark in piece.marks:
        if mark.role in _SHOWN and mark.role not in classes:
            classes.append(mark.role)
            title = mark.title or title
    said = _words(text, piece)
    if not classes:
        return said
    # Works by Tab and by tap, not by hovering alone.
    label = str(escape(title.translate(_UNFIT)))
    about = f' data-told="{label}" aria-description="{label}" tabindex="0"' if title else ""
    return f'<span class="{" ".join(classes)}"{about}>{said}</span>'


def _aside(note: Note) -> str:
    who = escape(note.who) if note.who else "no source named"
    none = "" if note.who else " none"
    return (
        f'<span class="note at" id="{note.anchor}"></span>'
        f'<a class="note side h{note.hue}{none}" href="{_leads(note)}" title="{note.id} · '
        f'{note.kind} · {note.score:.2f}"><b>{who}</b> <i>{escape(note.act)}</i></a>'
    )


def _leads(note: Note) -> str:
    """Where a note leads: to the speaker, else to itself, which is an address to send on."""
    return str(escape(note.page)) if note.page else f"#{note.anchor}"


def _folded(notes: Sequence[Note]) -> str:
    """The same notes under the paragraph, for a page too narrow to have a margin."""
    found = []
    for note in notes:
        who = escape(note.who) if note.who else "no source named"
        none = "" if note.who else " none"
        found.append(
            f'<li><a class="h{note.hue}{none}" href="{_leads(note)}"><b>{who}</b> '
            f"<i>{escape(note.act)}</i></a></li>"
        )
    return f'<ul class="note folded">{"".join(found)}</ul>'
