"""Load the models that settings name, once a process, when they are first used."""

from __future__ import annotations

import logging
import time
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.errors import ModelError
from qa.settings import ReaderSettings, Settings

if TYPE_CHECKING:
    from embeddings import Encoder
    from qa.answering.confidence import Confidence
    from qa.reader.reader import Reader


_log = logging.getLogger(__name__)


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

    started = time.perf_counter()
    try:
        encoder = Encoder.load(name)
    except EncoderError as error:
        raise ModelError(str(error)) from error
    _log.info("encoder %s: %.1f s", name or "included", time.perf_counter() - started)
    return encoder


@lru_cache(maxsize=2)
def load_reader(name: str | None, settings: ReaderSettings) -> Reader:
    """Load a reader.

    Raises:
        ModelError: it is not there or cannot be loaded.
    """
    from qa.reader.reader import Reader

    started = time.perf_counter()
    reader = Reader.load(name, settings)
    _log.info("reader %s: %.1f s", name or "included", time.perf_counter() - started)
    return reader
