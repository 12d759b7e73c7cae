"""What kind of event a report is about, by what its first sentences say was done.

A word alone is no sign: coaches are fired, a debate explodes, and a storm of protest breaks no
trees. A noun counts unless it is figurative or only qualifies another ("fire chief"), a verb where
its subject or object can suffer or do it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from whence.compare.frequencies import words_of
from whence.compare.stems import stem
from whence.lang import lists, words
from whence.records import Report, Span
from whence.records.fingerprint import Outline
from whence.syntax import Tree

#: Characters at the start of a report that say what it is about; the first of them weigh most.
#: Some five paragraphs, and the lead. Guesses, and so are the weights.
_BEGINNING, _FIRST = 900, 260
#: Weights of words at the very beginning, and after it.
_LEADING, _REST = 3, 1
#: Weight that a title's word adds to a kind that is in the text, too.
_TITLE = 3
_FIGURATIVE, _ABSTRACT = words("across", "figurative"), words("across", "abstract")
_VEHICLES, _MOVES = words("across", "vehicles"), words("across", "vehicle verbs")
_FILMS = words("across", "films")
_MATTER, _BELOW = words("across", "matter"), words("across", "below a storm")
_AMOUNTS, _WHEN = words("across", "amounts"), words("across", "day words")
_ABOUT = ("", None, "of", "by", "against", "for", "over")
#: Kinds that include letters and jokes.
_OF_MATTER = frozenset({"flood", "storm"})
_LISTS = lists("across")
KINDS = tuple(name.removesuffix(" nouns") for name in _LISTS if name.endswith(" nouns"))
#: Nouns of events, each with its kind.
NOUNS = {word: kind for kind in KINDS for word in _LISTS[f"{kind} nouns"]}
_VERBS = {word: kind for kind in KINDS for word in _LISTS.get(f"{kind} verbs", frozenset())}
#: All words for a kind.
WORDS = frozenset(NOUNS) | frozenset(_VERBS)
#: Kinds of physical events; all others are what people make of them.
PHYSICAL = frozenset(
    "explosion shooting strike attack fire earthquake flood storm accident outbreak".split()
)
#: Kinds that one event may be reported as.
_ALIKE = (
    frozenset({"shooting", "attack", "strike", "explosion"}),
    frozenset({"explosion", "fire", "accident"}),
    frozenset({"fire", "attack", "strike"}),
    frozenset({"earthquake", "flood", "accident"}),
    frozenset({"storm", "flood", "accident"}),
    frozenset({"accident", "attack"}),
)


def kinds_of(report: Report, tree: Tree) -> dict[str, int]:
    """The kinds of event that a report begins with, each with its weight."""
    found: Counter[str] = Counter()
    for at, kind in kinds_named(tree, tree.within(Span(0, _BEGINNING))):
        found[kind] += _LEADING if tree.words[at].span.start < _FIRST else _REST
    title = {NOUNS.get(w) or _VERBS.get(w, "") for w in words_of(report.title or "")}
    for named in title & found.keys():
        found[named] += _TITLE
    return {kind: found[kind] for kind in sorted(found)}


def protests_named(tree: Tree) -> tuple[str, ...]:
    """Whose protests a report begins with, and for what: "a march of farmers", "climate rally"."""
    found: dict[str, None] = {}
    for at, kind in kinds_named(tree, tree.within(Span(0, _BEGINNING))):
        if kind != "protest" or tree.words[at].tag != "NOUN":
            continue
        for c in tree.children(at, "compound", "amod", "nmod", "nmod:poss"):
            plain = tree.words[c].tag in ("NOUN", "ADJ") and tree.lower(c) not in _WHEN
            if plain and tree.preposition(c) in _ABOUT:
                found[stem(tree.lower(c))] = None
    return tuple(found)


def kinds_named(tree: Tree, inside: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The words for a kind of event among some, with the kind; those of speech are left out."""
    filmed = {tree.lower(at) for at in inside if _is_filmed(tree, at)}
    in_words = _in_words_alone(tree, inside)
    for at in inside:
        tag, lower = tree.words[at].tag, tree.lower(at)
        if lower in filmed or NOUNS.get(lower) in in_words:
            continue
        if tag in ("NOUN", "PROPN") and lower in NOUNS:
            if (kind := _of_noun(tree, at)) is not None:
                yield at, kind
        elif tag == "VERB" and lower in _VERBS and _is_literal(tree, at):
            yield at, _VERBS[lower]
        elif tag == "VERB" and lower in _MOVES and _is_of_vehicle(tree, at):
            yield at, "accident"


