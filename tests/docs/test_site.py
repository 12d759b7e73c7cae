"""The site builds without a warning, and asks no other server for anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

#: What a browser fetches by itself; a link that somebody follows is none.
_FETCHED = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\b(?:src|data)=[\"']?([^\"'\s>]+)"
    r"|<link\b[^>]*?\bhref=[\"']?([^\"'\s>]+)"
)
_IN_STYLE = re.compile(r"url\([\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")


def test_every_page_is_there(site: Path, root: Path) -> None:
    written = {
        str(file.relative_to(root / "docs").with_suffix(".html"))
        for file in (root / "docs").rglob("*.md")
    }
    made = {str(file.relative_to(site)) for file in site.rglob("*.html")}
    assert written <= made
    assert {"reference/cli.html", "reference/api.html", "first-look.html"} <= made


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        for found in _FETCHED.findall(page.read_text(encoding="utf-8")):
            address = found[0] or found[1]
            assert not re.match(r"(?:[a-z]+:)?//", address), f"{page.name}: {address}"
    for style in site.rglob("*.css"):
        for found in _IN_STYLE.findall(style.read_text(encoding="utf-8")):
            address = found[0] or found[1]
            assert not re.match(r"(?:https?:)?//", address), f"{style.name}: {address}"


def test_code_that_makes_it_is_no_part_of_it(site: Path) -> None:
    assert not list(site.rglob("*.py"))
    assert not list(site.rglob("*.ipynb"))


@pytest.mark.parametrize("page", ["index.html", "guides/fact-checker.html"])
def test_a_page_of_prose_shows_its_pictures_and_links(site: Path, page: str) -> None:
    text = (site / page).read_text(encoding="utf-8")
    for place in re.findall(r'<(?:img|a)\b[^>]*?(?:src|href)="([^"#:]+)', text):
        assert ((site / page).parent / place).exists(), place


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "benchmarks/README.md"])
def test_links_of_pages_beside_it_lead_somewhere(root: Path, page: str) -> None:
    text = (root / page).read_text(encoding="utf-8")
    for place in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        assert ((root / page).parent / place).exists(), place
