"""Compare tools for extractive question answering with this one, on the same questions.

    python benchmarks/peers.py SQUAD.json.gz ... [--sample 100] [--peers article_qa plain_loop]
                               [--environments DIR] [--work DIR]

Every tool gets the paragraphs of the set, the same encoder, the same reader (this project's, in
32-bit weights), reads five passages a question and is not told which paragraph is asked about. Each
runs in a process of its own, one after the other, and in an environment of its own, which is made
once from the exact versions in benchmarks/peers/. What a tool does and how it refuses is said in
its script there. One that fails is reported in its row; the others go on.

A table a set: EM and F1 of the best words found, on answerable questions; EM and F1 of what was
given, on all; how often a passage read comes from the paragraph asked about and holds an accepted
answer; the unanswerable questions refused; indexing, the median question and the peak of memory.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from embeddings.encoder import DEFAULT_PACKAGE
from qa.evaluation import metrics
from qa.evaluation.question_sets import Question, QuestionSet, read_question_set
from qa.reader.loading import PACKAGED
from qa.reader.weights import read_packed

SCRIPTS = Path(__file__).parent / "peers"
PASSAGES = 5
OFFLINE = {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to set up a tool.

    Attributes:
        title: its row's.
        script: in benchmarks/peers/, without suffix.
        way: what the script is to do.
        environment: names the requirements beside the script; None for the one in use now.
    """

    title: str
    script: str
    way: str
    environment: str | None


PEERS = {
    "article_qa": Peer("article-qa", "article_qa", "hybrid", None),
    "haystack": Peer("Haystack", "haystack_reader", "dense", "haystack"),
    "haystack_hybrid": Peer("Haystack, hybrid", "haystack_reader", "hybrid", "haystack"),
    "txtai": Peer("txtai", "txtai_rag", "dense", "txtai"),
    "txtai_hybrid": Peer("txtai, hybrid", "txtai_rag", "hybrid", "txtai"),
    "plain_loop": Peer("plain loop", "plain_loop", "dense", "transformers"),
}
COLUMNS = (
    "EM",
    "F1",
    "EM, may refuse",
    "F1, may refuse",
    f"R@{PASSAGES}",
    "unanswerable refused",
    "indexing",
    "a question",
    "memory",
)


class PeerError(Exception):
    """A tool could not be installed or did not come to its end; the text is the reason."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    default = user_cache_path("article-qa") / "peers"
    parser.add_argument("--environments", type=Path, default=default)
    parser.add_argument("--work", type=Path, help="keep what the tools were given and gave here")
    arguments = parser.parse_args()
    sets = [read_question_set(path).sample(arguments.sample) for path in arguments.sets]
    for questions in sets:
        if not questions.articles:
            parser.error(f"{questions.name} brings no paragraphs of its own; only SQuAD files do.")
    with tempfile.TemporaryDirectory() as passing:
        work = arguments.work or Path(passing)
        write_reader(work / "reader")
        for questions in sets:
            folder = work / questions.name
            write_task(questions, folder / "task.json", work / "reader")
            print(_heading(questions))
            for name in arguments.peers:
                print(row(PEERS[name], questions, folder, arguments.environments), flush=True)


def write_reader(folder: Path) -> None:
    """Write the project's reader as transformers and everybody else can load it."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    for path in PACKAGED.glob("*.json"):
        if path.name != "manifest.json":
            shutil.copy(path, folder)
    weights = read_packed(PACKAGED).unpacked()
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def write_task(questions: QuestionSet, path: Path, reader: Path) -> None:
    """Write what every tool is given; benchmarks/peers/work.py says how it is read."""
    package = importlib.util.find_spec(DEFAULT_PACKAGE)
    if package is None or not package.submodule_search_locations:
        sys.exit(f"The package {DEFAULT_PACKAGE}, which carries the encoder, is not installed.")
    task = {
        "encoder": str(Path(package.submodule_search_locations[0]) / "model"),
        "reader": str(reader.resolve()),
        "passages": PASSAGES,
        "paragraphs": {article.id: article.text for article in questions.articles},
        "questions": {question.id: question.question for question in questions.questions},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(task), encoding="utf-8")


