"""PDF files to articles.

document    a file to an article
child       the process that parses, within limits: pieces of text with their places
ocr         the words of scanned pages, recognised by `ocr_child` in a process of its own
drop_caps   large first letters to the words that they begin
pieces      what stands on a page: pieces of text, and lines
lines       pieces of a page to lines in reading order, with columns told apart
tables      rows in columns to the sentences of their table
paragraphs  the lines of all pages to paragraphs, without running heads and page numbers
"""
