"""Keep a store in a PostgreSQL server that several machines share.

server   the connection: statements, transactions, snapshots, a lost connection opened again
schema   the tables and indexes
vectors  vectors in half precision too, with an HNSW index
words    BM25 over the terms of passages
"""
