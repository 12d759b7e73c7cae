"""What people decided, laid over what was read.

anchor    where the words of a decision stand now
draft     a result taken apart, so that it can be changed, and put together again
people    entities: who speaks, who is who, where a place is
claims    what a change of attributions does to the claims
overlay   decisions in their order over a result
decide    what a decision needs to be one
desk      decisions taken in and kept
"""

from whence.review.anchor import all_anchored, anchored
from whence.review.apply import Overlay, overlaid
from whence.review.validate import as_seen, fault

__all__ = ["Overlay", "all_anchored", "anchored", "as_seen", "fault", "overlaid"]
