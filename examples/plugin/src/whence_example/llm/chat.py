"""One question to the model, with patience and limits."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from email.utils import parsedate_to_datetime

import httpx
import msgspec

from whence.errors import PluginError
from whence_example.llm.settings import LlmSettings

#: Bytes of an answer that are read; no list of quotations is longer.
_MOST = 4 * 2**20
#: Seconds before the second try; each next waits twice as long.
_PAUSE = 1.0
#: Tries of a question that the model does not answer in time: the next is as slow, mostly.
_SLOW_TRIES = 2
_OK, _TOO_MANY, _SERVER_FAULT = 200, 429, 500
#: What is the same for every report, and the operator's to mend.
_MISTOLD = {
    401: "does not take the key",
    403: "does not take the key",
    404: "knows no such address or model",
}

Message = dict[str, str]


class NoAnswer(Exception):
    """The model gave no answer to a question, and asking again will not help now."""


class Unusable(Exception):
    """The model's answer is of no use; another may be."""


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class Chat:
    """Asks by `POST {url}/chat/completions`, at temperature 0."""

    def __init__(self, settings: LlmSettings, sleep: Callable[[float], None] | None = None) -> None:
        """`sleep` is what waits, for tests."""
        self._settings = settings
        self._sleep = sleep or time.sleep
        key = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
        self._client = httpx.Client(headers=key, timeout=settings.timeout, follow_redirects=False)

    def ask(self, messages: Sequence[Message]) -> str:
        """What the model says.

        Raises `Unusable` for an answer without words, `NoAnswer` where there is none, and
        `PluginError` where no question will ever be answered as things are set.
        """
        pause, slow = _PAUSE, 0
        for turn in range(1, self._settings.tries + 1):
            wait = pause
            try:
                response, body = self._post(messages)
            except httpx.TimeoutException:
                slow += 1
                why = f"the model did not answer within {self._settings.timeout:g} s"
                if slow >= _SLOW_TRIES:
                    raise NoAnswer(f"{why}, {slow} times") from None
            except httpx.HTTPError as error:
                why = f"the model cannot be reached ({type(error).__name__})"
            else:
                if response.status_code == _OK:
                    return _words(body)
                why = _refused(response)
                asked = _retry_after(response.headers.get("Retry-After"))
                if asked is not None and asked > self._settings.patience:
                    raise NoAnswer(f"{why} and asks to wait {asked:,.0f} s")
                wait = pause if asked is None else asked
            if turn == self._settings.tries:
                raise NoAnswer(f"{why}; asked {turn} times")
            self._sleep(min(wait, self._settings.patience))
            pause *= 2
        raise AssertionError  # the last turn returned or raised

    def _post(self, messages: Sequence[Message]) -> tuple[httpx.Response, bytes]:
        asked = {"model": self._settings.model, "temperature": 0, "messages": list(messages)}
        if self._settings.json_mode:
            asked["response_format"] = {"type": "json_object"}
        deadline = time.monotonic() + self._settings.timeout
        address = self._settings.url.rstrip("/") + "/chat/completions"
        with self._client.stream("POST", address, json=asked) as response:
            body = b""
            for piece in response.iter_bytes():
                body += piece
                if len(body) > _MOST:
                    raise NoAnswer(f"the model's answer has more than {_MOST:,} bytes")
                # The client's own limit is of each piece, and a server may send byte by byte.
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("sent too slowly")
        return response, body


def _refused(response: httpx.Response) -> str:
    """What a server said that may say otherwise later; raises what it will say again."""
    status = response.status_code
    host = response.request.url.host
    if status in _MISTOLD:
        raise PluginError(f"the server of the model, {host}, {_MISTOLD[status]} ({status})")
    if status == _TOO_MANY:
        return "the model is asked too much (429)"
    if status >= _SERVER_FAULT:
        return f"the model's server answers {status}"
    raise NoAnswer(f"the model's server does not take the question ({status})")


def _words(body: bytes) -> str:
    try:
        found = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unusable("the server's answer is no chat completion") from None
    if not found.choices:
        raise Unusable("the server's answer has no choices in it")
    first = found.choices[0]
    if first.message.refusal:
        raise Unusable("the model refused")
    if first.finish_reason == "length":
        raise Unusable("the model's answer was cut off")
    if not (first.message.content or "").strip():
        raise Unusable("the model's answer is empty")
    return first.message.content or ""


def _retry_after(header: str | None) -> float | None:
    """The seconds that a server asks us to wait, by number or by date."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return max(0.0, (when - dt.datetime.now(dt.UTC)).total_seconds())
