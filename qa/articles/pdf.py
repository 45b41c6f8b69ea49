"""PDF files, parsed in a child process: a hostile one can take neither memory nor time for ever."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from qa.articles.parsed import ParsedArticle
from qa.errors import UnreadableError

_SECONDS = 60

_PAGE_NUMBER = re.compile(
    r"\s*(?:page\s+)?[-\u2013—]?\s*\d{1,4}\s*[-\u2013—]?(?:\s*(?:of|/)\s*\d{1,4})?\s*", re.I
)
_BULLET = re.compile(r"\s*(?:[•▪◦‣*-]|\d{1,2}[.)])\s")


def read_pdf(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a PDF as one article; the day on which the file was made is not taken for its date.

    Raises:
        UnreadableError: damaged, protected by a password, without text, or too much to parse.
    """
    parsed = _run_child(path, content)
    if "error" in parsed:
        raise UnreadableError(path, parsed["error"])
    text = join_pages(parsed["pages"])
    if not text.strip():
        raise UnreadableError(
            path, "no text in this PDF; it may be scanned pages: run OCR on it first"
        )
    return [ParsedArticle(text=text, title=_sensible_title(parsed["title"]))]


def join_pages(pages: list[str]) -> str:
    """Join pages into paragraphs: without page numbers and running heads, lines put together."""
    lines = [[line.strip() for line in page.splitlines()] for page in pages]
    running = _running(lines)
    kept = [
        [line for line in page if not _PAGE_NUMBER.fullmatch(line) and _masked(line) not in running]
        for page in lines
    ]
    return "\n\n".join(_paragraphs(page) for page in kept)


def _run_child(path: Path, content: bytes) -> dict[str, Any]:
    command = [sys.executable, "-P", str(Path(__file__).with_name("pdf_child.py"))]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=_SECONDS, check=True
        )
        parsed: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(path, f"not parsed within {_SECONDS} seconds; given up") from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise UnreadableError(path, "parsing it took too much memory, or failed") from error
    return parsed


def _paragraphs(lines: list[str]) -> str:
    """Join lines; a paragraph ends at a blank line or at one much shorter than the full lines."""
    lengths = sorted(map(len, filter(None, lines)))
    full = lengths[len(lengths) * 4 // 5] if lengths else 0
    joined: list[str] = []
    above = ""
    for line in lines:
        if not above or not line or len(above) < 0.75 * full or _BULLET.match(line):
            joined.append(line)
        elif above.endswith("-") and above[-2:-1].isalpha() and line[0].islower():
            joined[-1] = joined[-1][:-1] + line
        else:
            joined[-1] += " " + line
        above = line
    return "\n\n".join(filter(None, joined))


def _running(pages: list[list[str]]) -> set[str]:
    """First and last lines that most pages share, but for the digits in them."""
    counts: dict[str, int] = {}
    for page in pages:
        filled = [line for line in page if line]
        for line in {_masked(line) for line in filled[:1] + filled[-1:]}:
            counts[line] = counts.get(line, 0) + 1
    return {line for line, count in counts.items() if count >= 3 and count > len(pages) / 2}


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _sensible_title(title: str) -> str | None:
    # Programs put file names and their own names here.
    wrong = re.search(
        r"\.(?:docx?|pdf|indd|qxd|tex|html?|rtf)$|^(?:microsoft word|untitled)", title, re.I
    )
    return None if wrong or len(title) > 200 or " " not in title.strip() else title
