"""Measure how long 1,000 mixed files take to be read and to be indexed, beside other versions.

    python benchmarks/reading.py [--files 1000] [--rounds 3] [--beside FOLDER ...]

The files are made first: a sixth each of text, Markdown, HTML, JSON, PDF and Word, of 200 to 1,200
words. FOLDER is a working tree of another version. Versions take turns, each time in a process of
its own; the least of all rounds counts: seconds, and seconds of the processor. One JSON line a
version goes to standard output.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_WORDS = (
    "the council of harbour wall granite money winter boats engineers said that will be built "
    "three metres higher than old state pays half cost fishermen asked for second gate as first "
    "often blocked by ice letter meets again after summer pumps stay in place another year"
).split()
_READING_SCRIPT = """
import os, sys, time
from pathlib import Path
from qa.articles import find_files, read_articles, read_file
files, _ = find_files([Path(sys.argv[1])])
began, began_cpu = time.perf_counter(), sum(os.times()[:4])
count = sum(len(read_articles(path, read_file(path)).articles) for path in files)
print(time.perf_counter() - began, sum(os.times()[:4]) - began_cpu, count)
"""
_INDEX = """
import os, sys, tempfile, time
import qa
with tempfile.TemporaryDirectory() as folder, qa.open(folder) as collection:
    collection.encoder
    began, began_cpu = time.perf_counter(), sum(os.times()[:4])
    report = collection.index(sys.argv[1])
    print(time.perf_counter() - began, sum(os.times()[:4]) - began_cpu, report.articles)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beside", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    versions = [_ROOT, *arguments.beside]
    with tempfile.TemporaryDirectory() as folder:
        make_files(Path(folder), arguments.files)
        times: dict[tuple[Path, str], list[float]] = {}
        articles: dict[Path, int] = {}
        for _ in range(arguments.rounds):
            for name, script in (("read", _READING_SCRIPT), ("index", _INDEX)):
                for version in versions:
                    cost = _run(version, script, folder)
                    articles[version] = cost.articles
                    times.setdefault((version, name), []).append(cost.seconds)
                    times.setdefault((version, f"{name}_cpu"), []).append(cost.cpu_seconds)
    for version in versions:
        names = ("read", "read_cpu", "index", "index_cpu")
        figures = {name: round(min(times[version, name]), 2) for name in names}
        print(json.dumps({"version": str(version), "articles": articles[version], **figures}))


@dataclass(frozen=True, slots=True)
class _Cost:
    """What a run took; processor seconds, of child processes too, tell more on a busy machine."""

    seconds: float
    cpu_seconds: float
    articles: int


def _run(version: Path, script: str, folder: str) -> _Cost:
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, folder],
        cwd=version,
        env={**os.environ, "PYTHONPATH": str(version)},
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, cpu_seconds, count = done.stdout.split()
    return _Cost(float(seconds), float(cpu_seconds), int(count))


def make_files(folder: Path, count: int) -> None:
    """Write the files; the same ones for the same count."""
    rng = random.Random(22)
    writers = (
        (".txt", _text),
        (".md", _markdown),
        (".html", _html),
        (".json", _json),
        (".pdf", _pdf),
        (".docx", _word),
    )
    for number in range(count):
        suffix, write = writers[number % len(writers)]
        title = f"Report {number} on the {rng.choice(_WORDS)} of the {rng.choice(_WORDS)}"
        paragraphs = [_paragraph(rng) for _ in range(rng.randrange(4, 24))]
        (folder / f"file-{number:05}{suffix}").write_bytes(write(title, paragraphs))


def _paragraph(rng: random.Random) -> str:
    sentences = (
        " ".join(rng.choices(_WORDS, k=rng.randrange(8, 22))).capitalize() + "." for _ in range(4)
    )
    return " ".join(sentences)


def _text(title: str, paragraphs: list[str]) -> bytes:
    return "\n\n".join([title, "November 8, 2023", *paragraphs]).encode()


def _markdown(title: str, paragraphs: list[str]) -> bytes:
    body = "\n\n".join(f"**Note.** {text} [link](https://example.org)" for text in paragraphs)
    return f"---\ntitle: {title}\ndate: 2023-11-08\n---\n# {title}\n\n{body}\n".encode()


def _html(title: str, paragraphs: list[str]) -> bytes:
    menu = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in _WORDS[:30])
    body = "".join(f"<p>{text}<sup>1</sup></p>" for text in paragraphs)
    rows = "".join(f"<tr><td>{word}</td><td>{len(word)}</td></tr>" for word in _WORDS[:12])
    table = f"<table><tr><th>Word</th><th>Length</th></tr>{rows}</table>"
    return (
        f"<html><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{title}</h1>{body}{table}</article><footer>About us</footer></body></html>"
    ).encode()


def _json(title: str, paragraphs: list[str]) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return json.dumps({"title": title, "date": "2023-11-08", "body": body}).encode()


def _word(title: str, paragraphs: list[str]) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(title)
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _pdf(title: str, paragraphs: list[str]) -> bytes:
    """Write a PDF by hand, 90 characters a line and 46 lines a page."""
    lines = [title, ""]
    for text in paragraphs:
        words = text.split()
        while words:
            line = ""
            while words and len(line) + len(words[0]) < 90:
                line = f"{line} {words.pop(0)}".strip()
            lines.append(line)
        lines.append("")
    pages = [lines[first : first + 46] for first in range(0, len(lines), 46)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        operators = " ".join(f"({line}) Tj 0 -14 Td" for line in page)
        stream = f"BT /F1 11 Tf 50 750 Td {operators} ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    content, places = "%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Root 1 0 R /Size {size} >>\n"
    return f"{content}{end}startxref\n{len(content)}\n%%EOF".encode()


if __name__ == "__main__":
    main()
