"""Nouns of speech with a clause: "a [report] by the Flare that 31 had died was withdrawn".

Grammar: Huddleston and Pullum 2002, chapter 11, section 6.1 (content clauses as complements of
nouns).
"""

from __future__ import annotations

from whence.extract.parenthetical import Parenthetical
from whence.lang import words
from whence.records import Attribution, Span

_OF_WHOM = frozenset({"by", "from"})
_OWNS = frozenset({"'s", "’s", "'", "’"})
_SPEECH_NOUNS = words("speech", "speech nouns")


class NounFrames(Parenthetical):
    """The nouns of one text that hold what somebody says."""

    def _of_noun(self, one: Attribution) -> Attribution:
        """The attribution of a noun with the noun's own source and clause.

        "Claims by the [rebels] that they had shot down a jet were dismissed by the army."
        """
        noun = self._tree.head_of(one.cue[0]) if len(one.cue) == 1 else None
        clause = None if noun is None or one.kind == "direct" else self._that_clause(noun)
        if noun is None or clause is None or not any(s.overlaps(clause) for s in one.content):
            return one
        source = self._whose(noun)
        if source is None:
            return self._with(one, content=(clause,))
        return self._with(
            one, source=(source,), cue=(self._tree.words[noun].span,), content=(clause,)
        )

    def _by_noun(self, noun: int) -> Attribution | None:
        """What a noun with a clause and whose it is say."""
        clause = self._that_clause(noun)
        source = None if clause is None else self._whose(noun)
        if clause is None or source is None:
            return None
        negated = any(self._tree.lower(c) == "no" for c in self._tree.children(noun, "det"))
        return None if negated else self._made(source, self._tree.words[noun].span, (clause,))

    def _that_clause(self, noun: int) -> Span | None:
        """The clause with "that" of a noun of speech."""
        tree = self._tree
        one = tree.lower(noun)
        known = one in _SPEECH_NOUNS or one.removesuffix("s") in _SPEECH_NOUNS
        if tree.words[noun].tag != "NOUN" or not known:
            return None
        for verb in tree.children(noun, "acl", "ccomp"):
            mark = tree.child(verb, "mark")
            if mark is None or tree.lower(mark) != "that" or mark < noun:
                continue
            inside = [i for i in tree.subtree(verb) if i >= mark and tree.words[i].tag != "PUNCT"]
            end = next((i for i in inside if i > verb and self._begins_predicate(i)), None)
            inside = [i for i in inside if end is None or i < end]
            found = self._bare(tree.span(mark, inside[-1]))
            return None if "\n" in found.of(self._text) else found
        return None

    def _begins_predicate(self, index: int) -> bool:
        """Whether the noun's own verb begins there: "warnings that it would burst [came] late"."""
        tree = self._tree
        verb = tree.head(index) if tree.words[index].tag == "AUX" else index
        if verb is None or tree.words[verb].tag not in ("VERB", "AUX"):
            return False
        loose = tree.relation(verb) in ("acl", "conj", "ccomp", "parataxis", "advcl", "dep")
        own = tree.children(verb, "nsubj", "nsubj:pass", "expl", "mark", "cc")
        return loose and not own and not tree.lower(verb).endswith("ing")

    def _whose(self, noun: int) -> Span | None:
        """Whose words a noun's are: "a report [by the Flare]", "the [minister's] claim"."""
        tree = self._tree
        behind = tree.children(noun, "nmod", "obl:agent")
        agent = next((i for i in behind if tree.preposition(i) in _OF_WHOM), None)
        if agent is not None:
            named = tree.words[agent].tag in ("NOUN", "PROPN")
            return self._bare(tree.phrase(agent, case=False)) if named else None
        owner = tree.possessor(noun)
        if owner is None or tree.words[owner].tag not in ("NOUN", "PROPN", "PRON"):
            return None
        inside = [
            i for i in tree.within(tree.phrase(owner, case=False)) if tree.lower(i) not in _OWNS
        ]
        return self._bare(tree.span(inside[0], inside[-1]))
