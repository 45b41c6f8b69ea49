"""Write the evaluation set of questions in people's own words on whole articles.

    python -m training.natural OUT DATA/dev
    article-qa evaluate OUT/questions.jsonl --articles OUT/articles

The first command joins the paragraphs of each article and writes the articles with a question set,
to measure on and never to train on. `natural-dev.tsv` holds one question a line. Its fields,
separated by tabs: the file; the first 12 hexadecimal digits of the SHA-256 of the paragraph that
answers, or of the article's first paragraph where none does; the ranges of that paragraph that are
accepted as the answer, as `start-end`, separated by `|` (`key:start-end` is a range of another
paragraph of the article; empty when nothing answers); the kind of question; and the question. It
holds none of the files' text.
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
class ParagraphRange:
    """Name a range of the paragraph that has this key."""

    paragraph: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NaturalQuestion:
    """Hold a question about an article.

    Attributes:
        file: the name of the file that the article is in.
        paragraph: the key of a paragraph of the article, the one that answers if any does.
        answers: the accepted ranges; empty when no article answers.
        kind: paraphrase, terse, why, who-said, number, when-where, other; none without an answer.
    """

    file: str
    paragraph: str
    answers: tuple[ParagraphRange, ...]
    kind: str
    question: str


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """Hold an article: the file to write it to, its headline or "", its paragraphs by key."""

    name: str
    title: str
    paragraphs: dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path, help="the folder to write the articles and questions to")
    parser.add_argument("data", type=Path, help="the folder of the files that were asked about")
    arguments = parser.parse_args()
    write_set(arguments.out, arguments.data, read_natural(NATURAL))


def read_natural(path: Path) -> list[NaturalQuestion]:
    """Read the questions of a file, in its order."""
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        file, key, ranges, kind, question = line.split("\t")
        answers = tuple(_read_range(key, part) for part in ranges.split("|") if part)
        questions.append(NaturalQuestion(file, key, answers, kind, question))
    return questions


def _read_range(paragraph: str, text: str) -> ParagraphRange:
    *other, numbers = text.split(":")
    start, end = numbers.split("-")
    return ParagraphRange(other[0] if other else paragraph, int(start), int(end))


def read_source_articles(path: Path) -> Iterator[SourceArticle]:
    """Read the articles of a gzipped file in SQuAD layout."""
    for number, entry in enumerate(json.loads(gzip.decompress(path.read_bytes()))["data"]):
        title = entry.get("title") or ""
        headline = "" if title.startswith(("http://", "https://")) else title.replace("_", " ")
        texts = [paragraph["context"] for paragraph in entry["paragraphs"]]
        paragraphs = {paragraph_key(text): text for text in texts}
        yield SourceArticle(f"{path.name.split('.')[0]}-{number:03}.txt", headline, paragraphs)


def write_set(out: Path, data: Path, questions: Sequence[NaturalQuestion]) -> None:
    """Write the articles to `out/articles` and the questions on them to `out/questions.jsonl`.

    Raises:
        ValueError: a question's paragraph is in none of the files, or an answer is not whole words
            of it.
    """
    folder = out / "articles"
    folder.mkdir(parents=True, exist_ok=True)
    articles: dict[tuple[str, str], SourceArticle] = {}
    for file in dict.fromkeys(natural.file for natural in questions):
        for article in read_source_articles(data / file):
            parts = [article.title, *article.paragraphs.values()]
            text = "\n\n".join(part.strip() for part in parts if part) + "\n"
            (folder / article.name).write_text(text, encoding="utf-8")
            articles.update(((file, key), article) for key in article.paragraphs)
    with (out / "questions.jsonl").open("w", encoding="utf-8") as lines:
        for number, natural in enumerate(questions, 1):
            source = articles.get((natural.file, natural.paragraph))
            if source is None:
                raise ValueError(f"{natural.question!r} is about no paragraph of {natural.file}")
            record = {
                "id": f"natural-{natural.kind}-{number:03}",
                "question": natural.question,
                "answers": accepted_texts(natural, source),
                "article": source.name if natural.answers else None,
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def accepted_texts(natural: NaturalQuestion, article: SourceArticle) -> list[str]:
    """Return the texts of the accepted answers, each once, in their order.

    Raises:
        ValueError: an answer is outside of its paragraph, blank, or begins or ends within a word.
    """
    texts = []
    for answer in natural.answers:
        paragraph = article.paragraphs.get(answer.paragraph, "")
        text = paragraph[answer.start : answer.end]
        cuts_word = any(
            paragraph[border - 1 : border + 1].isalnum()
            for border in (answer.start, answer.end)
            if 0 < border < len(paragraph)
        )
        if cuts_word or not text.strip() or answer.end > len(paragraph):
            raise ValueError(f"An answer to {natural.question!r} is no words of {answer.paragraph}")
        texts.append(text)
    return list(dict.fromkeys(texts))


if __name__ == "__main__":
    main()
