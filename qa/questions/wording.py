"""Recognise how questions begin, and take off the politeness around them."""

from __future__ import annotations

import re

QUESTION_WORD = r"(?:who|whom|whose|what|which|when|where|why|how)"
AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|shall|may|might"
    r"|must)"
)
# What a question may ask for where an article is meant; "report" may be one inside an article.
ARTICLE_NOUN = (
    r"(?:articles?|news (?:articles?|stor(?:y|ies)|reports?|items?|pieces?)|newspaper articles?)"
)
_POLITE = re.compile(
    r"^(?:(?:please|pls|hi|hello|hey|ok|okay|so|and|but|well|also|then)\b[, ]*)*"
    r"(?:(?:can|could|would|will) you (?:please |kindly )?"
    r"(?=(?:tell|say|list|name|give|show|find|summari[sz]e|explain|compare|count|calculate)\b)"
    r"|do you know (?=who|whom|whose|what|which|when|where|why|how|if|whether)"
    r"|(?:please |just )*(?:can you |could you )?(?:tell|show) me (?=who|whom|whose|what|which|when"
    r"|where|why|how|if|whether)"
    r"|i(?: would|['’]d)? (?:want|like|need) to know (?=who|whom|whose|what|which|when|where|why"
    r"|how|if|whether)"
    r"|please )*",
    re.IGNORECASE,
)
_ENDING = re.compile(r"[\s?!.…]+$|,? please[\s?!.]*$", re.IGNORECASE)


def bare(question: str) -> str:
    """Give a question in single blanks, without what is only polite and without its last stop."""
    text = " ".join(question.replace("’", "'").split())
    text = _ENDING.sub("", text)
    return text[_polite_end(text) :] or text


def _polite_end(text: str) -> int:
    match = _POLITE.match(text)
    return match.end() if match and match.end() < len(text) else 0
