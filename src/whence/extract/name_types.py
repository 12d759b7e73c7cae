"""Types of names on which the tagger and other evidence differ: syntax, and the words."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from whence.lang import words
from whence.records import Mention
from whence.syntax import Tree

#: A name's type that the tagger is less sure of than this is asked of the syntax, too.
_DOUBTED = 0.5
_COMPANY_NOUNS = words("people", "company noun")


def by_two_opinions(tree: Tree, mentions: Sequence[Mention]) -> list[Mention]:
    """The names, a company's typed so, and some of those of doubtful type typed a person's.

    Those that the syntax takes for a person, and those that are joined to a person's name: "the
    climbers Stefan Brun and [Ay Toprak]".
    """
    people = {
        index for m in mentions if m.type == "person" and m.score >= _DOUBTED
        for index in tree.within(m.span)
    }  # fmt: skip
    return [_typed(tree, mention, people) for mention in mentions]


def _typed(tree: Tree, mention: Mention, people: AbstractSet[int]) -> Mention:
    if _is_person(tree, mention, people):
        return replace(mention, type="person", score=_DOUBTED)
    *others, last = mention.span.of(tree.text).lower().split() or [""]
    if mention.type == "place" and others and last in _COMPANY_NOUNS:
        return replace(mention, type="organization")  # "Kembaru Lines"
    return mention


def _is_person(tree: Tree, mention: Mention, people: AbstractSet[int]) -> bool:
    """Whether a name of several words, whose type is doubted, is a person's."""
    doubted = mention.score < _DOUBTED and mention.type not in ("person", "group")
    if not doubted or " " not in mention.span.of(tree.text):
        return False
    kinds = {tree.words[i].mention for i in tree.within(mention.span)} - {None}
    head = tree.head_of(mention.span)
    joined = head is not None and tree.relation(head) == "conj" and tree.head(head) in people
    return joined or (mention.type != "place" and kinds == {"person"})
