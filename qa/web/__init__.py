"""Serve the chat page; the only package that imports Gradio.

server        the layout of the page, its events, and serving it
controller    what each event does
cards         a conversation as HTML
evidence      an article with the answer marked, as HTML
messages      what the page says in words
scripts       the few lines of JavaScript
collections   the collections that the page offers
downloads     the original files of articles
uploads       files that people add by the page
network       where the page listens, and who may come in
feedback      answers marked right and wrong, kept as questions
transcript    a conversation as Markdown and HTML
"""
