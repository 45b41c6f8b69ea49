"""Questions in people's own words on whole articles, to measure on and never to train on.

    python -m training.natural OUT DATA/dev
    article-qa evaluate OUT/questions.jsonl --articles OUT/articles

The first puts the articles that were asked about together again from their paragraphs and writes
them with a question set. `natural-dev.tsv` holds a line a question, its fields parted by tabs: the
file; the first 12 hexadecimal digits of the SHA-256 of the paragraph that answers, or of the
article's first where none does; the ranges of that paragraph that are accepted as the answer, as
`start-end`, parted by `|` (`key:start-end` is a range of another paragraph of the article; empty
when nothing answers); the kind of question; and the question. None of the files' text is in it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.written import paragraph_key

NATURAL = Path(__file__).with_name("natural-dev.tsv")


@dataclass(frozen=True, slots=True)
class Place:
    """A range of the paragraph that has this key."""

    paragraph: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Natural:
    """A question about an article.

    Attributes:
        file: the name of the file that the article is in.
        paragraph: the key of a paragraph of the article, the one that answers if any does.
        answers: what is accepted; empty when no article answers.
        kind: paraphrase, terse, why, who-said, number, when-where, other; none without an answer.
    """

    file: str
    paragraph: str
    answers: tuple[Place, ...]
    kind: str
    question: str


@dataclass(frozen=True, slots=True)
class Whole:
    """An article: the file to write it to, its headline if any, its paragraphs by their keys."""

    name: str
    title: str
    paragraphs: dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path, help="the folder to write the articles and questions to")
    parser.add_argument("data", type=Path, help="the folder of the files that were asked about")
    arguments = parser.parse_args()
    write_set(arguments.out, arguments.data, read_natural(NATURAL))


def read_natural(path: Path) -> list[Natural]:
    """Read the questions of a file, in its order."""
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        file, key, ranges, kind, question = line.split("\t")
        places = tuple(_read_place(key, part) for part in ranges.split("|") if part)
        questions.append(Natural(file, key, places, kind, question))
    return questions


def _read_place(paragraph: str, text: str) -> Place:
    *other, numbers = text.split(":")
    start, end = numbers.split("-")
    return Place(other[0] if other else paragraph, int(start), int(end))


def whole_articles(path: Path) -> Iterator[Whole]:
    """Put the articles of a gzipped file in SQuAD layout together from their paragraphs."""
    for number, entry in enumerate(json.loads(gzip.decompress(path.read_bytes()))["data"]):
        title = entry.get("title") or ""
        headline = "" if title.startswith(("http://", "https://")) else title.replace("_", " ")
        texts = [paragraph["context"] for paragraph in entry["paragraphs"]]
        paragraphs = {paragraph_key(text): text for text in texts}
        yield Whole(f"{path.name.split('.')[0]}-{number:03}.txt", headline, paragraphs)


def write_set(out: Path, data: Path, questions: Sequence[Natural]) -> None:
    """Write the articles to `out/articles` and the questions on them to `out/questions.jsonl`.

    Raises:
        ValueError: a question's paragraph is in none of the files, or an answer is no words of it.
    """
    folder = out / "articles"
    folder.mkdir(parents=True, exist_ok=True)
    articles: dict[tuple[str, str], Whole] = {}
    for file in dict.fromkeys(natural.file for natural in questions):
        for whole in whole_articles(data / file):
            parts = [whole.title, *whole.paragraphs.values()]
            text = "\n\n".join(part.strip() for part in parts if part) + "\n"
            (folder / whole.name).write_text(text, encoding="utf-8")
            articles.update(((file, key), whole) for key in whole.paragraphs)
    with (out / "questions.jsonl").open("w", encoding="utf-8") as lines:
        for number, natural in enumerate(questions, 1):
            article = articles.get((natural.file, natural.paragraph))
            if article is None:
                raise ValueError(f"{natural.question!r} is about no paragraph of {natural.file}")
            record = {
                "id": f"natural-{natural.kind}-{number:03}",
                "question": natural.question,
                "answers": accepted_texts(natural, article),
                "article": article.name if natural.answers else None,
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def accepted_texts(natural: Natural, article: Whole) -> list[str]:
    """Look up the texts of the accepted answers, each once, in their order.

    Raises:
        ValueError: an answer is outside of its paragraph, blank, or begins or ends within a word.
    """
    texts = []
    for place in natural.answers:
        paragraph = article.paragraphs.get(place.paragraph, "")
        text = paragraph[place.start : place.end]
        cut = any(
            paragraph[border - 1 : border + 1].isalnum()
            for border in (place.start, place.end)
            if 0 < border < len(paragraph)
        )
        if cut or not text.strip() or place.end > len(paragraph):
            raise ValueError(f"An answer to {natural.question!r} is no words of {place.paragraph}")
        texts.append(text)
    return list(dict.fromkeys(texts))


if __name__ == "__main__":
    main()
