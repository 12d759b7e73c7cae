"""Tests of time expressions and their values."""
