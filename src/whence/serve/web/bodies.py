"""What is sent to the server: read within bounds, checked, or refused with the field's name."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from starlette.requests import Request

from whence.serve.web.refused import Refused

JSON = "application/json"
_FIELDS = 50  #: of a form
_Shape = TypeVar("_Shape")


def kind_of(request: Request) -> str:
    """The media type of what is sent."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def sent_as(request: Request, shape: type[_Shape], most: int) -> _Shape:
    """What was sent, as JSON or as a form, of at most so many bytes; raises `Refused`.

    An empty field of a form counts as not given.
    """
    try:
        if kind_of(request) == JSON:
            return msgspec.json.decode(await read(request, most), type=shape)
        # The doors bounded it already, to see whose page it came from.
        form = await request.form(max_files=0, max_fields=_FIELDS)
        given = {n: v for n, v in form.items() if isinstance(v, str) and v.strip()}
        return msgspec.convert(given, shape, strict=False)
    except msgspec.MsgspecError as error:
        raise misread(error) from error


async def read(request: Request, most: int) -> bytes:
    """The body, of at most so many bytes; raises `Refused`."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise Refused(413, "too-large", f"at most {most:,} bytes are taken here")
    return bytes(body)


def misread(error: msgspec.MsgspecError) -> Refused:
    """What does not fit its shape, with the field that it is in."""
    detail, _, place = str(error).partition(" - at `$.")
    return Refused(400, "not-understood", detail, target=place.rstrip("`") or None)
