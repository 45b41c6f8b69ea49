"""Define an answer and all that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa.types.annotations import FullName, ResolvedDate
from qa.types.article import ArticleInfo
from qa.types.kinds import QuestionKind
from qa.types.pages import PageRange
from qa.types.rendering import render_answer
from qa.types.search import SearchScope


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
        pages: on which pages of its file the sentence stands, None where the file has no pages.
        resolved_date: the day that words such as "Tuesday" mean, where the article's date makes it
            certain, else None.
        full_name: where the article gives the full name of who is named by one word, else None.
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
    pages: PageRange | None = None
    resolved_date: ResolvedDate | None = None
    full_name: FullName | None = None

    @property
    def beside(self) -> str:
        """Give what is shown in brackets beside the words: the day or the name; "" for nothing."""
        if self.resolved_date is not None:
            return self.resolved_date.text
        return "" if self.full_name is None else self.full_name.text

    @property
    def split_at_answer(self) -> tuple[str, str, str]:
        """Give the sentence before the words, the words, and the sentence after them."""
        start, end = self.start - self.sentence_start, self.end - self.sentence_start
        return self.sentence[:start], self.sentence[start:end], self.sentence[end:]

    @property
    def parted(self) -> tuple[str, str, str]:
        """Give `split_at_answer` by its name before 0.13; gone in the next release."""
        return self.split_at_answer

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
            "resolved_date": None if self.resolved_date is None else self.resolved_date.to_dict(),
            "full_name": None if self.full_name is None else self.full_name.to_dict(),
            **_page_fields(self.pages),
        }


@dataclass(frozen=True, slots=True)
class Closest:
    """A passage that comes near the question without answering it.

    Attributes:
        sentence: the one that holds most of the question's words, from `sentence_start`.
        passage: the whole passage, from `passage_start`.
        score: the fused score of retrieval, 0 to 1 within one question.
        pages: on which pages of its file the sentence stands, None where the file has no pages.
    """

    sentence: str
    sentence_start: int
    passage: str
    passage_start: int
    score: float
    article: ArticleInfo
    pages: PageRange | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "sentence": self.sentence,
            "sentence_start": self.sentence_start,
            "passage": self.passage,
            "passage_start": self.passage_start,
            "score": self.score,
            "article": self.article.to_dict(),
            **_page_fields(self.pages),
        }


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another answer, with the probability that it is right (0 to 1)."""

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
    """What other articles answer to the same question.

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
class Reports:
    """The reports of one event of which the answer is the newest.

    Attributes:
        count: how many articles report on it, the answer's among them (at least 2).
        earlier: what earlier reports say instead, newest first.
    """

    count: int
    earlier: tuple[Alternative, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"count": self.count, "earlier": [item.to_dict() for item in self.earlier]}


@dataclass(frozen=True, slots=True)
class StatedField:
    """What a field of an article states.

    Attributes:
        name: of the field, as in ArticleInfo.
        value: as text.
    """

    name: str
    value: str
    article: ArticleInfo

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, "value": self.value, "article": self.article.to_dict()}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, or what comes nearest when the articles do not answer it.

    Attributes:
        text: the exact words, or what a field of an article states; None when the articles do not
            answer the question.
        confidence: the probability (0 to 1) that the best answer in the articles is right, whether
            it was likely enough to be given or not.
        evidence: the places of the answer, best first; empty when text is None.
        alternatives: other answers, likeliest first.
        agreement: which other articles say the same, and which something else.
        closest: the nearest passages when text is None, else empty.
        searched: how many articles were asked, and of which days.
        seconds: time from question to answer, without loading the models.
        possible: the best words when they are too unlikely to be the answer and too likely to be
            left out; None when text is not None.
        kind: as what kind of question it was met.
        message: what the tool says in its own words, where the kind of the question calls for it;
            `closest` then holds the passages or articles that the message announces.
        items: where several answers were asked for or found, each of them, likeliest first.
        fields: where a question about an article was asked, the field that answers it; `evidence`
            is empty where the field does not stand in the article's text.
        reports: the reports of which the answer is the newest, where articles of different days
            report on one event and do not say the same; else None.
    """

    question: str
    text: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Alternative, ...]
    agreement: Agreement
    closest: tuple[Closest, ...]
    searched: SearchScope
    seconds: float
    possible: Alternative | None = None
    kind: QuestionKind = QuestionKind.ANSWER
    message: str | None = None
    items: tuple[Alternative, ...] = ()
    fields: tuple[StatedField, ...] = ()
    reports: Reports | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "kind": str(self.kind),
            "answer": self.text,
            "message": self.message,
            "confidence": self.confidence,
            "possible": None if self.possible is None else self.possible.to_dict(),
            "evidence": [item.to_dict() for item in self.evidence],
            "items": [item.to_dict() for item in self.items],
            "fields": [field.to_dict() for field in self.fields],
            "alternatives": [item.to_dict() for item in self.alternatives],
            "agreement": self.agreement.to_dict(),
            "reports": None if self.reports is None else self.reports.to_dict(),
            "closest": [item.to_dict() for item in self.closest],
            "searched": self.searched.to_dict(),
            "seconds": self.seconds,
        }

    def __str__(self) -> str:
        return render_answer(self)


def _page_fields(pages: PageRange | None) -> dict[str, Any]:
    """Give the first page as a number, all pages as they are cited, and whether OCR read them."""
    return {
        "page": None if pages is None else pages.first.number,
        "pages": None if pages is None else str(pages),
        "ocr": pages is not None and pages.is_ocr,
    }
