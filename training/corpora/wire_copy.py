"""Sentences of wire copy, made up together with their trees and attributions.

Treebanks hold few of the sentences that news is made of: EWT has 24 with "..., said NAME", and
hardly a speaker with an apposition. Here frames of attribution are put around clauses, some of
them made of the templates in `wire_copy.toml`, the others real sentences of the treebanks with
their own trees.

A template is a row of tokens, each `form/TAG:relation>head`. A head is another token's form, with
a number where a form occurs twice; `{slot}` stands for a phrase; `!source`, `!cue` and `!content`
mark what belongs to the attribution, with a 2 what belongs to the sentence's second (12: to both).
After what somebody named says, "he" or "she" may go on, whose antecedent is that speaker.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from training.corpora import Example, treebanks

_TEMPLATES = Path(__file__).with_suffix(".toml")
_TOKEN = re.compile(r"(?P<form>\{\w+\}|[^/\s]+?)(?:/(?P<tag>[A-Z]+))?:(?P<rest>\S+)")
_GLUED_LEFT = {",", ".", "’s", "'s", "”", ";", ":", "?", "!", ")", "%"}
_GLUED_RIGHT = {"“", "(", "$"}
#: Words of a real sentence that is put into a frame.
_SHORTEST, _LONGEST = 5, 24
_PARAGRAPH = 0.5  #: share of sentences that begin a paragraph of their own
_CONTINUED = 0.4  #: share of sentences with a named speaker after which that speaker goes on
_PRONOUN = "@"  #: stands for it in the templates
_REAL = 0.5  #: share of contents that are sentences of the treebanks


@dataclass(frozen=True)
class Token:
    """A word of a phrase; its head is an index in the phrase, its own where it is the root."""

    form: str
    tag: str
    relation: str
    head: int
    mark: str = ""
    glued: bool = False  #: to the word before


Phrase = tuple[Token, ...]


def _root(phrase: Phrase) -> int:
    return next(i for i, token in enumerate(phrase) if token.head == i)


@cache
def _templates() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_TEMPLATES.read_text(encoding="utf-8"))


@cache
def real_sentences() -> tuple[Phrase, ...]:
    """Plain statements of the treebanks' training parts, to be put into frames."""
    found = []
    for path in (treebanks.FOLDER / "ewt-train.conllu", *sorted(_gum().iterdir())):
        for document in treebanks.documents(path):
            found += list(_statements(document))
    return tuple(found)


def _gum() -> Path:
    return treebanks.FOLDER / "gum" / "train"


def _statements(document: treebanks._Document) -> Iterator[Phrase]:
    """Sentences with a finite verb and a subject that nobody says or asks, without their stop."""
    words, heads = document.words, dict(document.heads)
    start = 0
    for index, (_, end, _, _) in enumerate(words):
        is_last = index + 1 == len(words) or document.text[end : words[index + 1][0]] == "\n\n"
        form = document.text[words[index][0] : end]
        if not is_last and form not in {".", "!", "?"}:
            continue
        span, start = range(start, index + 1), index + 1
        phrase = _statement(document, [*span], heads)
        if phrase:
            yield phrase


def _statement(
    document: treebanks._Document, span: list[int], heads: dict[int, int]
) -> Phrase | None:
    words, text = document.words, document.text
    forms = [text[words[i][0] : words[i][1]] for i in span]
    if not _SHORTEST < len(span) <= _LONGEST or forms[-1] != "." or not forms[0][:1].isupper():
        return None
    if any(words[i][3] in {"ccomp", "parataxis", "reparandum", "list", "_"} for i in span):
        return None
    if any(
        not form[0].isalnum() and form not in {",", ".", "'s", "’s", "-", "n't", "n’t"}
        for form in forms
    ):
        return None
    roots = [i for i in span if heads[i] == i]
    inside = all(heads[i] in span for i in span)
    if len(roots) != 1 or not inside or words[roots[0]][2] not in {"VERB", "ADJ", "NOUN"}:
        return None
    if not any(heads[i] == roots[0] and words[i][3].startswith("nsubj") for i in span):
        return None
    return tuple(
        Token(
            form,
            words[i][2],
            words[i][3],
            heads[i] - span[0],
            glued=i > span[0] and words[i][0] == words[i - 1][1],
        )
        for i, form in zip(span[:-1], forms[:-1], strict=True)
    )


