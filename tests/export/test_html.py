"""The page: the text to the letter, nothing run, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import TEXTS, documents, empty, port, report, resolved
from whence.export.html import HtmlExporter, clean
from whence.export.text_pieces import paragraphs, pieces
from whence.records import Reading, Report, Span

_VOID = {"meta", "input", "link", "br", "img"}


class _Page(HTMLParser):
    """What a browser would make of the page, as far as the tests ask."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.articles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("class") == "text":
            self.articles.append("")
        if tag not in _VOID:
            self.open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [(a.get("class") or "").split() for _, a in self.open]
        if ["text"] in classes and not any("note" in names for names in classes):
            self.articles[-1] += data


def _page(*found: tuple[Report, Reading]) -> tuple[str, _Page]:
    out = io.StringIO()
    HtmlExporter().write(map(resolved, found), out)
    page = _Page()
    page.feed(out.getvalue())
    page.close()
    assert not page.open
    return out.getvalue(), page


@given(st.lists(documents(), max_size=3))
def test_the_article_is_the_text_to_the_letter(found: list[tuple[Report, Reading]]) -> None:
    _, page = _page(*found)
    assert page.articles == [clean(report.text) for report, _ in found]


@given(documents())
def test_every_address_is_there_once(found: tuple[Report, Reading]) -> None:
    html, page = _page(found)
    html.encode()
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.tags:
        href = attributes.get("href") or ""
        if tag == "a" and href.startswith("#") and "side" in (attributes.get("class") or ""):
            assert href[1:] in ids


@given(documents())
def test_nothing_runs_and_nothing_is_fetched(found: tuple[Report, Reading]) -> None:
    _, page = _page(found)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {
        tag for tag, _ in page.tags
    }
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name in ("src", "style") for name in attributes)
        href = attributes.get("href")
        assert href is None or href.lower().startswith(("#", "http:", "https:"))


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "</title><b onclick=x>", '"><img src=x onerror=y>']
)
def test_hostile_words_never_become_markup(hostile: str) -> None:
    one = report(hostile, source=hostile, title=hostile)
    html, page = _page((one, empty(one)))
    assert hostile not in html
    assert page.articles == [hostile]


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    one, reading = port()
    bad = msgspec.structs.replace(one, url="javascript:alert(1)")
    html, _ = _page((bad, reading))
    assert "javascript" not in html
    good = [a["href"] for t, a in _page((one, reading))[1].tags if t == "a"]
    assert "https://courier.example/blast" in good


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    html, page = _page(port())
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(
        a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_one_report_has_short_addresses_and_several_a_prefix_and_an_index() -> None:
    one, _ = _page(port())
    assert 'id="A1"' in one
    assert "<nav" not in one
    two, _ = _page(port(), port("again.txt"))
    assert 'id="r1-A1"' in two
    assert 'id="r2-A4"' in two
    assert "2 reports" in two
    assert 'href="#r2"' in two


def test_no_report() -> None:
    html, _ = _page()
    assert "No report was read" in html


def test_headline_in_the_text_is_not_said_twice() -> None:
    html, _ = _page(port())
    assert html.count("<h1") == 1
    other = report("One line.", title="A title that the text lacks")
    html, page = _page((other, empty(other)))
    assert html.count("<h1") == 1
    assert page.articles == ["One line."]


@given(TEXTS)
def test_paragraphs_part_the_text(text: str) -> None:
    last = 0
    for start, end in paragraphs(text):
        assert last <= start < end
        assert not text[last:start].strip()
        assert "\n" not in text[start:end]
        last = end
    assert not text[last:].strip()


@given(
    st.integers(0, 30), st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=8)
)
def test_pieces_cover_each_place_once_with_its_marks(
    length: int, edges: list[tuple[int, int]]
) -> None:
    layers = [(Span(a, b), number) for number, (a, b) in enumerate(edges)]
    found = pieces(length, layers, [a for a, _ in edges])
    assert [i for p in found for i in range(p.start, p.end)] == list(range(length))
    for piece in found:
        for place in range(piece.start, piece.end):
            inside = tuple(n for s, n in layers if s.start <= place < s.end)
            assert piece.marks == inside
