"""What words mostly are, counted in the treebanks' training parts.

Sets that mark no parts of speech borrow from here: what a word nearly always is, and which nouns
stand for people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from training.corpora import treebanks

#: A word's usual tag is given where this share of its uses has it, and it was seen this often.
_SHARE, _SEEN = 0.8, 3


@cache
def usual_tags() -> dict[str, str]:
    """Word in lower case -> the part of speech that it nearly always is."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for example in (*treebanks.ewt("train"), *treebanks.gum("train")):
        for start, end, tag in example.spans["tag"]:
            counts[example.text[start:end].lower()][tag] += 1
    found = {}
    for word, tags in counts.items():
        tag, often = tags.most_common(1)[0]
        total = tags.total()
        if total >= _SEEN and often >= _SHARE * total:
            found[word] = tag
    return found


@cache
def head_types() -> dict[str, Counter[str]]:
    """Word in lower case that heads mentions in GUM -> how often a mention of each type."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for example in treebanks.gum("train"):
        for start, end, kind in example.spans["mention"]:
            if kind != "O":
                counts[example.text[start:end].lower()][kind] += 1
    return dict(counts)


@cache
def plain_words() -> frozenset[str]:
    """Words that are no mention of anybody: function words, verbs, and nouns for things alone."""
    types = head_types()
    harmless = {"VERB", "AUX", "ADP", "ADV", "SCONJ", "CCONJ", "PART", "INTJ"}
    return frozenset(
        word
        for word, tag in usual_tags().items()
        if (tag in harmless and word not in types)
        or (
            tag == "NOUN" and set(types.get(word, ())) == {"other"} and types[word].total() >= _SEEN
        )
    )
