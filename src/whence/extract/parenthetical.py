"""Frames between commas, or after one: "The bees, Baldassari confirmed, were in good health".

Grammar: Huddleston and Pullum 2002, chapter 11, section 9 (parentheticals, and inversion in them).
"""

from __future__ import annotations

import msgspec

from whence.extract.acts import verb_of
from whence.extract.phrases import NOMINAL, Phrases
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.records import Attribution, Span
from whence.syntax import Tree

_RELATIVE = words("grammar", "relative")
_INFORMING = frozenset(lemmas("speech", "telling").values())
_JUDGING = frozenset(lemmas("speech", "judging").values())
#: Beliefs that a frame may report: "the river will burst, forecasters expect".
PREDICTING = frozenset(lemmas("speech", "predicting").values())
BELIEVING = PREDICTING | frozenset(lemmas("speech", "believing aside").values())
#: Verbs with a count and a number: "put it at 23", "raised the toll to 23".
PUTTING = frozenset(lemmas("speech", "putting"))
MOVING = frozenset(lemmas("speech", "moving"))
TOLLS = words("speech", "tolls")
_COUNTS = words("speech", "counts")
#: "pointed out Pascal Ferrand": words between a verb and its subject after it.
_PARTICLE = 2
#: Tags of the words of a noun phrase, and the most words of an adjunct after a frame's verb; the
#: number is a guess, not measured.
_IN_PHRASES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "ADP", "PART", "NUM"})
_ADJUNCT = 8  # words
_PARTICLES = frozenset({"out", "up", "back"})
_STOPS = frozenset({".", "!", "?", "”", '"', ";", ":"})


def gives_count(tree: Tree, verb: int) -> bool:
    """Whether somebody puts a count at a number by a verb: "the union puts the toll at 23"."""
    subject, count = tree.child(verb, "nsubj"), tree.child(verb, "obj")
    if subject is None or count is None or tree.lower(verb) not in PUTTING:
        return False
    return subject < verb < count and tree.lower(count) in _COUNTS


