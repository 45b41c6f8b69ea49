"""Imports run one way, packages form no cycle, and importing is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

# From the faces down to what everything stands on. A package may import from its own row, as long
# as no cycle comes of it, and from the rows below.
ROWS = (
    ("cli", "web", "integrations", "evaluation"),
    ("collection",),
    ("answering", "conversation", "retrieval", "indexing"),
    ("reader", "store", "articles", "questions"),
    ("text", "citations"),
    ("types", "settings", "errors"),
)
# Old import paths that re-export for one release, and the entry of `python -m qa`.
PASSAGES_THROUGH = {"__init__", "__main__", "pipeline", "datatypes"}

Graph = dict[str, set[str]]


def module_files() -> list[Path]:
    return sorted((ROOT / "qa").rglob("*.py"))


def imported_modules(source: str) -> set[str]:
    """The modules that a source imports when it runs; those for type checking are left out."""
    tree = ast.parse(source)
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    modules: set[str] = set()
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            modules.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.update(f"{node.module}.{alias.name}" for alias in node.names)
    return modules


def package_of(module: str) -> str:
    """`qa.web.cards` is in `web`, `qa.settings` is `settings`."""
    return module.split(".")[1] if "." in module else "__init__"


def package_graph() -> Graph:
    """Each package of `qa`, and each module beside them, with the packages that it imports."""
    graph: Graph = {}
    for path in module_files():
        relative = path.relative_to(ROOT).with_suffix("")
        package = package_of(".".join(relative.parts))
        if package in PASSAGES_THROUGH:
            continue
        imports = imported_modules(path.read_text(encoding="utf-8"))
        arrows = {package_of(name) for name in imports if name.split(".")[0] == "qa"}
        graph.setdefault(package, set()).update(arrows - {package})
    return graph


def find_cycle(graph: Graph) -> list[str]:
    """The packages of one cycle, or none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def arrows_up(graph: Graph) -> list[str]:
    row_of = {package: number for number, row in enumerate(ROWS) for package in row}
    return [
        f"{package} -> {imported}"
        for package, imports in sorted(graph.items())
        for imported in sorted(imports)
        if row_of[imported] < row_of[package]
    ]


def test_every_package_has_its_row() -> None:
    assert set(package_graph()) == {package for row in ROWS for package in row}


def test_packages_form_no_cycle() -> None:
    assert find_cycle(package_graph()) == []


def test_no_package_imports_from_a_row_above() -> None:
    assert arrows_up(package_graph()) == []


def test_a_cycle_and_an_arrow_up_would_be_seen() -> None:
    graph = package_graph()
    graph["text"] = graph["text"] | {"web"}
    assert arrows_up(graph) == ["text -> web"]
    assert {"text", "web"} <= set(find_cycle(graph))


def test_at_most_five_modules_stand_beside_the_packages() -> None:
    beside = {path.stem for path in (ROOT / "qa").glob("*.py")} - {"__init__", "__main__"}
    assert len(beside) <= 5, sorted(beside)


@pytest.mark.parametrize(
    "package", [path.parent for path in module_files() if path.name == "__init__.py"], ids=str
)
def test_a_package_says_what_each_of_its_modules_is_for(package: Path) -> None:
    docstring = ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8"))) or ""
    names: Iterable[str] = (
        path.stem
        for path in package.iterdir()
        if path.suffix == ".py" and path.stem not in PASSAGES_THROUGH
    )
    missing = [name for name in names if name not in docstring]
    assert not missing, f"the map of {package.name} leaves out {missing}"


@pytest.mark.parametrize("path", module_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_page_imports_gradio(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported_modules(path.read_text(encoding="utf-8"))}
    assert "gradio" not in roots or path.parent == ROOT / "qa" / "web"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "embeddings").glob("*.py")), ids=lambda path: str(path.name)
)
def test_embeddings_import_nothing_of_qa(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported_modules(path.read_text(encoding="utf-8"))}
    assert "qa" not in roots


def test_importing_qa_loads_no_model_library() -> None:
    script = (
        "import sys, qa\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'gradio', 'trafilatura'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
