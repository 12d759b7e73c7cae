"""The source after "according to", before its clause, within it and at its end."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.extract.missed_frames import RELATIVE
from whence.extract.phrases import NOMINAL
from whence.extract.subjects import Subjects
from whence.records import Attribution, Span

_CLAUSE = 3  #: words of a clause at least
_JOINTS = frozenset({"and", "but", "while"})
#: What is between two givers and is of neither, and after what a giver begins its own clause.
_BETWEEN = _JOINTS | frozenset({",", ";", "—", "–", "although", "whereas", "though", "yet"})
_BEGINS = _BETWEEN - {","}
_IN_THE_WORDS = "in the words of"
_COUNTS = frozenset({"NUM", "SYM"})
#: What no phrase for a giver goes on with.
_ENDS_GIVER = frozenset({"PUNCT", "VERB", "AUX", "SCONJ", "PART"})


class According(Subjects):
    """The sources and contents of one text that "according to" joins."""

    def _in_the_words_of(self, one: Attribution) -> Attribution:
        """As in "It was, in the words of one survivor, “a slaughterhouse”": all of the clause."""
        if one.source or len(one.cue) != 1 or one.cue[0].of(self._text).lower() != _IN_THE_WORDS:
            return one
        made = self._according(self._tree.within(one.cue[0])[0], len(_IN_THE_WORDS.split()))
        if made is None:
            return one
        return msgspec.structs.replace(made, score=one.score, parent=one.parent)

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
        """The clause after "and according to X,", and not the one before "and"."""
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
        """Each of several in a sentence has its own words, before it or after it.

        "He was born in Brell, according to court papers, and grew up in Sarno, according to a
        cousin": not both of the cousin. "According to police 18 died, according to doctors 23".
        """
        tree = self._tree
        if len(one.cue) != 1 or one.cue[0].of(self._text).lower() != "according to":
            return one
        cue = tree.within(one.cue[0])
        begin, stop = self._sentence(cue.start), self._sentence_end(cue.stop - 1)
        while begin > 1 and tree.lower(begin - 1) == ";":
            begin = self._sentence(begin - 2)
        while stop + 2 < len(tree.words) and tree.lower(stop + 1) == ";":
            stop = self._sentence_end(stop + 2)
        each = [i for i in range(begin, stop) if tree.lower(i) == "according"]
        if len(each) < 2 or cue.start not in each:
            return one
        sources = [self._giver(i + 2, stop) for i in each]
        turns = self._turns(each, sources, begin, stop)
        content = [self._own_words(*part) for part in turns[each.index(cue.start)]] if turns else []
        if not all(content) or not content:
            return one
        words = sources[each.index(cue.start)]
        source = self._bare(tree.span(words.start, words.stop - 1))
        return self._with(one, source=(source,), content=tuple(s for s in content if s))

    def _own_words(self, first: int, last: int) -> Span | None:
        """The words from `first` to `last` without what joins them to others, if any are left."""
        while first <= last and self._tree.lower(first) in _BETWEEN:
            first += 1
        while first <= last and self._tree.lower(last) in _BETWEEN:
            last -= 1
        return self._bare(self._tree.span(first, last)) if first <= last else None

    def _giver(self, first: int, stop: int) -> range:
        """The words of whom "according to" names, to where a clause or a figure begins."""
        tree, named = self._tree, False
        for index in range(first, stop + 1):
            tag = tree.words[index].tag
            follows = index > first and tree.words[index - 1].tag in NOMINAL
            counts = tag == "CCONJ" and index < stop and tree.words[index + 1].tag in _COUNTS
            if named and (
                tag in _ENDS_GIVER or counts or (follows and tag in ("DET", "NUM", "PRON", "ADJ"))
            ):
                return range(first, index)
            named = named or tag in NOMINAL or tag == "PRON"
        return range(first, stop + 1)

    def _turns(
        self, each: Sequence[int], sources: Sequence[range], begin: int, stop: int
    ) -> list[list[tuple[int, int]]] | None:
        """First and last word of the parts that each gives; None where it is not clear whose."""
        tree = self._tree
        behind: list[bool] = []
        for at, index in enumerate(each):
            begins = index == begin or tree.lower(index - 1) in _BEGINS
            follows = bool(behind) and behind[-1] and tree.lower(index - 1) == ","
            after = range(sources[at].stop, each[at + 1] if at + 1 < len(each) else stop + 1)
            alone = all(tree.lower(i) in _BETWEEN for i in after)
            behind.append((begins or follows) and not alone)
        found: list[list[tuple[int, int]]] = []
        free = begin
        for at, index in enumerate(each):
            before, rest = [(free, index - 1)], sources[at].stop
            # "the driver, according to two passengers, had been asleep"
            inside = rest < stop and tree.lower(rest) == "," and self._goes_on(rest + 1)
            if behind[at] or inside:
                end = stop
                if at + 1 < len(each) and behind[at + 1]:
                    end = each[at + 1] - 1
                elif at + 1 < len(each):
                    joints = [i for i in range(rest, each[at + 1]) if self._joins(i)]
                    if not joints:
                        return None
                    end = joints[-1] - 1
                found.append([(rest, end)] if behind[at] else [*before, (rest, end)])
                free = end + 1
            else:
                found.append(before)
                free = rest
        return found

    def _goes_on(self, index: int) -> bool:
        """Whether a clause goes on with its verb after a parenthesis."""
        return self._tree.words[index].tag in ("VERB", "AUX", "PART")

    def _joins(self, index: int) -> bool:
        return self._tree.lower(index) in _JOINTS or self._tree.lower(index) == ";"

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
