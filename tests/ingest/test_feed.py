"""Feeds and sitemaps, well made and not, and the pages that they list."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.ingest.site import Site, answer
from whence.ingest import Limits, feed, http_client, ingest
from whence.ingest.sniff import Unfit
from whence.records import Rejected, Report

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Sulla Courier</title><link>https://sulla.example/</link>
<atom:link href="https://sulla.example/feed" rel="self"/>
<!-- two of them -->
<item><title>Port</title><link>/port</link><pubDate>Mon, 04 Mar 2024 09:30:00 +0100</pubDate></item>
<item><title>Vote</title><guid>https://sulla.example/vote</guid></item>
<item><title>No address</title><guid isPermaLink="false">tag:1</guid></item>
<item><title>Port again</title><link>https://sulla.example/port</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><id>urn:1</id>
<entry><link rel="enclosure" href="/a.mp3"/><link rel="replies" href="/a/talk"/>
<link href="/a"/><published>2024-03-04T09:30:00Z</published><updated>2024-03-09</updated></entry>
<entry><id>https://sulla.example/b</id><updated>2024-03-05T00:00:00Z</updated></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://sulla.example/a</loc><lastmod>2024-03-09</lastmod><news:news>
<news:publication_date>2024-03-04</news:publication_date></news:news></url></urlset>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><items/></channel><item><link>https://sulla.example/a</link>
<dc:date>2024-03-04</dc:date></item></rdf:RDF>"""


def entries(words: str) -> list[tuple[str, str | None]]:
    found = feed.parse(words.encode(), "https://sulla.example/feed")
    assert isinstance(found, feed.Listed), found
    return [(entry.address, entry.published) for entry in found.entries]


def test_rss() -> None:
    assert entries(RSS) == [
        ("https://sulla.example/port", "2024-03-04T09:30:00+01:00"),
        ("https://sulla.example/vote", None),
    ]


def test_atom() -> None:
    assert entries(ATOM) == [
        ("https://sulla.example/a", "2024-03-04T09:30:00+00:00"),
        ("https://sulla.example/b", "2024-03-05T00:00:00+00:00"),
    ]


def test_a_news_sitemap_has_when_a_page_was_published_not_modified() -> None:
    assert entries(SITEMAP) == [("https://sulla.example/a", "2024-03-04")]


def test_rss_1() -> None:
    assert entries(RDF) == [("https://sulla.example/a", "2024-03-04")]


def test_a_sitemap_of_sitemaps() -> None:
    index = "<sitemapindex><sitemap><loc>/one.xml</loc></sitemap></sitemapindex>"
    found = feed.parse(index.encode(), "https://sulla.example/")
    assert found == feed.Listed((), ("https://sulla.example/one.xml",))


def test_broken_markup_costs_no_items() -> None:
    spoiled = RSS.replace("<title>Port</title>", "<title>Port & ships &nbsp;<b></title>")
    assert [address for address, _ in entries(spoiled)] == [
        "https://sulla.example/port",
        "https://sulla.example/vote",
    ]


def test_an_entry_that_came_from_another_feed() -> None:
    source = "<source><link href='https://other.example/'/></source>"
    assert entries(ATOM.replace("<entry>", f"<entry>{source}"))[0][0] == "https://sulla.example/a"


@pytest.mark.parametrize(
    "date",
    [
        "Mon, 01 Jan 99999999999999999999 10:00:00 +0000", "Mon, 04 Mar 2024 09:30:99999999999 +0100",
        "Mon, 04 Mar 2024 09:30:00 +99999999999999999999", f"Mon, {'1' * 5_000} Mar 2024",
        "Mon, \u00b2 Mar 2024 09:30:00 +0100",
    ],
)  # fmt: skip
def test_a_bad_date_does_not_lose_the_feed(date: str) -> None:
    words = RSS.replace("Mon, 04 Mar 2024 09:30:00 +0100", date)
    assert [one[1] for one in entries(words)] == [None, *(one[1] for one in entries(RSS)[1:])]


def test_an_unreadable_date_is_left_out() -> None:
    assert entries(ATOM.replace("2024-03-04T09:30:00Z", "yesterday"))[0][1] == "2024-03-09"
    assert entries(RSS.replace("Mon, 04 Mar 2024 09:30:00 +0100", "32 Foo 99"))[0][1] is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "not a feed"),
        ("not XML at all", "not RSS"),
        ("<html><body><p>A page</p></body></html>", "not RSS"),
        ("<rss><channel></channel></rss>", "lists nothing"),
        ("<rss><channel><item><title>a</title></item></channel></rss>", "1 items"),
    ],
)
def test_what_is_no_feed(words: str, why: str) -> None:
    found = feed.parse(words.encode(), None)
    assert isinstance(found, Unfit)
    assert why in found.detail


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("/stolen")
    words = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">'
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<rss><channel><item><link>https://sulla.example/&x;</link></item>"
        "<item><link>https://sulla.example/b&b;</link></item></channel></rss>"
    )
    found = feed.parse(words.encode(), None)
    assert "stolen" not in str(found)
    assert "aaaaaaaaaa" not in str(found)


