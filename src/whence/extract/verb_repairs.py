"""Verbs that a parser joins to the wrong clause, corrected.

Two verbs that "and" joins are of one form, a subject is not parted from its verb by "and", and two
finite verbs in a row are of two clauses (Huddleston and Pullum 2002, chapters 14 and 15).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from whence.extract.acts import SAYS, verb_of
from whence.extract.subject_repairs import HELPERS, STOPS, SUBJECTS, takes_clauses
from whence.lang import words as word_list
from whence.records import Word

_RELATIVE = word_list("grammar", "relative")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_LIGHT = frozenset({"AUX", "ADV", "PART"})
_FINITE = frozenset(
    "is are was were has have had will would can could may might must should does do did".split()
)
#: What begins an object: a form in "-ed" before it is no participle of the passive.
_OBJECTS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM"})
#: What may begin another clause between two verbs, so that both are in order.
_JOINTS = frozenset({"CCONJ", "SCONJ", "PUNCT"})
_LEAD = 8  #: words from a relative pronoun to its verb of speech at most
_CLAUSE = 40  #: words of a clause in which its second verb is searched


#: Acts that are done to somebody by words.
_DEMANDING = frozenset({"accuse", "ask", "order", "warn"})
_HAD = frozenset({"had", "have", "has"})


def mend_verbs(text: str, words: list[Word]) -> None:
    """Changes heads and relations in place.

    Args:
        text: all of it.
        words: its words in order.
    """
    forms = [word.span.of(text).lower() for word in words]
    _attach_to_whom_it_is(forms, words)
    _attach_fronted(forms, words)
    _attach_opening_participles(forms, words)
    _join_same_forms(forms, words)
    _part_predicates(words)
    _make_relative(forms, words)
    _attach_after_commas(forms, words)
    _give_to_people(forms, words)
    _end_relatives(forms, words)
    _end_with_who_reports(forms, words)


def _attach_to_whom_it_is(forms: list[str], words: list[Word]) -> None:
    """A clause is not of whom "not" rules out: "It was Moss Adler, not Ines Calder, [who said]"."""
    for index, word in enumerate(words):
        noun = word.head
        if word.relation != "acl:relcl" or noun is None or not 3 < noun < index:
            continue
        if forms[noun - 1] != "not" or forms[noun - 2] != ",":
            continue
        before = _top(words, noun - 3, 0)
        if words[before].tag in ("NOUN", "PROPN"):
            words[index] = replace(word, head=before)


def _attach_fronted(forms: list[str], words: list[Word]) -> None:
    """A participle behind a conjunction heads no sentence: "While [conceding] it, Hagerty said"."""
    fronted: int | None = None
    for index, word in enumerate(words):
        if forms[index] == "having" and word.relation in SUBJECTS and word.head == index + 1:
            words[index] = replace(word, tag="AUX", relation="aux")  # "Having warned of it, they"
        if forms[index] in STOPS:
            fronted = None
        elif word.head is None and word.tag == "VERB":
            if fronted is not None and ("," in forms[fronted:index]):
                words[fronted] = replace(words[fronted], head=index, relation="advcl")
            opens = index > 0 and words[index - 1].relation == "mark"
            opens = opens and words[index - 1].head == index and forms[index].endswith("ing")
            fronted = index if opens else None


def _attach_opening_participles(forms: list[str], words: list[Word]) -> None:
    """A participle that opens a sentence is no complement: "[Testifying] for it, Ann Lee said"."""
    subjects = {w.head: i for i, w in enumerate(words) if w.relation in SUBJECTS}
    for index, word in enumerate(words):
        opens = index == 0 or forms[index - 1] in STOPS
        if not opens or word.tag != "VERB" or not forms[index].endswith("ing"):
            continue
        subject = subjects.get(word.head)
        if word.relation not in ("ccomp", "csubj") or word.head is None or subject is None:
            continue
        if index < subject < word.head and "," in forms[index:subject]:
            words[index] = replace(word, relation="advcl")


def _join_same_forms(forms: list[str], words: list[Word]) -> None:
    """Joins a verb of speech to another: "said he had resigned and [said] they knew".

    One without a subject of its own goes with the verb of its form, one with a noun for its
    subject behind a comma is set against it: "said he was sorry, but the judge [said] no".
    """
    subjects = {w.head: i for i, w in enumerate(words) if w.relation in SUBJECTS}
    for index, word in enumerate(words):
        first = word.head
        if word.tag != "VERB" or word.relation != "conj" or first is None or first >= index:
            continue
        if verb_of(forms[index]) is None or forms[first] == forms[index]:
            continue
        subject = subjects.get(index)
        if subject is not None:
            noun = words[subject].tag in ("NOUN", "PROPN")
            joint = next((i for i in range(subject, first, -1) if words[i].tag == "CCONJ"), None)
            if not noun or joint is None or forms[joint - 1] != ",":
                continue
        demands = subject is None and _demands(forms, words, index, first)
        above, seen = words[first].head, 0
        while above is not None and seen < _LEAD:
            says = verb_of(forms[above]) is not None and words[above].tag == "VERB"
            if forms[above] == forms[index] or (says and (subject is not None or demands)):
                break
            above, seen = words[above].head, seen + 1
        if above is not None and above < first and seen < _LEAD:
            words[index] = replace(word, head=above)


def _demands(forms: list[str], words: list[Word], verb: int, first: int) -> bool:
    """Whether a verb after "and" accuses or asks somebody, which who is spoken of has not done.

    "The union said 40 had been sacked and [accused] the firm": a passive has no object, and what
    had been done before is not done beside it. "The men had beaten him and warned him": they did.
    """
    known, after = verb_of(forms[verb]), words[verb + 1 : verb + 2]
    if known is None or known[1] not in _DEMANDING or not after:
        return False
    helped = {w.head for w in words[first:verb] if w.relation == "aux"}
    had = any(
        w.head == first and w.relation in HELPERS and forms[i] in _HAD
        for i, w in enumerate(words[:first])
    )
    object_ = after[0].tag in ("DET", "NOUN", "PROPN", "ADJ", "NUM")
    return had and object_ and verb not in helped


def _part_predicates(words: list[Word]) -> None:
    """The noun before "and" is no subject: "denies [that allegation] and has accused others"."""
    for noun, word in enumerate(words[:-2]):
        verb = word.head
        if word.relation not in SUBJECTS or verb is None or verb < noun + 2:
            continue
        joint = noun + 1
        if words[joint].tag != "CCONJ" or any(
            words[i].tag not in _LIGHT for i in range(joint + 1, verb)
        ):
            continue
        first = words[verb].head
        if words[verb].tag != "VERB" or first is None or first >= noun:
            continue
        if words[first].tag != "VERB" or any(
            w.head == first and w.relation == "obj" for w in words
        ):
            continue
        words[noun] = replace(word, head=first, relation="obj")
        words[joint] = replace(words[joint], head=verb, relation="cc")
        words[verb] = replace(words[verb], relation="conj")
        for index in range(first + 1, noun):
            if words[index].head == verb:
                words[index] = replace(words[index], head=noun)


def _make_relative(forms: list[str], words: list[Word]) -> None:
    """Where "who" comes after a noun and a comma it is relative: "Falade, [who estimated]"."""
    for who in range(2, len(words)):
        verb = words[who].head
        if forms[who] != "who" or words[who].relation not in SUBJECTS or verb is None:
            continue
        if verb < who or words[verb].relation in ("acl:relcl", "root") or forms[who - 1] != ",":
            continue
        if words[who - 2].tag in ("NOUN", "PROPN"):
            noun = _top(words, who - 2, -1)
            words[verb] = replace(words[verb], head=noun, relation="acl:relcl")


def _attach_after_commas(forms: list[str], words: list[Word]) -> None:
    """A relative clause after a comma is of the noun before it, and not of the subject.

    "Her son called Penelco, her provider, [who confirmed] the error": the provider did.
    """
    for index, word in enumerate(words):
        head = word.head
        if word.relation != "acl:relcl" or head is None or head >= index:
            continue
        who = next(
            (i for i in range(index, max(head, index - _LEAD), -1) if forms[i] in _RELATIVE), None
        )
        if who is None or forms[who - 1] != "," or forms[who] == "that":
            continue
        noun = who - 2
        passed = any(
            (words[i].tag == "VERB" and words[i].head == words[head].head) or i == words[head].head
            for i in range(head + 1, noun)
            if words[i].tag == "VERB"
        )
        if passed and words[noun].tag in ("NOUN", "PROPN"):
            words[index] = replace(word, head=_top(words, noun, head))


def _give_to_people(forms: list[str], words: list[Word]) -> None:
    """A person and not a body is "who": "said Falade of the charity Locks, [who] estimated"."""
    for index, word in enumerate(words):
        noun = word.head
        if word.relation != "acl:relcl" or noun is None or noun >= index:
            continue
        if words[noun].mention != "organization" or "who" not in forms[noun + 1 : index]:
            continue
        above, seen = words[noun].head, 0
        while above is not None and above < noun and seen < _LEAD:
            if words[above].mention == "person" and words[above].tag in ("NOUN", "PROPN"):
                words[index] = replace(word, head=above)
                break
            if words[above].tag not in ("NOUN", "PROPN"):
                break
            above, seen = words[above].head, seen + 1


def _top(words: list[Word], noun: int, least: int) -> int:
    """The head of the name that a word is in: the first of "Tarrow Steel"."""
    while words[noun].relation in ("flat", "compound"):
        above = words[noun].head
        if above is None or above <= least:
            break
        noun = above
    return noun


def _end_relatives(forms: list[str], words: list[Word]) -> None:
    """A relative clause ends before the verb of its noun.

    "A woman who relatives said had been missing for a week [was found] dead": its two finite verbs
    are of two clauses, though no comma separates them.
    """
    for verb, noun in _said_of(forms, words):
        main = _second_verb(forms, words, verb)
        if main is None:
            continue
        head = words[main].head
        if words[main].tag == "AUX" and head is not None and main < head < main + _LEAD:
            main_verb, begins = head, main
        else:
            main_verb, begins = main, main
        held = words[noun].head
        outside = held is not None and not noun < held < len(words)
        passive = any(w.head == main_verb and w.relation == "aux:pass" for w in words)
        words[main_verb] = replace(
            words[main_verb],
            head=held if outside else None,
            relation=words[noun].relation if outside else "root",
        )
        words[noun] = replace(
            words[noun], head=main_verb, relation="nsubj:pass" if passive else "nsubj"
        )
        words[verb] = replace(words[verb], head=noun, relation="acl:relcl")
        inside = range(verb + 1, begins)
        tops = [i for i in inside if words[i].head is None or words[i].head not in inside]
        heads = [i for i in tops if words[i].tag not in ("AUX", "ADV", "PART", "ADP", "DET")]
        top = next((i for i in inside if words[i].tag == "VERB"), (heads or tops)[-1])
        for index in {top, *tops}:
            own = index == top
            relation = "ccomp" if own else "cop" if words[index].tag == "AUX" else "dep"
            words[index] = replace(words[index], head=verb if own else top, relation=relation)
        for index in range(begins, len(words)):
            if words[index].head in range(noun + 1, begins) and index != main_verb:
                words[index] = replace(words[index], head=main_verb)
            if forms[index] in STOPS:
                break


def _said_of(forms: list[str], words: list[Word]) -> Iterator[tuple[int, int]]:
    """Verbs of speech in a relative clause without commas, and the subject that it is of."""
    for verb in range(2, len(words) - 2):
        known = verb_of(forms[verb]) if words[verb].tag == "VERB" else None
        if known is None or known[1] not in SAYS | {"believe"}:
            continue
        if words[verb + 1].tag not in ("AUX", "VERB") and forms[verb + 1] not in _FINITE:
            continue
        who = next(
            (i for i in range(verb - 1, max(0, verb - _LEAD), -1) if forms[i] in _RELATIVE), None
        )
        if who is None or not any(words[i].tag in _NOMINAL for i in range(who + 1, verb)):
            continue
        if any(words[i].tag in ("VERB", "PUNCT") for i in range(who + 1, verb)):
            continue
        noun = _top(words, who - 1, -1)
        if words[noun].tag not in ("NOUN", "PROPN"):
            continue
        begin = noun
        while begin > 0 and forms[begin - 1] not in STOPS and words[begin - 1].tag not in (
            "VERB", "AUX", "SCONJ", "PUNCT", "ADP",
        ):  # fmt: skip
            begin -= 1
        if begin == 0 or forms[begin - 1] in STOPS:
            yield verb, noun


def _second_verb(forms: list[str], words: list[Word], verb: int) -> int | None:
    """The finite verb after the clause that a verb of speech has for its content, if any."""
    own = verb + 1
    while own < len(words) and (words[own].tag in _LIGHT or forms[own] in _FINITE):
        own += 1
    if own >= len(words) or (words[own].tag == "VERB" and takes_clauses(forms[own])):
        return None
    for index in range(own + 1, min(own + _CLAUSE, len(words))):
        word = words[index]
        if word.tag in _JOINTS or forms[index] in _RELATIVE:
            return None
        if word.tag == "AUX" and forms[index] in _FINITE:
            return index
        if word.tag == "VERB" and not forms[index].endswith("ing"):
            follows = words[index + 1].tag if index + 1 < len(words) else ""
            bare = words[index - 1].tag not in ("AUX", "PART", "ADV")
            if bare and (follows in _OBJECTS or words[index - 1].tag == "NUM"):
                return index
    return None


def _end_with_who_reports(forms: list[str], words: list[Word]) -> None:
    """A verb of speech that ends a sentence has the noun after the last comma for its subject.

    "Rents have doubled, [a study] published on Monday in the journal Cold Earth [found]": where a
    participle follows the noun, a parser takes the last name for the subject, or none.
    """
    begin = 0
    for stop, form in enumerate(forms):
        if form not in STOPS:
            continue
        first, begin = begin, stop + 1
        verb = stop - 1
        known = verb_of(forms[verb]) if verb > first else None
        if known is None or known[1] not in SAYS or words[verb].tag in ("ADJ", "AUX", "ADV"):
            continue
        comma = next((i for i in range(verb, first, -1) if forms[i] == ","), None)
        if comma is None or any(words[i].tag == "AUX" for i in range(comma, verb)):
            continue
        participle = next((i for i in range(comma + 1, verb) if words[i].tag == "VERB"), None)
        if participle is None or participle + 1 >= verb or words[participle - 1].tag != "NOUN":
            continue
        before = (words[i].tag for i in range(comma + 1, participle - 1))
        if not set(before) <= {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
            continue
        if any(words[i].tag in ("VERB", "SCONJ", "CCONJ") for i in range(participle + 1, verb)):
            continue
        roots = [i for i in range(first, comma) if words[i].head not in range(first, comma)]
        if not any(words[i].tag in ("VERB", "AUX") for i in range(first, comma)) or not roots:
            continue
        noun = participle - 1
        words[noun] = replace(words[noun], head=verb, relation="nsubj")
        words[participle] = replace(words[participle], head=noun, relation="acl")
        words[verb] = replace(words[verb], tag="VERB", head=None, relation="root")
        for index in roots:
            relation = "ccomp" if index == roots[0] else "dep"
            words[index] = replace(words[index], head=verb, relation=relation)
        inside = range(comma + 1, verb)
        for index in inside:
            lost = words[index].head is None or words[index].head not in inside
            if lost and index != noun:
                within = index < noun
                words[index] = replace(
                    words[index], head=noun if within else participle,
                    relation=words[index].relation if within else "obl",
                )  # fmt: skip
