"""Pages within bounds: what is too much is taken out or reported, what is ordinary is left alone."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import tried
from whence.ingest import Context, Limits, handed, html, ingest, limits
from whence.ingest.limits import LONG_TAG, MOST_TAGS, Bounded, bounded
from whence.ingest.response import Answer, report_of
from whence.ingest.sniff import Unfit
from whence.pipeline import LONG, read_all
from whence.records import Rejected, Report
from whence.scale import isolated
from whence.settings import Settings

TEXT = "The port of Sulla reopened on Monday, the mayor said, and ships left it before noon."
HEAD = "<!DOCTYPE html><html><head><title>Port</title></head><body><article><h1>Port reopens</h1>"
BODY = "".join(f"<p>{TEXT} Number {n} of them went north.</p>" for n in range(12))
PAGE = f"{HEAD}{BODY}</article></body></html>"


def many(words: str, letters: int = 400_000) -> str:
    return words * (letters // len(words))


#: What is in a page once, of tags and attributes and what only looks like them, without end.
ENDLESS: dict[str, str] = {
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">",
    "attributes of one name": "<p " + many("a=1 ") + ">",
    "attributes without values": "<p " + " ".join(f"a{n}" for n in range(60_000)) + ">",
    "attributes known": "<p " + many("class=a id=b ") + ">",
    "attributes quoted": "<p " + many("a='<p>' b=\"<i>\" ") + ">",
    "a long class": "<p class='" + many("date publish ") + "'>",
    "a long name": "<" + many("a") + ">",
    "an end tag with attributes": "</p " + many("a=1 ") + ">",
    "equals signs": "<p " + many("= ") + ">",
    "slashes": "<p" + many("/") + ">",
    "tags that do not end": many("<p "),
    "a quote that does not end": '<p class="' + many('<p class="'),
    "a comment that does not end": "<!--" + many("<p>"),
    "comments": many("<!-- a -->"),
    "less than": many("<"),
    "a picture in an address": "<img src='data:image/png;base64," + many("iVBO") + "'>",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_long_tags_are_cut_and_the_report_is_read(name: str) -> None:
    found = bounded(f"{HEAD}<div>{ENDLESS[name]}</div>{BODY}</article></body></html>")
    assert isinstance(found, Bounded)
    tags = re.findall(r"<[a-zA-Z/](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", found.markup[:20_000])
    assert max(map(len, tags), default=0) <= max(LONG_TAG, limits.MOST_ATTRIBUTES * 100)
    draft = limits.page(found.markup, Limits())
    if "not end" not in name and name != "less than":  # those have no text behind them
        assert not isinstance(draft, Unfit)
        assert TEXT in draft.text


def test_a_long_tag_retains_the_attributes_that_are_needed() -> None:
    long = " ".join(f"data-a{n}='{n}'" for n in range(1_000))
    tag = f"<div CLASS='byline' {long} itemprop=author id=a id=b href=\"/x?a='b'\" content='>'>"
    found = bounded(f"<html>{tag}Ada</div></html>")
    kept = "<div CLASS='byline' itemprop=author id=a href=\"/x?a='b'\" content='>'>"
    assert found == Bounded(f"<html>{kept}Ada</div></html>", 2)


def test_a_script_counts_as_no_tags_and_is_unchanged() -> None:
    script = f'<script type=\'application/ld+json\'>{{"a": "<p {many("a=1 ", 9_000)}>"}}</script>'
    assert bounded(f"<html>{script}</html>") == Bounded(f"<html>{script}</html>", 2)


def test_a_page_of_too_many_tags_is_rejected() -> None:
    found = bounded(HEAD + "<b>" * MOST_TAGS)
    assert isinstance(found, Unfit)
    assert (found.code, "more than 60,000 elements" in found.detail) == ("too_large", True)


@given(st.text("<>/!-'\"= pascrit", max_size=300))
@settings(max_examples=tried(500), deadline=None)
def test_markup_within_bounds_is_unchanged(markup: str) -> None:
    found = bounded(markup)
    assert isinstance(found, Bounded)
    assert found.markup == markup


def mutated(rng: random.Random) -> str:
    """A page with pieces of itself, and of what is hard to parse, in wrong places, some often."""
    page = PAGE
    hard = ["<p a=1 ", "<div>", "</div>", "<table><tr><td>", "<!--", "<h1>", "\x00", "&#x", "'", '"',
            "<script>", "<a href=x>", "<br>", "<figure><figcaption>", "<time datetime=", "]]>",
            "<svg><title>", "<ul><li>", "<b><i>", "<frameset>", "<plaintext>", "\ud800", "é"]  # fmt: skip
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(page))
        piece = rng.choice([*hard, page[at : at + rng.randint(1, 400)]])
        times = rng.choice([1, 1, 1, 2, 10, 300])
        page = page[:at] + piece * times + page[at + rng.choice([0, 0, 40]) :]
    return page


def small(seed: int) -> Any:
    return limits.page(mutated(random.Random(seed)), Limits())


def test_mutated_pages_are_read_or_rejected_in_time() -> None:
    # Each in a process that the system ends: what takes longer is `Ended`, whatever the clock says.
    for seed in range(25):
        found = isolated.call("tests.ingest.test_limits:small", 20, seed)
        assert type(found).__name__ in ("Draft", "Unfit")


@pytest.mark.nightly
def test_a_thousand_mutated_pages_are_read_or_rejected_in_time() -> None:
    for seed in range(1_000, 2_000):
        found = isolated.call("tests.ingest.test_limits:small", 20, seed)
        assert type(found).__name__ in ("Draft", "Unfit")


class Over:
    """A processor whose seconds are used up at once."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []

    def call(self, function: str, seconds: float, *_: Any) -> Any:
        self.asked.append((function, seconds))
        raise isolated.Ended(slow=True)


