import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ingest import sniff
from whence.ingest.normalize import canonical
from whence.ingest.sniff import Unfit

FRENCH = "« Ça va très bien », a déclaré le ministre à la presse hier après-midi. Élève, où, naïve."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_in_any_form(encoding: str) -> None:
    text = "The minister said “no” – twice, and left. " * 4
    assert sniff.decode(text.encode(encoding)) == text


def test_an_old_encoding_is_found() -> None:
    text = "“We don’t know,” the minister said – and left the café. " * 10
    assert sniff.decode(text.encode("cp1252")) == text


def test_a_page_may_name_its_encoding() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź</body></html>'
    assert sniff.decode(page.encode("iso-8859-2"), html=True) == page
    lying = page.encode()  # UTF-8 that claims to be Latin 2
    assert sniff.decode(lying, html=True) == page


@pytest.mark.parametrize(
    "words", ["José Peña shut the café.", "The bill was £40,000, or €45,000.", "A naïve clerk."]
)
def test_an_odd_letter_in_english_is_western(words: str) -> None:
    text = "The mayor told reporters that the harbour would stay closed until Friday. " * 9 + words
    assert sniff.decode(text.encode("cp1252")) == text


def test_latin_1_on_the_web_means_cp1252() -> None:
    page = '<meta charset="latin-1"><p>“Yes”</p>'
    assert sniff.decode(page.encode("cp1252"), html=True) == page


def test_what_nothing_can_decode_says_where() -> None:
    found = sniff.decode(codecs.BOM_UTF8 + b"abc\xff\xfe")
    assert isinstance(found, Unfit)
    assert found.code == "encoding"


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"Hello", "a.txt", "text"),
        (b"<html><p>x", "a.txt", "text"),
        (b"<html><p>x", "a.html", "html"),
        (b"no markup at all", "a.html", "text"),
        (b"<!DOCTYPE html><p>x", "-", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', "page", "html"),
        (b'{"text": "x"}', "-", "json"),
        (b'{"text": "x"}\n{"text": "y"}\n', "-", "jsonl"),
        (b'[{"text": "x"}]', "-", "json"),
        (b"[UPDATED] Port explosion", "-", "text"),
        (b'{"text": "x"}', "a.ndjson", "jsonl"),
        ("Plain".encode("utf-16"), "a.txt", "text"),
        (b"", "a.txt", "text"),
    ],
)
def test_types(head: bytes, name: str, kind: str) -> None:
    assert sniff.type_of(head, name) == kind


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"%PDF-1.7\n", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"PK\x03\x04", "binary"),
        (b"text\x00more", "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
        (b"WARC/1.0\r\n", "unsupported"),
        (b'<?xml version="1.0"?><rss>', "unsupported"),
    ],
)
def test_what_is_no_report(head: bytes, code: str) -> None:
    found = sniff.type_of(head, "x")
    assert isinstance(found, Unfit)
    assert found.code == code


@given(st.binary(), st.booleans())
def test_any_bytes_are_text_or_a_reason(raw: bytes, html: bool) -> None:
    found = sniff.decode(raw, html=html)
    assert isinstance(found, str) or found.detail
    sniff.type_of(raw, "-")


@given(st.text())
def test_the_canonical_form_is_final(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert "\n" not in once


def test_the_canonical_form() -> None:
    assert canonical(" e\u0301t\u00e9\u00a0\u200b\u202e x\u00ad-\t\ny ") == "été x- y"
    assert canonical("👩\u200d🚒") == "👩\u200d🚒"
