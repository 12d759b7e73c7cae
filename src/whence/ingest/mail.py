"""E-mail messages, and pages that browsers saved as one (.eml, .mht, .mhtml).

A message gives its subject, its day and its text; a saved page is read as the page that it was,
with the address that it was saved from.
"""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

import msgspec

from whence.ingest import dates, plain, sniff
from whence.ingest import limits as bounds
from whence.ingest.assemble import Draft, Limits
from whence.ingest.normalize import canonical
from whence.ingest.sniff import Unfit
from whence.records import Published

#: Letters of a plain form that only says where the other is.
_NOTE = 400
#: Letters in which a message that is passed on begins.
_HEAD = 1500
_PASSED_ON = re.compile(
    r"(?im)^[ \t]*-{2,}\s*(?:forwarded|original)\s+message\s*-{2,}[ \t]*\n"
    r"(?P<head>(?:\*?(?:from|date|sent|subject|to|cc|reply-to):[^\n]*\n(?:[ \t]+[^\n]+\n)*)+)\s*\n"
)
_ANSWER = re.compile(r"(?i)^(?:(?:re|fwd?|aw|wg)\s*:\s*)+")
_ANSWERED = re.compile(r"\n[^\n]{5,120}\bwrote:\s*\n(?:\s*>[^\n]*(?:\n|$)|\s*\n)+\s*$")
_SIGNATURE = re.compile(r"\n--[ \t]*\n(?:[^\n]{0,80}(?:\n|$)){0,8}$")
_NO_PAGE = Unfit("no_text", "it has no web page")
_EMPTY = Unfit("no_text", "the message has no text")


def read(raw: bytes, ending: str, limits: Limits) -> Draft | Unfit:
    """The draft of a message or, where the ending of its name says so, of a saved page."""
    return letter(raw, limits) if ending == ".eml" else saved_page(raw, limits)


def saved_page(raw: bytes, limits: Limits) -> Draft | Unfit:
    """The article of a page that was saved with all its resources."""
    message = _message(raw)
    part = _page_in(message)
    if part is None:
        return _NO_PAGE
    draft = bounds.page(_text(part), limits)
    address = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    if isinstance(draft, Unfit) or draft.url or not address.startswith(("http://", "https://")):
        return draft
    return msgspec.structs.replace(draft, url=address.strip())


def markup(raw: bytes) -> str | Unfit:
    """The markup of a page that was saved with all its resources."""
    part = _page_in(_message(raw))
    return _NO_PAGE if part is None else _text(part)


def _page_in(message: EmailMessage) -> MIMEPart | None:
    return next((one for one in message.walk() if one.get_content_type() == "text/html"), None)


def letter(raw: bytes, limits: Limits) -> Draft | Unfit:
    """The text of a message, with its subject for a title and its sender for a byline.

    Of a message that was passed on it is the first message's; what it answers, and the signature,
    are left out.
    """
    message = _message(raw)
    text = _words(message)
    if not text:
        return _EMPTY
    subject, sender = canonical(message.get("Subject", "")), message.get("From", "")
    published = _date(message.get("Date", ""))
    passed = _PASSED_ON.search(text[:_HEAD])
    if passed:
        head = email.message_from_string(passed["head"].replace("*", ""), policy=policy.default)
        subject = canonical(head.get("Subject", "")) or subject
        sender = head.get("From", "") or sender
        published = _date(head.get("Date", head.get("Sent", ""))) or published
        text = text[passed.end() :].strip()
    text = _SIGNATURE.sub("", _ANSWERED.sub("", text)).strip() or text
    if len(text) > limits.max_chars:
        text = text[: limits.max_chars + 1]  # enough to be rejected by
    layout = plain.lay_out(text, None)
    return Draft(
        text=text,
        blocks=layout.blocks,
        own_id=message.get("Message-ID", "").strip("<> \t") or None,
        title=_ANSWER.sub("", subject) or layout.title,
        byline=parseaddr(str(sender))[0] or None,
        published=Published(value=published, found_in="metadata") if published else None,
    )


def _words(message: EmailMessage) -> str:
    """A message's text; of its two forms the plain one, where that is no note about the other."""
    found = {}
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        text = _text(part) if part is not None else ""
        if text.strip() and kind == "html":
            # Imported here: it loads a parser that plain text does not need.
            from whence.ingest import fragment

            text = fragment.text(text, None)
        found[kind] = text.replace("\r\n", "\n").strip()
    plain_, marked_up = found["plain"], found["html"]
    is_note = len(plain_) < _NOTE and len(marked_up) > 2 * len(plain_)
    return marked_up if is_note or not plain_ else plain_


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


def _date(words: object) -> str | None:
    try:
        return parsedate_to_datetime(str(words)).isoformat()
    except (TypeError, ValueError, IndexError):
        return dates.parse(str(words))
