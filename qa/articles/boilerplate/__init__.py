"""Tell the lines that belong to the page from those of the article.

detection   the ranges of a text that are boilerplate
patterns    what comment forms, menus and copyright lines look like
"""
