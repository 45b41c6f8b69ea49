"""qa.articles.parsers: parsers that other packages register."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa.articles import find_files, parsers, read_articles, supported_endings
from qa.errors import UnreadableError
from qa.types.report import Skipped
from tests.test_documentation import code_blocks, page

WIRE = b"Headline: Rain comes back\nDate: 2023-11-08\n\nIt rained 40 mm in Lennick."


class Packages:
    """Install packages into a folder that Python looks for packages in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def install(self, name: str, entries: str, code: str) -> None:
        module = name.replace("-", "_")
        (self._folder / f"{module}.py").write_text(code)
        metadata = self._folder / f"{module}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text(f"[article_qa.parsers]\n{entries}\n")
        parsers._registered.cache_clear()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Packages]:
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    loaded = set(sys.modules)
    parsers._registered.cache_clear()
    yield Packages(folder)
    parsers._registered.cache_clear()
    for name in set(sys.modules) - loaded:
        if getattr(sys.modules[name], "__file__", None) and str(folder) in str(
            sys.modules[name].__file__
        ):
            del sys.modules[name]


def reason(path: str, content: bytes = WIRE) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_articles(Path(path), content)
    return caught.value.reason


def test_the_example_of_the_documentation_reads_its_kind(
    packages: Packages, tmp_path: Path
) -> None:
    (block,) = [
        block
        for block in code_blocks(Path(__file__).parents[2] / "docs" / "recipes.md")
        if "read_wire" in block.code
    ]
    assert 'wire = "my_package:read_wire"' in page("recipes.md")
    packages.install("my-package", "wire = my_package:read_wire", block.code)
    file = tmp_path / "rain.WIRE"
    file.write_bytes(WIRE)
    assert find_files([file]) == ([file], [])
    (article,) = read_articles(file, WIRE).articles
    assert article.title == "Rain comes back"
    assert article.date == date(2023, 11, 8)
    assert article.source == "Lennick Wire"
    assert article.text == "It rained 40 mm in Lennick."
    assert reason("a.wire", b"nothing") == "no line 'Headline: ...' at the top"


def test_a_parser_is_imported_when_its_first_file_is_read(packages: Packages) -> None:
    packages.install("lazy-one", ".lazy = lazy_one:parse", "raise ValueError('imported')")
    assert ".lazy" in supported_endings()
    assert "lazy_one" not in sys.modules
    assert reason("a.lazy") == "the parser of lazy-one for .lazy failed: ValueError: imported"


def test_a_parser_may_have_an_ending_of_two_parts(packages: Packages) -> None:
    code = "from qa.articles import ParsedArticle\nparse = lambda *_: [ParsedArticle(text='x y')]"
    packages.install("two-parts", "news.gz = two_parts:parse", code)
    assert read_articles(Path("a.news.gz"), b"x").articles[0].text == "x y"
    assert reason("a.gz").startswith("not a kind of file that article-qa reads: .atom")


def test_a_kind_that_article_qa_reads_itself_stays_with_it(
    packages: Packages, tmp_path: Path
) -> None:
    packages.install("other-html", "html = other_html:parse", "raise ValueError")
    file = tmp_path / "a.html"
    file.write_bytes(b"<p>It rained.</p>")
    assert find_files([file]) == (
        [file],
        [
            Skipped(
                "other-html (parser for .html)",
                "article-qa reads .html itself; this parser is not used",
            )
        ],
    )
    assert read_articles(file, file.read_bytes()).articles[0].text == "It rained."
    assert find_files([tmp_path / "packages" / "other_html.py"])[1][0].path.endswith(".py")


def test_two_parsers_for_one_kind_are_told_and_not_used(packages: Packages) -> None:
    for name in ("first-one", "second-one"):
        packages.install(name, f"wire = {name.replace('-', '_')}:parse", "")
    assert reason("a.wire") == (
        "first-one and second-one both register a parser for .wire; uninstall one of them"
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def parse(path, content): return content[99]", "IndexError: index out of range"),
        ("def parse(path, content): raise KeyError", "KeyError"),
        ("other = 1", "AttributeError: module 'faulty' has no attribute 'parse'"),
        ("def parse(path, content): return None", "TypeError: 'NoneType' object is not iterable"),
    ],
)
def test_a_parser_that_fails_says_whose_it_is(packages: Packages, code: str, expected: str) -> None:
    packages.install("faulty", "wire = faulty:parse", code)
    assert reason("a.wire") == f"the parser of faulty for .wire failed: {expected}"


@pytest.mark.parametrize(
    ("result", "kind"), [("['text']", "str"), ("[ParsedArticle(text=None)]", "ParsedArticle")]
)
def test_a_parser_that_gives_something_else_says_so(
    packages: Packages, result: str, kind: str
) -> None:
    code = f"from qa.articles import ParsedArticle\nparse = lambda *_: {result}"
    packages.install("faulty", "wire = faulty:parse", code)
    assert reason("a.wire") == (
        f"the parser of faulty for .wire must give ParsedArticle, Skipped and Note; it gave {kind}"
    )
