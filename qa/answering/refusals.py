"""Say what the tool does not do, and tell whether an article has done it already."""

from __future__ import annotations

from qa.questions.analysis import QuestionAnalysis
from qa.types.answer import Evidence
from qa.types.kinds import QuestionKind

_LIMITS = {
    QuestionKind.SUPERLATIVE: "I do not compare",
    QuestionKind.COMPARISON: "I do not compare",
    QuestionKind.AVERAGE: "I do not calculate",
    QuestionKind.TOTAL: "I do not add up",
    QuestionKind.COUNT: "I do not count",
    QuestionKind.SUMMARY: "I do not summarise",
    QuestionKind.OPINION: "I have no opinion",
    QuestionKind.PREDICTION: "I do not predict",
}


def is_beyond_quoting(kind: QuestionKind) -> bool:
    """Tell whether questions of a kind ask for more than words of an article."""
    return kind in _LIMITS


def limit_message(kind: QuestionKind, has_passages: bool) -> str:
    """Say what the tool does instead; `kind` is one that is beyond quoting."""
    message = f"I quote; {_LIMITS[kind]}."
    return f"{message} Passages about it:" if has_passages else message


def is_stated(analysis: QuestionAnalysis, evidence: Evidence) -> bool:
    """Tell whether the sentence of an answer itself states what the question would compute."""
    return analysis.stated is not None and analysis.stated.search(evidence.sentence) is not None
