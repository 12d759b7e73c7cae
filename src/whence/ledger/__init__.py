"""The ledger: a database of what was read, stored for good and searchable.

schema               the tables, and the version of their schema
migrations           an older ledger brought up to it
database             opening the database; its errors in words for people
rows                 records to rows and back
tokenize             words in the form that they are looked up
search               full-text search: typed text to a query, hits marked
common_word_search   the newest claims with words that many have
incomplete_wordings  words that cannot be read alone, with the rest of their sentence
fts5, tsvector    the full-text index of SQLite, of PostgreSQL
writer               the writer: adds and forgets whole reports
readings             the rows of a reading
decisions            people's decisions as rows
event_annotations    what people record for events
reviews              decisions stored, and applied to readings
review_queue         what most needs review
assignments          who is reviewing which report
page_edits           what edits changed in a report
feeds                watched feeds and what was taken from them
alerts               alerts and what they sent
accounts             a server's accounts: passwords, tokens, sessions, audit
reports              reports: versions, readings, bytes
queries              claims and speakers: every search, by name
conditions, facets, pagination    the parts of a search
speakers, person_merging    who speaks, and one person under several names
comparisons, events  what comparing found
query_types          arguments and results of queries, as values
"""

from whence.ledger.query_types import Filters
from whence.ledger.writer import SqlLedger

__all__ = ["Filters", "SqlLedger"]