def test_ten_thousand_items() -> None:
    items = "".join(f"<item><link>/{n}</link></item>" for n in range(10_000))
    assert len(entries(f"<rss><channel>{items}</channel></rss>")) == 10_000


def page(title: str, head: str = "") -> bytes:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        "<p>The port of Sulla reopened before noon, the mayor said, and the first ships left it "
        "with the tide.</p><p>Nobody was hurt in the storm that had closed it for three days.</p>"
        "</article></body></html>"
    ).encode()


def taken(*sources: str) -> list[Report | Rejected]:
    return list(ingest(sources, limits=Limits(private_addresses=True)))


def reports(found: list[Report | Rejected]) -> list[Report]:
    return [one for one in found if isinstance(one, Report)]


def test_the_pages_of_a_feed_are_taken_in(site: Site) -> None:
    rss = RSS.replace("https://sulla.example", site.root)
    site.scripts["/feed"] = answer(200, rss.encode(), Content_Type="application/rss+xml")
    site.scripts["/port"] = answer(200, page("Port reopens"))
    found = taken(site.root + "/feed")
    (report,) = reports(found)
    assert report.title == "Port reopens"
    assert report.published
    assert (report.published.value, report.published.found_in) == (
        "2024-03-04T09:30:00+01:00",
        "feed",
    )
    assert isinstance(found[1], Rejected)
    assert (found[1].source, found[1].code) == (site.root + "/vote", "status")


def test_a_page_knows_its_own_date_better(site: Site) -> None:
    head = '<meta property="article:published_time" content="2024-03-03T08:00:00Z">'
    atom = ATOM.replace("https://sulla.example", site.root)
    site.scripts["/feed"] = answer(200, atom.encode(), Content_Type="text/xml")
    site.scripts["/a"] = answer(200, page("Port reopens", head))
    (report,) = reports(taken(site.root + "/feed"))
    assert report.published
    assert report.published.value.startswith("2024-03-03")
    assert report.published.found_in == "metadata"


def test_a_feed_sent_as_html_is_still_read(site: Site) -> None:
    atom = ATOM.replace("https://sulla.example", site.root)
    site.scripts["/feed"] = answer(200, atom.encode())
    site.scripts["/a"] = site.scripts["/b"] = answer(200, page("Port reopens"))
    assert len(reports(taken(site.root + "/feed"))) == 2


def test_sitemaps_packed_and_one_within_another(site: Site) -> None:
    index = "<sitemapindex><sitemap><loc>/one.xml.gz</loc></sitemap>"
    index += "<sitemap><loc>/map.xml</loc></sitemap><sitemap><loc>/none.xml</loc></sitemap>"
    site.scripts["/map.xml"] = answer(
        200, f"{index}</sitemapindex>".encode(), Content_Type="application/xml"
    )
    one = gzip.compress(SITEMAP.replace("https://sulla.example", site.root).encode())
    site.scripts["/one.xml.gz"] = answer(200, one, Content_Type="application/gzip")
    site.scripts["/a"] = answer(200, page("Port reopens"))
    found = taken(site.root + "/map.xml")
    assert [one.title for one in reports(found)] == ["Port reopens"]
    assert [one.source for one in found if isinstance(one, Rejected)] == [site.root + "/none.xml"]
    assert site.asked.count("/map.xml") == 1


def test_a_feed_in_a_file(site: Site, tmp_path: Path) -> None:
    rss = RSS.replace("<link>/port<", "<link>https://sulla.example/port<")
    rss = rss.replace("https://sulla.example", site.root)
    (tmp_path / "courier.rss").write_text(rss)
    site.scripts["/port"] = answer(200, page("Port reopens"))
    found = taken(str(tmp_path / "courier.rss"), str(tmp_path / "none.rss"))
    assert len(reports(found)) == 1
    assert [one.code for one in found if isinstance(one, Rejected)] == ["status", "missing"]


def test_a_site_is_not_hurried(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(http_client, "_POLITE", 3.0)
    monkeypatch.setattr("time.sleep", waited.append)
    site.scripts["/a"] = answer(200, page("Port reopens"))
    fetcher = http_client.Web(100_000, private=True)
    fetcher.fetch(site.root + "/a")
    assert not waited
    fetcher.fetch(site.root + "/a")
    fetcher.close()
    assert 2 < sum(waited) <= 3
