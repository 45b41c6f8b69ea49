"""Bring a store in step with files: read, split into passages, encode, write.

indexer           files and folders to a store, and the report of what changed
chunking          an article to passages of whole sentences
near_duplicates   MinHash signatures that tell copies and versions of one story
"""
