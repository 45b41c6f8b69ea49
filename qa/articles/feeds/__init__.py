"""Feeds and the XML of news agencies to articles.

document     an XML file to articles, by what its outermost element is
syndication  RSS 2.0, RSS 1.0 (RDF) and Atom: each entry an article
fields       text, names and links of the elements of a feed
nitf         NITF: one article
newsml       NewsML-G2: an item, or a message with several
"""
