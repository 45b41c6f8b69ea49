"""What a reader pass costs on this machine: 32-bit and 8-bit side by side, in one run.

python benchmarks/reader.py [--passages 5] [--words 100] [--repeats 15]
"""

from __future__ import annotations

import argparse
import statistics
import time

from qa.datatypes import ArticleInfo, Hit, Passage
from qa.reader import Reader

SENTENCE = (
    "The council said on Tuesday that the bridge would stay closed until the spring of 2027. "
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=5)
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--repeats", type=int, default=15)
    arguments = parser.parse_args()
    text = " ".join((SENTENCE * arguments.words).split()[: arguments.words])
    info = ArticleInfo(
        id="0", title=None, date=None, source=None, authors=(), path="", url=None, sha256=""
    )
    hits = [
        Hit(Passage(str(number), 0, 0, len(text), text), info, 1.0, 0.5, 1.0)
        for number in range(arguments.passages)
    ]
    readers = {"32-bit": Reader.load(eight_bit=False), "8-bit": Reader.load(eight_bit=True)}
    times: dict[str, list[float]] = {name: [] for name in readers}
    # Taken in turns, so that whatever else the machine does falls on both.
    for _ in range(arguments.repeats + 1):
        for name, reader in readers.items():
            began = time.perf_counter()
            reader.read("When will the bridge open?", hits)
            times[name].append(time.perf_counter() - began)
    slow, quick = (statistics.median(taken[1:]) for taken in times.values())
    print(f"{arguments.passages} passages of {arguments.words} words")
    print(f"32-bit {slow:.3f} s, 8-bit {quick:.3f} s a question: {slow / quick:.2f} times as fast")


if __name__ == "__main__":
    main()
