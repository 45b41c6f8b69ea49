"""Keep the articles that were last read from a store."""

from __future__ import annotations

from functools import lru_cache

from qa.errors import UnknownArticleError
from qa.store.store import Store
from qa.types.article import Article

_ARTICLES_KEPT = 64


class ArticleCache:
    """The articles that were last read from a store."""

    def __init__(self, store: Store, size: int = _ARTICLES_KEPT) -> None:
        """Keep at most `size` articles, and the versions of as many."""
        self._store = store
        self._generation = store.metadata.generation
        self.article = lru_cache(maxsize=size)(self._read_article)
        self.versions = lru_cache(maxsize=size)(self._read_versions)

    def sync(self) -> None:
        """Forget everything if the store has changed."""
        if self._generation != self._store.metadata.generation:
            self._generation = self._store.metadata.generation
            self.article.cache_clear()
            self.versions.cache_clear()

    def _read_article(self, article_id: str) -> Article:
        article = self._store.articles.get(article_id)
        if article is None:
            raise UnknownArticleError(f"The store holds no article {article_id!r}.")
        return article

    def _read_versions(self, article_id: str) -> list[Article]:
        return read_versions(self._store, article_id)


def read_versions(store: Store, article_id: str) -> list[Article]:
    """Read the other articles that tell the same story, newest first: copies, corrections."""
    articles = (store.articles.get(other_id) for other_id in store.stories.others(article_id))
    return [article for article in articles if article is not None]
