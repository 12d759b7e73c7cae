"""The words that docs/glossary.md rules out do not grow back in names, comments and docstrings."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "whence"
#: Parts of names that said too little or too many things: `told` alone meant fourteen.
IN_NAMES = frozenset(
    "told tell tells telling tellings untold retold kept keep keeps keeper hang hangs hung stand stands"
    " stood room rooms house houses face faces voice voices dossier dossiers sketch sketches"
    " door doors furniture whoever".split()
)
#: Public names and stored data that have such a part, and must stay.
PUBLIC = frozenset(
    "told_of told_in untold sketch Kept voices own_voice claim_voices sketches sketch_terms"
    " sketch_bands keep_blank_values _sketches _fill_voices _claim_voices".split()
)
#: Turns of phrase that a newsroom would not write.
IN_PROSE = re.compile(
    r"\b(?:told(?! apart)|tells?|telling|hangs?|hung|stands?|stood|[Ww]hoever|furniture|dossiers?"
    r"|sketch(?:es)?|happenings?|(?:that|which|it|what) (?:is|are) none)\b"
)
#: Examples from reports, code and names are not the project's own words.
QUOTED = re.compile(
    r"“[^”]*”|\"[^\"]*\"|`[^`]*`|^\s*(?:sketch|sketches|sketch_terms)\b.*$", re.MULTILINE
)
#: How many there are in each package, names and prose: a number here may only fall.
MOST = {
    "compat": (1, 0),  # the first name of `with_metadata`
    "serve": (3, 0),  # a field of the API's jobs
}


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def names(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        own = token.type == tokenize.NAME and token.string not in PUBLIC
        if own and IN_NAMES & words_of(token.string):
            yield token.start[0], token.string


def prose(text: str) -> Iterator[tuple[int, str]]:
    passages = [
        (token.start[0], token.string)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    ]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            words = ast.get_docstring(node)
            if words:
                passages.append((node.body[0].lineno, words))
    for line, words in passages:
        for found in IN_PROSE.finditer(QUOTED.sub("X", words)):
            yield line, found.group()


PACKAGES = sorted({file.relative_to(PACKAGE).parts[0] for file in PACKAGE.rglob("*.py")})


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("kind", [names, prose], ids=["names", "prose"])
def test_ruled_out_words_do_not_grow_back(package: str, kind: object) -> None:
    files = [PACKAGE / package] if package.endswith(".py") else (PACKAGE / package).rglob("*.py")
    of_names = kind is names
    found = [
        f"{file.relative_to(PACKAGE)}:{line}: {word}"
        for file in sorted(files)
        for line, word in (names if of_names else prose)(file.read_text(encoding="utf-8"))
    ]
    most = MOST.get(package, (0, 0))[0 if of_names else 1]
    per_word = Counter(one.rpartition(": ")[2].lower() for one in found)
    assert len(found) <= most, f"{len(found)}, not {most}: {dict(per_word)}\n" + "\n".join(found)
