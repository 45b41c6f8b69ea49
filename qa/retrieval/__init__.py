"""Find the passages that may answer a question.

retriever     a question to hits: dense and lexical search, fused, without copies
engine        what retrieval asks of a search engine, and FAISS with FTS5 as the default one
milvus        Milvus as another engine
sparse_bm25   BM25 as sparse vectors, for engines that know only vectors
"""
