"""Arcs and relations that grammar rules out, mended: what a parser gets wrong in long sentences.

A clause has one subject, a verb with an auxiliary has some, a preposition's noun is not one, and a
noun without subject or copula heads no clause (Huddleston and Pullum 2002, chapter 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from whence.extract.acts import verb_of
from whence.extract.circles import circle_in, verb_above
from whence.extract.noun_repairs import make_verbs, mend_nouns
from whence.extract.sentence_repairs import cut_at_stops
from whence.lang.verbs import lemmas
from whence.records import Word

_TELLING = frozenset(
    {*lemmas("speech", "telling").values(), *lemmas("speech", "reaching").values()}
)
#: Nominal dependants that a further noun may be joined to, and what makes a noun a clause's head.
_NOMINALS = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "iobj"})
_OF_CLAUSES = frozenset({"nsubj", "nsubj:pass", "cop", "aux", "aux:pass"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl", "csubj"})
_LISTED = frozenset({"conj", "appos", "list", "nummod", "acl:relcl"})
_LONGEST_NAME = 8  #: words
_HELPERS = frozenset({"aux", "aux:pass", "cop"})
_CLAUSE = 40  #: words after its verb in which a clause's own verb is searched
_STOPS = frozenset({".", "!", "?", ";", ":"})
#: What a verb's subject is taken for, where it has none.
_NO_SUBJECTS = frozenset({"nmod", "flat", "compound", "appos", "dep", "amod"})
_CLOSING = frozenset({'"', "”", "’’", "''", "»"})
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
    _hang_ages(text, words)
    _begin_lists(text, words)
    _begin_clauses(words)
    _hang_on_whole_names(words)
    _join_to_nouns(words)
    _take_names_for_titles(words)
    _count_what_follows(text, words)
    _begin_behind_quotations(text, words)
    _make_subjects(text, words)
    make_verbs(text, words)
    _hang_on_own_verb(text, words)
    subjects = _subjects(text, words)
    _move_into_clauses(words, subjects)
    _settle_subjects(text, words, subjects)
    _hang_loose_subjects(text, words)
    _part_from_objects(text, words)
    _give_objects(words)
    while circle := circle_in(words):
        for index in circle:
            words[index] = found[index]
    return words


def _begin_clauses(words: list[Word]) -> None:
    """Behind "and" a noun with a verb of its own begins a clause, and ends a list.

    "It killed 12 people in Brazil and [7,500 residents] have been evacuated".
    """
    subjects = {w.head for w in words if w.relation in _SUBJECTS}
    for index, word in enumerate(words[:-1]):
        helper = words[index + 1]
        verb = helper.head
        if word.tag not in ("NOUN", "PROPN") or word.relation not in ("conj", "flat", "appos"):
            continue
        if helper.relation not in _HELPERS or verb is None or verb <= index or verb in subjects:
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


def _hang_on_whole_names(words: list[Word]) -> None:
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


def _subjects(text: str, words: Sequence[Word]) -> dict[int, list[int]]:
    """What the parser has as each verb's subjects, objects of "said" among them."""
    found: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        head = word.head
        if head is None:
            continue
        said = word.relation == "obj" and index > head and _takes_clauses(words[head].span.of(text))
        if word.relation == "nsubj" or said:
            found.setdefault(head, []).append(index)
    return found


def _takes_clauses(form: str) -> bool:
    """Whether what follows a verb is a clause, seldom a person: "said", not "told"."""
    known = verb_of(form.lower())
    return known is not None and known[1] in ("state", "believe") and known[0] not in _TELLING


def _move_into_clauses(words: list[Word], subjects: dict[int, list[int]]) -> None:
    """Gives a clause its subject back: "He said [an inquiry] headed by a judge would report"."""
    own = {w.head for w in words if w.relation in _SUBJECTS}
    to = {w.head for w in words if w.relation == "mark"}  # "he promised a friend to go"
    for verb, several in subjects.items():
        behind = range(verb + 1, min(verb + _CLAUSE, len(words)))
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
        governed = [index for index in mine if index in cased]
        for index in governed if len(governed) < len(mine) else ():
            words[index] = replace(words[index], relation="obl")
        for one, two in pairwise(index for index in mine if index < verb):
            if two == one + 1 and words[one].tag == words[two].tag == "NOUN":
                words[one] = replace(words[one], relation="compound", head=two)
            common = words[one].tag == "NOUN" or words[one].span.of(text)[:1].islower()
            if common and words[two].tag == "PROPN" and two == one + 2:
                words[two] = replace(words[two], relation="appos", head=one)


