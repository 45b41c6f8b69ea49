"""Change the bytes of articles at random and read them; report what fails, and what takes long.

    python benchmarks/fuzz_parsers.py FOLDER ... [--files 10000] [--seed 1] [--seconds 5]

Each of the files below the folders is a seed. A changed file may be refused with a reason; any
other error is a fault, and so is a file that takes longer than `--seconds`. The last line counts
them; faults are named with the seed file and the number that makes the same file again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from qa.articles import find_files
from qa.articles.parsers import find_parser
from qa.errors import UnreadableError

_PIECES = (
    b"<",
    b">",
    b"&",
    b'"',
    b"{",
    b"[",
    b"]",
    b"\0",
    b"\xff",
    b"\n\n",
    b"<div>" * 300,
    b"[" * 300,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5.0)
    arguments = parser.parse_args()
    seeds, _ = find_files(arguments.folders)
    contents = {path: path.read_bytes() for path in seeds}
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for number in range(arguments.seed, arguments.seed + arguments.files):
        rng = random.Random(number)
        path = rng.choice(seeds)
        began = time.perf_counter()
        outcome = read(path, mutated(contents[path], rng))
        seconds = time.perf_counter() - began
        slowest = max(slowest, seconds)
        if seconds > arguments.seconds:
            outcome = "slow"
        outcomes[outcome] += 1
        if outcome not in ("read", "refused"):
            print(f"{outcome}: {path.name}, number {number}, {seconds:.1f} s", flush=True)
    print(f"{dict(outcomes)}, slowest {slowest:.1f} s")


def read(path: Path, content: bytes) -> str:
    """Read changed bytes as a file of a name; give "read", "refused", or the name of the error."""
    try:
        find_parser(path)(path, content)
    except UnreadableError:
        return "refused"
    except Exception as error:
        return f"{type(error).__name__} ({error})"[:120]
    return "read"


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Change a file in one to four places: cut, double, overwrite, insert, swap."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(content) + 1)
        end = min(len(content), start + rng.choice((1, 2, 8, 64, 512)))
        before, part, after = content[:start], content[start:end], content[end:]
        content = rng.choice(
            (
                before + after,
                before + part + part + after,
                before + rng.randbytes(len(part)) + after,
                before + rng.choice(_PIECES) + part + after,
                part + after + before,
            )
        )
    return content


if __name__ == "__main__":
    main()
