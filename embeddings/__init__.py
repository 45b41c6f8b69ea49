"""Texts to vectors, and vectors to the nearest rows; knows nothing of articles or questions."""

from embeddings.encoder import Encoder, EncoderError
from embeddings.index import VectorIndex

__all__ = ["Encoder", "EncoderError", "VectorIndex"]
