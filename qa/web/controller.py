"""What the page does with questions: answer them in turn, and show the evidence.

Nothing here knows Gradio: a method takes the session of a person and gives what changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.types.answer import Answer, Closest, Evidence
from qa.types.query import Turn
from qa.web.cards import places_of
from qa.web.citing import cite_as, plain_citation
from qa.web.collections import Collections
from qa.web.downloads import Downloads
from qa.web.evidence import article_html, message_html, no_answer_html, pages_label
from qa.web.failures import report_failure
from qa.web.filters import Filters
from qa.web.messages import BUSY, CHANGED
from qa.web.session import Outcomes, Question, Selection, Session, evidence_at


@dataclass(frozen=True, slots=True)
class Panel:
    """The evidence panel.

    Attributes:
        several_places: whether there is a next and a previous place to go to.
        citation: what to quote the words with, empty where there are none.
    """

    html: str
    several_places: bool = False
    citation: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """The conversation with its selection marked; `panel` is None where the panel stays."""

    selection: Selection
    conversation_html: str
    panel: Panel | None = None


class ChatController:
    """Answers the questions of conversations and shows their evidence."""

    def __init__(self, collections: Collections, downloads: Downloads) -> None:
        self._collections = collections
        self._downloads = downloads

    # Asking

    def append_question(self, text: str, session: Session) -> Session:
        """Add a question to the conversation; blank text changes nothing."""
        return session.append(Question(text)) if text.strip() else session

    def append_as_typed(self, turn: int, session: Session) -> Session:
        """Add the question of a turn again, to be asked exactly as it was typed."""
        questions = session.conversation.questions
        if not 0 <= turn < len(questions):
            return session
        return session.append(replace(questions[turn], as_typed=True))

    def answer_next(self, session: Session, filters: Filters) -> Outcomes:
        """Answer the first question without an outcome, as a turn of its conversation."""
        question = session.next_question()
        if question is None:
            return session.outcomes
        turns = [] if question.as_typed else [Turn.of(answer) for answer in session.answers()]
        outcome: Answer | str
        try:
            query = replace(filters.query(question.text), turns=turns)
            outcome = self._collections.get(session.conversation.collection).answer(query)
        except Exception as error:
            outcome = report_failure(error)
        return session.with_outcome(outcome)

    def mark_unanswered(self, session: Session) -> Outcomes:
        """Give the first question without an outcome a message that it was not answered."""
        return session.with_outcome(BUSY) if session.next_question() else session.outcomes

    # Looking at the evidence

    def show_latest(self, session: Session) -> EvidenceView:
        """Show the evidence of the last answer; where there is none, the panel stays."""
        latest = Selection(len(session.current_outcomes()) - 1)
        view = self.show(session.select(latest))
        return view or EvidenceView(session.selection, session.html())

    def show(self, session: Session) -> EvidenceView | None:
        """Show the selected evidence; None where nothing is selected."""
        answer = session.selected_answer()
        if answer is None:
            return None
        place = session.selection.place
        evidence = evidence_at(answer, place)
        panel = Panel(
            self.panel_html(session.conversation.collection, answer, place, session.selection.turn),
            len(places_of(answer)) > 1,
            plain_citation(evidence) if evidence else "",
        )
        return EvidenceView(session.selection, session.html(), panel)

    def cite(self, style: str, session: Session) -> str:
        """Write the citation of the selected evidence in a style; "" where nothing is selected."""
        answer = session.selected_answer()
        evidence = evidence_at(answer, session.selection.place) if answer else None
        return cite_as(style, evidence) if evidence else ""

    def show_next(self, session: Session) -> EvidenceView | None:
        """Show the next place of the selected answer, after the last one the first."""
        return self._step(1, session)

    def show_previous(self, session: Session) -> EvidenceView | None:
        """Show the previous place of the selected answer, before the first one the last."""
        return self._step(-1, session)

    def _step(self, step: int, session: Session) -> EvidenceView | None:
        answer = session.selected_answer()
        count = len(places_of(answer)) if answer else 0
        if not count:
            return None
        selection = session.selection
        place = (selection.place + step) % count
        return self.show(session.select(replace(selection, place=place)))

    def panel_html(self, collection: str, answer: Answer, place: int, turn: int = 0) -> str:
        """Render the panel for the place numbered `place` of an answer of a collection.

        Of a refusal, place 0 lists the nearest passages, and place 1 is the article of the first.
        `turn` numbers the answer in its conversation.
        """
        evidence = evidence_at(answer, place)
        if evidence is None:
            if 1 <= place <= len(answer.closest):
                return self._nearest_html(collection, answer.closest[place - 1], turn)
            return no_answer_html(answer, turn)
        count = len(places_of(answer))
        position = f"{place + 1} of {count} places: " if count > 1 else ""
        return self.evidence_html(collection, evidence, position)

    def _nearest_html(self, collection: str, closest: Closest, turn: int) -> str:
        """Render the article of a passage that does not answer, with its sentence."""
        try:
            article = self._collections.get(collection).article(closest.article.id)
            start = closest.sentence_start
            end = start + len(closest.sentence)
            if article.text[start:end] != closest.sentence:
                return message_html(CHANGED)
            file = self._downloads.link(collection, article.info)
        except Exception as error:
            return message_html(report_failure(error))
        pages = pages_label(closest.pages)
        position = f"Near, and no answer: {f'{pages}, ' if pages else ''}"
        return article_html(article, start, end, file, position, turn)

    def evidence_html(self, collection: str, evidence: Evidence, position: str = "") -> str:
        """Render the article of a collection that some words stand in, with the words marked."""
        try:
            article = self._collections.get(collection).article(evidence.article.id)
            if article.text[evidence.start : evidence.end] != evidence.text:
                return message_html(CHANGED)
            file = self._downloads.link(collection, article.info)
        except Exception as error:
            return message_html(report_failure(error))
        if pages := pages_label(evidence.pages):
            position += f"{pages}, "
        return article_html(article, evidence.start, evidence.end, file, position)
