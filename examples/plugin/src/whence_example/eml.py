"""E-mail messages in files: press releases, newsletters, wires that come by mail."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from whence.records import Origin, Published, Rejected, Report, digest

_HEADERS = ("From", "Date", "Message-ID", "Subject")


class MessageParser:
    """Reads a message's plain text; subject, sender, date become title, byline, date."""

    endings = (".eml",)
    media_types = ("message/rfc822",)

    def parse(self, raw: bytes, source: str) -> Iterator[Report | Rejected]:
        """Keeps `whence.ports.Parser`; what fails here in any other way, whence rejects itself."""
        message = message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)  # noqa: S101  the policy's own kind
        if not any(message[name] for name in _HEADERS):
            yield _rejected(source, "no_message", "it has none of a message's headers")
            return
        body = message.get_body(preferencelist=("plain",))
        if body is None:
            yield _rejected(source, "no_text", "the message has no part in plain text")
            return
        yield Report(
            id="",  # whence makes it, from what the report is and says
            identity=_words(message, "Message-ID") or "",
            origin=Origin(source=source, media_type=self.media_types[0], raw_digest=digest(raw)),
            text=body.get_content(),
            title=_words(message, "Subject"),
            byline=_sender(message),
            published=_published(message),
        )


def _rejected(source: str, code: str, detail: str) -> Rejected:
    return Rejected(source=source, stage="ingest", code=code, detail=detail)


def _words(message: EmailMessage, header: str) -> str | None:
    return " ".join(str(message[header] or "").split()) or None


def _sender(message: EmailMessage) -> str | None:
    addresses = getattr(message["From"], "addresses", ())
    return next((one.display_name for one in addresses if one.display_name), None)


def _published(message: EmailMessage) -> Published | None:
    """The date header, if it can be understood."""
    moment = getattr(message["Date"], "datetime", None)
    return Published(value=moment.isoformat(), found_in="metadata") if moment else None