@pytest.fixture
def over(monkeypatch: pytest.MonkeyPatch) -> Over:
    found = Over()
    monkeypatch.setattr(isolated, "call", found.call)
    return found


LARGE = f"{HEAD}{BODY}{'<i>x</i> ' * limits.SMALL_TAGS}</article></body></html>"


def test_a_large_page_that_takes_too_long_is_rejected_and_the_next_is_read(
    over: Over, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_text(LARGE, encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    for found in (
        list(ingest([str(tmp_path)], limits=Limits(max_seconds=7))),
        list(handed([("a.html", LARGE.encode()), ("b.html", PAGE.encode())], limits=Limits(max_seconds=7))),
    ):  # fmt: skip
        slow, read = found
        assert isinstance(slow, Rejected)
        assert slow.code == "slow"
        assert "more than 7 s of a processor to read (setting max_seconds)" in slow.detail
        assert isinstance(read, Report)
    assert over.asked == [("whence.ingest.html:read", 7)] * 2


def test_fetched_and_archived_pages_have_the_same_time_limit(over: Over) -> None:
    page = Answer("https://example.org/a", "text/html", "utf-8", None, LARGE.encode())
    found = report_of(page, "x.warc", Context())
    assert isinstance(found, Rejected)
    assert found.code == "slow"


def test_a_page_reads_the_same_in_its_own_process() -> None:
    try:
        assert limits.page(LARGE, Limits()) == html.read(LARGE)
    finally:
        isolated.close()


def long_report(text: str) -> Report:
    (found,) = handed([("a.txt", text.encode())], limits=Limits())
    assert isinstance(found, Report)
    return found


def test_a_long_text_is_read_in_a_process_that_can_be_ended_and_in_its_order(over: Over) -> None:
    from tests.readings import FakeReader, FakeResolver
    from whence.bootstrap.read_in_process import apart

    nine_seconds = Settings(max_seconds=9)
    reports = [long_report(TEXT), long_report(f"{TEXT} " * (LONG // 50)), long_report(f"{TEXT} 2")]
    found = list(read_all(reports, FakeReader(), FakeResolver(), apart=apart(nine_seconds)))
    assert [type(one).__name__ for one in found] == ["tuple", "Rejected", "tuple"]
    slow = found[1]
    assert isinstance(slow, Rejected)
    assert (slow.stage, slow.code) == ("read", "slow")
    ((function, seconds),) = over.asked
    assert function == "whence.bootstrap:read_here"
    assert seconds > 9 + len(reports[1].text) / 1_000


def test_a_long_text_reads_the_same_in_its_own_process() -> None:
    from tests.readings import FakeReader, FakeResolver
    from whence import bootstrap
    from whence.bootstrap import read_in_process

    function = read_in_process._READ.partition(":")
    assert function[0] == "whence.bootstrap"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "shared_reader", lambda _: FakeReader())
        patch.setattr(bootstrap, "shared_resolver", FakeResolver)
        found = getattr(bootstrap, function[2])(long_report(TEXT), Settings())
    assert not isinstance(found, Rejected)
