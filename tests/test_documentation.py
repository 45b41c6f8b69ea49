"""The documentation says what is so."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

from qa.articles import SUPPORTED
from qa.cli.commands import app
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = ["index", "ask", "evaluate", "serve", "mcp", "list", "show", "remove", "doctor"]


def page(name: str) -> str:
    """A page of the documentation."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def locked() -> dict[str, set[str]]:
    """The versions of each package in the lock file; those of different Pythons may differ."""
    versions: dict[str, set[str]] = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.partition(";")[0].strip().split("==")
            versions.setdefault(_normalized(name), set()).add(version)
    return versions


def _normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_command_is_documented_and_gives_an_example() -> None:
    assert sorted(command.name or "" for command in app.registered_commands if command.name) == [
        "list"
    ]
    for command in app.registered_commands:
        name = command.name or getattr(command.callback, "__name__", "")
        assert name in COMMANDS
        assert f"article-qa {name}" in README
        assert f"`article-qa {name}" in page("command-line.md")
        assert str(command.epilog).startswith("Example: article-qa")


def test_the_readme_can_be_read_in_one_sitting() -> None:
    assert len(README.splitlines()) <= 150


def test_every_environment_variable_is_in_the_table_of_the_configuration() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "qa").rglob("*.py")]
    variables = {name for text in sources for name in re.findall(r"ARTICLE_QA_[A-Z_]+", text)}
    assert len(variables) >= 6
    assert [name for name in sorted(variables) if f"`{name}`" not in page("configuration.md")] == []


def test_every_ending_that_is_read_is_in_the_table_of_formats() -> None:
    assert len(SUPPORTED) >= 12
    assert [ending for ending in sorted(SUPPORTED) if f"`{ending}`" not in page("formats.md")] == []


@pytest.mark.parametrize("script", ["scripts/chat.py", "scripts/test.py"])
def test_the_two_commands_are_there(script: str) -> None:
    assert f"python3 {script}" in README
    assert (ROOT / script).is_file()


@pytest.mark.parametrize("name", ["training/README.md", "benchmarks/README.md"])
def test_every_script_that_is_named_runs_when_it_is_called(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    modules = re.findall(r"python -m ([\w.]+)", text)
    scripts = re.findall(r"\b(benchmarks/\w+\.py)`? ", text)
    assert modules or scripts
    for path in [*(f"{module.replace('.', '/')}.py" for module in modules), *scripts]:
        ending = (ROOT / path).read_text(encoding="utf-8").rstrip().splitlines()[-2:]
        assert ending == ['if __name__ == "__main__":', "    main()"], path


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "data/README.md",
        "examples/README.md",
        "benchmarks/README.md",
        "training/README.md",
        "qa/models/README.md",
    ],
)
def test_every_link_to_a_file_leads_to_one(name: str) -> None:
    path = ROOT / name
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_lock_file_has_exact_versions_and_no_addresses() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    pins = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(pins) > 100
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", line)] == []


def test_everything_that_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[=<>~\[]", requirement)[0].strip() for requirement in requirements}
    assert {_normalized(name) for name in names} <= set(locked())


def test_what_is_installed_is_what_is_locked() -> None:
    pins = locked()
    installed = {
        _normalized(distribution.metadata["Name"]): distribution.version.split("+")[0]
        for distribution in importlib.metadata.distributions()
    }
    differing = {
        name: (version, pins[name])
        for name, version in installed.items()
        if name in pins and version not in pins[name]
    }
    assert differing == {}


def test_the_version_is_the_same_everywhere() -> None:
    import qa

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == qa.__version__
    assert f"## {qa.__version__}" in Path(ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
