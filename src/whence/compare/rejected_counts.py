"""Who says that another's number is wrong: "the governor's figure was simply wrong".

Counts rise within hours, and outlets round; a source who rejects another's number leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.compare.count_sources import source_of
from whence.compare.frequencies import words_of
from whence.compare.source_types import is_body
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.ports import Result
from whence.records.fingerprint import CountSource
from whence.syntax import Tree

_WRONG, _NUMBERS = words("across", "said of wrong numbers"), words("across", "given numbers")
_REJECTING = lemmas("across", "rejecting")
_CONTRADICTING = lemmas("across", "contradicting")
#: What those are accused of whose number is too low.
_HIDING = lemmas("across", "hiding a number")
_SMALL = frozenset({"the", "a", "an", "its", "their", "his", "her"})


class Rejections:
    """Which sources of a report reject a number, and whose."""

    def __init__(self, result: Result, tree: Tree) -> None:
        """Takes a report that was read, and its parse."""
        report, reading, resolution = result
        #: by name ("" where not known), the words for whose number it is
        self._by_name: dict[str, tuple[str, ...]] = {}
        #: the same by the words for the body of the one who rejects it
        self._by_body: dict[frozenset[str], tuple[str, ...]] = {}
        for at, whose in _rejected(tree):
            span = tree.words[at].span
            inside = [
                (sum(s.end - s.start for s in one.content), n)
                for n, one in enumerate(reading.attributions)
                if any(s.start <= span.start < s.end for s in (*one.content, *one.cue))
            ]
            if not inside and tree.lower(at) in _HIDING:
                continue
            source = source_of(min(inside)[1], report, reading, resolution) if inside else None
            name = source.name if source is not None else ""
            speaker = resolution.speaker(min(inside)[1]) if inside else None
            named = speaker is not None and resolution.entities[speaker.entity].named
            if not named and tree.lower(at) in _CONTRADICTING:
                name = ""  # "the lawyer", whom the next sentence names
            self._by_name[name] = (*self._by_name.get(name, ()), *whose)
            for description in source.descriptions if source is not None and name else ():
                if description.casefold().startswith(("its ", "their ")):
                    last = _quoted_before(min(inside)[1], result)
                    body = frozenset(words_of(last.name)) - _SMALL if last is not None else None
                else:
                    body = _body_in(description)
                if body:
                    self._by_body[body] = (*self._by_body.get(body, ()), *whose)

    def of(self, source: CountSource | None) -> tuple[str, ...]:
        """The words for whose number a source rejects, itself or by somebody who speaks for it.

        Args:
            source: A source of a count in the report.

        Returns:
            The words; none where it rejects no number.
        """
        if source is None:
            return ()
        if source.name in self._by_name:
            return self._by_name[source.name]
        called = set(words_of(" ".join((source.name, *source.descriptions))))
        for body, whose in self._by_body.items():
            if body <= called:
                return whose
        return self._by_name.get("", ())


def _quoted_before(attribution: int, result: Result) -> CountSource | None:
    """The body that was quoted last before an attribution."""
    report, reading, resolution = result
    at = reading.attributions[attribution].source[0].start
    before = [
        (one.source[0].start, n)
        for n, one in enumerate(reading.attributions)
        if one.source and one.source[0].start < at
    ]
    found = source_of(max(before)[1], report, reading, resolution) if before else None
    return found if found is not None and is_body(found) else None


def _body_in(description: str) -> frozenset[str]:
    """The words for the body in what a person is called: "the hospital's director"."""
    words = words_of(description)
    if "s" in words:
        body = words[: words.index("s")]
    elif "of" in words:
        body = words[words.index("of") + 1 :]
    else:
        return frozenset()
    return frozenset(word for word in body if word not in _SMALL)


def _rejected(tree: Tree) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Words by which a number is rejected, each with the words for whose it is."""
    for at, word in enumerate(tree.words):
        lower = tree.lower(at)
        if lower in _WRONG and not tree.negated(at):
            subject = tree.subject(at)
            if subject is not None and tree.lower(subject) in _NUMBERS:
                yield at, _around(tree, subject)
        elif lower in _NUMBERS and tree.relation(at) == "conj":
            # "was $4.5 million, not the sum named by its insurer"
            named = tree.child(at, "acl", "acl:relcl") is not None
            if named and any(tree.lower(c) == "not" for c in tree.children(at, "advmod")):
                yield at, _around(tree, at)
        elif word.tag == "VERB" and not tree.negated(at):
            thing = tree.child(at, "obj")
            if thing is None:
                continue
            of_number = tree.lower(thing) in _NUMBERS
            if lower in _CONTRADICTING or (of_number and (lower in _REJECTING or lower in _HIDING)):
                yield at, _around(tree, thing)


def _around(tree: Tree, noun: int) -> tuple[str, ...]:
    inside = [tree.lower(i) for i in tree.subtree(noun)]
    return tuple(dict.fromkeys(w for token in inside for w in words_of(token)))
