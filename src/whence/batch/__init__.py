"""Batches: many files to Parquet tables on many processes, and their comparison.

shards.py     files to shards: what one process reads at a time, and does again if it dies
tables.py     results to rows of the tables, by day, and back
worker.py     one shard read and written, whole or not at all
manifest.py   the folder: how it was made, which shards are done
run.py        all shards, with either engine
compare.py    copies and events over all of it
fingerprint_tasks.py, event_tasks.py, joins.py    its steps
"""
