"""The errors that article-qa raises, every one meant to be read by a person.

ArticleQAError
├── UsageError            a value that the caller gave cannot be used
│   ├── QuestionError         the question is empty or too long
│   └── UnknownArticleError   no article goes by that name
├── UnreadableError       a file cannot be read as articles, with the reason
├── QuestionSetError      a question set cannot be read
├── ModelError            a model cannot be found or loaded
├── SearchError           the engine that searches passages elsewhere cannot be used
└── StoreError            the store cannot be used
    ├── StoreBusyError        another process is writing to it
    ├── StoreVersionError     it was written by another version of article-qa
    ├── EncoderMismatchError  it holds vectors of another encoder
    └── EmptyStoreError       it holds no articles to ask
"""

from __future__ import annotations

from pathlib import Path


class ArticleQAError(Exception):
    """Base of every error that article-qa raises; its text is fit to show to a user."""


class UsageError(ArticleQAError):
    """A value that the caller gave cannot be used."""


class QuestionError(UsageError):
    """The question is empty or too long."""


class UnknownArticleError(UsageError):
    """No article in the store goes by the given id, path or title."""


class UnreadableError(ArticleQAError):
    """A file cannot be read as articles.

    Attributes:
        path: the file.
        reason: why, in a few words, without the path.
    """

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class QuestionSetError(ArticleQAError):
    """A question set cannot be read; the text names the file and, where there is one, the line."""


class ModelError(ArticleQAError):
    """A model cannot be found, does not match its recorded hash, or cannot be loaded."""


class SearchError(ArticleQAError):
    """The engine that searches passages elsewhere than in this process cannot be used."""


class StoreError(ArticleQAError):
    """The store cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process is writing to the store."""


class StoreVersionError(StoreError):
    """The store was written by another version of article-qa."""


class EncoderMismatchError(StoreError):
    """The store holds vectors of another encoder than the one in use."""


class EmptyStoreError(StoreError):
    """The store holds no articles to ask."""
