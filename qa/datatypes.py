"""What flows through the pipeline: articles, passages, hits, spans, evidence, answers.

All offsets count characters (Unicode code points) in the article's text as the store keeps it,
and `article.text[start:end] == text` holds for everything that carries a start, an end and a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInfo:
    """What is known of an article besides its text.

    Attributes:
        id: twelve hexadecimal digits, the same as long as path and number are the same.
        title: as the file states it, or None.
        date: the day of publication as the file states it, or None; never guessed.
        source: the publication or agency, or None.
        authors: names, in the order of the byline.
        path: the file that it was read from.
        url: where the file says that it was published, or None.
        sha256: hash of the file's bytes when it was read.
    """

    id: str
    title: str | None
    date: date | None
    source: str | None
    authors: tuple[str, ...]
    path: str
    url: str | None
    sha256: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "date": self.date.isoformat() if self.date else None,
            "source": self.source,
            "authors": list(self.authors),
            "path": self.path,
            "url": self.url,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(ArticleInfo):
    """An article: its text as the store keeps it, and what is known of it.

    Attributes:
        number: its place in a file of many articles, counted from 0.
        text: Unicode NFC, lines ended by a single line feed.
        furniture: sorted, disjoint ranges of the text that belong to the page and not to the
            article (comment forms, copyright lines, menus); never answered from.
    """

    number: int
    text: str
    furniture: tuple[tuple[int, int], ...] = ()

    @property
    def info(self) -> ArticleInfo:
        return ArticleInfo(
            id=self.id,
            title=self.title,
            date=self.date,
            source=self.source,
            authors=self.authors,
            path=self.path,
            url=self.url,
            sha256=self.sha256,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article; `number` is its place in the article, from 0."""

    article_id: str
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles are asked: published from `after` to `before` (both included), by `source`.

    None sets no bound. An undated article is outside every range of days; `undated` lets only such
    articles through. Sources compare without regard to case.
    """

    after: date | None = None
    before: date | None = None
    source: str | None = None
    undated: bool = False

    @property
    def is_open(self) -> bool:
        return self == Filter()

    def admits(self, article: ArticleInfo) -> bool:
        """Whether an article is among those asked."""
        if self.undated and article.date is not None:
            return False
        if self.after is not None and (article.date is None or article.date < self.after):
            return False
        if self.before is not None and (article.date is None or article.date > self.before):
            return False
        source = None if article.source is None else article.source.casefold()
        return self.source is None or source == self.source.casefold()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found for a question.

    Attributes:
        score: the fused score, 0 to 1 within one question.
        dense: cosine of question and passage, -1 to 1.
        lexical: BM25 of question and passage, at least 0.
    """

    passage: Passage
    article: ArticleInfo
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Span:
    """Words that the reader proposes as an answer.

    Attributes:
        start, end, text: in the article's text.
        margin: start plus end logit, minus the same of the null answer, or the mean of two such
            readings; comparable across passages.
        share: the logarithm of the probability that the reader gives these words in their passage,
            at most 0.
        hit: the passage that it was read from.
    """

    start: int
    end: int
    text: str
    margin: float
    share: float
    hit: Hit

    def overlaps(self, other: Span) -> bool:
        """Whether both hold a character of the same article."""
        return (
            self.hit.article.id == other.hit.article.id
            and self.start < other.end
            and other.start < self.end
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an answer stands.

    Attributes:
        text, start, end: the words, in the article's text.
        sentence: the whole sentence (or sentences) around the words, from `sentence_start`.
        passage: the passage around the words, from `passage_start`.
        score: what answers are ranked by, in log odds; comparable within one question.
        also_in: copies of the article, which hold the same sentence.
        versions: other versions of the article, which do not, newest first.
    """

    text: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    passage: str
    passage_start: int
    score: float
    article: ArticleInfo
    also_in: tuple[ArticleInfo, ...] = ()
    versions: tuple[ArticleInfo, ...] = ()

    @property
    def parted(self) -> tuple[str, str, str]:
        """The sentence up to the words, the words, and the sentence after them."""
        start, end = self.start - self.sentence_start, self.end - self.sentence_start
        return self.sentence[:start], self.sentence[start:end], self.sentence[end:]

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "sentence": self.sentence,
            "sentence_start": self.sentence_start,
            "passage": self.passage,
            "passage_start": self.passage_start,
            "score": self.score,
            "article": self.article.to_dict(),
            "also_in": [article.to_dict() for article in self.also_in],
            "versions": [article.to_dict() for article in self.versions],
        }


@dataclass(frozen=True, slots=True)
class Closest:
    """A passage near the question that was not found to answer it; `sentence` is the nearest."""

    sentence: str
    sentence_start: int
    passage: str
    passage_start: int
    score: float
    article: ArticleInfo

    def to_dict(self) -> dict[str, Any]:
        return {
            "sentence": self.sentence,
            "sentence_start": self.sentence_start,
            "passage": self.passage,
            "passage_start": self.passage_start,
            "score": self.score,
            "article": self.article.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another answer that was found, with the probability that it is right (0 to 1)."""

    text: str
    confidence: float
    evidence: tuple[Evidence, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "answer": self.text,
            "confidence": self.confidence,
            "evidence": [item.to_dict() for item in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Agreement:
    """What other articles say to the same question.

    Attributes:
        same: the other articles that give the same answer, once numbers, dates and names are
            brought to one form; copies and versions of the same story are not counted.
        different: the answers of like confidence that other articles give, newest article first.
    """

    same: tuple[ArticleInfo, ...] = ()
    different: tuple[Alternative, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "same": [article.to_dict() for article in self.same],
            "different": [item.to_dict() for item in self.different],
        }


@dataclass(frozen=True, slots=True)
class Searched:
    """What a question was asked of: how many articles, and the days between which they fall.

    The days are None when no article searched has a date.
    """

    articles: int
    first: date | None
    last: date | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "articles": self.articles,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, or an honest none.

    Attributes:
        text: the exact words, or None when the articles do not answer the question.
        confidence: probability (0 to 1) that the best words found answer the question rightly.
        evidence: where the words stand, best place first; empty when text is None.
        alternatives: other answers found, likeliest first.
        agreement: which other articles say the same, and which something else.
        closest: the nearest passages when text is None, else empty.
        seconds: time from question to answer, models loaded.
    """

    question: str
    text: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Alternative, ...]
    agreement: Agreement
    closest: tuple[Closest, ...]
    searched: Searched
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "answer": self.text,
            "confidence": self.confidence,
            "evidence": [item.to_dict() for item in self.evidence],
            "alternatives": [item.to_dict() for item in self.alternatives],
            "agreement": self.agreement.to_dict(),
            "closest": [item.to_dict() for item in self.closest],
            "searched": self.searched.to_dict(),
            "seconds": self.seconds,
        }

    def __str__(self) -> str:
        if self.text is None:
            return "\n".join(
                [f"Not in these articles ({describe(self.searched)} searched)."]
                + [
                    f"  closest: {item.sentence}  [{cite(item.article)}]"
                    for item in self.closest[:1]
                ]
            )
        first = self.evidence[0]
        lines = [
            f"{self.text}  ({self.confidence:.0%} likely)",
            f"  {' '.join(first.sentence.split())}",
            f"  {cite(first.article)}, characters {first.start}-{first.end}",
        ]
        lines += [f"  copied in: {cite(article)}" for article in first.also_in]
        lines += [f"  another version: {cite(article)}" for article in first.versions]
        lines += [f"  also in: {cite(article)}" for article in self.agreement.same]
        lines += [
            f"  but another article says: {item.text}  ({item.confidence:.0%})  "
            f"[{cite(item.evidence[0].article)}]"
            for item in self.agreement.different
        ]
        lines += [
            f"  or: {item.text}  ({item.confidence:.0%})  [{cite(item.evidence[0].article)}]"
            for item in self.alternatives
            if item not in self.agreement.different
        ]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    path: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        return {"path": self.path, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What bringing a store in step with files did; the first four count articles.

    `articles` and `passages` count what the store holds afterwards.
    """

    added: int
    updated: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    articles: int
    passages: int
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        return {
            "added": self.added,
            "updated": self.updated,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "skipped": [item.to_dict() for item in self.skipped],
            "articles": self.articles,
            "passages": self.passages,
            "seconds": self.seconds,
        }


def cite(article: ArticleInfo) -> str:
    """Name an article in one line: title, source, day."""
    day = article.date.isoformat() if article.date else "undated"
    return ", ".join(part for part in (article.title or article.path, article.source, day) if part)


def describe(searched: Searched) -> str:
    """Say what was searched in a few words, such as "12 articles, 3 to 28 November 2023"."""
    if searched.articles == 0:
        return "no articles"
    count = f"{searched.articles} article" + ("" if searched.articles == 1 else "s")
    if searched.first is None or searched.last is None:
        return f"{count}, undated"
    first, last = searched.first, searched.last
    if first == last:
        return f"{count}, {_day(first, '%B %Y')}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{count}, {first.day} to {_day(last, '%B %Y')}"
    shown = "%B" if first.year == last.year else "%B %Y"
    return f"{count}, {_day(first, shown)} to {_day(last, '%B %Y')}"


def _day(day: date, pattern: str) -> str:
    return f"{day.day} {day.strftime(pattern)}"
