"""What gzip packed, unpacked as it is read: no more of it is in memory than is asked for."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, cast

#: How what gzip packed begins.
MARK = b"\x1f\x8b\x08"


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The bytes that were packed. Reading raises OSError where they are broken or cut off."""
    return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", _Unpacked(stream))))


class _Unpacked(io.RawIOBase):
    """A stream that is no file: the file's size is not that of what is packed in it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = gzip.GzipFile(fileobj=stream, mode="rb")

    def readable(self) -> bool:
        """Always: it is there to be read."""
        return True

    # The library asks for any buffer; the reader over this one gives memory views alone.
    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer, as far as there is something."""
        try:
            piece = self._stream.read1(len(buffer))
        except EOFError as error:
            raise OSError("what gzip packed is cut off") from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise OSError("what gzip packed is broken") from error
        buffer[: len(piece)] = piece
        return len(piece)
