"""Find what is damaged in a store by the digests of what was written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.store.store import Store


class Part(StrEnum):
    """What of a store is damaged."""

    FILE = "file"
    """The structure of the database's files: pages and indexes."""
    ARTICLE = "article"
    """The text or the metadata of an article."""
    ARTICLES = "articles"
    """Which articles there are: one is missing, or one was added by another program."""
    PASSAGES = "passages"
    """The passages of an article, or their terms."""
    VECTORS = "vectors"
    """A vector, altered or missing."""
    WORDS = "words"
    """The full-text index."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in a store that is not as it was written.

    Attributes:
        name: what is damaged: an article's id, a vector's key; None for the whole part.
        detail: a sentence for the user that names the article's file where there is one.
    """

    part: Part
    name: str | None
    detail: str

    @property
    def is_derived(self) -> bool:
        """Tell whether the part can be made anew from the articles that the store holds."""
        return self.part in (Part.PASSAGES, Part.VECTORS, Part.WORDS)


def find_damage(store: Store) -> list[Damage]:
    """Look at everything that a store holds, and return what is damaged, worst first."""
    damages = [
        Damage(Part.FILE, None, f"The store {store.place} is damaged: {message}.")
        for message in store.database.integrity_errors()
    ]
    try:
        damages += _damaged_articles(store)
        damages += _damaged_vectors(store)
        damages += _damaged_words(store)
    except store.database.errors as error:
        damages.append(
            Damage(Part.FILE, None, f"The store {store.place} cannot be read whole: {error}.")
        )
    return sorted(damages, key=lambda damage: list(Part).index(damage.part))


def _damaged_articles(store: Store) -> list[Damage]:
    damages = []
    for state in store.checksums.article_states():
        name = f"article {state.id} ({store.checksums.path_of(state.id)})"
        if not state.is_intact:
            detail = f"The text or metadata of {name} is not what was stored."
            damages.append(Damage(Part.ARTICLE, state.id, detail))
        if not state.has_intact_passages:
            detail = f"The passages or terms of {name} are not what was stored."
            damages.append(Damage(Part.PASSAGES, state.id, detail))
    if not store.checksums.is_set_complete():
        detail = "An article is missing, or one was added by another program."
        damages.append(Damage(Part.ARTICLES, None, detail))
    return damages


def _damaged_vectors(store: Store) -> list[Damage]:
    return [
        Damage(Part.VECTORS, key, f"The vector {key[:12]} is altered or missing.")
        for key in store.checksums.damaged_vectors()
    ]


def _damaged_words(store: Store) -> list[Damage]:
    if store.words.is_consistent():
        return []
    return [Damage(Part.WORDS, None, "The word index does not hold the terms of the passages.")]
