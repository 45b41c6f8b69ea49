"""Books and issues of magazines (.epub) to articles.

document  each document of the book, in reading order, to an article
package   what the book states: metadata, reading order, table of contents, front matter
"""
