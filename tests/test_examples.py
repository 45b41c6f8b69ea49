"""Run the examples of the documentation without a network, and check what they print."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.offline import Offline

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
EXPECTED = {
    "answers_to_csv.py": r"Callaria sending\?,(11|eleven).*\n(.*\n)*.*not in these articles",
    "ask_a_folder.py": r"16 articles, \d+ passages\n(more than )?five hours.*\n(.*\n)+True",
    "every_article.py": r"2027-01-13 four \d+% group \d\n(.*\n)*\d+ articles were read",
    "follow_up.py": r"How old is .*Quaye\? 52",
    "measure.py": r"F1 [01]\.\d\d over 10 questions\nretriever: \d",
}

pytestmark = pytest.mark.slow


def test_every_example_is_checked_and_listed() -> None:
    assert [path.name for path in EXAMPLES] == sorted(EXPECTED)
    listed = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert [name for name in EXPECTED if f"`{name}`" not in listed] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_prints_what_it_promises_and_looks_for_no_other_machine(
    path: Path, tmp_path: Path
) -> None:
    offline = Offline(tmp_path / "attempts")
    run = subprocess.run(
        [sys.executable, path],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env=offline.environment,
    )
    assert re.search(EXPECTED[path.name], run.stdout), run.stdout
    assert offline.attempts == []


def test_an_attempt_to_reach_another_machine_is_refused_and_recorded(tmp_path: Path) -> None:
    offline = Offline(tmp_path / "attempts")
    code = (
        "import socket, urllib.request\n"
        "for reach in (lambda: urllib.request.urlopen('http://articles.example'),\n"
        "              lambda: socket.create_connection(('192.0.2.1', 80))):\n"
        "    try: reach()\n"
        "    except OSError: pass\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=offline.environment)
    assert offline.attempts == ["articles.example", "192.0.2.1"]
