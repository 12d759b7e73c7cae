"""Who is blamed, charged or convicted in a report, and by whom, from the sentences' trees.

Only named parties count, and only in the place of the accused: the object of an active verb or the
subject of a passive one. What is negated, asked or over ("no longer blames", "was cleared") blames
nobody, and where the tree is unclear, nobody is blamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from whence.compare.perpetrators import bearers, deeds
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.ports import Result
from whence.records import Entity, Reading, Resolution, Span
from whence.records.fingerprint import Accused, BlameStatus
from whence.records.keys import key_of_span
from whence.records.roles import HARMED
from whence.syntax import Tree

_LISTS: tuple[tuple[BlameStatus, str], ...] = (
    ("accused", "accused by"), ("charged", "charged by"), ("convicted", "convicted by"),
    ("suspected", "suspected by"), ("cleared", "acquitted by"),
)  # fmt: skip
_VERBS = {form: status for status, name in _LISTS for form in lemmas("across", name)}
_CLEARED = lemmas("across", "cleared by")
_CLAIMING, _CLAIMED = lemmas("across", "claiming"), words("across", "what is claimed")
_PRICES, _READERS = words("across", "of price"), words("across", "nobody to blame")
_OFFENCES, _OPINIONS = words("across", "offences"), words("across", "offences of opinion")
#: Words of a clause to search for the offence. A guess.
_OFFENCE = 60
#: Characters: a claim that begins or ends so near to a verb is the verb's content. A guess.
_NEAR = 60
_AUTHORITIES = words("across", "authorities")
_MISTREATING = lemmas("across", "mistreating")
_FINDING, _PLEADING = words("across", "finding guilty"), words("across", "pleading guilty")
_MISTREATED = words("across", "mistreatment")
#: Fighters of any side, though some write them with a capital.
_NAMELESS = words("across", "bearing arms") - {"army", "police"}
_MAY_BE_BLAMED = frozenset({"person", "organization", "group"})
#: Prepositions before a charge: "charged with", "accused of", "blamed for".
_OF_WHAT = frozenset({"with", "of", "for", "over", "in", "as", "to"})


class _Case(NamedTuple):
    verb: int
    status: BlameStatus
    who: tuple[int, ...]  #: words
    by: int | None
    deed: bool = False  #: whether the text states a deed, without an accuser
    #: those of the words that may name an armed group the people belong to: "members of the Red
    #: Path"
    people: frozenset[int] = frozenset()


def accused(result: Result) -> tuple[Accused, ...]:
    """Who is blamed in the report, by name; each once with each accuser and status."""
    report, reading, resolution = result
    if not reading.words:
        return ()
    tree = Tree(report.text, reading.words)
    known = _Known(tree, resolution)
    harmed = {name for f in resolution.figures if f.role in HARMED for name in f.people}
    harmed |= known.mistreated()
    found: dict[tuple[str, str | None, str], Accused] = {}
    for case in _cases(tree):
        if not _is_asserted(tree, case.verb, reading):
            continue
        by = known.called(case.by) if case.by is not None else None
        by = by or known.speaker(case, reading, resolution)
        for word in case.who:
            entity = known.blamable(word, bearing=word in case.people)
            if entity is None or not _may_be(entity, harmed) or entity.name == by:
                continue
            if case.deed and entity.type == "person":
                continue  # by their names people are blamed in plain words alone
            span = known.claim_of(case.verb, entity)
            if span is None:
                continue
            claim = key_of_span(report.id, span)
            one = Accused(who=entity.name, by=by, claim=claim, status=case.status)
            found.setdefault((one.who, one.by, one.status), one)
    return tuple(found.values())


def _cases(tree: Tree) -> Iterator[_Case]:
    for deed in deeds(tree):
        members = _members(tree, deed.who)
        has_accuser = deed.by is not None
        yield _Case(deed.at, deed.status, members, deed.by, not has_accuser, frozenset(members))
    for at, word in enumerate(tree.words):
        lower = tree.lower(at)
        if word.tag not in ("VERB", "ADJ", "NOUN", "AUX"):
            continue
        if word.tag == "VERB" and lower in _VERBS:
            yield from _of_verb(tree, at)
        elif word.tag == "VERB" and (lower in _FINDING or lower in _PLEADING):
            yield from _of_guilt(tree, at)
        elif word.tag == "VERB" and lower in _CLAIMING:
            thing = tree.child(at, "obj")
            subject = tree.subject(at)
            if thing is not None and tree.lower(thing) in _CLAIMED and subject is not None:
                yield _Case(at, "claimed", _members(tree, subject), None)


def _of_verb(tree: Tree, verb: int) -> Iterator[_Case]:
    who = tree.patient(verb)
    if who is None:
        who = tree.child(verb, "iobj")
    by = _by(tree, verb)
    status = _VERBS[tree.lower(verb)]
    if who is None and tree.lower(verb) == "blame":  # "is to blame"
        head = tree.words[verb].head
        infinitive = any(tree.lower(c) == "to" for c in tree.children(verb, "mark"))
        if head is not None and infinitive and tree.words[head].tag in ("AUX", "VERB"):
            who, by = tree.subject(head), None
        elif infinitive:
            who, by = tree.subject(verb), None
    if who is None or who == by or tree.lower(who) in _PRICES:
        return
    # What else happened to them comes beside it: "sentenced for fraud and subjected to torture".
    beside = {i for c in tree.children(verb, "conj") for i in tree.subtree(c)}
    below = {tree.lower(i) for i in tree.subtree(verb)[:_OFFENCE] if i not in beside}
    if status == "cleared":
        if tree.is_passive(verb) or any(tree.preposition(c) == "of" for c in _behind(tree, verb)):
            yield _Case(verb, status, _members(tree, who), None)
        return
    of_what = {tree.lower(c) for c in tree.children(verb, "obl", "advcl", "xcomp", "nmod", "ccomp")}
    if (below & _OPINIONS and not below & _OFFENCES) or of_what & _OPINIONS - _OFFENCES:
        return
    if status != "accused" and not (_names_offence(tree, verb) and below & _OFFENCES):
        return
    if status == "accused" and tree.mood(verb) == "possible":
        return
    # "Members of the Red Path were convicted" convicts no Red Path.
    people = frozenset(tree.conjuncts(who)) if status in ("accused", "suspected") else frozenset()
    yield _Case(verb, status, _members(tree, who), by, people=people)


def _of_guilt(tree: Tree, verb: int) -> Iterator[_Case]:
    """Of "was found guilty of arson", "pleaded guilty to"; "not guilty" blames nobody."""
    guilty = next(
        (c for c in tree.children(verb, "xcomp", "obj") if tree.lower(c) == "guilty"), None
    )
    if guilty is None or tree.negated(guilty) or tree.lower(guilty - 1) == "not":
        return
    pleads = tree.lower(verb) in _PLEADING
    who = tree.subject(verb) if pleads else tree.patient(verb)
    below = {tree.lower(i) for i in tree.subtree(verb)[:_OFFENCE]}
    if who is None or who == guilty or not below & _OFFENCES:
        return
    yield _Case(verb, "convicted", _members(tree, who), None if pleads else _by(tree, verb))


def _by(tree: Tree, verb: int) -> int | None:
    """Who accuses; in the passive, what follows "by", but not "with two counts of"."""
    by = tree.agent(verb)
    if not tree.is_passive(verb):
        return by
    return by if by is not None and tree.preposition(by) == "by" else _authority(tree, verb)


def _behind(tree: Tree, verb: int) -> tuple[int, ...]:
    return tree.children(verb, "obl", "nmod", "advcl")


def _authority(tree: Tree, verb: int) -> int | None:
    """The authority after a "by" that the parse attaches to the offence.

    "Was accused of the attack by the interior ministry"; an attack "by militants" has another doer.
    """
    for noun in tree.children(verb, "obl", "nmod"):
        for by in tree.children(noun, "nmod"):
            if tree.preposition(by) == "by" and tree.lower(by) in _AUTHORITIES:
                return by
    return None


def _names_offence(tree: Tree, verb: int) -> bool:
    """Whether a verb comes with an offence: "charged with murder", not "charged at the police"."""
    for child in tree.children(verb, "obl", "advcl", "xcomp", "nmod", "ccomp"):
        if tree.preposition(child) in _OF_WHAT:
            return True
        if any(tree.lower(c) in _OF_WHAT for c in tree.children(child, "mark", "case")):
            return True
    who = tree.patient(verb)  # "convicted the clerk of the murder", as some parses have it
    beside = () if who is None else tree.children(who, "nmod")
    if any(
        tree.preposition(c) in ("with", "of", "for") and tree.lower(c) in _OFFENCES for c in beside
    ):
        return True
    return tree.is_passive(verb)


def _members(tree: Tree, word: int) -> tuple[int, ...]:
    """The members of a list, each with the name beside it."""
    found: list[int] = []
    for member in tree.conjuncts(word):
        found += [member]
        for beside in tree.appositions(member):
            found += tree.conjuncts(beside)
        found += _named_beside(tree, member)
    return tuple(dict.fromkeys(found))


def _named_beside(tree: Tree, noun: int) -> list[int]:
    """The name right after a noun, wherever it is attached: "the rebel group Crimson Dawn"."""
    after = noun + 1
    if tree.words[noun].tag != "NOUN" or after >= len(tree.words):
        return []
    name = tree.words[after]
    if name.tag != "PROPN" or tree.child(after, "case") is not None:
        return []
    last = after
    while last + 1 < len(tree.words) and tree.words[last + 1].tag == "PROPN":
        last += 1
    return list(range(after, last + 1))


def _is_asserted(tree: Tree, verb: int, reading: Reading) -> bool:
    """Whether the accusation is made: not denied, asked, over or only possible."""
    place = tree.words[verb].span
    at: int | None = verb
    for _ in range(3):
        if at is None:
            break
        if tree.negated(at) or tree.mood(at) in ("conditional", "future"):
            return False
        if any(tree.lower(c) in ("longer", "stop", "stopped") for c in tree.children(at, "advmod")):
            return False
        if tree.lower(at) in _CLEARED and at != verb:
            return False
        head = tree.words[at].head
        at = head if tree.relation(at) in ("xcomp", "ccomp") else None
    for one in reading.attributions:
        if any(span.covers(place) for span in one.content) and (
            one.act in ("deny", "ask") or not one.asserted
        ):
            return False
    return True


def _may_be(entity: Entity, harmed: set[str]) -> bool:
    # What was taken for a place but is in no gazetteer may be a body: "the Valley Front".
    nowhere = entity.type == "place" and entity.place is None
    if not entity.named or not (nowhere or entity.type in _MAY_BE_BLAMED):
        return False
    if entity.name.casefold() in _NAMELESS or entity.name.count("“") != entity.name.count("”"):
        return False  # "the Commando"; "Piet" of Piet “Ox” Olsen
    if entity.name in harmed or any(entity.name.endswith(" " + name) for name in harmed):
        return False
    return _READERS.isdisjoint(entity.name.casefold().split())


class _Known:
    """The entities of a report by the words that mention them, and its claims by position."""

    def __init__(self, tree: Tree, resolution: Resolution) -> None:
        self._tree = tree
        self._entities = resolution.entities
        self._by_word: dict[int, Entity] = {}
        for entity in resolution.entities:
            for mention in entity.mentions:
                head = tree.head_of(mention.span)
                if head is not None:
                    self._by_word.setdefault(head, entity)
        self._claims = sorted(resolution.claims, key=lambda c: (c.span.start, -c.span.end))

    def at(self, word: int) -> Entity | None:
        """The entity that a word refers to."""
        return self._by_word.get(word)

    def blamable(self, word: int, *, bearing: bool) -> Entity | None:
        """The entity of a word, or that of its group: "FMLN guerrillas", "members of the FARC".

        Nobody, where it is a surname that two people in the report have.
        """
        entity = self.at(word)
        if entity is not None and entity.named:
            return None if self._is_shared(word, entity) else entity
        for other in bearers(self._tree, word) if bearing else ():
            beside = self.at(other)
            if beside is not None and beside.named and beside.type == "organization":
                return beside
        return entity

    def mistreated(self) -> set[str]:
        """The names of people who, by the report, were tortured, abducted or beaten."""
        tree = self._tree
        found = set()
        for at, word in enumerate(tree.words):
            lower = tree.lower(at)
            if word.tag != "VERB" or lower not in _MISTREATING:
                continue
            if lower == "subjected" and not any(
                tree.lower(i) in _MISTREATED for c in _behind(tree, at) for i in tree.subtree(c)
            ):
                continue
            who = tree.patient(at)
            for one in tree.conjuncts(who) if who is not None else ():
                entity = self.at(one)
                if entity is not None and entity.named:
                    found.add(entity.name)
        return found

    def _is_shared(self, word: int, entity: Entity) -> bool:
        """Whether a single word, the last of a person's name, is in another person's name too."""
        name = self._tree.lower(word)
        near = self._tree.children(word, "flat", "compound")
        if entity.type != "person" or any(self._tree.words[c].tag == "PROPN" for c in near):
            return False
        if entity.name.casefold() == name:
            return False
        called = [e.name.casefold().split()[-1:] for e in self._entities if e.type == "person"]
        return called.count([name]) > 1

    def called(self, word: int) -> str | None:
        """What an accuser is called: a name, else the words used."""
        entity = self.at(word) or self._around(word)
        if entity is not None and (entity.named or self._tree.words[word].tag != "PRON"):
            return entity.name
        if self._tree.words[word].tag in ("NOUN", "PROPN"):
            return self._tree.phrase(word, case=False).of(self._tree.text)
        return None

    def _around(self, word: int) -> Entity | None:
        """The entity whose mention contains a word that the parse put in a shorter phrase."""
        place = self._tree.words[word].span
        containing = [
            (mention.span.start - mention.span.end, n)
            for n, entity in enumerate(self._entities)
            for mention in entity.mentions
            if mention.span.covers(place)
        ]
        return self._entities[min(containing)[1]] if containing else None

    def speaker(self, case: _Case, reading: Reading, resolution: Resolution) -> str | None:
        """Who says it, where an accusation names no accuser; a charge needs none."""
        if case.status not in ("accused", "suspected"):
            return None
        place = self._tree.words[case.verb].span
        containing = [
            (sum(s.end - s.start for s in one.content), n)
            for n, one in enumerate(reading.attributions)
            if one.is_said and any(s.covers(place) for s in one.content)
        ]
        for _, n in sorted(containing):
            speaker = resolution.speaker(n)
            if speaker is None:
                return None
            entity = self._entities[speaker.entity]
            if entity.named or entity.type in _MAY_BE_BLAMED:
                return entity.name  # "investigations revealed" has another source
        return None

    def claim_of(self, word: int, entity: Entity) -> Span | None:
        """The span of the narrowest claim that contains a word, or that begins right after it.

        For a headline, which makes no claim, the span of the nearest claim that names the person.
        """
        place = self._tree.words[word].span
        spans = [c.span for c in self._claims]
        containing = [s for s in spans if s.covers(place)]
        if containing:
            return min(containing, key=lambda s: (s.end - s.start, s.start))
        nearest = min(spans, key=lambda s: _apart(s, place), default=None)
        if nearest is not None and self._is_beside(nearest, place):
            return nearest  # the verb is the cue of its content
        naming = [s for s in spans if any(s.covers(m.span) for m in entity.mentions)]
        return min(naming, key=lambda s: _apart(s, place), default=None)

    def _is_beside(self, one: Span, other: Span) -> bool:
        """Whether two are near one another on one line."""
        between = self._tree.text[min(one.end, other.end) : max(one.start, other.start)]
        return _apart(one, other) < _NEAR and "\n" not in between


def _apart(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
