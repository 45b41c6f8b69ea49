"""Make sixteen small files with tables and sixty-four questions on their cells, for `evaluate`.

    python benchmarks/tables.py FOLDER
    article-qa evaluate FOLDER/questions.jsonl --articles FOLDER/articles

The tables stand in HTML, Word, PDF and CSV files, four each: with heads in one row or two, cells
over several rows or columns, empty cells, equal neighbours, units in the head or in the cells. All
names and figures are made up. A question asks for a cell by its row and column, or for a row by a
cell; six ask for what no cell holds.
"""

from __future__ import annotations

import argparse
import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_PDF_COLUMN = 130
_PDF_LINE = 16


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file of its own, and what is asked of it.

    Attributes:
        kind: "html", "docx", "pdf" or "csv".
        rows: the cells; "<" continues the cell on the left, "^" the one above.
        heads: how many rows at the top are heads.
        questions: with the answers that count as right; none where the table does not tell.
    """

    name: str
    kind: str
    title: str
    text: str
    rows: tuple[str, ...]
    questions: tuple[tuple[str, tuple[str, ...]], ...]
    heads: int = 1

    def cells(self) -> list[list[str]]:
        """Split the rows into cells, which bars set apart."""
        return [[cell.strip() for cell in row.split("|")] for row in self.rows]


TABLES = (
    Table(
        "wards", "html", "Turnout falls in two of four wards",
        "Voters in Tarnwick chose a new council on Thursday. The clerk gave the figures.",
        (
            "Ward | Seats | Turnout | Winner",
            "Harbour | 3 | 52% | Civic League",
            "Millbrook | 5 | 47% | Green Alliance",
            "Northgate | 7 | 38% | Civic League",
            "Elmside | 4 | 41% | Independents",
        ),
        (
            ("What was the turnout in Millbrook?", ("47%",)),
            ("How many seats does Northgate have?", ("7",)),
            ("Which ward had a turnout of 41%?", ("Elmside",)),
            ("Who won in Millbrook ward?", ("Green Alliance",)),
        ),
    ),
    Table(
        "ferries", "html", "Ferries of the northern islands",
        "The islands had more ferries last year than the year before, the ministry said.",
        (
            "Island | Year | Ferries | Passengers",
            "Skarra | 2022 | 5 | 41,000",
            "^ | 2023 | 8 | 63,500",
            "Morvan | 2022 | 7 | 58,200",
            "^ | 2023 | 9 | 60,100",
        ),
        (
            ("How many ferries did Skarra have in 2023?", ("8",)),
            ("How many passengers used the ferries of Morvan in 2022?", ("58,200",)),
            ("How many passengers used the ferries of Skarra in 2023?", ("63,500",)),
            ("How many ferries did Ulvra have in 2023?", ()),
        ),
    ),
    Table(
        "rain", "html", "A wet June in the valleys",
        "The weather service published the rainfall of the last two summers.",
        (
            "Station | 2021 | < | 2022 | <",
            "^ | June | July | June | July",
            "Orm | 40 mm | 12 mm | 31 mm | 55 mm",
            "Sundby | 61 mm | 9 mm | 22 mm | 48 mm",
            "Pell | 35 mm | 17 mm | 44 mm | 70 mm",
        ),
        (
            ("How much rain fell at Orm in June 2022?", ("31 mm",)),
            ("How much rain fell at Sundby in July 2021?", ("9 mm",)),
            ("How much rain fell at Pell in July 2022?", ("70 mm",)),
            ("How much rain fell at Pell in August 2022?", ()),
        ),
        heads=2,
    ),
    Table(
        "schools", "html", "Schools to share a kitchen",
        "Five schools of the district will share one kitchen from autumn.",
        (
            "School | Teachers | Pupils | Head teacher | Founded",
            "Juniper School | 63 | 812 | Ines Korda | 1894",
            "Willow Lane School | 22 | 240 | Bo Chandra | 1951",
            "Saint Alba School | 41 | 530 | Maud Ferriby | 1907",
            "Quarry Hill School | 35 | 471 | Owen Tassel | 1962",
            "Riverside School | 58 | 760 | Petra Novik | 1988",
        ),
        (
            ("How many teachers does Juniper School have?", ("63",)),
            ("Who is the head teacher of Saint Alba School?", ("Maud Ferriby",)),
            ("When was Quarry Hill School founded?", ("1962",)),
            ("How many pupils does Riverside School have?", ("760",)),
        ),
    ),
    Table(
        "trees", "docx", "More trees along the streets",
        "The gardens office counted the trees that were planted in each district.",
        (
            "District | 2021 | 2022 | 2023",
            "Lowfield | 14 | 14 | 29",
            "Castle Hill | 30 |  | 26",
            "Docklands |  | 8 | 11",
            "Abbey | 19 | 21 | 21",
        ),
        (
            ("How many trees were planted in Lowfield in 2023?", ("29",)),
            ("How many trees were planted in Castle Hill in 2023?", ("26",)),
            ("How many trees were planted in Docklands in 2021?", ()),
            ("How many trees were planted in Abbey in 2021?", ("19",)),
        ),
    ),
    Table(
        "tickets", "docx", "New fares on the Vole railway",
        "The Vole railway raises its fares in March. A day ticket is good until midnight.",
        (
            "Ticket | Adult | Child | Senior",
            "Single | £6.50 | £3 | £5",
            "Return | £11 | £5.50 | £8.80",
            "Day ticket | £14 | £7 | £12",
            "Season ticket | £310 | £150 | £260",
        ),
        (
            ("How much does a return ticket for a child cost on the Vole railway?", ("£5.50",)),
            ("What does an adult pay for a season ticket of the Vole railway?", ("£310",)),
            ("What is the price of a day ticket for seniors on the Vole railway?", ("£12",)),
            ("How much does a single ticket for an adult cost on the Vole railway?", ("£6.50",)),
        ),
    ),
    Table(
        "crews", "docx", "Lifeboat stations report their crews",
        "Four stations of the coast keep lifeboats. Their society published who leads them.",
        (
            "Station | Boat | Crew | Coxswain",
            "Garrow | Spirit of Orm | 24 | Hester Vance",
            "Kelder Bay | Ada Bell | 19 | Lemuel Hodge",
            "Foss Point | Northern Star | 31 | Rosalind Quist",
            "Brede | Constance | 17 | Signe Halloran",
        ),
        (
            ("Who is the coxswain of the Kelder Bay lifeboat?", ("Lemuel Hodge",)),
            ("What is the name of the lifeboat at Foss Point?", ("Northern Star",)),
            ("How many crew does the Brede station have?", ("17",)),
            ("At which station is the lifeboat Constance kept?", ("Brede",)),
        ),
    ),
    Table(
        "budget", "docx", "Budget of Wenlow county",
        "The county of Wenlow spends more on roads and less on parks, its treasurer said.",
        (
            "Department | Budget in million crowns | <",
            "^ | Last year | This year",
            "Roads | 38.2 | 44.9",
            "Social care | 61.7 | 63.1",
            "Parks | 9.4 | 7.8",
            "Libraries | 5.5 | 5.5",
        ),
        (
            ("What is Wenlow's budget for roads this year?", ("44.9", "44.9 million crowns")),
            ("What was Wenlow's budget for parks last year?", ("9.4", "9.4 million crowns")),
            ("What is Wenlow's budget for social care this year?", ("63.1", "63.1 million crowns")),
            ("What is Wenlow's budget for police this year?", ()),
        ),
        heads=2,
    ),
    Table(
        "lakes", "pdf", "Lakes of the Carrick district",
        "Surveyors measured the lakes of the Carrick district again after thirty years.",
        (
            "Lake | Area | Depth | Inflow",
            "Ulva | 12 km2 | 40 m | Sorn brook",
            "Merrow | 31 km2 | 77 m | river Lorne",
            "Brae | 8 km2 | 19 m | Ash beck",
            "Carn | 15 km2 | 52 m | river Vane",
        ),
        (
            ("How deep is lake Carn?", ("52 m",)),
            ("What is the area of lake Merrow?", ("31 km2",)),
            ("Which river flows into lake Carn?", ("river Vane", "Vane")),
            ("Which lake is 19 m deep?", ("Brae",)),
        ),
    ),
    Table(
        "mines", "pdf", "Output of the Borrowdale mines",
        "Borrowdale Mining reported what its pits brought up in the first half of the year.",
        (
            "Pit | Tonnes | Workers | Opened",
            "Ridge End | 120,400 | 310 | 1972",
            "Old Shaft | 86,150 | 205 | 1931",
            "Hollow Way | 45,900 | 98 | 2004",
            "Three Oaks | 152,700 | 420 | 1989",
        ),
        (
            ("How many tonnes did the Old Shaft pit bring up?", ("86,150",)),
            ("How many workers does the Hollow Way pit have?", ("98",)),
            ("When was the Three Oaks pit opened?", ("1989",)),
            ("How many workers does the Ridge End pit have?", ("310",)),
        ),
    ),
    Table(
        "exhibits", "pdf", "Lund museum lists its new exhibits",
        "The Lund museum bought four works at the spring sale.",
        (
            "Work | Artist | Year | Price",
            "Evening at Pell | Clara Voss | 1911 | 82,000 crowns",
            "The Weir | Tomas Brandt | 1934 | 47,500 crowns",
            "Two Herons | Ilse Maren | 1958 | 31,000 crowns",
            "Blue Harbour | Clara Voss | 1920 | 95,000 crowns",
        ),
        (
            ("Who painted The Weir?", ("Tomas Brandt",)),
            ("How much did the Lund museum pay for Blue Harbour?", ("95,000 crowns", "95,000")),
            ("In which year was Two Herons painted?", ("1958",)),
            ("How much did the Lund museum pay for Winter Light?", ()),
        ),
    ),
    Table(
        "trams", "pdf", "Timetable of the Arle tram",
        "The Arle tram runs to a new timetable from Sunday.",
        (
            "Stop | First tram | Last tram | Minutes between trams",
            "Market Square | 5:10 | 0:40 | 6",
            "Brewery | 5:18 | 0:48 | 6",
            "Old Gasworks | 5:27 | 0:57 | 12",
            "Beech Grove | 5:35 | 1:05 | 15",
        ),
        (
            ("When does the last tram leave Old Gasworks?", ("0:57",)),
            ("When does the first tram leave Brewery?", ("5:18",)),
            ("At which stop does the first tram leave at 5:35?", ("Beech Grove",)),
            ("How many minutes are between trams at Old Gasworks?", ("12", "12 minutes")),
        ),
    ),
    Table(
        "cheeses", "csv", "", "",
        (
            "Cheese | Maker | Points | Age in months",
            "Carrick Blue | Edda Lorn | 88 | 9",
            "Tollmere Red | Jon Askew | 74 | 14",
            "Sarn Hill | Wilhelmina Abercrombie | 93 | 24",
            "Vale Soft | Petra Hallam | 81 | 2",
        ),
        (
            ("How many points did Tollmere Red get?", ("74",)),
            ("Who made the Sarn Hill cheese?", ("Wilhelmina Abercrombie",)),
            ("Which cheese got 81 points?", ("Vale Soft",)),
            ("How old is the Carrick Blue cheese in months?", ("9", "9 months")),
        ),
    ),
    Table(
        "bridges", "csv", "", "",
        (
            "Bridge | River | Length (m) | Opened | Architect",
            "Alder Street Bridge | Isel | 212 | 1931 | Harding and Sons",
            "Ferry Bridge | Isel | 340 | 1968 | Nora Wick",
            "Sundby Viaduct | Lorne | 515 | 1887 | Anton Grell",
            "Mint Bridge | Vane | 96 | 2009 | Nora Wick",
        ),
        (
            ("How long is the Sundby Viaduct?", ("515", "515 m")),
            ("When was the Mint Bridge opened?", ("2009",)),
            ("Who was the architect of the Alder Street Bridge?", ("Harding and Sons",)),
            ("Which river does the Sundby Viaduct cross?", ("Lorne",)),
        ),
    ),
    Table(
        "eagles", "csv", "", "",
        (
            "Mountain | Golden eagles 2022 | Golden eagles 2023 | Ranger",
            "Mount Ellet | 38 | 41 | Ada Reyes",
            "Mount Corran | 25 |  | Tom Osei",
            "Mount Dray | 17 | 12 | Mina Bell",
            "Mount Fenn | 9 | 9 | Karl Ostrander",
        ),
        (
            ("How many golden eagles were counted on Mount Ellet in 2023?", ("41",)),
            ("How many golden eagles were counted on Mount Dray in 2022?", ("17",)),
            ("How many golden eagles were counted on Mount Corran in 2023?", ()),
            ("Who is the ranger of Mount Fenn?", ("Karl Ostrander",)),
        ),
    ),
    Table(
        "works", "csv", "", "",
        (
            "Plant | Town | Product | Jobs | Owner",
            "Norrland Steel | Brackwell | rails | 1,240 | Ostmark Holding",
            "Vole Foundry | Tarnwick | bells | 85 | the Vole family",
            "Isel Paper | Lennick | newsprint | 410 | Kerrin Group",
            "Pell Glass | Pell | bottles | 230 | its workers",
        ),
        (
            ("How many jobs are there at Isel Paper?", ("410",)),
            ("What does the Vole Foundry make?", ("bells",)),
            ("In which town is Norrland Steel?", ("Brackwell",)),
            ("Who owns Pell Glass?", ("its workers",)),
        ),
    ),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    make_set(parser.parse_args().folder)


def make_set(folder: Path) -> None:
    """Write the files of all tables to `articles`, and the questions to `questions.jsonl`."""
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for table in TABLES:
        _WRITERS[table.kind](table, articles / f"{table.name}.{table.kind}")
        for number, (question, answers) in enumerate(table.questions, start=1):
            record = {"id": f"{table.name}-{number}", "question": question, "answers": answers}
            lines.append(json.dumps(record, ensure_ascii=False))
    (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_html(table: Table, path: Path) -> None:
    cells = table.cells()
    rows: list[str] = []
    for number, row in enumerate(cells):
        tag = "th" if number < table.heads else "td"
        items = [
            f"<{tag}{_spans(cells, number, column)}>{html.escape(text)}</{tag}>"
            for column, text in enumerate(row)
            if text not in ("<", "^")
        ]
        rows.append(f"<tr>{''.join(items)}</tr>")
    path.write_text(
        f"<!doctype html><html><head><meta charset=utf-8></head><body><article><h1>{table.title}"
        f"</h1><p>{table.text}</p><table>{''.join(rows)}</table></article></body></html>",
        encoding="utf-8",
    )


def _spans(cells: Sequence[Sequence[str]], row: int, column: int) -> str:
    columns = rows = 1
    while column + columns < len(cells[row]) and cells[row][column + columns] == "<":
        columns += 1
    while row + rows < len(cells) and cells[row + rows][column] == "^":
        rows += 1
    wide = f" colspan={columns}" if columns > 1 else ""
    return wide + (f" rowspan={rows}" if rows > 1 else "")


def _write_word(table: Table, path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading(table.title, level=1)
    document.add_paragraph(table.text)
    cells = table.cells()
    grid = document.add_table(len(cells), len(cells[0]))
    for number, row in enumerate(cells):
        for column, text in enumerate(row):
            if text in ("<", "^"):
                origin = grid.cell(number - (text == "^"), column - (text == "<"))
                words = origin.text
                origin.merge(grid.cell(number, column)).text = words
            else:
                grid.cell(number, column).text = text
    document.save(str(path))


def _write_pdf(table: Table, path: Path) -> None:
    """Write one page by hand: the title, the text, and each cell at a place of its own."""
    placed = [(50, 760, table.title), (50, 736, table.text)]
    for number, row in enumerate(table.cells()):
        for column, text in enumerate(row):
            placed.append((50 + _PDF_COLUMN * column, 700 - _PDF_LINE * number, text))
    stream = "".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in placed if text)
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
        "/Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}endstream",
    )
    content, offsets = "%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{item}\nendobj\n"
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}"
    content += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    path.write_bytes(content.encode("ascii"))


def _write_csv(table: Table, path: Path) -> None:
    quoted = (",".join(f'"{cell}"' for cell in row) for row in table.cells())
    path.write_text("\n".join(quoted) + "\n", encoding="utf-8")


_WRITERS: dict[str, Callable[[Table, Path], None]] = {
    "html": _write_html,
    "docx": _write_word,
    "pdf": _write_pdf,
    "csv": _write_csv,
}


if __name__ == "__main__":
    main()
