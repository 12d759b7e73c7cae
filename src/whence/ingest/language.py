"""The language of a text: by the commonest English words, else by py3langid."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Characters that are examined. A report is in one language, which its beginning shows.
SAMPLE = 4000
#: Letters: a shorter text has no clear language, and is accepted.
ENOUGH_LETTERS = 60
#: Probability from which a language is given.
_SURE = 0.9

# Words that no other language has so often. A text whose words are at least an eighth of these is
# English; it spares the detector, whose tables take most of a second to load.
_COMMON = frozenset(
    "the of and to that for was with by from has were his said which had have been who their they "
    "are but not this would".split()
)
_WORD = re.compile(r"[^\W\d_]+")
# Found now and then in plain English copy; nothing else would be lost by reading them as English.
_NEAR_ENGLISH = frozenset({"en", "sco", "pcm", "zxx", "jam", "bis", "tpi"})

_NAMES = {
    "en": "English", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan",
    "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def name(code: str) -> str:
    """A language for people: `French (fr)`; the bare code where the name is unknown."""
    return f"{_NAMES[code]} ({code})" if code in _NAMES else code


def detect(text: str) -> str | None:
    """ISO 639 code of the text's language, or None where it is too short to say."""
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    if not letters:
        return None
    common = sum(word in _COMMON for word in words)
    if len(words) >= 20 and common * 8 >= len(words):
        return "en"
    foreign_script = _share_of_latin(words) < 0.5
    if letters < ENOUGH_LETTERS and not (foreign_script and letters >= 10):
        return None
    code, sure = _detector().classify(sample)
    if code in _NEAR_ENGLISH:
        return "en"
    return code if foreign_script or sure >= _SURE else None


def code_of(label: str) -> str:
    """The bare language code for a source's own word: `en` of `en-GB`, `English`."""
    label = re.split(r"[-_]", label.strip().lower())[0]
    by_name = {full.lower(): code for code, full in _NAMES.items()}
    return {"english": "en", "eng": "en"}.get(label) or by_name.get(label) or label


def _share_of_latin(words: list[str]) -> float:
    letters = "".join(words)[:400]
    return sum(unicodedata.name(c, "").startswith("LATIN") for c in letters) / len(letters)


@functools.cache
def _detector() -> LanguageIdentifier:
    # Imported here: its tables take longer to load than the whole of a first reading may.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
