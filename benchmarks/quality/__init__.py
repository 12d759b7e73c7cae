"""Scores of the shipped bundle, read by the real `whence read` and scored by ../shared/score.

scores.py   every set read, scored and held against its floors
gold.py     the gold sets, and of each only what no training has seen
scoring.py  the scorer
floors.py   scores below which no change may fall; floors.toml has them
"""
