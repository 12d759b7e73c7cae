"""Texts read by hand: names and sources are given, verbs starred, and no model is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from tests.readings import READER, report
from whence.records import Attribution, Mention, Reading, Span, Word
from whence.resolve.people import People, resolve_people
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.unparsed import plain_words
from whence.resolve.sentences import Sentences
from whence.syntax import Tree

_BE = ("was", "were", "been", "is", "are", "be")


class Said(NamedTuple):
    """A source, with its cue and content where they matter; `parent` is an index of these."""

    source: str
    content: str = ""
    cue: str = ""
    kind: str = "indirect"
    parent: int | None = None
    after: str = ""  #: words after which the source comes


def words(marked: str) -> tuple[str, tuple[Word, ...]]:
    """The text without its stars, and its words; what comes before a starred verb is its subject.

    A noun behind a preposition is passed over, and behind "was" the subject is a passive's.
    """
    verbs = {m.start() - n for n, m in enumerate(re.finditer(r"\*", marked))}
    text = marked.replace("*", "")
    found = list(plain_words(text))
    for index, word in enumerate(found):
        if word.span.of(text).lower() in (*_BE, "has", "had", "have"):
            found[index] = msgspec.structs.replace(word, tag="AUX")
    for index, word in enumerate(found):
        if word.span.end not in verbs:
            continue
        found[index] = msgspec.structs.replace(word, tag="VERB", relation="root")
        passive = index > 0 and found[index - 1].span.of(text) in _BE
        subject = _subject(text, found, index)
        if subject is not None:
            relation = "nsubj:pass" if passive else "nsubj"
            found[subject] = msgspec.structs.replace(found[subject], relation=relation, head=index)
        following = index + 1
        while following < len(found) and found[following].tag == "DET":
            following += 1
        if not passive and following < len(found) and found[following].tag in ("PROPN", "NOUN"):
            found[following] = msgspec.structs.replace(found[following], relation="obj", head=index)
    return text, tuple(found)


def _subject(text: str, found: Sequence[Word], verb: int) -> int | None:
    at = verb - 1
    while at >= 0 and text[found[at].span.start] not in ".;“":
        first = at
        while first > 0 and found[first].tag in ("PROPN", "NOUN", "NUM", "DET"):
            first -= 1
        if found[at].tag in ("PROPN", "NOUN", "PRON") and found[first].tag != "ADP":
            return at
        at = min(first, at - 1)
    return None


def people(marked: str, names: Mapping[str, str], said: Sequence[Said] = ()) -> tuple[str, People]:
    """The people of a text; places are given to the resolver as toponyms."""
    text, parsed = words(marked)
    mentions = [
        Mention(span=Span(*m.span()), type=kind, score=0.95)
        for name, kind in names.items()
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    mentions = [
        m for m in mentions if not any(o.span.covers(m.span) and o.span != m.span for o in mentions)
    ]
    one = report(text)
    reading = Reading(
        report_id=one.id,
        attributions=tuple(_attribution(text, s) for s in said),
        entities=tuple(sorted(mentions, key=lambda m: m.span)),
        times=(),
        reader=READER,
        words=parsed,
    )
    places = [(m, None) for m in mentions if m.type == "place"]
    return text, resolve_people(one, reading, Sentences(one, parsed), places)


def _attribution(text: str, one: Said) -> Attribution:
    def spans(part: str, after: str = "") -> tuple[Span, ...]:
        at = text.index(part, text.index(after) + len(after)) if part else -1
        return (Span(at, at + len(part)),) if part else ()

    return Attribution(
        source=spans(one.source, one.after),
        cue=spans(one.cue),
        content=spans(one.content),
        kind=one.kind,  # type: ignore[arg-type]
        act="state",
        score=0.9,
        parent=one.parent,
    )


def speak(marked: str, names: Mapping[str, str], *said: Said) -> list[list[str]]:
    """The names of those who speak in each, all of them."""
    _, found = people(marked, names, said)
    return [[found.entities[s.entity].name for s in joint] for joint in found.joint]


def sources(text: str, names: Mapping[str, str]) -> list[str]:
    """The words that name who speaks, for a text that is nothing but a source."""
    tree = Tree(text, plain_words(text))
    types = {
        Span(*m.span()): kind
        for name, kind in names.items()
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    }
    phrases = Phrases(tree, types)
    parties = phrases.parties(Span(0, len(text)))
    return [
        called.name.of(text) if (called := party.called).name else phrases.words(called)
        for party in parties
    ]
