"""All that was read and compared, as tables for spreadsheets, statistics and databases.

rows       the tables, their columns, and what is a row of each
event_rows an event's summary as rows
arrow      the same as Arrow has them
folder     a folder with a file a table: CSV, JSON Lines
parquet    the same as Parquet
exporter   what a format of tables has in common with the others
sqlite     one SQLite file, made to be opened in Datasette
datasette  its words for people: titles, descriptions, units

A writer gets rows, each with the name of its table, and the place to write to; it has no more of
them in memory than a few hundred.
"""
