"""Feeds, exports and archives in the shapes that they come in."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.ingest.site import Site, answer
from tests.ingest.traps import FLOOD, FLOOD_TITLE, MINE, MINE_TITLE, page, paragraphs
from whence.ingest import Context, Limits, ingest, read
from whence.records import Rejected, Report
from whence.serve.cli.read import command

TEXT = "\n\n".join(MINE)
MARKUP = paragraphs(MINE) + "<p>Sign up for our newsletter and get the news in your inbox.</p>"
DAY = "2025-03-02"


def take(value: Any, name: str = "in.json") -> list[Report | Rejected]:
    return list(read(io.BytesIO(json.dumps(value).encode()), name, Context()))


SHAPES: dict[str, Any] = {
    "Event Registry": {
        "articles": {
            "results": [
                {
                    "uri": "8001", "lang": "eng", "date": DAY, "dateTime": f"{DAY}T07:15:00Z", "url": "https://sarn.example/1",
                    "title": MINE_TITLE, "body": TEXT, "source": {"uri": "sarn.example", "title": "The Sarn Courier"},
                    "authors": [{"name": "Ines Farrow", "type": "author"}],
                }
            ]
        }
    },
    "NewsCatcher": {
        "status": "ok", "total_hits": 1,
        "articles": [
            {
                "title": MINE_TITLE, "author": "Ines Farrow", "published_date": f"{DAY} 07:15:00", "link": "https://sarn.example/1",
                "name_source": "The Sarn Courier", "clean_url": "sarn.example", "content": TEXT, "language": "en", "id": "a1",
            }
        ],
    },
    "NewsAPI": {
        "status": "ok",
        "articles": [
            {
                "source": {"id": None, "name": "The Sarn Courier"}, "author": "Ines Farrow", "title": MINE_TITLE,
                "url": "https://sarn.example/1", "publishedAt": f"{DAY}T07:15:00Z", "content": TEXT,
            }
        ],
    },
    "the Guardian's": {
        "response": {
            "results": [
                {
                    "id": "w/1", "webTitle": MINE_TITLE, "webPublicationDate": f"{DAY}T07:15:00Z", "webUrl": "https://sarn.example/1",
                    "fields": {"bodyText": TEXT, "byline": "Ines Farrow", "publication": "The Sarn Courier"},
                }
            ]
        }
    },
    "JSON Feed": {
        "version": "https://jsonfeed.org/version/1.1", "title": "The Sarn Courier",
        "items": [
            {
                "id": "1", "url": "https://sarn.example/1", "title": MINE_TITLE, "content_html": MARKUP,
                "date_published": f"{DAY}T07:15:00Z", "authors": [{"name": "Ines Farrow"}],
            }
        ],
    },
    "schema.org": {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": MINE_TITLE, "articleBody": TEXT,
        "datePublished": DAY, "author": {"@type": "Person", "name": "Ines Farrow"},
        "publisher": {"@type": "Organization", "name": "The Sarn Courier"},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_service_s_shape(name: str) -> None:
    (report,) = take(SHAPES[name])
    assert isinstance(report, Report), report
    assert [words for words in MINE if words not in report.text] == []
    assert "newsletter" not in report.text
    assert (report.title, report.publisher) == (MINE_TITLE, "The Sarn Courier")
    assert report.byline == "Ines Farrow"
    assert report.published is not None
    assert report.published.value[:10] == DAY


def test_wordpress_s_shape() -> None:
    value = [{"id": 3, "date": f"{DAY}T07:15:00", "title": {"rendered": "It&#8217;s over"}, "content": {"rendered": MARKUP}}]  # fmt: skip
    (report,) = take(value)
    assert isinstance(report, Report)
    assert report.title == "It’s over"
    assert "<p>" not in report.text


def test_json_of_media_cloud_elasticsearch_and_objects_by_id() -> None:
    for value in (
        {
            "stories": [
                {
                    "stories_id": 7,
                    "media_name": "x",
                    "title": "T",
                    "publish_date": DAY,
                    "text": TEXT,
                }
            ]
        },
        {"hits": {"hits": [{"_id": "q", "_source": {"title": "T", "text": TEXT, "date": DAY}}]}},
        {"12": {"title": "T", "body": TEXT, "pubDate": f"Sun, 02 Mar {DAY[:4]} 07:15:00 GMT"}},
    ):
        (report,) = take(value)
        assert isinstance(report, Report), report
        assert report.text == TEXT
        assert report.published is not None
        assert report.published.value[:10] == DAY
        assert report.origin.source in {"7", "q", "12"}


def test_a_list_of_addresses_says_that_it_holds_no_text() -> None:
    value = {"articles": [{"url": "https://sarn.example/1", "title": "T", "seendate": "20250302T071500Z"}]}  # fmt: skip
    (found,) = take(value)
    assert isinstance(found, Rejected)
    assert found.code == "no_text"
    assert "only has an address" in found.detail


def test_any_text_is_unchanged() -> None:
    (report,) = take({"text": f"<p>{MINE[0]}</p><p>{MINE[1]}</p>"})
    assert isinstance(report, Report)
    assert report.text.startswith("<p>")


def test_a_message(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = MINE_TITLE, "Ines Farrow <ines@sarn.example>"
    message["Date"] = "Sun, 2 Mar 2025 07:15:00 +0000"
    message.set_content(TEXT)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    (report,) = ingest([str(tmp_path)])
    assert isinstance(report, Report)
    assert (report.title, report.byline) == (MINE_TITLE, "Ines Farrow")
    assert [words for words in MINE if words not in report.text] == []
    assert report.published is not None
    assert report.published.value[:10] == DAY


def test_a_page_that_a_browser_saved_as_one(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://sarn.example/1"
    message.set_content(
        page(f"<h1>{MINE_TITLE}</h1>{paragraphs(MINE)}", MINE_TITLE), subtype="html"
    )
    message.make_related()
    message.add_related(b"x", "image", "png")
    (tmp_path / "a.mhtml").write_bytes(message.as_bytes())
    (report,) = ingest([str(tmp_path)])
    assert isinstance(report, Report)
    assert (report.title, report.url) == (MINE_TITLE, "https://sarn.example/1")
    assert [words for words in MINE if words not in report.text] == []


def test_an_office_document(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading(FLOOD_TITLE, 0)
    for words in FLOOD:
        document.add_paragraph(words)
    document.save(tmp_path / "a.docx")
    (report,) = ingest([str(tmp_path)])
    assert isinstance(report, Report)
    assert report.title == FLOOD_TITLE
    assert [words for words in FLOOD if words not in report.text] == []


def test_a_pdf_of_pictures_says_so(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 300)
    writer.write(tmp_path / "a.pdf")
    (found,) = ingest([str(tmp_path / "a.pdf")])
    assert isinstance(found, Rejected)
    assert "scanned" in found.detail


def test_a_broken_document_is_a_reason(tmp_path: Path) -> None:
    for name in ("a.odt", "b.docx", "c.pdf", "d.mhtml", "e.eml"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 nothing")
        (found,) = ingest([str(tmp_path / name)])
        assert isinstance(found, Rejected | Report)
        assert isinstance(found, Rejected) or name == "e.eml"


def test_an_archive_of_the_old_format_that_is_cut(tmp_path: Path) -> None:
    whole = (Path(__file__).parent / "cases" / "handover" / "pages.arc").read_bytes()
    (tmp_path / "a.arc").write_bytes(whole[: len(whole) - 900])
    found = list(ingest([str(tmp_path / "a.arc")]))
    assert isinstance(found[0], Report)


def test_a_feed_s_own_text_replaces_a_dead_page(tmp_path: Path, site: Site) -> None:
    whole = "".join(f"<p>{words}</p>" for words in MINE)
    items = (
        f"<item><title>{MINE_TITLE}</title><link>{site.root}/dead</link>"
        "<pubDate>Sun, 02 Mar 2025 07:15:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{whole}]]></content:encoded></item>"
        f"<item><title>Gone</title><link>{site.root}/gone</link><description>Short.</description></item>"
    )
    raw = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"{items}</channel></rss>"
    )
    (tmp_path / "a.rss").write_text(raw, "utf-8")
    limits = Limits(private_addresses=True, obey_robots=False)
    report, gone = ingest([str(tmp_path / "a.rss")], limits=limits)
    assert isinstance(report, Report), report
    assert isinstance(gone, Rejected)
    assert [words for words in MINE if words not in report.text] == []
    assert report.title == MINE_TITLE
    assert report.published is not None
    assert report.published.found_in == "feed"


def test_a_feed_s_own_text_where_pages_are_not_to_be_fetched(tmp_path: Path, site: Site) -> None:
    site.scripts["/a"] = answer(
        200, page(f"<h1>{FLOOD_TITLE}</h1>{paragraphs(FLOOD)}", FLOOD_TITLE).encode()
    )
    entry = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{MINE_TITLE}</title><link href="{site.root}/a"/>'
        f'<content type="html">{paragraphs(MINE).replace("<", "&lt;")}</content></entry></feed>'
    )
    (tmp_path / "a.atom").write_text(entry, "utf-8")
    limits = Limits(private_addresses=True, obey_robots=False, fetch_pages=False)
    (report,) = ingest([str(tmp_path / "a.atom")], limits=limits)
    assert isinstance(report, Report), report
    assert MINE[0] in report.text
    assert site.asked == []


def test_explain_says_what_became_of_each_block(tmp_path: Path) -> None:
    body = f"<h1>{MINE_TITLE}</h1>{paragraphs(MINE)}<div class='newsletter'><p>Sign up for our newsletter.</p></div>"
    (tmp_path / "a.html").write_text(page(body, MINE_TITLE), "utf-8")
    (tmp_path / "b.txt").write_text(f"{FLOOD_TITLE}\n\n{FLOOD[0]}\n", "utf-8")
    shown = CliRunner().invoke(command, ["--explain", str(tmp_path)])
    assert shown.exit_code == 0, shown.output
    assert "  paragraph   +5.0  Rescuers reached" in shown.output
    assert "  furniture" in shown.output
    assert "it is a line about the page" in shown.output
    assert f"  headline    {FLOOD_TITLE}" in shown.output
