"""The collection as a tool for assistants that speak the Model Context Protocol.

Needs the extra `article-qa[mcp]`. What an assistant is given are exact words with their place.
"""

from __future__ import annotations

from typing import Any

from mcp.server import MCPServer

from qa.collection import Collection
from qa.errors import ArticleQAError
from qa.types.query import Query

_INSTRUCTIONS = (
    "Answers are exact words of articles, with title, date, source and character offsets. An "
    "answer of null means that these articles do not answer the question: say so, and do not guess."
)


def mcp_server(collection: Collection) -> MCPServer[Any]:
    """Create a server with the tools `ask`, `ask_each` and `list_articles`."""
    server: MCPServer[Any] = MCPServer("article-qa", instructions=_INSTRUCTIONS)

    @server.tool()
    def ask(
        question: str,
        after: str | None = None,
        before: str | None = None,
        source: str | None = None,
        undated: bool = False,
    ) -> dict[str, Any]:
        """Find the exact words of the articles that answer a question, and where they stand.

        after and before are days as YYYY-MM-DD, source the name of a publication; undated asks
        only the articles that state no date. "answer" is null where no article answers.
        """
        try:
            query = Query(question, after=after, before=before, source=source, undated=undated)
            return collection.answer(query).to_dict()
        except ArticleQAError as error:
            return {"error": str(error)}

    @server.tool()
    def ask_each(
        question: str,
        after: str | None = None,
        before: str | None = None,
        source: str | None = None,
        undated: bool = False,
        most: int | None = None,
    ) -> dict[str, Any]:
        """Ask every article the same question: a row for each article that answers, by date.

        Use it to see how a figure changed over time, or which articles disagree. Rows of the same
        "group" say the same. The articles that were read without an answer are in "silent", those
        that were not read in "not_reached". most says how many articles are read, those nearest
        to the question; the other arguments are those of ask.
        """
        try:
            return collection.ask_each(
                question, after=after, before=before, source=source, undated=undated, most=most
            ).to_dict()
        except ArticleQAError as error:
            return {"error": str(error)}

    @server.tool()
    def list_articles() -> dict[str, Any]:
        """List the articles: id, title, date, source, authors, path and address of each."""
        return {"articles": [info.to_dict() for info in collection.articles()]}

    return server
