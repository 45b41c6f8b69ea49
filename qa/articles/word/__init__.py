"""Word documents (.docx) to articles.

document   a file to an article: its blocks in order, then what stands around and below the pages
runs       the text of a paragraph as a reader sees it
blocks     paragraphs, tables and text boxes in the order of the document
left_out   what of a document is not read, counted
symbols    characters of fonts of symbols
numbering  the marks and numbers of list items
"""
