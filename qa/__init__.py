"""Ask articles a question; get the exact words that answer it, and where they stand.

import qa
print(qa.answer("how many U.S. personnel?", articles="data/articles"))

A file goes through `articles`, `indexing`, `store`; a question through `conversation`, `retrieval`,
`reader` and `answering`. Around them:

    collection                        joins the stages: index, ask, trace, remove
    types, settings, errors           what is asked, found and answered; every number; every error
    questions                         what kind of question is asked
    citations                         APA, BibTeX, RIS and CSL-JSON of an answer's place
    text                              sentences, terms, answers that say the same
    evaluation                        question sets and figures
    web, cli, integrations            the chat page, the command line, other programs
    pipeline, datatypes               the old import paths of `collection` and `types`
"""

from qa.collection import (
    Collection,
    TextReader,
    Trace,
    answer,
    open,
    read,
    read_all,
)
from qa.errors import (
    ArticleQAError,
    EmptyStoreError,
    EncoderMismatchError,
    ModelError,
    QuestionError,
    QuestionSetError,
    SearchError,
    StoreBusyError,
    StoreError,
    StoreVersionError,
    UnknownArticleError,
    UnreadableError,
    UsageError,
)
from qa.settings import (
    AnswerSettings,
    ChunkingSettings,
    EachSettings,
    OcrSettings,
    ReaderSettings,
    RetrievalSettings,
    Settings,
)
from qa.types.annotations import (
    FullName,
    ResolvedDate,
)
from qa.types.answer import (
    Agreement,
    Alternative,
    Answer,
    Closest,
    Evidence,
    Reports,
    StatedField,
)
from qa.types.article import (
    Article,
    ArticleInfo,
    Filter,
    Passage,
)
from qa.types.each import (
    Amount,
    AnswerGroup,
    ArticleAnswers,
    EachAnswer,
)
from qa.types.kinds import QuestionKind
from qa.types.pages import (
    Page,
    PageRange,
)
from qa.types.query import (
    Query,
    Turn,
)
from qa.types.report import (
    IndexReport,
    Note,
    Skipped,
)
from qa.types.search import (
    Hit,
    SearchScope,
    Span,
)
from qa.types.text_answer import TextAnswer

__version__ = "0.16.0"

__all__ = [
    "Agreement",
    "Alternative",
    "Amount",
    "Answer",
    "AnswerGroup",
    "AnswerSettings",
    "Article",
    "ArticleAnswers",
    "ArticleInfo",
    "ArticleQAError",
    "ChunkingSettings",
    "Closest",
    "Collection",
    "EachAnswer",
    "EachSettings",
    "EmptyStoreError",
    "EncoderMismatchError",
    "Evidence",
    "Filter",
    "FullName",
    "Hit",
    "IndexReport",
    "ModelError",
    "Note",
    "OcrSettings",
    "Page",
    "PageRange",
    "Passage",
    "Query",
    "QuestionError",
    "QuestionKind",
    "QuestionSetError",
    "ReaderSettings",
    "Reports",
    "ResolvedDate",
    "RetrievalSettings",
    "SearchError",
    "SearchScope",
    "Settings",
    "Skipped",
    "Span",
    "StatedField",
    "StoreBusyError",
    "StoreError",
    "StoreVersionError",
    "TextAnswer",
    "TextReader",
    "Trace",
    "Turn",
    "UnknownArticleError",
    "UnreadableError",
    "UsageError",
    "answer",
    "open",
    "read",
    "read_all",
]
