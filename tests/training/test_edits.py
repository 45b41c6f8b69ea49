from __future__ import annotations

import random
from pathlib import Path

import pytest

from training.edits import Editor, _asked_otherwise, extract_names
from training.examples import Example
from training.wordnet import WordNet

# A WordNet of seven senses, in the format of Princeton's files.
FILES = {
    "data.noun": """  1 A licence line begins with blanks.
00000001 18 n 01 soldierly_person 0 002 ~ 00000002 n 0000 ~ 00000003 n 0000 | broad
00000002 18 n 02 soldier 0 trooper 0 001 @ 00000001 n 0000 | a person who serves on land
00000003 18 n 01 sailor 0 001 @ 00000001 n 0000 | a person who serves at sea
""",
    "data.verb": """00000004 30 v 01 widen 0 001 ! 00000005 v 0101 00 | make wide
00000005 30 v 01 narrow 0 001 ! 00000004 v 0101 00 | make narrow
""",
    "data.adj": "",
    "data.adv": "",
    "index.noun": """  1 A licence line.
soldier n 1 2 @ ~ 1 1 00000002
trooper n 1 1 @ 1 1 00000002
sailor n 1 1 @ 1 1 00000003
""",
    "index.verb": """widen v 1 1 ! 1 1 00000004
narrow v 1 1 ! 1 1 00000005
""",
    "index.adj": "",
    "index.adv": "",
    "index.sense": """sailor%1:18:00:: 00000003 1 9
soldier%1:18:00:: 00000002 1 90
trooper%1:18:00:: 00000002 1 8
widen%2:30:00:: 00000004 1 7
narrow%2:30:00:: 00000005 1 7
""",
}
PASSAGE = "In 2015 the Canadian soldiers widened the road to Ostrania. Ada Bell thanked them."


@pytest.fixture(scope="module")
def wordnet(tmp_path_factory: pytest.TempPathFactory) -> WordNet:
    folder: Path = tmp_path_factory.mktemp("dict")
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return WordNet(folder)


def example_of(question: str) -> Example:
    start = PASSAGE.index("the road")
    return Example("g", question, PASSAGE, ((start, start + 8),))


def edits(editor: Editor, question: str) -> set[str]:
    """Return the questions that sixty seeds make of one."""
    edited = [editor.edited(example_of(question), random.Random(seed)) for seed in range(60)]
    examples = [example for example in edited if example is not None]
    assert examples
    assert {example.answers for example in examples} == {()}
    return {example.question for example in examples}


def test_a_word_has_synonyms_opposites_and_cohyponyms(wordnet: WordNet) -> None:
    assert wordnet.synonyms("soldier", "n") == ["trooper"]
    assert wordnet.cohyponyms("soldier", "n") == ["sailor"]
    assert wordnet.opposites("widen", "v") == ["narrow"]
    assert wordnet.part_of_speech("widen") == "v"
    assert wordnet.part_of_speech("nothing") is None


def test_a_nationality_is_changed_for_another(wordnet: WordNet) -> None:
    made = edits(Editor([], wordnet), "What did Canadian troops do?")
    assert "What did Mexican troops do?" in made
    assert [
        question for question in made if "Canadian" in question and " not " not in question
    ] == []


def test_a_year_is_changed_for_another(wordnet: WordNet) -> None:
    made = edits(Editor([], wordnet), "What was built in 2015?")
    assert len(made) > 10
    assert [question for question in made if not question.startswith("What was ")] == []
    assert "What was built in 2015?" not in made


def test_a_cohyponym_keeps_the_ending_and_an_opposite_too(wordnet: WordNet) -> None:
    made = edits(Editor([], wordnet), "What was widened by soldiers?")
    assert {"What was narrowed by soldiers?", "What was widened by sailors?"} <= made


@pytest.mark.parametrize(
    ("sentence", "question", "others"),
    [
        ("The road opened in spring.", "When did it open?", {"Why did it open?"}),
        ("It opened in Ostrania.", "Where did it?", {"When did it?", "Why did it?"}),
        ("Ada Bell won a cup.", "What year did she win?", {
            "What city did she win?", "What country did she win?", "What place did she win?"}),
        ("In 2015 she came for a cup in Ostrania.", "When did she come?", set()),
    ],
)  # fmt: skip
def test_another_circumstance_is_asked_for_only_where_the_sentence_seems_not_to_tell_it(
    sentence: str, question: str, others: set[str]
) -> None:
    example = Example("g", question, sentence, ((0, len(sentence) - 1),))
    made = {_asked_otherwise(example, random.Random(seed)) for seed in range(40)}
    assert made - {None} == others


def test_a_synonym_keeps_the_answer(wordnet: WordNet) -> None:
    example = example_of("What was widened by soldiers?")
    reworded = Editor([], wordnet).reworded(example, random.Random(1))
    assert reworded.question == "What was widened by troopers?"
    assert reworded.answers == example.answers


def test_a_name_comes_from_the_questions_on_the_same_article(wordnet: WordNet) -> None:
    other = Example("g", "What did Cy Young say?", "Other text.", ())
    made = edits(Editor([other], wordnet), "What did Ada Bell say?")
    assert "What did Cy Young say?" in made


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is Mr. Emmerich's son?", ["Emmerich"]),
        ("What did the U.S. Army say in May?", ["U.S. Army", "May"]),
        ("Ada Bell said what?", ["Ada Bell"]),
        ("When was it?", []),
    ],
)
def test_names_are_recognized_by_their_capitals(question: str, expected: list[str]) -> None:
    assert extract_names(question) == expected
