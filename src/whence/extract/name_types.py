"""Types of names on which the tagger and other evidence differ: syntax, and the words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from whence.lang import words
from whence.records import Mention, Span
from whence.syntax import Tree

#: A name's type that the tagger is less sure of than this is asked of the syntax, too.
_DOUBTED = 0.5
_COMPANY_NOUNS = words("people", "company noun")
#: What is right before the name of a body: "the charity Open Shore".
_KINDS = words("people", "company") | frozenset(
    {"agency", "broadcaster", "charity", "newspaper", "party", "union"}
)
#: What is no part of a name: "Anton Resk[, 58]", "IS[-affiliated]".
_BEHIND = re.compile(r"(?:,\s*\d{1,3}|[-–](?:[a-z]{3,}ed|led|run|born|held))$")
_LEAD = 40  #: code points
#: What leads to a person's own name: "who goes by the name of Abu Daoud".
_WHOSE_NAME = re.compile(
    r"\bwho (?:goes|went) by the name(?: of)? $"
    r"|\b(?:his|her) (?:first )?name(?: only| simply| just)? as $"
)
_PAIR = re.compile(r"([A-Z][a-zà-ÿ]+) and ([A-Z][a-zà-ÿ]+)")
_IN_BUSINESS = words("people", "in business")
_TITLES = words("people", "abbreviated title")
_FIRST_NAMES = words("people", "male name") | words("people", "female name")


def by_two_opinions(tree: Tree, mentions: Sequence[Mention]) -> list[Mention]:
    """The names without marks at their ends, some of another type than the tagger has.

    A company's whose words show it, a body's after its kind ("the union [Nordlys]"), and a
    person's: where syntax takes a doubtful name for one, and where it is joined to a person's
    ("the climbers Stefan Brun and [Ay Toprak]").
    """
    people = {
        index for m in mentions if m.type == "person" and m.score >= _DOUBTED
        for index in tree.within(m.span)
    }  # fmt: skip
    parted = _parted(tree.text, _joined(tree.text, _lengthened(tree.text, mentions)))
    trimmed = (_trimmed(tree.text, mention) for mention in parted)
    return [_typed(tree, m, people) for m in trimmed if not _is_title(tree.text, m)]


def _joined(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The names, two that "&" joins as one company's: "Lisowski & Sons"."""
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.span):
        before = found[-1] if found else None
        if before is not None and text[before.span.end : mention.span.start].strip() == "&":
            whole = Span(before.span.start, mention.span.end)
            found[-1] = replace(before, span=whole, type="organization")
        else:
            found.append(mention)
    return found


