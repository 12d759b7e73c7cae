from pathlib import Path

import pytest

from whence.ingest import ingest
from whence.ingest.identity import canonical_address
from whence.records import Report


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a/b?id=2&page=1",
        "http://www.example.org/a/b/?page=1&id=2",
        "HTTPS://EXAMPLE.org:443/a/b?id=2&page=1&utm_source=x&fbclid=y#top",
        " https://example.org/a/b/?page=1&smid=tw&ref=home&id=2&gclid=1&ns_mchannel=rss ",
    ],
)
def test_one_page_has_one_identity(url: str) -> None:
    assert canonical_address(url) == "example.org/a/b?id=2&page=1"


def test_one_spelling_of_odd_letters() -> None:
    spelt = {canonical_address(f"https://x.org/{words}") for words in ("grün", "gr%C3%BCn")}
    assert len(spelt) == 1


def test_other_pages_differ() -> None:
    assert canonical_address("https://example.org/A") != canonical_address("https://example.org/a")
    assert canonical_address("https://example.org:8080/") == "example.org:8080"


@pytest.mark.parametrize("odd", ["", "no address", "http://[::1", "http://x:99999999/"])
def test_what_is_no_address_stays(odd: str) -> None:
    assert canonical_address(odd) == odd


def taken(path: Path, text: str) -> Report:
    path.write_text(text, encoding="utf-8")
    (report,) = ingest([str(path)])
    assert isinstance(report, Report)
    return report


def test_an_edited_file_is_another_report_of_the_same_identity(tmp_path: Path) -> None:
    before = taken(tmp_path / "a.txt", "The port was shut on Monday, the mayor of Sulla said.")
    after = taken(tmp_path / "a.txt", "The port was open on Monday, the mayor of Sulla said.")
    assert before.id != after.id
    assert before.identity == after.identity


def test_the_same_words_elsewhere_are_another_identity(tmp_path: Path) -> None:
    text = "The port was shut on Monday, the mayor of Sulla said."
    one, other = taken(tmp_path / "a.txt", text), taken(tmp_path / "b.txt", text)
    assert one.identity != other.identity
