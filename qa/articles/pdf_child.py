"""The child process of `pdf`: PDF bytes on standard input, JSON on standard output.

It is run as a file and imports nothing of ours, so that it starts fast and its memory is its own.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from typing import Any

MEMORY = 2 * 1024**3


def main() -> None:
    """Parse standard input under a limit of memory, and print pages and title, or an error."""
    content = sys.stdin.buffer.read()
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.write(json.dumps(parse(content)))


def parse(content: bytes) -> dict[str, Any]:
    """Give {"pages": texts, "title": the file's own}, or {"error": why not, for a person}."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "protected by a password"}
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except MemoryError:
        return {"error": "parsing it took too much memory"}
    except Exception as error:  # whatever the parser raises on a damaged file
        return {"error": f"not a PDF, or a damaged one: {error}"}
    return {"pages": pages, "title": title or ""}


if __name__ == "__main__":
    main()
