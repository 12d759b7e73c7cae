"""Who was harmed, by name, from the sentences' trees: lists, appositions, kin, who is identified.

"The dead were identified as Bruce and Irene Stein and their sons Mark and Will" names four. This
adds to the names that reading gives with a count; speakers, mourners and the wanted do not occur in
such places.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from whence.compare.scopes import day_of
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.ports import Result
from whence.records import Entity, Report, Resolution, Span
from whence.records.claim import Role
from whence.records.fingerprint import Harmed
from whence.records.keys import key_of_span
from whence.syntax import Tree

#: What a verb may do to its object and leave it alive.
_ROLES: tuple[Role, ...] = ("injured", "captured", "detained")
_KILLS, _DIES = lemmas("across", "kills"), lemmas("across", "dies")
_NAMING = lemmas("across", "naming")
_DEAD, _DEAD_WORDS = words("across", "the dead"), words("across", "dead words")
_DEATHS, _NAMES = words("across", "words for a death"), words("across", "names")
_ALONG, _DOERS = words("across", "along"), words("across", "doers")
#: Verbs that harm but do not kill their object.
_DONE: dict[str, Role] = {
    word: role for role in _ROLES for word in words("figures", f"{role} done") if " " not in word
}
_SHOT = frozenset({"shot", "stabbed", "found", "beaten", "burned", "gunned"})
_MEANING = lemmas("across", "meaning to")
_STOPS = frozenset({".", "!", "?"})
_YEAR = re.compile(r"\d{4}")
#: Days before the report came out: what is older is not its news. A guess.
_OLD = 60
_THEY = frozenset({"they", "those", "these"})
#: Marks that may come before a list of names.
_COLON = ":"
#: Words to look at on one side, and names to list; a sentence that needs more was parsed badly.
#: A guess.
_MOST = 40


def harmed(result: Result) -> tuple[Harmed, ...]:
    """People harmed whom a report names, each once for each role."""
    report, reading, resolution = result
    if not reading.words:
        return ()
    tree = Tree(report.text, reading.words)
    names = _Names(tree, resolution)
    found: dict[tuple[str, Role], Harmed] = {}
    past = _Past(report, tree, resolution)
    for at, role, heads in _reported_deaths(tree, names):
        if past.covers(at):
            continue
        for name in names.of(heads):
            claim = key_of_span(report.id, names.claim_of(at))
            found.setdefault((name, role), Harmed(name=name, role=role, claim=claim))
    return tuple(found.values())


#: Words of a sentence on either side of one. A guess.
_LONGEST = 80


class _Past:
    """Whether a sentence is about something long ago: "the 1980 murder of the archbishop"."""

    def __init__(self, report: Report, tree: Tree, resolution: Resolution) -> None:
        self._tree = tree
        self._ends: list[tuple[int, str]] = []
        self._before = ""
        day = day_of(report.published.value) if report.published else None
        if day is not None:
            self._before = (day - dt.timedelta(days=_OLD)).isoformat()
            for time in resolution.times:
                if time.type in ("DATE", "TIME") and _YEAR.match(time.value or ""):
                    self._ends.append((time.span.start, time.end or time.value or ""))

    def covers(self, word: int) -> bool:
        """Whether every date of a word's sentence is old; a year alone is old as a whole."""
        if not self._ends:
            return False
        first = last = word
        words = self._tree.words
        low, high = max(0, word - _LONGEST), min(len(words) - 1, word + _LONGEST)
        while first > low and self._tree.lower(first - 1) not in _STOPS:
            first -= 1
        while last < high and self._tree.lower(last) not in _STOPS:
            last += 1
        start, end = words[first].span.start, words[last].span.end
        here = [value for at, value in self._ends if start <= at < end]
        return bool(here) and all(
            value[: len(self._before)] < self._before[: len(value)] for value in here
        )


def _reported_deaths(tree: Tree, names: _Names) -> Iterator[tuple[int, Role, list[int]]]:
    """The words for harm, each with its role and the words for who was harmed."""
    for at, heads in _said_to_be_dead(tree, names):
        yield at, "killed", heads
    for at, word in enumerate(tree.words):
        role = _DONE.get(tree.lower(at)) if word.tag == "VERB" else None
        if role is None or not _is_actual(tree, at) or _is_fatal(tree, at):
            continue
        who = _patient(tree, at)
        if who is not None and tree.lower(who) not in _DOERS:
            yield at, role, _whose(tree, at, _members(tree, [who, *_along(tree, at)]))


