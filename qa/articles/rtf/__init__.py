"""Rich Text Format (.rtf) to articles.

document    a file to an article
tokens      a file's bytes to control words, groups and text
characters  the encodings of fonts, and control words that stand for a character
state       what is set in a group, and what its text is for
table       a table, gathered cell by cell
content     the paragraphs, tables, notes and properties of a file
"""
