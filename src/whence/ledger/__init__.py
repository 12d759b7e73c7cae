"""Rows: what was read, kept for good and found again.

schema      the tables, and the version of their shape
migrations  an older ledger brought up to it
engine      the database opened, its errors in words for people
rows        records to rows and back
words       words as they are looked up
search      what is typed, made a query; hits, marked
fts5, tsvector    the full-text index of SQLite, of PostgreSQL
store       the writer: whole reports in, and out for good
readings    the rows of a reading, in and out
decisions   what people decided, as rows
reviews     decisions kept, and laid over what was read
queue       what most needs a person's look
feeds       what is watched, and what was taken in of it
accounts    who may use a server: passwords, tokens, sessions; what was done on it
trace       reports: versions, readings, bytes, what an edit changed
ask         claims and speakers: every search, by name
who         one person under several names
answers     what is asked and answered, as values
"""

from whence.ledger.results import Filters
from whence.ledger.writer import SqlLedger

__all__ = ["Filters", "SqlLedger"]
