"""Keep articles, passages, vectors and words in one SQLite file.

store        the file with all its parts; adds and removes an article with what depends on it
connection   opening the file, transactions, snapshots, the write lock, migrations
schema       the tables, and the statements that migrate an older file
metadata     generation, identity, encoder, chunking
files        which files were read
articles     articles, and which of them a filter admits
passages     passages by row number, with their article
vectors      vectors by key
word_index   full-text search (FTS5, BM25)
stories      which articles tell the same story
checksums    digests of what was written, to find damage
damage       what is damaged, by those digests
backup       a copy of the file while it is in use
export       what a search engine outside the store copies of each passage
"""
