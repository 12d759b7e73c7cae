"""Quotations whose frame the model missed: "“No!” snapped Tull", "he was asked, “...?”"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.extract.acts import SAYS, verb_of
from whence.extract.boundaries import has_stop
from whence.extract.missed_frames import QUOTING, RELATIVE, MissedFrames
from whence.extract.quotes import Quotation
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.records import Attribution, Span

INFORMING = frozenset(lemmas("speech", "telling").values())
REACHING = frozenset(lemmas("speech", "reaching").values())
_SPEAKING = frozenset(lemmas("speech", "speaking").values())
_GESTURING = frozenset(lemmas("speech", "gesturing"))
PEOPLE = frozenset({"person", "organization"})
_PERSONAL = words("grammar", "pronoun he") | words("grammar", "pronoun she")
_BE = words("grammar", "be")
_PARTICLES = frozenset({"in", "out", "up", "on", "back", "off"})
#: So many words back a sentence is looked at.
_SENTENCE = 30
#: Words after a noun in which its verb is searched: "a shepherd who hid in a well said".
_FAR_VERB = 14
#: Source, if any, and cue of a quotation.
_Frame = tuple[Span | None, Span]

_SENTENCE_END = re.compile(r"[.!?][)\]”\"]*\s|\n")


class Quoted(MissedFrames):
    """The quotations of one text."""

    def quoted(self, found: Sequence[Attribution]) -> list[Attribution]:
        """The attributions with those whose frame is beside a quotation: "“No!” snapped Tull".

        A quotation that has such a frame of its own is taken from the speaker it was given to.
        """
        remaining = list(found)
        for quotation in self._marks:
            if quotation.depth or not quotation.closed:
                continue
            span = Span(quotation.start, quotation.end)
            frame = (
                self._inverted(quotation)
                or self._asked(quotation)
                or self._before_colon(quotation, remaining)
                or self._introduced(quotation, remaining)
                or self._gesture(quotation, remaining)
            )
            if frame is None and (frame := self._how_put(quotation)) is not None:
                remaining = [a for a in remaining if not any(s.overlaps(frame[1]) for s in a.cue)]
            if frame is None:
                continue
            if self._is_cued(remaining, frame[1]):
                remaining = [self._named(one, span, frame) for one in remaining]
                continue
            remaining = [
                a for a in (self._without(one, span) for one in remaining) if a is not None
            ]
            remaining.append(self._made(frame[0], frame[1], (span,), quoted=True))
        return remaining

    def _asked(self, quotation: Quotation) -> _Frame | None:
        """Source and cue of "he was asked, “Do you feel guilt?”": not he."""
        tree = self._tree
        before = self._text[: quotation.start].rstrip()
        at = tree.at(len(before) - 2) if before.endswith((",", ":")) else None
        if at is None or not (found := verb_of(tree.lower(at))):
            return None
        passive = tree.child(at, "aux:pass", "aux") is not None and not tree.child(at, "obj")
        if found[0] not in INFORMING or not passive or not tree.is_passive(at):
            return None
        return None, tree.span(self._first_of_verb(at), at)

    def _how_put(self, quotation: Quotation) -> _Frame | None:
        """Source and cue of "“A triumph” is how the conductor, Leo Brum, described it"."""
        tree = self._tree
        at = self._word_from(quotation.end)
        if at is None or tree.lower(at) not in _BE or at + 2 >= len(tree.words):
            return None
        if tree.lower(at + 1) != "how":
            return None
        verb = next(
            (i for i in range(at + 2, min(at + _SENTENCE, len(tree.words)))
             if tree.words[i].tag == "VERB"), None,
        )  # fmt: skip
        subject = None if verb is None else tree.child(verb, "nsubj")
        if verb is None or subject is None or not self._may_speak(subject):
            return None
        return self._phrase(subject), tree.words[verb].span

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

    def _gesture(self, quotation: Quotation, found: Sequence[Attribution]) -> _Frame | None:
        """Source and cue of "“It came from there.” Tom Resk nodded at the hill", in either order.

        Both are sentences of one paragraph, and nobody else is said to say it.
        """
        tree, text = self._tree, self._text
        span = Span(quotation.start, quotation.end)
        if any(a.cue and s.overlaps(span) for a in found for s in a.content):
            return None
        if text[quotation.end - 2] not in ".!?…":
            return None
        before, after = text[: quotation.start], text[quotation.end :]
        begins = not before.rstrip(" ") or before.rstrip(" ")[-1] in '.!?\n”"'
        behind = self._word_from(quotation.end) if begins and after[:1] == " " else None
        stop = tree.at(len(before.rstrip(" ")) - 1) if before.rstrip(" ").endswith(".") else None
        for at in (behind, None if stop is None else self._sentence(stop)):
            noun = None if at is None else self._noun_from(at)
            if noun is not None and tree.relation(noun) == "nmod" and (tree.head(noun) or 0) > noun:
                noun = tree.head(noun)  # "Farmer [Tom Resk] nodded"
            verb = None if noun is None else tree.head(noun)
            known = verb is not None and tree.lower(verb) in _GESTURING
            if noun is None or verb is None or not known or not self._may_speak(noun):
                continue
            if tree.relation(noun) == "nsubj" and tree.relation(verb) in ("root", "parataxis"):
                return self._phrase(noun), tree.words[verb].span
        return None

    def _speaking_before(self, stop: int) -> int | None:
        """The verb at a sentence's end with a speaker but without the words."""
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
        if (frame := self._participle(colon - 1, found)) is not None:
            return frame
        framed = [a for a in found if a.act != "ask" or any(s.end > len(before) for s in a.content)]
        if any(s.start > start and s.end <= len(before) for a in framed for s in a.cue):
            return None  # the frame of somebody whose words these are by the model
        if tree.lower(colon - 1) == "saying" and tree.lower(colon - 2) == "as":
            return self._quoted_before(colon - 1)
        predicate = tree.predicate(colon - 1)
        while predicate is not None:
            subject = tree.subject(predicate)
            if subject is not None and subject < colon and self._may_speak(subject):
                verb = verb_of(tree.lower(predicate))
                cue = tree.words[predicate if verb and verb[1] in SAYS else colon].span
                phrase = self._up_to(self._phrase(subject), self._first_of_verb(predicate))
                return (phrase, cue) if phrase.start > start else None
            predicate = tree.outer(predicate)
        noun = self._noun_from(self._sentence(colon))
        if noun is None or noun >= colon:
            return None
        phrase = self._phrase(noun)
        label = " " in phrase.of(self._text) and not self._text[phrase.end : len(before) - 1]
        named = label and tree.words[noun].tag == "PROPN" and tree.words[noun].mention != "place"
        if tree.words[noun].mention == "person" or named:
            # "Skipper Lindqvist, still dripping, summed it up:" and the words
            return phrase, tree.words[colon].span
        return None

    def _participle(self, verb: int, found: Sequence[Attribution]) -> _Frame | None:
        """Source and cue of "described it in an interview, [saying]: “...”", beside another's."""
        tree = self._tree
        known, cue = verb_of(tree.lower(verb)), tree.words[verb].span
        speaks = known is not None and known[1] in SAYS and tree.lower(verb).endswith("ing")
        if not speaks or tree.relation(verb) != "advcl" or self._is_cued(found, cue):
            return None
        subject = tree.subject(verb)
        if subject is None or subject > verb or not self._may_speak(subject):
            return None
        return self._phrase(subject), cue

    def _up_to(self, phrase: Span, verb: int) -> Span:
        """The phrase with a name after it: "His brother Lars, also a fisherman,"."""
        tree = self._tree
        last = phrase.end
        cop = tree.child(verb, "cop", "aux")
        end = min(verb, cop if cop is not None else verb)
        names = tree.within(Span(phrase.end, tree.words[end].span.start))
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
            if found is not None and found[0] in QUOTING:
                made = self._as_saying(verb, found[0], self._tree.words[saying].span)
                return (made.source[0], made.cue[-1]) if made and made.source else None
        return None

    def _may_speak(self, noun: int) -> bool:
        word = self._tree.words[noun]
        if word.tag == "PRON":
            return self._tree.lower(noun) in _PERSONAL
        return word.mention in PEOPLE or word.tag == "PROPN"

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
            if noun is None:
                return None
            phrase, cue = self._phrase(noun), tree.words[at].span
            if known is None or known[0] == tree.lower(at):
                # "harbour master Ida Orm said": no verb in its base form has one person after it
                said = self._main_verb(noun)
                if said is not None and (verb_of(tree.lower(said)) or ("", ""))[1] in SAYS:
                    return Span(cue.start, phrase.end), tree.words[said].span
            return self._bare(Span(max(phrase.start, cue.end), phrase.end)), cue
        noun = self._noun_from(at)
        if noun is None:
            return None
        verb = self._main_verb(noun)
        if verb is None or tree.subject(verb) not in (noun, tree.head(noun)):
            return None
        known = verb_of(tree.lower(verb))
        if known is None and (tree.is_passive(verb) or not self._may_speak(noun)):
            return None  # "diagnosed with “dehydration,” then that was changed"
        if known is None and (last != "," or tree.child(verb, "obj", "ccomp") is not None):
            return None
        if known is not None and (known[1] not in SAYS or tree.child(verb, "ccomp") is not None):
            return None
        return self._phrase(noun), tree.words[verb].span

    def _main_verb(self, noun: int) -> int | None:
        """The verb that a noun is the subject of, a relative clause skipped.

        In "a shepherd who hid in a well said" a parse may take both verbs for the clause's.
        """
        tree = self._tree
        relative = False
        for index in range(noun + 1, min(noun + _FAR_VERB, len(tree.words))):
            relative = relative or tree.lower(index) in RELATIVE
            if tree.words[index].tag != "VERB":
                continue
            if not relative:
                return index
            if tree.relation(index) not in ("acl", "acl:relcl"):
                return index
            known = verb_of(tree.lower(index))
            passed = any(tree.words[i].tag == "VERB" for i in range(noun + 1, index))
            if passed and known is not None and known[1] in SAYS:
                return index
        return None

    def _named(self, one: Attribution, quoted: Span, frame: _Frame) -> Attribution:
        """The attribution of that quotation and cue with the source that it lacks.

        Nobody named in a sentence before the quotation is its source where one comes after it:
        "led by Star-Lord. “Who are you?” asks [a god]".
        """
        source, cue = frame
        before = [s for s in one.source if s.end <= quoted.start]
        far = bool(before) and _SENTENCE_END.search(self._text, before[-1].end, quoted.start)
        lacks = not one.source or (far and source is not None and source.start >= cue.end)
        if not lacks or source is None or not any(s.overlaps(cue) for s in one.cue):
            return one
        if not any(s.overlaps(quoted) for s in one.content):
            return one
        return self._with(one, source=(source,))

    def _is_cued(self, found: Sequence[Attribution], cue: Span) -> bool:
        return any(s.overlaps(cue) for one in found for s in one.cue)

    def _without(self, one: Attribution, span: Span) -> Attribution | None:
        """The attribution without that content; None where nothing of it is left."""
        content = tuple(s for s in one.content if not s.overlaps(span))
        if content == one.content:
            return one
        return self._with(one, content=content) if content else None

    def _with_long_source(self, one: Attribution) -> Attribution:
        """Who is described at length between a quotation and its verb, taken for content.

        "“They came,” one of them, a woman who did not want to be named, recalled."
        """
        if one.source or len(one.content) != 1 or not one.cue or min(one.cue) < one.content[0]:
            return one
        content, cue = one.content[0], min(one.cue)
        own = [q for q in self._marks.near(content.start, content.end) if q.start == content.start]
        if len(own) != 1 or not own[0].closed or own[0].end >= content.end:
            return one
        rest = Span(own[0].end, content.end)
        beside = not self._text[rest.end : cue.start].strip(" ,")
        stopped = self._text[own[0].end - 2] not in ",!?"
        if stopped or not beside or "\n" in rest.of(self._text):
            return one
        source = self._bare(rest)
        head = self._tree.head_of(source)
        if head is None or self._tree.words[head].mention not in ("person", "organization"):
            return one
        return self._with(one, source=(source,), content=(Span(own[0].start, own[0].end),))

    def _said_in_own_sentence(self, one: Attribution) -> Attribution:
        """The frame with words of its own sentence, where it was given those of the one before.

        "He left [his spare key]. The door, she told the inquest, had been bolted."
        """
        verb = self._cue_verb(one)
        if verb is None or one.kind != "indirect" or not one.source or len(one.content) != 1:
            return one
        frame = min(*one.source, *one.cue)
        if one.content[0].end > frame.start or self._marks.near(one.content[0].start, frame.end):
            return one
        if not has_stop(self._tree, one.content[0].end, frame.start):
            return one
        made = self._aside(verb)
        return one if made is None else self._with(one, source=made.source, content=made.content)
