"""Keep articles, passages, vectors and words in one SQLite file.

store        the file: transactions, articles, passages, vectors
schema       its tables, and how an older file is brought up to date
stories      which articles tell the same story
word_index   full-text search (FTS5, BM25)
export       what a search engine outside the store is told of each passage
"""
