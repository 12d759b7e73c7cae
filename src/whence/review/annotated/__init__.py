"""Reports that people annotated elsewhere, in the formats that `export` writes.

annotations    somebody's annotations, in any format
brat        standoff: a `.txt` and an `.ann`
citron      Citron's JSON
edited_document   `whence.document/1`, changed by hand
changes     the differences from what was read, as decisions
merge       those decisions with others made since the export
sniff       the format of a file, by its name and content
"""

from whence.review.annotated.annotations import Annotated, Marked, Unread
from whence.review.annotated.sniff import annotated

__all__ = ["Annotated", "Marked", "Unread", "annotated"]
