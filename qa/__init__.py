"""Ask articles a question; get the exact words that answer it, and where they stand.

import qa
print(qa.answer("how many U.S. personnel?", articles="data/articles"))

A file goes through `articles`, `indexing`, `store`; a question through `conversation`, `retrieval`,
`reader` and `answering`. Around them:

    collection                        wires the stages: index, ask, remove
    types, settings, errors           what flows, every number that may be set, every error
    text                              sentences, terms, answers that say the same
    evaluation                        question sets and figures
    web, cli, integrations            the chat page, the command line, other programs
    pipeline, datatypes               the old import paths of `collection` and `types`
"""

from qa.collection import Collection, answer, open
from qa.errors import ArticleQAError
from qa.settings import Settings
from qa.types.answer import Answer, Evidence
from qa.types.article import Article, ArticleInfo
from qa.types.query import Turn
from qa.types.report import IndexReport

__version__ = "0.12.0"

__all__ = [
    "Answer",
    "Article",
    "ArticleInfo",
    "ArticleQAError",
    "Collection",
    "Evidence",
    "IndexReport",
    "Settings",
    "Turn",
    "answer",
    "open",
]
