"""Tests of reports whose right reading is known."""
