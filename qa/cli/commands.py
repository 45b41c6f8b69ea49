"""Put the commands together into one program, and end it with an exit code."""

from __future__ import annotations

import logging
import os
import signal
import sys
from importlib.metadata import version
from types import FrameType
from typing import Annotated

import typer

from qa.cli.ask import app as ask_command
from qa.cli.config import app as config_command
from qa.cli.configuration import configuration_files, read_configuration
from qa.cli.console import say
from qa.cli.copy import app as copy_command
from qa.cli.evaluate import app as evaluate_command
from qa.cli.exit_codes import FAILED, INTERRUPTED, WRONG_USAGE
from qa.cli.index import app as index_command
from qa.cli.read import app as read_command
from qa.cli.search import app as search_command
from qa.cli.serve import app as serve_commands
from qa.cli.upkeep import app as upkeep_commands
from qa.errors import ArticleQAError, UsageError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Ask articles a question; get the exact words that answer it, and where they stand.",
)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        print(f"article-qa {version('article-qa')}")
        raise typer.Exit


@app.callback()
def options_of_all(
    context: typer.Context,
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Log files, store and models as they load.")
    ] = False,
) -> None:
    """Ask articles a question; get the exact words that answer it, and where they stand."""
    if verbose:
        logging.basicConfig(format="%(asctime)s %(name)s: %(message)s")
        logging.getLogger("qa").setLevel(logging.INFO)
    configured = read_configuration(configuration_files())
    context.obj = configured
    names = {key.replace("-", "_"): entry.value for key, entry in configured.items()}
    # Typer takes from here what neither an option nor a variable gives.
    context.default_map = {context.invoked_subcommand or "": names}


app.add_typer(index_command)
app.add_typer(ask_command)
app.add_typer(evaluate_command)
app.add_typer(serve_commands)
app.add_typer(search_command)
app.add_typer(copy_command)
app.add_typer(read_command)
app.add_typer(upkeep_commands)
app.add_typer(config_command)


def main() -> None:
    """Run the command line; an error is one line, never a traceback."""
    signal.signal(signal.SIGINT, _interrupt)
    try:
        app()
    except UsageError as error:
        say(f"article-qa: {error}")
        sys.exit(WRONG_USAGE)
    except ArticleQAError as error:
        say(f"article-qa: {error}")
        sys.exit(FAILED)
    except BrokenPipeError:
        # The program that read the output has ended, as `head` does; nothing can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except _Interrupted:
        say("article-qa: interrupted; what was stored is kept")
        sys.exit(INTERRUPTED)


class _Interrupted(BaseException):
    """Ctrl-C. Not KeyboardInterrupt, which Typer turns into exit code 1."""


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise _Interrupted
