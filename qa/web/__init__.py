"""Serve the chat page; the only package that imports Gradio.

server          serving the page
page            the page as a whole: layout, events, API, colours
widgets         the widgets of each part of the page
layout          where they stand
chat_events     which widget asks, shows evidence and gives feedback
library_events  which widget adds articles, opens and creates collections
each            a question to every article, as a table
each_events     which widget asks every article, stops, and opens a row
wiring          how events are wired with Gradio
controller      answering questions and showing their evidence
library         adding and listing articles, opening and creating collections
session         what the page keeps for each person
api             questions that programs ask
cards           the conversation as HTML
evidence        an article with the answer marked, as HTML
repeated_heading  what an article repeats of its heading
rendering       how the HTML templates are filled
filters         which articles are asked, and the notice that says so
messages        what the page says in words
failures        what is logged, and what is told, when something fails
scripts         the few lines of JavaScript
collections     the collections that the page offers
downloads       the original files of articles
uploads         files that people add by the page
network         where the page listens, and who may come in
feedback        answers marked right and wrong, kept as questions
citing          the citation of evidence, in the styles that the page offers
saved_conversations  the conversations that a browser keeps, as text and back
transcript      a conversation as Markdown and HTML
"""
