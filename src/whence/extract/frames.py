"""What the syntax around a cue says of its source and its content.

Each rule answers a question of grammar: who is the subject of the verb of speech, who its agent in
the passive, whom a verb of quoting quotes, who speaks inside what another says.
"""

from __future__ import annotations

import re

import msgspec

from whence.extract.acts import SAYS, verb_of
from whence.extract.boundaries import has_stop
from whence.extract.complements import OF_DEEDS
from whence.extract.missed_frames import QUOTING, RELATIVE
from whence.extract.passives import Passives
from whence.extract.quoted import PEOPLE
from whence.lang import words
from whence.records import Attribution, Span

_DAYS = words("grammar", "weekday")
_IN = frozenset({"in", "at", "from", "near", "outside"})
_ROLES = words("people", "role") | words("people", "title")
#: So many words before "as saying" the verb of quoting is looked for.
_FAR_QUOTING = 14
#: Words before a colon that may name whose words follow.
_LABEL = 6
#: Tags of the words of a noun phrase.
_IN_PHRASES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "ADP", "PART", "NUM"})
#: What goes on after an inner quotation with "I" belongs to who quotes it.
_TELLER_GOES_ON = re.compile(r"(?:and|but|so|then)\b[^.!?]*\b(?:I|we|my|our)\b")


