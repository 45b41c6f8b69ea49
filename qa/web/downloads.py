"""Downloads of the files that articles were read from, for whoever sees the article."""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from qa.collection import Collection
from qa.errors import ArticleQAError
from qa.types.article import ArticleInfo
from qa.web.collections import Collections
from qa.web.evidence import Link
from qa.web.messages import explain_error
from qa.web.uploads import FOLDER

PATH = "/original"
GONE = "The original file is no longer there; the text was kept."


class Downloads:
    """Make links to the files of articles, and serve the files.

    A request names an article, never a path: the file is the one that the store records. Its link
    carries a key that only this process can make, so that only a person who was shown an article
    can download its file. A page that other machines reach gives out only uploads, which lie in the
    store's folder: what people brought to the page, and nothing else of the disk. A file is always
    sent as an attachment: an HTML page would otherwise run with the rights of the chat page.
    """

    def __init__(self, collections: Collections, local: bool) -> None:
        self._collections = collections
        self._local = local
        self._secret = secrets.token_bytes(32)

    def link(self, name: str, info: ArticleInfo) -> Link | None:
        """Link to the file of an article in the collection of a name.

        Returns:
            A link; one that only says so where the file is gone; None where this page does not give
            the file out.
        """
        collection = self._collections.get(name)
        path = self._path(collection, info)
        if path is None:
            return None
        if not path.is_file():
            return Link(GONE)
        query = urlencode({"collection": name, "article": info.id, "key": self._key(name, info.id)})
        kind = path.suffix.lstrip(".").upper() or path.name
        return Link(f"Original file ({kind})", f"{PATH}?{query}", download=True)

    def routes(self) -> list[Route]:
        return [Route(PATH, self._respond)]

    def _respond(self, request: Request) -> Response:
        query = request.query_params
        name, article, key = (query.get(field, "") for field in ("collection", "article", "key"))
        if not hmac.compare_digest(key.encode(), self._key(name, article).encode()):
            return PlainTextResponse("This link is not valid; ask again.", status_code=403)
        try:
            collection = self._collections.get(name)
            info = collection.store.articles.get(article)
        except ArticleQAError as error:
            return PlainTextResponse(explain_error(error), status_code=404)
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
        """Give the file of an article, None where this page does not give it out."""
        path = Path(info.path)
        if not path.is_absolute():
            return None
        uploads = (collection.store.folder / FOLDER).resolve()
        return path if self._local or path.resolve().is_relative_to(uploads) else None

    def _key(self, name: str, article: str) -> str:
        # Neither a name nor an id holds a line feed.
        return hmac.new(self._secret, f"{name}\n{article}".encode(), "sha256").hexdigest()
