"""Examples varied, so that the model learns newswire and not one campaign or one house style."""

from __future__ import annotations

import random
import re

from training.corpora import Example

_OPENS_AFTER = set(" \n\t\u00a0([{—–-")


def quote_marks(text: str, rng: random.Random) -> str:
    """The same text, of the same length, in another house's quotation marks."""
    roll = rng.random()
    curly = "“" in text or "”" in text
    if roll < 0.3:
        if curly:
            return text.translate(str.maketrans("“”‘’", "\"\"''"))
        return _curled(text)
    if roll < 0.42:  # the British way: single outside, double inside
        text = text if curly else _curled(text)
        # An inner single mark is one that opens after a space or closes before one or a mark;
        # apostrophes stay.
        text = re.sub(r"(?<=[\s(—“])‘(?=\w)", "\x00", text)
        text = text.translate(str.maketrans("“”", "‘’")).replace("\x00", "“")
        return text if rng.random() < 0.5 else text.translate(str.maketrans("‘’“”", "''\"\""))
    if roll < 0.45 and curly:
        return text.translate(str.maketrans("“”", "«»"))
    return text


def _curled(text: str) -> str:
    out = list(text)
    for i, char in enumerate(text):
        if char in "\"'":
            opens = i == 0 or text[i - 1] in _OPENS_AFTER or text[i - 1] == '"'
            if char == "'" and i and not text[i - 1].isspace():
                opens = False
            out[i] = ("“" if opens else "”") if char == '"' else ("‘" if opens else "’")
    return "".join(out)


def layout(text: str, rng: random.Random) -> str:
    """The same text, of the same length, with another layout of lines."""
    roll = rng.random()
    if roll < 0.15:
        text = text.replace("\n\n", "\n ")
    elif roll < 0.22:
        text = text.replace("\n\n", "  ")
    # The headlines of PolNeAR carry a full stop that print does not.
    if rng.random() < 0.6:
        end = text.find("\n")
        if 0 < end < 160 and text[end - 1] == ".":
            text = text[: end - 1] + " " + text[end:]
    return text


def names(example: Example, pool: list[tuple[str, str]], rng: random.Random) -> Example:
    """The example with its people renamed throughout: the same person, the same new name.

    `pool` holds (first, last) names. A person is known by the last word of a name.
    """
    renamed: dict[str, tuple[str, str]] = {}
    edits = []
    for start, end in sorted(set(example.people)):
        words = example.text[start:end].split()
        if not words or len(words) > 3 or any(not w[:1].isupper() for w in words):
            continue
        first, last = renamed.setdefault(words[-1], rng.choice(pool))
        edits.append((start, end, last if len(words) == 1 else f"{first} {last}"))
    return _edited(example, edits)


def _edited(example: Example, edits: list[tuple[int, int, str]]) -> Example:
    text, at, moved = [], 0, []
    shift = 0
    for start, end, new in edits:
        if start < at:
            continue
        text += [example.text[at:start], new]
        shift += len(new) - (end - start)
        moved.append((start, end, shift))
        at = end
    text.append(example.text[at:])

    def move(offset: int, is_end: bool) -> int:
        before = 0
        for start, end, total in moved:
            if offset >= end:
                before = total
            elif offset > start:  # inside an edit: snap to its edge
                return end + total if is_end else start + before
            else:
                break
        return offset + before

    return Example(
        "".join(text),
        {
            head: [(move(a, False), move(b, True), label) for a, b, label in spans]
            for head, spans in example.spans.items()
        },
        {
            pointer: [
                (move(a, False), move(b, True), (move(c, False), move(d, True)))
                for a, b, (c, d) in targets
            ]
            for pointer, targets in example.pointers.items()
        },
    )


def vary(example: Example, pool: list[tuple[str, str]], rng: random.Random) -> Example:
    """One random variation of the example."""
    if example.people and rng.random() < 0.3:
        example = names(example, pool, rng)
    text = layout(quote_marks(example.text, rng), rng)
    return Example(text, example.spans, example.pointers)
