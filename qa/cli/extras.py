"""Say which extra a command needs, where its packages are not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qa.errors import ArticleQAError


@contextmanager
def needs_extra(extra: str, *packages: str) -> Iterator[None]:
    """Import what an extra brings.

    Args:
        extra: as `pip install 'article-qa[...]'` names it.
        packages: the top-level packages whose absence the extra mends.

    Raises:
        ArticleQAError: one of the packages is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in packages:
            raise
        raise ArticleQAError(f"This needs an extra: pip install 'article-qa[{extra}]'") from error
