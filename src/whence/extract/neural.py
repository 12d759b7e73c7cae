"""The reader that ships: the encoder's scores decoded, linked, and read again inside contents."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache, partial
from importlib import metadata
from typing import NamedTuple, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from whence.encoder import BREAKS, Encoder, Pieces, Scores
from whence.extract.acts import HEDGE
from whence.extract.assemble import attribution, by_rule, ordered
from whence.extract.correct import (
    corrected,
    judged,
    missed_inside,
    nested,
    within_parents,
)
from whence.extract.decode_spans import Tagged, Tagset, decode
from whence.extract.decode_syntax import antecedents, words
from whence.extract.kinds import whole_words
from whence.extract.layout import behind_datelines, without_slug
from whence.extract.link_to_cues import Pointer, find_missing, link
from whence.extract.name_types import by_two_opinions
from whence.extract.nested import (
    DEEPEST,
    insides,
    is_nested,
    put_back,
    shifted,
    with_own_marks,
)
from whence.extract.quotes import Quotations, quotations
from whence.extract.sections import sections, together
from whence.records import (
    Antecedent,
    Attribution,
    Mention,
    Reader,
    Reading,
    Report,
    Span,
    Word,
)
from whence.records.report import HEADINGS, BlockKind
from whence.syntax import Tree, unwrapped

#: An attribution less sure than this is left out: wrong more often than right, as measured on the
#: reports that training keeps back for such choices.
LEAST_SCORE = 0.55
#: What of the model's is asked for inside a content.
_INSIDE = frozenset({"attribution", "link"})
#: A log-probability so low that no other score makes up for it: e^-30 is about 1e-13.
_NEVER = -30.0
_LINE, _PARAGRAPH = BREAKS.index("line"), BREAKS.index("paragraph")
#: Lengths of a line that was wrapped at a fixed width.
_WRAPPED = range(50, 101)
_SENTENCE_ENDS = ".!?:;\"”’'»)]"


_Record = TypeVar("_Record", bound=msgspec.Struct)


class _Found(NamedTuple):
    """What one section of a text, or all of it, was found to hold."""

    attributions: list[Attribution]
    entities: list[Mention]
    times: list[Mention]
    words: list[Word]
    antecedents: list[Antecedent]

    def append(self, section: _Found, start: int) -> None:
        """Adds what a section that begins at `start` holds."""
        if not start:  # as in nearly every report: nothing moves
            self.attributions.extend(section.attributions)
            self.entities.extend(section.entities)
            self.times.extend(section.times)
            self.words.extend(section.words)
            self.antecedents.extend(section.antecedents)
            return
        before = len(self.attributions)
        for one in section.attributions:
            parent = None if one.parent is None else one.parent + before
            self.attributions.append(shifted(one, start, parent))
        for mine, theirs in ((self.entities, section.entities), (self.times, section.times)):
            mine += [_replaced(m, start, span=m.span) for m in theirs]
        shift = len(self.words)
        for word in section.words:
            moved = _replaced(word, start, span=word.span)
            if shift and word.head is not None:
                moved = msgspec.structs.replace(moved, head=word.head + shift)
            self.words.append(moved)
        self.antecedents.extend(
            _replaced(a, start, mention=a.mention, antecedent=a.antecedent)
            for a in section.antecedents
        )


def _replaced(one: _Record, by: int, **spans: Span) -> _Record:
    """The record with these spans of it moved on."""
    moved = {name: Span(s.start + by, s.end + by) for name, s in spans.items()}
    return msgspec.structs.replace(one, **moved)


class NeuralReader:
    """Reads reports with one encoder. A reading depends on its report's text and layout alone."""

    def __init__(self, encoder: Encoder) -> None:
        """Takes an opened encoder, which several readers may share."""
        self._encoder = encoder
        manifest = encoder.bundle.manifest
        self._tagsets = {
            head: Tagset(labels, manifest.transitions.get(head))
            for head, labels in manifest.heads.items()
            if head in ("attribution", "entity", "time")
        }
        labels = manifest.heads["attribution"]
        self._columns = {
            role: [labels.index(f"B-{role}"), labels.index(f"I-{role}")]
            for role in ("source", "content")
        }
        self._inside_columns = [n for n, label in enumerate(labels) if label != "O"]
        self._cue_columns = [labels.index("B-cue"), labels.index("I-cue")]
        self.reader = Reader(
            name="whence",
            bundle=encoder.bundle.digest,
            version=_version(),
            runtime=encoder.runtime,
        )

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        """One reading a report, in order."""
        found: list[_Found] = [_Found([], [], [], [], []) for _ in reports]
        parts = [(n, span) for n, report in enumerate(reports) for span in sections(report.text)]
        for group in together(parts):
            texts = [unwrapped(without_slug(span.of(reports[n].text))) for n, span in group]
            datelines = [_blocks(reports[n], span, ("dateline",)) for n, span in group]
            headlines = [_blocks(reports[n], span, HEADINGS) for n, span in group]
            read = self._read(texts, datelines, headlines)
            for (n, span), of_section in zip(group, read, strict=True):
                found[n].append(of_section, span.start)
        return [
            Reading(
                report_id=report.id,
                attributions=ordered(one.attributions),
                entities=tuple(one.entities),
                times=tuple(one.times),
                reader=self.reader,
                words=tuple(one.words),
                antecedents=tuple(one.antecedents),
            )
            for report, one in zip(reports, found, strict=True)
        ]

    def _read(
        self,
        texts: Sequence[str],
        datelines: Sequence[Sequence[Span]],
        headlines: Sequence[Sequence[Span]],
    ) -> list[_Found]:
        scores = self._encoder.score(texts)
        for s, lines in zip(scores, datelines, strict=True):
            self._forbid(s, lines, self._inside_columns)
        marks = [quotations(text) for text in texts]
        syntax = [self._syntax(text, s) for text, s in zip(texts, scores, strict=True)]
        trees = [Tree(text, found) for text, (found, _) in zip(texts, syntax, strict=True)]
        attributions = [
            corrected(tree, found, quotes, head)
            for tree, found, quotes, head in zip(
                trees, self._attributions(texts, scores, marks), marks, headlines, strict=True
            )
        ]
        entities = [
            by_two_opinions(tree, found)
            for tree, found in zip(trees, self._mentions(texts, scores, "entity"), strict=True)
        ]
        times = self._mentions(texts, scores, "time")
        pieces = [s.pieces for s in scores]
        del scores
        self._look_inside(trees, pieces, marks, attributions)
        for tree, found, quotes in zip(trees, attributions, marks, strict=True):
            found.extend(missed_inside(tree, found, quotes))
        attributions = [
            behind_datelines(tree.text, judged(tree, within_parents(found)), lines)
            for tree, found, lines in zip(trees, attributions, datelines, strict=True)
        ]
        return [
            _Found(a, e, t, *of_words)
            for a, e, t, of_words in zip(attributions, entities, times, syntax, strict=True)
        ]

    def _syntax(self, text: str, scores: Scores) -> tuple[list[Word], list[Antecedent]]:
        """The words and who may be whom, where the model gives them."""
        if not {"arc", "antecedent"} <= set(self._encoder.pointers):
            return [], []
        labels = self._encoder.labels
        found = words(text, scores, labels["tag"], labels["relation"], labels["mention"])
        return found, antecedents(scores, found)

    def _mentions(
        self, texts: Sequence[str], scores: Sequence[Scores], head: str
    ) -> list[list[Mention]]:
        decoded = self._decoded(texts, scores, head)
        return [
            [
                Mention(
                    span=whole_words(text, _span(s.pieces, tag)),
                    type=tag.label,
                    score=round(tag.score, 4),
                )
                for tag in tags
            ]
            for text, s, tags in zip(texts, scores, decoded, strict=True)
        ]

    def _attributions(
        self,
        texts: Sequence[str],
        scores: Sequence[Scores],
        marks: Sequence[Quotations],
    ) -> list[list[Attribution]]:
        for text, s in zip(texts, scores, strict=True):
            # PolNeAR marks "reportedly" as a cue now and then; a hedge is not one.
            hedges = [Span(*match.span()) for match in HEDGE.finditer(text)]
            self._forbid(s, hedges, self._cue_columns)
        decoded = self._decoded(texts, scores, "attribution")
        found = []
        for text, s, tags, quotes in zip(texts, scores, decoded, marks, strict=True):
            inside = {
                role: np.exp(s.heads["attribution"][:, columns]).sum(axis=1)
                for role, columns in self._columns.items()
            }
            pointers = [Pointer(*p.window, p.asks, p.answers) for p in s.pointers["link"]]
            ended = (s.pieces.breaks == _LINE) | (s.pieces.breaks == _PARAGRAPH)
            lines = np.cumsum(ended, dtype=np.int64)
            linked = find_missing(
                link(tags, lines, pointers), inside, s.pieces.firsts, lines, pointers
            )
            # A cue of which no word can be said to be its content says nothing: "he agreed".
            sure = [one for one in linked if one.score >= LEAST_SCORE and one.content]
            tagged = [attribution(text, one, partial(_span, s.pieces), quotes) for one in sure]
            found.append([*tagged, *by_rule(text, tagged, quotes)])
        return found

    @staticmethod
    def _forbid(scores: Scores, spans: Sequence[Span], columns: Sequence[int]) -> None:
        """Rules the attribution head's labels `columns` out at the spans."""
        pieces = scores.pieces
        for span in spans:
            first = np.searchsorted(pieces.ends, span.start, side="right")
            end = np.searchsorted(pieces.starts, span.end, side="left")
            scores.heads["attribution"][first:end, columns] = _NEVER

    def _decoded(
        self, texts: Sequence[str], scores: Sequence[Scores], head: str
    ) -> list[list[Tagged]]:
        return decode(
            [s.heads[head] for s in scores],
            [s.pieces.firsts for s in scores],
            [_paragraph_starts(text, s.pieces) for text, s in zip(texts, scores, strict=True)],
            self._tagsets[head],
        )

    def _look_inside(
        self,
        trees: Sequence[Tree],
        pieces: Sequence[Pieces],
        marks: Sequence[Quotations],
        attributions: list[list[Attribution]],
    ) -> None:
        """Adds nested attributions to each list, `parent` set, level by level."""
        texts = [tree.text for tree in trees]
        fresh = [0] * len(texts)
        for _ in range(DEEPEST):
            looks = [
                (report, fresh[report] + index, stretch)
                for report, found in enumerate(attributions)
                for index, stretch in insides(texts[report], found[fresh[report] :])
            ]
            if not looks:
                return
            fresh = [len(found) for found in attributions]
            stretches = [stretch.of(texts[report]) for report, _, stretch in looks]
            known = [pieces[report].between(s.start, s.end) for report, _, s in looks]
            read = self._attributions(
                stretches,
                self._encoder.score(stretches, only=_INSIDE, known=known),
                [Quotations()] * len(stretches),
            )
            for (report, parent, stretch), inner in zip(looks, read, strict=True):
                for one in inner:
                    moved = put_back(texts[report], one, stretch.start, marks[report], parent)
                    known_cue = any(
                        c.overlaps(own)
                        for a in attributions[report]
                        for c in a.cue
                        for own in moved.cue
                    )
                    if not known_cue and is_nested(texts[report], moved, stretch):
                        held = attributions[report][parent].content
                        whole = with_own_marks(moved, held, marks[report])
                        remaining = nested(trees[report], whole, marks[report])
                        if remaining is not None:
                            attributions[report].append(remaining)


