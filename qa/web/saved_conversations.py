"""The conversations that a browser keeps of a page: as a text, and back.

The text lies in the browser and comes back from there, so it is read as anything else that a
stranger sends: what is not such a text is as good as none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from cattrs import BaseValidationError, StructureHandlerNotFoundError
from cattrs.preconf.json import JsonConverter, make_converter

from qa.types.answer import Answer
from qa.web.session import Conversation, Outcomes, Question, Session

# So much of a conversation is kept, the newest of it: browsers keep about five megabytes a page.
MAX_TURNS = 40
MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question with its answer, or with the message why it has none."""

    question: Question
    answer: Answer | None
    message: str | None


@dataclass(frozen=True, slots=True)
class SavedConversations:
    """The conversations that a browser keeps, one for each collection.

    Attributes:
        last: the collection that was open last.
        turns: those of its conversation, by the collection's name.
    """

    last: str = ""
    turns: dict[str, tuple[_Turn, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str | None) -> SavedConversations:
        """Read what a browser keeps; of what cannot be read there is nothing."""
        if not isinstance(text, str) or len(text) > MAX_CHARACTERS:
            return cls()
        try:
            return _converter().loads(text, cls)
        except (
            BaseValidationError, StructureHandlerNotFoundError, ValueError, TypeError, KeyError,
            AttributeError, RecursionError,
        ):  # fmt: skip
            return cls()

    def write(self) -> str:
        """Give the text that a browser keeps; of what would be too long the oldest turns go first.

        The conversation that was open last is shortened only when the others are gone.
        """
        saved, text = self, _converter().dumps(self)
        while len(text) > MAX_CHARACTERS and saved.turns:
            saved = saved._shortened()
            text = _converter().dumps(saved)
        return text

    def _shortened(self) -> SavedConversations:
        """Give these without the older half of a conversation, the last one only if alone."""
        others = [name for name in self.turns if name != self.last]
        name = others[0] if others else self.last
        turns = self.turns[name]
        shorter = {**self.turns, name: turns[len(turns) // 2 + 1 :]}
        return replace(self, turns={name: turns for name, turns in shorter.items() if turns})

    def with_session(self, session: Session) -> SavedConversations:
        """Give these with the answered questions of a session, for its collection."""
        collection = session.conversation.collection
        answered = zip(session.conversation.questions, session.current_outcomes(), strict=False)
        turns = tuple(
            _Turn(question, outcome, None)
            if isinstance(outcome, Answer)
            else _Turn(question, None, outcome)
            for question, outcome in answered
        )
        return replace(self, last=collection, turns={**self.turns, collection: turns[-MAX_TURNS:]})

    def restored(self, session: Session) -> Session:
        """Give a session that was just begun with the conversation of its collection in it."""
        conversation = session.conversation
        turns = self.turns.get(conversation.collection, ())
        outcomes = tuple(turn.answer or turn.message or "" for turn in turns)
        return replace(
            session,
            conversation=Conversation(
                conversation.collection,
                conversation.number,
                tuple(turn.question for turn in turns),
            ),
            outcomes=Outcomes(conversation.number, outcomes),
        )


@cache
def _converter() -> JsonConverter:
    return make_converter()
