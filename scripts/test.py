"""Set up with the test tools and check everything: lint, format, types, tests."""

from __future__ import annotations

import sys

from environment import prepare, run


def main() -> None:
    python = prepare("dev")
    run(python, "-m", "ruff", "check", ".")
    run(python, "-m", "ruff", "format", "--check", ".")
    run(python, "-m", "mypy")
    run(python, "-m", "pytest", *sys.argv[1:])


if __name__ == "__main__":
    main()
