"""A language's closed classes and word lists, as data: `src/whence/lang/en/*.txt`.

A linguist can review them without reading code, and another language can be added beside English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent


@cache
def lists(name: str, language: str = "en") -> MappingProxyType[str, frozenset[str]]:
    """The word lists of one file, by the name of each.

    In a file, `[name]` begins a list, `#` a comment; words are separated by spaces, and a space
    inside one ("according to") is written as an underscore. A list is lower case but for what is
    always written otherwise.

    Args:
        name: the file, without its folder and ending.
        language: the folder, an ISO 639-1 code.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a word before the first list, or a list is there twice.
    """
    path = _FOLDER / language / f"{name}.txt"
    found: dict[str, set[str]] = {}
    current: set[str] | None = None
    for number, line in _lines(path):
        if line.startswith("["):
            key = line.strip("[]").strip()
            if key in found:
                raise ValueError(f"{path.name}, line {number}: the list {key} occurs twice")
            current = found.setdefault(key, set())
        elif current is None:
            raise ValueError(f"{path.name}, line {number}: a word before the first list")
        else:
            current.update(word.replace("_", " ") for word in line.split())
    return MappingProxyType({key: frozenset(words) for key, words in found.items()})


def words(name: str, key: str, language: str = "en") -> frozenset[str]:
    """One list of a file, as `lists` reads it.

    Raises:
        KeyError: the file has no list of this name.
    """
    return lists(name, language)[key]


@cache
def patterns(name: str, key: str, language: str = "en") -> re.Pattern[str]:
    """One list of a file of regular expressions, one a line, as an expression of any of them.

    Raises:
        KeyError: the file has no list of this name.
    """
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for _, line in _lines(_FOLDER / language / f"{name}.txt"):
        if line.startswith("[") and line.endswith("]") and "\\" not in line:
            current = found.setdefault(line.strip("[]").strip(), [])
        else:
            current.append(line)
    return re.compile("|".join(found[key]), re.IGNORECASE)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        stripped = line.split("#", 1)[0].strip()
        if stripped:
            yield number, stripped