def _in_words_alone(tree: Tree, inside: Sequence[int]) -> set[str]:
    """Kinds whose verbs the report uses of what cannot suffer them.

    Where shares crash, "the collapse" is theirs.
    """
    verbs = [at for at in inside if tree.words[at].tag == "VERB" and tree.lower(at) in _VERBS]
    literal = {_VERBS[tree.lower(at)] for at in verbs if _is_literal(tree, at)}
    return {_VERBS[tree.lower(at)] for at in verbs} - literal


def _is_filmed(tree: Tree, at: int) -> bool:
    """Whether a film is shot: "the shooting of a film", and "shooting" all through the report."""
    if tree.lower(at) not in NOUNS:
        return False
    return any(tree.lower(c) in _FILMS for c in tree.children(at, "nmod", "compound"))


def _of_noun(tree: Tree, at: int) -> str | None:
    lower = tree.lower(at)
    head = tree.words[at].head
    above = "" if head is None else tree.lower(head)
    if tree.relation(at) in ("compound", "nmod:poss") and above not in NOUNS:
        return None  # "the fire chief", "strike committee"
    if tree.preposition(at) == "under" or above in _ABSTRACT:
        return None
    # Some parses take "a storm of criticism" for a clause of the storm.
    near = tree.children(at, "nmod", "compound", "amod", "obl", "acl")
    # "A crush at the market" is at a market; "floods market" is figurative.
    if any(tree.lower(c) in _FIGURATIVE and tree.preposition(c) != "at" for c in near):
        return None
    if above in _FIGURATIVE or (NOUNS[lower] in _OF_MATTER and _is_of_no_matter(tree, at)):
        return None
    if any(_is_over(tree, c) for c in tree.children(at, "nmod")):
        return None  # "a storm over leggings"
    # "There was a storm in Orm over two ferries": parsers have it of the verb.
    verb = tree.predicate(at) if NOUNS[lower] in _OF_MATTER else None
    if verb is not None and any(_is_over(tree, c) for c in tree.children(verb, "obl", "nmod")):
        return None
    if lower == "fire" and above in ("open", "opened", "opens", "opening", "return", "exchanged"):
        return "shooting"
    return NOUNS[lower]


def _is_of_no_matter(tree: Tree, at: int) -> bool:
    """Whether it is used of something that no flood can consist of: "a flood of letters"."""
    return any(
        tree.preposition(c) == "of" and tree.words[c].tag == "NOUN" and tree.lower(c) not in _MATTER
        for c in tree.children(at, "nmod")
    )


def _is_over(tree: Tree, at: int) -> bool:
    """Whether it is what people are in a storm over, and no place that a storm is over."""
    is_thing = tree.words[at].tag != "PROPN" and tree.lower(at) not in _MATTER | _BELOW
    return tree.preposition(at) == "over" and is_thing


def _is_of_vehicle(tree: Tree, verb: int) -> bool:
    subject = tree.subject(verb)
    return subject is not None and tree.lower(subject) in _VEHICLES


def _is_literal(tree: Tree, verb: int) -> bool:
    """Whether a verb has its literal sense: things explode and people are shot.

    Of "the cost, which has exploded" it is the cost.
    """
    described = tree.head(verb) if tree.relation(verb) in ("acl", "acl:relcl") else None
    for at in (tree.subject(verb), tree.patient(verb), described):
        if at is not None and tree.lower(at) in _ABSTRACT | _FIGURATIVE:
            return False
    return not any(_is_amount(tree, c) for c in tree.children(verb, "obl"))


def _is_amount(tree: Tree, at: int) -> bool:
    """Whether it is an amount that something reached: "exploded to $940 million"."""
    named = tree.lower(at) in _AMOUNTS or tree.words[at].tag == "SYM"
    return named and tree.preposition(at) in ("to", "by", "from")


def main_kind(kinds: Sequence[dict[str, int]]) -> str:
    """The kind that most reports of an event begin with; "other" where none has one."""
    total: Counter[str] = Counter()
    leading: set[str] = set()
    for one in kinds:
        total.update({kind: n * (3 if kind in PHYSICAL else 2) for kind, n in one.items()})
        leading |= {kind for kind, n in one.items() if n >= _LEADING}
    leaders = [(n, kind) for kind, n in total.items() if kind in leading]
    return max(leaders)[1] if leaders else "other"


def physical(outline: Outline) -> frozenset[str]:
    """The kinds of physical event that a report begins with."""
    return PHYSICAL & leading(outline)


def leading(outline: Outline) -> frozenset[str]:
    """The kinds of event that a report begins with."""
    return frozenset(k for k, n in outline.kinds.items() if n >= _LEADING)


def may_be_one(one: str, other: str) -> bool:
    """Whether one event may be reported as both kinds."""
    return one == other or any(one in group and other in group for group in _ALIKE)
