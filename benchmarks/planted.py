"""Measure how often planted copies, corrections, agreements and conflicts are found.

    python benchmarks/planted.py [--articles 2000] [--questions 40]

The articles are made up from a few forms, so that most of them are alike in everything but names
and figures. Of some stories there is a lightly edited copy, of some a corrected version, and of
some a second report in other words, with the same figure or with another one; some stories are
left out and only asked about. Other stories have later reports with another figure, some of which
tell the earlier one as well, or correct it; or an old figure of another event stands in a later
article. So many questions are asked about each kind; a line a kind tells how
often the answer was right, how often what was planted beside it was named in its place, and how
often something was named that was not planted.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import qa
from qa.text.equivalence import are_equivalent
from qa.types.answer import Answer
from qa.types.article import ArticleInfo

# How many stories of each kind there are with several reports, as a share of the articles.
_PLANTED = {
    "copy": 0.05, "correction": 0.03, "agreement": 0.03, "conflict": 0.03, "update": 0.02,
    "two updates": 0.02, "three updates": 0.02, "both told": 0.02, "corrected": 0.02,
    "background": 0.02, "new topic": 0.02,
}  # fmt: skip
# The kinds of which the last figure is the answer, and the earlier ones are superseded. In
# "background" and "new topic" a later article holds an old figure, which is the last one.
_UPDATED = ("update", "two updates", "three updates", "both told", "corrected")
_OLD_FIGURES = ("background", "new topic")
_STEPS = {"two updates": 2, "three updates": 3}
KINDS = (*_PLANTED, "single", "absent")
_ABSENT = 100
_SYLLABLES = "bar den fal gor hin kel lam mor nar pol quin ros sel tam ver wen".split()
_SOURCES = ("Northern Wire", "The Daily Ledger", "Coast Herald", "Evening Argus", "Valley Times")
_FIRST_DAY = date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Event:
    """Two reports of one event in different words, and a question that both answer.

    Attributes:
        count: what is counted, as it follows "the number of".
        background: what a later article says of an older event of the same kind.
    """

    first: str
    second: str
    question: str
    count: str
    background: str


_EVENTS = (
    Event(
        "A fire at the {place} in {town} injured {n} people on {day}, the fire service said.",
        "In {town}, {n} people were hurt when the {place} burned, officials reported on {day}.",
        "How many people were injured in the fire at the {place} in {town}?",
        "people injured in the fire at the {place} in {town}",
        "In {year}, a fire at the {place} in {town} injured {n} people.",
    ),
    Event(
        "{firm} will cut {n} jobs at its plant in {town}, the company announced on {day}.",
        "Some {n} posts are to go in {town} after {firm} said on {day} that it must save money.",
        "How many jobs will {firm} cut in {town}?",
        "jobs that {firm} will cut in {town}",
        "In {year}, {firm} cut {n} jobs in {town}.",
    ),
    Event(
        "{firm} is to build {n} homes on the old {place} site in {town}, it was decided on {day}.",
        "Councillors in {town} voted on {day} for {n} new homes by {firm} where the {place} stood.",
        "How many homes will {firm} build in {town}?",
        "homes that {firm} will build in {town}",
        "{firm} built {n} homes in {town} in {year}.",
    ),
    Event(
        "Police in {town} arrested {n} men on {day} after a theft from the {place}.",
        "After the theft from the {place} in {town}, {n} men were taken into custody on {day}.",
        "How many men were arrested in {town} after the theft from the {place}?",
        "men arrested in {town} after the theft from the {place}",
        "After another theft from the {place} in {town}, {n} men were arrested in {year}.",
    ),
    Event(
        "{firm} recalled {n} heaters sold in {town} on {day} because a cable may come loose.",
        "Owners of {n} heaters that {firm} sold in {town} were asked on {day} to bring them back.",
        "How many heaters sold in {town} did {firm} recall?",
        "heaters sold in {town} that {firm} recalled",
        "In {year}, {firm} recalled {n} heaters sold in {town}.",
    ),
    Event(
        "The {place} in {town} counted {n} visitors in its first week, it said on {day}.",
        "In its first week {n} visitors came to the {place} of {town}, it was reported on {day}.",
        "How many visitors did the {place} in {town} have in its first week?",
        "visitors to the {place} in {town} in its first week",
        "An earlier {place} in {town} had {n} visitors in its first week in {year}.",
    ),
)
# Later reports that give the earlier figure besides, and corrections of a report.
_BOTH_TOLD = (
    "The number of {count} rose to {n}, from {old}, officials said on {day}.",
    "Officials put the number of {count} at {n} on {day}, up from {old}.",
    "There are now {n} {count}, compared with {old} in an earlier count, it was said on {day}.",
)
_CORRECTIONS = (
    "Correction: An earlier article gave a wrong number of {count}. The number is {n}, not {old}.",
    "Correction: An earlier version of this article said that the number of {count} was {old}. "
    "It is {n}.",
)
_NEW_TOPIC = "A new roof for the {place} in {town} was discussed by {firm} on {day}."
_FORMS = {"both told": _BOTH_TOLD, "corrected": _CORRECTIONS}
_PLACES = ("glass museum", "central library", "harbour school", "city theatre", "grain mill")
_AROUND = (
    "{person}, the mayor of {town}, spoke of a day that the town would remember for a long time.",
    "A report is expected within weeks, and neighbours have been asked to send what they saw.",
    "{person} of the chamber of trade in {town} called for calm and for more help from the county.",
    "Roads nearby were closed in the afternoon, and buses took another way until the evening.",
    "The matter will be discussed again at the next meeting, which is open to the public.",
    "It is the second time this year that {town} has been in the news, {person} noted.",
    "Several residents said that they had heard of it only from a neighbour or on the radio.",
    "{person}, who has lived in {town} since childhood, said that little had changed there.",
)


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    source: str
    day: date
    sentences: tuple[str, ...]

    def write(self, path: Path) -> None:
        head = f"title: {self.title}\nsource: {self.source}\ndate: {self.day.isoformat()}"
        path.write_text(f"---\n{head}\n---\n\n{' '.join(self.sentences)}\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of one event, the question they answer, and their figures in the same order."""

    kind: str
    question: str
    reports: tuple[Report, ...]
    figures: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--questions", type=int, default=40)
    arguments = parser.parse_args()
    stories = made(arguments.articles, random.Random(5))
    with tempfile.TemporaryDirectory() as folder:
        _write(stories, Path(folder) / "articles")
        with qa.open(Path(folder) / "store") as collection:
            collection.load()
            began = time.perf_counter()
            report = collection.index(Path(folder) / "articles")
            seconds = time.perf_counter() - began
            print(f"{report.articles} articles, {report.passages} passages in {seconds:.0f} s")
            for kind in KINDS:
                stories_of_kind = [story for story in stories if story.kind == kind][
                    : arguments.questions
                ]
                _tell(
                    kind,
                    stories_of_kind,
                    [collection.ask(story.question) for story in stories_of_kind],
                )


