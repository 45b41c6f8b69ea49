"""HTML pages to articles.

page        a saved page to its articles
metadata    what the page states in meta elements; `linked_data` what it states in JSON-LD
layout      which part of a page is the article
parsing     markup to a tree, with shadow roots put where they are shown
visible     what a reader does not see goes; raised, lowered and struck-out text
blocks      the visible text of a tree, a string a block
lists       the numbers of the items of lists
data_tables tables of data to lines of text
"""
