"""Who speaks in the passive: the agent, where one is named in the verb's own clause.

Grammar: Huddleston and Pullum 2002, chapter 16, section 10 (passive and active).
"""

from __future__ import annotations

from whence.extract.according import According
from whence.extract.acts import SAYS, verb_of
from whence.extract.quoted import INFORMING
from whence.records import Attribution, Span

#: What opens the content after an agent, so many words on: "accused by the union of". The number is
#: a guess, not measured.
_OPENS_CONTENT = frozenset({"of", "over", "for", "to", "that", "not"})
_NEAR_AGENT = 4  # words


#: Verbs whose subject hears what somebody else says.
_HEARING = frozenset({"hear", "hears", "heard"})


#: Participles of somebody's own mind, not of what others say: "is determined to", "are agreed".
_SETTLED = frozenset({"determined", "agreed", "concerned"})


class Passives(According):
    """The passive frames of one text."""

    def without_expletive(self, one: Attribution) -> Attribution:
        """Nobody is named in "it is said that"."""
        verb = self._cue_verb(one)
        if verb is None or not self._tree.is_passive(verb) or not one.source:
            return one
        said = one.source[0].of(self._text).lower() == "it" and self._says_that(verb)
        return self._with(one, source=()) if said else one

    def _of_hearing(self, one: Attribution) -> Attribution:
        """Who speaks in "the jury heard from Ann Cole that": whom they heard, and not the jury."""
        tree = self._tree
        verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 else None
        if verb is None or tree.lower(verb) not in _HEARING or one.kind == "direct":
            return one
        if not any(tree.has_clause(s) or self._holds_verb(s) for s in one.content):
            return one  # "residents heard a loud bang"
        heard = [
            i for i in tree.children(verb, "obl", "obl:agent") if tree.preposition(i) == "from"
        ]
        return self._with(one, source=(self._phrase(heard[0]),) if heard else ())

    def of_passive(self, one: Attribution) -> Attribution:
        """Who speaks in "Keller was told by police that": the agent, or nobody who is named."""
        verb = self._cue_verb(one)
        if verb is not None and self._tree.relation(verb) == "acl" and one.content:
            head, participle = self._tree.head(verb), not self._tree.lower(verb).endswith("ing")
            held = head is not None and one.content[0].covers(self._tree.words[head].span)
            if held and head is not None and head < verb and participle and one.kind != "direct":
                return self._with(one, content=())  # "the reforms announced by the treasury"
        if verb is None or not self._tree.is_passive(verb):
            return one
        if self._is_of_another_verb(one, verb):
            whole = any(self._tree.has_clause(s) for s in one.content)
            # "The incident was revealed when three officers raided the offices": not by them
            return self._with(one, source=(), content=one.content if whole else ())
        one = self.without_expletive(one)
        subject = self._tree.subject(verb)
        return one if subject is None else self._of_passive_verb(one, verb, subject)

    def _of_passive_verb(self, one: Attribution, verb: int, subject: int) -> Attribution:
        """Who speaks where the verb of an attribution is passive and has a subject."""
        found = verb_of(self._tree.lower(verb))
        if found is None:
            return one
        if self._is_judged(one, verb, subject, found[1]):
            return self._with(one, source=())
        impersonal = self._tree.lower(subject) == "it" and not one.source and found[1] in SAYS
        if found[0] not in INFORMING and found[1] != "accuse" and not impersonal:
            return one
        agent = self._agent(verb)
        if agent is not None:
            if self._tree.lower(agent + 1) in ("'", "’", "'s", "’s"):
                agent = self._noun_from(agent + 2) or agent  # "by the sheep farmers' league"
            phrase = self._tree.phrase(agent, case=False)
            cue = tuple(
                self._bare(Span(s.start, self._tree.words[verb].span.end))
                if s.overlaps(phrase) and s.start <= self._tree.words[verb].span.start
                else s
                for s in one.cue
                if not phrase.covers(s)
            )
            return self._behind_agent(self._with(one, source=(phrase,), cue=cue), verb, agent)
        if not one.source and any(s.covers(self._tree.words[subject].span) for s in one.content):
            return self._with(one, content=())  # "Why was nobody told?" has no words
        head = self._tree.head_of(one.source[0]) if one.source else None
        if head == subject or (head is not None and head in self._tree.conjuncts(subject)):
            return self._with(one, source=())
        return one

    def _is_judged(self, one: Attribution, verb: int, subject: int, act: str) -> bool:
        """Whether the source is of whom it is said: "Orange was found guilty of “harassment”"."""
        tree = self._tree
        head = tree.head_of(one.source[0]) if one.source else None
        if head != subject or act not in ("state", "deny", "accuse") or self._agent(verb):
            return False
        cue = [tree.lower(i) for span in one.cue for i in tree.within(span)]
        settled = tree.lower(verb) in _SETTLED
        return not settled and not any(word.endswith("ing") for word in cue)

    def _is_of_another_verb(self, one: Attribution, verb: int) -> bool:
        """Whether the source of a passive without an agent is no part of its clause."""
        head = self._tree.head_of(one.source[0]) if one.source else None
        if head is None or one.kind != "indirect" or self._agent(verb) is not None:
            return False
        first = self._tree.first_conjunct(head)
        above = self._tree.head(first)
        if above is None or above == verb:
            return False
        return self._tree.words[above].tag == "VERB" or self._tree.head(above) != verb

    def _agent(self, verb: int) -> int | None:
        """The agent of a passive, which comes after its verb."""
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
