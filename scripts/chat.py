"""Set up, index articles and open the chat page.

python3 scripts/chat.py                    the sample articles
python3 scripts/chat.py my-articles/       your own, kept in a store of their own
python3 scripts/chat.py --port 7861        options of `article-qa serve` go along
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from environment import ROOT, prepare, run


def main() -> None:
    arguments = sys.argv[1:]
    if "-h" in arguments or "--help" in arguments:
        print(__doc__)
        return
    first_option = next(
        (position for position, word in enumerate(arguments) if word.startswith("-")),
        len(arguments),
    )
    paths = [Path(word).resolve() for word in arguments[:first_option]]
    python = prepare("web")
    if paths:
        name = hashlib.sha256("\n".join(map(str, paths)).encode()).hexdigest()[:8]
        store = ROOT / ".store" / name
    else:
        paths, store = [ROOT / "data" / "articles"], ROOT / ".store" / "sample"
    os.environ["ARTICLE_QA_STORE"] = str(store)
    articles = [part for path in paths for part in ("--articles", str(path))]
    run(python, "-m", "qa", "serve", "--open", *articles, *arguments[first_option:])


if __name__ == "__main__":
    main()
