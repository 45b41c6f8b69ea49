"""Evaluations as one HTML file: figures, calibration, and every miss with its place.

The file stands alone: everything is escaped and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from qa.evaluation.figures import flat
from qa.evaluation.metrics import Bin, reliability

if TYPE_CHECKING:
    from qa.evaluation.evaluator import Evaluation, Prediction

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --gone: #888; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 980px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; margin: 1rem 0; }
th, td { text-align: left; padding: 4px 10px 4px 0; vertical-align: top; }
tr { border-bottom: 1px solid var(--line); }
td.number { text-align: right; font-variant-numeric: tabular-nums; width: 8rem; }
mark { background: #ffe27a; color: #1d1a10; padding: 0 2px; }
figure { margin: 1rem 0; } figcaption { font-size: 0.85rem; color: var(--gone); }
svg text { fill: currentColor; font-size: 11px; }
.where { color: var(--gone); font-size: 0.85rem; }
"""
_SIDE = 260  # of the diagram's square, in pixels
_EDGE = 36  # around it, for the numbers
_NAMES = {
    "retriever": "the right passage was not among those read",
    "reader": "the right passage was read, other words were given",
    "refused": "the right words were found and not given",
    "answered_unanswerable": "an answer was given where there is none",
    "wrong_article": "the right words, from another article",
}


def report_html(evaluations: Sequence[Evaluation]) -> str:
    """A whole page with one section an evaluation."""
    names = ", ".join(escape(one.name) for one in evaluations)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{names}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><h1>Evaluation of article-qa</h1>"
        f"{''.join(_section(one) for one in evaluations)}</body></html>\n"
    )


def reliability_svg(bins: Sequence[Bin]) -> str:
    """How often answers of each confidence were right: bars on the diagonal are honest."""
    width = _SIDE + 2 * _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{width}" '
        f'viewBox="0 0 {width} {width}" role="img" aria-label="Reliability diagram">'
    ]
    for one in bins:
        left, right = (_EDGE + _SIDE * edge for edge in (one.low, one.high))
        height = _SIDE * one.accuracy
        parts.append(
            f'<rect x="{left + 1:.1f}" y="{_EDGE + _SIDE - height:.1f}" '
            f'width="{right - left - 2:.1f}" height="{height:.1f}" fill="#4a78c2">'
            f"<title>{one.count} answers of confidence {one.confidence:.2f}: "
            f"{one.accuracy:.0%} right</title></rect>"
            f'<text x="{(left + right) / 2:.1f}" y="{_EDGE + _SIDE - height - 4:.1f}" '
            f'text-anchor="middle">{one.count}</text>'
        )
    low, high = _EDGE, _EDGE + _SIDE
    parts.append(
        f'<path d="M{low} {low}V{high}H{high}" fill="none" stroke="#888"/>'
        f'<path d="M{low} {high}L{high} {low}" stroke="#888" stroke-dasharray="4 4"/>'
    )
    for tick in (0.0, 0.5, 1.0):
        at = _EDGE + _SIDE * tick
        parts.append(
            f'<text x="{at:.0f}" y="{high + 16}" text-anchor="middle">{tick:g}</text>'
            f'<text x="{low - 6}" y="{_EDGE + _SIDE - _SIDE * tick + 4:.0f}" '
            f'text-anchor="end">{tick:g}</text>'
        )
    middle = _EDGE + _SIDE / 2
    parts.append(
        f'<text x="{middle:.0f}" y="{high + 31}" text-anchor="middle">confidence</text>'
        f'<text x="12" y="{middle:.0f}" text-anchor="middle" '
        f'transform="rotate(-90 12 {middle:.0f})">share right</text></svg>'
    )
    return "".join(parts)


def _section(evaluation: Evaluation) -> str:
    sure = [one.confidence for one in evaluation.predictions]
    right = [one.forced_right for one in evaluation.predictions]
    missed = [one for one in evaluation.predictions if one.miss is not None]
    rows = "".join(_miss(one) for one in missed)
    return (
        f"<section><h2>{escape(evaluation.name)}, {escape(evaluation.mode)}</h2>"
        f"<table>{''.join(_figures(evaluation.to_dict()))}</table>"
        f"<figure>{reliability_svg(reliability(sure, right))}<figcaption>How often the best words "
        "found were right, by the confidence in them; the number of questions stands above each "
        f"bar.</figcaption></figure><h3>Misses ({len(missed)})</h3>"
        "<table><thead><tr><th>Question</th><th>Accepted</th><th>Found</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _figures(figures: Mapping[str, Any]) -> Iterable[str]:
    for name, value in flat(figures):
        if name not in ("set", "mode"):
            label = escape(name.replace("_", " "))
            shown = "" if value is None else escape(str(value))
            yield f'<tr><td>{label}</td><td class="number">{shown}</td></tr>'


def _miss(one: Prediction) -> str:
    accepted = " | ".join(one.question.answers) or "(not answered by these articles)"
    found = "nothing"
    if one.evidence is not None:
        evidence = one.evidence
        at = evidence.start - evidence.sentence_start
        before, words, after = (
            evidence.sentence[:at],
            evidence.text,
            evidence.sentence[at + len(evidence.text) :],
        )
        title = evidence.article.title or evidence.article.path
        found = (
            f"{escape(before)}<mark>{escape(words)}</mark>{escape(after)}"
            f'<div class="where">{escape(title)}, characters {evidence.start}-{evidence.end}</div>'
        )
    elif one.forced is not None:
        found = escape(one.forced)
    said = "given" if one.answer is not None else "not given"
    why = _NAMES.get(one.miss or "", one.miss or "")
    return (
        f"<tr><td>{escape(one.question.question)}"
        f'<div class="where">{escape(why)}</div></td><td>{escape(accepted)}</td>'
        f'<td>{found}<div class="where">{said}, confidence {one.confidence:.2f}</div></td></tr>'
    )
