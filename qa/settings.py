"""Every number that the pipeline is run with, in frozen settings that are passed in."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.errors import UsageError


@dataclass(frozen=True, slots=True)
class ChunkingSettings:
    """max_words: the most words in a passage; overlap: sentences shared with the one before."""

    max_words: int = 110
    overlap: int = 1

    @property
    def signature(self) -> str:
        """Name this way of cutting, so that a store knows when passages must be cut anew."""
        return f"sentences-2/{self.max_words}/{self.overlap}"


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How passages are found.

    Attributes:
        candidates: how many the dense and the lexical search give each, before they are fused.
        dense_weight: share of the dense score in the fused score (0 to 1).
        proximity_weight: share in a passage's score of how much of the question it holds within
            twenty terms; the shares are fitted on questions about training articles
            (docs/experiments/retrieval.md).
        article_coverage_weight: share of how much of the question all found passages of its
            article and the title hold.
        article_best_weight: share of the best passage of its article. The fused score has the
            share that the three leave.
        top_k: how many passages the reader reads at most.
        min_relative_score: a passage is read whose score is at least this share of the best one's;
            chosen by measurement (docs/experiments).
        min_relative_score_in_doubt: the same where the answer of the passages read first is not
            likely enough to be given.
        min_passages: so many are read however low they score.
        list_top_k: how many passages are read at most where a question asks for several answers.
        boost: what is added to the fused score of passages of the article that a conversation
            is about.
    """

    candidates: int = 50
    dense_weight: float = 0.69
    proximity_weight: float = 0.28
    article_coverage_weight: float = 0.08
    article_best_weight: float = 0.19
    top_k: int = 8
    min_relative_score: float = 0.75
    min_relative_score_in_doubt: float = 0.6
    min_passages: int = 2
    list_top_k: int = 40
    boost: float = 0.15

    def __post_init__(self) -> None:
        if self.top_k < 1:
            raise UsageError(f"top_k is {self.top_k}; it must be at least 1.")


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """How passages are read.

    Attributes:
        max_tokens: the longest input, question included; longer passages are read in windows.
        stride: tokens that two windows share.
        max_question_tokens: a longer question is cut there.
        max_answer_words: the longest answer.
        spans_per_passage: how many spans are kept of each passage.
        rescore_within: spans whose margin lies no more than this below the best are read a
            second time, without most of their passage (docs/experiments).
        batch_size: how many windows a thread reads at once. More is slower on CPUs, because the
            short ones are padded (docs/experiments).
    """

    max_tokens: int = 384
    stride: int = 128
    max_question_tokens: int = 96
    max_answer_words: int = 30
    spans_per_passage: int = 5
    rescore_within: float = 6.0
    batch_size: int = 1


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """How one answer is chosen among spans.

    Attributes:
        max_candidates: how many spans are looked at, those of the best margins.
        compare_within: the best answers are read side by side when the second scores no more than
            this below the first, in log odds (docs/experiments).
        max_compared: how many answers are then compared.
        min_confidence: below it the answer is "not in these articles"; fitted on dev.
        min_possible_confidence: from here up to `min_confidence` the best words are offered as
            possible; chosen so that at least 40 % of what is offered is right and at most 15 % of
            the questions without an answer are offered something (docs/results.md).
        max_alternatives: how many other answers are shown.
        min_alternative_confidence: how likely another answer must be to be shown.
        min_conflict_confidence: how likely another article's answer must be, had only its articles
            been asked, to be named as different.
        min_lexical_ratio: how much of the BM25 of the answer's passage the other article's passage
            must have, as a share, to be about the same (benchmarks/planted.py).
        max_days_between_reports: two articles whose days lie no further apart may report on one
            event (benchmarks/planted.py).
        max_days_of_story: so may two whose days lie no further apart, if they are alike in one more
            way (qa/answering/reports.py).
        max_newer_read: how many passages of later articles are read besides, when the answer is a
            value that they may bring up to date.
        min_newer_lexical_ratio: how much of the BM25 of the answer's passage such a passage must
            have, as a share.
        max_closest: how many near passages are shown when there is no answer.
        max_list_spans: how many spans are looked at where a question asks for several answers.
        min_item_confidence: how likely each of several answers must be to be listed.
    """

    max_candidates: int = 8
    compare_within: float = 1.5
    max_compared: int = 4
    min_confidence: float = 0.45
    min_possible_confidence: float = 0.15
    max_alternatives: int = 3
    min_alternative_confidence: float = 0.05
    min_conflict_confidence: float = 0.45
    min_lexical_ratio: float = 0.6
    max_days_between_reports: int = 14
    max_days_of_story: int = 1_100
    max_newer_read: int = 3
    min_newer_lexical_ratio: float = 0.3
    max_closest: int = 3
    max_list_spans: int = 120
    min_item_confidence: float = 0.45

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(
                f"min_confidence is {self.min_confidence}; it must lie between 0 and 1."
            )


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """How the words of scanned pages are recognised.

    Attributes:
        max_pages: of a file; the rest is reported as not read.
        seconds_to_start, seconds_per_page: how long a file may take.
    """

    max_pages: int = 100
    seconds_to_start: float = 60.0
    seconds_per_page: float = 60.0


@dataclass(frozen=True, slots=True)
class EachSettings:
    """How every article is asked one question.

    Attributes:
        most: how many articles are read, unless the caller says otherwise.
        passages_per_article: how many passages of an article are read at most.
        min_passages: so many are read of an article however low they score; of the others only
            those that `RetrievalSettings.min_relative_score` admits.
        min_margin: an article does not answer when the reader gives none of its words this margin
            in the first reading; it is not read a second time (docs/every-article.md).
        articles_at_once: how many are read together, between two looks whether to stop.
        remembered_texts, remembered_sentences: how many readings and vectors are kept in memory,
            so that asking again on the same articles takes less time.
    """

    most: int = 100
    passages_per_article: int = 3
    min_passages: int = 1
    min_margin: float = -4.0
    articles_at_once: int = 8
    remembered_texts: int = 4_000
    remembered_sentences: int = 10_000


@dataclass(frozen=True, slots=True)
class Settings:
    """All of them.

    Attributes:
        ocr: how scanned pages of PDF files are read; None: they are reported and not read.
        encoder, reader: name models; None: the ones that come along.
        milvus: where passages are searched: the address of a Milvus server such as
            http://host:19530, or a file for Milvus Lite, its name ending in .db; None: here.
    """

    encoder: str | None = None
    reader: str | None = None
    milvus: str | None = None
    ocr: OcrSettings | None = None
    chunking: ChunkingSettings = field(default_factory=ChunkingSettings)
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    reading: ReaderSettings = field(default_factory=ReaderSettings)
    answering: AnswerSettings = field(default_factory=AnswerSettings)
    each: EachSettings = field(default_factory=EachSettings)


MAX_QUESTION_CHARACTERS = 2_000