class Frames(Passives):
    """The rules over one text."""

    def mended(self, one: Attribution) -> list[Attribution]:
        """The attribution with its source by voice, and what it holds as a further one.

        A further one is nested: its `parent` is 0, the first of the answer.
        """
        if (of_noun := self._of_noun(one)) is not one:
            return [of_noun]
        one = self._said_in_own_sentence(self._in_own_sentence(self._with_long_source(one)))
        one = self._listed_after(self._inverted_aside(one))
        one = self._by_participle(self._whole_behind(self._fronted(one)))
        one = self._whole_deed(one)
        one = self._behind_and(self._in_the_words_of(one))
        one = self.in_turn(self._within_which(self.whole_source(self._before_modifier(one))))
        one = self._by_subject(self._before_mark(self._behind_relative(one)))
        one = self._without_opening(one)
        one = self.without_addressee(one)
        one = self.within_relative(self._quoted_by_another(self._of_hearing(self.of_passive(one))))
        return self._with_inner_quote(one)

    def _behind_relative(self, one: Attribution) -> Attribution:
        """The source within a relative clause: "a man who [police] said held two passports"."""
        tree = self._tree
        held = tree.within(one.source[0]) if len(one.source) == 1 and one.cue else range(0)
        at = next((i for i in held[1:-1] if tree.lower(i) in RELATIVE), None)
        if at is None or held[-1] + 1 not in tree.within(min(one.cue)):
            return one
        if any(tree.words[i].tag not in _IN_PHRASES for i in range(at + 1, held[-1] + 1)):
            return one
        return self._with(one, source=(tree.span(at + 1, held[-1]),))

    def _whole_deed(self, one: Attribution) -> Attribution:
        """The whole of what a gerund names: "denied [betting]", "recalled [hearing it]"."""
        tree, verb = self._tree, self._cue_verb(one)
        deed = None if verb is None else verb + 1
        if verb is None or deed is None or deed >= len(tree.words) or one.kind == "direct":
            return one
        known = verb_of(tree.lower(verb))
        if known is None or known[0] not in OF_DEEDS or tree.head(deed) != verb:
            return one
        begins = tree.words[deed].span.start
        cued = any(s.end > begins > s.start for s in one.cue)
        if not tree.lower(deed).endswith("ing") or not one.content:
            return one
        if not cued and min(one.content).start != begins:
            return one
        whole = self._clause(deed)
        end = max(whole.end, *(s.end for s in one.content))
        if whole.start != begins or any(mark in self._text[begins:end] for mark in '\n“"'):
            return one
        cue = tuple(Span(s.start, begins - 1) if s.end > begins > s.start else s for s in one.cue)
        return self._with(one, cue=cue, content=(Span(begins, end),))

    def _inverted_aside(self, one: Attribution) -> Attribution:
        """The attribution of an inverted frame: "The cinema, mused Ferri, had been a lung"."""
        verb = self._cue_verb(one)
        if one.kind == "direct" or verb is None or self._behind_verb(verb) is None:
            return one
        if self._tree.lower(verb).endswith("ing"):
            return one  # "said Haki Watch, contradicting the police"
        end = max(s.end for s in (*one.source, *one.cue))
        if one.kind == "mixed" and any(s.start >= end for s in one.content):
            return one  # "A, said Snijders, “and B”"
        made = self._aside(verb)
        if made is None:
            return one
        return msgspec.structs.replace(made, score=one.score, parent=one.parent)

    def _by_participle(self, one: Attribution) -> Attribution:
        """What is said after a deed or a judgement: "He defended the remark, saying, “...”"."""
        tree, verb = self._tree, self._cue_verb(one)
        if verb is None or len(one.content) != 1 or one.kind == "direct":
            return one
        content, thing = one.content[0], tree.child(verb, "obj")
        for index in tree.within(content):
            known = verb_of(tree.lower(index))
            if tree.words[index].tag == "VERB" and known is None:
                return one
            if known is None or tree.lower(index - 1) != ",":
                continue
            depends = tree.head(index) in (verb, thing) and thing is not None
            if not depends or known[1] not in SAYS or not tree.lower(index).endswith("ing"):
                return one
            start = tree.words[index].span.end
            start += len(self._text[start : content.end]) - len(
                self._text[start : content.end].lstrip(" ,:")
            )
            if start >= content.end:
                return one
            said = (Span(start, content.end),)
            return self._with(one, cue=(tree.words[index].span,), content=said)
        return one

    def _in_own_sentence(self, one: Attribution) -> Attribution:
        """The attribution without a source in another sentence than its verb.

        "The glasses were labelled “creepy”. Now Intel has ...": nobody is said to have said it.
        """
        verb = self._cue_verb(one)
        if verb is None or len(one.source) != 1 or one.kind == "direct":
            return one
        first, second = sorted((one.source[0], self._tree.words[verb].span))
        apart = "\n" in self._text[first.end : second.start]
        apart = apart or has_stop(self._tree, first.end, second.start)
        return self._with(one, source=()) if apart else one

    def _before_mark(self, one: Attribution) -> Attribution:
        """Whose the words after a colon are: "Premier: budget will not be changed"."""
        tree = self._tree
        if one.source or len(one.cue) != 1 or one.cue[0].of(self._text) != ":":
            return one
        colon = tree.at(one.cue[0].start)
        first = colon
        while first and first > 0 and "\n" not in self._gap(first):
            first -= 1
        if colon is None or first is None or not 0 < colon - first <= _LABEL:
            return one
        label = tree.span(first, colon - 1)
        head = tree.head_of(label)
        if head is None or not (tree.words[head].mention in PEOPLE or tree.lower(head) in _ROLES):
            return one
        if any(label.overlaps(s) for s in one.content):
            return one
        return self._with(one, source=(label,))

    def _before_modifier(self, one: Attribution) -> Attribution:
        """Who is described beside the verb: "..., [Wanjiru Kamau], from the branch, said"."""
        tree = self._tree
        if len(one.source) != 1 or len(one.content) != 1 or one.kind == "direct":
            return one
        source, content = one.source[0], one.content[0]
        lead = len(source.of(self._text)) - len(source.of(self._text).lstrip(" ,"))
        source = self._bare(Span(source.start + lead, source.end))
        head, first = tree.head_of(source), tree.at(source.start)
        whose = None if head is None else tree.head(head)
        if first is None or whose is None or tree.words[first].tag != "ADP" or whose >= first:
            return one
        phrase = self._phrase(whose)
        name = self._bare(Span(phrase.start, min(phrase.end, source.start)))
        beside = self._text[name.end : source.start].strip(" ") in ("", ",")
        if tree.words[whose].tag != "PROPN" or not beside or not content.covers(name):
            return one
        said = self._bare(Span(content.start, name.start))
        whole = Span(name.start, source.end)
        return self._with(one, source=(whole,), content=(said,)) if said.end > said.start else one

    def _gap(self, index: int) -> str:
        words = self._tree.words
        return self._text[words[index - 1].span.end : words[index].span.start]

    def _quoted_by_another(self, one: Attribution) -> Attribution:
        """Who speaks in "the agency quoted Pellam as saying": who is quoted."""
        for span in one.cue:
            for index in self._tree.within(span):
                found = verb_of(self._tree.lower(index))
                if found is not None and found[0] in QUOTING:
                    return self._whom_it_quotes(one, index)
        first = self._tree.within(min(one.cue)) if one.cue else ()
        if not first or self._tree.lower(first[0]) != "saying":
            return one
        if one.source and self._tree.lower(first[0] - 1) != "as":
            return one
        for index in range(first[0] - 2, max(-1, first[0] - _FAR_QUOTING), -1):
            found = verb_of(self._tree.lower(index))
            if found is not None and found[0] in QUOTING:
                return self._whom_it_quotes(one, index)
        return one

    def _with_inner_quote(self, one: Attribution) -> list[Attribution]:
        """As in "Roth said Keller told her: “I will kill you.”" is Keller's, as quoted by Roth."""
        if len(one.content) != 1 or not one.cue:
            return [one]
        if (inner := self._quoted_inside(one)) is not None:
            return [one, inner]
        tree, content = self._tree, one.content[0]
        edge = max(s.end for s in (*one.cue, *one.source))
        if content.start < edge:
            return [one]
        between = tree.within(Span(min(one.cue).start, content.start))
        own = {i for span in one.cue for i in tree.within(span)}
        for verb in reversed(between):
            found = verb_of(tree.lower(verb))
            if verb in own or found is None or found[1] not in SAYS:
                continue
            subject = tree.child(verb, "nsubj")
            if subject is None and tree.words[verb - 1].tag in ("PROPN", "PRON"):
                subject = verb - 1
            if tree.words[verb].tag != "VERB" or subject is None or tree.is_passive(verb):
                continue
            phrase = self._phrase(subject)
            if phrase.start < min(one.cue).end or phrase.end > tree.words[verb].span.start:
                continue
            source = tuple(
                s
                for s in (
                    self._bare(Span(s.start, phrase.start)) if s.covers(phrase) else s
                    for s in one.source
                )
                if s.start < s.end
            )
            outer = self._with(one, source=source, content=(Span(phrase.start, content.end),))
            inner = self._made(phrase, tree.span(self._first_of_verb(verb), verb), (content,))
            return [outer, msgspec.structs.replace(inner, parent=0, score=one.score)]
        return [one]

    def _quoted_inside(self, one: Attribution) -> Attribution | None:
        """As in "Roth testified that Keller had confessed: “I did it.”": his, as quoted by Roth."""
        tree, content = self._tree, one.content[0]
        if one.kind == "direct":
            return None
        for q in self._marks.near(content.start, content.end):
            before = self._text[content.start : q.start].rstrip()
            colon = tree.at(content.start + len(before) - 1) if before.endswith(":") else None
            verb = None if not colon else tree.predicate(colon - 1)
            if colon is None or verb is None or not q.closed or q.end > content.end:
                continue
            found, subject = verb_of(tree.lower(verb)), tree.subject(verb)
            if found is None or found[1] not in SAYS or subject is None or subject > verb:
                continue
            if tree.is_passive(verb) or tree.words[subject].span.start < content.start:
                continue
            cue = tree.span(self._first_of_verb(verb), verb)
            quoted = Span(q.start, q.end)
            made = self._made(self._phrase(subject), cue, (quoted,), quoted=True)
            return msgspec.structs.replace(made, parent=0, score=one.score)
        return None

    def trimmed_inner(self, one: Attribution) -> Attribution:
        """A nested content that begins with its own quotation ends with it.

        "The doctor said 'it is only a cough', so we went home": what follows belongs to who quotes
        it.
        """
        if one.parent is None or not one.content:
            return one
        content, *others = sorted(one.content)
        if others:
            # "'Nobody will go.' Then forty went": what follows unquoted is the outlet's
            ended = self._text[content.end - 2 : content.end]
            quoted = content.start > max(one.cue, default=content).end and ended[1] in "'’”\""
            remaining = [s for s in others if self._text[s.start] in "'‘“\""]
            if quoted and ended[0] in ".!?" and len(remaining) < len(others):
                return self._with(one, content=(content, *remaining))
            return one
        own = [q for q in self._marks.near(content.start, content.end) if q.start == content.start]
        if not own or not own[-1].closed or own[-1].end >= content.end:
            return one
        rest = self._text[own[-1].end : content.end].lstrip()
        inside = self._text[own[-1].end - 2 : own[-1].end - 1]
        goes_on = _TELLER_GOES_ON.match(rest)
        if not rest.startswith((",", ".", ";", "—", "–")) and inside not in ",.!?" and not goes_on:
            return one
        if any(q.start > own[-1].end for q in self._marks.near(own[-1].end, content.end)):
            return one
        return self._with(one, content=(Span(content.start, own[-1].end),))

    def within_relative(self, one: Attribution) -> Attribution:
        """The content of a relative clause's cue ends with the clause.

        "Keller, who police say fled the scene, is in custody": only "fled the scene".
        """
        verb = self._cue_verb(one)
        made = None if verb is None else self._relative(verb)
        if made is None or not any(s.overlaps(made.content[0]) for s in one.content):
            return one
        if one.source and not any(s.overlaps(made.source[0]) for s in one.source):
            return self._with(one, source=made.source, content=made.content)
        return self._with(one, content=made.content)

    def _with_noun(self, one: Attribution, first: int) -> Attribution:
        """The attribution whose source was no more than an article, with its noun.

        "[The] statement said": the noun may have been taken for part of what says it.
        """
        noun = self._noun_from(first)
        if noun is None:
            return self._with(one, source=())
        phrase, cue = self._phrase(noun), one.cue
        if self._cue_verb(one) == noun + 1:
            cue = (self._tree.span(noun + 1, noun + 1),)
        if any(phrase.overlaps(s) for s in (*cue, *one.content)):
            return self._with(one, source=())
        return self._with(one, source=(phrase,), cue=cue)

    def _behind_place(self, words: range) -> Span | None:
        """A source without the place before it: "In Lumbe, [Josephine Abara] said"."""
        tree = self._tree
        first = words[0] if words else 0
        comma = next((i for i in words if tree.lower(i) == ","), None)
        if comma is None or not first or comma + 1 not in words or tree.lower(first - 1) not in _IN:
            return None
        place = tree.words[first].mention == "place" and tree.relation(first) == "obl"
        named = tree.words[comma + 1].mention == "person"
        return self._bare(tree.span(comma + 1, words[-1])) if place and named else None

    def _of_relative(self, source: Span) -> int:
        """Where the relative clause ends that a source stops in: "Tressom, which is [based"."""
        tree, inside = self._tree, self._tree.within(source)
        head = tree.head_of(source)
        for verb in () if head is None else tree.children(head, "acl:relcl"):
            clause = [i for i in tree.subtree(verb) if tree.words[i].tag != "PUNCT"]
            if clause[0] in inside and clause[-1] not in inside:
                return tree.words[clause[-1]].span.end
        return source.end

    def whole_source(self, one: Attribution) -> Attribution:
        """The source with the name after it: "the owner of the ferry, Jorn Agda"."""
        if len(one.source) != 1 or not one.cue:
            return one
        source = self._bare(one.source[0])
        words = self._tree.within(source)
        if words and all(self._tree.words[i].tag == "DET" for i in words):
            return self._with_noun(one, words[-1] + 1)
        if (inner := self._behind_place(words)) is not None:
            source, words = inner, self._tree.within(inner)
            one = self._with(one, source=(source,))
        if len(words) > 2 and self._tree.lower(words[-1]) in _DAYS:  # "[Police] on Sunday lowered"
            on = self._tree.lower(words[-2]) == "on"
            if on:
                source = self._bare(self._tree.span(words[0], words[-3]))
                one = self._with(one, source=(source,))
        head = self._tree.head_of(source)
        if head is None or source.end <= source.start:
            return one
        phrase = self._phrase(head)
        rest = self._text[phrase.end : min(one.cue).start]
        if phrase.start == source.start and phrase.end > source.end and not rest.strip(" ,"):
            source = phrase
        end = max(self._with_name(source, self._tree.words[head].tag), self._of_relative(source))
        longer = Span(source.start, end)
        taken = any(longer.overlaps(s) for s in (*one.cue, *one.content))
        same = longer.end <= one.source[0].end
        return one if taken or same else self._with(one, source=(longer,))
