"""Pages that were saved into one file, or by a crawler, to articles.

mhtml     a page with its pictures in one file (.mht, .mhtml)
warc      the pages that a crawler saved (.warc, .warc.gz)
records   the records of a WARC file, one at a time
response  what a server answered: status, kind and body
pages     a saved page, its encoding and its address to articles
"""
