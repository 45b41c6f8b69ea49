"""Imports run one way, and importing is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# What each module of ours may import of ours, besides what the layers below it hold.
LAYERS = [
    {"qa.errors", "qa.datatypes", "qa.settings", "qa.words", "qa.sentences", "qa.metrics"},
    {
        "qa.articles",
        "qa.schema",
        "qa.stories",
        "qa.word_index",
        "qa.entries",
        "qa.bm25",
        "qa.weights",
        "qa.spans",
        "qa.features",
        "qa.values",
        "embeddings",
    },
    {
        "qa.chunking",
        "qa.conversation",
        "qa.copies",
        "qa.store",
        "qa.quantized",
        "qa.confidence",
        "qa.questionsets",
    },
    {"qa.search"},
    {"qa.milvus_search"},
    {"qa.indexing", "qa.retrieval", "qa.reader"},
    {"qa.answering"},
    {"qa.pipeline"},
    {
        "qa.evaluation",
        "qa.doctor",
        "qa.evidence_html",
        "qa.console",
        "qa.transcript",
        "qa.feedback",
        "qa.uploads",
        "qa.spoken",
        "qa.serving",
        "qa.page_scripts",
        "qa.shelf",
        "qa.options",
    },
    {"qa.report_html", "qa.cards", "qa.originals"},
    {"qa.page", "qa.mcp_server"},
    {"app", "qa.cli"},
    {"qa.__main__", "qa"},
]


def modules() -> list[Path]:
    found = [ROOT / "app.py"]
    for package in ("qa", "embeddings"):
        found += sorted((ROOT / package).rglob("*.py"))
    return found


def name_of(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """The modules that a file imports, those for type checking alone left out."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def layer(module: str) -> int | None:
    for number, names in enumerate(LAYERS):
        if any(
            module == name or (name != "qa" and module.startswith(f"{name}.")) for name in names
        ):
            return number
    return None


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_imports_only_from_its_own_layer_or_below(path: Path) -> None:
    own = layer(name_of(path))
    assert own is not None, "give this module a layer"
    for imported in imports(path):
        below = layer(imported)
        if imported.split(".")[0] in ("qa", "embeddings", "app") and below is not None:
            assert below <= own, f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_page_knows_gradio_and_embeddings_know_nothing_of_qa(path: Path) -> None:
    roots = {imported.split(".")[0] for imported in imports(path)}
    assert "gradio" not in roots or path in (ROOT / "app.py", ROOT / "qa" / "page.py")
    if path.is_relative_to(ROOT / "embeddings"):
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


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_stays_small(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 480, "two ideas share a room"