def _said_to_be_dead(tree: Tree, names: _Names) -> Iterator[tuple[int, list[int]]]:
    """The words for the dead, each with the words for who died."""
    of_dead = False  # whether the sentence before is about several dead
    for at, word in enumerate(tree.words):
        lower = tree.lower(at)
        if word.head is None:
            of_dead = _reports_a_death(tree, at - 1) if at else False
        if word.tag in ("VERB", "AUX") and _is_actual(tree, at):
            yield from _of_verb(tree, at, lower)
        if word.tag == "NOUN" and lower in _DEATHS and not _is_meant(tree, at):
            whose = [c for c in tree.children(at, "nmod") if tree.preposition(c) == "of"]
            yield at, _members(tree, [*whose, *tree.children(at, "nmod:poss")])
        if tree.child(at, "cop") is not None and _is_plain(tree, at):
            subject = tree.child(at, "nsubj")
            if subject is not None and (
                tree.lower(subject) in _DEAD or (tree.lower(subject) in _THEY and of_dead)
            ):
                yield at, _members(tree, [at])
        if lower == _COLON and word.tag == "PUNCT" and _announces(tree, at):
            yield at, names.listed(at)


def _of_verb(tree: Tree, verb: int, lower: str) -> Iterator[tuple[int, list[int]]]:
    who: int | None = None
    if lower in _KILLS:
        who = _patient(tree, verb)
    if who is None and lower in _DIES:
        who = tree.subject(verb)
        who = None if who is None or who > verb else who
    if lower in _SHOT and _is_fatal(tree, verb):
        who = tree.patient(verb)
    if lower in _NAMING:
        named = tree.patient(verb)
        if named is not None and tree.lower(named) in _DEAD:
            complements = tree.children(verb, "obl", "obl:agent", "xcomp", "advcl")
            yield verb, _members(tree, [c for c in complements if tree.preposition(c) == "as"])
        return
    if who is not None and tree.lower(who) not in _DOERS:
        yield verb, _whose(tree, verb, _members(tree, [who, *_along(tree, verb)]))


def _patient(tree: Tree, verb: int) -> int | None:
    """Who suffers it; in "and Luc Petit was hurt" the name before the "was"."""
    passive = tree.child(verb, "aux:pass")
    if passive is not None and tree.child(verb, "nsubj", "nsubj:pass") is None:
        near = [c for c in tree.children(verb, "flat", "dep", "compound") if c < passive]
        if near and tree.words[near[-1]].tag == "PROPN":
            return near[-1]
    return tree.patient(verb)


def _whose(tree: Tree, verb: int, heads: list[int]) -> list[int]:
    """The words after the last "whose" before a verb: not "Venn, whose son died"."""
    before = [i for i in range(max(0, verb - _MOST), verb) if tree.lower(i) == "whose"]
    if not before or not heads or not min(heads) < before[-1]:
        return heads
    return [at for at in heads if at > before[-1]]


def _is_fatal(tree: Tree, verb: int) -> bool:
    near = tree.children(verb, "xcomp", "advmod", "obj", "obl", "compound:prt")
    if any(tree.lower(c) in _DEAD_WORDS for c in near):
        return True
    return any(tree.lower(c) == "death" for c in tree.children(verb, "obl"))


def _along(tree: Tree, verb: int) -> list[int]:
    """Who died "along with" the subject, wherever the parse attaches it."""
    return [
        c
        for c in tree.children(verb, "obl", "nmod")
        if any(tree.lower(x) in _ALONG for x in tree.children(c, "case", "advmod"))
    ]


def _members(tree: Tree, heads: Iterable[int]) -> list[int]:
    """The members of a list, with the names and kin beside each."""
    found: dict[int, None] = {}
    waiting = list(heads)
    while waiting and len(found) < _MOST:
        at = waiting.pop(0)
        if at in found or tree.lower(at) in _DOERS:
            continue
        found[at] = None
        waiting += [c for c in tree.conjuncts(at) if c not in found and c > at]
        waiting += tree.children(at, "appos", "flat", "compound")
        waiting += [
            c
            for c in tree.children(at, "nmod", "parataxis", "dep")
            if any(tree.lower(x) in _ALONG for x in tree.children(c, "case", "advmod"))
        ]
    return sorted(found)


