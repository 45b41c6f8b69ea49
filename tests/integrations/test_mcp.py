from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

import mcp
import pytest
from mcp.types import TextContent

from qa.collection import Collection
from tests.conftest import ARTICLES, ROOT


def called(server: Any, tool: str, **arguments: Any) -> dict[str, Any]:
    async def call() -> dict[str, Any]:
        async with mcp.Client(server) as client:
            result = await client.call_tool(tool, arguments)
            (content,) = result.content
            assert isinstance(content, TextContent)
            figures: dict[str, Any] = json.loads(content.text)
            return figures

    return asyncio.run(call())


def test_an_assistant_gets_the_answer_of_ask(sample: Collection) -> None:
    from qa.integrations.mcp import mcp_server

    question = "How many police trainers is Callaria sending?"
    answer = called(mcp_server(sample), "ask", question=question)
    expected = sample.ask(question).to_dict()
    assert answer | {"seconds": 0} == expected | {"seconds": 0}


def test_an_assistant_gets_a_row_for_each_article(sample: Collection) -> None:
    from qa.integrations.mcp import mcp_server

    question = "How many people died in the flood?"
    answers = called(mcp_server(sample), "ask_each", question=question, most=3)
    expected = sample.ask_each(question, most=3).to_dict()
    assert answers | {"seconds": 0} == expected | {"seconds": 0}
    reply = called(mcp_server(sample), "ask_each", question=question, most=0)
    assert reply == {"error": "most is 0; it must be at least 1."}


def test_what_is_wrong_is_told_in_words(sample: Collection) -> None:
    from qa.integrations.mcp import mcp_server

    reply = called(mcp_server(sample), "ask", question="Who?", after="soon")
    assert reply == {"error": "'soon' is not a date; write it as YYYY-MM-DD."}


def test_the_articles_can_be_listed(sample: Collection) -> None:
    from qa.integrations.mcp import mcp_server

    assert len(called(mcp_server(sample), "list_articles")["articles"]) == 16


@pytest.mark.slow
def test_the_command_speaks_the_protocol_and_nothing_else_on_standard_output() -> None:
    command = ["-m", "qa", "mcp", "--articles", str(ARTICLES)]
    server = mcp.StdioServerParameters(command=sys.executable, args=command, cwd=str(ROOT))
    assert called(server, "ask", question="Who won the World Cup?")["answer"] is None
