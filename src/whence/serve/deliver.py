"""Sends alerts: to webhooks, signed, and as e-mail.

Webhooks are called over guarded connections: to no address inside the network unless the settings
allow it, and no redirect is followed. Certain failures are distinguished from those where it may
have arrived: only the first may be sent again later.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import smtplib
import ssl
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

import httpx
import msgspec

from whence.errors import SettingsError
from whence.settings import Settings

SCHEMA = "whence.alert/1"
#: For one message, so that a server that does not answer holds up no others. A guess, not measured.
_SECONDS = 15.0
#: More would hold up the next alert.
_TRIES = 3
_PAUSE = 2.0  #: seconds before the second try; each next one waits twice as long
#: Status codes of RFC 9110 and 6585; all but the third begin their hundreds.
_OK, _REDIRECT, _TOO_MANY, _SERVER_FAULT = 200, 300, 429, 500
_MAIL = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{1,190}")
_SHOWN = 50  #: items in one e-mail


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is new. `id` is the same as in the Atom feed, and never changes."""

    id: str
    title: str
    link: str
    updated: str
    summary: str = ""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a webhook."""

    schema: str = SCHEMA
    alert: int
    address: str  #: of the page that is followed
    items: tuple[Item, ...]


class NotSent(Exception):
    """Why something was not sent; `perhaps` where it may have arrived."""

    def __init__(self, why: str, *, perhaps: bool = False) -> None:
        super().__init__(why)
        self.perhaps = perhaps


def check(target: str, settings: Settings) -> None:
    """Raises `SettingsError` for an invalid target."""
    if target.startswith("mailto:"):
        if not _MAIL.fullmatch(target.removeprefix("mailto:")):
            raise SettingsError(
                f"{target!r} is not an e-mail address such as mailto:desk@example.org"
            )
        if not (settings.alert_smtp and settings.alert_from):
            raise SettingsError("e-mail needs the settings alert_smtp and alert_from")
        _server(settings)
        return
    try:
        parts = urlsplit(target)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not target.isprintable() or " " in target:
        raise SettingsError(f"{target!r} is neither an http(s) address nor mailto:")
    if not settings.alert_secret:
        raise SettingsError("webhooks are signed: set alert_secret")


def deliver(
    target: str, news: News, settings: Settings, pause: Callable[[float], object] = time.sleep
) -> None:
    """Sends what is new, with some tries; raises `NotSent`."""
    try:
        check(target, settings)
    except SettingsError as error:
        raise NotSent(str(error)) from error
    wait = _PAUSE
    for turn in range(_TRIES):
        try:
            if target.startswith("mailto:"):
                _mail(target.removeprefix("mailto:"), news, settings)
            else:
                _post(target, news, settings)
        except _Again as error:
            if turn == _TRIES - 1:
                raise NotSent(str(error)) from error
            pause(wait)
            wait *= 2
        else:
            return


class _Again(Exception):
    """It was not sent for certain, and another try may help."""


def signature(secret: str, moment: int, body: bytes) -> str:
    """The signature of a webhook's body: HMAC-SHA256 of the moment, a full stop and the body."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"


def delivery(news: News) -> str:
    """A name for the delivery, the same at each try."""
    ids = " ".join(item.id for item in news.items)
    return hashlib.sha256(f"{news.alert} {ids}".encode()).hexdigest()[:32]


def _post(target: str, news: News, settings: Settings) -> None:
    from whence.ingest.network_guard import Guarded, Refused, Transport, Unknown

    body = msgspec.json.encode(news)
    backend = Guarded(private=settings.private_addresses)
    backend.deadline = time.monotonic() + _SECONDS
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "whence/0.1",
        "Idempotency-Key": delivery(news),
        "X-Whence-Signature": signature(settings.alert_secret or "", int(time.time()), body),
    }
    client = httpx.Client(transport=Transport(backend), timeout=_SECONDS, follow_redirects=False)
    with client:
        try:
            status = client.post(target, content=body, headers=headers).status_code
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            why = error.__cause__
            if isinstance(why, Refused | Unknown):
                raise NotSent(str(why)) from error
            raise _Again("it cannot be reached") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise NotSent("its answer did not come; it may have arrived", perhaps=True) from error
    if _OK <= status < _REDIRECT:
        return
    if status == _TOO_MANY or status >= _SERVER_FAULT:
        raise _Again(f"the server answered {status}")
    raise NotSent(f"the server answered {status}")


def _server(settings: Settings) -> tuple[str, str, int, str, str]:
    """Scheme, host, port, user and password of the mail server; raises `SettingsError`."""
    try:
        parts = urlsplit(settings.alert_smtp or "")
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except ValueError as error:
        raise SettingsError("alert_smtp is not an address such as smtp://host:587") from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingsError("alert_smtp is not an address such as smtp://user:password@host:587")
    return (
        parts.scheme, parts.hostname, port, unquote(parts.username or ""),
        unquote(parts.password or ""),
    )  # fmt: skip


def _mail(to: str, news: News, settings: Settings) -> None:
    scheme, host, port, user, password = _server(settings)
    message = _message(to, news, settings)
    context = ssl.create_default_context()
    try:
        if scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=_SECONDS)
    except (OSError, smtplib.SMTPException) as error:
        raise _Again("the mail server cannot be reached") from error
    with server:
        try:
            if scheme == "smtp":
                server.ehlo()
                if server.has_extn("starttls"):
                    server.starttls(context=context)
                elif user:  # a password is never sent unencrypted
                    raise NotSent("the mail server offers no TLS, and a password is set")
            if user:
                server.login(user, password)
        except (OSError, smtplib.SMTPException) as error:
            raise _Again(
                f"the mail server refuses the connection ({type(error).__name__})"
            ) from error
        try:
            server.send_message(message)
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
            raise NotSent(f"the mail server does not accept it ({type(error).__name__})") from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(
                "the mail server stopped answering; it may have arrived", perhaps=True
            ) from error


def _message(to: str, news: News, settings: Settings) -> EmailMessage:
    count = len(news.items)
    first = " ".join(news.items[0].title.split())[:120]
    message = EmailMessage()
    message["Subject"] = f"whence: {first}" + (f" and {count - 1} more" if count > 1 else "")
    message["From"] = settings.alert_from or ""
    message["To"] = to
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{delivery(news)}@whence.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    lines = []
    for item in news.items[:_SHOWN]:
        lines += [item.title, *([item.summary] if item.summary else []), item.link, ""]
    if count > _SHOWN:
        lines += [f"and {count - _SHOWN:,} more", ""]
    message.set_content("\n".join([*lines, f"Followed: {news.address}", ""]))
    return message
