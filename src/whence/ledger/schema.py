"""The ledger's tables.

Rows are only ever added, but for those of feeds and assignments, which hold their latest state;
only `forget` deletes any.

runs         one for each call that wrote: version, settings and bundle of every row it wrote
raws         the bytes as they came, compressed, by digest
reports      one row a version: an edited page has its identity and the next number
readings     what one bundle read in one report; the last one of a report is in force
claims       the claims of a reading, with columns to search by
claim_places, claim_figures    more to search claims by
claim_voices    who says a claim and how, for claims with a source
claim_speakers  the other speakers of a claim, beside its first
speakers     who speaks in a reading, each under one of the names
names        every name that somebody speaks under, once
name_words   the words of those names, to search them by
rejected     documents that gave no report, and why
tombstones   identities that were forgotten and may not come back
feeds        what `watch` polls, with what makes the next request conditional
feed_pages   the pages that a feed listed when last polled, except those to fetch again
sketches     the fingerprint of a report's last version, and its event
sketch_terms, sketch_bands    the index by which fingerprints find each other
matches      how alike two reports are, a row each way
events       the summary of each event, with columns to search and sort by
decisions    people's decisions on what was read, with who and when; never changed
reviewed     the readings that decisions were applied to
assignments  who is reviewing which report
alerts       addresses of the page that are watched, and where to send news
alert_items  what each alert sent, or began to send, so that nothing is sent twice
accounts, tokens, sessions    who may use a shared server
audit        what was done on a server, by whom

Fingerprints and what is made from them may be dropped: `compare` makes them again.

Text is stored once, in `reports`: a claim is a span of it, and its key is made of that span.
`claim_words` is the view that gives a claim's words back, for the full-text index and for people.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

#: Raised by one with every migration.
VERSION = 7

# An archive's claims outgrow 32 bits; SQLite's own row numbers are wide, and are called INTEGER.
_ROW = BigInteger().with_variant(Integer, "sqlite")
# Compared letter by letter, as SQLite does by default and PostgreSQL does not in most languages.
_PLAIN = String().with_variant(String(collation="C"), "postgresql")

metadata = MetaData()

versions = Table(
    "schema_version",
    metadata,
    Column("version", Integer, nullable=False),
)
runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("began", String, nullable=False),
    Column("command", String, nullable=False),
    Column("version", String, nullable=False),
    Column("settings", String, nullable=False),
    Column("bundle", String, nullable=False),
)
raws = Table(
    "raws",
    metadata,
    Column("digest", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)
reports = Table(
    "reports",
    metadata,
    Column("id", _PLAIN, primary_key=True),
    Column("identity", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("raw_digest", String, nullable=False),
    Column("fetched_at", String),
    Column("title", Text),
    Column("byline", Text),
    Column("published", String),
    Column("published_from", String),
    Column("published_utc", _PLAIN, nullable=False),
    Column("publisher", String),
    Column("url", String),
    Column("language", String),
    Column("text", Text, nullable=False),
    Column("blocks", LargeBinary, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    UniqueConstraint("identity", "number"),
)
readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("bundle", String, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
claims = Table(
    "claims",
    metadata,
    Column("id", _ROW, primary_key=True),
    Column("reading", ForeignKey("readings.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("standing", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("hedges", String, nullable=False),
    Column("speaker", ForeignKey("speakers.id"), index=True),
    Column("told_of", _PLAIN),
)
names = Table(
    "names",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("type", String, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("name", String, nullable=False),
    Column("folded", _PLAIN, nullable=False),
    UniqueConstraint("name", "type", "named"),
)
name_words = Table(
    "name_words",
    metadata,
    Column("word", _PLAIN, nullable=False),  # folded
    Column("name", ForeignKey("names.id"), nullable=False, index=True),
    Column("last", Boolean, nullable=False),  # whether the name ends with it
    PrimaryKeyConstraint("word", "name"),
    sqlite_with_rowid=False,
)
speakers = Table(
    "speakers",
    metadata,
    Column("id", _ROW, primary_key=True),
    Column("reading", ForeignKey("readings.id"), nullable=False, index=True),
    Column("name", ForeignKey("names.id"), nullable=False, index=True),
    Column("descriptions", Text, nullable=False),
)
claim_voices = Table(
    "claim_voices",
    metadata,
    Column("claim", ForeignKey("claims.id"), primary_key=True, autoincrement=False),
    Column("act", String, nullable=False),  # of the innermost attribution
    Column("asserted", Boolean, nullable=False),
    Column("voices", Text, nullable=False),  # JSON: the attributions, the outermost first
)
claim_speakers = Table(
    "claim_speakers",
    metadata,
    Column("claim", ForeignKey("claims.id"), nullable=False),
    Column("speaker", ForeignKey("speakers.id"), nullable=False),
    PrimaryKeyConstraint("speaker", "claim"),
    sqlite_with_rowid=False,
)
claim_places = Table(
    "claim_places",
    metadata,
    Column("claim", ForeignKey("claims.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("folded", _PLAIN, nullable=False, index=True),
    Column("country", String),
    Column("admin1", String),
)
claim_figures = Table(
    "claim_figures",
    metadata,
    Column("claim", ForeignKey("claims.id"), nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
)
rejected = Table(
    "rejected",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("code", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("raw_digest", String),
    Column("run", ForeignKey("runs.id"), nullable=False),
    UniqueConstraint("source", "stage", "code", "raw_digest"),
)
tombstones = Table(
    "tombstones",
    metadata,
    Column("identity", String, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("forgotten_at", String, nullable=False),
)
feeds = Table(
    "feeds",
    metadata,
    Column("address", String, primary_key=True),
    Column("etag", String),
    Column("modified", String),
    Column("polled_at", String, nullable=False),
)
feed_pages = Table(
    "feed_pages",
    metadata,
    Column("feed", ForeignKey("feeds.address"), nullable=False),
    Column("address", String, nullable=False),
    Column("dated", String, nullable=False),
    PrimaryKeyConstraint("feed", "address"),
)
sketches = Table(
    "sketches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("reports.id"), nullable=False, unique=True),
    Column("method", String, nullable=False),
    Column("published", String, nullable=False),
    Column("event", String),
    Column("body", LargeBinary, nullable=False),
)
sketch_terms = Table(
    "sketch_terms",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("sketch", Integer, nullable=False),
    Column("weight", Integer, nullable=False),
    PrimaryKeyConstraint("key", "sketch"),
    sqlite_with_rowid=False,
)
sketch_bands = Table(
    "sketch_bands",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("sketch", Integer, nullable=False),
    PrimaryKeyConstraint("key", "sketch"),
    sqlite_with_rowid=False,
)
matches = Table(
    "matches",
    metadata,
    Column("one", Integer, nullable=False),
    Column("other", Integer, nullable=False),
    Column("score", Integer, nullable=False),
    Column("share", Integer, nullable=False),
    PrimaryKeyConstraint("one", "other"),
    sqlite_with_rowid=False,
)
events = Table(
    "events",
    metadata,
    Column("id", String, primary_key=True),
    Column("disputed", Boolean, nullable=False),  # some figure has versions that cannot both hold
    Column("reports", Integer, nullable=False),
    Column("latest", _PLAIN, nullable=False),  # when its last report came out, in UTC
    Column("started", _PLAIN, nullable=False),  # the day of the event
    Column("folded", Text, nullable=False),  # what it is searched by
    Column("body", LargeBinary, nullable=False),
)
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", String),  # of the report that it is about; null for what joins several
    Column("target", String, nullable=False),
    Column("verb", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Column("undoes", Integer),
    Column("body", Text, nullable=False),
)
reviewed = Table(
    "reviewed",
    metadata,
    Column("reading", ForeignKey("readings.id"), primary_key=True),
)
assignments = Table(
    "assignments",
    metadata,
    Column("identity", String, primary_key=True),  # of the report
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
)
alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False),  # of the page, as "/claims?act=deny"
    Column("target", String, nullable=False),  # https://... or mailto:...
    Column("made_at", String, nullable=False),
    UniqueConstraint("address", "target"),
)
alert_items = Table(
    "alert_items",
    metadata,
    Column("alert", ForeignKey("alerts.id"), nullable=False),
    Column("key", String, nullable=False),
    Column("sent_at", String),  # null while it is being sent
    PrimaryKeyConstraint("alert", "key"),
)
accounts = Table(
    "accounts",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),  # argon2's own form
    Column("made_at", String, nullable=False),
)
tokens = Table(
    "tokens",
    metadata,
    Column("digest", String, primary_key=True),
    Column("account", ForeignKey("accounts.name"), nullable=False, index=True),
    Column("label", String, nullable=False),
    Column("made_at", String, nullable=False),
)
sessions = Table(
    "sessions",
    metadata,
    Column("digest", String, primary_key=True),
    Column("account", ForeignKey("accounts.name"), nullable=False, index=True),
    Column("ends_at", String, nullable=False),
)
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("target", Text, nullable=False),
    Column("address", String, nullable=False),
)
Index("claims_told_of", claims.c.told_of)
Index("events_latest", events.c.disputed, events.c.latest)
Index("decisions_by_report", decisions.c.identity)
Index("sketches_by_event", sketches.c.event)
Index("reports_by_day", reports.c.published_utc, reports.c.id)
Index("names_folded", names.c.folded)
Index("claim_voices_by_act", claim_voices.c.act)
Index("claim_speakers_by_claim", claim_speakers.c.claim)
# What a list of reports is searched by, so that their texts need not be read over.
Index(
    "reports_listed",
    reports.c.published_utc,
    reports.c.id,
    reports.c.identity,
    reports.c.number,
    reports.c.title,
    reports.c.publisher,
)
Index("reports_by_publisher", reports.c.publisher)
Index("claim_figures_by_role", claim_figures.c.role)
