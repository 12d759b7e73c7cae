"""E-mail messages, and pages that browsers saved as one (.eml, .mht, .mhtml).

A message gives its subject, its day and its text; a saved page is read as the page that it was,
with the address that it was saved from.
"""

from __future__ import annotations

import email
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

import msgspec

from whence.ingest import limits as bounds
from whence.ingest import plain, sniff
from whence.ingest.assemble import Draft, Limits
from whence.ingest.normalize import canonical
from whence.ingest.sniff import Unfit
from whence.records import Published

_EMPTY = Unfit("no_text", "the message has no text")


def read(raw: bytes, ending: str, limits: Limits) -> Draft | Unfit:
    """The draft of a message or, where the ending of its name says so, of a saved page."""
    return letter(raw, limits) if ending == ".eml" else saved_page(raw, limits)


def saved_page(raw: bytes, limits: Limits) -> Draft | Unfit:
    """The article of a page that was saved with all its resources."""
    message = _message(raw)
    part = next((one for one in message.walk() if one.get_content_type() == "text/html"), None)
    if part is None:
        return Unfit("no_text", "it has no web page")
    draft = bounds.page(_text(part), limits)
    address = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    if isinstance(draft, Unfit) or draft.url or not address.startswith(("http://", "https://")):
        return draft
    return msgspec.structs.replace(draft, url=address.strip())


def letter(raw: bytes, limits: Limits) -> Draft | Unfit:
    """The text of a message, with its subject for a title and its sender for a byline."""
    message = _message(raw)
    subject = canonical(message.get("Subject", "")) or None
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return _EMPTY
    text = _text(part)
    if not text.strip():
        return _EMPTY
    if part.get_content_type() == "text/html":
        # Imported here: it loads a parser that plain text does not need.
        from whence.ingest import fragment

        text = fragment.text(text, None)
    text = text.replace("\r\n", "\n").strip()
    if len(text) > limits.max_chars:
        text = text[: limits.max_chars + 1]  # enough to be rejected by
    layout = plain.lay_out(text, None)
    published = _date(message)
    return Draft(
        text=text,
        blocks=layout.blocks,
        own_id=message.get("Message-ID", "").strip("<> \t") or None,
        title=subject or layout.title,
        byline=parseaddr(message.get("From", ""))[0] or None,
        published=Published(value=published, found_in="metadata") if published else None,
    )


def _message(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  what this policy makes
    return message


def _text(part: MIMEPart) -> str:
    """A part's text, in the encoding that it declares, or by its bytes."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset:
        try:
            return raw.decode(charset)
        except (LookupError, ValueError):
            pass  # a wrong label, or one that names no charset
    text = sniff.decode(raw, html=part.get_content_type() == "text/html")
    return "" if isinstance(text, Unfit) else text


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(message.get("Date", "")).isoformat()
    except (TypeError, ValueError, IndexError):
        return None