def _lengthened(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The names, one cut short as long as it is elsewhere: "[Human Rights] First reports"."""
    bodies: dict[str, set[str]] = defaultdict(set)  # by their first word, for long texts
    for mention in mentions:
        if mention.type == "organization":
            name = mention.span.of(text)
            bodies[name.split(" ", 1)[0]].add(name)
    starts = {m.span.start for m in mentions}
    found: list[Mention] = []
    for mention in mentions:
        name = mention.span.of(text)
        longer = (
            other for other in bodies.get(name.split(" ", 1)[0], ())
            if other.startswith(f"{name} ") and text.startswith(other, mention.span.start)
        )  # fmt: skip
        whole = max(longer, key=len, default=name)
        end = mention.span.start + len(whole)
        if whole != name and not any(mention.span.end <= s < end for s in starts):
            whole_span = Span(mention.span.start, end)
            found.append(replace(mention, span=whole_span, type="organization"))
        else:
            found.append(mention)
    return found


def _parted(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The names, that of two people as two: "Jessica and Cash" beside "Jessica Alba"."""
    people = {
        word for m in mentions if m.type == "person" and " " in m.span.of(text)
        for word in m.span.of(text).split()
    }  # fmt: skip
    found: list[Mention] = []
    for mention in mentions:
        pair = _PAIR.fullmatch(mention.span.of(text))
        named = pair is not None and any(name in people for name in pair.groups())
        if pair is None or not named:
            found.append(mention)
            continue
        for group in (1, 2):
            first, last = (mention.span.start + at for at in pair.span(group))
            found.append(replace(mention, span=Span(first, last), type="person"))
    return found


def _is_title(text: str, mention: Mention) -> bool:
    """Whether a name is only the title before one: "[Maj]. Tom Venn"."""
    return mention.span.of(text).lower().rstrip(".") in _TITLES


def _trimmed(text: str, mention: Mention) -> Mention:
    """The name without a mark, an age or a participle at its end: "IS" of "IS-affiliated"."""
    words = _BEHIND.sub("", mention.span.of(text))
    end = mention.span.start + len(words.rstrip(",;:"))
    if end in (mention.span.start, mention.span.end):
        return mention
    return replace(mention, span=Span(mention.span.start, end))


def _typed(tree: Tree, mention: Mention, people: AbstractSet[int]) -> Mention:
    if _is_person(tree, mention, people):
        return replace(mention, type="person", score=_DOUBTED)
    if mention.type != "person" and _is_own_name(tree.text, mention):
        return replace(mention, type="person", score=_DOUBTED)
    if mention.type != "organization" and _is_in_business(tree, mention):
        return replace(mention, type="organization")
    if mention.type == "person" and _is_of_kind(tree, mention):
        return replace(mention, type="organization")
    if mention.type == "place" and _is_body(tree, mention):
        return replace(mention, type="organization")
    if mention.type == "place" and (whole := _whole(tree, mention)) is not None:
        return replace(mention, type="organization", span=whole)
    return mention


def _is_in_business(tree: Tree, mention: Mention) -> bool:
    """Whether a name that is no person's is what a firm is called: "its operator, [Altai Ugol]"."""
    head = tree.head_of(mention.span)
    noun = tree.head(head) if head is not None and tree.relation(head) == "appos" else None
    firm = noun is not None and tree.lower(noun) in _IN_BUSINESS
    first = mention.span.of(tree.text).lower().split()[:1]
    return firm and mention.type in ("place", "other") and not set(first) & _FIRST_NAMES


def _is_own_name(text: str, mention: Mention) -> bool:
    """Whether somebody gives it as his or her name."""
    start = mention.span.start
    return _WHOSE_NAME.search(text[max(0, start - _LEAD) : start]) is not None


def _whole(tree: Tree, mention: Mention) -> Span | None:
    """The name that ends with a place's and speaks: "[NationNews] Barbados reports"."""
    at = tree.at(mention.span.start)
    if at is None or not at or " " in mention.span.of(tree.text):
        return None
    before = tree.words[at - 1]
    joined = tree.head(at) == at - 1 and tree.relation(at) in ("flat", "compound", "nmod")
    name = before.tag == "PROPN" and before.span.of(tree.text)[:1].isupper()
    if not joined or not name or not tree.relation(at - 1).startswith("nsubj"):
        return None
    return Span(before.span.start, mention.span.end)


def _is_body(tree: Tree, mention: Mention) -> bool:
    """Whether words in a name or right before it are those of a company or another body."""
    *others, last = mention.span.of(tree.text).lower().split() or [""]
    if others:
        return last in _COMPANY_NOUNS or "&" in others  # "Kembaru Lines", "Prairie & Northern"
    before = tree.at(mention.span.start)
    return before is not None and before > 1 and tree.lower(before - 1) in _KINDS


def _is_of_kind(tree: Tree, mention: Mention) -> bool:
    """Whether what a body is comes before a name that is no person's: "the firm [Altair Orbital]".

    Not "the charity [Ann Lee] founded".
    """
    first = tree.at(mention.span.start)
    given = set(mention.span.of(tree.text).lower().split()[:1]) & _FIRST_NAMES
    if first is None or not first or given or tree.lower(first - 1) not in _KINDS:
        return False
    kind = tree.words[first - 1].span
    beside = not tree.text[kind.end : mention.span.start].strip()
    before = tree.text[: kind.start].rstrip(' “"')
    if beside and (not before or before[-1] in ".!?\n"):
        return True  # "Carmaker Norvane said"
    return (
        beside
        and first > 1
        and tree.words[first - 2].tag in ("DET", "ADJ", "NOUN", "PROPN", "PART")
    )


def _is_person(tree: Tree, mention: Mention, people: AbstractSet[int]) -> bool:
    """Whether a name that has another type is a person's."""
    first, *others = mention.span.of(tree.text).lower().split() or [""]
    if mention.type in ("person", "group"):
        return False
    head = tree.head_of(mention.span)
    before = tree.head(head) if head is not None and tree.relation(head) == "conj" else None
    joined = before in people
    if joined and before is not None and _are_people(tree, before):
        return True
    if not others:
        return False
    if joined and first in _FIRST_NAMES:
        return True
    kinds = {tree.words[i].mention for i in tree.within(mention.span)} - {None}
    return mention.score < _DOUBTED and (
        joined or (mention.type != "place" and kinds == {"person"})
    )


def _are_people(tree: Tree, name: int) -> bool:
    """Whether a noun for people is right before a name: "their children Finn and [Lotte]"."""
    noun = name - 1
    return (
        noun >= 0
        and tree.head(noun) == name
        and tree.words[noun].tag == "NOUN"
        and tree.words[noun].mention == "person"
        and tree.lower(noun).endswith(("s", "ren"))
    )
