"""Define the commands that look after a store: list, show, remove, doctor, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.console import print_json, say
from qa.cli.exit_codes import FAILED
from qa.cli.options import (
    EncoderOption,
    JsonOption,
    MilvusOption,
    ReaderOption,
    StoreOption,
    UndatedOption,
    open_named,
    store_folder,
)
from qa.settings import Settings

app = typer.Typer()


@app.command("list", epilog="Example: article-qa list --undated")
def list_articles(
    undated: UndatedOption = False,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what the store holds."""
    with open_named(store, Settings()) as collection:
        counts = collection.store.passages.counts_by_article()
        infos = [info for info in collection.articles() if info.date is None or not undated]
    if as_json:
        records = [info.to_dict() | {"passages": counts.get(info.id, 0)} for info in infos]
        print_json({"articles": records})
        return
    for info in infos:
        day = info.date.isoformat() if info.date else "undated"
        title = info.title or Path(info.path).name
        print(f"{info.id}  {day:10}  {title}  [{info.source or 'no source'}]  {info.path}")
    say(f"{len(infos)} articles")


@app.command(epilog="Example: article-qa show flood-update.md")
def show(
    name: Annotated[str, typer.Argument(metavar="ARTICLE", help="Id, path, file name or title.")],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one article as the store keeps it."""
    with open_named(store, Settings()) as collection:
        article = collection.article(name)
        passages = collection.store.passages.counts_by_article().get(article.id, 0)
    record = article.info.to_dict()
    if as_json:
        text = {"text": article.text, "furniture": article.boilerplate, "passages": passages}
        print_json(record | text | {"pages": [page.to_dict() for page in article.pages]})
        return
    for label, value in record.items():
        line = ", ".join(value) if isinstance(value, list) else value
        print(f"{label:8}{line or ('undated' if label == 'date' else '-')}")
    if article.pages:
        print(f"pages   {article.pages[0].number}-{article.pages[-1].number}")
    print(f"passages {passages}\n\n{article.text}")


@app.command(epilog="Example: article-qa remove flood-update.md")
def remove(
    name: Annotated[str, typer.Argument(metavar="ARTICLE", help="Id, path, file name or title.")],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Drop an article from the store; its file stays where it is."""
    with open_named(store, Settings()) as collection:
        info = collection.remove(name)
    if as_json:
        print_json({"removed": info.to_dict()})
    else:
        print(f"Removed {info.title or info.path} ({info.id}).")


@app.command(epilog="Example: article-qa doctor --repair")
def doctor(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Cut and encode every article anew first.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make anew what is damaged and can be derived.")
    ] = False,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    milvus: MilvusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the store, the models, SQLite and, where used, Milvus."""
    from qa.cli.doctor import repair_store, run_checks

    with open_named(store, Settings(encoder=encoder, reader=reader, milvus=milvus)) as collection:
        if rebuild:
            say(f"{collection.rebuild()} passages encoded anew")
        if repair:
            for line in repair_store(collection):
                say(line)
        checks = run_checks(collection)
    sound = all(check.ok for check in checks)
    if as_json:
        print_json({"ok": sound, "checks": [check.to_dict() for check in checks]})
    else:
        for check in checks:
            state = "warning" if check.warning else "ok" if check.ok else "FAILED"
            print(f"{state:8}{check.name:9}{check.detail}")
    if not sound:
        raise typer.Exit(FAILED)


@app.command(epilog="Example: article-qa backup articles.backup")
def backup(
    file: Annotated[Path, typer.Argument(help="A new file for the backup.")],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy the store to one file; others may ask and index meanwhile."""
    from qa.store.backup import back_up

    with open_named(store, Settings()) as collection:
        articles = collection.store.articles.count()
        size = back_up(collection.store.path, file)
    if as_json:
        print_json({"backup": str(file), "articles": articles, "bytes": size})
    else:
        print(f"{articles} articles in {file} ({size / 1e6:.1f} MB)")


@app.command(epilog="Example: article-qa restore articles.backup --store new-store")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that the backup command wrote.")],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a new store from a backup."""
    from qa.store.backup import restore as restore_backup

    folder = store_folder(store)
    restore_backup(file, folder)
    with open_named(folder, Settings()) as collection:
        articles = collection.store.articles.count()
    if as_json:
        print_json({"store": str(folder), "articles": articles})
    else:
        print(f"{articles} articles in {folder}")
