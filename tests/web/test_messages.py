"""What the page says: neither commands for a shell nor paths of the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import errors
from qa.errors import ArticleQAError, UnreadableError, UsageError
from qa.types.report import IndexReport, Note, Skipped
from qa.web.messages import explain_error, indexing_report

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


def test_files_are_told_by_their_names_and_what_was_read_is_not_called_skipped() -> None:
    report = IndexReport(
        added=2,
        updated=0,
        removed=0,
        unchanged=0,
        skipped=(Skipped("/srv/a.warc, record 8 (https://x.example/y)", "no text"),),
        articles=2,
        passages=3,
        seconds=0.1,
        notes=(
            Note("/srv/0f/b.pdf", "no text on page 2"),
            Note("/srv/c.mbox, record 1", "a signature"),
        ),
    )
    message = indexing_report(report, file_names={Path("/srv/0f/b.pdf"): "plan.pdf"})
    assert message.splitlines()[1:] == [
        "Skipped a.warc, record 8 (https://x.example/y): no text",
        "Note on plan.pdf: no text on page 2",
        "Note on c.mbox, record 1: a signature",
    ]


def test_a_file_that_cannot_be_read_goes_by_its_name() -> None:
    assert explain_error(UnreadableError("/srv/uploads/one.pdf", "damaged")) == "one.pdf: damaged"
