"""Define `article-qa copy`: one store into another, from a folder to a server or back."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.console import counting, print_json
from qa.cli.options import JsonOption

app = typer.Typer()


@app.command(epilog="Example: article-qa copy --from articles --to postgresql://host/articles")
def copy(
    source: Annotated[
        str, typer.Option("--from", metavar="PLACE", help="The store to copy: folder or address.")
    ],
    target: Annotated[
        str, typer.Option("--to", metavar="PLACE", help="The store to copy into, made if need be.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Copy a store into another; a copy that was interrupted goes on."""
    from qa.indexing.copying import Copier
    from qa.store.store import Store

    with (
        Store(source) as source_store,
        Store(target) as target_store,
        counting("Copying") as show_progress,
    ):
        report = Copier(source_store, target_store).run(show_progress)
    if as_json:
        print_json(
            {
                "copied": report.copied,
                "present": report.present,
                "articles": report.articles,
                "passages": report.passages,
            }
        )
    else:
        print(
            f"{report.copied} articles copied, {report.present} were there: {report.articles} "
            f"articles in {report.passages} passages, compared with the source"
        )
