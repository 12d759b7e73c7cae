"""Subjects that grammar rules out, corrected: those of another verb, of none, or one too many.

A clause has one subject, and a preposition's noun is not one (Huddleston and Pullum 2002,
chapter 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from whence.extract.acts import verb_of
from whence.extract.noun_repairs import make_verbs
from whence.lang.verbs import lemmas
from whence.records import Word

_INFORMING = frozenset(
    {*lemmas("speech", "telling").values(), *lemmas("speech", "reaching").values()}
)
#: What a verb's subject is taken for, where it has none.
_NO_SUBJECTS = frozenset({"nmod", "flat", "compound", "appos", "dep", "amod"})
_CLOSING = frozenset({'"', "”", "’’", "''", "»"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl", "csubj"})
HELPERS = frozenset({"aux", "aux:pass", "cop"})
CLAUSE = 40  #: words after its verb in which a clause's own verb is searched
STOPS = frozenset({".", "!", "?", ";", ":"})


def mend_subjects(text: str, words: list[Word]) -> None:
    """Changes heads and relations in place.

    Args:
        text: all of it.
        words: its words in order.
    """
    _begin_behind_quotations(text, words)
    _take_names_for_speakers(text, words)
    _make_subjects(text, words)
    make_verbs(text, words)
    _attach_to_own_verb(text, words)
    _give_to_subordinate(words)
    subjects = _subjects(text, words)
    _move_into_clauses(words, subjects)
    _settle_subjects(text, words, subjects)
    _attach_loose_subjects(text, words)


def _give_to_subordinate(words: list[Word]) -> None:
    """A clause with "when" has its own subject: "Ann Lee, there when [the wall] fell, told us"."""
    taken = {w.head for w in words if w.relation in SUBJECTS}
    for index, noun in enumerate(words[:-1]):
        own = index + 1
        if noun.relation != "nsubj" or noun.head is None or not own < noun.head:
            continue
        clause = words[own].tag == "VERB" and words[own].relation in ("advcl", "acl:relcl")
        if (
            clause
            and own not in taken
            and any(
                w.head == own and w.relation in ("mark", "advmod")
                for w in words[max(0, index - 4) : index]
            )
        ):
            words[index] = replace(noun, head=own)
            taken.add(own)


def _subjects(text: str, words: Sequence[Word]) -> dict[int, list[int]]:
    """What the parser has as each verb's subjects, objects of "said" among them."""
    found: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        head = word.head
        if head is None:
            continue
        said = word.relation == "obj" and index > head and takes_clauses(words[head].span.of(text))
        if word.relation == "nsubj" or said:
            found.setdefault(head, []).append(index)
    return found


def takes_clauses(form: str) -> bool:
    """Whether what follows a verb is a clause, seldom a person: "said", not "told"."""
    known = verb_of(form.lower())
    return known is not None and known[1] in ("state", "believe") and known[0] not in _INFORMING


def _move_into_clauses(words: list[Word], subjects: dict[int, list[int]]) -> None:
    """Gives a clause its subject back: "He said [an inquiry] headed by a judge would report"."""
    own = {w.head for w in words if w.relation in SUBJECTS}
    to = {w.head for w in words if w.relation == "mark"}  # "he promised a friend to go"
    for verb, several in subjects.items():
        behind = range(verb + 1, min(verb + CLAUSE, len(words)))
        clauses = (i for i in behind if words[i].head == verb and _may_be_clause(words[i], i in to))
        clause = next(clauses, None)
        if clause is None or clause in own or several[0] > verb:
            continue
        for index in several:
            if verb < index < clause:
                words[index] = replace(words[index], relation="nsubj", head=clause)


def _may_be_clause(word: Word, marked: bool) -> bool:
    """Whether a complement is a clause: "police say 140 detained", not "promised her to go"."""
    return word.relation == "ccomp" or (
        word.relation == "xcomp" and word.tag == "VERB" and not marked
    )


def _settle_subjects(text: str, words: list[Word], subjects: dict[int, list[int]]) -> None:
    """Leaves a verb one subject: "A charge filed [in Sulla] says", "the ombudsman, [Ana Soto],"."""
    cased = {w.head for w in words if w.relation == "case" and w.tag == "ADP"}
    for verb, several in subjects.items():
        mine = [i for i in several if words[i].relation == "nsubj" and words[i].head == verb]
        takes = takes_clauses(words[verb].span.of(text))
        if len(mine) > 1 and mine[0] < verb < mine[1] and not takes:
            # as ministers are in: "Ann Lee accused ministers of waste"
            words[mine[1]] = replace(words[mine[1]], relation="obj")
            mine.pop(1)
        governed = [index for index in mine if index in cased]
        for index in governed if len(governed) < len(mine) else ():
            words[index] = replace(words[index], relation="obl")
        for one, two in pairwise(index for index in mine if index < verb):
            if two == one + 1 and words[one].tag == words[two].tag == "NOUN":
                words[one] = replace(words[one], relation="compound", head=two)
            common = words[one].tag == "NOUN" or words[one].span.of(text)[:1].islower()
            if common and words[two].tag == "PROPN" and two == one + 2:
                words[two] = replace(words[two], relation="appos", head=one)


