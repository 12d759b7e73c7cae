"""The model's JSON, or why it is of no use."""

from __future__ import annotations

import re

import msgspec

from whence_example.llm.chat import Unusable

_FENCED = re.compile(r"```(?:json)?\s*\n(.*)\n\s*```", re.DOTALL | re.IGNORECASE)
_Words = str | list[str] | None


class Said(msgspec.Struct, frozen=True):
    """One attribution as the model gave it: words, which may be in the text or not."""

    content: str | list[str]
    source: _Words = None
    cue: _Words = None

    def words(self, part: str) -> list[str]:
        """The words of a part, without empty ones."""
        words: _Words = getattr(self, part)
        return [one for one in ([words] if isinstance(words, str) else words or []) if one.strip()]


class _Answer(msgspec.Struct):
    attributions: list[Said]


def said(answer: str) -> list[Said]:
    """What an answer holds; raises `Unusable` for prose, broken JSON and JSON of another shape."""
    fenced = _FENCED.fullmatch(answer.strip())
    try:
        found = msgspec.json.decode(fenced[1] if fenced else answer, type=_Answer)
    except msgspec.ValidationError as error:
        raise Unusable(f"the model's JSON is not what was asked for ({error})") from None
    except (msgspec.DecodeError, UnicodeError):
        beginning = " ".join(answer.split())[:60]
        raise Unusable(f"the model gave no JSON, but {beginning!r}") from None
    return found.attributions
