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
from whence.extract.kinds import bare, kind_of, trimmed, with_marks
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
_SPEAKING = frozenset(lemmas("speech", "speaking").values())
_REFUSED = words("speech", "refused things")
_RELATIVE = words("grammar", "relative")
_PEOPLE = frozenset({"person", "organization"})
_PERSONAL = words("grammar", "pronoun he") | words("grammar", "pronoun she")
_PARTICLES = frozenset({"in", "out", "up", "on", "back", "off"})
_CLOSE = ",.!?;:—–-"
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_COMPLEMENT = ("ccomp", "xcomp")


#: What opens the content behind an agent, so many words on: "accused by the union of".
_OPENS_CONTENT = frozenset({"of", "over", "for", "to", "that", "not"})
_NEAR_AGENT = 4
#: So many words back a sentence is looked at.
_SENTENCE = 30
#: So far from its verb a quotation may begin that is part of what the verb says.
_NEAR_QUOTE = 60
#: Source, if any, and cue of a quotation.
_Frame = tuple[Span | None, Span]


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
        one = self._by_subject(self._within_which(self.whole_source(one)))
        one = self.within_relative(self._quoted_by_another(self._by_voice(one)))
        return self._told_inside(one)

    def _within_which(self, one: Attribution) -> Attribution:
        """"The plant, which according to its owner Tarrow Steel employs 300 people"."""
        for span in one.cue:
            for index in self._tree.within(span):
                if self._tree.lower(index) != "according" or not index:
                    continue
                if self._tree.lower(index - 1) in _RELATIVE and (made := self._according(index)):
                    return msgspec.structs.replace(made, score=one.score, parent=one.parent)
        return one

    def _by_subject(self, one: Attribution) -> Attribution:
        """The source is the subject that stands beside its verb, and no subject further off.

        "The port has been shut, its master, Rolf Sande, said": not the port.
        """
        tree, verb = self._tree, self._cue_verb(one)
        if verb is None or len(one.source) > 1 or tree.is_passive(verb):
            return one
        if not one.source:
            return self._with_subject(one, verb)
        subject = tree.child(verb, "nsubj")
        head = tree.head_of(one.source[0])
        if subject is None or head is None or subject == head or subject > verb:
            return one
        phrase = self._phrase(subject)
        if tree.words[subject].tag not in _NOMINAL or phrase.overlaps(one.source[0]):
            return one
        beside = self._text[phrase.end : tree.words[self._first_of_verb(verb)].span.start]
        if beside.strip(" ,") or one.source[0].end > phrase.start:
            return one
        content = tuple(
            Span(s.start, min(s.end, phrase.start)) if s.overlaps(phrase) else s
            for s in one.content
        )
        before = [Span(one.source[0].start, s.end) for s in content if s.end <= phrase.start]
        after = [s for s in content if s.start >= phrase.end]
        content = tuple(self._bare(s) for s in (before[-1:] + after))
        return self._with(one, source=(phrase,), content=content) if content else one

    def _with_subject(self, one: Attribution, verb: int) -> Attribution:
        """The attribution with the subject of its verb, where the model saw no source."""
        tree = self._tree
        subject = tree.child(verb, "nsubj")
        if subject is None or tree.lower(subject) in _RELATIVE | {"it", "there"}:
            return one
        if tree.words[subject].tag not in _NOMINAL:
            return one
        phrase = self._phrase(subject)
        if any(phrase.overlaps(s) for s in (*one.cue, *one.content)):
            return one
        return self._with(one, source=(phrase,))

    def _by_voice(self, one: Attribution) -> Attribution:
        """Who speaks in "Keller was told by police that": the agent, or nobody who is named."""
        verb = self._cue_verb(one)
        if verb is None or not self._tree.is_passive(verb):
            return one
        if one.source and one.source[0].of(self._text).lower() == "it" and self._says_that(verb):
            return self._with(one, source=())  # "it is said that": nobody is named
        found = verb_of(self._tree.lower(verb))
        subject = self._tree.subject(verb)
        if found is None or subject is None:
            return one
        if found[0] not in _TELLING and found[1] != "accuse":
            return one
        agent = self._agent(verb)
        if agent is not None:
            phrase = self._tree.phrase(agent, case=False)
            cue = tuple(
                self._bare(Span(s.start, self._tree.words[verb].span.end))
                if s.overlaps(phrase) and s.start <= self._tree.words[verb].span.start
                else s
                for s in one.cue
                if not phrase.covers(s)
            )
            return self._behind_agent(self._with(one, source=(phrase,), cue=cue), verb, agent)
        head = self._tree.head_of(one.source[0]) if one.source else None
        if head == subject or (head is not None and head in self._tree.conjuncts(subject)):
            return self._with(one, source=())
        return one

    def _agent(self, verb: int) -> int | None:
        """The agent of a passive, which stands behind its verb."""
        found = self._tree.agent(verb)
        if found is not None and found > verb:
            return found
        for index in range(verb + 1, min(verb + 4, len(self._tree.words))):
            if self._tree.lower(index) == "by":
                return self._noun_from(index + 1)
        return None

    def _says_that(self, verb: int) -> bool:
        comp = self._tree.child(verb, "ccomp", "csubj", "csubj:pass")
        return comp is not None and comp > verb

    def _behind_agent(self, one: Attribution, verb: int, agent: int) -> Attribution:
        """What "Marek was accused by the union of" and "urged by it to" goes on with.

        The subject, to whom it is said, is no content.
        """
        tree = self._tree
        if not one.content or any(s.start > tree.words[agent].span.end for s in one.content):
            return one
        behind = range(agent + 1, len(tree.words))
        opens = next((i for i in behind if tree.lower(i) in _OPENS_CONTENT), None)
        if opens is None or opens > agent + _NEAR_AGENT:
            return self._with(one, content=())
        last = opens
        while last + 1 < len(tree.words) and tree.lower(last + 1) not in (".", ",", ";", ":", "?"):
            last += 1
        cue = tree.span(self._first_of_verb(verb), verb)
        content = self._bare(tree.span(opens, last))
        return self._with(one, cue=(cue,), content=(content,))

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
        content = tuple(s for s in one.content if not s.overlaps(said) and not s.overlaps(source))
        if not content:
            comp = self._tree.child(saying, *_COMPLEMENT)
            content = () if comp is None or comp < saying else (self._clause(comp),)
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
            if subject is None and tree.words[verb - 1].tag in ("PROPN", "PRON"):
                subject = verb - 1
            if tree.words[verb].tag != "VERB" or subject is None or tree.is_passive(verb):
                continue
            phrase = self._phrase(subject)
            if phrase.start < min(one.cue).end or phrase.end > tree.words[verb].span.start:
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

    def within_relative(self, one: Attribution) -> Attribution:
        """The content of a relative clause's cue ends with the clause.

        "Keller, who police say fled the scene, is in custody": only "fled the scene".
        """
        verb = self._cue_verb(one)
        made = None if verb is None else self._relative(verb)
        if made is None or not any(s.overlaps(made.content[0]) for s in one.content):
            return one
        return self._with(one, content=made.content)

    # -- finding what was passed over -------------------------------------------------------

    def quoted(self, found: Sequence[Attribution]) -> list[Attribution]:
        """The attributions with those whose frame stands at a quotation: "“No!” snapped Tull".

        A quotation that has such a frame of its own is taken from whoever it was given to.
        """
        kept = list(found)
        for quotation in self._marks:
            if quotation.depth or not quotation.closed:
                continue
            span = Span(quotation.start, quotation.end)
            frame = (
                self._inverted(quotation)
                or self._asked(quotation)
                or self._before_colon(quotation, kept)
                or self._introduced(quotation, kept)
            )
            if frame is None or self._is_cued(kept, frame[1]):
                continue
            kept = [a for a in (self._without(one, span) for one in kept) if a is not None]
            kept.append(self._made(frame[0], frame[1], (span,), quoted=True))
        return kept

    def _asked(self, quotation: Quotation) -> _Frame | None:
        """Source and cue of "he was asked, “Do you feel guilt?”": not he."""
        tree = self._tree
        before = self._text[: quotation.start].rstrip()
        at = tree.at(len(before) - 2) if before.endswith((",", ":")) else None
        if at is None or not (found := verb_of(tree.lower(at))):
            return None
        passive = tree.child(at, "aux:pass", "aux") is not None and not tree.child(at, "obj")
        if found[0] not in _TELLING or not passive or not tree.is_passive(at):
            return None
        return None, tree.span(self._first_of_verb(at), at)

    def _introduced(self, quotation: Quotation, found: Sequence[Attribution]) -> _Frame | None:
        """Source and cue of "Rossmo rose to speak. “Do not look away.”", by the sentence before."""
        tree = self._tree
        span = Span(quotation.start, quotation.end)
        if any(a.cue and s.overlaps(span) for a in found for s in a.content):
            return None
        before = self._text[: quotation.start].rstrip()
        stop = tree.at(len(before) - 1) if before.endswith(".") else None
        if stop is None or "\n\n" in self._text[len(before) : quotation.start].replace(" ", ""):
            return None
        verb = self._speaking_before(stop)
        if verb is None:
            return None
        chain = (verb, *tree.ancestors(verb))  # "rose to speak"
        subject = next((one for at in chain if (one := tree.subject(at)) is not None), None)
        if subject is None or subject > verb or not self._may_speak(subject):
            return None
        cue = tree.words[verb].span
        spoken = any(s.overlaps(cue) for a in found for s in (*a.content, *a.cue))
        return None if spoken else (self._phrase(subject), cue)

    def _inverted(self, quotation: Quotation) -> _Frame | None:
        """Source and cue of "“…,” sighed Meg Pryce" and "“…,” Meg Pryce sighed"."""
        tree = self._tree
        last = self._text[quotation.end - 2 : quotation.end - 1]
        beside = self._text[quotation.end : quotation.end + 1]
        if last not in ",!?…" and beside != ",":
            return None
        at = self._word_from(quotation.end + (beside == ","))
        if at is None:
            return None
        known = verb_of(tree.lower(at))
        is_verb = tree.words[at].tag == "VERB" or (known and tree.lower(at).endswith("ed"))
        if is_verb and not tree.lower(at).endswith("ing"):
            particle = at + 1 < len(tree.words) and tree.lower(at + 1) in _PARTICLES
            noun = self._noun_from(at + 1 + particle)
            if noun is None or tree.lower(at) == tree.words[at].span.of(self._text).upper():
                return None
            phrase, verb = self._phrase(noun), tree.words[at].span
            return self._bare(Span(max(phrase.start, verb.end), phrase.end)), verb
        noun = self._noun_from(at)
        if noun is None:
            return None
        verb = next(
            (i for i in range(noun + 1, min(noun + 8, len(tree.words)))
             if tree.words[i].tag == "VERB"), None,
        )  # fmt: skip
        if verb is None or tree.subject(verb) not in (noun, tree.head(noun)):
            return None
        known = verb_of(tree.lower(verb))
        if known is None and (last not in "," or tree.child(verb, "obj", "ccomp") is not None):
            return None
        if known is not None and (known[1] not in _SAYS or tree.child(verb, "ccomp") is not None):
            return None
        return self._phrase(noun), tree.words[verb].span

    def _speaking_before(self, stop: int) -> int | None:
        """The verb that tells of somebody who speaks, without the words, in a sentence's end."""
        tree = self._tree
        for index in range(stop - 1, max(-1, stop - _SENTENCE), -1):
            if tree.lower(index) in (".", "!", "?", "”", '"'):
                return None
            found = verb_of(tree.lower(index)) if tree.words[index].tag == "VERB" else None
            if found is not None and found[0] in _SPEAKING:
                return None if tree.child(index, "ccomp", "obj") is not None else index
        return None

    def _before_colon(self, quotation: Quotation, found: Sequence[Attribution]) -> _Frame | None:
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
        if tree.lower(colon - 1) == "saying" and tree.lower(colon - 2) == "as":
            return self._quoted_before(colon - 1)
        predicate = tree.predicate(colon - 1)
        while predicate is not None:
            subject = tree.subject(predicate)
            if subject is not None and subject < colon and self._may_speak(subject):
                verb = verb_of(tree.lower(predicate))
                cue = tree.words[predicate if verb and verb[1] in _SAYS else colon].span
                phrase = self._up_to(self._phrase(subject), self._first_of_verb(predicate))
                return (phrase, cue) if phrase.start > start else None
            predicate = tree.outer(predicate)
        return None

    def _up_to(self, phrase: Span, verb: int) -> Span:
        """The phrase with a name that stands behind it: "His brother Lars, also a fisherman,"."""
        tree = self._tree
        last = phrase.end
        cop = tree.child(verb, "cop", "aux")
        end = min(verb, cop if cop is not None else verb)
        names = [i for i in tree.within(Span(phrase.end, tree.words[end].span.start))]
        if names and tree.words[names[0]].tag == "PROPN":
            for index in names:
                if tree.words[index].tag != "PROPN":
                    break
                last = tree.words[index].span.end
        return Span(phrase.start, last)

    def _quoted_before(self, saying: int) -> _Frame | None:
        """Source and cue of "Voss quoted the abbot as saying: “...”"."""
        for verb in range(saying - 1, max(-1, saying - 15), -1):
            found = verb_of(self._tree.lower(verb))
            if found is not None and found[0] in _QUOTING:
                made = self._as_saying(verb, found[0], self._tree.words[saying].span)
                return (made.source[0], made.cue[-1]) if made and made.source else None
        return None

    def _may_speak(self, noun: int) -> bool:
        word = self._tree.words[noun]
        if word.tag == "PRON":
            return self._tree.lower(noun) in _PERSONAL
        return word.mention in _PEOPLE or word.tag == "PROPN"

    def clauses(self, found: Sequence[Attribution]) -> Iterator[Attribution]:
        """Those that a verb of speech, its subject and its complement make, and nobody found."""
        taken = [s for a in found for s in (*a.cue, *a.content, *a.source)]
        for index in range(len(self._tree.words) - 2):
            if self._tree.lower(index) == "according" and self._tree.lower(index + 1) == "to":
                made = self._according(index)
                if made and not any(
                    s.overlaps(c) for s in taken for c in (*made.cue, *made.content)
                ):
                    taken += [*made.cue, *made.content]
                    yield made
        for verb, word in enumerate(self._tree.words):
            if word.tag != "VERB" or any(s.overlaps(word.span) for s in taken):
                continue
            known = verb_of(self._tree.lower(verb))
            if known is None or known[1] not in _SAYS:
                continue
            made = (
                self._as_saying(verb, known[0])
                or self._relative(verb)
                or self._complement(verb, known[0])
            )
            if made is not None and not any(s.overlaps(c) for s in taken for c in made.content):
                taken += [*made.cue, *made.content]
                yield made

    def _according(self, index: int) -> Attribution | None:
        """"The driver, according to two passengers, had been asleep"."""
        tree = self._tree
        noun = self._noun_from(index + 2)
        if noun is None:
            return None
        source = self._phrase(noun)
        cue = tree.span(index, index + 1)
        whole = self._around(index)
        relative = index > 0 and tree.lower(index - 1) in _RELATIVE
        if relative:
            verb = next(
                (i for i in range(noun, min(noun + 8, len(tree.words)))
                 if tree.words[i].tag in ("VERB", "AUX")), None,
            )  # fmt: skip
            if verb is None:
                return None
            source = self._bare(Span(source.start, tree.words[verb - 1].span.end))
            end = self._end_of(verb, verb)
            content = (self._bare(Span(tree.words[verb].span.start, end)),)
            return self._made(source, cue, content)
        before = [i for i in whole if i < index]
        behind = [i for i in whole if tree.words[i].span.start >= source.end]
        content = tuple(
            self._bare(tree.span(side[0], side[-1])) for side in (before, behind) if side
        )
        if not content or any("\n" in span.of(self._text) for span in content):
            return None
        return self._made(source, cue, content)

    def _around(self, index: int) -> list[int]:
        """The words of the main clause that the word stands in, without marks at its edges."""
        tree = self._tree
        head = tree.head(index)
        predicate = None if head is None else tree.predicate(head)
        if predicate is None:
            # "According to ..." parsed apart: the clause behind it.
            predicate = next(
                (i for i in range(index + 3, min(index + 40, len(tree.words)))
                 if tree.words[i].tag == "VERB" and tree.is_predicate(i)), None,
            )  # fmt: skip
        if predicate is None:
            return []
        return [i for i in tree.subtree(predicate) if tree.words[i].tag != "PUNCT"]

    def _as_saying(
        self, verb: int, lemma: str, content: Span | None = None
    ) -> Attribution | None:
        if lemma not in _QUOTING:
            return None
        if content is not None:  # the quotation behind a colon, whatever it is
            content = Span(content.end, content.end + 1)
        empty = Attribution(
            source=(), cue=(self._tree.words[verb].span,), kind="indirect",
            content=() if content is None else (content,),
            act="state", score=SCORE,
        )  # fmt: skip
        made = self._whom_it_quotes(empty, verb)
        return made if made.content else None

    def _complement(self, verb: int, lemma: str) -> Attribution | None:
        tree = self._tree
        subject = tree.child(verb, "nsubj")
        if subject is None and tree.relation(verb) == "conj":
            subject = tree.subject(verb)  # "he rose and said": the subject is shared
        if subject is None or tree.is_passive(verb) or tree.child(verb, "mark") is not None:
            return None
        if tree.words[subject].tag not in _NOMINAL or subject > verb:
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
            near = range(verb + 1, min(verb + 7, len(tree.words)))
            if lemma == "deny" and any(tree.lower(i) in _REFUSED for i in near):
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
        span = Span(span.start, self._with_name(span, tree.words[noun].tag))
        for child in tree.children(noun, "appos"):
            beside = tree.phrase(child, case=False)
            between = self._text[span.end : beside.start]
            if beside.start >= span.end and not between.strip(" ,"):
                span = Span(span.start, beside.end)
        return self._bare(span)

    def _with_name(self, phrase: Span, tag: str) -> int:
        """Where a description ends that a name stands beside: "her neighbour, Tove Lask"."""
        tree = self._tree
        comma = self._text[phrase.end : phrase.end + 1] == ","
        after = self._word_from(phrase.end + comma) if tag == "NOUN" else None
        if after is None or not self._text[phrase.end + comma : phrase.end + comma + 1].isspace():
            return phrase.end
        last = after
        while last < len(tree.words) and tree.words[last].tag == "PROPN":
            last += 1
        following = tree.lower(last) if last < len(tree.words) else "."
        if last == after or following not in (".", ",", ";", ":", "?", "!"):
            return phrase.end
        return tree.words[last - 1].span.end

    def whole_source(self, one: Attribution) -> Attribution:
        """The source without a comma at its end, and with the name behind it."""
        if len(one.source) != 1 or not one.cue:
            return one
        source = self._bare(one.source[0])
        head = self._tree.head_of(source)
        if head is None or source.end <= source.start:
            return one
        end = self._with_name(source, self._tree.words[head].tag)
        longer = Span(source.start, end)
        if any(longer.overlaps(s) for s in (*one.cue, *one.content)):
            longer = source
        return one if longer == one.source[0] else self._with(one, source=(longer,))

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
