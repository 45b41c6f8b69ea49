"""Test what the configuration files say, and that options and variables hold above them."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from qa.cli.commands import app
from qa.cli.configuration import NAME, read_configuration
from qa.errors import UsageError


@pytest.fixture
def user_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the user's file is; the working folder is empty."""
    monkeypatch.setattr(
        "qa.cli.configuration.user_config_path", lambda name: tmp_path / "home" / name
    )
    (tmp_path / "home" / "article-qa").mkdir(parents=True)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "home" / "article-qa" / NAME


def config(*arguments: str, **variables: str) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["config", "--json", *arguments], env=variables)
    assert result.exit_code == 0, result.output
    fields: dict[str, Any] = json.loads(result.output)
    return fields


def test_option_variable_working_folder_user_and_default_hold_in_this_order(
    user_file: Path,
) -> None:
    user_file.write_text('encoder = "u"\nreader = "u"\nmilvus = "u.db"\ntop-k = 5\n')
    Path(NAME).write_text('encoder = "w"\nreader = "w"\nmilvus = "w.db"\n')
    fields = config("--encoder", "o", ARTICLE_QA_ENCODER="e", ARTICLE_QA_READER="e")
    assert [fields["values"][key] for key in ("encoder", "reader", "milvus", "top-k", "port")] == [
        "o", "e", "w.db", 5, 7860,
    ]  # fmt: skip
    assert [fields["sources"][key] for key in ("encoder", "reader", "milvus", "top-k", "port")] == [
        "option",
        "ARTICLE_QA_READER",
        NAME,
        str(user_file),
        "default",
    ]


def test_the_login_of_a_server_is_not_shown(user_file: Path) -> None:
    Path(NAME).write_text('store = "postgresql://me:secret@host/articles?password=secret"\n')
    assert config()["values"]["store"] == "postgresql://host/articles"


def test_a_value_of_a_file_reaches_the_other_commands(user_file: Path, tmp_path: Path) -> None:
    Path(NAME).write_text(f"store = {json.dumps(str(tmp_path / 'here'))}\n")
    assert CliRunner().invoke(app, ["list"]).exit_code == 0
    assert (tmp_path / "here").is_dir()


def test_verbose_logs_the_files_and_the_store(
    user_file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Path(NAME).write_text(f"store = {json.dumps(str(tmp_path / 'here'))}\n")
    with caplog.at_level(logging.WARNING, logger="qa"):  # puts the levels back
        caplog.handler.setLevel(logging.NOTSET)
        assert CliRunner().invoke(app, ["--verbose", "list"]).exit_code == 0
    assert caplog.messages == [f"configuration {NAME}", f"store {tmp_path / 'here'}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("min_confidence = 0.5", r"key that is not known: min_confidence\. Write min-confidence\."),
        ("colour = 1", r"key that is not known: colour\. There are store, encoder"),
        ('port = "80"', r"port = '80'; it must be a whole number"),
        ("port = true", r"port = True; it must be a whole number"),
        ("[serve]\nport = 1", r"key that is not known: serve"),
        ("port =", r"is not TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / NAME
    file.write_text(text)
    with pytest.raises(UsageError, match=message) as raised:
        read_configuration([file])
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_whole_number_is_a_number_and_no_file_is_no_values(tmp_path: Path) -> None:
    file = tmp_path / NAME
    assert read_configuration([file]) == {}
    file.write_text("min-confidence = 1")
    assert read_configuration([file])["min-confidence"].value == 1
