"""Failures behind the page: the cause goes to the log, and a sentence to the person."""

from __future__ import annotations

import logging

from qa.errors import ArticleQAError, EmptyStoreError, ModelError, SearchError, StoreError
from qa.web.messages import explain_error

_log = logging.getLogger(__name__)


def report_failure(error: Exception) -> str:
    """Log what whoever runs the page has to know, and give what the person is told."""
    if not isinstance(error, ArticleQAError):
        _log.error("the page failed", exc_info=error)
    elif isinstance(error, StoreError | SearchError | ModelError) and not isinstance(
        error, EmptyStoreError
    ):
        _log.error("%s", error)
    return explain_error(error)
