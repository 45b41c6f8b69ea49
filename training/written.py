"""Questions that were written for the training, on paragraphs of the public files.

`written.tsv` holds a line a question, its fields parted by tabs: the file that the paragraph is in, the
first 12 hexadecimal digits of the paragraph's SHA-256, where in the paragraph the answer starts and
ends (both empty when it does not answer), and the question. None of the files' text stands in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.examples import Example, read_squad

WRITTEN = Path(__file__).parent / "written.tsv"


def read_written(data: Path, written: Path = WRITTEN) -> list[Example]:
    """The questions of `written` with their paragraphs, which are looked up in the files in `data`.

    Raises:
        ValueError: a paragraph is in none of the files, or an answer outside it.
    """
    lines = [line.split("\t") for line in written.read_text(encoding="utf-8").splitlines() if line]
    known = {
        paragraph_key(example.passage): example
        for name in dict.fromkeys(fields[0] for fields in lines)
        for example in read_squad(data / name)
    }
    return list(_examples(written.name, lines, known))


def _examples(
    written: str, lines: Iterable[list[str]], known: dict[str, Example]
) -> Iterator[Example]:
    for number, (name, key, start, end, question) in enumerate(lines, 1):
        if key not in known:
            raise ValueError(f"{written}, line {number}: no paragraph {key} in {name}")
        paragraph = known[key]
        answers = ((int(start), int(end)),) if start else ()
        if any(not 0 <= low < high <= len(paragraph.passage) for low, high in answers):
            raise ValueError(f"{written}, line {number}: {start} to {end} is outside {key}")
        yield Example(paragraph.group, question, paragraph.passage, answers, "written")


def paragraph_key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
