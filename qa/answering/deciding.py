"""Answer a question of yes or no by the sentence that decides it, without a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qa.answering.matching import query_term_coverage
from qa.answering.question import QuestionContext
from qa.text.names import is_linked_name
from qa.text.terms import content_terms
from qa.types.answer import Alternative, Evidence

# Where a sentence has fewer of the question's terms, a name or a figure in it decides nothing.
_MIN_COVERAGE_OF_NAME = 0.5


def decides(context: QuestionContext, evidence: Evidence) -> bool:
    """Tell whether the sentence around words may decide a question of yes or no.

    Words that are more than a name or a figure do: "No studio wanted to finance it", "He did not".
    A bare name or figure would answer another question, unless the sentence has half of the words
    of this one.
    """
    if not is_linked_name(evidence.text) and len(content_terms(evidence.text)) != 1:
        return True
    coverage = query_term_coverage(context.terms, set(content_terms(evidence.sentence)))
    return coverage >= _MIN_COVERAGE_OF_NAME


def whole_sentence(evidence: Evidence) -> Evidence:
    """Give the place of the whole sentence."""
    start = evidence.sentence_start
    return replace(
        evidence, text=evidence.sentence, start=start, end=start + len(evidence.sentence)
    )


def whole_sentences(
    alternatives: Iterable[Alternative], displayed_text: str
) -> tuple[Alternative, ...]:
    """Give other answers as the sentences that they stand in, those already shown left out."""
    sentences: dict[str, Alternative] = {}
    for other in alternatives:
        evidence = tuple(whole_sentence(place) for place in other.evidence)
        if evidence[0].text != displayed_text:
            sentences.setdefault(
                evidence[0].text, Alternative(evidence[0].text, other.confidence, evidence)
            )
    return tuple(sentences.values())
