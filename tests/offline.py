"""Run processes that can reach no other machine, and tell what they tried."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_GUARD = Path(__file__).parent / "no_network"


@dataclass(frozen=True, slots=True)
class Offline:
    """The environment of a process without a network.

    Attributes:
        record: a file that gets a line for each machine that the process looked for.
    """

    record: Path

    @property
    def environment(self) -> dict[str, str]:
        """Give the variables of this process with the guard put in."""
        search_path = os.pathsep.join(
            part for part in (str(_GUARD), os.environ.get("PYTHONPATH")) if part
        )
        added = {"PYTHONPATH": search_path, "ARTICLE_QA_TEST_ATTEMPTS": str(self.record)}
        return os.environ | added

    @property
    def attempts(self) -> list[str]:
        """Give the names of the machines that were looked for."""
        return self.record.read_text(encoding="utf-8").split() if self.record.exists() else []
