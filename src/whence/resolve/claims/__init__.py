"""Each assertion with its standing, polarity, modality and hedges.

hedges      words by which a text holds back: hearsay, doubt, distance, approximation
modes       negation and modality of a stretch of words
stretches   what each sentence asserts, and in whose voice
find        the claims
"""

from whence.resolve.claims.find import find_claims
from whence.resolve.claims.hedges import find_hedges

__all__ = ["find_claims", "find_hedges"]
