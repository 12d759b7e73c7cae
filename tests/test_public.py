"""The public functions of `import whence`, with a reader that finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import whence
from tests.readings import FakeReader
from whence import wire

TEXT = "Port reopens\n\nThe port reopened on Monday, and the first ships left it before noon.\n"


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[whence.Settings]:
    """The settings for which a reader was built, in order."""
    found: list[whence.Settings] = []

    def reader(told: whence.Settings) -> FakeReader:
        found.append(told)
        return FakeReader()

    monkeypatch.setattr(wire, "reader", reader)
    wire.shared_reader.cache_clear()
    return found


def test_read_text(opened: list[whence.Settings]) -> None:
    report, reading, resolution = whence.read_text(
        TEXT, publisher="Courier", published="2025-03-03"
    )
    assert report.text == TEXT
    assert report.title == "Port reopens"
    assert report.publisher == "Courier"
    assert report.published
    assert report.published.found_in == "caller"
    assert reading.report_id == resolution.report_id == report.id
    # The id does not hang on where one stands, and the model is opened once.
    assert whence.read_text(TEXT, publisher="Courier")[0].id == report.id
    assert len(opened) == 1
    assert whence.document(report, reading, resolution).report.text == TEXT


def test_read_text_refuses() -> None:
    with pytest.raises(whence.ParseError, match="no text"):
        whence.read_text("")
    with pytest.raises(ValueError, match="no date"):
        whence.read_text(TEXT, published="soon")
    short = whence.Settings(max_chars=10)
    with pytest.raises(whence.ParseError, match="limit is 10"):
        whence.read_text(TEXT, settings=short)


def test_read_all(tmp_path: Path, opened: list[whence.Settings]) -> None:
    for name, text in (("a.txt", TEXT), ("b.txt", ""), ("c.txt", TEXT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = list(whence.read_all([str(tmp_path)]))
    assert [isinstance(one, whence.Rejected) for one in found] == [False, True, False]
    assert len(opened) == 1


def test_no_model_is_opened_for_nothing(tmp_path: Path, opened: list[whence.Settings]) -> None:
    found = list(whence.read_all([str(tmp_path / "missing.txt")]))
    assert [isinstance(one, whence.Rejected) for one in found] == [True]
    assert opened == []


def test_an_unknown_format() -> None:
    with pytest.raises(whence.SettingsError, match="no format 'pdf'"):
        wire.exporter("pdf")
