from __future__ import annotations

from qa.text.blocks import block_ranges, cell_ranges, content_start, is_row, lead_in


def blocks(text: str) -> list[str]:
    return [text[start:end] for start, end in block_ranges(text)]


def test_paragraphs_headings_and_items_are_blocks() -> None:
    text = "Boats\n\nThe name is:\n\n- Help\n- Hope\n\nIt is blue. It is fast."
    assert blocks(text) == [
        "Boats",
        "The name is:",
        "- Help",
        "- Hope",
        "It is blue. It is fast.",
    ]


def test_the_cells_of_a_row_are_found_with_their_contents() -> None:
    text = "School: Ash | Pupils: 214 | Closed"
    row = (0, len(text))
    assert is_row(text, row)
    cells = list(cell_ranges(text, row))
    assert [text[start:end] for start, end in cells] == ["School: Ash", "Pupils: 214", "Closed"]
    contents = [text[content_start(text, cell, is_in_row=True) : cell[1]] for cell in cells]
    assert contents == ["Ash", "214", "Closed"]


def test_the_mark_of_an_item_is_not_its_content() -> None:
    text = "3. Maud Ferriby"
    assert content_start(text, (0, len(text)), is_in_row=False) == 3
    assert content_start("Maud: a life", (0, 12), is_in_row=False) == 0


def test_an_item_is_introduced_by_the_line_before_its_list() -> None:
    text = "The winners are:\n\n- Petra\n- Owen\n\nAll ran.\n\n- Maud"
    for name in ("Petra", "Owen"):
        introduction = lead_in(text, text.index(name) - 2)
        assert introduction is not None
        assert text[slice(*introduction)] == "The winners are:"
    assert lead_in(text, text.index("Maud") - 2) is None
    assert lead_in(text, text.index("All")) is None
    assert lead_in("- Petra", 0) is None
