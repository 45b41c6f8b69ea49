"""qa.articles.tables: rows that carry the heads of their columns."""

from __future__ import annotations

from qa.articles.tables import Cell, count_heads, guess_heads, join_rows, lay_out, write_rows


def test_each_cell_carries_the_head_of_its_column() -> None:
    grid = [["Ward", "Seats", "Turnout"], ["Elmside", "4", "41%"], ["Harbour", "3", "52%"]]
    assert guess_heads(grid) == 1
    assert write_rows(grid, 1) == [
        "Ward: Elmside | Seats: 4 | Turnout: 41%.",
        "Ward: Harbour | Seats: 3 | Turnout: 52%.",
    ]


def test_equal_and_empty_cells_keep_their_columns() -> None:
    grid = [["", "2021", "2022", "2023"], ["Elm", "14", "14", "29"], ["Tarn", "", "11", ""]]
    assert write_rows(grid, guess_heads(grid)) == [
        "Elm | 2021: 14 | 2022: 14 | 2023: 29.",
        "Tarn | 2021: – | 2022: 11 | 2023: –.",
    ]


def test_a_cell_over_several_rows_and_columns_stands_in_each() -> None:
    rows = [
        [Cell("Isle", rows=2, is_head=True), Cell("Boats", columns=2, is_head=True)],
        [Cell("New", is_head=True), Cell("Old", is_head=True)],
        [Cell("Skarra", rows=2), Cell("3"), Cell("5")],
        [Cell("8"), Cell("9")],
    ]
    grid = lay_out(rows)
    assert grid == [
        ["Isle", "Boats", "Boats"],
        ["Isle", "New", "Old"],
        ["Skarra", "3", "5"],
        ["Skarra", "8", "9"],
    ]
    assert count_heads(rows) == 2
    assert write_rows(grid, 2) == [
        "Isle: Skarra | Boats, New: 3 | Boats, Old: 5.",
        "Isle: Skarra | Boats, New: 8 | Boats, Old: 9.",
    ]


def test_two_rows_of_heads_are_told_where_a_cell_goes_over_columns_that_the_second_names() -> None:
    grid = [["Isle", "Boats", "Boats"], ["Isle", "2021", "2022"], ["Skarra", "3", "5"]]
    assert guess_heads(grid) == 2
    assert write_rows(grid, 2) == ["Isle: Skarra | Boats, 2021: 3 | Boats, 2022: 5."]
    assert guess_heads([["Isle", "Boats", "Boats"], ["Skarra", "3", "5"], ["Ulva", "1", "2"]]) == 0


def test_a_table_of_names_and_values_has_no_head() -> None:
    grid = [["Adult ticket", "£9"], ["Child ticket", "£4"]]
    assert guess_heads(grid) == 0
    assert write_rows(grid, 0) == ["Adult ticket: £9.", "Child ticket: £4."]


def test_a_span_that_is_declared_too_large_fills_no_memory() -> None:
    rows = [[Cell("a", rows=10**6, columns=10**6)], *[[Cell("b")]] * 500]
    assert sum(map(len, lay_out(rows))) < 1_000_000


def test_long_rows_are_set_apart_by_blank_lines() -> None:
    assert join_rows(["Ward: Elmside", "Ward: Tarn"]) == "Ward: Elmside\nWard: Tarn"
    assert join_rows(["x" * 60, "y" * 60]) == f"{'x' * 60}\n\n{'y' * 60}"
