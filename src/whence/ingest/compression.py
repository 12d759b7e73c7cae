"""Unpacks gzip while it is read: no more of it is in memory than is asked for."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, cast

#: The first bytes of gzip.
MARK = b"\x1f\x8b\x08"


#: The limit against bombs: the ratio of unpacked to packed bytes, checked beyond so many bytes:
#: news has four, a file of one thing repeated a thousand.
MOST_TIMES, PLENTY = 100, 64 << 20


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The unpacked bytes. Reading raises OSError where the packed ones are broken or cut off."""
    return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", _Unpacked(stream))))


class _Counted:
    """A stream that counts what was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.taken += len(piece)
        return piece


class _Unpacked(io.RawIOBase):
    """A stream that is no file: the file's size is not that of its unpacked bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._packed = _Counted(stream)
        self._stream = gzip.GzipFile(fileobj=cast("BinaryIO", self._packed), mode="rb")
        self._given = 0

    def readable(self) -> bool:
        """Always true."""
        return True

    # The library asks for any buffer; the reader over this one passes memory views only.
    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer, as far as there is something."""
        try:
            piece = self._stream.read1(len(buffer))
        except EOFError as error:
            raise OSError("what gzip packed is cut off") from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise OSError("what gzip packed is broken") from error
        self._given += len(piece)
        if self._given > max(PLENTY, MOST_TIMES * self._packed.taken):
            raise OSError(
                f"what gzip packed is more than {MOST_TIMES} times as long unpacked; it is not read"
                " further"
            )
        buffer[: len(piece)] = piece
        return len(piece)
