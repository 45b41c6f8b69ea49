"""Presentations (.pptx) to articles.

document  a file to an article: its slides in order, each with its title, text, tables and notes
shapes    the texts and tables of a slide
"""
