"""Read the task of a peer and write its result, so that its script holds only the tool's steps.

    python SCRIPT.py TASK.json RESULT.json WAY

The task: `encoder` and `reader` (folders of models), `passages` (how many are read a question),
`paragraphs` and `questions` (id to text). The result: `indexing` (seconds, models loaded), `memory`
(bytes at the peak) and `replies` (question id to the Reply, its `seconds` and the `passages` read:
paragraph id and text of each, best first).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Task:
    encoder: str
    reader: str
    passages: int
    paragraphs: Mapping[str, str]
    questions: Mapping[str, str]


# The id of a paragraph, and the text of it that was read.
Passages = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a tool says to a question.

    Attributes:
        best: the best words found, given or not.
        given: the answer, None where the tool says that there is none.
        error: what the tool raised instead of a reply.
    """

    best: str | None
    given: str | None
    error: str | None = None


class Peer(Protocol):
    """A tool whose models are loaded."""

    def index(self, paragraphs: Mapping[str, str]) -> None: ...

    def ask(self, question: str) -> Reply: ...

    def passages(self, question: str) -> Passages:
        """Give what was read for the question that was asked last."""
        ...


def run(ways: Mapping[str, Callable[[Task], Peer]]) -> None:
    """Do what the command line asks in one of the ways that a tool can be set up."""
    task_file, result_file, way = sys.argv[1:]
    task = Task(**json.loads(Path(task_file).read_text(encoding="utf-8")))
    peer = ways[way](task)
    began = time.perf_counter()
    peer.index(task.paragraphs)
    indexing = time.perf_counter() - began
    replies = {}
    for name, question in task.questions.items():
        began = time.perf_counter()
        reply = peer.ask(question)
        seconds = time.perf_counter() - began
        passages = peer.passages(question)
        replies[name] = asdict(reply) | {"seconds": seconds, "passages": passages}
    result = {"indexing": indexing, "memory": _peak_memory(), "replies": replies}
    Path(result_file).write_text(json.dumps(result), encoding="utf-8")


def _peak_memory() -> int:
    """Give the most bytes that this process held."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands the peak of the process that started this one down to ru_maxrss.
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM:"))
        return int(peak.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
