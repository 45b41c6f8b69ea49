"""Files of any supported kind to articles.

    find_files    paths that were given -> files to read, and what was passed over
    read_file     file -> bytes, within limits
    read_articles bytes -> articles, with stored text, metadata and furniture

Inside, a module a kind turns bytes into drafts (`plain`, `markdown`, `page`, `jsonfile`, `table`,
`pdf`, `word`), and `reading` turns drafts into articles with what all kinds share: `text` decides
how text is stored, `head` reads title, byline and date off the first lines, `furniture` marks the
lines that belong to the page.
"""

from qa.articles.dates import parse_day
from qa.articles.files import MAX_BYTES, SUPPORTED, find_files, read_file
from qa.articles.reading import ReadResult, article_id, read_articles

__all__ = [
    "MAX_BYTES",
    "SUPPORTED",
    "ReadResult",
    "article_id",
    "find_files",
    "parse_day",
    "read_articles",
    "read_file",
]
