"""Who is said to have done it: "killed by alleged members of the FARC", "attributed to Red Path".

Only unlawful acts against unarmed people count; who is shot in a fight is nobody's victim here, and
nobody is blamed for soldiers killed by soldiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from whence.lang import words
from whence.lang.verbs import lemmas
from whence.records.fingerprint import BlameStatus
from whence.syntax import Tree

_HARMS, _COMMITS = lemmas("across", "harming"), lemmas("across", "committing")
_CRIMES, _ARMED = words("across", "crimes"), words("across", "bearing arms")
_ALLEGED, _UNSURE = words("across", "alleged"), words("across", "not sure")
_MEANING = lemmas("across", "meaning to")
_ASCRIBES = {"attributed": "to", "ascribed": "to", "blamed": "on", "traced": "to"}
_RESPONSIBLE = frozenset({"responsible", "behind"})
_CLAIMED = frozenset({"claimed"})
#: Words that are looked at; a sentence that needs more was parsed badly. A guess.
_MOST = 40


class Deed(NamedTuple):
    """A word for a deed, and the word for who is said to have done it."""

    at: int
    who: int
    status: BlameStatus
    by: int | None = None  #: who blames them for it


def deeds(tree: Tree) -> Iterator[Deed]:
    """The deeds in a text whose doers it names, in its order."""
    for at, word in enumerate(tree.words):
        if word.tag in ("VERB", "AUX", "ADJ"):
            for who, status in _of_verb(tree, at):
                yield Deed(at, who, _with_doubt(tree, at, who, status), _accuser(tree, at))
        elif word.tag == "NOUN" and tree.lower(at) in _CRIMES:
            for by in tree.children(at, "nmod", "obl"):
                if tree.preposition(by) == "by":
                    yield Deed(at, by, _with_doubt(tree, at, by, "accused"))


def _of_verb(tree: Tree, at: int) -> Iterator[tuple[int, BlameStatus]]:
    lower = tree.lower(at)
    passive = tree.is_passive(at)
    if lower in _HARMS or lower in _COMMITS:
        agent, patient = tree.agent(at), tree.patient(at)
        if agent is None or patient is None or agent == patient or _is_wanted(tree, at):
            return
        bears_arms = tree.lower(patient) in _ARMED
        if lower in _COMMITS and not _is_crime(tree, patient):
            return
        if lower in _HARMS and (bears_arms or tree.words[patient].tag == "PRON"):
            return
        yield agent, "accused"
    elif lower in _ASCRIBES and passive:
        subject = tree.subject(at)
        if subject is not None and _is_crime(tree, subject):
            for to in tree.children(at, "obl"):
                if tree.preposition(to) == _ASCRIBES[lower]:
                    yield to, "accused"
    elif lower in _CLAIMED and passive:
        subject, agent = tree.subject(at), tree.agent(at)
        if subject is not None and agent is not None and _is_crime(tree, subject):
            yield agent, "claimed"
    elif lower in _RESPONSIBLE:
        yield from _responsible(tree, at)


def _responsible(tree: Tree, at: int) -> Iterator[tuple[int, BlameStatus]]:
    """Of "X is responsible for the attack", "they hold X responsible for it"."""
    if not any(_is_crime(tree, c) for c in tree.children(at, "obl", "nmod", "obj")):
        return
    head = tree.words[at].head
    if tree.child(at, "cop") is not None:
        subject = tree.subject(at)
    elif head is not None and tree.words[head].tag == "VERB":
        subject = tree.patient(head)
        if subject is None:  # "held them responsible", as some parses have it
            bare = [c for c in tree.children(head, "obl") if not tree.preposition(c) and c < at]
            subject = bare[-1] if bare else None
    else:
        return
    if subject is not None and tree.words[subject].tag != "PRON":
        yield subject, "accused"


def _is_wanted(tree: Tree, at: int) -> bool:
    """Whether a deed is only ordered, planned or tried: "orders the agency to attack him"."""
    head = tree.words[at].head
    to = any(tree.lower(c) == "to" for c in tree.children(at, "mark"))
    return to and head is not None and tree.lower(head) in _MEANING


def _accuser(tree: Tree, at: int) -> int | None:
    """Who is said to blame them; None for "is responsible" and for all other deeds."""
    head = tree.words[at].head
    if tree.lower(at) not in _RESPONSIBLE or tree.child(at, "cop") is not None or head is None:
        return None
    return tree.agent(head)


def _is_crime(tree: Tree, noun: int) -> bool:
    """Whether a noun, or what it is "of", is a crime: "a wave of attacks"."""
    if tree.lower(noun) in _CRIMES:
        return True
    return any(
        tree.preposition(c) == "of" and tree.lower(c) in _CRIMES
        for c in tree.children(noun, "nmod")
    )


def _with_doubt(tree: Tree, at: int, who: int, status: BlameStatus) -> BlameStatus:
    """The status, "suspected" beside words of doubt: "may", "the possibility that"."""
    head = tree.words[at].head
    marks = tree.children(at, "mark")
    above = [head, *(mark - 1 for mark in marks if mark)]  # wherever the parse attaches the clause
    unsure = any(word is not None and tree.lower(word) in _UNSURE for word in above)
    if status == "accused" and (unsure or tree.mood(at) == "possible"):
        return "suspected"
    near = (*tree.children(at, "advmod"), *tree.children(who, "amod", "advmod", "compound"))
    return "suspected" if any(tree.lower(c) in _ALLEGED for c in near) else status


def bearers(tree: Tree, word: int) -> list[int]:
    """The words that may name the group of people: "FMLN guerrillas", "members of the ELN"."""
    if tree.lower(word) not in _ARMED:
        return []
    found = list(tree.children(word, "compound", "amod", "nmod:poss", "appos", "flat"))
    for of in tree.children(word, "nmod"):
        if tree.preposition(of) in ("of", "from"):
            found += [of, *tree.children(of, "compound", "appos", "flat")]
            if tree.lower(of) in _ARMED:  # "members of a front of the FARC"
                found += [c for c in tree.children(of, "nmod") if tree.preposition(c) == "of"]
    return found[:_MOST]