class Writer:
    """Makes phrases of templates; the same seed makes the same."""

    def __init__(self, names: Sequence[tuple[str, str]], rng: random.Random) -> None:
        self._names, self._rng = names, rng
        self._words = _templates()["words"]
        self._phrases = _templates()["phrases"]

    def phrase(self, kind: str) -> Phrase:
        """A phrase of a kind: a slot's name, of `phrases` or of `words`."""
        if kind == "content" and self._rng.random() < _REAL:
            return self._lowered(self._rng.choice(real_sentences()))
        if kind in self._phrases:
            return self.fill(self._rng.choice(self._phrases[kind]))
        if kind in ("first", "last"):
            name = self._rng.choice(self._names)
            return (Token(name[kind == "last"], "PROPN", "root", 0),)
        form, _, tag = self._rng.choice(self._words[kind]).partition("/")
        return (Token(form, tag or "NOUN", "root", 0),)

    @staticmethod
    def _lowered(phrase: Phrase) -> Phrase:
        first = phrase[0]
        if first.tag == "PROPN" or first.form in {"I", "I'm"} or first.form.isupper():
            return phrase
        return (replace(first, form=first.form[0].lower() + first.form[1:]), *phrase[1:])

    def fill(self, template: str) -> Phrase:
        """The phrase that a template makes, with what its slots hold."""
        parts: list[tuple[str, Phrase, str, str, str]] = []
        for match in _TOKEN.finditer(template):
            rest, _, mark = match["rest"].partition("!")
            relation, _, head = rest.partition(">")
            form = match["form"]
            label = form.strip("{}")
            if form.startswith("{"):
                inner = self.phrase(label.rstrip("0123456789"))
            else:
                label, form = form, form.rstrip("0123456789") if not form[0].isdigit() else form
                tag = match["tag"] or ("PUNCT" if not form[0].isalnum() else "X")
                inner = (Token(form, tag, relation, 0),)
            parts.append((label, inner, relation, head, mark))
        starts, at = {}, 0
        for label, inner, *_ in parts:
            starts.setdefault(label, at + _root(inner))
            at += len(inner)
        found: list[Token] = []
        for _, inner, relation, head, mark in parts:
            base, top = len(found), _root(inner)
            for index, token in enumerate(inner):
                new = replace(token, head=token.head + base)
                if index == top:
                    to = starts[head.strip("{}")] if head else base + top
                    new = replace(new, relation=relation, head=to)
                found.append(replace(new, mark=mark or new.mark))
        return tuple(found)

    def sentence(self, kinds: str = "sentences") -> Phrase:
        """A whole sentence of one of the kinds under a name, with its capital and its stop."""
        kind = self._rng.choice(_templates()["kinds"][kinds])
        phrase = _without_doubled(self.phrase(kind))
        first = 1 if phrase[0].form == "“" else 0
        form = phrase[first].form
        opened = [*phrase]
        opened[first] = replace(phrase[first], form=form[0].upper() + form[1:])
        return tuple(opened)

    def continuation(self, pronoun: str) -> tuple[Phrase, int]:
        """A sentence whose subject is a pronoun for the speaker of the one before, and where."""
        phrase = [*self.sentence("continued")]
        at = next(i for i, token in enumerate(phrase) if token.form == _PRONOUN)
        phrase[at] = replace(phrase[at], form=pronoun if at else pronoun.capitalize())
        return tuple(phrase), at


def _without_doubled(phrase: Phrase) -> Phrase:
    """Without a comma that another mark follows: an apposition's last one."""
    kept = [
        i
        for i, token in enumerate(phrase)
        if not (token.form == "," and i + 1 < len(phrase) and phrase[i + 1].form in {",", ".", ";"})
    ]
    new = {old: index for index, old in enumerate(kept)}
    return tuple(replace(phrase[i], head=new[phrase[i].head]) for i in kept)


