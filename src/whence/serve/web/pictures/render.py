"""The one place where pictures are drawn: a Vega-Lite specification to clean SVG.

vl-convert is an extra (`pip install 'whence[plots]'`). Where it is missing there are no pictures,
and the page shows the tables that stand beside them.
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
#: Pictures kept. One takes about 75 ms to draw and 20 KiB to keep.
_KEPT = 256


class _Shelf:
    """Pictures by the digests of what they were drawn from, the least lately wanted one first."""

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


_SHELF = _Shelf(_KEPT)
#: vl-convert draws in one JavaScript engine: whoever comes second waits here and not inside it.
_DRAWING = Lock()


def warmed() -> None:
    """Draws nothing much: the first picture of a process takes half a second more than others."""
    try:
        import vl_convert

        with _DRAWING:
            vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "point"})
    except Exception:  # noqa: BLE001  whoever wants a picture is told then
        _LOG.debug("no picture could be drawn", exc_info=True)


def painted(spec: dict[str, Any]) -> Markup | None:
    """The picture of a Vega-Lite specification, or None where it cannot be drawn.

    What it says in words, and where its marks lead, stands in `usermeta` as a `Caption`.
    """
    text = json.dumps(spec, sort_keys=True, allow_nan=False)
    key = hashlib.sha256(text.encode()).hexdigest()
    if (kept := _SHELF.get(key)) is not None:
        return kept
    try:
        # Imported here: it starts a JavaScript engine, and is an extra that may be missing.
        import vl_convert
    except ImportError:
        return None
    try:
        with _DRAWING:
            if (kept := _SHELF.get(key)) is not None:
                return kept
            svg = vl_convert.vegalite_to_svg(text)
            picture = cleaned(svg, msgspec.convert(spec["usermeta"], Caption))
            _SHELF.put(key, picture)
    except Exception as error:  # noqa: BLE001  the page is not to fail for want of a picture
        _LOG.warning("a picture could not be drawn: %s", error)
        return None
    return picture
