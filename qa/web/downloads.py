"""The file that an article was read from, to be downloaded by who sees the article."""

from __future__ import annotations

import hmac
import secrets
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from qa.collection import Collection
from qa.errors import ArticleQAError
from qa.types.article import ArticleInfo
from qa.web.collections import Collections
from qa.web.uploads import FOLDER

PATH = "/original"
GONE = "The original file is no longer there; the text was kept."


class Downloads:
    """Links to the files of articles, and what answers them.

    A request names an article, never a path: the file is the one that the store records. Its link
    carries a key that only this process can make, so that only who was shown an article can have
    its file. A page that other machines reach gives out uploads alone, which lie in the store's
    folder: whoever may ask may have what people brought to the page, not what else is on the disk.
    A file is always sent to be saved: an HTML page would otherwise run with the page's own rights.
    """

    def __init__(self, collections: Collections, local: bool) -> None:
        self._collections = collections
        self._local = local
        self._secret = secrets.token_bytes(32)

    def link_html(self, name: str, info: ArticleInfo) -> str:
        """A link to the file of an article in the collection of a name, or why there is none."""
        collection = self._collections.get(name)
        path = self._path(collection, info)
        if path is None:
            return ""
        if not path.is_file():
            return f"<span>{GONE}</span>"
        query = urlencode({"collection": name, "article": info.id, "key": self._key(name, info.id)})
        return (
            f'<a href="{escape(f"{PATH}?{query}")}" download>Original file '
            f"({escape(path.suffix.lstrip('.').upper() or path.name)})</a>"
        )

    def routes(self) -> list[Route]:
        return [Route(PATH, self._respond)]

    def _respond(self, request: Request) -> Response:
        asked = request.query_params
        name, article, key = (asked.get(one, "") for one in ("collection", "article", "key"))
        if not hmac.compare_digest(key.encode(), self._key(name, article).encode()):
            return PlainTextResponse("This link is not valid; ask again.", status_code=403)
        try:
            collection = self._collections.get(name)
            info = collection.store.articles.get(article)
        except ArticleQAError as error:
            return PlainTextResponse(str(error), status_code=404)
        path = None if info is None else self._path(collection, info)
        if path is None or not path.is_file():
            return PlainTextResponse(GONE, status_code=404)
        return FileResponse(
            path,
            media_type="application/octet-stream",
            filename=path.name,
            headers={
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox",
                "Cache-Control": "no-store",
            },
        )

    def _path(self, collection: Collection, info: ArticleInfo) -> Path | None:
        """The file of an article, None where this page does not give it out."""
        path = Path(info.path)
        if not path.is_absolute():
            return None
        uploads = (collection.store.folder / FOLDER).resolve()
        return path if self._local or path.resolve().is_relative_to(uploads) else None

    def _key(self, name: str, article: str) -> str:
        # No name and no id holds a line's end.
        return hmac.new(self._secret, f"{name}\n{article}".encode(), "sha256").hexdigest()
