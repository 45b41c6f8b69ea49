"""What the page keeps for each person between events: the conversation and what is shown of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qa.types.answer import Answer, Evidence
from qa.web.cards import Exchange, conversation_html, places_of


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was typed; `as_typed` where the conversation is not to complete it."""

    text: str
    as_typed: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """The questions of a conversation; `number` tells it from a person's earlier ones."""

    collection: str = ""
    number: int = 0
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes of the first questions of the conversation of a number.

    An outcome is an answer, or a message why there is none. Outcomes stand apart from the questions
    because while one question is answered, the next can be asked or a new conversation begun: then
    the outcome belongs to the old conversation and is not shown.
    """

    conversation: int = 0
    outcomes: tuple[Answer | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The evidence that the panel shows: its turn and its place in the turn, both from 0."""

    turn: int = -1
    place: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """All that the page keeps for one person."""

    conversation: Conversation = field(default_factory=Conversation)
    outcomes: Outcomes = field(default_factory=Outcomes)
    selection: Selection = field(default_factory=Selection)

    def append(self, question: Question) -> Session:
        """Give the session with one question more."""
        questions = (*self.conversation.questions, question)
        return replace(self, conversation=replace(self.conversation, questions=questions))

    def select(self, selection: Selection) -> Session:
        """Give the session with other evidence in the panel."""
        return replace(self, selection=selection)

    def current_outcomes(self) -> tuple[Answer | str, ...]:
        """Give the outcomes of this conversation, none where they belong to an earlier one."""
        belong = self.outcomes.conversation == self.conversation.number
        return self.outcomes.outcomes if belong else ()

    def next_question(self) -> Question | None:
        """Give the first question without an outcome, if any."""
        questions = self.conversation.questions
        answered = len(self.current_outcomes())
        return questions[answered] if answered < len(questions) else None

    def with_outcome(self, outcome: Answer | str) -> Outcomes:
        """Give the outcomes with that of the next question."""
        return Outcomes(self.conversation.number, (*self.current_outcomes(), outcome))

    def answers(self) -> list[Answer]:
        """List the answers of this conversation."""
        return [outcome for outcome in self.current_outcomes() if isinstance(outcome, Answer)]

    def selected_answer(self) -> Answer | None:
        """Give the answer whose evidence is selected, if there is one."""
        outcomes = self.current_outcomes()
        turn = self.selection.turn
        outcome = outcomes[turn] if 0 <= turn < len(outcomes) else None
        return outcome if isinstance(outcome, Answer) else None

    def html(self) -> str:
        """Render the conversation."""
        questions = self.conversation.questions
        outcomes = self.current_outcomes()
        waiting = [None] * (len(questions) - len(outcomes))
        exchanges = [
            Exchange(question.text, outcome)
            for question, outcome in zip(questions, (*outcomes, *waiting), strict=True)
        ]
        return conversation_html(exchanges, self.selection.turn, self.selection.place)


def evidence_at(answer: Answer, place: int) -> Evidence | None:
    """Give the place of a number, the nearest number where there is none; None without any."""
    places = places_of(answer)
    return places[max(0, min(place, len(places) - 1))] if places else None
