"""Reports that people annotated elsewhere, in the formats that `export` writes.

marked      what somebody marked in a report, whatever the format
brat        standoff: a `.txt` and an `.ann`
citron      Citron's JSON
corrected   `whence.document/1`, changed by hand
changes     what differs from what was read: decisions
merge       those decisions beside what others decided since the export

`annotated` tells the format of a file by its name and content.
"""

from whence.review.annotated.marked import Annotated, Marked, Unread
from whence.review.annotated.sniff import annotated

__all__ = ["Annotated", "Marked", "Unread", "annotated"]
