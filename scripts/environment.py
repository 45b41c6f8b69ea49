"""Make the project's own environment once, and anew when the lock file changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
# Where an environment has its interpreter.
INTERPRETER = "Scripts/python.exe" if os.name == "nt" else "bin/python"
PYTHON = FOLDER / INTERPRETER
LOCK = ROOT / "requirements.lock"
OLDEST, NEWEST = (3, 11), (3, 14)


def prepare(extra: str | None = None) -> Path:
    """Install the project, with the packages of an extra, and return the environment's Python.

    Does nothing when the same was installed before from the same lock file.
    """
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(
            f"article-qa needs Python 3.11 to 3.14; this is Python {sys.version_info[0]}."
            f"{sys.version_info[1]}. Run this script with one of those, such as python3.12."
        )
    stamp = FOLDER / f"installed-{extra or 'run'}"
    fingerprint = hashlib.sha256(
        LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == fingerprint and PYTHON.exists():
        return PYTHON
    print("Setting up (a few minutes the first time) ...", file=sys.stderr, flush=True)
    if not PYTHON.exists() or _version_of(PYTHON) != sys.version:
        venv.create(FOLDER, with_pip=True, clear=True)
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    run(*installer(shutil.which("uv")), "--quiet", "--constraint", LOCK, "--editable", target)
    stamp.write_text(fingerprint)
    return PYTHON


def installer(uv: str | None) -> tuple[str | Path, ...]:
    """Return the command that installs into the project's environment: uv's, else pip's."""
    if uv is not None:
        return (uv, "pip", "install", "--python", PYTHON)
    return (PYTHON, "-m", "pip", "install", "--disable-pip-version-check")


def run(*command: str | Path, environment: Mapping[str, str] | None = None) -> None:
    """Run a command in the project's folder; when it fails, end with its exit code.

    Args:
        environment: variables to set besides those of this process.
    """
    try:
        code = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=os.environ | dict(environment or {}),
            check=False,
        ).returncode
    except KeyboardInterrupt:
        code = 130
    if code:
        sys.exit(code)


def _version_of(python: Path) -> str:
    """Return `sys.version` of another interpreter."""
    code = "import sys; print(sys.version, end='')"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout
