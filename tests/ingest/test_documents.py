"""Messages, office documents, tables and archives in the forms that programs save them in."""

from __future__ import annotations

import gzip
import io
import json
import textwrap
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.traps import FLOOD, FLOOD_TITLE, MINE, MINE_TITLE, paragraphs
from whence.ingest import Context, Limits, ingest, read
from whence.records import Rejected, Report
from whence.records.report import BlockKind

TEXT = "\n\n".join(MINE)


def one(path: Path) -> Report:
    (report,) = ingest([str(path)])
    assert isinstance(report, Report), report
    return report


def blocks(report: Report, *wanted: BlockKind) -> list[str]:
    return [block.span.of(report.text) for block in report.blocks if block.kind in wanted]


def saved(
    folder: Path, plain: str, marked_up: str | None = None, subject: str = MINE_TITLE
) -> Path:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Ines Farrow <if@courier.example>"
    message["Date"] = "Sun, 02 Mar 2025 12:00:00 +0200"
    message.set_content(plain)
    if marked_up:
        message.add_alternative(marked_up, subtype="html")
    path = folder / "a.eml"
    path.write_bytes(message.as_bytes())
    return path


def test_a_message_whose_plain_form_is_a_note(tmp_path: Path) -> None:
    whole = f"<html><body>{paragraphs(MINE)}<p>You are receiving this because you signed up.</p></body></html>"
    report = one(saved(tmp_path, "View this email in your browser: https://x.example", whole))
    assert blocks(report, "paragraph") == [*MINE]


def test_a_message_that_was_passed_on_is_the_first(tmp_path: Path) -> None:
    first = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Otto Lamm <o@courier.example>\n"
        f"Date: Sat, 1 Mar 2025 at 09:00\nSubject: {MINE_TITLE}\nTo: <x@y.example>\n\n\n"
        f"{TEXT}\n\n--\nIda Bern\nSent from a telephone"
    )
    report = one(saved(tmp_path, first, subject=f"Fwd: Re: {MINE_TITLE}"))
    assert blocks(report, "paragraph") == [*MINE]
    assert report.title == MINE_TITLE
    assert report.byline == "Otto Lamm"
    assert report.published is not None
    assert report.published.value.startswith("2025-03-01")


def test_what_a_message_answers_is_not_read(tmp_path: Path) -> None:
    answered = "\n\nOn Sat, 1 Mar 2025, Otto wrote:\n> What happened?\n>\n> Tell me.\n"
    report = one(saved(tmp_path, TEXT + answered, subject=f"Re: {MINE_TITLE}"))
    assert blocks(report, "paragraph") == [*MINE]


def test_paragraphs_of_two_lines_that_are_wrapped(tmp_path: Path) -> None:
    wrapped = "\n\n".join(textwrap.fill(words, 72) for words in MINE)
    report = one(saved(tmp_path, wrapped))
    assert [" ".join(words.split()) for words in blocks(report, "paragraph")] == [*MINE]


def test_two_lines_that_are_two_stay_two() -> None:
    raw = f"{MINE_TITLE}\nThe company denies it\n\n{TEXT}".encode()
    (report,) = read(io.BytesIO(raw), "a.txt", Context())
    assert isinstance(report, Report)
    assert blocks(report, "headline") == [MINE_TITLE]
    assert blocks(report, "paragraph")[0] == "The company denies it"


