"""Find the passages that may answer a question.

retriever        a question to hits: dense and lexical search, fused, without copies
by_article       the same for each article by itself
hybrid           both searches for one question, wider and wider
fusion           dense and lexical scores to one score
term_coverage    how much of a question's terms a text holds, close together or anywhere
passage_scores   fused score, terms close together, and the article's score to the rank
engine           what retrieval requires of a search engine, and FAISS with FTS5 as the default
postgresql       the search of a store in PostgreSQL, on its server
milvus           Milvus as another engine
milvus_server    the connection to Milvus
milvus_fields    the fields of a passage in Milvus, and filters over them
sparse_bm25      BM25 as sparse vectors, for engines that know only vectors
"""
