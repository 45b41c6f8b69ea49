"""Open the chat page: `python app.py` is `article-qa serve`."""

from __future__ import annotations

import sys

from qa.cli.commands import main

if __name__ == "__main__":
    sys.argv.insert(1, "serve")
    main()