def row(peer: Peer, questions: QuestionSet, folder: Path, environments: Path) -> str:
    """Run a tool and give its line of the table; report what it raised on standard error."""
    try:
        python = _python(peer, environments)
        began = time.perf_counter()
        result = run_peer(peer, python, folder)
    except PeerError as error:
        reason = f"failed: {error}".replace("|", "/")
        return f"| {peer.title} | {reason} {'| ' * len(COLUMNS)}|"
    _log(f"{peer.title}: {time.perf_counter() - began:.0f} s in all")
    replies = result["replies"]
    errors = [reply["error"] for reply in replies.values() if reply["error"]]
    if errors:
        _log(f"{peer.title}: {len(errors)} questions of {len(replies)} raised: {errors[0]}")
    cells = [
        *score(questions.questions, replies),
        f"{result['indexing']:.1f} s",
        f"{statistics.median(reply['seconds'] for reply in replies.values()):.2f} s",
        f"{result['memory'] / 1e9:.2f} GB",
    ]
    return f"| {peer.title} | {' | '.join(cells)} |"


def run_peer(peer: Peer, python: Path, folder: Path) -> Any:
    """Run a tool on the task in a folder and read its result.

    Raises:
        PeerError: it did not come to its end.
    """
    variables = os.environ | OFFLINE
    if peer.environment is not None:
        variables.pop("PYTHONPATH", None)
    result = folder / f"{peer.script}-{peer.way}.json"
    result.unlink(missing_ok=True)
    script = SCRIPTS / f"{peer.script}.py"
    _run([python, script, folder / "task.json", result, peer.way], variables)
    return json.loads(result.read_text(encoding="utf-8"))


def _python(peer: Peer, environments: Path) -> Path:
    if peer.environment is None:
        return Path(sys.executable)
    return prepare(environments / peer.environment, SCRIPTS / f"{peer.environment}.txt")


def prepare(folder: Path, requirements: Path) -> Path:
    """Give the Python of an environment with these packages, which is made unless it is there.

    Raises:
        PeerError: the packages cannot be installed.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed.txt"
    required = requirements.read_text(encoding="utf-8")
    if not (done.is_file() and done.read_text(encoding="utf-8") == required):
        _log(f"Installing {requirements.name} (minutes, once) ...")
        venv.create(folder, with_pip=True, clear=True)
        install = [python, "-m", "pip", "install", "--quiet", "--requirement", requirements]
        _run(install, os.environ)
        done.write_text(required, encoding="utf-8")
    return python


def score(questions: Sequence[Question], replies: Mapping[str, Any]) -> list[str]:
    """Give the shares of the table in percent; a dash where no question is of the kind."""
    answers_and_replies = [(question.answers, replies[question.id]) for question in questions]
    answerable = [(question, replies[question.id]) for question in questions if question.answers]
    shares = [
        [metrics.exact_match(reply["best"], question.answers) for question, reply in answerable],
        [metrics.f1(reply["best"], question.answers) for question, reply in answerable],
        [metrics.exact_match(reply["given"], answers) for answers, reply in answers_and_replies],
        [metrics.f1(reply["given"], answers) for answers, reply in answers_and_replies],
        [float(_is_answer_read(question, reply["passages"])) for question, reply in answerable],
        [float(reply["given"] is None) for answers, reply in answers_and_replies if not answers],
    ]
    return [f"{100 * statistics.mean(share):.1f}" if share else "–" for share in shares]


def _is_answer_read(question: Question, passages: Sequence[tuple[str, str]]) -> bool:
    return any(
        name == question.article and metrics.holds_answer(text, question.answers)
        for name, text in passages
    )


def _heading(questions: QuestionSet) -> str:
    lines = [
        f"\n{questions.name}: {len(questions.questions)} questions, "
        f"{sum(not question.answers for question in questions.questions)} of them unanswerable, "
        f"{len(questions.articles)} paragraphs\n",
        f"| | {' | '.join(COLUMNS)} |",
        "|---" * (len(COLUMNS) + 1) + "|",
    ]
    return "\n".join(lines)


def _run(command: Sequence[str | Path], variables: Mapping[str, str]) -> None:
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        # Python says last what went wrong, pip says it first.
        raise PeerError(next((line for line in lines if line.startswith("ERROR")), lines[-1]))


def _log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
