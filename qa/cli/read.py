"""Define `article-qa read`: ask one text, from a file or from standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qa.cli.console import print_json
from qa.cli.options import (
    EncoderOption,
    JsonOption,
    MinConfidenceOption,
    ReaderOption,
    named_settings,
)
from qa.collection.texts import read as read_text
from qa.errors import UsageError

app = typer.Typer()


@app.command(epilog='Example: article-qa read "Who left?" report.txt')
def read(
    question: Annotated[str, typer.Argument(help="The question.")],
    file: Annotated[str, typer.Argument(help="A plain text in UTF-8; -: from input.")] = "-",
    min_confidence: MinConfidenceOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read one text for the exact words that answer a question."""
    text = sys.stdin.read() if file == "-" else _text_of(Path(file))
    settings = named_settings(encoder, reader, None, min_confidence)
    answer = read_text(question, text, settings=settings)
    if as_json:
        print_json(answer.to_dict())
    else:
        print(answer)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read as plain text ({error}). For other files use article-qa ask "
            "with --articles."
        ) from error
