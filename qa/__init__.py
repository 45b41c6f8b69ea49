"""Ask articles a question; get the exact words that answer it, and where they stand.

import qa
print(qa.answer("how many U.S. personnel?", articles="data/articles"))
"""

from qa.conversation import Turn
from qa.datatypes import Answer, Article, ArticleInfo, Evidence, IndexReport
from qa.errors import ArticleQAError
from qa.pipeline import Collection, answer, open
from qa.settings import Settings

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
