"""Keep articles, passages, vectors and words, in one SQLite file or in a PostgreSQL server.

store        all parts together; adds and removes an article with what depends on it
opening      a place to its database: a folder's file, or a server
database     what the parts require of a database
sqlite_file  the file: opening, transactions, snapshots, the write lock, migrations
postgresql   the server, with its own vectors and words
schema       the tables, and the statements that migrate an older file
metadata     generation, identity, encoder, chunking
files        which files were read
articles     articles, and which of them a filter admits
passages     passages by row number, with their article
vectors      vectors by key
words        what a store requires of the index of words
word_index   the index of words in SQLite (FTS5)
bm25         the numbers of BM25
stories      which articles tell the same story
checksums    digests of what was written, to find damage
damage       what is damaged, by those digests
backup       a copy of the file while it is in use
export       what a search engine outside the store copies of each passage
"""
