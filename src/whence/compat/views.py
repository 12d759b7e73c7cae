"""The reading of a doc as spans of its tokens."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from spacy.tokens import Doc, Span

from whence import records
from whence.api.document import Document
from whence.compat.serialize import document
from whence.records.claim import HedgeKind, Modality, Polarity, Role, Standing
from whence.records.keys import in_text_order, text_order
from whence.records.reading import Act, Kind, Stance

#: A half-open range of code points of `doc.text`.
Chars = tuple[int, int]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what. `source`, `cue` and `content` are spans of tokens, in text order.

    `speaker` is their name, None where the text has none, and `speaker_span` where that name first
    occurs. `words` is the exact content, with " … " where it is in pieces.
    """

    speaker: str | None
    speaker_span: Span | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    act: Act
    score: float  #: 0 to 1
    parent: int | None  #: the index, in the same list, of the one whose content this is in
    words: str
    source_chars: tuple[Chars, ...]
    cue_chars: tuple[Chars, ...]
    content_chars: tuple[Chars, ...]
    key: str  #: outlives the model that found it
    speakers: tuple[str, ...]  #: all that speak together, in the order of the text
    stance: Stance  #: only a statement is words said
    asserted: bool  #: False where the source does not assert it, which is no denial
    via: tuple[str, ...]  #: who passes the words on


class Hedge(msgspec.Struct, frozen=True, kw_only=True):
    """Words that qualify a claim."""

    span: Span
    kind: HedgeKind


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number that counts or measures. `value` is None for a range, which has bounds alone."""

    span: Span
    role: Role
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    of: Span | None  #: who or what is counted
    main: bool  #: the report's own total of that role


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """An assertion, and its source: `speaker`, None for the outlet's own."""

    span: Span
    speaker: str | None
    standing: Standing
    polarity: Polarity
    modality: Modality
    hedges: tuple[Hedge, ...]
    figures: tuple[Figure, ...]
    told_of: str | None  #: the first date that it is about, as precise as the text gives it
    words: str  #: exactly as in the text
    chars: Chars
    key: str  #: outlives the model that found it
    said: str  #: who says it and how, as words: "Pell denied"; empty for the outlet's own
    act: Act | None
    cue: str
    asserted: bool  #: False where the source does not assert it, which is no denial
    speakers: tuple[str, ...]
    via: tuple[str, ...]


def attributions(doc: Doc) -> list[Attribution]:
    """`doc._.attributions`."""
    found = document(doc)
    if found is None:
        return []
    place = Placer(doc, found)
    ordered = in_text_order(found.reading)
    order = text_order(found.reading.attributions)
    return [
        Attribution(
            speaker=quotation.speaker,
            speaker_span=_first_named(place, found, old),
            source=place.spans(one.source),
            cue=place.spans(one.cue),
            content=place.spans(one.content),
            kind=one.kind,
            act=one.act,
            score=one.score,
            parent=one.parent,
            words=quotation.content,
            source_chars=place.every_chars(one.source),
            cue_chars=place.every_chars(one.cue),
            content_chars=place.every_chars(one.content),
            key=quotation.key,
            speakers=quotation.speakers,
            stance=quotation.stance,
            asserted=quotation.asserted,
            via=quotation.via,
        )
        for old, one, quotation in zip(order, ordered, found.quotations, strict=True)
    ]


def claims(doc: Doc) -> list[Claim]:
    """`doc._.claims`."""
    found = document(doc)
    if found is None:
        return []
    place = Placer(doc, found)
    figures = [_figure(place, one) for one in found.resolution.figures]
    return [
        Claim(
            span=place.span(one.span),
            speaker=assertion.speaker,
            standing=one.standing,
            polarity=one.polarity,
            modality=one.modality,
            hedges=tuple(Hedge(span=place.span(h.span), kind=h.kind) for h in one.hedges),
            figures=tuple(figures[index] for index in one.figures),
            told_of=assertion.told_of,
            words=assertion.words,
            chars=place.chars(one.span),
            key=assertion.key,
            said=assertion.said,
            act=assertion.act,
            cue=assertion.cue,
            asserted=assertion.asserted,
            speakers=assertion.speakers,
            via=assertion.via,
        )
        for one, assertion in zip(found.resolution.claims, found.claims, strict=True)
    ]


class Placer:
    """Converts a document's spans to spans of its doc."""

    def __init__(self, doc: Doc, found: Document) -> None:
        """Takes a doc and its document."""
        self._doc = doc
        # A byte order mark is in the doc's text and not in the report's.
        self._shift = len(doc.text) - len(found.text)

    def chars(self, span: records.Span) -> Chars:
        """The offsets of the words in `doc.text`."""
        return span.start + self._shift, span.end + self._shift

    def every_chars(self, spans: Sequence[records.Span]) -> tuple[Chars, ...]:
        """The same of several."""
        return tuple(map(self.chars, spans))

    def span(self, span: records.Span, label: str = "", kb_id: str = "", id: str = "") -> Span:  # noqa: A002  as spaCy has it
        """The tokens that the words touch; none where there are no words."""
        start, end = self.chars(span)
        found = None
        if start < end:
            found = self._doc.char_span(
                start, end, label=label, kb_id=kb_id, alignment_mode="expand", span_id=id
            )
        return Span(self._doc, 0, 0, label=label) if found is None else found

    def spans(self, spans: Sequence[records.Span]) -> tuple[Span, ...]:
        """The same of several, without label."""
        return tuple(map(self.span, spans))


def _first_named(place: Placer, found: Document, attribution: int) -> Span | None:
    speaker = found.resolution.speaker(attribution)
    if speaker is None:
        return None
    mentions = found.entities[speaker.entity].mentions
    named = [one for one in mentions if one.form == "name"] or list(mentions)
    return place.span(named[0].span) if named else None


def _figure(place: Placer, one: records.Figure) -> Figure:
    return Figure(
        span=place.span(one.span),
        role=one.role,
        value=one.value,
        low=one.low,
        high=one.high,
        unit=one.unit,
        of=place.span(one.of) if one.of else None,
        main=one.main,
    )
