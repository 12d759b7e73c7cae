"""All that was read and compared, as tables: what spreadsheets, statistics and databases read.

rows       the tables, their columns, and what is a row of each
arrow      the same as Arrow has them
folder     a folder with a file a table: CSV, JSON Lines
parquet    the same as Parquet
sqlite     one SQLite file, made to be opened in Datasette
datasette  its words for people: titles, descriptions, units

A writer is given rows, each with the name of its table, and the place to write to; it holds no more
of them in memory than a few hundred.
"""
