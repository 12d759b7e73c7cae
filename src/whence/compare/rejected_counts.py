"""Who says that another's number is wrong: "the governor's figure was simply wrong".

Counts rise within hours, and outlets round; a source who rejects another's number leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.compare.frequencies import words_of
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.ports import Result
from whence.syntax import Tree

_WRONG, _NUMBERS = words("across", "said of wrong numbers"), words("across", "given numbers")
_REJECTING = lemmas("across", "rejecting")
_CONTRADICTING = lemmas("across", "contradicting")


def rejections(result: Result, tree: Tree) -> dict[str, tuple[str, ...]]:
    """Who rejects a number, by name ("" where not known), with the words for whose it is."""
    _, reading, resolution = result
    found: dict[str, tuple[str, ...]] = {}
    for at, whose in _rejected(tree):
        span = tree.words[at].span
        inside = [
            (sum(s.end - s.start for s in one.content), n)
            for n, one in enumerate(reading.attributions)
            if any(s.start <= span.start < s.end for s in (*one.content, *one.cue))
        ]
        speaker = resolution.speaker(min(inside)[1]) if inside else None
        entity = resolution.entities[speaker.entity] if speaker is not None else None
        name = entity.name if entity is not None and (entity.named or inside) else ""
        if name and entity is not None and not entity.named and tree.lower(at) in _CONTRADICTING:
            name = ""  # "the lawyer", whom the next sentence names
        found[name] = (*found.get(name, ()), *whose)
    return found


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
            if lower in _CONTRADICTING or (lower in _REJECTING and tree.lower(thing) in _NUMBERS):
                yield at, _around(tree, thing)


def _around(tree: Tree, noun: int) -> tuple[str, ...]:
    inside = [tree.lower(i) for i in tree.subtree(noun)]
    return tuple(dict.fromkeys(w for token in inside for w in words_of(token)))