def _hang_loose_subjects(text: str, words: list[Word]) -> None:
    """Attaches a leftover noun to the verb after it that has no subject.

    "Driver Sam Pike, 52, and passengers Ann Lee and Bo Orr were killed": of a long list.
    """
    subjects = {w.head for w in words if w.relation in _SUBJECTS}
    helpers = {w.head: w for w in words if w.relation in _HELPERS}
    loose: int | None = None
    for index, word in enumerate(words):
        if word.span.of(text) in _STOPS:
            loose = None
        elif word.head is None and word.tag in ("NOUN", "PROPN"):
            loose = index
        elif word.head is None:
            if loose is not None and index in helpers and index not in subjects:
                relation = "nsubj:pass" if helpers[index].relation == "aux:pass" else "nsubj"
                words[loose] = replace(words[loose], head=index, relation=relation)
            loose = None


def _part_from_objects(text: str, words: list[Word]) -> None:
    """A participle of speech after a comma is the subject's: "he defended the remark, saying"."""
    for index, word in enumerate(words):
        if word.relation != "acl" or word.head is None or not 1 < index > word.head:
            continue
        form = word.span.of(text).lower()
        comma = words[index - 1].span.of(text) == ","
        if not comma or not form.endswith("ing") or not _takes_clauses(form):
            continue
        noun = words[word.head]
        verb = noun.head
        if noun.relation in ("obj", "obl") and verb is not None and words[verb].tag == "VERB":
            words[index] = replace(word, head=verb, relation="advcl")


def _count_what_follows(text: str, words: list[Word]) -> None:
    """A number counts the word after it: "27 killed, 81 wounded", "the 35 wounded"."""
    for index, word in enumerate(words[:-1]):
        behind = words[index + 1]
        counted = behind.tag in ("NOUN", "VERB", "ADJ") and behind.relation not in _HELPERS
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


def _make_subjects(text: str, words: list[Word]) -> None:
    """What depends on a verb after it, without a preposition, is its subject: "[Boadu] praised"."""
    taken = {w.head for w in words if w.relation in _SUBJECTS}
    cased = {w.head for w in words if w.relation in ("case", "mark")}
    for index, word in enumerate(words):
        verb = word.head
        if word.tag not in ("NOUN", "PROPN") or word.relation not in _NO_SUBJECTS:
            continue
        if verb is None or not index < verb < index + _CLAUSE or verb in taken or index in cased:
            continue
        finite = words[verb].tag == "VERB" and words[verb].relation not in ("acl", "amod", "xcomp")
        if finite and not words[verb].span.of(text).lower().endswith("ing"):
            words[index] = replace(word, relation="nsubj")
            taken.add(verb)


def _begin_behind_quotations(text: str, words: list[Word]) -> None:
    """A quoted verb has no subject after its mark: "He left," [the mayor], Ana Bell, told us."""
    subjects = {w.head for w in words if w.relation in _SUBJECTS}
    for index, word in enumerate(words):
        verb = word.head
        if word.relation not in _SUBJECTS or verb is None or not verb < index:
            continue
        if not any(words[i].span.of(text) in _CLOSING for i in range(verb + 1, index)):
            continue
        for own in range(index + 1, min(index + _CLAUSE, len(words))):
            if words[own].span.of(text) in _STOPS:
                break
            if words[own].tag == "VERB" and own not in subjects and _is_main(words, own):
                words[index] = replace(word, head=own)
                break


def _is_main(words: Sequence[Word], verb: int) -> bool:
    return words[verb].relation in ("root", "parataxis", "conj")


def _hang_on_own_verb(text: str, words: list[Word]) -> None:
    """A second subject is the next verb's: "Pineda was shot and his [wife] was killed"."""
    first: dict[int, int] = {}
    for index, word in enumerate(words):
        if word.relation in _SUBJECTS and word.head is not None:
            first.setdefault(word.head, index)
    helped = {w.head: w.relation for w in words if w.relation in ("aux", "aux:pass")}
    for index, word in enumerate(words):
        verb = word.head
        if word.relation not in ("nsubj", "nsubj:pass") or verb is None or not verb < index:
            continue
        if first[verb] == index:
            continue
        for own in range(index + 1, min(index + _CLAUSE // 2, len(words))):
            if words[own].span.of(text) in _STOPS:
                break
            if words[own].tag == "VERB" and own in helped and own not in first:
                passive = helped[own] == "aux:pass"
                words[index] = replace(
                    word, head=own, relation="nsubj:pass" if passive else "nsubj"
                )
                first[own] = index
                break


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
            _hang_behind(words, index, verb)


def _hang_behind(words: list[Word], noun: int, verb: int) -> None:
    """What is listed after a second verb's object is not the first's.

    "The blast killed a watchman, Stoyan Gerov, and injured two electricians, [Ivo and Plamen]".
    """
    for index in range(noun + 1, min(noun + _CLAUSE // 2, len(words))):
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
            or forms[index - 1] in _STOPS
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


def _hang_ages(text: str, words: list[Word]) -> None:
    """How old somebody is is no subject: "Two brothers aged [five and seven] were found"."""
    for (at, before), (index, word) in pairwise(enumerate(words)):
        aged = before.span.of(text).lower() == "aged"
        if aged and word.tag == "NUM" and word.relation in _SUBJECTS:
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
