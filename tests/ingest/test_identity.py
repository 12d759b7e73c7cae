import pytest

from whence.ingest.identity import canonical_address


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a/b?id=2&page=1",
        "http://www.example.org/a/b/?page=1&id=2",
        "HTTPS://EXAMPLE.org:443/a/b?id=2&page=1&utm_source=x&fbclid=y#top",
    ],
)
def test_one_page_has_one_identity(url: str) -> None:
    assert canonical_address(url) == "example.org/a/b?id=2&page=1"


def test_other_pages_differ() -> None:
    assert canonical_address("https://example.org/A") != canonical_address("https://example.org/a")
    assert canonical_address("https://example.org:8080/") == "example.org:8080"


@pytest.mark.parametrize("odd", ["", "no address", "http://[::1", "http://x:99999999/"])
def test_what_is_no_address_stays(odd: str) -> None:
    assert canonical_address(odd) == odd
