"""The public functions of `import whence`, with a reader that finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import whence
from tests.readings import FakeReader
from whence import bootstrap
from whence.errors import ParseError, SettingsError

TEXT = "Port reopens\n\nThe port reopened on Monday, and the first ships left it before noon.\n"


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[whence.Settings]:
    """The settings for which a reader was built, in order."""
    found: list[whence.Settings] = []

    def reader(settings: whence.Settings) -> FakeReader:
        found.append(settings)
        return FakeReader()

    monkeypatch.setattr(bootstrap, "reader", reader)
    bootstrap.shared_reader.cache_clear()
    return found


def test_read(opened: list[whence.Settings]) -> None:
    report, reading, resolution = whence.read(TEXT, publisher="Courier", published="2025-03-03")
    assert report.text == TEXT
    assert report.title == "Port reopens"
    assert report.publisher == "Courier"
    assert report.published
    assert report.published.found_in == "caller"
    assert reading.report_id == resolution.report_id == report.id
    # The id does not depend on the working directory, and the model is opened once.
    assert whence.read(TEXT, publisher="Courier")[0].id == report.id
    assert len(opened) == 1
    document = whence.read(TEXT, publisher="Courier")
    assert document.text == document.report.text == TEXT
    assert document.to_dict()["report"]["text"] == TEXT


def test_read_refuses() -> None:
    with pytest.raises(ParseError, match="no text"):
        whence.read("")
    with pytest.raises(ValueError, match="not a date"):
        whence.read(TEXT, published="soon")
    short = whence.Settings(max_chars=10)
    with pytest.raises(ParseError, match="limit is 10"):
        whence.read(TEXT, settings=short)


def test_read_all(tmp_path: Path, opened: list[whence.Settings]) -> None:
    for name, text in (("a.txt", TEXT), ("b.txt", ""), ("c.txt", TEXT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    rejected: list[whence.Rejected] = []
    found = list(whence.read_all(tmp_path, on_rejected=rejected.append))
    assert [document.report.title for document in found] == ["Port reopens"] * 2
    assert [one.code for one in rejected] == ["empty"]
    assert len(opened) == 1
    with pytest.warns(UserWarning, match=r"b\.txt: .*\[empty\]"):
        assert len(list(whence.read_all([str(tmp_path)]))) == 2


def test_no_model_is_opened_for_nothing(tmp_path: Path, opened: list[whence.Settings]) -> None:
    rejected: list[whence.Rejected] = []
    assert not list(whence.read_all(str(tmp_path / "missing.txt"), on_rejected=rejected.append))
    assert [one.code for one in rejected] == ["missing"]
    assert opened == []


def test_an_unknown_format() -> None:
    with pytest.raises(SettingsError, match="no format 'pdf'"):
        bootstrap.exporter("pdf")