def made(articles: int, dice: random.Random) -> list[Story]:
    """Make so many articles, in stories of all kinds; no two are of the same town."""
    kinds = [kind for kind, share in _PLANTED.items() for _ in range(int(share * articles))]
    planted = sum(1 + _STEPS.get(kind, 1) for kind in kinds)
    kinds += ["single"] * (articles - planted) + ["absent"] * _ABSENT
    dice.shuffle(kinds)
    towns = _names(dice, len(kinds))
    return [_story(kind, town, dice) for kind, town in zip(kinds, towns, strict=True)]


def _story(kind: str, town: str, dice: random.Random) -> Story:
    event = dice.choice(_EVENTS)
    person, other_person, maker = _names(dice, 3)
    facts = {"town": town, "place": dice.choice(_PLACES), "firm": f"{maker} Works"}
    n = dice.randint(12, 900)
    report = _report(event.first, facts, str(n), person, dice)
    story = Story(kind, event.question.format(**facts), (report,), (str(n),))
    if kind in ("single", "absent"):
        return story
    if kind == "copy":
        edited = ("By our correspondent.", *report.sentences[:-1])
        return _with(story, replace(report, sentences=edited), n, dice)
    changed = n + dice.choice((-1, 1)) * dice.randint(2, 9)
    if kind == "correction":
        note = "Correction: an earlier version of this article gave a wrong figure."
        lead = report.sentences[0].replace(str(n), str(changed))
        return _with(
            story, replace(report, sentences=(lead, *report.sentences[1:], note)), changed, dice
        )
    if kind in ("agreement", "conflict"):
        figure = n if kind == "agreement" else changed
        later = _report(event.second, facts, str(figure), other_person, dice)
        return _with(story, later, figure, dice)
    facts["count"] = event.count.format(**facts)
    if kind in _OLD_FIGURES:
        facts["year"] = str(dice.randint(2005, 2020))
        lead = event.second if kind == "background" else _NEW_TOPIC
        later = _report(lead, facts, str(n), other_person, dice)
        old = event.background.format(**facts, n=changed)
        return _with(story, replace(later, sentences=(*later.sentences, old)), changed, dice)
    figure = n
    for _ in range(_STEPS.get(kind, 1)):
        facts["old"], figure = str(figure), figure + dice.randint(2, 9)
        form = dice.choice(_FORMS.get(kind, (event.first, event.second)))
        later = _report(form, facts, str(figure), other_person, dice)
        story = _with(story, later, figure, dice)
    return story


