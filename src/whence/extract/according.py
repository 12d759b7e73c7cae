"""The source after "according to", before its clause, within it and at its end."""

from __future__ import annotations

import msgspec

from whence.extract.missed_frames import RELATIVE
from whence.extract.phrases import NOMINAL
from whence.extract.subjects import Subjects
from whence.records import Attribution, Span

_CLAUSE = 3  #: words of a clause at least
_JOINTS = frozenset({"and", "but", "while"})


class According(Subjects):
    """The sources and contents of one text that "according to" joins."""

    def _within_which(self, one: Attribution) -> Attribution:
        """As in "The plant, which according to its owner Tarrow Steel employs 300 people"."""
        for span in one.cue:
            for index in self._tree.within(span):
                if self._tree.lower(index) != "according" or not index:
                    continue
                if self._tree.lower(index - 1) in RELATIVE and (made := self._according(index)):
                    return msgspec.structs.replace(made, score=one.score, parent=one.parent)
        return one

    def _whole_behind(self, one: Attribution) -> Attribution:
        """The whole clause after "According to the papers, the startup owed its suppliers $9m"."""
        if len(one.cue) != 1 or one.cue[0].of(self._text) != "According to":
            return one
        if len(one.source) != 1 or len(one.content) != 1 or one.kind == "direct":
            return one
        source, content = one.source[0], one.content[0]
        start = source.end
        while self._text[start : start + 1] in (",", " "):
            start += 1
        left = Span(start, content.start)
        if not one.cue[0].end <= source.start < source.end < start < content.start:
            return one
        if "\n" in left.of(self._text) or not self._holds_verb(left):
            return one
        if any(mark in left.of(self._text) for mark in '.;:“"'):
            return one
        return self._with(one, content=(Span(start, content.end),))

    def _listed_after(self, one: Attribution) -> Attribution:
        """Who is listed after "according to" at a sentence's end, taken for content."""
        tree = self._tree
        if len(one.cue) != 1 or one.cue[0].of(self._text).lower() != "according to":
            return one
        cue = tree.within(one.cue[0])
        first, stop = cue.stop, self._sentence_end(cue.stop - 1)
        if one.source and (len(one.source) > 1 or tree.at(one.source[0].start) != first):
            return one
        if not one.source and (made := self._in_the_middle(one, cue.start, first)) is not None:
            return made
        listed = range(first, stop + 1)
        if not listed or any(tree.words[i].tag in ("VERB", "AUX", "SCONJ") for i in listed):
            return one
        begin = self._sentence(cue.start)
        if begin >= cue.start - 1 or not any(tree.words[i].tag in NOMINAL for i in listed):
            return one
        source, said = tree.span(first, stop), self._bare(tree.span(begin, cue.start - 1))
        return self._with(one, source=(self._bare(source),), content=(said,))

    def _behind_and(self, one: Attribution) -> Attribution:
        """The clause behind "and according to X,", and not the one before "and"."""
        tree = self._tree
        if len(one.cue) != 1 or one.cue[0].of(self._text) != "according to":
            return one
        cue = tree.within(one.cue[0])
        if cue.start < 2 or tree.lower(cue.start - 1) not in ("and", "but"):
            return one
        stop = self._sentence_end(cue.stop - 1)
        comma = next((i for i in range(cue.stop, stop) if tree.lower(i) == ","), None)
        if comma is None or comma == cue.stop or stop - comma < _CLAUSE:
            return one
        rest = tree.span(comma + 1, stop)
        before = range(cue.stop, comma)
        if not self._holds_verb(rest) or any(tree.words[i].tag == "VERB" for i in before):
            return one
        return self._with(
            one, source=(tree.span(cue.stop, comma - 1),), content=(self._bare(rest),)
        )

    def in_turn(self, one: Attribution) -> Attribution:
        """Each of two who give figures: "22 died according to the ministry and 27 according to us".

        The first is not the second's content, nor "and 27" part of a source.
        """
        tree = self._tree
        if len(one.cue) != 1 or one.cue[0].of(self._text).lower() != "according to":
            return one
        cue = tree.within(one.cue[0])
        begin, stop = self._sentence(cue.start), self._sentence_end(cue.stop - 1)
        others = [i for i in range(begin, stop) if tree.lower(i) == "according" and i != cue.start]
        before = max((i for i in others if i < cue.start), default=None)
        if before is not None and (joint := self._joint(before, cue.start)) is not None:
            said = self._bare(tree.span(joint + 1, cue.start - 1))
            return self._with(one, content=(said,))
        behind = min((i for i in others if i > cue.start), default=None)
        joint = None if behind is None else self._joint(cue.start, behind)
        if joint is None or len(one.source) != 1 or one.source[0].end <= tree.words[joint].span.end:
            return one
        source = self._bare(tree.span(cue.stop, joint - 1))
        return self._with(one, source=(source,))

    def _joint(self, first: int, last: int) -> int | None:
        """Where "and", "but" or "while" goes on to the second of two, with a figure behind it."""
        tree = self._tree
        words = [i for i in range(first, last) if tree.lower(i) in _JOINTS]
        counted = bool(words) and any(
            tree.words[i].tag == "NUM" for i in range(words[-1] + 1, last)
        )
        return words[-1] if counted else None

    def _in_the_middle(self, one: Attribution, according: int, first: int) -> Attribution | None:
        """As in "The driver, according to two passengers, had been asleep", its source unseen."""
        tree = self._tree
        behind = tree.span(first, self._sentence_end(first))
        begins = bool(one.content) and min(one.content).start == tree.words[first].span.start
        begins = begins and self._holds_verb(behind)
        made = self._according(according) if begins and tree.lower(according - 1) == "," else None
        if made is None or len(made.content) < 2:
            return None
        return msgspec.structs.replace(made, score=one.score, parent=one.parent)

    def _fronted(self, one: Attribution) -> Attribution:
        """Who comes after "According to" at a sentence's beginning, taken for content."""
        tree = self._tree
        if len(one.cue) != 1 or len(one.content) != 1:
            return one
        first = tree.within(one.cue[0])
        to = first[0] + 1 if first else len(tree.words)
        if to + 1 >= len(tree.words) or tree.lower(to) != "to" or tree.lower(to - 1) != "according":
            return one
        stop = self._sentence_end(to)
        comma = next((i for i in range(to + 1, stop) if tree.lower(i) == ","), None)
        if comma is None or self._sentence(to) != to - 1 or comma == to + 1:
            return one
        source = tree.span(to + 1, comma - 1)
        if any(s.start < source.end for s in one.source):
            return one  # "According to Reuters, the advocate general said": not by him
        end = one.content[0].end
        if (
            any(tree.is_predicate(i) for i in range(to + 1, comma))
            or end <= tree.words[comma + 1].span.start
        ):
            return one
        said = self._bare(Span(tree.words[comma + 1].span.start, end))
        return self._with(one, source=(source,), cue=(tree.span(to - 1, to),), content=(said,))
