"""OpenDocument texts (.odt, .fodt) to articles.

document  a file to an article: its blocks in order, then notes, then heads and feet of pages
blocks    paragraphs, lists, tables and text boxes in the order of the document
runs      the text of a paragraph as a reader sees it
styles    what styles say of characters and of the marks of lists
"""
