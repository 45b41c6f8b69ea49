from __future__ import annotations

from html.parser import HTMLParser

from qa.evaluation.metrics import Bin
from qa.evaluation.predictions import Evaluation, Prediction
from qa.evaluation.question_sets import Question
from qa.evaluation.report import reliability_svg, report_html
from qa.types.answer import Evidence
from tests.conftest import article

TEXT = "Eleven <b>trainers</b> left. Ada Bell & Co. paid."
EVIDENCE = Evidence(
    text="Ada Bell & Co.",
    start=30,
    end=44,
    sentence="Ada Bell & Co. paid.",
    sentence_start=30,
    passage=TEXT,
    passage_start=0,
    score=1.0,
    article=article(TEXT).info,
)


def prediction(miss: str | None) -> Prediction:
    return Prediction(
        question=Question(id="1", question="Who <i>left</i>?", answers=("trainers",)),
        asked="Who <i>left</i>?",
        answer=None,
        best_answer=EVIDENCE.text,
        is_possible=True,
        confidence=0.31,
        evidence=EVIDENCE,
        rank=1,
        miss=miss,
        seconds=0.1,
    )


class _Page(HTMLParser):
    """Collects the tags, and the text inside `mark`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marked: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "mark" and not self.marked:
            self.marked.append(data)


def test_a_miss_shows_the_words_found_in_their_sentence() -> None:
    page = _Page(report_html([Evaluation("set", "store", (prediction("refused"),))]))
    assert page.marked == ["Ada Bell & Co."]


def test_nothing_of_an_article_or_a_question_becomes_markup() -> None:
    html = report_html([Evaluation("<u>set", "store", (prediction("reader"),))])
    page = _Page(html)
    assert not {"b", "i", "u", "script"} & set(page.tags)
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")


def test_only_misses_are_listed() -> None:
    html = report_html([Evaluation("set", "store", (prediction(None),))])
    assert "Misses (0)" in html
    assert "<mark>" not in html


def test_a_bar_is_as_high_as_the_share_that_is_right() -> None:
    svg = reliability_svg([Bin(0.9, 1.0, 40, 0.95, 0.5)])
    assert 'height="130.0"' in svg  # half of 260 pixels
    assert "40 answers of confidence 0.95: 50% right" in svg
