"""Exact rewrites, mechanism by mechanism; half of the questions stay as they were typed."""

from __future__ import annotations

import pytest

from qa.conversation.follow_up import Reading
from qa.conversation.rewrite import rewrite_question
from qa.types.query import Turn

TEXTS = {
    "museum": (
        "Thieves took a gold torc from the Quillhaven Museum. Benedict Orme, the museum's "
        "director, said that he had asked for a guard.\n\nDetective Sergeant Yusra Halloran said "
        "that she feared it would be melted down. A grey van was found near Harrowmere."
    ),
    "ferry": (
        "The Grey Heron drifted for five hours in Lennick Bay. Marguerite Ashdown, the company’s "
        "head of safety, said her team had checked it. Captain Oliver Tamm, 58, was praised."
    ),
    "mission": ("Callaria to send police trainers\n\nCallaria will send 11. A ministry said so."),
    "bridge": (
        "Ruth Amadi, the councillor who proposed the toll, spoke. Glenn Pastor voted against it."
    ),
    "race": (
        "Correction\n\nSaoirse Venn is from Gannet Island. The article said that she was born in "
        "Quillhaven."
    ),
    "trial": (
        "Leonard Gratz diluted drugs at his pharmacy. Judge Miriam Achterberg said that he had "
        "sold water to the dying."
    ),
    "theft": "Thieves rob the museum\n\nThieves took a torc. They left in a van.",
    "dairy": "Marlow Dairies made a profit of 41 million euros last year, Fenn Creameries a loss.",
    "flood": (
        "Owen Prike, 19, and his brother were found in Harrowmere. The county blames the pumping "
        "station. Eleanor Voss, a retired judge, said she would report in January."
    ),
}

TORC = Turn("Who stole the torc from the museum?", "three masked people", "museum")
WHERE_TORC = Turn("When was the torc stolen from the museum?", "Monday", "museum")
MELTED = Turn(
    "Is the torc likely to be melted down?",
    "she feared it would be melted down",
    "museum",
    "Detective Sergeant Yusra Halloran said that she feared it would be melted down.",
)
WORTH = Turn(
    "How much is the gold worth?",
    "$40,000",
    "museum",
    '"As a lump of gold it is worth perhaps $40,000," she said.',
)
VAN = Turn("What did the thieves escape in?", "A grey van", "museum")
DIRECTOR = Turn("Who is the director of the museum?", "Benedict Orme", "museum")
DETECTIVE = Turn("Who feared for the torc?", "Yusra Halloran", "museum")
PEOPLE = Turn("how many people were on the grey heron", "214", "ferry")
TOWED = Turn("Who towed the Grey Heron back to the port?", "two tugboats", "ferry")
CAUSE = Turn("What caused the fire?", "a leaking fuel line", "ferry")
ASHDOWN = Turn("What is Marguerite Ashdown's job?", "head of safety", "ferry")
BAY = Turn("Where did the Grey Heron drift?", "in Lennick Bay", "ferry")
OWEN = Turn("how old was owen prike", "19", "flood")
INQUIRY = Turn("Who will lead the inquiry?", "Eleanor Voss", "flood")
STATION = Turn("When did the pumping station stop?", "2:10 a.m.", "flood")
BUDGET = Turn("How much did the county spend in 2025?", "$27 million", "flood")
REFUSED = Turn("Who attacked the hospital?", None, None)
STRIKE = Turn("quillhaven teacher strike how long", "eight days", "school")
STUDY = Turn("How many pupils did the study follow?", "2,436", "school")
COLONEL = Turn("Who will command the mission?", "Colonel Anders Quaye", "trainers")
TRAINERS = Turn("How many police trainers will Callaria send?", "11", "trainers")
SENDING = Turn("how many police trainers is callaria sending", "11", "mission")
RECALL = Turn("How many batteries did the company recall?", "62,000", "recall")
ANALYST = Turn("which analyst", "Magnus Thorley", "recall")
HOUSES = Turn("damage to houses in harrowmere", "640", "flood")
PROPOSED = Turn("What did Ruth Amadi propose?", "the toll", "bridge")
STOLEN = Turn("what did the thieves steal in Quillhaven?", "a gold torc", "theft")
BOOKS = Turn("how many books were lost", "11,000", "library")
PROFIT = Turn("what was Marlow's profit last year", "41 million euros", "dairy")
JUDGE = Turn("who was the judge?", "Miriam Achterberg", "trial")
JOB = Turn("who had the job before Greta Voll?", "Dagny Holt", "cabinet")
SHIP = Turn("what kind of ship was the Saint Olave?", "merchant", "wrecks")
OLDEST = Turn("ok whos the oldest finisher", "Mabel Thackeray", "race")
WRONG = Turn("what's wrong with Danny Ruane?", "an operation on his knee", "club")
WINNER = Turn("who won the women's race?", "Saoirse Venn", "race")
ALARM = Turn(
    "why did no alarm sound?",
    "because the system had been switched off",
    "museum",
    "Benedict Orme said that no alarm sounded because the system had been switched off.",
)
THANKS = Turn("thanks", None, None)


