"""Draws pictures, all of them here: a Vega specification to clean SVG.

vl-convert is an extra (`pip install 'whence[plots]'`). Without it there are no pictures, and the
page shows its tables alone.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections import OrderedDict
from threading import Lock
from typing import Any

import msgspec
from markupsafe import Markup

from whence.serve.web.pictures.sanitize import Caption, cleaned

_LOG = logging.getLogger(__name__)
#: Pictures in the cache. One takes about 30 ms to draw and 20 KiB.
_CACHED = 256


class _Cache:
    """A cache of pictures by the digests of specifications, the least recently used first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._pictures: OrderedDict[str, Markup] = OrderedDict()

    def get(self, key: str) -> Markup | None:
        with self._lock:
            if key in self._pictures:
                self._pictures.move_to_end(key)
            return self._pictures.get(key)

    def put(self, key: str, picture: Markup) -> None:
        with self._lock:
            self._pictures[key] = picture
            self._pictures.move_to_end(key)
            while len(self._pictures) > self._most:
                self._pictures.popitem(last=False)


_CACHE = _Cache(_CACHED)
#: vl-convert draws in one JavaScript engine: others wait here and not inside it.
_DRAWING = Lock()


def warm_up() -> None:
    """Draws a trifle: the first picture of a process takes half a second more than others."""
    try:
        import vl_convert

        with _DRAWING:
            vl_convert.vega_to_svg({"marks": []})
    except Exception:  # noqa: BLE001  the next call reports it
        _LOG.debug("no picture could be drawn", exc_info=True)


def draw(spec: dict[str, Any]) -> Markup | None:
    """The picture of a Vega specification, or None where it cannot be drawn.

    Its description, and the links of its marks, are in `usermeta` as a `Caption`.
    """
    text = json.dumps(spec, sort_keys=True, allow_nan=False)
    key = hashlib.sha256(text.encode()).hexdigest()
    if (cached := _CACHE.get(key)) is not None:
        return cached
    try:
        # Imported here: it starts a JavaScript engine, and is an extra that may be missing.
        import vl_convert
    except ImportError:
        return None
    try:
        with _DRAWING:
            if (cached := _CACHE.get(key)) is not None:
                return cached
            svg = vl_convert.vega_to_svg(text)
            picture = cleaned(svg, msgspec.convert(spec["usermeta"], Caption))
            _CACHE.put(key, picture)
    except Exception as error:  # noqa: BLE001  the page must not fail for lack of a picture
        _LOG.warning("a picture could not be drawn: %s", error)
        return None
    return picture
