from __future__ import annotations

import pytest

from qa.web.citing import CITATION_STYLES, PLAIN, cite_as, plain_citation
from tests.web.test_transcript import evidence


@pytest.mark.parametrize(
    ("style", "beginning"),
    [("APA", "Ferry *burns*. ("), ("BibTeX", "@"), ("RIS", "TY  - "), ("CSL-JSON", "[")],
)
def test_the_styles_of_the_page_are_those_of_the_citations(style: str, beginning: str) -> None:
    assert cite_as(style, evidence()).lstrip().startswith(beginning)


def test_the_plain_style_quotes_the_words_and_their_place() -> None:
    assert next(iter(CITATION_STYLES)) == PLAIN
    assert cite_as(PLAIN, evidence()) == plain_citation(evidence())
    assert "“nine” - " in plain_citation(evidence())


def test_a_style_that_is_not_offered_is_the_plain_one() -> None:
    assert cite_as("<b>", evidence()) == plain_citation(evidence())
