"""Archives: many files to Parquet tables, by many processes, and their comparison.

shards.py     files to shards: what one process reads at a time, and does again if it dies
tables.py     results to rows of the tables, by day, and back
work.py       one shard read and written, whole or not at all
manifest.py   the folder: what it was made with, which shards are done
job.py        all shards, whichever engine does them
compare.py    copies and events over all of it
"""
