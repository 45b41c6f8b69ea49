"""Load the models that settings name, once a process, when they are first used."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from qa.errors import ModelError
from qa.settings import ReaderSettings, Settings

if TYPE_CHECKING:
    from embeddings import Encoder
    from qa.answering.confidence import Confidence
    from qa.reader.reader import Reader


class Models:
    """The models of one collection; collections with the same settings share them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def encoder(self) -> Encoder:
        return load_encoder(self._settings.encoder)

    @property
    def reader(self) -> Reader:
        return load_reader(self._settings.reader, self._settings.reading)

    @property
    def confidence(self) -> Confidence:
        return load_confidence()


@lru_cache(maxsize=1)
def load_confidence() -> Confidence:
    """Read the fitted weights of ranking and confidence."""
    from qa.answering.confidence import Confidence

    return Confidence.load()


@lru_cache(maxsize=4)
def load_encoder(name: str | None) -> Encoder:
    """Load an encoder.

    Raises:
        ModelError: it is not there or cannot be loaded.
    """
    from embeddings import Encoder, EncoderError

    try:
        return Encoder.load(name)
    except EncoderError as error:
        raise ModelError(str(error)) from error


@lru_cache(maxsize=2)
def load_reader(name: str | None, settings: ReaderSettings) -> Reader:
    """Load a reader.

    Raises:
        ModelError: it is not there or cannot be loaded.
    """
    from qa.reader.reader import Reader

    return Reader.load(name, settings)
