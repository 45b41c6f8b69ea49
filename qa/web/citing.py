"""The citation of evidence, in the styles that the page offers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qa.citations import STYLES, Citation, Style
from qa.types.answer import Evidence
from qa.types.rendering import cite_place, quote

PLAIN = "Words and place"
# The styles by the names that the page gives them.
CITATION_STYLES: dict[str, Style | None] = {
    PLAIN: None,
    "APA": Style.APA,
    "BibTeX": Style.BIBTEX,
    "RIS": Style.RIS,
    "CSL-JSON": Style.CSL_JSON,
}


def cite_as(style: str, evidence: Evidence) -> str:
    """Write a citation in a style of the page; in the plain one where there is no such style."""
    known = CITATION_STYLES.get(style)
    if known is None:
        return plain_citation(evidence)
    return STYLES[known](Citation.of(evidence, date.today()))


def plain_citation(evidence: Evidence) -> str:
    """Quote words with all that is needed to look them up: title, source, day, pages, address,
    offsets.

    The file goes by its name alone: where it lies on this machine is private.
    """
    article = evidence.article
    place = f"characters {evidence.start}-{evidence.end} of {Path(article.path).name}"
    return f"{quote(evidence.text)} - " + "; ".join(
        part for part in (cite_place(evidence), article.url, place) if part
    )
