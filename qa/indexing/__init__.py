"""Bring a store in step with files: read, split into passages, encode, write.

indexer           files and folders to a store, and the report of what changed
repair            what is damaged and can be derived, made anew
copying           a store into another, resumed and compared
writer            one article to the store: vectors, terms, story; and the rebuild of a whole store
chunking          an article to passages of whole sentences
near_duplicates   MinHash signatures that tell which articles are versions of one story
"""
