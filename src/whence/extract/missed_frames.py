"""Attributions that the syntax alone shows: a verb of speech, its subject and its complement.

Grammar: Huddleston and Pullum, "The Cambridge Grammar of the English Language", 2002, chapter 11,
sections 4 to 9 (content clauses and reported speech).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from whence.extract.acts import SAYS, verb_of
from whence.extract.complements import INFORMING, Complements
from whence.extract.parenthetical import BELIEVING, PREDICTING
from whence.extract.phrases import NOMINAL, SCORE
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.records import Attribution, Span

QUOTING = frozenset(lemmas("speech", "quoting").values())
RELATIVE = words("grammar", "relative")
_COMPLEMENT = ("ccomp", "xcomp")
#: Prepositions before who says the sentence.
_FRAMES = sorted(tuple(frame.split()) for frame in words("speech", "frames"))
#: Words that open a clause which the outlet asserts; not so "if the minister says".
_ASSERTED = {"that"} | words("grammar", "set against") | words("grammar", "conceding")
_LABELLING = frozenset(lemmas("speech", "labelling").values())
#: What opens the content after the agent of a passive, and within how many words. The number is a
#: guess, not measured.
_OPENS_CLAUSE = frozenset({"that", "to", "not", "whether", "if"})
_NEAR_AGENT = 6  # words
_CLAUSE_ENDS = frozenset({",", ".", ";", ":", "—", "?", "!"})
#: So many words an apposition between a subject and its verb may have.
_APPOSED = 16
#: So far from its verb a quotation may begin that is part of what the verb says.
_NEAR_QUOTE = 60


class MissedFrames(Complements):
    """The clauses of one text that say something."""

    def clauses(self, found: Sequence[Attribution]) -> Iterator[Attribution]:
        """Those that a verb of speech, its subject and its complement make, and nobody found."""
        taken = [s for a in found for s in (*a.cue, *a.content, *a.source)]
        for index in range(len(self._tree.words) - 2):
            if (length := self._length_of_frame(index)) and index + length < len(self._tree.words):
                made = self._according(index, length)
                if made and not _crosses(made, found):
                    taken += [*made.cue, *made.source]
                    yield made
        for verb, word in enumerate(self._tree.words):
            if any(s.overlaps(word.span) for s in taken):
                continue
            made = self._frame(verb) if word.tag == "VERB" else self._by_noun(verb)
            if made is None:
                continue
            held = [s for a in found if _holds(made, a) for s in (*a.cue, *a.content, *a.source)]
            if not any(s.overlaps(c) for s in taken if s not in held for c in made.content):
                taken += [*made.cue, *made.content]
                yield made

    def inside(self, found: Sequence[Attribution]) -> Iterator[Attribution]:
        """Those inside a content: "told the court that [the president had ordered him to go]".

        Each has its `parent`, the attribution of `found` whose content holds it most narrowly.
        """
        taken = [s for a in found for s in (*a.cue, *a.source)]
        for verb, word in enumerate(self._tree.words):
            known = verb_of(self._tree.lower(verb)) if word.tag == "VERB" else None
            if known is None or known[1] not in SAYS or any(s.overlaps(word.span) for s in taken):
                continue
            made = (
                self._as_saying(verb, known[0])
                or self._complement(verb, known[0])
                # "he had been assured by the governor that"; not "numbers verified by doctors"
                or (self._passive(verb, known[1]) if known[0] in INFORMING else None)
                or self._as_aside(verb)
            )
            if made is None:
                continue
            spans = (*made.source, *made.cue, *made.content)
            holding = [
                (content.end - content.start, number)
                for number, one in enumerate(found)
                for content in one.content
                if all(content.covers(s) for s in spans)
            ]
            if holding:
                yield msgspec.structs.replace(made, parent=min(holding)[1])

    def _frame(self, verb: int) -> Attribution | None:
        lemma, act = verb_of(self._tree.lower(verb)) or ("", "")
        if (given := self._count_given(verb)) is not None:
            return given
        if act == "believe":
            made = self._aside(verb) if lemma in BELIEVING else None
            return made or (self._foretold(verb) if lemma in PREDICTING else None)
        if act not in SAYS:
            return None
        return (
            self._as_saying(verb, lemma)
            or self._relative(verb)
            or self._complement(verb, lemma)
            or self._passive(verb, act)
            or self._labelled(verb, lemma)
            or self._aside(verb)
            or self._passive_aside(verb)
        )

    def _foretold(self, verb: int) -> Attribution | None:
        """As in "The weather service forecast on Wednesday that the heat would last"."""
        comp = self._tree.child(verb, "ccomp")
        mark = None if comp is None else self._tree.child(comp, "mark")
        has_that = mark is not None and self._tree.lower(mark) == "that" and mark > verb
        return self._complement(verb, "forecast") if has_that else None

    def _length_of_frame(self, index: int) -> int:
        """How many words long "according to" or "in the words of" is, if one begins here; or 0."""
        for frame in _FRAMES:
            words = range(index, min(index + len(frame), len(self._tree.words)))
            if tuple(self._tree.lower(i) for i in words) == frame:
                return len(frame)
        return 0

    def _according(self, index: int, length: int = 2) -> Attribution | None:
        """As in "The driver, according to two passengers, had been asleep"."""
        tree = self._tree
        noun = self._noun_from(index + length)
        if noun is None:
            return None
        source = self._phrase(noun)
        cue = tree.span(index, index + length - 1)
        whole = self._around(index)
        relative = index > 0 and tree.lower(index - 1) in RELATIVE
        if relative:
            verb = next(
                (i for i in range(noun, min(noun + 8, len(tree.words)))
                 if tree.words[i].tag in ("VERB", "AUX")), None,
            )  # fmt: skip
            if verb is None:
                return None
            source = self._bare(Span(source.start, tree.words[verb - 1].span.end))
            end = self._end_of(verb, verb)
            said = self._bare(Span(tree.words[verb].span.start, end))
            return self._made(source, cue, (said,))
        before = [i for i in whole if i < index]
        behind = [i for i in whole if tree.words[i].span.start >= source.end]
        content = tuple(
            self._bare(tree.span(side[0], side[-1])) for side in (before, behind) if side
        )
        if not content or any("\n" in span.of(self._text) for span in content):
            return None
        return self._made(source, cue, content)

    def _around(self, index: int) -> list[int]:
        """The words of the main clause that the word is in, without marks at its edges."""
        tree = self._tree
        head = tree.head(index)
        predicate = None if head is None else tree.predicate(head)
        if predicate is None:
            # "According to ..." parsed apart: the clause after it.
            predicate = next(
                (i for i in range(index + 3, min(index + 40, len(tree.words)))
                 if tree.words[i].tag == "VERB" and tree.is_predicate(i)), None,
            )  # fmt: skip
        if predicate is None:
            return []
        return [i for i in tree.subtree(predicate) if tree.words[i].tag != "PUNCT"]

    def _as_saying(self, verb: int, lemma: str, content: Span | None = None) -> Attribution | None:
        if lemma not in QUOTING:
            return None
        if content is not None:  # the quotation after a colon, whatever it is
            content = Span(content.end, content.end + 1)
        empty = Attribution(
            source=(), cue=(self._tree.words[verb].span,), kind="indirect",
            content=() if content is None else (content,),
            act="state", score=SCORE,
        )  # fmt: skip
        made = self._whom_it_quotes(empty, verb)
        return made if made.content else None

    def _whom_it_quotes(self, one: Attribution, quoting: int) -> Attribution:
        sayings = [
            i
            for i in range(quoting + 1, min(quoting + 30, len(self._tree.words)))
            if self._tree.lower(i) in ("saying", "telling", "asking", "warning")
            and self._tree.lower(i - 1) == "as"
        ]
        if not sayings:
            return one
        saying = sayings[0]
        if self._tree.is_passive(quoting):
            subject = self._tree.subject(quoting)
            source = None if subject is None else self._phrase(subject)
        else:
            between = [i for i in range(quoting + 1, saying - 1) if self._tree.lower(i) != ","]
            source = self._bare(self._tree.span(between[0], between[-1])) if between else None
        if source is None:
            return one
        cue = self._tree.span(self._first_of_verb(quoting), quoting)
        said = self._tree.span(saying - 1, saying)
        content = tuple(
            self._bare(Span(said.end, s.end)) if s.overlaps(said) else s
            for s in one.content
            if s.end > said.end or not (s.overlaps(said) or s.overlaps(source))
        )
        if not content:
            comp = self._tree.child(saying, *_COMPLEMENT)
            content = () if comp is None or comp < saying else (self._clause(comp),)
        if not content:
            # "“We have no plan,” the colonel was quoted as saying by the daily"
            before = self._marks.near(max(0, source.start - 4), source.start)
            quoted = [
                q for q in before if q.closed and not self._text[q.end : source.start].strip()
            ]
            content = tuple(Span(q.start, q.end) for q in quoted[-1:])
        return self._with(one, source=(source,), cue=(cue, said), content=content)

    def _complement(self, verb: int, lemma: str) -> Attribution | None:
        tree = self._tree
        subject = tree.child(verb, "nsubj")
        if subject is None and tree.relation(verb) == "conj":
            subject = tree.subject(verb)  # "he rose and said": the subject is shared
        if subject is None and verb and tree.lower(verb - 1) == "having":
            return self._fronted_perfect(verb, lemma)
        mark = tree.child(verb, "mark")
        if subject is None or tree.is_passive(verb):
            return None
        if mark is not None and tree.lower(mark) not in _ASSERTED:
            return None
        if tree.words[subject].tag not in NOMINAL or subject > verb:
            return None
        source = self._phrase(subject)
        comp = self._what(verb, lemma)
        if comp is None or comp < verb:
            called = self._called(verb)
            if called is None:
                return None
            content = called
        else:
            content = self._clause(comp)
        if content.start < tree.words[verb].span.end:
            content = Span(tree.words[verb].span.end, content.end)
        content = self._bare(content)
        if content.end <= content.start:
            return None
        return self._made(source, tree.span(self._first_of_verb(verb), verb), (content,))

    def _fronted_perfect(self, verb: int, lemma: str) -> Attribution | None:
        """As in "Having warned that it would rain, forecasters went home"."""
        tree = self._tree
        comp, subject = self._what(verb, lemma), tree.subject(verb)
        if comp is None or subject is None or tree.words[subject].tag not in NOMINAL:
            return None
        content = self._bare(self._clause(comp))
        if not tree.words[verb].span.end < content.start < tree.words[subject].span.start:
            return None
        return self._made(self._phrase(subject), tree.words[verb].span, (content,))

    def _passive(self, verb: int, act: str) -> Attribution | None:
        """As in "It was claimed by the defence that", "was urged by the council not to".

        Or "were accused by the league of letting the fire spread".
        """
        tree = self._tree
        agent = tree.agent(verb) if tree.is_passive(verb) else None
        if agent is None or agent < verb or tree.words[agent].tag not in NOMINAL:
            return None
        if tree.lower(agent + 1) in ("'", "’", "'s", "’s"):
            agent = agent + 2  # "by the sheep farmers' league"
        opening = _OPENS_CLAUSE | ({"of"} if act == "accuse" else set())
        near = range(agent + 1, min(agent + _NEAR_AGENT, len(tree.words)))
        opens = next((i for i in near if tree.lower(i) in opening), None)
        subject = tree.subject(verb)
        # "It was claimed by the defence that": a relative clause by the parse, never by the sense
        own = subject is not None and (tree.lower(subject) == "it" or act == "accuse")
        own = own or (
            opens is not None
            and any(
                tree.relation(i) in ("ccomp", "xcomp", "advcl", "csubj", "csubj:pass", "acl")
                for i in (tree.head(opens), opens)
                if i is not None
            )
        )
        if opens is None or not own:
            return None
        last = opens
        while last + 1 < len(tree.words) and tree.lower(last + 1) not in _CLAUSE_ENDS:
            last += 1
        content = self._bare(tree.span(opens, last))
        if "\n" in content.of(self._text):
            return None
        cue = tree.span(self._first_of_verb(verb), verb)
        return self._made(self._phrase(agent), cue, (content,))

    def _labelled(self, verb: int, lemma: str) -> Attribution | None:
        """As in "Vik called the incident serious", "called for a register of hives"."""
        tree = self._tree
        subject = tree.subject(verb)
        if lemma not in _LABELLING or subject is None or subject > verb or tree.is_passive(verb):
            return None
        if tree.words[subject].tag not in NOMINAL or tree.lower(subject) in RELATIVE:
            return None
        thing, what = tree.child(verb, "obj"), tree.child(verb, "xcomp")
        wanted = (
            tree.child(verb, "obl") if lemma == "call" and tree.lower(verb + 1) == "for" else None
        )
        if wanted is not None and tree.preposition(wanted) == "for":
            said, cue = self._clause(wanted), tree.span(self._first_of_verb(verb), verb + 1)
            said = Span(max(said.start, cue.end), said.end)
        elif thing is not None and what is not None and verb < thing < what:
            if tree.words[what].tag == "VERB":
                return None  # "called the man to come"
            start = tree.phrase(thing, case=False).start
            said, cue = (
                Span(start, self._clause(what).end),
                tree.span(self._first_of_verb(verb), verb),
            )
        else:
            return None
        said = self._bare(said)
        if said.end <= said.start or "\n" in said.of(self._text):
            return None
        return self._made(self._phrase(subject), cue, (said,))

    def _called(self, verb: int) -> Span | None:
        """What a verb is followed by in quotation marks: "called the strike “irresponsible”"."""
        tree = self._tree
        inside = [i for i in tree.subtree(verb) if i > verb and tree.words[i].tag != "PUNCT"]
        if not inside:
            return None
        start, end = tree.words[inside[0]].span.start, tree.words[inside[-1]].span.end
        own = [q for q in self._marks.near(start, end) if q.start > tree.words[verb].span.start]
        if not own or not own[0].closed or own[0].start - start > _NEAR_QUOTE:
            return None
        between = self._text[start : own[0].start]
        if any(mark in between for mark in ".;:\n"):
            return None
        return Span(min(start, own[0].start), own[0].end)

    def _relative(self, verb: int) -> Attribution | None:
        """As in "The quarry, which villagers claim ruined their wells, is shut"."""
        tree = self._tree
        following = verb + 1
        if following >= len(tree.words) or tree.words[following].tag not in ("VERB", "AUX", "ADV"):
            return None
        last = verb
        if tree.lower(verb - 1) == ",":
            # "which Li Quan, a superintendent of the security department, said are dangerous"
            commas = (i for i in range(verb - 2, max(0, verb - _APPOSED), -1))
            last = next((i for i in commas if tree.lower(i) == ","), verb)
        subject = next(
            (i for i in range(last - 1, max(-1, last - 7), -1) if tree.lower(i) in RELATIVE), None
        )
        if subject is None or tree.words[subject].tag not in ("PRON", "DET", "SCONJ"):
            return None
        names = [i for i in range(subject + 1, verb) if tree.words[i].tag in NOMINAL]
        auxiliaries = [i for i in range(subject + 1, verb) if tree.words[i].tag in ("AUX", "PART")]
        if not names or tree.lower(following).endswith("ing"):
            return None
        head = next((i for i in range(following, len(tree.words)) if self._heads(i)), None)
        if head is None:
            return None
        copula = tree.head(head) if tree.relation(head) in ("cop", "aux", "aux:pass") else None
        if copula is not None and copula > head:
            head = copula  # "which the manufacturer says is safe"
        end = self._end_of(head, following)
        source = tree.span(subject + 1, names[-1])
        cue = tree.span(auxiliaries[0] if auxiliaries else verb, verb)
        content = self._bare(Span(tree.words[following].span.start, end))
        return self._made(source, cue, (content,))


def _holds(made: Attribution, one: Attribution) -> bool:
    """Whether another says all of an attribution: "demanded that brands [tell owners] to pay"."""
    spans = (*one.source, *one.cue, *one.content)
    return bool(one.source) and all(any(c.covers(s) for c in made.content) for s in spans)


def _crosses(made: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether an attribution shares words with another and does not hold all of it."""
    for one in found:
        spans = (*one.source, *one.cue, *one.content)
        mine = (*made.source, *made.cue, *made.content)
        if any(s.overlaps(m) for s in spans for m in mine):
            inside = all(any(c.covers(s) for c in made.content) for s in spans)
            if not inside:
                return True
    return False
