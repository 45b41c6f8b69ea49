from __future__ import annotations

from importlib.metadata import version

from typer.testing import CliRunner

from qa.cli.commands import app


def test_the_list_of_commands_is_not_cut() -> None:
    result = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "80"})
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if line.endswith("...")][1:] == []
    assert "backup" in result.output


def test_the_version_is_that_of_the_package() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.output) == (0, f"article-qa {version('article-qa')}\n")
