"""The one canonicalisation of text.

Text from a person or program (`.txt`, JSON) is left unchanged, line ends and all, so that offsets
fit the caller's own copy; only the byte order mark goes, since it belongs to the encoding and not
to the text. Text from a web page has no exact form to preserve: markup decides its spaces and
lines. `canonical` gives it one form, the same for the same page on any machine. After ingest no
stage changes a text.
"""

from __future__ import annotations

import html
import re
import unicodedata

# Invisible marks: where words may break (soft hyphen, zero-width space, word joiner, byte order
# mark) and direction controls, which can make a text read other than it is stored. The joiners
# U+200C and U+200D stay: emoji and several scripts are spelt with them.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# Complete ones: the older browsers' "&copy" without an end is in addresses, too.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|\w{2,12});")
_SPACES = re.compile(r"\s+")


def canonical(text: str) -> str:
    """One paragraph of a page: NFC, single spaces, no line ends, controls or invisible marks."""
    text = _CONTROLS.sub("", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def shown(text: str) -> str:
    """The same for words in a page's metadata, whose marks are often encoded twice."""
    for _ in range(2):
        text = html.unescape(text) if _ENTITY.search(text) else text
    return canonical(text)


def unmarked(text: str) -> str:
    """The text without the byte order mark that some editors put before it."""
    return text.removeprefix("\ufeff")


def loosely(words: str) -> str:
    """Words without the differences between a page's metadata and its text."""
    return re.sub(r"[\W_]+", "", words).casefold()
