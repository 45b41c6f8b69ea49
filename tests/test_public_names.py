"""What `import qa` offers."""

from __future__ import annotations

import inspect

import qa
from qa import errors, settings
from qa.types import answer, article, query, report, search


def test_every_result_type_setting_and_error_is_offered() -> None:
    modules = (errors, settings, answer, article, query, report, search)
    public = {
        name
        for module in modules
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__ and name[0] != "_"
    }
    assert {"Answer", "Query", "EmptyStoreError", "AnswerSettings"} <= public
    assert public <= set(qa.__all__)


def test_the_names_are_sorted_and_there() -> None:
    assert list(qa.__all__) == sorted(set(qa.__all__))
    assert all(hasattr(qa, name) for name in qa.__all__)


def test_the_tree_of_errors_is_the_one_that_is_drawn() -> None:
    drawn = (errors.__doc__ or "").split("\n\n")[1]
    names = [line.split("── ")[-1].split()[0] for line in drawn.splitlines()]
    classes = [
        value
        for value in vars(errors).values()
        if inspect.isclass(value) and issubclass(value, errors.ArticleQAError)
    ]
    assert names == [error.__name__ for error in classes]
    depths = [0 if "── " not in line else line.index("── ") // 4 + 1 for line in drawn.splitlines()]
    assert depths == [len(error.__mro__) - len(errors.ArticleQAError.__mro__) for error in classes]
