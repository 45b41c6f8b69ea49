"""The fields of a passage in Milvus, and filters over them.

row, vector, terms    number, dense and sparse vector
day, source           as numbers; 0 for none
state                 of the collection; of row 0 only
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.retrieval.sparse_bm25 import document_vector
from qa.store.export import ExportedPassage
from qa.types.article import Filter

UNDATED = 0
NO_SOURCE = 0


def expression(filter: Filter) -> str:
    """Return a filter in Milvus' language; of numbers only, so that no name becomes code."""
    parts = ["row > 0"]
    if filter.after is not None:
        parts.append(f"day >= {day_number(filter.after)}")
    if filter.before is not None:
        parts.append(f"day > {UNDATED} and day <= {day_number(filter.before)}")
    if filter.undated:
        parts.append(f"day == {UNDATED}")
    if filter.source is not None:
        parts.append(f"source == {source_number(filter.source)}")
    return " and ".join(parts)


def day_number(day: date | None) -> int:
    """Return a day as a number such as 20261128, 0 for none."""
    return UNDATED if day is None else day.year * 10_000 + day.month * 100 + day.day


def source_number(source: str | None) -> int:
    """Return a source as a number of 62 bits, 0 for none; upper and lower case are the same.

    It is a hash, so that names of any length and any characters can be compared without escapes.
    """
    if source is None:
        return NO_SOURCE
    name = source.casefold().encode()
    return 1 + int.from_bytes(hashlib.blake2b(name, digest_size=8).digest()) % (2**62)


def record(
    passage: ExportedPassage, vector: NDArray[np.float32], average_length: float
) -> dict[str, Any]:
    """Return a passage as Milvus stores it; its terms are weighed with the average length."""
    return {
        "row": passage.row,
        "vector": vector,
        "terms": document_vector(passage.title, passage.body, average_length),
        "day": day_number(passage.day),
        "source": source_number(passage.source),
        "state": None,
    }