def report(writer: Writer, rng: random.Random) -> Example:
    """Some sentences in a row as one text, with trees and attributions."""
    page = _Page(rng)
    for _ in range(rng.randint(5, 9)):
        phrase = writer.sentence()
        places = page.add(phrase)
        speaker = _named_speaker(phrase)
        if speaker and rng.random() < _CONTINUED:
            known = [places[i] for i in speaker]
            page.antecedents += [(*place, place) for place in known]
            pronoun = rng.choice(("he", "she"))
            for _ in range(rng.randint(1, 2)):
                phrase, at = writer.continuation(pronoun)
                own = page.add(phrase)[at]
                page.antecedents += [(*own, place) for place in known]
                known.append(own)
    return page.example()


class _Page:
    """A text that grows by sentences, and what is known of its words."""

    def __init__(self, rng: random.Random) -> None:
        self._rng, self._text = rng, ""
        self._spans: dict[str, list[tuple[int, int, str]]] = {
            "tag": [],
            "relation": [],
            "attribution": [],
        }
        self._arcs: list[tuple[int, int, tuple[int, int]]] = []
        self._links: list[tuple[int, int, tuple[int, int]]] = []
        self.antecedents: list[tuple[int, int, tuple[int, int]]] = []

    def add(self, phrase: Phrase) -> list[tuple[int, int]]:
        """Appends a sentence; where its tokens lie."""
        if self._text:
            self._text += "\n\n" if self._rng.random() < _PARAGRAPH else " "
        places: list[tuple[int, int]] = []
        for index, token in enumerate(phrase):
            before = phrase[index - 1].form if index else ""
            glued = token.glued or token.form in _GLUED_LEFT or before in _GLUED_RIGHT
            if index and not glued:
                self._text += " "
            places.append((len(self._text), len(self._text) + len(token.form)))
            self._text += token.form
        for token, (start, end) in zip(phrase, places, strict=True):
            self._spans["tag"].append((start, end, token.tag))
            self._spans["relation"].append((start, end, token.relation))
            self._arcs.append((start, end, places[token.head]))
        marked = list(_marked(phrase, places))
        self._spans["attribution"] += [(start, end, role) for start, end, role, _ in marked]
        cues = {which: (start, start + 1) for start, _, role, which in marked if role == "cue"}
        self._links += [
            (start, end, cues[one])
            for start, end, role, which in marked
            for one in which
            if role != "cue" and one in cues
        ]
        return places

    def example(self) -> Example:
        """What was put together."""
        pointers = {"arc": self._arcs, "link": self._links}
        if self.antecedents:
            pointers["antecedent"] = self.antecedents
        return Example(self._text, self._spans, pointers)


def _named_speaker(phrase: Phrase) -> list[int]:
    """The words of a named speaker's name, where the sentence has one speaker who is named."""
    sources = [i for i, token in enumerate(phrase) if token.mark.startswith("source")]
    if not sources or any(token.mark.endswith("2") for token in phrase):
        return []
    heads = [i for i in sources if phrase[i].head not in sources and phrase[i].relation == "nsubj"]
    if len(heads) != 1 or phrase[heads[0]].tag != "PROPN":
        return []
    flat = [i for i in sources if phrase[i].head == heads[0] and phrase[i].relation == "flat"]
    return [heads[0], *flat] if flat else []


def _marked(phrase: Phrase, places: list[tuple[int, int]]) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, role, of which attributions), without a comma at a source's end."""
    index = 0
    while index < len(phrase):
        mark, first = phrase[index].mark, index
        while index < len(phrase) and phrase[index].mark == mark:
            index += 1
        last = index - 1
        if mark and last >= first:
            role = mark.rstrip("12")
            if phrase[last].form == "," and role == "source":
                last -= 1
            yield places[first][0], places[last][1], role, mark[len(role) :] or "1"


def load(count: int, names: Sequence[tuple[str, str]], rng: random.Random) -> list[Example]:
    """So many made-up reports; `names` are (first, last) names of people."""
    writer = Writer(names, rng)
    return [report(writer, rng) for _ in range(count)]
