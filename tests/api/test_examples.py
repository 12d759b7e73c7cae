"""Every example in the docstrings of `import whence` runs as it is."""

from __future__ import annotations

import inspect
import io
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import whence

_CODE = ("whence.", "ledger.", "document.", "claims[")
NAMES = [getattr(whence, name) for name in whence.__all__ if not name.startswith("__")]


def examples(of: Any) -> Iterator[tuple[str, str]]:
    """The indented code in the docstrings of a name and of its methods."""
    things = [of]
    if inspect.isclass(of) and of.__module__.startswith("whence."):
        things += [one for name, one in vars(of).items() if not name.startswith("_")]
    for thing in things:
        doc = inspect.getdoc(thing) or ""
        for number, part in enumerate(doc.split("\n\n")):
            # The package's own begins with a drawing of the stages.
            if part.startswith("    ") and any(word in part for word in _CODE):
                name = getattr(thing, "__qualname__", getattr(of, "__qualname__", "whence"))
                yield f"{name}-{number}", textwrap.dedent(part)


CASES = list(dict.fromkeys(case for of in (whence, *NAMES) for case in examples(of)))


def test_there_are_some() -> None:
    with_one = {name.partition("-")[0] for name, _ in CASES}
    assert {
        "read",
        "read_all",
        "open",
        "Document",
        "Rows",
        "Ledger.add",
        "Ledger.claims",
    } <= with_one


@pytest.fixture
def known(
    newsroom: Path, root: Path, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Any]]:
    """A folder with two reports and the newsroom's ledger, as the working directory; the names that examples use."""
    assert bundle.is_dir()
    (tmp_path / "reports").mkdir()
    for file in sorted((root / "examples" / "reports" / "meridian-wire").iterdir())[:2]:
        shutil.copy(file, tmp_path / "reports")
    shutil.copy(newsroom, tmp_path / "claims.db")
    monkeypatch.chdir(tmp_path)
    with whence.open("claims.db") as ledger:
        yield {
            "whence": whence,
            "ledger": ledger,
            "polars": pl,
            "document": whence.read("“We are leaving,” Ada Venn said on Monday morning."),
            "claims": ledger.claims(speaker="Pell"),
        }


@pytest.mark.parametrize(("name", "code"), CASES, ids=[name for name, _ in CASES])
def test_it_runs(
    name: str, code: str, known: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(code, name, "exec"), known)
    out, err = capsys.readouterr()
    assert not err
    assert bool(out) == ("print(" in code)


def test_the_page_s_words_hold() -> None:
    """What the examples say beside their lines."""
    document = whence.read("“We are leaving,” Ada Venn said.")
    assert document.quotations[0].speaker == "Ada Venn"
    assert document.claims[0].standing == "attributed"
    assert io.StringIO(document.to("html")).read(15) == "<!doctype html>"
