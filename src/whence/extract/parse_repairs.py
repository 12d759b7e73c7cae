"""Arcs and relations that grammar rules out, corrected: what a parser gets wrong in long sentences.

A clause has one subject, a verb with an auxiliary has some, a preposition's noun is not one, and a
noun without subject or copula heads no clause (Huddleston and Pullum 2002, chapter 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from whence.extract.acts import verb_of
from whence.extract.cross_sentence_arcs import cut_at_stops
from whence.extract.noun_repairs import mend_nouns
from whence.extract.parse_cycles import circle_in, verb_above
from whence.extract.subject_repairs import (
    CLAUSE,
    HELPERS,
    STOPS,
    SUBJECTS,
    mend_subjects,
    takes_clauses,
)
from whence.extract.verb_repairs import mend_verbs
from whence.records import Word

#: Nominal dependants that a further noun may be joined to, and what makes a noun a clause's head.
_NOMINALS = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "iobj"})
_OF_CLAUSES = frozenset({"nsubj", "nsubj:pass", "cop", "aux", "aux:pass"})
_LISTED = frozenset({"conj", "appos", "list", "nummod", "acl:relcl"})
_LONGEST_NAME = 8  #: words
_WHOLE = 10  #: so many words a whole that opens a sentence may have


def repaired(text: str, found: Sequence[Word]) -> list[Word]:
    """The words of a text, some of them with another head or relation.

    Args:
        text: all of it.
        found: its words in order, as the parser has them.
    """
    words = list(found)
    cut_at_stops(text, words)
    mend_nouns(text, words)
    _settle_partitives(text, words)
    _attach_ages(text, words)
    _begin_lists(text, words)
    _begin_clauses(words)
    _begin_speech(text, words)
    _attach_to_whole_names(words)
    _join_to_nouns(words)
    _take_names_for_titles(words)
    _count_what_follows(text, words)
    mend_subjects(text, words)
    mend_verbs(text, words)
    _list_before_participles(text, words)
    _part_from_objects(text, words)
    _give_objects(words)
    while circle := circle_in(words):
        for index in circle:
            words[index] = found[index]
    return words


def _begin_clauses(words: list[Word]) -> None:
    """After "and" a noun with a verb of its own begins a clause, and ends a list.

    "It killed 12 people in Brazil and [7,500 residents] have been evacuated".
    """
    subjects = {w.head for w in words if w.relation in SUBJECTS}
    for index, word in enumerate(words[:-1]):
        helper = words[index + 1]
        verb = helper.head
        if word.tag not in ("NOUN", "PROPN") or word.relation not in ("conj", "flat", "appos"):
            continue
        if helper.relation not in HELPERS or verb is None or verb <= index or verb in subjects:
            continue
        noun = word.head if word.relation == "flat" else index
        if noun is None or words[noun].relation != "conj":
            continue
        passive = any(w.head == verb and w.relation == "aux:pass" for w in words[index + 1 : verb])
        joint = next((i for i in range(noun - 1, -1, -1) if words[i].tag == "CCONJ"), None)
        first = verb_above(words, noun)
        if joint is None or first is None or first >= joint or words[verb].relation == "root":
            continue
        words[noun] = replace(words[noun], head=verb, relation="nsubj:pass" if passive else "nsubj")
        words[joint] = replace(words[joint], head=verb)
        words[verb] = replace(words[verb], head=first, relation="conj")
        subjects.add(verb)


def _begin_speech(text: str, words: list[Word]) -> None:
    """After "and" a noun right before a verb of speech is who speaks, and ends a list.

    "Keller sued the port and [Roth] said the case was weak": a second verb that shares a subject
    has its "and" between the two.
    """
    subjects = {w.head for w in words if w.relation in SUBJECTS}
    clauses = {w.head for w in words if w.relation == "ccomp"}
    for verb, word in enumerate(words):
        if word.tag != "VERB" or verb in subjects or verb not in clauses:
            continue
        if verb_of(word.span.of(text).lower()) is None:
            continue
        noun = _listed_before(text, words, verb)
        joint = (
            None
            if noun is None
            else next((i for i in range(noun - 1, -1, -1) if words[i].tag == "CCONJ"), None)
        )
        first = None if noun is None else verb_above(words, noun)
        if noun is None or joint is None or first is None or not first < joint:
            continue
        words[noun] = replace(words[noun], head=verb, relation="nsubj")
        words[joint] = replace(words[joint], head=verb)
        words[verb] = replace(word, head=first, relation="conj")


def _listed_before(text: str, words: Sequence[Word], verb: int) -> int | None:
    """The last of a list of objects, where the verb is right behind it and what belongs to it."""
    at = verb - 1
    while at > 0 and (words[at].tag == "ADV" or words[at].span.of(text) == ","):
        at -= 1
    for _ in range(_LONGEST_NAME):
        head = words[at].head
        if words[at].tag not in ("NOUN", "PROPN") or head is None or head >= at:
            return None
        if words[at].relation == "conj":
            listed = words[head].relation in _NOMINALS - {"nsubj", "nsubj:pass"}
            return at if listed or words[head].tag == "VERB" else None
        at = head
    return None


def _attach_to_whole_names(words: list[Word]) -> None:
    """What depends on a later part of a name depends on its first: "Sam Pike, and [Ann Lee]"."""
    for index, word in enumerate(words):
        head, seen = word.head, 0
        while head is not None and words[head].relation == "flat" and seen < _LONGEST_NAME:
            head, seen = words[head].head, seen + 1
        if head != word.head and head is not None and head != index and word.relation in _LISTED:
            words[index] = replace(word, head=head)


def _join_to_nouns(words: list[Word]) -> None:
    """Hangs a noun that is joined to a verb on the noun between: "killed two men and [a girl]"."""
    last: dict[int, int] = {}  # verb -> its last nominal dependent after it
    clauses = {w.head for w in words if w.relation in _OF_CLAUSES}
    found = list(words)
    for index, word in enumerate(found):
        head = word.head
        if head is None:
            continue
        if word.relation in _NOMINALS and index > head:
            last[head] = index
        elif word.relation == "conj" and word.tag in ("NOUN", "PROPN") and index not in clauses:
            other = last.get(head)
            if found[head].tag == "VERB" and other is not None and found[other].tag != "PRON":
                words[index] = replace(word, head=other)


def _take_names_for_titles(words: list[Word]) -> None:
    """The name is the subject, and no title: "[Driver] Sam Pike and two others were killed"."""
    for index, (title, name) in enumerate(pairwise(list(words))):
        titled = title.relation.startswith("nsubj") and title.tag == "NOUN" and title.head
        if titled and name.tag == "PROPN" and name.head is None:
            words[index] = replace(title, relation="compound", head=index + 1)
            words[index + 1] = replace(name, relation=title.relation, head=title.head)


def _list_before_participles(text: str, words: list[Word]) -> None:
    """A participle has no subject before a comma: "wrote to Ada Venn and [Tom Resk], warning"."""
    helped = {w.head for w in words if w.relation in HELPERS}
    for index, name in enumerate(words):
        verb = name.head
        if name.relation != "nsubj" or verb is None or not 2 < index < verb or verb in helped:
            continue
        after = words[verb]
        joined = after.relation == "conj" and after.tag == "VERB"
        participle = joined and after.span.of(text).lower().endswith("ing")
        if not participle or words[verb - 1].span.of(text) != "," or after.head is None:
            continue
        before = index - 2
        listed = words[index - 1].relation == "cc" and words[before].tag in ("NOUN", "PROPN")
        while listed and words[before].relation in ("flat", "compound"):
            before = words[before].head or 0
        if listed and after.head < before < index:
            words[index] = replace(name, head=before, relation="conj")
            words[index - 1] = replace(words[index - 1], head=index)
            words[verb] = replace(after, relation="advcl")


def _part_from_objects(text: str, words: list[Word]) -> None:
    """A participle of speech after a comma is the subject's: "he defended the remark, saying".

    "She spoke to Ann Lee and Sam Boyle, [adding] that": not Boyle.
    """
    subjects = {w.head for w in words if w.relation in SUBJECTS}
    for index, word in enumerate(words):
        loose = word.relation in ("acl", "parataxis") and index not in subjects
        if not loose or word.head is None or not 1 < index > word.head:
            continue
        form = word.span.of(text).lower()
        comma = words[index - 1].span.of(text) == ","
        if not comma or not form.endswith("ing") or not takes_clauses(form):
            continue
        if words[word.head].tag == "VERB":
            words[index] = replace(word, relation="advcl")
            continue
        noun = words[word.head]
        while noun.relation in ("conj", "flat", "appos", "nmod") and noun.head is not None:
            noun = words[noun.head]
        verb = noun.head
        if noun.relation in ("obj", "obl") and verb is not None and words[verb].tag == "VERB":
            words[index] = replace(word, head=verb, relation="advcl")


def _count_what_follows(text: str, words: list[Word]) -> None:
    """A number counts the word after it: "27 killed, 81 wounded", "the 35 wounded"."""
    for index, word in enumerate(words[:-1]):
        behind = words[index + 1]
        counted = behind.tag in ("NOUN", "VERB", "ADJ") and behind.relation not in HELPERS
        if word.tag != "NUM" or not counted:
            continue
        if "\n" in text[word.span.end : behind.span.start]:
            continue
        listed = behind.relation in ("appos", "conj", "parataxis", "list", "root")
        if word.head == index + 1 or (
            listed and word.relation in ("nmod", "appos", "conj", "list")
        ):
            words[index] = replace(word, head=index + 1, relation="nummod")
            form = behind.span.of(text).lower()
            near = words[max(0, index - 3) : index]
            governed = any(w.head == index + 1 and w.relation == "case" for w in near)
            if (
                form.endswith("ed") and not governed
            ):  # no noun, and no other word for what comes before
                own = "parataxis" if behind.relation == "appos" else behind.relation
                words[index + 1] = replace(behind, tag="VERB", relation=own)


def _give_objects(words: list[Word]) -> None:
    """A second verb's object, taken for one more of the first's: "killed four and hurt [nine]"."""
    taken = {word.head for word in words if word.relation in ("obj", "ccomp", "xcomp", "aux:pass")}
    for index, word in enumerate(words):
        if word.relation != "conj" or word.tag != "VERB" or index in taken:
            continue
        noun = index + 1
        while noun < len(words) and words[noun].tag in ("DET", "NUM", "ADJ"):
            governor = words[noun].head
            if governor is None or governor <= noun:
                break
            noun = governor
        if noun >= len(words) or words[noun].tag not in ("NOUN", "PROPN", "NUM"):
            continue
        head = words[noun].head
        if words[noun].relation == "conj" and head is not None and head < index:
            words[noun] = replace(words[noun], head=index, relation="obj")
    for index, word in enumerate(words):
        verb = word.head
        if word.relation == "obj" and verb is not None and words[verb].relation == "conj":
            _attach_listed_objects(words, index, verb)


def _attach_listed_objects(words: list[Word], noun: int, verb: int) -> None:
    """What is listed after a second verb's object is not the first's.

    "The blast killed a watchman, Stoyan Gerov, and injured two electricians, [Ivo and Plamen]".
    """
    for index in range(noun + 1, min(noun + CLAUSE // 2, len(words))):
        word = words[index]
        if word.tag in ("VERB", "AUX"):
            return
        if word.relation in ("conj", "appos") and word.head is not None and word.head < verb:
            words[index] = replace(word, head=noun, relation="appos")


def _settle_partitives(text: str, words: list[Word]) -> None:
    """A sentence that opens with a whole is about the part: "Of the 30 aboard, [nine] died"."""
    forms = [word.span.of(text).lower() for word in words]
    for index, form in enumerate(forms):
        opens = (
            index == 0
            or forms[index - 1] in STOPS
            or "\n" in text[words[index - 1].span.end : words[index].span.start]
        )
        if form != "of" or not opens:
            continue
        near = range(index + 2, min(index + _WHOLE, len(words) - 2))
        comma = next((i for i in near if forms[i] == ","), None)
        if comma is None or words[comma + 1].tag != "NUM":
            continue
        behind = range(comma + 2, min(comma + _WHOLE, len(words)))
        verb = next((i for i in behind if words[i].tag == "VERB"), None)
        between = range(comma + 2, verb or 0)
        if verb is None or any(words[i].tag in ("NOUN", "PROPN", "PUNCT") for i in between):
            continue
        passive = any(words[i].relation == "aux:pass" for i in between)
        part, whole = comma + 1, comma - 1
        subject = "nsubj:pass" if passive else "nsubj"
        words[part] = replace(words[part], head=verb, relation=subject)
        words[whole] = replace(words[whole], head=verb, relation="obl")
        words[index] = replace(words[index], head=whole, relation="case")


def _attach_ages(text: str, words: list[Word]) -> None:
    """How old somebody is is no subject: "Two brothers aged [five and seven] were found"."""
    for (at, before), (index, word) in pairwise(enumerate(words)):
        aged = before.span.of(text).lower() == "aged"
        if aged and word.tag == "NUM" and word.relation in SUBJECTS:
            words[index] = replace(word, head=at, relation="advmod")


def _begin_lists(text: str, words: list[Word]) -> None:
    """The first of a list is its head: "Eleven [pupils], two teachers and a driver died"."""
    for index, word in enumerate(words):
        loose = word.tag == "NOUN" and word.relation in ("ccomp", "parataxis", "dep")
        if not loose or index + 2 >= len(words) or words[index + 1].span.of(text) != ",":
            continue
        before = words[max(0, index - _LONGEST_NAME) : index]
        if any(w.head == index and w.relation in _OF_CLAUSES for w in before):
            continue
        noun = index + 2
        while noun < len(words) and words[noun].tag in ("NUM", "DET", "ADJ"):
            noun += 1
        if noun >= len(words) or words[noun].relation not in ("nsubj", "nsubj:pass"):
            continue
        joined = any(w.head == noun and w.relation == "conj" for w in words[noun + 1 : noun + 10])
        if joined and words[noun].tag == "NOUN":
            words[index] = replace(word, head=words[noun].head, relation=words[noun].relation)
            words[noun] = replace(words[noun], head=index, relation="conj")