def _attach_loose_subjects(text: str, words: list[Word]) -> None:
    """Attaches a leftover noun to the verb after it that has no subject.

    "Driver Sam Pike, 52, and passengers Ann Lee and Bo Orr were killed": of a long list. "Ann Lee,
    a nurse who was there when the wall fell, described it": of a long description.
    """
    subjects = {w.head for w in words if w.relation in SUBJECTS}
    helpers = {w.head: w for w in words if w.relation in HELPERS}
    loose: int | None = None
    for index, word in enumerate(words):
        if word.span.of(text) in STOPS:
            loose = None
        elif word.head is None and word.tag in ("NOUN", "PROPN"):
            loose = index
        elif word.head is None:
            described = loose is not None and _is_described(text, words, loose, index)
            if loose is not None and index not in subjects and (index in helpers or described):
                passive = index in helpers and helpers[index].relation == "aux:pass"
                relation = "nsubj:pass" if passive else "nsubj"
                words[loose] = replace(words[loose], head=index, relation=relation)
            loose = None


def _is_described(text: str, words: Sequence[Word], noun: int, verb: int) -> bool:
    """Whether a person with a description between commas comes before a verb in the past."""
    form = words[verb].span.of(text).lower()
    return (
        words[noun].mention == "person"
        and words[verb].tag == "VERB"
        and words[verb - 1].span.of(text) == ","
        and form.endswith("ed")
        and verb_of(form) is not None
    )


def _make_subjects(text: str, words: list[Word]) -> None:
    """What depends on a verb after it, without a preposition, is its subject: "[Boadu] praised"."""
    taken = {w.head for w in words if w.relation in SUBJECTS}
    cased = {w.head for w in words if w.relation in ("case", "mark")}
    for index, word in enumerate(words):
        verb = word.head
        if word.tag not in ("NOUN", "PROPN") or word.relation not in _NO_SUBJECTS:
            continue
        if verb is None or not index < verb < index + CLAUSE or verb in taken or index in cased:
            continue
        finite = words[verb].tag == "VERB" and words[verb].relation not in ("acl", "amod", "xcomp")
        if finite and not words[verb].span.of(text).lower().endswith("ing"):
            words[index] = replace(word, relation="nsubj")
            taken.add(verb)


def _take_names_for_speakers(text: str, words: list[Word]) -> None:
    """A name heads no clause: "Jobs will go, said the chair [Ann Lee] in an email"."""
    clauses = {w.head for w in words if w.relation in SUBJECTS | HELPERS}
    for index, word in enumerate(words):
        verb = word.head
        if word.relation not in ("ccomp", "acl:relcl") or word.tag != "PROPN":
            continue
        if verb is None or index in clauses:
            continue
        if verb < index and verb not in clauses and takes_clauses(words[verb].span.of(text)):
            words[index] = replace(word, relation="nsubj")


def _begin_behind_quotations(text: str, words: list[Word]) -> None:
    """A quoted verb has no subject after its mark: "“He left,” [the mayor], Ana Bell, told us"."""
    subjects = {w.head for w in words if w.relation in SUBJECTS}
    for index, word in enumerate(words):
        verb = word.head
        if word.relation not in SUBJECTS or verb is None or not verb < index:
            continue
        if not any(words[i].span.of(text) in _CLOSING for i in range(verb + 1, index)):
            continue
        for own in range(index + 1, min(index + CLAUSE, len(words))):
            if words[own].span.of(text) in STOPS:
                break
            if words[own].tag == "VERB" and own not in subjects and _is_main(words, own):
                words[index] = replace(word, head=own)
                break


def _is_main(words: Sequence[Word], verb: int) -> bool:
    return words[verb].relation in ("root", "parataxis", "conj")


def _attach_to_own_verb(text: str, words: list[Word]) -> None:
    """A second subject is the next verb's: "Pineda was shot and his [wife] was killed"."""
    first: dict[int, int] = {}
    for index, word in enumerate(words):
        if word.relation in SUBJECTS and word.head is not None:
            first.setdefault(word.head, index)
    helped = {w.head: w.relation for w in words if w.relation in ("aux", "aux:pass")}
    for index, word in enumerate(words):
        verb = word.head
        if word.relation not in ("nsubj", "nsubj:pass") or verb is None or not verb < index:
            continue
        if first[verb] == index:
            continue
        for own in range(index + 1, min(index + CLAUSE // 2, len(words))):
            if words[own].span.of(text) in STOPS:
                break
            if words[own].tag != "VERB" or own in first:
                continue
            if words[own].relation in ("xcomp", "acl", "acl:relcl"):
                continue  # "engineers who asked not to be identified told the paper"
            if own in helped or verb_of(words[own].span.of(text).lower()) is not None:
                passive = helped.get(own) == "aux:pass"
                words[index] = replace(
                    word, head=own, relation="nsubj:pass" if passive else "nsubj"
                )
                first[own] = index
                _put_above(words, own, index)
                break


def _put_above(words: list[Word], verb: int, subject: int) -> None:
    """Puts a verb of a trailing frame above the clause before it: "A valve stuck, they told us"."""
    root = words[verb].head
    if root is None or not root < subject < verb or words[root].head is not None:
        return
    if words[verb].relation == "advcl" and not any(
        w.head == verb and w.relation == "mark" for w in words[root:verb]
    ):
        words[root] = replace(words[root], head=verb, relation="ccomp")
        words[verb] = replace(words[verb], head=None, relation="root")
