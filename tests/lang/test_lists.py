"""Word lists are data that load, and are what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

import whence.lang
from whence.lang import lists, words

FOLDER = Path(whence.lang.__file__).parent / "en"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_every_file_loads_and_no_list_is_empty(name: str) -> None:
    found = lists(name)
    assert found
    assert all(found.values()), [key for key, held in found.items() if not held]


def test_a_word_of_two_is_one() -> None:
    assert "no-one" in words("grammar", "negative")
    assert not any(
        "_" in word
        for name in FOLDER.glob("*.txt")
        for held in lists(name.stem).values()
        for word in held
    )


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("grammar", "no such list")
    with pytest.raises(FileNotFoundError):
        lists("no such file")
