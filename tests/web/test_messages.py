"""What the page says: neither commands for a shell nor paths of the server."""

from __future__ import annotations

import pytest

from qa import errors
from qa.errors import ArticleQAError, UnreadableError, UsageError
from qa.web.messages import explain_error

PRIVATE = "Cannot read /srv/news/store: article-qa index PATH --store /srv/news/store"


def kinds_of_errors() -> list[type[ArticleQAError]]:
    kinds = [item for item in vars(errors).values() if isinstance(item, type)]
    return [kind for kind in kinds if issubclass(kind, ArticleQAError)]


@pytest.mark.parametrize(
    "kind",
    [kind for kind in kinds_of_errors() if not issubclass(kind, UsageError | UnreadableError)],
)
def test_an_error_of_the_server_names_no_command_and_no_path(kind: type[ArticleQAError]) -> None:
    message = explain_error(kind(PRIVATE))
    assert "/srv" not in message
    assert "article-qa" not in message


def test_a_file_that_cannot_be_read_goes_by_its_name() -> None:
    assert explain_error(UnreadableError("/srv/uploads/one.pdf", "damaged")) == "one.pdf: damaged"