def asked(question: str, *turns: Turn) -> str:
    return rewrite_question(question, turns, lambda article: TEXTS.get(article, "")).question


@pytest.mark.parametrize(
    ("turns", "question", "complete"),
    [
        # A thing before the place that it was in.
        ([TORC], "How much is it worth?", "How much is the torc worth?"),
        ([WHERE_TORC], "Who found it?", "Who found the torc?"),
        ([TOWED], "How old is it?", "How old is the Grey Heron?"),
        # Names that were typed in lower case.
        ([PEOPLE], "what happened to it", "what happened to the Grey Heron?"),
        ([PEOPLE], "and when did it get back", "when did the Grey Heron get back?"),
        ([OWEN], "where did he live", "where did Owen Prike live?"),
        # A man, a woman, and neither for a thing.
        ([COLONEL], "How much will it cost?", "How much will the mission cost?"),
        ([INQUIRY], "When must she report?", "When must Eleanor Voss report?"),
        ([DIRECTOR], "What did he say?", "What did Benedict Orme say?"),
        ([DETECTIVE], "What is her rank?", "What is Yusra Halloran's rank?"),
        ([ASHDOWN], "What did she say?", "What did Marguerite Ashdown say?"),
        ([DIRECTOR, DETECTIVE], "How old is he?", "How old is Benedict Orme?"),
        ([ANALYST], "where does he work", "where does Magnus Thorley work?"),
        ([JUDGE], "what did she say", "what did Miriam Achterberg say?"),
        # One thing for "it", several for "they".
        ([STUDY], "Who led it?", "Who led the study?"),
        ([STUDY], "Where do they live?", "Where do the pupils live?"),
        ([RECALL], "Where did they catch fire?", "Where did the batteries catch fire?"),
        ([SENDING], "for how long", "For how long is Callaria sending the police trainers?"),
        ([TRAINERS], "who commands them", "who commands the police trainers?"),
        # The head noun is kept.
        ([VAN], "and where was that stolen", "where was the grey van stolen?"),
        ([VAN], "Who owns it?", "Who owns the grey van?"),
        # Thanks are passed over.
        ([VAN, THANKS], "Who owns it?", "Who owns the grey van?"),
        ([OWEN, THANKS], "How tall is he?", "How tall is Owen Prike?"),
        # The sentence shown.
        ([MELTED], "who said that?", "who said that she feared it would be melted down?"),
        (
            [WORTH],
            "Who said that?",
            'Who said that "As a lump of gold it is worth perhaps $40,000," she said?',
        ),
        # The object of a clause is not its subject.
        (
            [INQUIRY],
            "What did Owen Prike say about her?",
            "What did Owen Prike say about Eleanor Voss?",
        ),
        (
            [STATION],
            "What did the county say about it?",
            "What did the county say about the pumping station?",
        ),
        # Words that are left out.
        ([STATION], "why?", "Why did the pumping station stop?"),
        ([STATION], "When was that?", "When did the pumping station stop?"),
        ([CAUSE], "Since when?", "Since when the fire?"),
        ([TRAINERS], "where to exactly?", "Where to will Callaria send the police trainers?"),
        ([STRIKE], "why", "Why quillhaven teacher strike?"),
        (
            [STATION],
            "and in the year before?",
            "When did the pumping station stop in the year before?",
        ),
        ([BUDGET], "and the year before?", "How much did the county spend in 2024?"),
        ([BUDGET], "And the year after?", "How much did the county spend in 2026?"),
        ([STATION], "and originally?", "When did the pumping station stop originally?"),
        ([OWEN], "and his brother?", "how old was Owen Prike's brother?"),
        ([TRAINERS], "what about Belmora?", "How many police trainers will Belmora send?"),
        # What was asked for is the thing, and who stands beside a role is a person.
        ([PROPOSED], "how much would it bring in?", "how much would the toll bring in?"),
        ([STOLEN], "how heavy is it", "how heavy is the gold torc?"),
        ([STOLEN], "where do they live", "where do the thieves live?"),
        ([BOOKS], "and how many were saved?", "How many books were saved?"),
        ([BOOKS], "how many burned", "How many books burned?"),
        # One thing is not counted.
        ([BOOKS], "what about the dome?", "What is said about the dome?"),
        ([PROFIT], "and the year before that?", "what was Marlow's profit in the year before?"),
        ([PROFIT], "and Fenn?", "what was Fenn's profit last year?"),
        ([WRONG], "and the goalkeeper?", "what's wrong with the goalkeeper?"),
        ([JOB], "since when", "Since when Dagny Holt had the job before Greta Voll?"),
        ([SHIP], "who built it?", "who built the Saint Olave?"),
        ([OLDEST], "how old", "How old is the oldest finisher?"),
        # A courtesy before a question is passed over.
        ([TRAINERS], "thank you! and who commands them", "who commands the police trainers?"),
        # Whoever said it is asked for and left out.
        (
            [ALARM],
            "who said that?",
            "who said that no alarm sounded because the system had been switched off?",
        ),
        # What is named first is what the pronoun stands for.
        (
            [COLONEL],
            "and the interior minister, how old is she",
            "how old is the interior minister?",
        ),
        ([TORC], "What about the silver coins, how many?", "how many silver coins?"),
    ],
)
def test_a_follow_up_is_completed(turns: list[Turn], question: str, complete: str) -> None:
    assert asked(question, *turns) == complete


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        # "It" stands for nothing.
        ([TORC], "is it true that a tunnel will be built"),
        ([TORC], "Is it likely that the torc was sold?"),
        ([TORC], "Was it known that the alarm was off?"),
        ([VAN], "How long does it take to cross the bay?"),
        ([VAN], "How much does it cost to repair the bridge?"),
        ([VAN], "Is it safe to swim in the bay?"),
        ([VAN], "is it legal to own a pistol"),
        ([VAN], "Did it rain at the marathon?"),
        ([VAN], "Is it raining?"),
        ([VAN], "What time is it?"),
        ([VAN], "Why is it that the alarm was off?"),
        ([VAN], "Does it matter that the guard was ill?"),
        ([PEOPLE], "wasnt it more?"),
        ([HOUSES], "whose fault was it"),
        ([VAN], "is it likely to rain on friday?"),
        # Nobody before is a man, or a woman.
        ([WINNER], "what does he do for a living"),
        ([VAN], "How old is she?"),
        ([PEOPLE], "Where does he work?"),
        ([DIRECTOR], "What is her name?"),
        ([DETECTIVE], "What did he say?"),
        ([BAY], "What is his job?"),
        # A question that was refused leaves nobody to go back to.
        ([STUDY, REFUSED], "How much did they demand?"),
        ([TRAINERS, REFUSED], "who is he"),
        # Thanks and greetings are asked nothing and leave nothing.
        ([VAN], "thanks"),
        ([VAN], "ok, thank you!"),
        ([VAN], "Hello there"),
        ([THANKS], "Who owns it?"),
        ([THANKS], "why?"),
        # Words of the same question.
        ([DIRECTOR], "Did Ada Bell say why she resigned?"),
        ([DIRECTOR], "Did Corvane say when it will reopen?"),
        ([TORC], "Did the company say when it will reopen?"),
        ([DIRECTOR], "Why did Greta Hobb lose her brewery?"),
        ([DIRECTOR], "What did the minister say that day?"),
        # A new topic.
        ([VAN], "What did Corvane recall?"),
        ([VAN], "ok whos the oldest finisher"),
        ([VAN], "how much rain fell on harrowmere"),
        ([VAN], "Were there any survivors on the Merrow Star?"),
        ([COLONEL], "Who founded Hobb's Lane Brewery?"),
        ([STATION], "What does the study recommend?"),
        ([STATION], "did the union leader say anything about class sizes"),
        ([OWEN], "Which company won that contract?"),
        # Nothing was answered that somebody could have said.
        ([REFUSED], "who said that?"),
    ],
)
def test_a_question_stays_as_typed(turns: list[Turn], question: str) -> None:
    assert asked(question, *turns) == question


