from __future__ import annotations

import pytest

from qa.text.quotations import quotation_ranges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go home,” she said. “Now.”", ["“Go home,”", "“Now.”"]),
        ('"Go home," she said.', ['"Go home,"']),
        (
            "“We will pay for every ewe,” she said in parliament, “but not for a bullet.”",
            ["“We will pay for every ewe,” she said in parliament, “but not for a bullet.”"],
        ),
        ("He called it “a beautiful mistake”.", ["“a beautiful mistake”"]),
        ("«C’est fini», dit-il.", ["«C’est fini»"]),
        ("The crew’s ‘last resort’ was the crew’s own.", ["‘last resort’"]),
        ("“He told me ‘go home’ and left,” she said.", ["“He told me ‘go home’ and left,”"]),
        ("“The first paragraph goes on\n\n“and ends here.”", ["“and ends here.”"]),
        ('It is 6" long and 4" wide.', []),
        ("The children’s boats.", []),
    ],
)
def test_quotations_are_found_with_their_marks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quotation_ranges(text)] == expected
