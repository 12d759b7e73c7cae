"""What the sentence says of a date's year: the dates that it is listed with, and what "is to" be.

And the year that the sentence is about, which its months are of.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.records import Span, Word
from whence.resolve.sentences import Sentences
from whence.syntax import Tree

#: The relations of nouns within one clause.
_WITHIN = frozenset("nmod obl obj conj appos nsubj nummod compound dep".split())
_IS = frozenset("is are am 's ’s 're ’re".split())
#: After one of these a year is another than what the sentence is about: "since 2015".
_ANOTHER = frozenset(
    """since by until till from before after than with to over against between for like of as and
        or""".split()
)


def is_about(sentences: Sentences, year: Span, month: Span) -> bool:
    """Whether a month is of the year before it: "fell last year, mostly in March".

    So it is where the year opens its sentence, or where no verb comes between the two. In "rose
    last year and fell in March" the month is another year's.
    """
    number = sentences.at(year.start)
    if number != sentences.at(month.start) or not year.end <= month.start:
        return False
    first = sentences.sentences[number].first
    at, end = sentences.token_at(year.start), sentences.token_at(month.start)
    tokens = sentences.tokens
    if any(token.word is None for token in tokens[first:end]):
        return False
    if at > first and tokens[at - 1].lower in _ANOTHER:
        return False
    after = sentences.token_at(year.end)
    if after < end and (word := tokens[after].word) and word.tag in ("NOUN", "PROPN"):
        return False  # "the 1972 film"
    verbs = [i for i in range(first, end) if (word := tokens[i].word) and _is_finite(word)]
    return not verbs or verbs[0] > at or not any(i > at for i in verbs)


def _is_finite(word: Word) -> bool:
    """Whether it may be a clause's verb: "a vote [held] on Monday" has none."""
    return word.tag in ("VERB", "AUX") and word.relation not in ("acl", "amod")


def is_ahead(tree: Tree, date: Span) -> bool:
    """Whether the verb that the date belongs to "is to" be done, however far off it is.

    "The minister is to raise the matter in the council on Wednesday." In "police are to question
    the man who fled on Thursday" the day is that of the flight.
    """
    head = tree.head_of(date)
    verb = None if head is None else tree.head(head)
    if head is None or verb is None or not tree.relation(head).startswith("obl"):
        return False
    mark = tree.child(verb, "mark")
    helps = tree.child(verb, "aux", "aux:pass", "cop")
    return (
        mark is not None
        and helps is not None
        and helps < mark < verb
        and tree.lower(mark) == "to"
        and tree.lower(helps) in _IS
    )


def is_joined(tree: Tree, one: Span, other: Span) -> bool:
    """Whether the second date is a member of a list with the first.

    "On September 9, October 10 and November 11": what lies ahead lies ahead with all of them. "Fell
    on Monday and on Friday will be back" joins two clauses, and no dates.
    """
    at = tree.head_of(other)
    while at is not None and tree.relation(at) in ("conj", "appos"):
        at = tree.head(at)
        if at is not None and one.covers(tree.words[at].span):
            return True
    return False


def is_beside(tree: Tree, one: Span, other: Span) -> bool:
    """Whether the second date is of something listed in the clause that the first one dates.

    "The tour will begin May 16 in Brell, and include two nights in Moss on May 22": both are of the
    tour. In "the trial begins May 16 over the killings of August 3" the second dates what is past.
    """
    first, second = tree.head_of(one), tree.head_of(other)
    if first is None or second is None:
        return False
    verb = tree.predicate(first)
    path = [second, *_up(tree, second)]
    return (
        verb is not None
        and tree.head(path[-1]) == verb
        and any(tree.relation(at) == "conj" for at in path[1:])
    )


def _up(tree: Tree, at: int) -> Iterator[int]:
    """The words above it in its clause, which do not head the clause."""
    while tree.relation(at) in _WITHIN:
        head = tree.head(at)
        if head is None or tree.is_predicate(head):
            return
        yield head
        at = head
