"""Decide between the readings of a follow-up question by what the articles answer to each."""

from __future__ import annotations

import math
from collections.abc import Callable

from qa.collection.trace import ReadingOutcome, Trace
from qa.conversation.follow_up import FollowUp, Reading

# How much likelier, in log odds, the answer to another reading must be than that to the reading
# that comes first by rule (docs/experiments/follow-ups.md).
MIN_LEAD = 1.0
# The same for another article's answer, over one from the conversation's article, to a question
# without a name: most of them go on about the same.
MIN_LEAD_ELSEWHERE = 2.0
# An answer from the conversation's article that is so likely ends the search.
SURE = 0.9


def settle_reading(
    follow_up: FollowUp,
    first: Trace,
    min_confidence: float,
    ask: Callable[[Reading], Trace],
) -> Trace:
    """Ask the other readings of a question where they may change the answer, and keep one.

    The reading that the rules put first stays, unless another gives an answer that is likely enough
    to be shown and clearly likelier. For a question asked as typed it is the other way round: an
    answer from the conversation's article stays, unless another article's is clearly likelier.

    Args:
        follow_up: the readings, at most three.
        first: what came of the first.
        min_confidence: below it an answer does not count as one.
        ask: answers another reading.

    Returns:
        The trace of the reading kept, with the outcomes of all that were asked.
    """
    traces_by_reading = [(Reading(follow_up.question), first)]
    chosen = first
    for reading in follow_up.other_readings:
        is_fallback = reading.is_within_article and follow_up.question != reading.question
        goes_on = reading.is_within_article and not is_fallback
        enough = min_confidence if goes_on else SURE
        if chosen.answer.confidence >= enough and _stands_in(chosen, follow_up.article):
            break
        if is_fallback and chosen.answer.confidence >= min_confidence:
            # The pronoun was filled in and an answer found: nothing is left to decide.
            continue
        trace = ask(reading)
        traces_by_reading.append((reading, trace))
        if trace.answer.confidence < min_confidence:
            # No answer is shown either way; the words offered as possible are the likelier ones.
            if goes_on and trace.answer.confidence > chosen.answer.confidence:
                chosen = trace
            continue
        lead = _log_odds(trace) - _log_odds(chosen)
        if lead >= (-MIN_LEAD_ELSEWHERE if goes_on else MIN_LEAD):
            chosen = trace
    return chosen.with_readings(
        ReadingOutcome(
            reading.question,
            reading.is_within_article,
            trace.candidates[0].text if trace.candidates else None,
            trace.answer.confidence,
            trace is chosen,
        )
        for reading, trace in traces_by_reading
    )


def _stands_in(trace: Trace, article_id: str | None) -> bool:
    """Tell whether the article is one of those that an answer stands in."""
    return article_id in {place.article.id for place in trace.answer.evidence}


def _log_odds(trace: Trace) -> float:
    probability = min(max(trace.answer.confidence, 1e-6), 1 - 1e-6)
    return math.log(probability / (1 - probability))
