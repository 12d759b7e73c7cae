"""Reports that reprint one text, whole or in part.

Shingles of six words (Broder 1997), without the site's boilerplate; candidates by MinHash and bands
(Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3), beside those that are compared
for their words anyway; then the exact share of the shorter report's shingles that are in the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from whence.compare.boilerplate import without_boilerplate
from whence.compare.cluster import components
from whence.compare.frequencies import Frequencies, words_of
from whence.records import Report
from whence.records.fingerprint import Fingerprint
from whence.records.ids import digest

#: A report's shingles, each as the hash of its words: in order, none twice.
Shingles: TypeAlias = npt.NDArray[np.uint64]

#: Words of a shingle: the pairs that `SHARE` was set on were drawn by six.
WORDS = 6
#: Distinguishes the positions of a shingle's words: powers of an odd number, modulo 2^64.
_PLACES = np.array([pow(0x9E3779B97F4A7C15, n, 2**64) for n in range(1, WORDS + 1)], np.uint64)
#: Two reports are copies from this share on. Set on 200 pairs that were labelled by hand.
SHARE = 0.3
#: Shingles: a report of fewer is too short to recognise a copy by. A guess.
_FEWEST = 12
#: Shingles: fewer shared ones are just a sentence in common, unless they are half of a report.
#: A guess.
_SENTENCE = 20
#: Rows of a band of a signature: at a Jaccard likeness of 0.3 two reports share a band with a
#: probability of 95 %, at 0.05 of 8 %.
_BANDS, _ROWS = 32, 2
#: Of the hash functions; another would change every stored fingerprint.
_SEED = 1
#: Weight (inverse document frequency): a title's word of so much, one in fewer than 1 of 20
#: reports, must be in the text. A guess.
_SALIENT = 3.0


#: Shared quotations do not make a reprint: the words of one paragraph's quotation.
_QUOTED = re.compile(r"[“\"][^”\"\n]{60,}[”\"]")


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """How much of the shorter of two reports is in the other word for word."""

    share: float  #: 0 to 1
    shingles: int  #: how many they share


def shingles_of(report: Report, frequencies: Frequencies) -> Shingles:
    """The runs of six words in the report's own text.

    A text without one distinctive word of its title is no report but the page around one: it has
    none.
    """
    words = words_of(_QUOTED.sub(" ", without_boilerplate(report.text)))
    title = {w for w in words_of(report.title or "") if frequencies.weight(w) >= _SALIENT}
    if len(words) < WORDS or (len(title) > 1 and title.isdisjoint(words)):
        return np.empty(0, np.uint64)
    keys = np.array([_word(word) for word in words], np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(keys, WORDS)
    return np.unique((runs * _PLACES).sum(axis=1, dtype=np.uint64))


@lru_cache(maxsize=200_000)
def _word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


def bands_of(shingles: Shingles) -> tuple[int, ...]:
    """The keys of a report's bands: two that share one may be copies. Signed 64-bit numbers."""
    if len(shingles) < _FEWEST:
        return ()
    signature = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    signature.update([f"{key:x}" for key in shingles.tolist()])
    values = signature.digest()
    return tuple(_key(band, values[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS))


def _key(band: int, values: Sequence[int]) -> int:
    raw = bytes.fromhex(digest(f"band {band}", *map(str, values)))[:8]
    return int.from_bytes(raw, "big", signed=True)


def compared(one: Shingles, other: Shingles) -> Copy:
    """How much of the shorter is in the other."""
    shorter = min(len(one), len(other))
    if shorter < _FEWEST:
        return Copy(share=0.0, shingles=0)
    shared = len(np.intersect1d(one, other, assume_unique=True))
    if shared < _SENTENCE and 2 * shared < shorter:
        shared = 0  # one sentence of a short report
    return Copy(share=shared / shorter, shingles=shared)


def groups(pairs: Mapping[tuple[str, str], Copy], share: float = SHARE) -> list[tuple[str, ...]]:
    """The reports that reprint one text, each group sorted: copies of copies are copies."""
    shares = {pair: round(1000 * copy.share) for pair, copy in pairs.items()}
    return sorted(tuple(sorted(group)) for group in components(shares, round(1000 * share)))


def original(copies: Sequence[Fingerprint]) -> tuple[Fingerprint, str]:
    """Which of some copies the others were made from, as far as can be known, and why."""
    dated = sorted((s for s in copies if s.published), key=lambda s: (s.published, s.source))
    for fingerprint in dated or sorted(copies, key=lambda s: s.source):
        if fingerprint.outlet is None:
            continue
        named = _name(fingerprint.outlet)
        credit = [s for s in copies if s is not fingerprint and named in map(_name, s.credits)]
        if credit:
            return fingerprint, f"{len(credit)} of the others credit {fingerprint.outlet}"
    if len(dated) == len(copies) and dated[0].published != dated[1].published:
        return dated[0], "published first"
    if dated:
        return dated[0], "published first of those with a date"
    longest = max(copies, key=lambda s: (s.length, s.source))
    return longest, "no dates: the longest text"


def _name(outlet: str) -> str:
    return " ".join(words_of(outlet))
