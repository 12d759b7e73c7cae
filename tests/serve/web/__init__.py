"""Tests of the web page and HTTP API."""
