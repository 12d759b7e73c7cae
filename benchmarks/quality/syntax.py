"""Syntax and coreference as the reader gives them, against treebanks that no training has seen.

Universal Dependencies' English EWT and GUM, their dev parts. Read as running text by the shipped
bundle, so words are the model's own: one that it cuts otherwise counts as wrong.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.quality.gold import Missing
from training.corpora import Example, treebanks
from whence import bootstrap
from whence.ports import Reader
from whence.records import Origin, Reading, Report, Word

SAYS = "Universal Dependencies' English EWT and GUM, their dev parts, never trained on"
_PRONOUNS = frozenset(
    """he she it they him her them his hers its their theirs himself herself itself themselves
    this that these those who which""".split()
)


def measure() -> dict[str, float]:
    """Percentages: `tag`, `uas`, `las` by word, `antecedent` by mention."""
    reader = bootstrap.reader(bootstrap.settings())
    examples = _ewt_and_gum()
    right: dict[str, int] = defaultdict(int)
    asked: dict[str, int] = defaultdict(int)
    for example, reading in zip(examples, _read(reader, examples), strict=True):
        for name, is_right in (*_of_words(example, reading), *_of_mentions(example, reading)):
            right[name] += is_right
            asked[name] += 1
    return {name: round(100 * right[name] / asked[name], 1) for name in asked}


def digest() -> str:
    """What names the gold."""
    examples = [*_ewt_and_gum()]
    inputs = [(e.text, e.spans, e.pointers) for e in examples]
    return hashlib.sha256(repr(inputs).encode()).hexdigest()[:16]


def _ewt_and_gum() -> list[Example]:
    if not treebanks.FOLDER.is_dir():
        raise Missing("treebanks (../shared/data) are not here")
    return [*treebanks.ewt("dev"), *treebanks.gum("dev")]


def _read(reader: Reader, examples: Sequence[Example]) -> Iterator[Reading]:
    for example in examples:
        origin = Origin(source="", media_type="text/plain", raw_digest="")
        yield from reader.read([Report(id="", origin=origin, text=example.text)])


def _of_words(example: Example, reading: Reading) -> Iterator[tuple[str, bool]]:
    """Of each word but punctuation: whether its tag, its head, and its head and relation are."""
    found = {(w.span.start, w.span.end): w for w in reading.words}
    tags = {(start, end): tag for start, end, tag in example.spans["tag"]}
    relations = {(start, end): relation for start, end, relation in example.spans["relation"]}
    for start, end, head in example.pointers["arc"]:
        gold, place = relations[start, end], (start, end)
        if gold == "punct":
            continue
        word = found.get(place)
        attached = word is not None and _head(word, reading.words) == (
            None if tuple(head) == place else tuple(head)
        )
        yield "tag", word is not None and word.tag == tags.get(place)
        yield "uas", attached
        yield "las", attached and word is not None and word.relation == gold


def _head(word: Word, words: Sequence[Word]) -> tuple[int, int] | None:
    if word.head is None:
        return None
    span = words[word.head].span
    return span.start, span.end


def _of_mentions(example: Example, reading: Reading) -> Iterator[tuple[str, bool]]:
    """Of each mention with an earlier one: whether the likeliest other antecedent is one of its.

    Pronouns and the rest apart. A mention that the model takes for the first of its entity, or
    for none, is wrong.
    """
    if "antecedent" not in example.pointers:
        return
    gold: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for start, end, target in example.pointers["antecedent"]:
        gold[start, end].add(tuple(target))
    heads = {(start, end) for start, end, kind in example.spans["mention"] if kind != "O"}
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {}
    for one in reading.antecedents:
        own = one.mention.start, one.mention.end
        other = one.antecedent.start, one.antecedent.end
        best[own] = max(best.get(own, (0.0, own)), (one.score, other))
    for own in sorted(heads & gold.keys()):
        if own in gold[own]:
            continue
        words = example.text[own[0] : own[1]].lower()
        kind = "pronoun" if words in _PRONOUNS else "other"
        yield f"antecedent of a {kind}", best.get(own, (0.0, own))[1] in gold[own]
