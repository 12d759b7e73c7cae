"""What a verb of speech has for its content: a clause, a deed, or what is denied or demanded.

Grammar: Huddleston and Pullum 2002, chapter 11, sections 4 to 9 (content clauses).
"""

from __future__ import annotations

from whence.extract.noun_frames import NounFrames
from whence.lang import words
from whence.lang.verbs import lemmas

OF_DEEDS = frozenset(lemmas("speech", "of deeds").values())
_DIRECTING = frozenset(lemmas("speech", "directing").values())
_DEMANDING = frozenset(lemmas("speech", "demanding").values())
_REFUSED = words("speech", "refused things")
INFORMING = frozenset(lemmas("speech", "telling").values())


class Complements(NounFrames):
    """The complements of the verbs of one text."""

    def _what(self, verb: int, lemma: str) -> int | None:
        """The head of what is said: a clause, or what is denied or demanded."""
        tree = self._tree
        if (clause := self._clause_of_its_own(verb)) is not None:
            return clause
        if lemma in OF_DEEDS:
            comp = tree.child(verb, "xcomp", "ccomp", "advcl")
            if comp is not None and tree.lower(comp).endswith("ing") and comp > verb:
                return comp
            if comp is not None and tree.lower(verb + 1).endswith("ing"):
                return comp
        if lemma in _DIRECTING and (place := self._directed(verb)) is not None:
            return place
        if lemma == "accuse":
            return self._charged_with(verb)
        if lemma in INFORMING and (comp := tree.child(verb, "xcomp")) is not None and comp > verb:
            first = tree.within(self._clause(comp))[0]
            if tree.lower(first) in ("to", "not"):
                return comp  # "advised travellers to do likewise"
        if lemma in _DEMANDING or lemma == "deny":
            noun = tree.child(verb, "obj")
            if noun is None or tree.child(verb, "iobj") is not None:
                return None
            near = range(verb + 1, min(verb + 7, len(tree.words)))
            if lemma == "deny" and any(tree.lower(i) in _REFUSED for i in near):
                return None
            return noun
        return None

    def _directed(self, verb: int) -> int | None:
        """Where somebody is ordered to go: "ordered passengers into the lifeboats"."""
        tree = self._tree
        person = tree.child(verb, "obj", "iobj")
        place = tree.child(verb, "obl", "advmod")
        known = person is not None and tree.words[person].mention in ("person", "organization")
        return place if known and place is not None and place > (person or 0) else None

    def _charged_with(self, verb: int) -> int | None:
        """The deed after the accused: "accused the North of [jamming] signals"; or both.

        "Accused [ministers of waste]": a noun's deed is said with whose it is.
        """
        tree = self._tree
        accused = tree.child(verb, "obj")
        deeds = [] if accused is None else tree.children(accused, "nmod")
        own = any(tree.preposition(deed) == "of" for deed in deeds)
        if own and accused is not None and accused > verb:
            return accused
        last = None if accused is None else self._word_from(self._phrase(accused).end)
        if accused is None or last is None or accused < verb or tree.lower(last) != "of":
            return None
        deed = last + 1
        return deed if deed < len(tree.words) and tree.lower(deed).endswith("ing") else None

    def _clause_of_its_own(self, verb: int) -> int | None:
        """The head of a clause after a verb that has a subject, or "that", of its own."""
        tree = self._tree
        for comp in tree.children(verb, "ccomp", "xcomp"):
            own = tree.child(comp, "nsubj", "nsubj:pass", "expl")
            marked = tree.relation(comp) == "ccomp" and tree.child(comp, "mark") is not None
            if marked or (own is not None and (own > verb or tree.relation(comp) == "ccomp")):
                return comp
        return None
