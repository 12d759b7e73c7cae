"""LitBank (Bamman et al., LREC 2020): coreference in the beginnings of a hundred English novels.

People, places, bodies and vehicles are marked, other things are not; mentions have no type and no
head. So the type is given only where the chain shows it (somebody is "she"), and the head is found
by what words usually are. Nothing is said of words outside the mentions.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from training.corpora import Example, held_back, rows
from training.corpora.lexicon import head_types, usual_tags

TEST_SHARE = 0.1

_GLUED_LEFT = set(".,;:!?)]}%") | {"”", "...", "n't", "n’t"}
_GLUED_LEFT |= {mark + end for mark in "'’" for end in ("s", "ll", "ve", "re", "d", "m")}
_GLUED_RIGHT = ("(", "[", "“", "‘", "$")
#: Sentences to a paragraph: the set does not keep the novels' own.
_PARAGRAPH = 4

_PERSONAL = set("i me my mine myself he him his himself she her hers herself who whom".split())
_CUTS = {"ADP", "SCONJ", "VERB", "AUX", "CCONJ", "ADV"}
_STOPS = set('of who whom whose which that where , ; : -- — ( “ ” " - and or'.split())
_POSSESSIVE = set("my your his her its our their".split())
_NAMING = 3  # a noun says its chain's type where GUM has it so often, and of one type alone

Mention = tuple[int, int, int, int]  # sentence, first token, token after the last, entity


def load(part: str) -> list[Example]:
    """The openings of novels, "train" or "test" (a tenth)."""
    return [
        example(row)
        for row in rows("litbank/coref.jsonl")
        if held_back(row["id"], TEST_SHARE) == (part == "test")
    ]


def example(row: dict[str, Any]) -> Example:
    """One document with its chains; the shape is that of `treebanks.gum`."""
    sentences: list[list[str]] = row["sentences"]
    text, places = _printed(sentences)
    mentions = sorted(map(tuple, row["mentions"]), key=lambda m: (m[0], m[1], -m[2]))
    cores = [_core(sentences[s][first:last], first) for s, first, last, _ in mentions]
    types = _types(sentences, mentions, cores)
    spans, pointers = {}, []
    before: dict[int, list[list[tuple[int, int]]]] = defaultdict(list)
    for (sentence, _, _, entity), core in zip(mentions, cores, strict=True):
        words = [places[sentence][index] for index in core]
        if kind := types.get(entity):
            spans[words[0]] = kind
        earlier = before[entity]
        for own in words:
            pointers += [(*own, word) for other in earlier or [words] for word in other]
        earlier.append(words)
    marked = [(start, end, kind) for (start, end), kind in sorted(spans.items())]
    return Example(text, {"mention": marked}, {"antecedent": pointers})


def _printed(sentences: list[list[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """The text as print would have it, and where each token of each sentence lies in it."""
    text, places = "", []
    open_quote = False
    for number, tokens in enumerate(sentences):
        if text:
            text += " " if number % _PARAGRAPH else "\n\n"
        glue, found = True, []
        for token in tokens:
            closing = token == '"' and open_quote
            if not (glue or closing or token in _GLUED_LEFT):
                text += " "
            found.append((len(text), len(text) + len(token)))
            text += token
            opening = token == '"' and not open_quote
            if token == '"':
                open_quote = not open_quote
            glue = opening or token in _GLUED_RIGHT
        places.append(found)
    return text, places


def _core(tokens: list[str], first: int) -> list[int]:
    """Indices in the sentence of a mention's head, with the name that it ends where it is one."""
    tags = usual_tags()
    begin = 1 if len(tokens) > 1 and tags.get(tokens[0].lower()) == "ADP" else 0
    head = begin
    for index in range(begin, len(tokens)):
        word = tokens[index].lower()
        is_cut = word in _STOPS or (tags.get(word) in _CUTS and not tokens[index][:1].isupper())
        if index > begin and is_cut and _may_head(tokens[head], tokens[head + 1]):
            break
        if _may_head(tokens[index], "".join(tokens[index + 1 : index + 2])):
            head = index
    found = [head]
    while found[0] > begin and tokens[head][:1].isupper() and _is_name(tokens[found[0] - 1]):
        found.insert(0, found[0] - 1)
    return [first + index for index in found]


def _may_head(token: str, following: str) -> bool:
    """Whether a mention may end at this token; "a surging, murmuring crowd" not at its first."""
    word = token.lower()
    if not token[:1].isalnum() or (word in _POSSESSIVE and following):
        return False
    if following == "," and word.endswith(("ing", "ed")):
        return False
    tag = usual_tags().get(word, "NOUN")
    return tag not in {"DET", "ADJ", *_CUTS} or (token[:1].isupper() and tag != "DET")


def _is_name(token: str) -> bool:
    is_title = token[:1].isupper() and token[-1:] == "."
    tag = usual_tags().get(token.lower(), "PROPN")
    return is_title or (token[:1].isupper() and tag in {"PROPN", "NOUN", "VERB", "ADJ"})


def _types(
    sentences: list[list[str]], mentions: list[Mention], cores: list[list[int]]
) -> dict[int, str]:
    """The type of each entity whose chain says it by a pronoun, or by nouns of one type alone."""
    found: dict[int, set[str]] = defaultdict(set)
    known = head_types()
    for (sentence, first, last, entity), core in zip(mentions, cores, strict=True):
        word = sentences[sentence][core[-1]].lower()
        if last - first == 1 and word in _PERSONAL:
            found[entity].add("person")
        elif word in known and known[word].total() >= _NAMING and len(known[word]) == 1:
            found[entity] |= set(known[word])
    return {entity: kinds.pop() for entity, kinds in found.items() if len(kinds) == 1}
