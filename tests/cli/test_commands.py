"""Test the command line as a script uses it: exit codes, JSON, one line for an error."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ARTICLES, QUESTIONS, ROOT

pytestmark = pytest.mark.slow


def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qa", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=300,
    )


def parsed(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    fields: dict[str, Any] = json.loads(done.stdout)
    return fields


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "store"
    report = parsed(run("index", ARTICLES, "--store", folder, "--json"))
    assert report["added"] == report["articles"] == 16
    assert report["skipped"] == []
    assert set(report) == {
        "added", "updated", "removed", "unchanged", "skipped", "notes", "articles", "passages",
        "seconds",
    }  # fmt: skip
    return folder


def test_ask_prints_one_object(store: Path) -> None:
    answer = parsed(
        run("ask", "When did the Grey Heron leave Port Lennick?", "--store", store, "--json")
    )
    assert answer["answer"]
    assert answer["evidence"][0]["article"]["path"].endswith("ferry-fire.html")


def test_ask_each_prints_a_table_and_writes_files(store: Path, tmp_path: Path) -> None:
    files: list[str | Path] = ["--csv", tmp_path / "rows.csv", "--html", tmp_path / "rows.html"]
    question = "How many people died in the flood?"
    table = parsed(
        run("ask", "--each", question, "--most", "3", "--store", store, "--json", *files)
    )
    assert table["complete"]
    assert len(table["not_reached"]) == 13
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + len(table["rows"]) > 1
    assert question in (tmp_path / "rows.html").read_text(encoding="utf-8")


def test_what_only_each_can_follow_is_refused_without_it(tmp_path: Path) -> None:
    done = run("ask", "Who?", "--csv", tmp_path / "rows.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "article-qa: --csv needs --each, which asks every article.\n"
    assert run("ask", "-", "--each").returncode == 2


def test_ask_reads_questions_from_standard_input(store: Path) -> None:
    lines = "Who leads the police trainers?\n\nWho won the World Cup?\n"
    done = run("ask", "-", "--store", store, "--json", stdin=lines)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["question"] for answer in answers] == [
        "Who leads the police trainers?",
        "Who won the World Cup?",
    ]
    assert answers[1]["answer"] is None


def test_ask_takes_articles_without_a_store(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry Aurora has a crew of nine.")
    done = run("ask", "How big is the Aurora's crew?", "--articles", path, "--always-answer")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("nine  (")


def test_list_show_and_remove(store: Path) -> None:
    listed = parsed(run("list", "--store", store, "--json"))["articles"]
    assert len(listed) == 16
    undated = parsed(run("list", "--undated", "--store", store, "--json"))["articles"]
    assert undated
    assert {article["date"] for article in undated} == {None}
    article = parsed(run("show", "police-trainers.txt", "--store", store, "--json"))
    assert article["text"].startswith("Callaria to send police trainers to Ostrania")
    assert article["passages"] > 0
    report = parsed(run("remove", "lighthouse-keeper.txt", "--store", store, "--json"))
    assert report["removed"]["title"]
    assert len(parsed(run("list", "--store", store, "--json"))["articles"]) == 15
    assert "undated" in run("list", "--store", store).stdout


def test_evaluate_prints_figures_and_keeps_a_threshold(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.jsonl"
    common: list[str | Path] = ["evaluate", QUESTIONS, "--store", store, "--sample", "6", "--json"]
    done = run(*common, "--predictions", out)
    figures = parsed(done)
    assert figures["questions"] == 6
    assert figures["mode"] == "store"
    assert len(out.read_text().splitlines()) == 6
    missed = run(*common, "--fail-under", "f1=1.01", "--compare", out)
    assert missed.returncode == 3
    assert "f1 is" in missed.stderr
    assert json.loads(missed.stdout)["compared"]["worse"] == []
    assert run(*common, "--fail-under", "recall_at.20=0.1").returncode == 0
    assert run(*common, "--fail-under", "nonsense=1").returncode == 2


def test_a_confidence_is_asked_for_by_option_or_environment(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    common: list[str | Path] = ["evaluate", QUESTIONS, "--store", store, "--sample", "6", "--json"]
    unrefused = parsed(run(*common, "--min-confidence", "0"))
    assert unrefused["answerable_f1"] == unrefused["forced_f1"] > 0
    assert parsed(run(*common, "--min-confidence", "1"))["answerable_f1"] == 0
    monkeypatch.setenv("ARTICLE_QA_MIN_CONFIDENCE", "1")
    assert parsed(run(*common))["answerable_f1"] == 0
    question = "When did the Grey Heron leave Port Lennick?"
    assert parsed(run("ask", question, "--store", store, "--json"))["answer"] is None


def test_doctor_finds_the_store_sound(store: Path) -> None:
    report = parsed(run("doctor", "--store", store, "--json"))
    assert report["ok"] is True
    assert {check["name"] for check in report["checks"]} >= {"sqlite", "store", "encoder", "reader"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ask", "Who?", "--articles", "no/such/folder"), 1, "no/such/folder"),
        (("ask", ""), 2, "The question is empty"),
        (("ask", "who " * 600), 2, "at most 2,000"),
        (("ask", "Who?", "--after", "May"), 2, "'May' is not a date"),
        (("index", "no/such/folder"), 1, "no/such/folder"),
        (("show", "nothing"), 2, "No article goes by 'nothing'"),
        (("remove", "nothing"), 2, "No article goes by 'nothing'"),
        (("evaluate", "none.jsonl"), 1, "There is no question set none.jsonl"),
        (("evaluate", "data/questions.jsonl", "--own-articles"), 2, "no articles of its own"),
        (("serve", "--host", "0.0.0.0"), 2, "set a name and password"),
        (("ask", "Who?", "--min-confidence", "48"), 2, "--min-confidence"),
        (("ask",), 2, "Missing argument"),
        (("ask", "Who?", "--no-such-option"), 2, "No such option"),
        (("ask", "Who?", "--encoder", "no/such/model", "--articles", "README.md"), 1, "encoder"),
    ],
)
def test_an_error_is_said_in_a_line_with_the_right_code(
    store: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = run(*arguments, *(("--store", store) if len(arguments) > 1 else ()))
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_empty_folder_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    done = run("index", tmp_path / "articles", "--store", tmp_path / "store")
    assert done.returncode == 1
    assert f"No articles in {tmp_path / 'articles'}" in done.stderr


def test_a_bad_file_among_good_ones_is_reported_and_the_run_succeeds(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("It rained on Monday.")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 not really")
    done = run("index", tmp_path, "--store", tmp_path / ".store", "--json")
    assert [Path(file["path"]).name for file in parsed(done)["skipped"]] == ["bad.pdf"]


def test_a_port_in_use_is_said_so(store: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        done = run("serve", "--port", str(port), "--store", store)
    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr


def test_a_folder_with_an_app_of_its_own_does_not_get_in_the_way_of_the_page(
    tmp_path: Path,
) -> None:
    (tmp_path / "app.py").write_text("raise SystemExit('this is not the page')")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        for command in (["article-qa"], [sys.executable, "-m", "qa"]):
            done = subprocess.run(
                [*command, "serve", "--port", port, "--store", tmp_path / "store"],
                capture_output=True,
                text=True,
                cwd=tmp_path,
                env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
                check=False,
            )
            assert f"port {port}" in done.stderr


def test_an_interrupt_ends_with_130_and_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained.")
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "ask", "-", "--articles", str(tmp_path / "a.txt")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("Did it rain?\n")
    process.stdin.flush()
    process.stdout.readline()
    time.sleep(0.2)
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in errors
    assert "Traceback" not in errors


def test_serve_offers_collections_of_a_folder_or_says_how_to_make_one(tmp_path: Path) -> None:
    done = run("serve", "--collections", tmp_path)
    assert done.returncode == 2
    assert "There is no collection in" in done.stderr
    assert "Traceback" not in done.stderr
    done = run("serve", "--collections", tmp_path, "--articles", ARTICLES)
    assert done.returncode == 2
    assert "name it with --store" in done.stderr
