"""Join the stages into a collection of articles that can be indexed and asked.

collection   Collection: index, ask, list, remove
opening      open a store, or the cached collection of some files; answer in one call
texts        one given text asked a question, without a store
pipeline     a query to its answer, stage by stage; built once for a collection
cascade      passages read in stages, no more of them than the answer needs
replies      what is met without reading passages: subjects, stated facts, refusals
article_cache     the articles that were last read
orientation  what can be asked here, for who greets or asks for help
article_facts     what is stated about an article
collection_facts  how many articles there are, of which days and sources
mentions     the articles that mention a subject
as_of        the day up to which a question asks: "as of 6 November"
each         every article asked one question, some at a time
readings     decide between the readings of a follow-up question
trace        what each stage found on the way to an answer
engines      choose the engine that searches passages
models       load the models, once a process
"""

from qa.collection.collection import Collection
from qa.collection.opening import answer, open, open_articles
from qa.collection.texts import TextReader, read, read_all
from qa.collection.trace import Trace

__all__ = [
    "Collection",
    "TextReader",
    "Trace",
    "answer",
    "open",
    "open_articles",
    "read",
    "read_all",
]
