"""Metadata of the SQLite file for Datasette: titles, descriptions, labels, facets, order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from whence.export.tables.rows import COLUMNS

_TABLES: dict[str, dict[str, Any]] = {
    "reports": {
        "description": "A report with its text, and the model that read it.",
        "label_column": "title",
        "sort_desc": "published",
        "facets": ["publisher"],
    },
    "entities": {
        "description": "Someone or something in a report; of a place its coordinates.",
        "label_column": "name",
        "facets": ["type"],
    },
    "mentions": {"description": "Where an entity is named, described or referred to."},
    "times": {
        "description": "Time expressions with their TIMEX3 values.",
        "label_column": "text",
        "facets": ["type"],
    },
    "attributions": {
        "description": "Who says what. parent is the attribution around this one.",
        "label_column": "content",
        "facets": ["speaker", "act", "kind"],
    },
    "claims": {
        "description": "A sentence, or part of one, that asserts something; with its standing.",
        "label_column": "text",
        "facets": ["standing", "speaker", {"array": "hedges"}],
    },
    "figures": {
        "description": "A count or measure, with the claim that makes it.",
        "label_column": "text",
        "facets": ["role", "status"],
    },
    "events": {
        "description": "Something that happened, in one or more reports.",
        "label_column": "title",
        "sort_desc": "start",
        "facets": ["type", "country", "disputed"],
    },
    "event_reports": {
        "description": "The reports of an event. original is the one whose text a copy reprints.",
    },
    "event_figures": {
        "description": "A count of an event: best, low and high under the policy in use.",
        "facets": ["role"],
    },
    "versions": {
        "description": "One value of such a count, its sources, and since when.",
        "facets": ["role"],
    },
    "relations": {
        "description": "How two versions of a count relate, and why.",
        "facets": ["kind", "role"],
    },
    "event_people": {
        "description": "Who was harmed, by name, with the claims that say so.",
        "label_column": "name",
        "facets": ["role"],
    },
    "blamed": {
        "description": "Who is blamed, charged or convicted, and by whom.",
        "label_column": "who",
        "facets": ["status", "by"],
    },
    "drifts": {
        "description": "What a count lost between two reports: its source, about, reportedly.",
        "facets": ["lost", "role"],
    },
    "findings": {
        "description": "A copy, a revision, a correction, a conflict, claims that say the same.",
        "facets": ["kind", "role"],
    },
    "quotations": {
        "description": "Who says what, with outlet and day, the newest first.",
        "facets": ["speaker", "publisher", "act"],
    },
    "unattributed": {
        "description": "What outlets assert with no source, or on hearsay.",
        "facets": ["publisher", "standing"],
    },
    "speakers": {
        "description": "Who speaks, under each name as reports give it, and how often.",
        "facets": ["type"],
    },
    "counts": {
        "description": "Every count with its claim, speaker, outlet and day.",
        "facets": ["role", "publisher"],
    },
    "disputes": {
        "description": "The versions of counts that cannot all hold, each with who says it.",
        "facets": ["role"],
    },
}
#: Columns that mean the same in every table.
_COLUMNS = {
    "start": "first code point of the words in the report's text",
    "end": "code point after the words",
    "score": "0 to 1: how sure it is",
    "speaker_score": "0 to 1: how sure it is that this is who speaks",
    "published": "ISO 8601, as precise as the source is",
    "told_of": "the first date that the claim is about",
    "cue": "the words by which it is said",
    "said": "who says it and how, as words: Pell denied",
    "asserted": "0 where the source does not assert it, which is no denial",
    "stance": "statement, attitude or deed: only a statement is words said",
    "speakers": "JSON array: all that speak together, in the order of the text",
    "via": "JSON array: who passes the words on",
    "metonym": "1 where a place means its government",
    "mod": "TIMEX3's own: START, MID, END, APPROX, BEFORE, AFTER ...",
    "begin": "the value that a range of time runs from",
    "until": "the value that a range of time runs to, included",
    "standing": "attributed, hearsay (no source), or own-voice (the outlet itself asserts it)",
    "hedges": "JSON array: hearsay, doubt, distance, approximation",
    "value": "the number; null for a range or a vague word",
    "low": "at least so many; null where there is no bound",
    "high": "at most so many; null where there is no bound",
    "of": "who or what is counted",
    "main": "1 on the report's own total for the event that it is about",
    "background": "1 where another event or time is counted",
    "implied": "1 where the text has no number: a man was killed",
    "country": "ISO 3166-1 alpha-2",
    "admin1": "ISO 3166-2",
    "geonames": "GeoNames id",
    "original": "the report whose text this one reprints",
    "copies": "how many of the reports reprint another",
    "sources_least": "independent sources, at least",
    "sources_most": "independent sources, at most",
    "sources_known": "0 where no source is named, so that the number is unknown",
    "status": "of a figure civilian or combatant; of blame how far it has gone",
    "before": "the report that still had it",
    "after": "the report that no longer had it",
    "bundle": "digest of the model that read the report, and what ran it",
}
#: Columns that mean something else in one table.
_THERE = {("events", "start"): "its first day", ("events", "end"): "its last day"}
_HIDDEN = ("reports_fts", "attributions_fts", "claims_fts")


def metadata(database: str, tables: Collection[str]) -> dict[str, Any]:
    """The metadata of a database of that name that has these tables, and their views."""
    described: dict[str, Any] = {}
    for name, found in _TABLES.items():
        if name in COLUMNS and name not in tables:
            continue
        words = {c: _THERE.get((name, c), _COLUMNS.get(c)) for c in COLUMNS.get(name, ())}
        columns = {column: word for column, word in words.items() if word}
        described[name] = {**found, "columns": columns} if columns else dict(found)
    described |= {name: {"hidden": True} for name in _HIDDEN}
    return {
        "title": "Attributed claims",
        "description": "Who said what, in which report, and what other reports say of the same.",
        "databases": {database: {"tables": described}},
    }