def test_two_referents_are_two_readings_and_the_typed_question_is_the_third() -> None:
    turn = Turn("When did the fire reach the factory?", "Monday", "ferry")
    follow_up = rewrite_question("How did it start?", [turn])
    assert follow_up.question == "How did the factory start?"
    assert follow_up.other_readings == (
        Reading("How did the fire start?"),
        Reading("How did it start?", is_within_article=True),
    )


def test_a_question_without_a_name_may_go_on_about_the_article() -> None:
    turn = Turn("Who owns the van?", "Bluewater", "museum")
    follow_up = rewrite_question("anyone hurt?", [turn], lambda article: TEXTS[article])
    assert follow_up.other_readings == (Reading("anyone hurt?", is_within_article=True),)
    follow_up = rewrite_question("How old is Arthur Pell?", [turn], lambda article: TEXTS[article])
    assert follow_up.other_readings == ()


@pytest.mark.parametrize(
    ("turn", "question"),
    [
        (PROFIT, "and the year before?"),
        (PROFIT, "and Fenn?"),
        (Turn("Where will they go?", "Ostrania", "mission"), "where to exactly?"),
    ],
)
def test_what_was_answered_for_something_else_is_not_asked_for_again(
    turn: Turn, question: str
) -> None:
    assert rewrite_question(question, [turn]).excluded_answers == (turn.answer,)


def test_why_may_ask_for_the_reason_of_what_was_answered() -> None:
    turn = Turn("What was Fenn's profit?", "lost 7 million", "dairy", "Fenn lost 7 million.")
    follow_up = rewrite_question("why?", [turn])
    assert follow_up.question == "Why was Fenn's profit?"
    assert follow_up.other_readings == (Reading("Why Fenn lost 7 million?", True),)
