"""Universal Dependencies: English EWT, and GUM with its mentions and coreference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.corpora import DATA, Example

FOLDER = DATA / "treebanks"
#: The relations that are distinguished: the universal ones, and those subtypes that change who does
#: what to whom.
RELATIONS = (
    *"acl advcl advmod amod appos aux case cc ccomp compound conj cop csubj dep det".split(),
    *"discourse dislocated expl fixed flat goeswith iobj list mark nmod nsubj nummod".split(),
    *"obj obl orphan parataxis punct reparandum root vocative xcomp".split(),
    *"nsubj:pass aux:pass nmod:poss acl:relcl obl:agent compound:prt".split(),
)
_BRACKETS = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_TYPES = {"person": "person", "organization": "organization", "place": "place"}


@dataclass
class _Document:
    """A document being put together from its lines."""

    text: str = ""
    words: list[tuple[int, int, str, str]] = field(default_factory=list)  # span, tag, relation
    heads: list[tuple[int, int]] = field(default_factory=list)  # index of a word and of its head
    mentions: list[_Mention] = field(default_factory=list)


@dataclass
class _Mention:
    entity: str
    type: str
    first: int  # index of its first word in the document
    minimal: str  # the words, counted from the mention's first, that make up its core
    last: int = -1


def ewt(part: str) -> list[Example]:
    """EWT's documents, "train" or "dev"."""
    return _examples(FOLDER / f"ewt-{part}.conllu", False)


def gum(part: str) -> list[Example]:
    """GUM's documents, "train" or "dev"."""
    return [e for path in sorted((FOLDER / "gum" / part).iterdir()) for e in _examples(path, True)]


def _examples(path: Path, coreference: bool) -> list[Example]:
    return [_example(document, coreference) for document in documents(path)]


def documents(path: Path) -> Iterator[_Document]:
    """The documents of one CoNLL-U file."""
    writer = _Writer()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and writer.document.words:
            yield writer.document
            writer = _Writer()
        writer.add(line)
    if writer.document.words:
        yield writer.document


class _Writer:
    """Puts one document together from its lines."""

    def __init__(self) -> None:
        self.document = _Document()
        self._open: list[_Mention] = []
        self._base = 0  # the number of words before this sentence
        self._glue, self._paragraph = True, False
        self._contraction = 0, False  # its last token's number, and whether no space follows

    def add(self, line: str) -> None:
        """Takes in a line, comments too."""
        if line.startswith("# newpar"):
            self._paragraph = True
        elif line.startswith("# sent_id"):
            self._begin_sentence()
        columns = line.split("\t")
        if len(columns) != 10:
            return
        number = columns[0]
        if "-" in number:  # a contraction: its parts are written without a space between
            self._contraction = int(number.split("-")[1]), "SpaceAfter=No" in columns[9]
        elif number.isdigit():
            self._add_word(int(number), columns)

    def _begin_sentence(self) -> None:
        document = self.document
        if document.text:
            document.text = document.text.rstrip() + ("\n\n" if self._paragraph else " ")
        self._base, self._glue = len(document.words), True
        self._paragraph, self._contraction = False, (0, False)

    def _add_word(self, number: int, columns: list[str]) -> None:
        document = self.document
        if not self._glue:
            document.text += " "
        start = len(document.text)
        document.text += columns[1]
        relation = columns[7]
        if relation not in RELATIONS:
            relation = relation.split(":")[0]
        own = len(document.words)
        document.words.append((start, len(document.text), columns[3], relation))
        head = self._base + int(columns[6]) - 1 if columns[6] != "0" else own
        document.heads.append((own, head))
        last, glued = self._contraction
        if number < last:
            self._glue = True
        else:
            self._glue = glued if number == last else "SpaceAfter=No" in columns[9]
        _mark(columns[9], document, self._open)


def _mark(misc: str, document: _Document, opened: list[_Mention]) -> None:
    """Opens and closes the mentions that GUM notes at the word just added."""
    noted = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
    here = len(document.words) - 1
    for match in _BRACKETS.finditer(noted):
        if match.group(1):
            # entity, type, information status, salience, centering, minimal span, link, identity
            entity, kind, rest = match.group(1).split("-", 2)
            minimal = re.search(r"-(\d+(?:,\d+)*)-(?:coref|ana|cata|pred|appos|disc|sgl)", rest)
            mention = _Mention(entity, kind, here, minimal.group(1) if minimal else "1")
            if match.group(2):
                mention.last = here
                document.mentions.append(mention)
            else:
                opened.append(mention)
        else:
            for index in range(len(opened) - 1, -1, -1):
                if opened[index].entity == match.group(3):
                    mention = opened.pop(index)
                    mention.last = here
                    document.mentions.append(mention)
                    break


def _example(document: _Document, coreference: bool) -> Example:
    words = document.words
    spans = {
        "tag": [(start, end, tag) for start, end, tag, _ in words if tag != "_"],
        "relation": [
            (start, end, relation) for start, end, _, relation in words if relation != "_"
        ],
    }
    pointers = {
        "arc": [(words[own][0], words[own][1], words[head][:2]) for own, head in document.heads]
    }
    if coreference:
        spans["mention"] = _nominals(document)
        pointers["antecedent"] = _antecedents(document)
    return Example(document.text, spans, pointers)


def _cores(mention: _Mention) -> list[int]:
    """Indices of the words of a mention's core."""
    found = [mention.first + int(number) - 1 for number in mention.minimal.split(",")]
    return [index for index in found if index <= mention.last] or [mention.first]


def _nominals(document: _Document) -> list[tuple[int, int, str]]:
    """The type of each mention at the head of its core; every other word is no mention."""
    types = {}
    for mention in document.mentions:
        core = set(_cores(mention))
        heads = [
            i for i in sorted(core) if document.heads[i][1] not in core or document.heads[i][1] == i
        ]
        types[heads[0] if heads else min(core)] = _TYPES.get(mention.type, "other")
    return [
        (start, end, types.get(index, "O"))
        for index, (start, end, _, _) in enumerate(document.words)
    ]


def _antecedents(document: _Document) -> list[tuple[int, int, tuple[int, int]]]:
    """Each word of a mention's core with each such word of every earlier mention of its entity.

    A mention without an earlier one points to itself.
    """
    found = []
    before: dict[str, list[list[int]]] = {}
    for mention in sorted(document.mentions, key=lambda m: (m.first, -m.last)):
        core = _cores(mention)
        earlier = before.setdefault(mention.entity, [])
        for own in core:
            found += [
                (*document.words[own][:2], document.words[index][:2])
                for other in earlier or [core]
                for index in other
            ]
        earlier.append(core)
    return found
