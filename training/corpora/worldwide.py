"""Worldwide English newswire NER (Shan, Bauer, Carlson & Manning, EMNLP Findings 2023)."""

from __future__ import annotations

import random
from typing import Any

from training.corpora import Example, held_back, rows

#: The part that entities are scored on.
TEST_SHARE = 0.2

TYPES = {
    "Person": "person",
    "Organization": "organization",
    "Location": "place",
    "NORP": "group",
    "Facility": "facility",
    "Product": "product",
    "Misc": "other",
}
_GLUED_LEFT = set(".,;:!?)]}%") | {"'s", "’s", "n't", "n’t", "”", "'", "’", "'re", "'ve", "'ll"}
_GLUED_RIGHT = ("(", "[", "“", "‘", "$")


def documents(part: str) -> list[dict[str, Any]]:
    """The rows of the "train" or the "test" part."""
    return [
        row
        for row in rows("entities/worldwide.jsonl")
        if held_back(str(row["doc_id"]), TEST_SHARE) == (part == "test")
    ]


def example(row: dict[str, Any], rng: random.Random) -> Example:
    """The document as running text: tokens glued as print would, paragraphs of 1 to 4 sentences."""
    text, spans = "", []
    for sentence in row["sentences"]:
        offsets = []
        quote_open = False
        glue_next = True
        for token in sentence["tokens"]:
            closing = token == '"' and quote_open
            if not (glue_next or closing or token in _GLUED_LEFT):
                text += " "
            offsets.append((len(text), len(text) + len(token)))
            text += token
            opening = token == '"' and not quote_open
            if token == '"':
                quote_open = not quote_open
            glue_next = opening or token in _GLUED_RIGHT
        spans += _spans(sentence["tags"], offsets)
        text += rng.choice((" ", " ", "\n\n", "\n"))
    return Example(text, {"entity": spans})


def _spans(tags: list[str], offsets: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    found = []
    start = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and tag[0] != "I":
            kind = TYPES.get(tags[start][2:])
            if kind:
                found.append((offsets[start][0], offsets[i - 1][1], kind))
            start = None
        if tag[0] == "B":
            start = i
    return found
