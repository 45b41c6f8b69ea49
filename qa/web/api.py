"""Questions that programs ask through the page's API."""

from __future__ import annotations

import json

import gradio as gr

from qa.types.query import Query
from qa.web.collections import Collections
from qa.web.failures import report_failure


class ProgramInterface:
    """The functions that programs call, by their names and with their arguments."""

    def __init__(self, collections: Collections) -> None:
        self._collections = collections

    def answer(
        self,
        question: str,
        after: str | None = None,
        before: str | None = None,
        source: str | None = None,
        undated: bool = False,
        always_answer: bool = False,
    ) -> str:
        """Answer one question; gives the JSON of `article-qa ask --json` as text.

        As text because Gradio's client takes every object with a "path" for a file to fetch. Where
        there are several collections, the first is asked.
        """
        return self.answer_in("", question, after, before, source, undated, always_answer)

    def answer_in(
        self,
        collection: str,
        question: str,
        after: str | None = None,
        before: str | None = None,
        source: str | None = None,
        undated: bool = False,
        always_answer: bool = False,
    ) -> str:
        """Answer one question from the collection of a name, the first where it is empty.

        Apart from `answer` because a program that calls that without Gradio's client gives every
        argument: another argument would break it.
        """
        try:
            query = Query(
                question,
                after=after or None,
                before=before or None,
                source=source or None,
                undated=undated,
                always_answer=always_answer,
            )
            name = collection or self._collections.names()[0]
            answer = self._collections.get(name).answer(query)
        except Exception as error:
            raise gr.Error(report_failure(error), print_exception=False) from error
        return json.dumps(answer.to_dict(), ensure_ascii=False)
