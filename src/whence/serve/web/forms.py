"""Reads and checks what is sent to the server; errors name the field."""

from __future__ import annotations

import re
from typing import Any, TypeVar, get_origin

import msgspec
from starlette.requests import Request
from starlette.types import Message

from whence.serve.web.errors import RequestError

JSON = "application/json"
_FIELDS = 50  #: of a form
_Shape = TypeVar("_Shape", bound=msgspec.Struct)
#: Messages of the checker of types in words for people, the field first.
_PLAIN = tuple(
    (re.compile(found), plain)
    for found, plain in (
        (r"Expected `str` of length <= (\d+)", "{} is at most {} letters long"),
        # The one pattern that there is.
        (r"Expected `str` matching regex", "{} is a day, a month or a year, as 2025-09-04 or 2025"),
        (r"Expected `int` >= (\d+)", "{} is {} or more"),
        (r"Expected `int` <= (\d+)", "{} is {} or less"),
        (r"Expected `bool\b", "{} is true or false"),
        (r"Expected `(?:int|float)\b", "{} is a number"),
        (r"Invalid enum value '(.*)'", "{} cannot be “{}”"),
        (r"Object contains unknown field `(.*)`", "there is no field “{1}” here"),
    )
)
#: Names for fields whose own name means nothing to people.
_CALLED = {"q": "what is searched for"}


def kind_of(request: Request) -> str:
    """The media type of what is sent."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def sent_as(
    request: Request, shape: type[_Shape], most: int, *, fields: int = _FIELDS
) -> _Shape:
    """What was sent, as JSON or as a form, of at most so many bytes and fields.

    An empty field of a form counts as not given; a field of the shape that is a tuple has each
    value that was sent. Raises `RequestError`.
    """
    try:
        if kind_of(request) == JSON:
            return msgspec.json.decode(await read(request, most), type=shape)
        # The middleware bounded it already, to see whose page it came from.
        form = await request.form(max_files=0, max_fields=fields)
        given: dict[str, Any] = {n: v for n, v in form.items() if isinstance(v, str) and v.strip()}
        for field in msgspec.structs.fields(shape):
            if get_origin(field.type) is tuple:
                given[field.name] = [v for v in form.getlist(field.name) if isinstance(v, str)]
        return msgspec.convert(given, shape, strict=False)
    except msgspec.MsgspecError as error:
        raise misread(error) from error


async def read(request: Request, most: int) -> bytes:
    """The body, of at most so many bytes; raises `RequestError`."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise _too_large(most)
    return bytes(body)


def within(request: Request, most: int) -> Request:
    """The same request, with a limit for its bytes before they are read."""
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and (len(length) > 18 or int(length) > most):
        raise _too_large(most)
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _too_large(most)
        return message

    return Request(request.scope, receive)


def _too_large(most: int) -> RequestError:
    detail = f"at most {most:,} bytes are accepted here"
    return RequestError(413, "too-large", detail, headers={"Connection": "close"})


def misread(error: msgspec.MsgspecError) -> RequestError:
    """What does not fit its type, in words for people, with its field."""
    detail, _, place = str(error).partition(" - at `$.")
    name = place.rstrip("`")
    for found, plain in _PLAIN:
        if match := found.match(detail):
            detail = plain.format(_CALLED.get(name, name), *match.groups())
            break
    return RequestError(400, "not-understood", detail, target=name or None)
