"""The tables of the store's SQLite file."""

from __future__ import annotations

VERSION = 5

# Sixteen random hexadecimal digits that tell one store from another.
_IDENTITY = "VALUES ('identity', lower(hex(randomblob(8))))"

SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS metadata (    -- identity, generation, encoder, ...
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT OR IGNORE INTO metadata {_IDENTITY};
CREATE TABLE IF NOT EXISTS files (       -- a file is listed once all its articles are stored
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    number INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    title TEXT,
    day TEXT,                            -- YYYY-MM-DD
    source TEXT,
    authors TEXT NOT NULL,               -- JSON list of names
    url TEXT,
    text TEXT NOT NULL,
    boilerplate TEXT NOT NULL,           -- JSON list of [start, end]
    pages TEXT,                          -- JSON list of [start, number, label, is_ocr]; NULL: none
    story TEXT,                          -- shared by copies and versions; NULL: not compared yet
    signature BLOB,                      -- MinHash, 128 uint32, NULL for a very short article
    digest TEXT,                         -- of what is known of it, see qa.store.checksums
    passages_digest TEXT                 -- of its passages and their terms
);
CREATE INDEX IF NOT EXISTS articles_by_story ON articles (story);
CREATE TABLE IF NOT EXISTS bands (       -- articles that share a hash are compared
    hash INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id)
);
CREATE INDEX IF NOT EXISTS bands_by_hash ON bands (hash);
CREATE INDEX IF NOT EXISTS bands_by_article ON bands (article);
CREATE INDEX IF NOT EXISTS articles_by_path ON articles (path, number);
CREATE TABLE IF NOT EXISTS passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL REFERENCES articles (id),
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    vector TEXT NOT NULL,                -- key into vectors
    sentences TEXT                       -- JSON list of [start, end]; NULL before version 3
);
CREATE INDEX IF NOT EXISTS passages_by_article ON passages (article, number);
CREATE INDEX IF NOT EXISTS passages_by_vector ON passages (vector);
CREATE TABLE IF NOT EXISTS vectors (     -- key: hash of encoder and text
    key TEXT PRIMARY KEY,
    vector BLOB NOT NULL,                -- float32, length one
    checksum INTEGER                     -- CRC-32 of the vector
);
-- The terms are stemmed by qa.text.terms before they come here; FTS5 only splits them at spaces.
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (title, body, tokenize = 'unicode61');
PRAGMA user_version = {VERSION};
COMMIT;
"""

# The statements that make a store of a version one of the next version.
MIGRATIONS = {
    1: (
        "ALTER TABLE articles ADD COLUMN story TEXT",
        "ALTER TABLE articles ADD COLUMN signature BLOB",
        "CREATE INDEX articles_by_story ON articles (story)",
        "CREATE TABLE bands "
        "(hash INTEGER NOT NULL, article TEXT NOT NULL REFERENCES articles (id))",
        "CREATE INDEX bands_by_hash ON bands (hash)",
        "CREATE INDEX bands_by_article ON bands (article)",
        "PRAGMA user_version = 2",
    ),
    2: (
        "ALTER TABLE facts RENAME TO metadata",
        # Stores of the first releases have no identity.
        f"INSERT OR IGNORE INTO metadata {_IDENTITY}",
        "ALTER TABLE articles RENAME COLUMN furniture TO boilerplate",
        "ALTER TABLE passages ADD COLUMN sentences TEXT",
        "PRAGMA user_version = 3",
    ),
    3: (
        "ALTER TABLE articles ADD COLUMN pages TEXT",
        # Files with pages are read again when they are next indexed.
        "UPDATE files SET sha256 = '' WHERE path LIKE '%.pdf'",
        "PRAGMA user_version = 4",
    ),
    4: (
        "ALTER TABLE articles ADD COLUMN digest TEXT",
        "ALTER TABLE articles ADD COLUMN passages_digest TEXT",
        "ALTER TABLE vectors ADD COLUMN checksum INTEGER",
        "PRAGMA user_version = 5",
    ),
}
