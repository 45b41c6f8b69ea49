"""Evaluations as one HTML file: figures, calibration, and every miss with its place.

The file stands alone: everything is escaped and nothing is fetched. This module says what it holds;
the templates `report.html` and `reliability_diagram.html` say how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from qa.evaluation.figures import flat
from qa.evaluation.metrics import Bin, reliability

if TYPE_CHECKING:
    from qa.evaluation.predictions import Evaluation, Prediction

_SIDE = 260  # of the diagram's square, in pixels
_MARGIN = 36  # around the square, for the numbers
_REASONS = {
    "retriever": "the right passage was not among those read",
    "reader": "the right passage was read, other words were given",
    "refused": "the right words were found and not given",
    "answered_unanswerable": "an answer was given where there is none",
    "wrong_article": "the right words, from another article",
}


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bin of the diagram, in pixels from the upper left corner."""

    left: float
    top: float
    width: float
    height: float
    count: int
    description: str


@dataclass(frozen=True, slots=True)
class _Tick:
    """A number beside both axes: at `x` on the horizontal one, at `y` on the vertical one."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class _Diagram:
    """A reliability diagram; its square goes from `low` to `high` both ways, in pixels."""

    bars: Sequence[_Bar]
    ticks: Sequence[_Tick]
    width: int = _SIDE + 2 * _MARGIN
    low: int = _MARGIN
    high: int = _MARGIN + _SIDE
    middle: float = _MARGIN + _SIDE / 2


@dataclass(frozen=True, slots=True)
class _Figure:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class _Miss:
    """A question that was not answered rightly.

    Attributes:
        words: the best words found; `before` and `after` are the rest of their sentence.
        marked: whether the words stand in a sentence, at `place`.
        outcome: whether the words were given, with their confidence.
    """

    question: str
    reason: str
    accepted: str
    outcome: str
    words: str
    before: str = ""
    after: str = ""
    marked: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    """What the report shows of one evaluation."""

    title: str
    figures: Sequence[_Figure]
    diagram: _Diagram
    misses: Sequence[_Miss]


def report_html(evaluations: Sequence[Evaluation]) -> str:
    """Render a whole page with one section an evaluation."""
    values = {
        "title": ", ".join(evaluation.name for evaluation in evaluations),
        "sections": [_section(evaluation) for evaluation in evaluations],
    }
    return _environment().get_template("report.html").render(values) + "\n"


def reliability_svg(bins: Sequence[Bin]) -> str:
    """Draw how often answers of each confidence were right; calibrated bars meet the diagonal."""
    template = _environment().get_template("reliability_diagram.html")
    return template.render({"diagram": _diagram(bins)})


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Load the templates once a process; every value is escaped."""
    return Environment(
        loader=PackageLoader("qa.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _section(evaluation: Evaluation) -> _Section:
    predictions = evaluation.predictions
    bins = reliability(
        [prediction.confidence for prediction in predictions],
        [prediction.is_right for prediction in predictions],
    )
    return _Section(
        title=f"{evaluation.name}, {evaluation.mode}",
        figures=list(_figures(evaluation.to_dict())),
        diagram=_diagram(bins),
        misses=[_miss(prediction) for prediction in predictions if prediction.miss is not None],
    )


def _figures(figures: Mapping[str, Any]) -> Iterator[_Figure]:
    for name, value in flat(figures):
        if name not in ("set", "mode"):
            yield _Figure(name.replace("_", " "), "" if value is None else str(value))


def _diagram(bins: Sequence[Bin]) -> _Diagram:
    bars = [
        _Bar(
            left=_MARGIN + _SIDE * confidence_bin.low + 1,
            top=_MARGIN + _SIDE * (1 - confidence_bin.accuracy),
            width=_SIDE * (confidence_bin.high - confidence_bin.low) - 2,
            height=_SIDE * confidence_bin.accuracy,
            count=confidence_bin.count,
            description=(
                f"{confidence_bin.count} answers of confidence {confidence_bin.confidence:.2f}: "
                f"{confidence_bin.accuracy:.0%} right"
            ),
        )
        for confidence_bin in bins
    ]
    ticks = [
        _Tick(_MARGIN + _SIDE * share, _MARGIN + _SIDE * (1 - share), f"{share:g}")
        for share in (0.0, 0.5, 1.0)
    ]
    return _Diagram(bars, ticks)


def _miss(prediction: Prediction) -> _Miss:
    shown_or_not = "given" if prediction.answer is not None else "not given"
    miss = _Miss(
        question=prediction.question.question,
        reason=_REASONS.get(prediction.miss or "", prediction.miss or ""),
        accepted=" | ".join(prediction.question.answers) or "(not answered by these articles)",
        outcome=f"{shown_or_not}, confidence {prediction.confidence:.2f}",
        words="nothing" if prediction.best_answer is None else prediction.best_answer,
    )
    evidence = prediction.evidence
    if evidence is None:
        return miss
    before, words, after = evidence.split_at_answer
    title = evidence.article.title or evidence.article.path
    return replace(
        miss,
        before=before,
        words=words,
        after=after,
        marked=True,
        place=f"{title}, characters {evidence.start}-{evidence.end}",
    )
