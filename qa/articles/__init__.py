"""Files of any supported kind to articles.

    files          paths that were given -> files to read, and what was passed over
    parsers        which parser reads a file; parsers of other packages
    reading        a file's bytes -> articles, with stored text, metadata and boilerplate

Each kind of file has a parser, which turns bytes into ParsedArticles (`parsed`):

    plain, markdown (with front_matter), html, jsonfile, table, pdf, word   a kind of file each
    feeds          RSS and Atom, NITF and NewsML-G2
    mail           messages and mailboxes: newsletters, alerts
    web_archives   pages in one file, and those that a crawler saved
    epub           books and issues of magazines
    opendocument   texts of LibreOffice and others
    rtf            Rich Text Format
    slides         presentations
    records        a JSON object or a table's row to a ParsedArticle
    field_text     the text of a field: plain, HTML, or the blocks of an editor
    exports        the articles in a text that a press database wrote
    xml_tree       XML to a tree of elements
    archive        the files in a document that is a zip archive

`reading` turns what was parsed into articles, with what all kinds share:

    decoding          how bytes become text
    text              the form in which text is stored
    marks             what stands for raised and lowered characters: notes, exponents, formulas
    left_out          parts of an article that are not read, counted and named
    hyphens           words that are cut at the ends of lines
    tables            tables as lines of text, in which each cell carries the head of its column
    leading_metadata  title, byline and date read off the first lines
    bylines           the words that begin a byline, and the credits of a story
    dates, names      days of publication (`foreign_dates`: in other languages); authors, agencies
    boilerplate       the lines that belong to the page
"""

from qa.articles.dates import parse_day
from qa.articles.files import MAX_BYTES, find_files, read_file
from qa.articles.parsed import ParsedArticle
from qa.articles.parsers import SUPPORTED, ending_of, supported_endings
from qa.articles.reading import ReadResult, article_id, read_articles

__all__ = [
    "MAX_BYTES",
    "SUPPORTED",
    "ParsedArticle",
    "ReadResult",
    "article_id",
    "ending_of",
    "find_files",
    "parse_day",
    "read_articles",
    "read_file",
    "supported_endings",
]
