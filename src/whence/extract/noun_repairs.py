"""Arcs within noun phrases that grammar rules out, corrected: names, appositions, relative clauses.

A noun after a preposition is in apposition to nothing before it, the words of a name belong
together, and a relative clause with a comma goes with the name right before it (Huddleston and
Pullum 2002, chapters 5 and 12).
"""

from __future__ import annotations

from msgspec.structs import replace

from whence.extract.acts import verb_of
from whence.lang import words as word_list
from whence.records import Word

_OF_VERBS = frozenset({"obj", "iobj", "obl", "obl:agent"})
_SINGULAR = frozenset({"was", "is", "has"})
_BOUNDS = frozenset({"fewer", "less", "more"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_DAYS = word_list("grammar", "weekday")
_TITLES = word_list("people", "abbreviated title")
_WITHIN_PHRASES = frozenset({"flat", "compound", "nmod", "appos"})
_DEEP = 5  #: nouns within nouns, as far as is climbed
_LEAD = 6  #: words between a relative pronoun and its verb at most
_PERSONAL = frozenset({"who", "whom"})


def mend_nouns(text: str, words: list[Word]) -> None:
    """Changes heads and relations in place.

    Args:
        text: all of it.
        words: its words in order.
    """
    _bound_numbers(text, words)
    _part_ages(text, words)
    _join_titles(text, words)
    _join_companions(text, words)
    _join_names(words)
    _govern_by_prepositions(words)
    _give_objects(words)
    _name_people(words)
    _list_people(words)
    _agree_with_verbs(text, words)
    _name_nearest_noun(text, words)
    _name_whom_it_follows(words)
    _attach_to_nearest_name(text, words)
    _attach_to_nouns_before(text, words)
    _attach_to_objects(text, words)


def _bound_numbers(text: str, words: list[Word]) -> None:
    """A bound is no denial: "[no fewer than] 12 people were killed"."""
    lowered = [word.span.of(text).lower() for word in words]
    for index in range(len(words) - 3):
        if lowered[index] not in ("no", "not") or lowered[index + 2] != "than":
            continue
        if lowered[index + 1] in _BOUNDS and words[index + 3].tag == "NUM":
            words[index] = replace(words[index], head=index + 1, relation="advmod")
            words[index + 1] = replace(words[index + 1], head=index + 3, relation="advmod")
            words[index + 2] = replace(words[index + 2], head=index + 1, relation="fixed")


def _part_ages(text: str, words: list[Word]) -> None:
    """An age after a comma is no part of a name: "Anton Resk, [58], who"."""
    for index in range(1, len(words)):
        word = words[index]
        comma = words[index - 1].span.of(text) == ","
        if word.tag == "NUM" and word.relation == "flat" and comma:
            words[index] = replace(word, relation="amod")


def _join_titles(text: str, words: list[Word]) -> None:
    """A title with its full stop is no name by itself: "[Cpl]. Lilian Chebet, 28"."""
    for index in range(len(words) - 1):
        title = words[index]
        name = index + 1 if title.span.of(text).endswith(".") else index + 2
        if title.span.of(text).lower().rstrip(".") not in _TITLES or name >= len(words):
            continue
        stop = words[index + 1]
        parted = name == index + 2
        if words[name].tag != "PROPN" or (
            parted and (stop.span.of(text), stop.span.start) != (".", title.span.end)
        ):
            continue
        if title.head != name and title.relation not in _WITHIN_PHRASES:
            words[name] = replace(words[name], head=title.head, relation=title.relation)
            for child, word in enumerate(words):
                if word.head == index and child != name:
                    words[child] = replace(word, head=name)
        words[index] = replace(title, head=name, relation="nmod", mention="person")
        if parted:
            words[index + 1] = replace(stop, head=index, relation="punct")


def _join_companions(text: str, words: list[Word]) -> None:
    """Companions are listed: "Ana Bell, along with [her son], died"."""
    for index in range(1, len(words)):
        word, noun = words[index], words[index].head
        before = words[index - 1].span.of(text).lower()
        if word.span.of(text).lower() != "with" or before not in ("along", "together"):
            continue
        if noun is None or noun < index or words[noun].relation != "nmod":
            continue
        first = words[noun].head
        if first is not None and first < index and words[first].mention == "person":
            words[noun] = replace(words[noun], relation="conj")
            words[index] = replace(word, relation="cc")


def _join_names(words: list[Word]) -> None:
    """A name's later word depends on the name: "a lawyer for [Idalia Roque]"."""
    for index in range(1, len(words)):
        word, before = words[index], words[index - 1]
        if word.relation != "flat" or word.tag != "PROPN" or before.tag != "PROPN":
            continue
        if before.relation == "compound" and before.head == index:
            words[index] = replace(word, relation="nmod")  # "in September in Port [Selvane]"
            continue
        first = before.head if before.relation == "flat" else index - 1
        if word.head is not None and word.head < index - 1 and first is not None:
            words[index] = replace(word, head=first)


def _govern_by_prepositions(words: list[Word]) -> None:
    """After a preposition nothing is an apposition: "a lawyer [for] Senator Idalia Roque"."""
    for word in list(words):
        noun = word.head
        if word.relation == "case" and word.tag == "ADP" and noun is not None:
            governed = words[noun]
            if governed.relation == "appos" and governed.head is not None:
                words[noun] = replace(governed, relation="nmod")


def _give_objects(words: list[Word]) -> None:
    """Between a verb and its complement is its object: "holds [the Front] responsible"."""
    cased = {word.head for word in words if word.relation == "case"}
    objects = {word.head for word in words if word.relation == "obj"}
    clauses = {word.head for word in words if word.relation in ("cop", "aux", "mark")}
    for index, word in enumerate(words):
        complement = word.head
        if word.relation not in ("obl", "nsubj") or complement is None or complement < index:
            continue
        verb = words[complement].head
        fits = words[complement].relation == "xcomp" and words[complement].tag == "ADJ"
        if not fits or verb is None or not verb < index or index in cased or verb in objects:
            continue
        if complement in clauses:
            continue
        if words[verb].tag == "VERB" and word.tag in ("NOUN", "PROPN"):
            words[index] = replace(word, head=verb, relation="obj")


def _name_people(words: list[Word]) -> None:
    """A person's name is a person: "a guard at the mill, [Ivo Marsh], was hurt"."""
    for index, word in enumerate(words):
        thing = word.head
        if word.relation != "appos" or word.mention != "person" or thing is None:
            continue
        if word.tag != "PROPN" or thing > index or words[thing].mention in (None, "person"):
            continue
        person = words[thing].head
        if person is None or words[thing].relation not in ("nmod", "obl"):
            continue
        if words[person].mention == "person" and words[person].tag == "NOUN":
            words[index] = replace(word, head=person)


def _list_people(words: list[Word]) -> None:
    """A list is of one kind: "five passengers of a bus and [the driver] of a truck"."""
    for index, word in enumerate(words):
        thing = word.head
        if word.relation != "conj" or word.mention != "person" or thing is None or thing > index:
            continue
        person = words[thing].head
        governed = words[thing].relation in ("nmod", "obl") and person is not None
        if not governed or person is None or words[thing].mention in (None, "person"):
            continue
        if words[person].mention == "person" and word.tag == words[person].tag == "NOUN":
            words[index] = replace(word, head=person)


def _agree_with_verbs(text: str, words: list[Word]) -> None:
    """The subject of "was" is one: in "Vorst, her brother and [manager], was held" he is both."""
    singular = {
        word.head
        for word in words
        if word.relation in ("aux", "aux:pass", "cop") and word.span.of(text).lower() in _SINGULAR
    }
    for index, word in enumerate(words):
        subject = word.head
        if word.relation != "conj" or word.tag != "NOUN" or subject is None or subject > index:
            continue
        one = words[subject]
        if not one.relation.startswith("nsubj") or one.head not in singular:
            continue
        between = range(subject + 1, index)
        apposed = [i for i in between if words[i].relation == "appos" and words[i].head == subject]
        if apposed:
            words[index] = replace(word, head=apposed[-1])
        elif one.tag == "PROPN":
            words[index] = replace(word, relation="appos")


def _name_nearest_noun(text: str, words: list[Word]) -> None:
    """Between commas a name says who the noun before is: "and a driver, [Tom Marsh], died"."""
    for index in range(2, len(words)):
        word, before = words[index], words[index - 2]
        if word.relation != "appos" or word.tag != "PROPN" or word.head is None:
            continue
        comma = words[index - 1].span.of(text) == ","
        people = word.mention == before.mention == "person" and before.tag == "NOUN"
        if comma and people and word.head < index - 2:
            words[index] = replace(word, head=index - 2)


def _name_whom_it_follows(words: list[Word]) -> None:
    """A name right after a noun says who it is: "were named as brothers [Kacper] and Oskar"."""
    for index in range(1, len(words)):
        word, before = words[index], words[index - 1]
        people = word.mention == before.mention == "person"
        if not people or word.tag != "PROPN" or before.tag != "NOUN":
            continue
        if word.relation == before.relation == "nsubj" and word.head == before.head:
            words[index - 1] = replace(before, head=index, relation="nmod")
            continue  # "[Hydrologist] Rui Cabrinha, who advises them, disagrees"
        governed = word.relation in _OF_VERBS and before.relation in _OF_VERBS
        listed = word.relation == before.relation == "conj"  # "and his sister [Eva]"
        if listed or (governed and word.head == before.head):
            words[index] = replace(word, head=index - 1, relation="appos")
    _head_by_names(words)


def _head_by_names(words: list[Word]) -> None:
    """A name heads the noun right before it, as a title's: "with their children [Finn] and Lotte".

    Where a number counts the noun, the noun stays the head.
    """
    counted = {word.head for word in words if word.relation == "nummod"}
    for index in range(1, len(words)):
        word, before = words[index], words[index - 1]
        beside = word.relation == "appos" and word.head == index - 1
        people = word.mention == before.mention == "person"
        if not (beside and people and before.tag == "NOUN") or index - 1 in counted:
            continue
        words[index] = replace(word, head=before.head, relation=before.relation)
        words[index - 1] = replace(before, head=index, relation="nmod")
        for other in range(len(words)):
            if words[other].head == index - 1 and other != index:
                words[other] = replace(words[other], head=index)


def _attach_to_nearest_name(text: str, words: list[Word]) -> None:
    """The person described is named last: "his neighbour, [Bridget Coyle], who died"."""
    for index, word in enumerate(words):
        head = word.head
        if word.relation != "acl:relcl" or head is None or head > index:
            continue
        own = range(head + 1, index)
        who = next((i for i in own if words[i].span.of(text).lower() in _PERSONAL), None)
        if who is None or words[who - 1].span.of(text) != ",":
            continue
        last = who - 2
        name = words[last].head if words[last].relation == "flat" else last
        if name is None or name == head or words[name].tag != "PROPN" or name < head:
            continue
        named = words[name].mention == "person" or words[last].relation == "flat"
        if named and words[name].span.of(text).lower() not in _DAYS:
            words[index] = replace(word, head=name)


def _attach_to_nouns_before(text: str, words: list[Word]) -> None:
    """A relative clause comes right after its noun: "the explosion in Selvane, which killed 22"."""
    for index, word in enumerate(words):
        head = word.head
        if word.relation != "acl:relcl" or head is None or head < index:
            continue
        before = range(max(0, index - _LEAD), index)
        who = next((i for i in before if words[i].span.of(text).lower() in _RELATIVE), None)
        noun = None if who is None else who - 1
        if noun is not None and words[noun].span.of(text) == ",":
            noun -= 1
        for _ in range(_DEEP):
            named = noun is not None and words[noun].tag == "PROPN"
            if named and noun is not None and words[noun].relation in _WITHIN_PHRASES:
                noun = words[noun].head
        if noun is not None and noun < index and words[noun].tag in ("NOUN", "PROPN"):
            words[index] = replace(word, head=noun)


def _attach_to_objects(text: str, words: list[Word]) -> None:
    """What is "of" the noun right before it is of no noun before the verb of that one.

    "Ann Lee, a spokeswoman on transport, accused ministers [of waste]".
    """
    governed = {w.head: i for i, w in enumerate(words) if w.relation == "case"}
    for index, word in enumerate(words):
        of = governed.get(index)
        if word.relation != "nmod" or word.head is None or of is None or not 1 < of < index:
            continue
        verb = words[of - 1].head
        noun = words[of - 1].tag in ("NOUN", "PROPN") and words[of].span.of(text) == "of"
        if noun and verb is not None and word.head < verb < of - 1 and words[verb].tag == "VERB":
            words[index] = replace(word, head=of - 1)


def make_verbs(text: str, words: list[Word]) -> None:
    """A noun after a name and before "that" is its verb: "Lien Vandersteen [counters] that".

    Behind a plural it has no "s": "entomologists at the institute [counter] that".
    """
    for index in range(1, len(words) - 1):
        before, word, after = words[index - 1 : index + 2]
        form = word.span.of(text).lower()
        noun_that = word.tag == "NOUN" and after.span.of(text).lower() == "that"
        if noun_that and not form.endswith("s") and verb_of(form) is not None:
            _make_plural_verb(text, words, index)
        spoken = noun_that and form.endswith("s") and verb_of(form) is not None
        if not spoken or before.tag != "PROPN":
            continue
        name = before.head if before.relation == "flat" and before.head is not None else index - 1
        people = words[name].mention in ("person", "organization")
        if not people or any(w.head == index and w.tag == "DET" for w in words):
            continue
        words[index] = replace(word, tag="VERB")
        words[name] = replace(words[name], head=index, relation="nsubj")
        for other in range(name):
            if words[other].head == index and words[other].relation == "compound":
                words[other] = replace(words[other], head=name)


def _make_plural_verb(text: str, words: list[Word], index: int) -> None:
    """Makes a noun the verb of the plural that opens its phrase, where that has none."""
    word, subject = words[index], index
    while words[subject].head is not None and words[subject].relation in _WITHIN_PHRASES:
        above = words[subject].head
        if above is None or above >= subject:
            break
        subject = above
    plural = words[subject].tag == "NOUN" and words[subject].span.of(text).lower().endswith("s")
    verbs = any(words[i].tag in ("VERB", "AUX") for i in range(subject, index))
    people = words[subject].mention in ("person", "organization")
    if subject == index or not plural or verbs or not people:
        return
    if any(w.head == index and w.tag == "DET" for w in words[index - 1 : index]):
        return  # "officials at the time said": a noun of its own
    words[index] = replace(word, tag="VERB", head=None, relation="root")
    words[subject] = replace(words[subject], head=index, relation="nsubj")
    last = index - 1
    for other in range(subject + 1, index):
        if words[other].head == index:
            inside = words[other].tag in ("PROPN", "NOUN", "DET", "ADJ", "ADP")
            head = last if other != last and inside else subject
            words[other] = replace(words[other], head=head)
    for other in range(index + 1, min(index + _DEEP * 4, len(words))):
        if words[other].head == subject and words[other].tag == "VERB":
            words[other] = replace(words[other], head=index, relation="ccomp")
            break
