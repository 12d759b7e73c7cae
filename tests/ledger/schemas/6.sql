-- The tables of a ledger of schema 6, as whence made them; FTS5 makes its own four.

CREATE TABLE schema_version (
    version INTEGER NOT NULL
);
CREATE TABLE runs (
    id INTEGER NOT NULL,
    began VARCHAR NOT NULL,
    command VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    settings VARCHAR NOT NULL,
    bundle VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE raws (
    digest VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (digest)
);
CREATE TABLE names (
    id INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    named BOOLEAN NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name, type, named)
);
CREATE INDEX names_folded ON names (folded);
CREATE TABLE tombstones (
    identity VARCHAR NOT NULL,
    reason TEXT NOT NULL,
    forgotten_at VARCHAR NOT NULL,
    PRIMARY KEY (identity)
);
CREATE TABLE feeds (
    address VARCHAR NOT NULL,
    etag VARCHAR,
    modified VARCHAR,
    polled_at VARCHAR NOT NULL,
    PRIMARY KEY (address)
);
CREATE TABLE sketch_terms (
    "key" BIGINT NOT NULL,
    sketch INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    PRIMARY KEY ("key", sketch)
)
 WITHOUT ROWID;
CREATE TABLE sketch_bands (
    "key" BIGINT NOT NULL,
    sketch INTEGER NOT NULL,
    PRIMARY KEY ("key", sketch)
)
 WITHOUT ROWID;
CREATE TABLE matches (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    score INTEGER NOT NULL,
    share INTEGER NOT NULL,
    PRIMARY KEY (one, other)
)
 WITHOUT ROWID;
CREATE TABLE events (
    id VARCHAR NOT NULL,
    disputed BOOLEAN NOT NULL,
    reports INTEGER NOT NULL,
    latest VARCHAR NOT NULL,
    started VARCHAR NOT NULL,
    folded TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX events_latest ON events (disputed, latest);
CREATE TABLE decisions (
    id INTEGER NOT NULL,
    identity VARCHAR,
    target VARCHAR NOT NULL,
    verb VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    undoes INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX decisions_by_report ON decisions (identity);
CREATE TABLE alerts (
    id INTEGER NOT NULL,
    address TEXT NOT NULL,
    target VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (address, target)
);
CREATE TABLE accounts (
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    password VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE audit (
    id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    target TEXT NOT NULL,
    address VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE reports (
    id VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    raw_digest VARCHAR NOT NULL,
    fetched_at VARCHAR,
    title TEXT,
    byline TEXT,
    published VARCHAR,
    published_from VARCHAR,
    published_utc VARCHAR NOT NULL,
    publisher VARCHAR,
    url VARCHAR,
    language VARCHAR,
    text TEXT NOT NULL,
    blocks BLOB NOT NULL,
    run INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (identity, number),
    FOREIGN KEY(run) REFERENCES runs (id)
);
CREATE INDEX reports_by_day ON reports (published_utc, id);
CREATE INDEX reports_by_publisher ON reports (publisher);
CREATE TABLE rejected (
    id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    detail TEXT NOT NULL,
    raw_digest VARCHAR,
    run INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (source, stage, code, raw_digest),
    FOREIGN KEY(run) REFERENCES runs (id)
);
CREATE TABLE feed_pages (
    feed VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    dated VARCHAR NOT NULL,
    PRIMARY KEY (feed, address),
    FOREIGN KEY(feed) REFERENCES feeds (address)
);
CREATE TABLE alert_items (
    alert INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    sent_at VARCHAR,
    PRIMARY KEY (alert, "key"),
    FOREIGN KEY(alert) REFERENCES alerts (id)
);
CREATE TABLE tokens (
    digest VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    PRIMARY KEY (digest),
    FOREIGN KEY(account) REFERENCES accounts (name)
);
CREATE INDEX ix_tokens_account ON tokens (account);
CREATE TABLE sessions (
    digest VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    ends_at VARCHAR NOT NULL,
    PRIMARY KEY (digest),
    FOREIGN KEY(account) REFERENCES accounts (name)
);
CREATE INDEX ix_sessions_account ON sessions (account);
CREATE TABLE readings (
    id INTEGER NOT NULL,
    report VARCHAR NOT NULL,
    bundle VARCHAR NOT NULL,
    run INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(report) REFERENCES reports (id),
    FOREIGN KEY(run) REFERENCES runs (id)
);
CREATE INDEX ix_readings_report ON readings (report);
CREATE TABLE sketches (
    id INTEGER NOT NULL,
    report VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    published VARCHAR NOT NULL,
    event VARCHAR,
    body BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (report),
    FOREIGN KEY(report) REFERENCES reports (id)
);
CREATE INDEX sketches_by_event ON sketches (event);
CREATE TABLE speakers (
    id INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    name INTEGER NOT NULL,
    descriptions TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(reading) REFERENCES readings (id),
    FOREIGN KEY(name) REFERENCES names (id)
);
CREATE INDEX ix_speakers_reading ON speakers (reading);
CREATE INDEX ix_speakers_name ON speakers (name);
CREATE TABLE reviewed (
    reading INTEGER NOT NULL,
    PRIMARY KEY (reading),
    FOREIGN KEY(reading) REFERENCES readings (id)
);
CREATE TABLE claims (
    id INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    standing VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    hedges VARCHAR NOT NULL,
    speaker INTEGER,
    told_of VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(reading) REFERENCES readings (id),
    FOREIGN KEY(speaker) REFERENCES speakers (id)
);
CREATE INDEX ix_claims_reading ON claims (reading);
CREATE INDEX ix_claims_speaker ON claims (speaker);
CREATE TABLE claim_voices (
    claim INTEGER NOT NULL,
    act VARCHAR NOT NULL,
    asserted BOOLEAN NOT NULL,
    voices TEXT NOT NULL,
    PRIMARY KEY (claim),
    FOREIGN KEY(claim) REFERENCES claims (id)
);
CREATE INDEX claim_voices_by_act ON claim_voices (act);
CREATE TABLE claim_speakers (
    claim INTEGER NOT NULL,
    speaker INTEGER NOT NULL,
    PRIMARY KEY (speaker, claim),
    FOREIGN KEY(claim) REFERENCES claims (id),
    FOREIGN KEY(speaker) REFERENCES speakers (id)
)
 WITHOUT ROWID;
CREATE INDEX claim_speakers_by_claim ON claim_speakers (claim);
CREATE TABLE claim_places (
    claim INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    country VARCHAR,
    admin1 VARCHAR,
    FOREIGN KEY(claim) REFERENCES claims (id)
);
CREATE INDEX ix_claim_places_claim ON claim_places (claim);
CREATE INDEX ix_claim_places_folded ON claim_places (folded);
CREATE TABLE claim_figures (
    claim INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    value FLOAT,
    low FLOAT,
    high FLOAT,
    FOREIGN KEY(claim) REFERENCES claims (id)
);
CREATE INDEX claim_figures_by_role ON claim_figures (role);
CREATE INDEX ix_claim_figures_claim ON claim_figures (claim);
CREATE VIEW claim_words as
select claims.id as id, substr(reports.text, claims.start + 1, claims.stop - claims.start) as words
from claims
join readings on readings.id = claims.reading
join reports on reports.id = readings.report;
CREATE VIRTUAL TABLE claims_found using fts5(words, content='claim_words', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
INSERT INTO schema_version VALUES (6);