def _with(story: Story, report: Report, figure: int, dice: random.Random) -> Story:
    """Give the story with a later report from another source."""
    last_report = story.reports[-1]
    source = dice.choice([name for name in _SOURCES if name != last_report.source])
    day = last_report.day + timedelta(days=dice.randint(1, 5))
    later = replace(report, source=source, day=day)
    return replace(story, reports=(*story.reports, later), figures=(*story.figures, str(figure)))


def _report(
    form: str, facts: dict[str, str], figure: str, person: str, dice: random.Random
) -> Report:
    day = _FIRST_DAY + timedelta(days=dice.randrange(600))
    lead = form.format(**facts, n=figure, day=f"{day:%A}")
    around = [sentence.format(**facts, person=person) for sentence in dice.sample(_AROUND, 4)]
    title = f"News from {facts['town']}"
    return Report(title, dice.choice(_SOURCES), day, (lead, *around))


def _names(dice: random.Random, count: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(dice.choices(_SYLLABLES, k=3)).capitalize()] = None
    return list(names)


def _write(stories: Sequence[Story], folder: Path) -> None:
    folder.mkdir()
    for number, story in enumerate(story for story in stories if story.kind != "absent"):
        for part, report in enumerate(story.reports):
            report.write(folder / f"{number}-{part}.md")


def _tell(kind: str, stories: Sequence[Story], answers: Sequence[Answer]) -> None:
    pairs = list(zip(stories, answers, strict=True))
    answered = [(story, answer) for story, answer in pairs if answer.evidence]
    correct = sum(
        any(are_equivalent(answer.text or "", figure) for figure in story.figures)
        for story, answer in answered
    )
    line = f"{kind:13} {len(pairs)} asked, {len(answered)} answered, {correct} right"
    if kind in _UPDATED or kind in _OLD_FIGURES:
        _tell_newest(line, kind, answered)
        return
    for name, places in _NAMED_BESIDE.items():
        named_articles = [(story, places(answer)) for story, answer in answered]
        true = sum(any(_is_of(story, info) for info in infos) for story, infos in named_articles)
        false = sum(
            any(not _is_of(story, info) for info in infos) for story, infos in named_articles
        )
        line += f"; {name} {true} and {false} of another story"
    print(line, flush=True)


def _tell_newest(line: str, kind: str, answered: Sequence[tuple[Story, Answer]]) -> None:
    """Tell how often the present figure was given, and how often one that it replaces."""
    present = 0 if kind in _OLD_FIGURES else -1
    newest = [
        are_equivalent(answer.text or "", story.figures[present]) for story, answer in answered
    ]
    marked = sum(answer.reports is not None for _, answer in answered)
    confidence = sum(answer.confidence for _, answer in answered) / max(len(answered), 1)
    other = "background" if kind in _OLD_FIGURES else "superseded"
    superseded = sum(
        not is_newest and any(are_equivalent(answer.text or "", figure) for figure in story.figures)
        for is_newest, (story, answer) in zip(newest, answered, strict=True)
    )
    print(
        f"{line}; newest {sum(newest)}, {other} {superseded}, marked {marked}, "
        f"mean confidence {confidence:.2f}",
        flush=True,
    )


def _is_of(story: Story, article: ArticleInfo) -> bool:
    return article.title == story.reports[0].title


# Where an answer names other articles than the one that it is from.
_NAMED_BESIDE: dict[str, Callable[[Answer], Sequence[ArticleInfo]]] = {
    "also in": lambda answer: answer.evidence[0].also_in,
    "versions": lambda answer: answer.evidence[0].versions,
    "same": lambda answer: answer.agreement.same,
    "different": lambda answer: [
        alternative.evidence[0].article for alternative in answer.agreement.different
    ],
}


if __name__ == "__main__":
    main()