def _blocks(report: Report, section: Span, kinds: Container[BlockKind]) -> list[Span]:
    """The spans of the blocks of these kinds in a section."""
    return [
        Span(max(0, b.span.start - section.start), b.span.end - section.start)
        for b in report.blocks
        if b.kind in kinds and b.span.overlaps(section)
    ]


def _paragraph_starts(text: str, pieces: Pieces) -> npt.NDArray[np.bool_]:
    """Before which pieces no span goes on.

    That is after a blank line and after a line's end, but for one in the middle of a sentence of
    a text wrapped at a fixed width. Of 69,595 spans in PolNeAR's training part one crosses a
    line's end.
    """
    starts: npt.NDArray[np.bool_] = pieces.breaks == _PARAGRAPH
    for at in np.flatnonzero(pieces.breaks == _LINE):
        end = int(pieces.ends[at - 1])
        length = end - text.rfind("\n", 0, end) - 1
        wrapped = length in _WRAPPED and text[end - 1] not in _SENTENCE_ENDS
        starts[at] = not wrapped
    return starts


def _span(pieces: Pieces, tag: Tagged) -> Span:
    return Span(int(pieces.starts[tag.first]), int(pieces.ends[tag.end - 1]))


@cache
def _version() -> str:
    try:
        return metadata.version("whence")
    except metadata.PackageNotFoundError:  # run from a source tree that was never installed
        return "unknown"
