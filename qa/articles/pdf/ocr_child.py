"""Recognise the words of PDF pages in a process of its own: a line of JSON a page.

    python ocr_child.py PAGE PAGE ... < FILE.pdf

It is run as a file and imports nothing of ours. Pages are counted from 0; what was done is printed
at once, so that it is not lost when time is up. The models come with the package `rapidocr`;
nothing is fetched.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from statistics import median
from typing import Any

MEMORY = 6 * 1024**3  # of addresses; the models and a page take a tenth of it

_DPI = 150
_LARGEST = 4000  # pixels a side; larger pages are drawn smaller
_LEAST_SCORE = 0.5
_ASCENT = 0.78  # of the height of a line's box, that which stands above the baseline

# A piece of text on one line: left and right edge, baseline and size in points, and characters.
Piece = tuple[float, float, float, float, str]


def main() -> None:
    """Read a PDF on standard input, and print the pieces of each page that is named."""
    content = sys.stdin.buffer.read()
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # Libraries print to standard output, which belongs to the results.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as results:
        os.dup2(2, 1)
        recognise(content, [int(number) for number in sys.argv[1:]], results)


def recognise(content: bytes, numbers: list[int], results: Any) -> None:
    """Write {"page": number, "pieces": [...]} for each page, a line each."""
    import pypdfium2
    from rapidocr import RapidOCR

    threads = {
        "EngineConfig.onnxruntime.intra_op_num_threads": min(2, os.cpu_count() or 1),
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    engine = RapidOCR(params={"Global.log_level": "error", **threads})
    document = pypdfium2.PdfDocument(content)
    for number in numbers:
        page = document[number]
        scale = min(_DPI / 72, _LARGEST / max(page.get_size()))
        picture = page.render(scale=scale).to_numpy()
        pieces = _pieces(engine(picture), scale, page.get_height())
        page.close()
        print(json.dumps({"page": number, "pieces": pieces}), file=results, flush=True)


def _pieces(result: Any, scale: float, page_height: float) -> list[Piece]:
    """Turn boxes in pixels, counted from the top, into pieces in points, from the bottom."""
    if result.boxes is None:
        return []
    lines = [
        (box, text)
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if score >= _LEAST_SCORE and text.strip()
    ]
    heights = [float(box[:, 1].max() - box[:, 1].min()) / scale for box, _ in lines]
    usual = median(heights) if heights else 0.0
    pieces = []
    for (box, text), height in zip(lines, heights, strict=True):
        # Boxes of one type differ with the letters in them; only a heading is another size.
        size = usual if abs(height - usual) < 0.3 * usual else height
        base = page_height - (float(box[:, 1].min()) / scale + _ASCENT * height)
        left, right = float(box[:, 0].min()) / scale, float(box[:, 0].max()) / scale
        pieces.append((round(left, 1), round(right, 1), round(base, 1), round(size, 1), text))
    return pieces


if __name__ == "__main__":
    main()
