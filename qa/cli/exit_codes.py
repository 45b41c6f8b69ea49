"""Name the exit codes of the command line."""

from __future__ import annotations

FAILED = 1  # the command did not do what it was asked
WRONG_USAGE = 2  # the same code as Typer's own for a wrong option
BELOW_THRESHOLD = 3
INTERRUPTED = 130
