"""Noun phrases, clauses and verbs of a text as the spans of attributions."""

from __future__ import annotations

import re

import msgspec

from whence.extract.acts import act_of, verb_of
from whence.extract.kinds import bare, kind_of, trimmed, whole_words, with_marks
from whence.extract.quotes import Quotations
from whence.records import Attribution, Span
from whence.syntax import Tree

#: How sure an attribution is that only the syntax shows.
SCORE = 0.7
#: A quotation that begins after a name continues the content: "said Holt, “and ...”".
_OPENED = re.compile(r",\s+[“\"]")
_CLOSE = ",.!?;:—–-"
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


class Phrases:
    """Parts of one text."""

    def __init__(self, tree: Tree, marks: Quotations) -> None:
        """Takes the text's words and its quotations."""
        self._tree = tree
        self._text = tree.text
        self._marks = marks

    def _cue_verb(self, one: Attribution) -> int | None:
        for span in one.cue:
            for index in self._tree.within(span):
                if self._tree.words[index].tag == "VERB" and verb_of(self._tree.lower(index)):
                    return index
        return None

    def _first_of_verb(self, verb: int) -> int:
        """The first of the words that make up a verb: its auxiliaries, its negation."""
        first = verb
        for child in self._tree.children(verb, "aux", "aux:pass", "advmod", "cc:preconj"):
            first = min(first, child)
        between = range(first, verb)
        plain = all(self._tree.words[i].tag in ("AUX", "PART", "ADV", "CCONJ") for i in between)
        return first if plain else verb

    def _phrase(self, noun: int) -> Span:
        """The noun phrase, its appositions in: "Tull, the mayor", "the mayor, Meg Tull"."""
        tree = self._tree
        span = tree.phrase(noun, case=False)
        span = Span(span.start, self._with_name(span, tree.words[noun].tag))
        for child in tree.children(noun, "appos"):
            beside = tree.phrase(child, case=False)
            between = self._text[span.end : beside.start]
            if beside.start >= span.end and not between.strip(" ,"):
                span = Span(span.start, beside.end)
        opened = _OPENED.search(self._text, span.start, span.end)
        whole = Span(span.start, opened.start()) if opened else span
        return whole_words(self._text, self._bare(whole))

    def _with_name(self, phrase: Span, tag: str) -> int:
        """Where a description beside a name ends: "her neighbour, Tove Lask"."""
        tree = self._tree
        comma = self._text[phrase.end : phrase.end + 1] == ","
        after = self._word_from(phrase.end + comma) if tag == "NOUN" else None
        if after is None or not self._text[phrase.end + comma : phrase.end + comma + 1].isspace():
            return phrase.end
        last = after
        while last < len(tree.words) and tree.words[last].tag == "PROPN":
            last += 1
        following = tree.lower(last) if last < len(tree.words) else "."
        closed = following in (".", ",", ";", ":", "?", "!")
        # "fumed trader Akosua Bredu as officials came"; but "said the mayor Monday"
        beside = not comma and tree.words[after].mention in ("person", "organization", None)
        if last == after or not (closed or (beside and last - after > 1)):
            return phrase.end
        return tree.words[last - 1].span.end

    def _clause(self, head: int) -> Span:
        inside = self._tree.subtree(head)
        words = [i for i in inside if self._tree.words[i].tag != "PUNCT"]
        return self._bare(self._tree.span(words[0], words[-1]))

    def _noun_from(self, at: int) -> int | None:
        """The head of the noun phrase that begins with the word."""
        tree = self._tree
        index = at
        while index < len(tree.words) and index < at + 6:
            tag = tree.words[index].tag
            if tag in NOMINAL:
                head = tree.head(index)
                while head is not None and head > index and tree.words[head].tag in NOMINAL:
                    if tree.relation(index) not in ("compound", "flat", "amod", "nmod:poss"):
                        break
                    index, head = head, tree.head(head)
                return index
            if tag not in ("DET", "ADJ", "NUM", "ADV"):
                return None
            index += 1
        return None

    def _word_from(self, offset: int) -> int | None:
        """The word that begins at the code point, spaces skipped."""
        rest = self._text[offset : offset + 3]
        if "\n" in rest:
            return None
        return self._tree.at(offset + len(rest) - len(rest.lstrip()))

    def _bare(self, span: Span) -> Span:
        start, end = span.start, span.end
        while end > start and self._text[end - 1] in _CLOSE:
            end -= 1
        return bare(self._text, trimmed(self._text, start, max(start, end)))

    def _made(
        self, source: Span | None, cue: Span, content: tuple[Span, ...], *, quoted: bool = False
    ) -> Attribution:
        content = tuple(with_marks(span, self._marks) for span in content)
        kind = kind_of(self._text, content, [cue], self._marks)
        said = " ".join(span.of(self._text) for span in content)
        return Attribution(
            source=() if source is None else (source,),
            cue=(cue,),
            content=content,
            kind=kind,
            act=act_of(cue.of(self._text), said, quoted or kind == "direct"),
            score=SCORE,
        )

    def _with(
        self,
        one: Attribution,
        *,
        source: tuple[Span, ...] | None = None,
        cue: tuple[Span, ...] | None = None,
        content: tuple[Span, ...] | None = None,
    ) -> Attribution:
        """The attribution with other parts, its kind and act judged anew."""
        source = one.source if source is None else source
        cue = one.cue if cue is None else cue
        content = one.content if content is None else content
        content = tuple(with_marks(span, self._marks) for span in content)
        kind = kind_of(self._text, content, cue or source, self._marks) if content else one.kind
        said = " ".join(span.of(self._text) for span in content)
        words = " ".join(span.of(self._text) for span in cue)
        return msgspec.structs.replace(
            one, source=source, cue=cue, content=content, kind=kind,
            act=act_of(words, said, kind == "direct"),
        )  # fmt: skip

    def _heads(self, index: int) -> bool:
        return self._tree.words[index].tag in ("VERB", "AUX") or self._tree.is_predicate(index)

    def _end_of(self, head: int, first: int) -> int:
        """Where a clause ends that begins with `first`: at a mark, or the verb around it."""
        tree = self._tree
        outer = set(tree.ancestors(head)) - set(range(first))
        last = first
        for index in range(first, len(tree.words)):
            mark = tree.lower(index) in (",", ".", ";", ":", "—", "?", "!")
            governs = index in outer and index > head
            if mark or governs or (tree.head(index) in outer and tree.words[index].tag == "AUX"):
                break
            last = index
        return tree.words[last].span.end