class Parenthetical(Phrases):
    """The parenthetical frames of one text."""

    def _as_aside(self, verb: int) -> Attribution | None:
        """Who is said to have said so, too: "he can reach, as he stated, [the river]"."""
        tree = self._tree
        subject = tree.child(verb, "nsubj")
        if subject is None or not 0 < subject < verb < len(tree.words) - 2:
            return None
        source = self._phrase(subject)
        first = tree.within(source).start
        if first < 2 or tree.lower(first - 1) != "as" or tree.lower(first - 2) != ",":
            return None
        if tree.lower(verb + 1) != ",":
            return None
        begin = self._sentence(first)
        opened = (i for i in range(first - 3, begin, -1) if tree.lower(i) == "that")
        before = tree.span(next(opened, begin - 1) + 1, first - 3)
        behind = self._bare(tree.span(verb + 2, self._sentence_end(verb)))
        return self._made(source, tree.words[verb].span, (before, behind))

    def _count_given(self, verb: int) -> Attribution | None:
        """A count put at a number: "the hospital put [it at 23]"."""
        tree = self._tree
        subject, count = tree.child(verb, "nsubj"), tree.child(verb, "obj")
        word = tree.lower(verb)
        preposition = "at" if word in PUTTING else "to" if word in MOVING else ""
        if not preposition or subject is None or count is None:
            return None
        if not subject < verb < count or tree.lower(count) not in _COUNTS:
            return None
        given = [i for i in tree.subtree(verb) if i > count and tree.preposition(i) == preposition]
        if not given or all(tree.words[i].tag != "NUM" for i in tree.subtree(given[0])):
            return None
        said = self._bare(Span(tree.words[verb + 1].span.start, tree.phrase(given[0]).end))
        if word in MOVING:
            # not "the blast raised the toll to 34", "the chain raised the number of shops to 34"
            people = tree.words[subject].mention in ("person", "organization")
            if not people or TOLLS.isdisjoint(tree.lower(i) for i in tree.within(said)):
                return None
        made = self._made(self._phrase(subject), tree.words[verb].span, (said,))
        return msgspec.structs.replace(made, act="state")

    def _aside(self, verb: int) -> Attribution | None:
        """A frame between commas, or after one: "The bees, Baldassari confirmed, were well".

        "Clans keep to the same waters, pointed out Pascal Ferrand, an acoustician."
        """
        tree = self._tree
        inverted = self._behind_verb(verb)
        subject = inverted
        if subject is None:
            subject = tree.child(verb, "nsubj")
            subject = self._between(verb) if subject is None else subject
        if subject is None or tree.words[subject].tag not in NOMINAL:
            return None
        if inverted is None and self._has_words_of_its_own(verb, subject):
            return None
        source = self._with_participle(self._phrase(subject), subject, verb)
        words = tree.within(source)
        first = min(words.start, self._first_of_verb(verb))
        last = max(words.stop - 1, verb)
        gap = words.start - verb if words.start > verb else self._first_of_verb(verb) - words.stop
        if gap > (_PARTICLE if words.start > verb else 0):
            return None
        while last + 1 < len(tree.words) and tree.lower(last + 1) in _PARTICLES and last == verb:
            last += 1
        begin, stop = self._sentence(first), self._sentence_end(last)
        if inverted is None:
            last = self._adjunct_end(self._hearers_end(verb, last, stop))
        closing = tree.lower(last + 1) if last + 1 < len(tree.words) else "."
        if subject > verb and closing in _RELATIVE:
            closing = "."  # "pointed out Ferrand, an acoustician who was not involved"
        if (
            tree.lower(first - 1) != ","
            or first - 1 <= begin
            or closing not in (",", ".", "!", "?")
        ):
            return None
        spans = [tree.span(begin, first - 2)]
        rest = last + 2
        if (
            closing == ","
            and rest <= stop
            and (
                not inverted
                or tree.words[rest].tag == "AUX"
                or tree.lower(rest) == "that"
                or tree.words[begin].tag == "SCONJ"  # "If it rains, warned Holt, they will lose"
            )
        ):
            spans.append(tree.span(rest, stop))
        spans = [self._bare(span) for span in spans]
        marked = self._marks.near(spans[0].start, spans[-1].end)
        if len(spans) == 1 and not self._holds_verb(spans[0]):
            return None
        if any(s.end <= s.start or "\n" in s.of(self._text) for s in spans) or (
            marked and any(q.start <= tree.words[verb].span.start < q.end for q in marked)
        ):
            return None
        return self._made(source, tree.span(self._first_of_verb(verb), verb), tuple(spans))

    def _passive_aside(self, verb: int) -> Attribution | None:
        """Who speaks at a sentence's end: "Venn had lied, the jury was told by Ida Kern."."""
        tree = self._tree
        subject, agent = tree.child(verb, "nsubj:pass", "nsubj"), tree.agent(verb)
        if subject is None or agent is None or not subject < verb < agent:
            return None
        if not (self._informs(verb) and tree.is_passive(verb)):
            return None
        first = tree.within(self._phrase(subject)).start
        begin = self._sentence(first)
        if tree.lower(first - 1) != "," or first - 1 <= begin:
            return None
        said = self._bare(tree.span(begin, first - 2))
        if not self._holds_verb(said) or self._marks.near(said.start, said.end):
            return None
        return self._made(self._phrase(agent), tree.span(self._first_of_verb(verb), verb), (said,))

    def _has_words_of_its_own(self, verb: int, subject: int) -> bool:
        """Whether a verb says something else than what is around it, or nobody says it."""
        tree = self._tree
        said = tree.child(verb, "obj") is not None and not self._informs(verb)
        other = tree.is_passive(verb) or tree.lower(subject) in _RELATIVE
        return other or said or tree.child(verb, "mark") is not None

    def _hearers_end(self, verb: int, last: int, stop: int) -> int:
        """The last word of those who hear it: "the door, she told [the inquest], was bolted"."""
        tree = self._tree
        inside = range(last + 1, min(stop, verb + _ADJUNCT)) if self._informs(verb) else range(0)
        return next((i - 1 for i in inside if tree.words[i].tag not in _IN_PHRASES), last)

    def _informs(self, verb: int) -> bool:
        """Whether a verb's object is who hears it: "the door, she told the inquest, was"."""
        known = verb_of(self._tree.lower(verb))
        return known is not None and known[0] in _INFORMING

    def _with_participle(self, phrase: Span, noun: int, verb: int) -> Span:
        """A subject with the participle's clause after it: "a study [published in May] found"."""
        tree = self._tree
        participle = tree.child(noun, "acl")
        words, end = tree.within(phrase), self._first_of_verb(verb)
        if participle is None or not words or not words.stop <= participle < end:
            return phrase
        filled = set(tree.subtree(participle)) >= set(range(words.stop, end))
        return tree.span(words.start, end - 1) if filled else phrase

    def _between(self, verb: int) -> int | None:
        """The noun of the phrase that fills the gap from a comma to the verb: ", its owner said".

        Parsers take such a frame's subject for one more of the sentence's.
        """
        tree, at = self._tree, verb - 1
        while at > 0 and tree.words[at].tag in _IN_PHRASES:
            at -= 1
        head = tree.head_of(tree.span(at + 1, verb - 1)) if at + 1 < verb else None
        if at <= 0 or tree.lower(at) != "," or head is None:
            return None
        return None if tree.is_passive(verb) or tree.lower(head) in _RELATIVE else head

    def _adjunct_end(self, last: int) -> int:
        """Where and when it is said, after a frame's verb: "admitted on Monday."."""
        tree, at = self._tree, last + 1
        if at >= len(tree.words) or tree.words[at].tag not in ("ADP", "ADV", "PROPN", "NOUN"):
            return last
        while at < len(tree.words) and tree.words[at].tag in _IN_PHRASES | {"ADV"}:
            at += 1
        closed = at >= len(tree.words) or tree.lower(at) in (",", ".")
        return at - 1 if closed and at - last <= _ADJUNCT else last

    def _behind_verb(self, verb: int) -> int | None:
        """Who speaks in an inverted frame after a comma: ", cautioned rescue chief Lagos,".

        Parsers seldom see it, so that the words are asked: a name right after the verb, and no list
        of deeds ("he rose, thanked Lagos, and left").
        """
        tree = self._tree
        known = verb_of(tree.lower(verb))
        if verb == 0 or tree.lower(verb - 1) != "," or known is None or known[0] in _JUDGING:
            return None
        own, clause = tree.child(verb, "nsubj"), tree.child(verb, "ccomp")
        behind = clause is not None and clause > verb
        if own is not None and (own < verb or behind):
            return None  # "Papadakis, who represents one, said his client had swallowed it"
        after = verb + 1
        if after < len(tree.words) and tree.lower(after) in _PARTICLES:
            after += 1
        noun = self._noun_from(after)
        if noun is None or tree.words[noun].mention not in ("person", "organization", None):
            return None
        if known[0] not in _INFORMING and tree.words[noun].mention is not None:
            described = self._phrase(noun)  # "mused its last projectionist, Giancarlo Ferri,"
            last = tree.within(described)[-1]
            closed = tree.lower(last + 1) if last + 1 < len(tree.words) else "."
            and_on = tree.lower(last + 2) if last + 2 < len(tree.words) else ""
            if closed in (",", ".") and and_on not in ("and", "but"):
                return noun
        stop = noun + 1
        while stop < len(tree.words) and tree.words[stop].tag == "PROPN":
            stop += 1
        closing = [tree.lower(i) for i in range(stop, min(stop + 2, len(tree.words)))]
        if (
            tree.words[stop - 1].tag != "PROPN"
            or closing[:1] not in ([","], ["."], [])
            or closing[1:] in (["and"], ["but"])
        ):
            return None
        return noun

    def _holds_verb(self, span: Span) -> bool:
        return any(self._tree.words[i].tag in ("VERB", "AUX") for i in self._tree.within(span))

    def _sentence(self, index: int) -> int:
        """The first word of the sentence, after a stop, a line's end or a quotation's."""
        tree = self._tree
        at = index
        while at > 0:
            between = self._text[tree.words[at - 1].span.end : tree.words[at].span.start]
            if "\n" in between or tree.lower(at - 1) in _STOPS:
                break
            at -= 1
        return at

    def _sentence_end(self, index: int) -> int:
        """The last word of the sentence, its stop not counted."""
        tree = self._tree
        at = index
        while at + 1 < len(tree.words):
            between = self._text[tree.words[at].span.end : tree.words[at + 1].span.start]
            if "\n" in between or tree.lower(at + 1) in _STOPS - {"”", '"'}:
                break
            at += 1
        return at
