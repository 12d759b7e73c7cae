"""`Document`: a report and everything that was read in it, for Python."""

from __future__ import annotations

from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from whence import bootstrap
from whence.api.frames import Rows
from whence.api.notebook import framed
from whence.errors import SettingsError
from whence.export.document import document as published_shape
from whence.export.tables.rows import COLUMNS, OF_REPORTS, rows_of
from whence.records import Attributions, Claim, Entity, Reading, Report, Resolution, Span
from whence.records.attribution_chain import asserted, lead, via
from whence.records.claim import HedgeKind, Modality, Polarity, Standing
from whence.records.keys import attribution_key, claim_key, in_text_order, text_order
from whence.records.reading import Act, Kind, Stance

_BETWEEN = " … "


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution in words: who says what, directly or not.

    `source`, `cue` and `content` are the report's own words, unchanged, with " … " where they are
    apart; their spans are half-open, in code points of the report's text. `speaker` is who it is by
    name, None where the report does not say; `key` is the same from any model.
    """

    speaker: str | None
    source: str
    cue: str
    content: str
    kind: Kind
    act: Act
    key: str
    parent: str | None  #: the key of the attribution around this one
    score: float  #: 0 to 1
    speakers: tuple[str, ...]  #: all that speak together, in the order of the text
    stance: Stance  #: only a statement is words said
    asserted: bool  #: False where the source does not say it, which is no denial
    via: tuple[str, ...]  #: who passes the words on
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]


class Assertion(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in words: what is asserted, and on whose word.

    `speaker` is its source, None for the outlet's own or where the report does not say; `standing`
    says which. `act`, `cue` and `attribution` are those of the innermost attribution around it, and
    `said` is who says it and how, in words ("Pell denied"). `start` and `end` are half-open, in
    code points of the report's text.
    """

    words: str
    speaker: str | None
    standing: Standing
    polarity: Polarity
    modality: Modality
    hedges: tuple[HedgeKind, ...]
    told_of: str | None  #: the first date in it, ISO 8601, as precise as the report gives it
    start: int
    end: int
    key: str
    said: str  #: empty for the outlet's own words
    act: Act | None
    cue: str
    asserted: bool  #: False where the source does not say it, which is no denial
    speakers: tuple[str, ...]  #: all that say it together
    via: tuple[str, ...]  #: who passes the words on, the nearest first
    attribution: str | None  #: its key


class _Result(NamedTuple):
    report: Report
    reading: Reading
    resolution: Resolution


class Document(_Result):
    """A report and everything that was read in it.

        document = whence.read("“We are leaving,” Ada Venn said.")
        document.quotations[0].speaker      # 'Ada Venn'
        document.claims[0].standing         # 'attributed'
        document.table("figures").to_pandas()
        document.to("html")                 # any format of `whence read --format`

    It is a tuple of the records `report`, `reading` and `resolution`, which hold everything. In a
    notebook it shows itself with its quotations coloured by speaker.
    """

    @property
    def text(self) -> str:
        """The report's text: what every offset counts in."""
        return self.report.text

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Every attribution, direct or not, in text order, an outer one before what it holds."""
        attributions = in_text_order(self.reading)
        keys = [attribution_key(self.report, one) for one in attributions]
        order = text_order(self.reading.attributions)
        return tuple(
            Quotation(
                speaker=entity.name if (entity := self._speaker(old)) else None,
                source=self._words(one.source),
                cue=self._words(one.cue),
                content=self._words(one.content),
                kind=one.kind,
                act=one.act,
                key=key,
                parent=None if one.parent is None else keys[one.parent],
                score=one.score,
                speakers=tuple(s.name for s in self._spoken.one(old).speakers),
                stance=one.stance,
                asserted=one.asserted,
                via=self._spoken.one(old).via,
                source_spans=one.source,
                cue_spans=one.cue,
                content_spans=one.content,
            )
            for old, one, key in zip(order, attributions, keys, strict=True)
        )

    @cached_property
    def claims(self) -> tuple[Assertion, ...]:
        """Every assertion, in text order."""
        return tuple(map(self._assertion, self.resolution.claims))

    @cached_property
    def _spoken(self) -> Attributions:
        return Attributions(*self)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Everyone and everything that is mentioned, each with all its mentions."""
        return self.resolution.entities

    def table(self, name: str) -> Rows[dict[str, Any]]:
        """One of the tables of this report, as `whence export` writes them.

        They are `reports`, `entities`, `mentions`, `times`, `attributions`, `claims` and `figures`.
        Raises `SettingsError` for another name.
        """
        if name not in OF_REPORTS:
            raise SettingsError(f"no table {name!r}; there are {', '.join(OF_REPORTS)}")
        rows = [row for table, row in rows_of(self) if table == name]
        return Rows(rows, COLUMNS[name])

    def to_dict(self) -> dict[str, Any]:
        """The published shape, `whence.document/1`, as dicts and lists."""
        found: dict[str, Any] = msgspec.to_builtins(published_shape(*self))
        return found

    def to(self, form: str) -> str:
        """The document in a format of `whence read --format`; raises `SettingsError` for others."""
        out = StringIO()
        bootstrap.exporter(form).write(iter([self]), out)
        return out.getvalue()

    def save(self, path: str | Path, form: str = "json") -> None:
        """Writes the document to a file, in UTF-8; raises as `to`, and OSError."""
        text = self.to(form)
        Path(path).write_text(text, encoding="utf-8", errors="replace", newline="")

    def _repr_html_(self) -> str:
        """The text with its quotations by speaker, for a notebook: in a frame of its own."""
        return framed(self.to("html"))

    def __repr__(self) -> str:
        name = self.report.title or self.report.origin.source
        return f"<Document {name!r}: {len(self.reading.attributions)} attributions>"

    def _speaker(self, number: int) -> Entity | None:
        speaker = self.resolution.speaker(number)
        return None if speaker is None else self.resolution.entities[speaker.entity]

    def _words(self, spans: tuple[Span, ...]) -> str:
        return _BETWEEN.join(span.of(self.text) for span in spans)

    def _assertion(self, claim: Claim) -> Assertion:
        entity = self._speaker(claim.voices[-1]) if claim.voices else None
        chain = self._spoken.of_claim(claim)
        return Assertion(
            words=claim.span.of(self.text),
            speaker=entity.name if entity else None,
            standing=claim.standing,
            polarity=claim.polarity,
            modality=claim.modality,
            hedges=tuple(hedge.kind for hedge in claim.hedges),
            told_of=self.resolution.told_of(claim.times),
            start=claim.span.start,
            end=claim.span.end,
            key=claim_key(self.report, claim),
            said=lead(chain),
            act=chain[-1].act if chain else None,
            cue=chain[-1].cue if chain else "",
            asserted=asserted(chain),
            speakers=tuple(one.name for one in chain[-1].speakers) if chain else (),
            via=via(chain),
            attribution=chain[-1].key if chain else None,
        )
