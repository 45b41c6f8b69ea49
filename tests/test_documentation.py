"""Check that the documentation is complete and that its commands, links and code work."""

from __future__ import annotations

import importlib.metadata
import itertools
import re
import textwrap
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import qa
from qa.articles import SUPPORTED
from qa.cli.commands import app
from qa.cli.configuration import KEYS
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    "index", "ask", "search", "read", "evaluate", "serve", "mcp",
    "list", "show", "remove", "doctor", "backup", "restore", "copy", "config",
]  # fmt: skip


def page(name: str) -> str:
    """Read a page of the documentation."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Hold a block of Python in a page of the documentation.

    Attributes:
        id: the page, and the number of the block in it, from 1.
        not_run: why the tests leave the block out; "" when they run it.
    """

    id: str
    code: str
    not_run: str


def code_blocks(path: Path) -> Iterator[CodeBlock]:
    """Find the blocks of Python in a page."""
    pattern = re.compile(
        r"(?:^<!-- not run by the tests: ([^\n]+) -->\n\n)?^ *```python\n(.*?)^ *```$",
        re.MULTILINE | re.DOTALL,
    )
    for number, match in enumerate(pattern.finditer(path.read_text(encoding="utf-8")), 1):
        not_run, code = match.groups(default="")
        yield CodeBlock(f"{path.name}-{number}", textwrap.dedent(code), not_run)


CODE_BLOCKS = [
    block
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    for block in code_blocks(path)
]


def locked() -> dict[str, set[str]]:
    """Return the versions of each package in the lock file; each Python may have its own."""
    versions: dict[str, set[str]] = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.partition(";")[0].strip().split("==")
            versions.setdefault(_normalized(name), set()).add(version)
    return versions


def _normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_command_is_documented_and_gives_an_example() -> None:
    groups = [group.typer_instance for group in app.registered_groups]
    commands = [command for part in (app, *groups) if part for command in part.registered_commands]
    assert [command.name for command in commands if command.name] == ["list"]
    for command in commands:
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


def test_every_key_of_the_configuration_file_is_in_its_section() -> None:
    section = page("configuration.md").partition("## A file")[2]
    assert [key for key in KEYS if f"`{key}`" not in section] == []


def test_every_ending_that_is_read_is_in_the_table_of_formats() -> None:
    assert len(SUPPORTED) >= 12
    assert [ending for ending in sorted(SUPPORTED) if f"`{ending}`" not in page("formats.md")] == []


def test_few_code_blocks_are_left_out_and_say_why() -> None:
    assert len(CODE_BLOCKS) >= 8
    assert [(block.id, block.not_run) for block in CODE_BLOCKS if block.not_run] == [
        ("chat-page.md-1", "it asks a page that is open")
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "block", [pytest.param(block, id=block.id) for block in CODE_BLOCKS if not block.not_run]
)
def test_a_code_block_runs_and_its_questions_are_answered(
    block: CodeBlock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    exec(compile(block.code, block.id, "exec"), namespace)
    answers = [value for value in namespace.values() if isinstance(value, qa.Answer)]
    assert [answer.question for answer in answers if answer.text is None] == []


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
    targets = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_lock_file_has_exact_versions_and_no_addresses() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    pins = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(pins) > 100
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", line)] == []


def test_everything_that_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    requirements = [*project["dependencies"], *itertools.chain.from_iterable(extras)]
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
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == qa.__version__
    assert f"## {qa.__version__}" in Path(ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
