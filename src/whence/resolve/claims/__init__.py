"""Each assertion with its standing, polarity, modality and hedges.

find        the claims of a report
segments    what each sentence asserts, with its source
reported    which attributions report what somebody asserts
modality    negation and modality of some words
hedges      words that qualify: hearsay, doubt, distance, approximation
"""

from whence.resolve.claims.find import find_claims
from whence.resolve.claims.hedges import find_hedges

__all__ = ["find_claims", "find_hedges"]
