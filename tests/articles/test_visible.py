"""qa.articles.html: the text of a page is what a reader of the page sees."""

from __future__ import annotations

import pytest

from qa.articles.html.blocks import text_of_markup


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>It sold 312<sup>5</sup> boats.</p>", "It sold 312 boats."),
        ('<p>in 1874<sup><a href="#n2">2</a></sup> after</p>', "in 1874 after"),
        ('<p>in 1874<a href="#n2">2</a> after</p>', "in 1874 after"),
        ('<p>in 1874<span style="vertical-align: super">2</span> after</p>', "in 1874 after"),
        ("<p>10<sup>6</sup> cells, 5 km<sup>2</sup>, CO<sub>2</sub></p>", "10^6 cells, 5 km², CO2"),
        ("<p><sup>3</sup>/<sub>4</sub> and 2<sup>1</sup>⁄<sub>2</sub></p>", "3/4 and 2 1⁄2"),
        ("<p>In all <del>14</del><ins>19</ins> boats</p>", "In all 19 boats"),
        ("<p>now <s>£6</s> <strike>£7</strike> £8</p>", "now £8"),
        ('<p>now <span style="text-decoration: line-through">£6</span> £8</p>', "now £8"),
        ('<p>now <span class="line-through">£6</span> £8</p>', "now £8"),
        ('<p>A <em class="strike">strike</em> began</p>', "A strike began"),
        ('<p>Pay <span style="clip: rect(0 0 0 0)">pounds</span> £5</p>', "Pay £5"),
        ('<p>Pay <span style="left:-9999px">pounds</span> £5</p>', "Pay £5"),
        ('<p style="left:-20px">Pay £5</p>', "Pay £5"),
        (
            '<div role="table"><div role="row"><b role="columnheader">Lake</b>'
            '<b role="columnheader">Depth</b></div><div role="row"><b role="cell">Ulva</b>'
            '<b role="cell">40 m</b></div></div>',
            "Lake: Ulva | Depth: 40 m.",
        ),
        ("<p><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>へ</p>", "東へ"),
        (
            '<p>cost <span aria-hidden="true">€38m</span>'
            '<span class="visually-hidden">38 million euros</span> to build</p>',
            "cost €38m to build",
        ),
        ('<p>Up <i aria-hidden="true">arrow_up</i> it goes</p>', "Up it goes"),
        ("<p>sold <span>1</span><span>,</span><span>250</span> tickets</p>", "sold 1,250 tickets"),
        ('<p><span class="unit">$</span><span class="sum">5</span></p>', "$5"),
        ("<p><span>8 November</span><span>Jane Doe</span></p>", "8 November Jane Doe"),
        ("<p><q>Never</q>, he said.</p>", "\u201cNever\u201d, he said."),
        ('<ol start="3"><li>a</li><li><p>b</p></li></ol>', "3. a\n4. b"),
        ('<ol reversed><li>a</li><li value="7">b</li><li>c</li></ol>', "3. a\n7. b\n6. c"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n\n- b"),
        (
            "<x-card><template shadowrootmode=open><b>Fee:</b> <slot></slot></template>£4</x-card>",
            "Fee: £4",
        ),
        (
            "<table><caption>Boats</caption><tr><th>Isle<th>Year<th>Boats<tr><td rowspan=2>Skarra"
            "<td>2022<td>5<tr><td>2023<td><p>8</p></table>",
            "Boats\n\nIsle: Skarra | Year: 2022 | Boats: 5.\nIsle: Skarra | Year: 2023 | Boats: 8.",
        ),
    ],
)
def test_text_is_what_is_seen(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


@pytest.mark.slow
def test_a_very_large_page_is_read_whole() -> None:
    text = text_of_markup(f"<p>{'word ' * 2_500_000}</p><p>End.</p>")
    assert text.endswith("End.")


def test_deep_nesting_is_read_to_the_end() -> None:
    for depth in (2_000, 5_000):
        nested = "<div>" * depth + "Deep." + "</div>" * depth
        assert text_of_markup(f"{nested}<p>After.</p>") == "Deep.\n\nAfter."
