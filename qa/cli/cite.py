"""Print the citation of an answer, in the style that was asked for."""

from __future__ import annotations

from datetime import date

from qa.citations import STYLES, Citation, Style
from qa.cli.console import print_json
from qa.types.answer import Answer


def print_with_citation(answer: Answer, style: Style, as_json: bool) -> None:
    """Print an answer and the citation of its first place; without an answer there is none."""
    citation = None
    if answer.evidence:
        citation = STYLES[style](Citation.of(answer.evidence[0], date.today()))
    if as_json:
        print_json(answer.to_dict() | {"citation": citation})
    else:
        print(answer if citation is None else f"{answer}\n\n{citation}", flush=True)
