"""Counts that a report takes back: "withdrew", "a story misstated", "16 were injured, not 61"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from whence.compare.frequencies import NUMBER_WORDS
from whence.compare.sentence_at import FURTHEST, sentence_at
from whence.lang import words
from whence.records import Figure, Report, Span
from whence.records.fingerprint import CountSource, Observation
from whence.syntax import Tree

_WITHDRAWN = re.compile(
    r"\b(?:withdr(?:e|a)wn?|withdrew|retract\w*|apologi[sz]e\w*|in error|mistaken(?:ly)?|"
    r"incorrect(?:ly)?|wrong(?:ly)?|erroneous(?:ly)?|misstated|miscounted)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(r"^\W*(?:correction|corrected|clarification|retraction)\b", re.IGNORECASE)
#: "to three, not 13": the number after "not" was said before.
_NOT = re.compile(r"\bnot\s+$")
#: "... were injured, not 61": the number that was wrong.
_NOT_THIS = re.compile(r"[^.;\n]{0,80}?,\s+(?:and\s+)?not\s+(\d[\d,]*\d|\d|[a-z-]+)\b")
_FIRST_REPORTED = re.compile(r"\bnot\s[^.;]{1,40}\b(?:first|earlier|previously|initially)\b")
#: "police lowered the death toll to five, from": a rise would say "raised", a tie "revised".
_LOWERED = re.compile(
    r"\b(?:lower|cut|reduc|correct|revis(?:e[sd]?|ing) down)\w*\b[^.;]*\b(?:tolls?|numbers?|"
    r"counts?|figures?|tall(?:y|ies)|estimates?|dead)\b[^.;]*\bfrom\s+$",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\bcorrect(?:s|ed|ing|ion)\b", re.IGNORECASE)
#: Words in a correction for what it corrects.
_PAPER = re.compile(r"\b(?:article|report|story|version|headline|post|piece)\b", re.IGNORECASE)

_WRONG, _NUMBERS = words("across", "said of wrong numbers"), words("across", "given numbers")
_OWN, _EARLIER = words("across", "own"), words("figures", "given earlier")


def is_correction(report: Report) -> bool:
    """Whether a report is a correction as a whole."""
    return bool(_CORRECTION.search(report.title or ""))


def is_corrected_value(text: str, span: Span, line: Span) -> bool:
    """Whether a count is the right one beside a wrong one: "three died, not 13"."""
    return _NOT_THIS.match(text[span.end : line.end]) is not None


def withdrawn(
    text: str, span: Span, line: Span, source: CountSource | None, *, corrects: bool
) -> bool:
    """Whether the report says that the count in a line was wrong.

    `corrects` says that the whole report is a correction, `source` is the count's source.
    """
    sentences = line.of(text)
    if _CORRECTS.search(sentences) and _NOT.search(text[line.start : span.start]):
        return True
    if source is not None and source.type == "other" and _PAPER.search(source.name):
        is_note = _CORRECTION.search(sentences) is not None
        return corrects or is_note or bool(_WITHDRAWN.search(sentences))
    sentence, _ = sentence_at(text, span)
    return bool(re.search(r"\bwas (?:withdrawn|retracted)\b", sentence, re.IGNORECASE))


def lowered(text: str, span: Span) -> bool:
    """Whether a count is the higher one that a source gave up: "lowered it to five, from 7"."""
    sentence, start = sentence_at(text, span)
    return _LOWERED.search(sentence[: span.start - start]) is not None


def own_error(tree: Tree, counts: Sequence[Observation]) -> list[Observation]:
    """The number that a source says it had wrong: "its earlier figure of 16 was wrong".

    Args:
        tree: The parse of the report.
        counts: The report's counts.

    Returns:
        The number as a count that is withdrawn, of the role of the report's own total.
    """
    right = next((c for c in counts if c.main and not c.withdrawn and not c.background), None)
    if right is None:
        return []
    found = []
    for at in range(len(tree.words)):
        subject = tree.subject(at) if tree.lower(at) in _WRONG and not tree.negated(at) else None
        if subject is None or tree.lower(subject) not in _NUMBERS or not _is_own(tree, subject):
            continue
        for inside in tree.subtree(subject):
            number = _number(tree, inside)
            if number not in (None, right.value):
                found.append(_taken_back(right, number))
    return found


def _is_own(tree: Tree, noun: int) -> bool:
    """Whether a number is the speaker's own, or one that was given earlier by nobody else."""
    owner = tree.possessor(noun)
    if owner is not None:
        return tree.lower(owner) in _OWN
    return any(tree.lower(c) in _EARLIER for c in tree.children(noun, "amod"))


def _number(tree: Tree, word: int) -> float | None:
    if tree.words[word].tag != "NUM":
        return None
    digits = NUMBER_WORDS.get(tree.lower(word), tree.lower(word).replace(",", ""))
    return float(digits) if digits.isdigit() else None


def _taken_back(right: Observation, number: float | None) -> Observation:
    """A count like the right one that was given wrongly."""
    return msgspec.structs.replace(
        right, value=number, low=number, high=number, withdrawn=True,
        main=False, implied=False, part_of=None, people=(),
    )  # fmt: skip


def not_so(
    report: Report, figures: Sequence[Figure], counts: Sequence[Observation]
) -> list[Observation]:
    """The numbers that a correction sets beside the right ones: "16 were injured, not 61".

    `figures` are those of `counts`, in their order.
    """
    found = []
    corrects = is_correction(report) or any(
        found.search(report.text) for found in (_WITHDRAWN, _FIRST_REPORTED)
    )
    known = {figure.span.start for figure in figures}
    for figure, one in zip(figures, counts, strict=True) if corrects else ():
        rest = report.text[figure.span.end : figure.span.end + FURTHEST]
        wrong = _NOT_THIS.match(rest)
        if wrong is None or figure.span.end + wrong.start(1) in known or one.withdrawn:
            continue
        digits = NUMBER_WORDS.get(wrong[1].casefold(), wrong[1].replace(",", ""))
        number = float(digits) if digits.isdigit() else None
        if number is not None and number != one.value:
            found.append(_taken_back(one, number))
    return found