def _is_actual(tree: Tree, verb: int) -> bool:
    if tree.negated(verb) or tree.mood(verb) != "actual":
        return False
    if any(tree.lower(c) == "neither" for c in tree.children(verb)):
        return False
    subject = tree.patient(verb)
    if subject is not None and any(
        tree.lower(c) in ("neither", "nor") for c in (subject - 1, *tree.children(subject))
    ):
        return False
    head = tree.words[verb].head  # "urged them to assassinate him"
    meant = tree.relation(verb) in ("xcomp", "ccomp", "advcl") and head is not None
    to = any(tree.lower(c) == "to" for c in tree.children(verb, "mark"))
    return not (meant and to and head is not None and tree.lower(head) in _MEANING)


def _is_meant(tree: Tree, noun: int) -> bool:
    """Whether a death is only planned: "are planning the general's murder"."""
    head = tree.words[noun].head
    return head is not None and tree.lower(head) in _MEANING


def _is_plain(tree: Tree, at: int) -> bool:
    return tree.words[at].tag in ("PROPN", "NOUN") and _is_actual(tree, at)


def _reports_a_death(tree: Tree, last: int) -> bool:
    """Whether the sentence that ends with a word reports a death."""
    for at in range(last, max(-1, last - _MOST), -1):
        lower = tree.lower(at)
        if lower in _KILLS or lower in _DIES or lower in _DEAD_WORDS or lower in _DEAD:
            return True
        if tree.words[at].head is None and at != last:
            return False
    return False


def _announces(tree: Tree, colon: int) -> bool:
    """Whether the words before a colon announce the names of the dead."""
    before = range(max(0, colon - _MOST), colon)
    start = max((i + 1 for i in before if tree.lower(i) in (".", "!", "?")), default=before.start)
    here = {tree.lower(i) for i in range(start, colon)}
    if not _DEAD.isdisjoint(here):
        return bool(here & (_NAMES | _NAMING.keys() | {"were", "are", "include"}))
    return not _NAMES.isdisjoint(here) and _reports_a_death(tree, start - 1)


class _Names:
    """The people of a report by the words that mention them."""

    def __init__(self, tree: Tree, resolution: Resolution) -> None:
        self._tree = tree
        self._by_word: dict[int, tuple[Entity, str]] = {}
        for entity in resolution.entities:
            if entity.type != "person" or not entity.named:
                continue
            for mention in entity.mentions:
                if mention.form == "name":
                    entry = (entity, mention.span.of(tree.text))
                    for word in tree.within(mention.span):
                        self._by_word[word] = entry
        self._claims = [c.span for c in resolution.claims]

    def of(self, heads: list[int]) -> Iterator[str]:
        """The names that some words are in; a given name in a list takes the last one's surname."""
        named = [(at, self._by_word[at]) for at in heads if at in self._by_word]
        for place, (at, (entity, name)) in enumerate(named):
            if "," in entity.name:  # two of a list that were taken for one name
                yield self._tree.words[at].span.of(self._tree.text)
                continue
            if " " in entity.name or place + 1 == len(named):
                yield entity.name.rstrip(" '’")
                continue
            after, (_, following) = named[place + 1]
            joined = self._tree.relation(after) == "conj" and self._tree.head(after) == at
            parts = following.split()
            if joined and len(parts) > 1 and self._is_and(at, after):
                yield f"{name} {parts[-1]}"  # "Joost and Mieke Bakker"
            else:
                yield entity.name

    def _is_and(self, one: int, other: int) -> bool:
        between = [self._tree.lower(i) for i in range(one + 1, other)]
        return between[:1] in (["and"], ["&"]) and len(between) <= 2

    def listed(self, colon: int) -> list[int]:
        """The names of a list after a colon: each before its age, its home or the next one."""
        found: list[int] = []
        tree = self._tree
        for at in range(colon + 1, min(len(tree.words), colon + 3 * _MOST)):
            if tree.lower(at) in (".", "!", "?"):
                break
            before = tree.lower(at - 1)
            if at in self._by_word and before in (":", ";", ",", "and"):
                found.append(at)
        return found

    def claim_of(self, word: int) -> Span:
        """The span of the narrowest claim around a word, else the word's own."""
        place = self._tree.words[word].span
        containing = [span for span in self._claims if span.covers(place)]
        if not containing:  # in a headline: that of the nearest claim
            return min(self._claims, key=lambda s: abs(s.start - place.start), default=place)
        return min(containing, key=lambda s: (s.end - s.start, s.start))