def test_headings_and_tables_of_an_office_document(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading(FLOOD_TITLE, 0)
    document.add_paragraph(FLOOD[0])
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Drowned", "9"
    document.add_heading("The warning", 2)
    document.add_paragraph(FLOOD[3])
    document.save(tmp_path / "a.docx")
    report = one(tmp_path / "a.docx")
    assert [(block.kind, block.span.of(report.text)) for block in report.blocks] == [
        ("headline", FLOOD_TITLE),
        ("paragraph", FLOOD[0]),
        ("row", "Drowned | 9"),
        ("subhead", "The warning"),
        ("paragraph", FLOOD[3]),
    ]


def test_an_open_document_with_a_table(tmp_path: Path) -> None:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    content = (
        f"<office:document-content{names}><office:body><office:text><text:h>{FLOOD_TITLE}</text:h>"
        f"<text:p>{FLOOD[0].replace(' ', '<text:s/>', 1)}</text:p><text:h>The toll</text:h>"
        "<table:table><table:table-row><table:table-cell><text:p>Drowned</text:p></table:table-cell>"
        "<table:table-cell><text:p>9</text:p></table:table-cell></table:table-row></table:table>"
        f"<text:p>{FLOOD[1]}<text:line-break/>x</text:p></office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as packed:
        packed.writestr("content.xml", content)
    report = one(tmp_path / "a.odt")
    assert blocks(report, "paragraph") == [FLOOD[0], f"{FLOOD[1]} x"]
    assert blocks(report, "row") == ["Drowned | 9"]
    assert blocks(report, "subhead") == ["The toll"]


@pytest.mark.parametrize(
    ("name", "line", "row"),
    [
        ("a.csv", "id,title,text,date,url", 'r1,"{0}","{1}",2025-03-02,https://c.example/1'),
        ("a.csv", "Id;Title;Body;Date;Link", 'r1;"{0}";"{1}";2025-03-02;https://c.example/1'),
        ("a.tsv", "id\ttitle\tarticle_text\tpub_date\turl", "r1\t{0}\t{1}\t2025-03-02\thttps://c.example/1"),
    ],
)  # fmt: skip
def test_a_table_is_a_report_a_row(tmp_path: Path, name: str, line: str, row: str) -> None:
    text = "\ufeff" + line + "\n" + row.format(MINE_TITLE, MINE[0]) + "\n"
    (tmp_path / name).write_text(text, "utf-8")
    report = one(tmp_path / name)
    assert (report.title, report.text, report.url) == (MINE_TITLE, MINE[0], "https://c.example/1")
    assert report.published is not None
    assert report.published.value == "2025-03-02"


def test_a_table_without_texts_says_so(tmp_path: Path) -> None:
    path = tmp_path / "story-urls.csv"
    path.write_text("id,media_name,publish_date,title,url\n1,a,2025-03-02,b,https://c.example/1\n")
    (found,) = ingest([str(path)])
    assert isinstance(found, Rejected)
    assert (found.code, "only has addresses" in found.detail) == ("no_text", True)
    # In a folder it may be anything.
    (tmp_path / "b.txt").write_text(TEXT)
    assert [isinstance(result, Report) for result in ingest([str(tmp_path)])] == [True]


def test_words_of_pages_without_their_markup(tmp_path: Path) -> None:
    menu = ["Home", "World news", "Subscribe"]
    words = [MINE_TITLE, *menu, *MINE, "Sign up for our newsletter today.", MINE[0]]
    body = "\n".join(words).encode()
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://c.example/1\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    raw = head.encode() + body + b"\r\n\r\n"
    for name in ("CC-MAIN-1.warc.wet", "CC-MAIN-1.warc.wet.gz"):
        path = tmp_path / name
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        report = one(path)
        assert (report.title, report.url) == (MINE_TITLE, "https://c.example/1")
        assert blocks(report, "paragraph") == [*MINE]


def feed(folder: Path, items: str) -> list[Report | Rejected]:
    path = folder / "feed.xml"
    path.write_text(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Sarn Courier</title>'
        f"{items}</channel></rss>"
    )
    return list(ingest([str(path)], limits=Limits(fetch_pages=False)))


@pytest.mark.parametrize(
    "link", ["<link>https://c.example/1</link>", '<guid isPermaLink="false">c-1</guid>']
)
def test_a_feed_s_text_has_its_outlet_and_author(tmp_path: Path, link: str) -> None:
    whole = (
        paragraphs(MINE)
        + "<p>The post <a href='x'>Six miners</a> appeared first on <a href='y'>The Sarn Courier</a>.</p>"
    )
    (report,) = feed(
        tmp_path,
        f"<item><title>{MINE_TITLE}</title>{link}<dc:creator>Ines Farrow</dc:creator>"
        f"<content:encoded><![CDATA[{whole}]]></content:encoded></item>",
    )
    assert isinstance(report, Report)
    assert (report.publisher, report.byline) == ("The Sarn Courier", "Ines Farrow")
    assert report.url == ("https://c.example/1" if "https" in link else None)
    assert blocks(report, "paragraph") == [*MINE]


def test_a_description_that_is_the_whole_text(tmp_path: Path) -> None:
    (report,) = feed(
        tmp_path,
        f"<item><title>{MINE_TITLE}</title><link>https://c.example/1</link>"
        f"<description><![CDATA[{paragraphs((*MINE, *FLOOD))}]]></description></item>",
    )
    assert isinstance(report, Report)
    assert blocks(report, "paragraph") == [*MINE, *FLOOD]


def objects(value: Any) -> list[Report | Rejected]:
    return list(read(io.BytesIO(json.dumps(value).encode()), "a.json", Context()))


@pytest.mark.parametrize(
    "body",
    [
        [*MINE],
        [{"type": "paragraph", "text": words} for words in MINE],
        {"content": [{"value": words} for words in MINE]},
    ],
)
def test_a_text_in_pieces(body: Any) -> None:
    (report,) = objects({"title": MINE_TITLE, "body": body})
    assert isinstance(report, Report)
    assert blocks(report, "paragraph") == [*MINE]


@pytest.mark.parametrize(
    "value",
    [
        {"Title": MINE_TITLE, "Body": TEXT, "Date": "2025-03-02", "Author": "By Ines Farrow"},
        {"title": MINE_TITLE, "article-text": TEXT, "published": {"$date": "2025-03-02T00:00:00Z"}, "byline": "Ines Farrow"},
        {"title": MINE_TITLE, "raw_content": TEXT, "date": {"$date": {"$numberLong": "1740873600000"}}, "by": "by Ines Farrow"},
        {"title": MINE_TITLE, "excerpt": MINE[0][:30], "summary": TEXT, "published_date": "2025-03-02 00:00:00", "authors": ["Ines Farrow"]},
        {"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "headline": MINE_TITLE, "articleBody": TEXT, "datePublished": "2025-03-02", "author": {"name": "Ines Farrow"}}]},
    ],
)  # fmt: skip
def test_keys_in_other_forms(value: Any) -> None:
    (report,) = objects(value)
    assert isinstance(report, Report)
    assert report.text == TEXT
    assert (report.title, report.byline) == (MINE_TITLE, "Ines Farrow")
    assert report.published is not None
    assert report.published.value[:10] == "2025-03-02"


def test_an_empty_list_and_a_text_that_was_cut() -> None:
    (empty,) = objects({"articles": []})
    assert isinstance(empty, Rejected)
    assert empty.code == "empty"
    (cut,) = objects({"title": MINE_TITLE, "content": f"{MINE[0][:90]}… [+1234 chars]"})
    assert isinstance(cut, Report)
    assert cut.text == f"{MINE[0][:90]}…"
