"""Each assertion with its standing, polarity, modality and hedges.

hedges      words that qualify: hearsay, doubt, distance, approximation modality    negation and
modality of a stretch of words segments    what each sentence asserts, with its source find the
claims
"""

from whence.resolve.claims.find import find_claims
from whence.resolve.claims.hedges import find_hedges

__all__ = ["find_claims", "find_hedges"]
