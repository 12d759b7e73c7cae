"""Who a verb of speech has for its subject, and whom it is said to."""

from __future__ import annotations

from whence.extract.acts import verb_of
from whence.extract.missed_frames import RELATIVE
from whence.extract.phrases import NOMINAL
from whence.extract.quoted import INFORMING, PEOPLE, REACHING, Quoted
from whence.records import Attribution, Span
from whence.syntax import Tree


def _is_by_another(tree: Tree, head: int, verb: int) -> bool:
    """Whether who is behind a verb is only by whom a thing is done: "a text read by Adler"."""
    governor = tree.head(head)
    other = governor is not None and verb < governor < head
    return other and tree.preposition(head) == "by"


class Subjects(Quoted):
    """The subjects and addressees of one text's verbs of speech."""

    def _by_subject(self, one: Attribution) -> Attribution:
        """The source is the subject beside its verb, and no subject further off.

        "The port has been shut, its master, Rolf Sande, said": not the port.
        """
        tree, verb = self._tree, self._cue_verb(one)
        if verb is None or len(one.source) > 1 or tree.is_passive(verb):
            return one
        if not one.source or self._is_bare(one.source[0]):
            return self._with_subject(self._with(one, source=()), verb)
        # Of two, as where a whole sentence comes before "the agency reported", the nearer.
        subjects = [i for i in tree.children(verb, "nsubj") if i < verb]
        subject = subjects[-1] if subjects else None
        head = tree.head_of(one.source[0])
        mended = self._by_place(one, verb) or self._by_clause(one, verb, subject, head)
        if mended is not None:
            return mended
        if subject is None or head is None or subject == head or subject > verb:
            return one
        phrase = self._phrase(subject)
        if tree.words[subject].tag not in NOMINAL or phrase.overlaps(one.source[0]):
            return one
        first = (*tree.within(phrase), subject)[0]
        if "whose" in (tree.lower(first), tree.lower(first - 1)):
            return one  # "Holt, whose brother, Marc, was shot, said": not Marc
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

    def _by_place(self, one: Attribution, verb: int) -> Attribution | None:
        """The attribution where the source is found by what is beside it."""
        if self._opens_with_the_asked(one, verb):
            return self._with(one, source=())
        if (last := self._last_of_several(one, verb)) is not None:
            return self._with(one, source=(last,))
        return self._behind_the_hearer(one)

    def _by_clause(
        self, one: Attribution, verb: int, subject: int | None, head: int | None
    ) -> Attribution | None:
        """The attribution with another subject, where the source is of another clause or phrase."""
        source, own = one.source[0], self._tree.child(verb, "nsubj")
        if own is not None and head is not None and self._is_clause(head, own):
            return self._without_source(one, self._phrase(own), verb)
        if subject is None and self._is_governed(source, verb):
            return self._with_subject(self._with(one, source=()), verb)
        if head is not None and (own := self._behind_aside(head, verb)) is not None:
            return self._with(one, source=(self._phrase(own),))
        if (whole := self._whole_list(source, subject, verb)) is not None:
            return self._with(one, source=(whole,))
        turned = self._of_complement(one, subject, verb) or self._turned(one, subject, verb, head)
        if turned is not None:
            return turned
        if subject is None:
            own = self._shared_behind(source, verb)
            return None if own is None else self._with(one, source=(self._phrase(own),))
        by = head is not None and _is_by_another(self._tree, head, verb)
        if by or self._is_of_subject(source, subject, verb):
            # "The killing of Nasheed, the speaker, highlights the risks": not Nasheed
            return self._with_subject(self._with(one, source=()), verb)
        return None

    def _is_bare(self, source: Span) -> bool:
        """Whether a source has no noun: "[Having] warned", "[had] told her", "[Maybe] said"."""
        within = self._tree.within(source)
        return bool(within) and all(self._tree.words[i].tag in ("AUX", "ADV") for i in within)

    def _behind_the_hearer(self, one: Attribution) -> Attribution | None:
        """As in "To his wife, Nomsa, the poet Sipho Radebe confided": the hearer is no speaker."""
        tree, source = self._tree, one.source[0]
        inside = tree.within(source)
        led = inside and inside[0] > 0 and tree.lower(inside[0] - 1) == "to"
        if not (led or (inside and tree.lower(inside[0]) == "to")):
            return None
        comma = self._text.rfind(", ", source.start, source.end)
        return self._with(one, source=(Span(comma + 2, source.end),)) if comma > 0 else None

    def _opens_with_the_asked(self, one: Attribution, verb: int) -> bool:
        """Whether a sentence opens with a participle, whose subject is spoken to.

        "Asked about the failures, [Dmitry Peskov] told reporters": he did not ask.
        """
        tree = self._tree
        known = verb_of(tree.lower(verb))
        opens = tree.words[verb].span.of(self._text)[:1].isupper() and tree.lower(verb)[-2:] == "ed"
        if not opens or known is None or known[0] not in INFORMING:
            return False
        by = tree.at(one.source[0].start)
        behind = one.source[0].start > tree.words[verb].span.end
        return behind and by is not None and tree.lower(by - 1) != "by"

    def _last_of_several(self, one: Attribution, verb: int) -> Span | None:
        """Who speaks of several nouns beside a verb, where no comma closes an apposition.

        "the fate of her predecessor, Milan Horák, director Zuzana Bartoš said"; but "his mother,
        Ann Oduro, said" is one and the same.
        """
        tree, source = self._tree, one.source[0]
        words = source.of(self._text)
        closed = words.endswith(",") or self._text.startswith(",", source.end)
        if closed or {"and", "or", "&"} & {tree.lower(i) for i in tree.within(source)}:
            return None
        several = [
            i
            for i in tree.children(verb, "nsubj")
            if tree.words[i].tag in NOMINAL and source.covers(tree.words[i].span)
        ]
        if len(several) > 1:
            comma = self._text.rfind(", ", source.start, tree.words[several[-1]].span.start)
            return Span(comma + 2, source.end) if comma > 0 else None
        *before, last = words.split(", ")
        if len(before) > 1 and (last[:1].isupper() or last.startswith("the ")):
            return Span(source.end - len(last), source.end)
        return None

    def _behind_aside(self, head: int, verb: int) -> int | None:
        """The subject of a verb whose source is another's: "A man, she said, came and [cried]:"."""
        tree = self._tree
        aside = tree.head(head)
        if tree.relation(head) != "nsubj" or aside is None or not head < aside < verb:
            return None
        parted = aside + 1 < verb and tree.lower(aside + 1) == "," and head > 0
        subject = tree.subject(verb)
        if not parted or tree.lower(head - 1) != "," or subject is None or subject >= head:
            return None
        nominal = tree.words[subject].tag in NOMINAL
        return subject if nominal and verb_of(tree.lower(aside)) is not None else None

    def _shared_behind(self, source: Span, verb: int) -> int | None:
        """The subject that a verb shares in its own clause: "when [he] wept and admitted it"."""
        tree = self._tree
        if tree.relation(verb) != "conj":
            return None
        shared, first = tree.subject(verb), tree.first_conjunct(verb)
        nearer = (
            shared is not None and source.end <= tree.words[shared].span.start and shared < verb
        )
        own = tree.relation(first) in ("advcl", "acl:relcl")
        nominal = shared is not None and tree.words[shared].tag in NOMINAL
        return (
            shared
            if nearer and own and nominal and tree.lower(shared or 0) not in RELATIVE
            else None
        )

    def _of_complement(
        self, one: Attribution, subject: int | None, verb: int
    ) -> Attribution | None:
        """Who does what is said was taken for who says it: "Lee said [the accused] paid her"."""
        tree, source = self._tree, one.source[0]
        if subject is None or one.kind == "direct" or source.start < tree.words[verb].span.end:
            return None
        for clause in tree.children(verb, "ccomp"):
            own = tree.child(clause, "nsubj", "nsubj:pass")
            if own is not None and verb < own < clause and source.covers(tree.words[own].span):
                last = max(i for i in tree.subtree(clause) if tree.words[i].tag != "PUNCT")
                said = Span(source.start, tree.words[last].span.end)
                return self._with(one, source=(self._phrase(subject),), content=(said,))
        return None

    def _without_opening(self, one: Attribution) -> Attribution:
        """The content without what the speaker does meanwhile: "[Testifying], Lee said he paid"."""
        tree, verb = self._tree, self._cue_verb(one)
        if verb is None or one.kind == "direct":
            return one
        opening = [s for s in one.content if self._is_opening(s, verb)]
        rest = tuple(s for s in one.content if s not in opening)
        clause = next((i for i in tree.children(verb, "ccomp") if i > verb), None)
        if opening and not rest and clause is not None:
            rest = (self._clause(clause),)
        return self._with(one, content=rest) if opening and rest else one

    def _is_opening(self, content: Span, verb: int) -> bool:
        """Whether a content is a participle's clause of the frame's verb, before it."""
        tree, head = self._tree, self._tree.head_of(content)
        participle = head is not None and tree.lower(head).endswith("ing") and head < verb
        return (
            head is not None
            and participle
            and tree.relation(head) == "advcl"
            and tree.head(head) == verb
        )

    def _turned(
        self, one: Attribution, subject: int | None, verb: int, head: int | None
    ) -> Attribution | None:
        """Whom the verb is about was taken for the speaker: "Ann Lee accused [ministers] of waste".

        What was taken for the words is the subject then.
        """
        tree = self._tree
        if subject is None or head is None or one.kind == "direct" or not subject < verb < head:
            return None
        if tree.relation(head) != "obj" or tree.head(head) != verb:
            return None
        phrase = self._phrase(subject)
        if not all(phrase.covers(s) or s.covers(phrase) for s in one.content):
            return None
        return self._with(one, source=(phrase,), content=one.source)

    def _is_clause(self, head: int, subject: int) -> bool:
        """Whether a source is a clause, or where it is said: "in [a letter] [seen by Reuters]"."""
        tree = self._tree
        done = tree.words[head].tag == "VERB" and tree.relation(head).startswith("acl")
        within = tree.relation(head) == "obl" and tree.preposition(head) == "in"
        return (done or within) and tree.words[subject].tag in NOMINAL

    def _without_source(self, one: Attribution, speaker: Span, verb: int) -> Attribution:
        """The attribution with its verb's subject for a source, which is no content."""
        content = tuple(s for s in one.content if not s.overlaps(speaker))
        if not content or speaker.overlaps(self._tree.words[verb].span):
            return one
        return self._with(one, source=(speaker,), content=content)

    def _whole_list(self, source: Span, subject: int | None, verb: int) -> Span | None:
        """All who speak, where the source is a list's end: "Both the mayor [and Boyle] agree"."""
        tree = self._tree
        head = tree.head_of(source)
        if subject is None or head is None or tree.words[head].relation != "conj":
            return None
        if tree.first_conjunct(head) != subject or not source.end <= tree.words[verb].span.start:
            return None
        phrase = self._phrase(subject)
        between = tree.within(Span(phrase.end, max(phrase.end, source.start)))
        listed = all(tree.words[i].tag not in ("VERB", "AUX") for i in between)
        joined = bool(between) and tree.lower(between[-1]) in ("and", "&")
        return Span(phrase.start, source.end) if listed and joined else None

    def _is_governed(self, source: Span, verb: int) -> bool:
        """Whether a source is the noun of a clause inside the subject, and the subject is shared.

        "Mata, who had no part in [the study], praised it but cautioned": not the study.
        """
        tree = self._tree
        head = tree.head_of(source)
        shared = tree.subject(verb) if tree.relation(verb) == "conj" else None
        if head is None or shared is None or source.end > tree.words[verb].span.start:
            return False
        case = tree.child(head, "case")
        governed = case is not None and tree.words[case].tag == "ADP" and case < head
        return governed and not source.covers(tree.words[shared].span)

    def _is_of_subject(self, source: Span, subject: int, verb: int) -> bool:
        """Whether a source is what the verb's subject is "of"; the speaker is the phrase's head.

        So is who is named in a clause about the subject: "emails leaked to the Post suggest".
        """
        tree = self._tree
        head = tree.head_of(source)
        if head is not None and source.end <= tree.words[verb].span.start and subject < head:
            chain = [head, *tree.ancestors(head)]
            if any(tree.relation(i) == "acl" and tree.head(i) == subject for i in chain):
                return not source.covers(tree.words[subject].span)
        while head is not None and tree.relation(head) in ("conj", "appos", "flat"):
            head = tree.head(head)
        if head is None or subject >= head or source.covers(tree.words[subject].span):
            return False
        governed = tree.head(head) == subject and tree.preposition(head) == "of"
        return (
            governed
            and tree.words[subject].tag == "NOUN"
            and source.end <= (tree.words[verb].span.start)
        )

    def without_addressee(self, one: Attribution) -> Attribution:
        """The content without whom it is said to: "asked [the mayor] about the bridge".

        Nothing of it is left where somebody was only reached: "called Dr Szabo at midnight".
        """
        tree, verb = self._tree, self._cue_verb(one)
        found = None if verb is None else verb_of(tree.lower(verb))
        spoken_to = found is not None and found[0] in INFORMING | REACHING
        if verb is None or found is None or not spoken_to or len(one.content) != 1:
            return one
        person = tree.child(verb, "obj", "iobj")
        content = one.content[0]
        spoken_to = person is not None and tree.words[person].mention in PEOPLE
        if person is None or not spoken_to or one.kind == "direct":
            return one
        phrase = self._phrase(person)
        if phrase.start != content.start or phrase.end > content.end:
            return one
        if phrase.end == content.end:
            return one if found[0] not in REACHING else self._with(one, content=())
        rest = self._bare(Span(phrase.end, content.end))
        return self._with(one, content=(rest,)) if rest.start < rest.end else one

    def sourced(self, one: Attribution) -> Attribution:
        """A nested attribution with the subject of its verb where it has no source."""
        if one.source and self._is_bare(one.source[0]):
            one = self._with(one, source=())
        verb = self._cue_verb(one)
        if one.source or verb is None or self._tree.is_passive(verb):
            return one
        subject = self._tree.child(verb, "nsubj")
        if subject is not None and len(one.content) > 1 and subject < verb:
            # "[that the president] had ordered [him to burn it]": the subject is no content
            rest = tuple(s for s in one.content if not s.covers(self._tree.words[subject].span))
            one = self._with(one, content=rest) if rest else one
        return self._with_subject(one, verb)

    def _with_subject(self, one: Attribution, verb: int) -> Attribution:
        """The attribution with the subject of its verb, where the model saw no source."""
        tree = self._tree
        if (own := self._said_for_content(one, verb)) is not None:
            rest = tuple(s for s in one.content if s != own)
            return self._with(one, source=(own,), content=rest)
        subject = tree.child(verb, "nsubj")
        if subject is None and (
            tree.lower(verb).endswith("ing") or (verb and tree.lower(verb - 1) == "having")
        ):
            subject = tree.subject(verb)  # "he recalled the tram, adding: “...”"
        if subject is None and tree.relation(verb) == "conj":
            shared = tree.subject(verb)  # "The bank cut its rate and said": of one sentence
            between = range(shared, verb) if shared is not None and shared < verb else ()
            if between and not any(tree.lower(i) in (".", "!", "?") for i in between):
                subject = shared
        if subject is None or tree.lower(subject) in RELATIVE | {"it", "there"}:
            return one
        if tree.words[subject].tag not in NOMINAL and tree.lower(subject) != "both":
            return one
        phrase = self._phrase(subject)
        if one.content and all(phrase.covers(s) for s in one.content):
            # "..., an affidavit filed on Friday states": the subject is no content
            made = self._aside(verb)
            return one if made is None else self._with(made, content=made.content)
        if any(phrase.overlaps(s) for s in (*one.cue, *one.content)):
            return self._from_content(one, phrase)
        return self._with(one, source=(phrase,))

    def _said_for_content(self, one: Attribution, verb: int) -> Span | None:
        """The subject right before its verb, taken for a piece of what is said."""
        tree = self._tree
        for span in one.content if len(one.content) > 1 and not tree.is_passive(verb) else ():
            held = tree.within(span)
            beside = not self._text[span.end : min(one.cue).start].strip()
            if (
                beside
                and any(tree.relation(i) == "nsubj" and tree.head(i) == verb for i in held)
                and not any(tree.words[i].tag in ("VERB", "AUX") for i in held)
            ):
                return span
        return None

    def _from_content(self, one: Attribution, phrase: Span) -> Attribution:
        """Who speaks, taken for the end of what is said: "A, [the mayor, Ada Venn,] told us"."""
        if len(one.content) != 1 or one.kind == "direct" or not one.content[0].covers(phrase):
            return one
        content, cue = one.content[0], min(one.cue)
        head = self._tree.head_of(phrase)
        own = () if head is None else self._tree.subtree(head)  # "[a letter] seen by us says"
        between = self._tree.within(Span(phrase.end, max(phrase.end, cue.start)))
        beside = all(i in own or self._tree.lower(i) == "," for i in between)
        said = self._bare(Span(content.start, phrase.start))
        parted = self._text[: phrase.start].rstrip().endswith(",")
        if not (beside and parted and self._holds_verb(said)):
            return one
        return self._with(one, source=(phrase,), content=(said,))
