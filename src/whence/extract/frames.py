"""What the syntax around a cue says of source and content, and attributions that it alone shows.

Rules on an attribution that the model found, and on clauses that it passed over. Each answers a
question of grammar: who is the subject of the verb of speech, who its agent in the passive, what
its complement clause. Grammar: Huddleston and Pullum, "The Cambridge Grammar of the English
Language", 2002, chapter 11, sections 4 to 9 (content clauses and reported speech).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from whence.extract.acts import act_of, verb_of
from whence.extract.kinds import bare, kind_of, trimmed
from whence.extract.quotes import Quotation, Quotations
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.records import Attribution, Span
from whence.syntax import Tree

#: How sure an attribution is that only the syntax shows.
SCORE = 0.7
_SAYS = frozenset("state deny ask order promise warn accuse".split())
_TELLING = frozenset(lemmas("speech", "telling").values())
_OF_DEEDS = frozenset(lemmas("speech", "of deeds").values())
_DEMANDING = frozenset(lemmas("speech", "demanding").values())
_QUOTING = frozenset(lemmas("speech", "quoting").values())
_DOING = frozenset(lemmas("speech", "doing").values())
_JUDGING = frozenset(lemmas("speech", "judging").values())
_REFUSED = words("speech", "refused things")
_RELATIVE = words("grammar", "relative")
_PEOPLE = frozenset({"person", "organization"})
_PERSONAL = words("grammar", "pronoun he") | words("grammar", "pronoun she")
_CLOSE = ",.!?;:—–-"
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_COMPLEMENT = ("ccomp", "xcomp")


class Frames:
    """The rules over one text."""

    def __init__(self, tree: Tree, marks: Quotations) -> None:
        """Takes the text's words and its quotations."""
        self._tree = tree
        self._text = tree.text
        self._marks = marks

    # -- mending what was found -------------------------------------------------------------

    def mended(self, one: Attribution) -> list[Attribution]:
        """The attribution with its source by voice, and what it holds as a further one.

        A further one is nested: its `parent` is 0, the first of the answer.
        """
        one = self._quoted_by_another(self._by_voice(one))
        return self._told_inside(one)

    def _by_voice(self, one: Attribution) -> Attribution:
        """Who speaks in "Keller was told by police that": the agent, or nobody who is named."""
        verb = self._cue_verb(one)
        if verb is None or not one.source or not self._tree.is_passive(verb):
            return one
        if one.source[0].of(self._text).lower() == "it" and self._says_that(verb):
            return self._with(one, source=())  # "it is said that": nobody is named
        found = verb_of(self._tree.lower(verb))
        subject = self._tree.subject(verb)
        if found is None or subject is None:
            return one
        if found[0] not in _TELLING and found[1] != "accuse":
            return one
        agent = self._tree.agent(verb)
        if agent is not None and agent > verb:
            phrase = self._tree.phrase(agent, case=False)
            cue = tuple(
                self._bare(Span(s.start, self._tree.words[verb].span.end))
                if s.overlaps(phrase) and s.start <= self._tree.words[verb].span.start
                else s
                for s in one.cue
                if not phrase.covers(s)
            )
            mended = self._with(one, source=(phrase,), cue=cue)
            return self._of_accused(mended, verb, agent) if found[1] == "accuse" else mended
        head = self._tree.head_of(one.source[0])
        if head == subject or head in self._tree.conjuncts(subject):
            return self._with(one, source=())
        return one

    def _says_that(self, verb: int) -> bool:
        comp = self._tree.child(verb, "ccomp", "csubj", "csubj:pass")
        return comp is not None and comp > verb

    def _of_accused(self, one: Attribution, verb: int, agent: int) -> Attribution:
        """Of what somebody "was accused by the union": of it, not of himself."""
        if any(span.start > self._tree.words[agent].span.end for span in one.content):
            return one
        rest = [
            i
            for i in self._tree.subtree(verb)
            if i > max(self._tree.subtree(agent)[-1], agent) or self._opens_of(i, agent)
        ]
        behind = [i for i in rest if self._tree.words[i].tag != "PUNCT"]
        opens = next((i for i in behind if self._tree.lower(i) in ("of", "over", "for")), None)
        if opens is None:
            return one
        cue = self._tree.span(self._first_of_verb(verb), verb)
        content = self._bare(self._tree.span(opens, behind[-1]))
        return self._with(one, cue=(cue,), content=(content,))

    def _opens_of(self, index: int, agent: int) -> bool:
        return index > agent and self._tree.lower(index) in ("of", "over", "for")

    def _quoted_by_another(self, one: Attribution) -> Attribution:
        """Who speaks in "the agency quoted Pellam as saying": who is quoted."""
        for span in one.cue:
            for index in self._tree.within(span):
                found = verb_of(self._tree.lower(index))
                if found is not None and found[0] in _QUOTING:
                    return self._whom_it_quotes(one, index)
        return one

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
        if self._tree.is_passive(quoting) or self._tree.child(quoting, "aux:pass") is not None:
            quoted = self._tree.subject(quoting)
        else:
            quoted = self._tree.child(quoting, "obj", "iobj")
            if quoted is None:
                between = range(quoting + 1, saying - 1)
                quoted = next((i for i in between if self._tree.words[i].tag in _NOMINAL), None)
        if quoted is None:
            return one
        cue = self._tree.span(self._first_of_verb(quoting), quoting)
        said = self._tree.span(saying - 1, saying)
        source = self._phrase(quoted)
        content = tuple(s for s in one.content if not s.overlaps(said) and not s.overlaps(source))
        if not content:
            comp = self._tree.child(saying, *_COMPLEMENT)
            content = () if comp is None else (self._clause(comp),)
        return self._with(one, source=(source,), cue=(cue, said), content=content)

    def _told_inside(self, one: Attribution) -> list[Attribution]:
        """"Roth said Keller told her: “I will kill you.”" is Keller's, as told by Roth."""
        if len(one.content) != 1 or not one.cue:
            return [one]
        tree, content = self._tree, one.content[0]
        edge = max(s.end for s in (*one.cue, *one.source))
        if content.start < edge:
            return [one]
        between = [i for i in tree.within(Span(min(one.cue).start, content.start))]
        own = {i for span in one.cue for i in tree.within(span)}
        for verb in reversed(between):
            found = verb_of(tree.lower(verb))
            if verb in own or found is None or found[1] not in _SAYS:
                continue
            subject = tree.child(verb, "nsubj")
            if tree.words[verb].tag != "VERB" or subject is None or tree.is_passive(verb):
                continue
            phrase = self._phrase(subject)
            if phrase.start < min(one.cue).end:
                continue
            source = tuple(
                self._bare(Span(s.start, phrase.start)) if s.covers(phrase) else s
                for s in one.source
            )
            outer = self._with(one, source=source, content=(Span(phrase.start, content.end),))
            inner = self._made(phrase, tree.span(self._first_of_verb(verb), verb), (content,))
            return [outer, msgspec.structs.replace(inner, parent=0, score=one.score)]
        return [one]

    def trimmed_inner(self, one: Attribution) -> Attribution:
        """A nested content that begins with its own quotation ends with it.

        "The doctor said 'it is only a cough', so we went home": what follows is of who tells it.
        """
        if one.parent is None or len(one.content) != 1:
            return one
        content = one.content[0]
        own = [q for q in self._marks.near(content.start, content.end) if q.start == content.start]
        if not own or not own[-1].closed or own[-1].end >= content.end:
            return one
        rest = self._text[own[-1].end : content.end].lstrip()
        inside = self._text[own[-1].end - 2 : own[-1].end - 1]
        if not rest.startswith((",", ".", ";", "—", "–")) and inside not in ",.!?":
            return one
        if any(q.start > own[-1].end for q in self._marks.near(own[-1].end, content.end)):
            return one
        return self._with(one, content=(Span(content.start, own[-1].end),))

    # -- finding what was passed over -------------------------------------------------------

    def quoted(self, found: Sequence[Attribution]) -> list[Attribution]:
        """The attributions with those whose frame stands at a quotation: "“No!” snapped Tull".

        A quotation that has such a frame of its own is taken from whoever it was given to.
        """
        kept = list(found)
        for quotation in self._marks:
            if quotation.depth or not quotation.closed:
                continue
            frame = self._inverted(quotation) or self._before_colon(quotation, kept)
            if frame is None or self._is_cued(kept, frame[1]):
                continue
            span = Span(quotation.start, quotation.end)
            kept = [a for a in (self._without(one, span) for one in kept) if a is not None]
            kept.append(self._made(frame[0], frame[1], (span,), quoted=True))
        return kept

    def _inverted(self, quotation: Quotation) -> tuple[Span, Span] | None:
        """Source and cue of "“…,” sighed Meg Pryce" and "“…,” Meg Pryce sighed"."""
        tree = self._tree
        last = self._text[quotation.end - 2 : quotation.end - 1]
        beside = self._text[quotation.end : quotation.end + 1]
        if last not in ",!?…" and beside != ",":
            return None
        at = self._word_from(quotation.end + (beside == ","))
        if at is None:
            return None
        if tree.words[at].tag == "VERB" and not tree.lower(at).endswith("ing"):
            noun = self._noun_from(at + 1)
            if noun is None or tree.lower(at) == tree.words[at].span.of(self._text).upper():
                return None
            return self._phrase(noun), tree.words[at].span
        if last != "," and beside != ",":
            return None
        noun = self._noun_from(at)
        if noun is None:
            return None
        verb = next(
            (i for i in range(noun + 1, min(noun + 8, len(tree.words)))
             if tree.words[i].tag == "VERB"), None,
        )  # fmt: skip
        if verb is None or tree.subject(verb) not in (noun, tree.head(noun)):
            return None
        if tree.child(verb, "obj", "ccomp") is not None and verb_of(tree.lower(verb)) is None:
            return None
        return self._phrase(noun), tree.words[verb].span

    def _before_colon(
        self, quotation: Quotation, found: Sequence[Attribution]
    ) -> tuple[Span, Span] | None:
        """Source and cue of "His brother Lars was calmer: “We want to talk.”"."""
        tree = self._tree
        before = self._text[: quotation.start].rstrip()
        if not before.endswith(":") or "\n" in self._text[len(before) : quotation.start]:
            return None
        colon = tree.at(len(before) - 1)
        if colon is None or colon == 0:
            return None
        start = max(self._text.rfind(mark, 0, len(before)) for mark in ("\n", ". ", "” ", '" '))
        if any(s.start > start and s.end <= len(before) for a in found for s in a.cue):
            return None  # the frame of somebody whose words these are by the model
        predicate = tree.predicate(colon - 1)
        while predicate is not None:
            subject = tree.subject(predicate)
            if subject is not None and subject < colon and self._may_speak(subject):
                verb = verb_of(tree.lower(predicate))
                cue = tree.words[predicate if verb and verb[1] in _SAYS else colon].span
                phrase = self._phrase(subject)
                return (phrase, cue) if phrase.start > start else None
            predicate = tree.outer(predicate)
        return None

    def _may_speak(self, noun: int) -> bool:
        word = self._tree.words[noun]
        if word.tag == "PRON":
            return self._tree.lower(noun) in _PERSONAL
        return word.mention in _PEOPLE or word.tag == "PROPN"

    def clauses(self, found: Sequence[Attribution]) -> Iterator[Attribution]:
        """Those that a verb of speech, its subject and its complement make, and nobody found."""
        taken = [s for a in found for s in (*a.cue, *a.content, *a.source)]
        for verb, word in enumerate(self._tree.words):
            if word.tag != "VERB" or any(s.overlaps(word.span) for s in taken):
                continue
            known = verb_of(self._tree.lower(verb))
            if known is None or known[1] not in _SAYS:
                continue
            made = self._relative(verb) or self._complement(verb, known[0])
            if made is not None and not any(s.overlaps(c) for s in taken for c in made.content):
                taken += [*made.cue, *made.content]
                yield made

    def _complement(self, verb: int, lemma: str) -> Attribution | None:
        tree = self._tree
        subject = tree.child(verb, "nsubj")
        if subject is None and tree.relation(verb) == "conj":
            subject = tree.subject(verb)  # "he rose and said": the subject is shared
        if subject is None or tree.is_passive(verb) or tree.child(verb, "mark") is not None:
            return None
        if tree.words[subject].tag not in _NOMINAL or subject > verb:
            return None
        comp = self._what(verb, lemma)
        if comp is None or comp < verb:
            return None
        source = self._phrase(subject)
        content = self._clause(comp)
        if content.start < tree.words[verb].span.end:
            content = Span(tree.words[verb].span.end, content.end)
        content = self._bare(content)
        if content.end <= content.start:
            return None
        return self._made(source, tree.span(self._first_of_verb(verb), verb), (content,))

    def _what(self, verb: int, lemma: str) -> int | None:
        """The head of what is said: a clause, or what is denied or demanded."""
        tree = self._tree
        comp = tree.child(verb, "ccomp")
        if comp is not None and (
            tree.child(comp, "mark") is not None or tree.child(comp, "nsubj", "nsubj:pass", "expl")
        ):
            return comp
        if lemma in _OF_DEEDS:
            comp = tree.child(verb, "xcomp", "ccomp", "advcl")
            if comp is not None and tree.lower(comp).endswith("ing") and comp > verb:
                return comp
            if comp is not None and tree.lower(verb + 1).endswith("ing"):
                return comp
        if lemma in _DEMANDING or lemma == "deny":
            noun = tree.child(verb, "obj")
            if noun is None or tree.child(verb, "iobj") is not None:
                return None
            behind = [o for o in tree.children(verb, "obj", "obl") if o != noun]
            if lemma == "deny" and (tree.lower(noun) in _REFUSED or _names(tree, noun, behind)):
                return None
            return noun
        return None

    def _relative(self, verb: int) -> Attribution | None:
        """"The quarry, which villagers claim ruined their wells, is shut": only "ruined ..."."""
        tree = self._tree
        following = verb + 1
        if following >= len(tree.words) or tree.words[following].tag not in ("VERB", "AUX", "ADV"):
            return None
        subject = next(
            (i for i in range(verb - 1, max(-1, verb - 7), -1) if tree.lower(i) in _RELATIVE), None
        )
        if subject is None or tree.words[subject].tag not in ("PRON", "DET", "SCONJ"):
            return None
        names = [i for i in range(subject + 1, verb) if tree.words[i].tag in _NOMINAL]
        auxiliaries = [i for i in range(subject + 1, verb) if tree.words[i].tag in ("AUX", "PART")]
        if not names or tree.lower(following).endswith("ing"):
            return None
        head = next((i for i in range(following, len(tree.words)) if self._heads(i)), None)
        if head is None:
            return None
        end = self._end_of(head, following)
        source = tree.span(subject + 1, names[-1])
        cue = tree.span(auxiliaries[0] if auxiliaries else verb, verb)
        content = self._bare(Span(tree.words[following].span.start, end))
        return self._made(source, cue, (content,))

    def _heads(self, index: int) -> bool:
        return self._tree.words[index].tag in ("VERB", "AUX") or self._tree.is_predicate(index)

    def _end_of(self, head: int, first: int) -> int:
        """Where a clause ends that begins with `first`: its subtree's end, or the next comma."""
        tree = self._tree
        last = first
        inside = set(tree.subtree(head))
        for index in range(first, len(tree.words)):
            if tree.lower(index) in (",", ".", ";", ":", "—"):
                break
            if index in inside or tree.head(index) in inside or index <= head:
                last = index
            else:
                break
        return tree.words[last].span.end

    # -- parts ------------------------------------------------------------------------------

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
        for child in tree.children(noun, "appos"):
            beside = tree.phrase(child, case=False)
            between = self._text[span.end : beside.start]
            if beside.start >= span.end and not between.strip(" ,"):
                span = Span(span.start, beside.end)
        return self._bare(span)

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
            if tag in _NOMINAL:
                head = tree.head(index)
                while head is not None and head > index and tree.words[head].tag in _NOMINAL:
                    if tree.relation(index) not in ("compound", "flat", "amod", "nmod:poss"):
                        break
                    index, head = head, tree.head(head)
                return index
            if tag not in ("DET", "ADJ", "NUM", "ADV"):
                return None
            index += 1
        return None

    def _word_from(self, offset: int) -> int | None:
        """The word that begins at the code point, spaces passed over."""
        rest = self._text[offset : offset + 3]
        if "\n" in rest:
            return None
        return self._tree.at(offset + len(rest) - len(rest.lstrip()))

    def _is_cued(self, found: Sequence[Attribution], cue: Span) -> bool:
        return any(s.overlaps(cue) for one in found for s in one.cue)

    def _without(self, one: Attribution, span: Span) -> Attribution | None:
        """The attribution without that content; None where nothing of it is left."""
        content = tuple(s for s in one.content if not s.overlaps(span))
        if content == one.content:
            return one
        return self._with(one, content=content) if content else None

    def _bare(self, span: Span) -> Span:
        start, end = span.start, span.end
        while end > start and self._text[end - 1] in _CLOSE:
            end -= 1
        return bare(self._text, trimmed(self._text, start, max(start, end)))

    def _made(
        self, source: Span, cue: Span, content: tuple[Span, ...], *, quoted: bool = False
    ) -> Attribution:
        kind = kind_of(self._text, content, [cue], self._marks)
        said = " ".join(span.of(self._text) for span in content)
        return Attribution(
            source=(source,),
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
        kind = kind_of(self._text, content, cue or source, self._marks) if content else one.kind
        said = " ".join(span.of(self._text) for span in content)
        words = " ".join(span.of(self._text) for span in cue)
        return msgspec.structs.replace(
            one, source=source, cue=cue, content=content, kind=kind,
            act=act_of(words, said, kind == "direct"),
        )  # fmt: skip


def _names(tree: Tree, noun: int, behind: Sequence[int]) -> bool:
    """Whether somebody is denied something: "denied the inspectors access"."""
    return tree.words[noun].mention in _PEOPLE and bool(behind)
