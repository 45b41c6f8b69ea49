"""Build the wheel and the sdist, and try the wheel as a stranger would: elsewhere, and offline.

python3 scripts/release.py        writes dist/, installs the wheel in a fresh environment with the
                                  locked versions, cuts the network and asks a question
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from environment import INTERPRETER, LOCK, ROOT, prepare, run

DIST = ROOT / "dist"
MAX_MEBIBYTES = 100  # what the usual package index takes of one file, unless asked
QUESTION, WORDS = "How many trainers?", "11"
ARTICLE = "Callaria will send 11 police trainers to Ostrania this month, the ministry said."


def main() -> None:
    if sys.argv[1:]:
        print(__doc__)
        return
    wheel = build(prepare("dev"))
    with tempfile.TemporaryDirectory(prefix="article-qa-release-") as folder:
        install_and_ask(wheel, Path(folder))
    print(f"{wheel.name} answers in a fresh environment without a network")


def build(python: Path) -> Path:
    """Build both distributions and return the wheel; end when one is too large for the index."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(python, "-m", "build", "--outdir", DIST)
    for path in sorted(DIST.iterdir()):
        mebibytes = path.stat().st_size / 2**20
        print(f"{path.name}  {mebibytes:.1f} MiB")
        if mebibytes > MAX_MEBIBYTES:
            sys.exit(f"{path.name} is over {MAX_MEBIBYTES} MiB. Leave something out of it.")
    return next(DIST.glob("*.whl"))


def install_and_ask(wheel: Path, folder: Path) -> None:
    """Install the wheel in a new environment in a folder, and ask there with the network cut.

    Ends the program when the answer is another one, or another machine was looked for.
    """
    venv.create(folder / "environment", with_pip=True)
    python = folder / "environment" / INTERPRETER
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--constraint", LOCK, wheel)  # fmt: skip
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    attempts = folder / "attempts"
    offline = {
        "PYTHONPATH": str(ROOT / "tests" / "no_network"),
        "ARTICLE_QA_TEST_ATTEMPTS": str(attempts),
    }
    # In the other folder, so that the code of this one is not what answers.
    done = subprocess.run(
        [python, "-m", "qa", "ask", QUESTION, "--articles", "article.txt", "--json"],
        cwd=folder,
        env=os.environ | offline,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.returncode)
    words = json.loads(done.stdout)["answer"]
    if words != WORDS:
        sys.exit(f"{wheel.name} answers {words!r} to {QUESTION!r}, and not {WORDS!r}.")
    if attempts.exists():
        sys.exit(f"{wheel.name} looked for {', '.join(attempts.read_text().split())}.")


if __name__ == "__main__":
    main()
