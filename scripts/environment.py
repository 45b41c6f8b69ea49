"""The project's own environment: made once, made anew when the lock file changes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"


def prepare(extra: str | None = None) -> Path:
    """Install the project (with the packages of an extra) and return the environment's Python.

    Does nothing when the same was installed before from the same lock file.
    """
    if sys.version_info[:2] != (3, 11):
        sys.exit(
            f"article-qa is set up with Python 3.11, whose exact packages are locked; this is "
            f"Python {sys.version_info[0]}.{sys.version_info[1]}. Run this with Python 3.11."
        )
    done = FOLDER / f"installed-{extra or 'run'}"
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if done.exists() and done.read_text() == wanted and PYTHON.exists():
        return PYTHON
    print("Setting up (a few minutes the first time) ...", file=sys.stderr, flush=True)
    if not PYTHON.exists():
        venv.create(FOLDER, with_pip=True, clear=True)
    what = f"{ROOT}[{extra}]" if extra else str(ROOT)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--constraint", LOCK, "--editable", what)  # fmt: skip
    done.write_text(wanted)
    return PYTHON


def run(*command: str | Path) -> None:
    """Run a command in the project's folder; when it fails, end with its exit code."""
    try:
        code = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        code = 130
    if code:
        sys.exit(code)
