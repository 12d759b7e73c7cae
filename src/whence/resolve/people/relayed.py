"""Words that others pass on: "quoted Keller as saying", "a source quoted by the Herald"."""

from __future__ import annotations

from typing import NamedTuple

from whence.lang import words as word_list
from whence.records import Attribution, Span
from whence.resolve.people.nouns import Noun
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.referents import Party
from whence.resolve.people.word_lists import HANDED_ON, PASSING_ON

_BE = word_list("grammar", "be")
_CITING, _REPORTING = word_list("people", "citing"), word_list("people", "reporting")
_NEAR = 4  #: words after the verb, however they were parsed
_FRONTED, _STOPS = 16, frozenset({".", "!", "?", "”", '"'})
_OUTLETS = word_list("people", "outlet noun")


class Passed(NamedTuple):
    """Who speaks, where it is not the source, and who hands the words on."""

    speakers: tuple[Party, ...] = ()
    by: tuple[Party, ...] = ()


def passed_on(attribution: Attribution, phrases: Phrases) -> Passed:
    """What an attribution's source and cue, and the words beside them, say of it.

    A verb of quoting that goes on with "as" has the speaker as its object ("the agency quoted
    Pell as saying"), in the passive as its subject ("Pell was quoted by the agency as saying").
    """
    spans = (*attribution.source, *attribution.cue)
    if not spans:
        return Passed()
    tree = phrases.tree
    first, stop = tree.within(min(spans)).start, tree.within(max(spans)).stop
    for index in range(first, min(stop, len(tree.words))):
        if tree.lower(index) in PASSING_ON and not _in_content(attribution, tree.words[index].span):
            found = _quoting(index, phrases) or _cited(attribution, index, phrases)
            if found is not None:
                return found
    cited = _by_citing(attribution, phrases)
    return cited or Passed(by=_handed_on(attribution, phrases, first, stop))


def _quoting(verb: int, phrases: Phrases) -> Passed | None:
    tree = phrases.tree
    end = _as(verb, phrases)
    if end is None:
        return None
    between = [n for n in phrases.nouns if verb < n.first and n.last < end]
    if _is_passive(verb, phrases):
        by = [n for n in between if phrases.preposition(n) == "by"]
        subject = _subject(verb, phrases)
        return Passed(_parties(subject, phrases), _parties(by[0] if by else None, phrases))
    if not between:
        return None
    speakers = phrases.parties(tree.span(verb + 1, end - 1))
    return Passed(tuple(speakers), _parties(_subject(verb, phrases), phrases))


def _cited(attribution: Attribution, verb: int, phrases: Phrases) -> Passed | None:
    """Whose quotation comes before "Reuters cited [the spokesman]" or "the paper quoted [her]"."""
    tree = phrases.tree
    whom = tree.child(verb, "obj")
    quoted = attribution.kind != "indirect" and min(attribution.content).start < (
        tree.words[verb].span.start
    )
    if whom is None or whom < verb or not quoted or _is_passive(verb, phrases):
        return None
    noun = phrases.at(whom)
    if noun is None or noun.kind not in ("person", "organization", "pronoun"):
        return None
    return Passed(_parties(noun, phrases), _parties(_subject(verb, phrases), phrases))


def _by_citing(attribution: Attribution, phrases: Phrases) -> Passed | None:
    """Whose words an outlet reports: "Kestrel reported, citing [the governor of Herat]"."""
    tree = phrases.tree
    verbs = [i for s in attribution.cue for i in tree.within(s) if tree.words[i].tag == "VERB"]
    subject = tree.subject(verbs[-1]) if verbs else None
    if subject is None:
        return None
    outlet = tree.lower(verbs[-1]) in _REPORTING or tree.lower(subject) in _OUTLETS
    behind = [*tree.children(verbs[-1], "advcl"), *tree.children(subject, "acl")]
    behind += range(verbs[-1] + 1, min(verbs[-1] + _NEAR, len(tree.words)))
    for index in range(subject - 1, max(subject - _FRONTED, -1), -1):
        if tree.lower(index) in _STOPS:
            break
        behind.append(index)  # "Citing police, the Courier reported"
    citing = next((i for i in behind if tree.lower(i) in _CITING), None) if outlet else None
    whom = None if citing is None else tree.child(citing, "obj")
    noun = None if whom is None else phrases.at(whom)
    if noun is None or noun.kind not in ("person", "organization", "group"):
        return None
    return Passed(_parties(noun, phrases), _parties(_subject(verbs[-1], phrases), phrases))


def _as(verb: int, phrases: Phrases) -> int | None:
    """The "as" that a verb of quoting goes on with, in its sentence."""
    tree = phrases.tree
    for index in range(verb + 1, min(verb + 25, len(tree.words))):
        lower = tree.lower(index)
        if lower == "as":
            following = tree.lower(index + 1) if index + 1 < len(tree.words) else ""
            return index if following.endswith("ing") else None
        if (
            lower in (".", ";", ":")
            or "\n" in tree.text[tree.words[index - 1].span.end : tree.words[index].span.start]
        ):
            return None
    return None


def _is_passive(verb: int, phrases: Phrases) -> bool:
    tree = phrases.tree
    at = verb - 1
    while at >= 0 and tree.words[at].tag == "ADV":
        at -= 1
    if at >= 0 and tree.lower(at) in _BE:
        return True
    after = tree.lower(verb + 1) if verb + 1 < len(tree.words) else ""
    return after in ("by", "as")  # "Pell, quoted by the Herald as saying"


def _subject(verb: int, phrases: Phrases) -> Noun | None:
    subject = phrases.tree.subject(verb)
    noun = phrases.at(subject) if subject is not None and subject < verb else None
    return noun or phrases.before(verb)


def _parties(noun: Noun | None, phrases: Phrases) -> tuple[Party, ...]:
    if noun is None:
        return ()
    whole = phrases.around(noun)
    if whole is not None and noun in whole.nouns and whole.called.name is not None:
        return (whole,)  # "the abbess, Mother Irina, was quoted as saying"
    return tuple(phrases.parties(phrases.span(noun)))


def _handed_on(
    attribution: Attribution, phrases: Phrases, first: int, stop: int
) -> tuple[Party, ...]:
    """Who comes after "quoted by", "carried by" beside the source and cue."""
    tree = phrases.tree
    for index in range(first, min(stop + 6, len(tree.words) - 2)):
        if tree.lower(index) not in HANDED_ON or tree.lower(index + 1) != "by":
            continue
        if _in_content(attribution, tree.words[index].span):
            continue
        if (
            index >= stop
            and "." in tree.text[tree.words[stop - 1].span.end : tree.words[index].span.start]
        ):
            break
        noun = phrases.at(index + 2) or phrases.before(index + 4)
        if noun is None or noun.last <= index + 1 or noun.kind == "pronoun":
            continue
        source = phrases.parties(min(attribution.source)) if attribution.source else []
        if source and source[0].called.kind == "document" and source[0].called.last < index:
            continue  # who published a report speaks in it
        return _parties(noun, phrases)
    return ()


def _in_content(attribution: Attribution, span: Span) -> bool:
    return any(content.covers(span) for content in attribution.content)
