"""Review: people's decisions applied to what was read.

anchor    where the words of a decision are now
editable_result     a result in parts that can be changed
people    entities: who speaks, who is who, where a place is
claims    what a change of attributions does to the claims
apply     decisions in their order over a result
validate  checks that a decision is complete
timex     which values a time can have
service   takes decisions and stores them
annotated files that people annotated elsewhere, as decisions
"""

from whence.review.anchor import all_anchored, anchored
from whence.review.apply import Overlay, with_decisions
from whence.review.validate import as_seen, fault

__all__ = ["Overlay", "all_anchored", "anchored", "as_seen", "fault", "with_decisions"]
