"""Tests of what a release is made with, and of what comes out."""
